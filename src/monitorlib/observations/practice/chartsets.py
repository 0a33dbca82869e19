"""All sets of charts at once: what any set must obey, as a whole-number program.

The unknowns are counts over a set of charts in which every counted field is filled in. The
rows follow from the chart itself (one city, one form, one permit each) and from its rules
of severity error; they ask for nothing else, so figures that do not fit into them fit into
no set of charts. At most `CHARTS` charts, and `MOST` of anything in a town, are thought of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from monitorlib.observations.practice.margins import Target
from monitorlib.observations.practice.plaincounts import SANCTIONS
from monitorlib.observations.practice.program import Program, Sum, total
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import WHOLE

CHARTS, MOST = 100, 5_000
PERMITS = ("permitted", "unpermitted")
COUNTED = ("assemblies", "single_pickets", "police_attended", "detention_events")
SUMMED = ("participants", "police_officers", "detained_persons")
LISTS = {
    "assemblies_by_form": "form",
    "assemblies_by_concern": "concern_group",
    "assemblies_by_organiser": "organiser",
}
AUTHORITIES = ("prosecutor", "akimat", "police")


class ChartSets:
    """The program of all sets of charts.

    Parameters
    ----------
    specification : Specification
        The chart.
    towns : collection of str
        Where assemblies can be.
    targets : iterable of Target
        Printed figures; the single concerns among them are the ones that charts can have.
    """

    def __init__(
        self, specification: Specification, towns: Collection[str], targets: Iterable[Target]
    ) -> None:
        self.program = Program()
        self.towns = tuple(towns)
        self.codes = {name: specification.codes_of(name) for name in LISTS.values()}
        self.reasons = tuple(specification.codes_of("reason_not_requested"))
        self.issues = issues(targets)
        for town in self.towns:
            self._town(town)
        self.all = self.sum("assemblies")
        self.without = self.sum("assemblies", permits=("unpermitted",))
        self._divisions()
        self._authorities()
        self._outcomes()

    def sum(self, name: str, place: str = WHOLE, permits: Collection[str] = PERMITS) -> Sum:
        """Add an unknown up over places and permits.

        Parameters
        ----------
        name : str
            One of `COUNTED` or `SUMMED`.
        place : str, default "Kazakhstan"
            A town, or the whole country.
        permits : collection of str, default both
            Which charts.

        Returns
        -------
        Sum
            Of the unknowns by town and permit.
        """
        towns = self.towns if place == WHOLE else (place,)
        return Sum({(name, town, permit): 1 for town in towns for permit in permits})

    def _town(self, town: str) -> None:
        """Say what holds in a town, for permitted and other charts apart."""
        for permit in PERMITS:
            new = {
                name: self.program.unknown(name, town, permit, most=most)
                for names, most in ((COUNTED, CHARTS), (SUMMED, MOST))
                for name in names
            }
            _group(self.program, **new)
        there = self.program.unknown("town", town, most=1)
        minutes = self.program.unknown("minutes", town, most=MOST)
        charts = self.sum("assemblies", town)
        _some(self.program, charts, there, CHARTS)
        self.program.require(minutes - charts)
        self.program.require(MOST * charts - minutes)

    def _divisions(self) -> None:
        """Give each chart one form, group of concerns and organiser, and at most one concern."""
        for measure, name in LISTS.items():
            parts = [self.program.unknown(measure, code, most=CHARTS) for code in self.codes[name]]
            self.program.require(self.all - total(parts), 0, 0)
        singles = Sum({("assemblies_by_form", "single_picket"): 1})
        self.program.require(self.sum("single_pickets") - singles, 0, 0)
        for group, concerns in self.issues.items():
            parts = [
                self.program.unknown("assemblies_by_issue", one, most=CHARTS) for one in concerns
            ]
            self.program.require(Sum({("assemblies_by_concern", group): 1}) - total(parts))
        denied = self.program.unknown("denied", most=CHARTS)
        parts = [
            self.program.unknown("assemblies_by_reason", code, most=CHARTS) for code in self.reasons
        ]
        self.program.require(self.without - denied - total(parts), 0, 0)

    def _authorities(self) -> None:
        """Let authorities caution where they are present; assemblies without a permit count."""
        for who in AUTHORITIES:
            present = (
                self.sum("police_attended", permits=PERMITS[1:])
                if who == "police"
                else self.program.unknown("assemblies_attended", who, most=CHARTS)
            )
            self.program.require(self.without - present)
            cautions = self.program.unknown("assemblies_cautioned", who, most=CHARTS)
            self.program.require(present - cautions)

    def _outcomes(self) -> None:
        """Hindering, release, courts and their sanctions."""
        for name in ("hindered", "dispersed"):
            self.program.require(self.all - self.program.unknown(name, most=CHARTS))
        released = self.program.unknown("persons_released", most=MOST)
        self.program.require(self.sum("detained_persons") - released)
        cases = self.program.unknown("court_cases", most=CHARTS)
        self.program.require(self.without - cases)
        persons = [self.program.unknown("persons_sanctioned", one, most=MOST) for one in SANCTIONS]
        # A court also hears of permitted assemblies, though that is worth a warning.
        self.program.require(self.sum("participants") - total(persons))
        for name in ("fines", "days"):
            self.program.unknown(name, most=CHARTS * MOST)


def issues(targets: Iterable[Target]) -> dict[str, list[str]]:
    """Give the single concerns of the printed lists.

    Parameters
    ----------
    targets : iterable of Target
        Printed figures.

    Returns
    -------
    dict of str to list of str
        Concerns by the group whose list names them.
    """
    found: dict[str, list[str]] = {}
    for target in targets:
        if target.count.measure == "assemblies_by_issue":
            group = target.table.removeprefix("concerns-")
            found.setdefault(group, []).append(target.count.category)
    return found


def _some(program: Program, count: Sum, flag: Sum, most: int) -> None:
    """Let a flag say whether a count is above zero."""
    program.require(count - flag)
    program.require(most * flag - count)


def _group(program: Program, **new: Sum) -> None:
    """Say what holds among the charts of one town and permit."""
    charts, participants = new["assemblies"], new["participants"]
    singles, events, persons = (
        new[name] for name in ("single_pickets", "detention_events", "detained_persons")
    )
    program.require(participants - charts)
    program.require(charts - singles)
    program.require(MOST * (charts - singles) - (participants - charts))
    program.require(charts - new["police_attended"])
    program.require(MOST * new["police_attended"] - new["police_officers"])
    program.require(charts - events)
    program.require(persons - events)
    program.require(MOST * events - persons)
    program.require(participants - charts - (persons - events))
