"""All sets of charts at once: any valid set of charts is a point of the program."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from monitorlib import paths
from monitorlib.observations.practice import invented
from monitorlib.observations.practice.chartsets import AUTHORITIES, PERMITS, ChartSets, issues
from monitorlib.observations.practice.margins import targets
from monitorlib.observations.practice.plaincounts import Count, count
from monitorlib.observations.practice.program import Key, Sum
from monitorlib.observations.practice.readings import reading
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import Vocabulary

TARGETS = targets()
SPECIFICATION, TOWNS = Specification(paths.hand()), Vocabulary(paths.hand()).towns
SETS = ChartSets(SPECIFICATION, TOWNS, TARGETS.values())


def any_charts(number: int, seed: int) -> pd.DataFrame:
    """Make charts of no plan whatever that keep the rules and answer what is counted."""
    rng = np.random.default_rng(seed)

    def some(codes: Any) -> Any:
        return rng.choice(list(codes), number)

    def up_to(most: Any) -> Any:
        return rng.integers(0, np.asarray(most) + 1)

    permit = some(["permitted", "denied", "not_requested", "not_required"])
    form = some(SPECIFICATION.codes_of("form"))
    people = np.where(form == "single_picket", 1, rng.integers(1, 60, number))
    present = {who: some(["yes", "no"]) for who in AUTHORITIES}
    asked = np.isin(permit, ["not_requested", "not_required"])
    group = some(SPECIFICATION.codes_of("concern_group"))
    detained = np.where(rng.random(number) < 0.3, up_to(people), 0)
    cautioned = np.where(rng.random(number) < 0.3, up_to(people), 0)
    listed = issues(TARGETS.values())
    return pd.DataFrame(
        {
            "city": some(TOWNS),
            "permit": permit,
            "form": form,
            "organiser": some(SPECIFICATION.codes_of("organiser")),
            "concern_group": group,
            "concern": [str(rng.choice(listed.get(one, ["something else"]))) for one in group],
            "reason_not_requested": np.where(
                asked, some(SPECIFICATION.codes_of("reason_not_requested")), ""
            ),
            "participants_best": people,
            "duration": rng.integers(1, 90, number),
            **{f"{who}_present": there for who, there in present.items()},
            **{
                f"{who}_cautioned": np.where(there == "yes", some(["yes", "no"]), "no")
                for who, there in present.items()
            },
            "police_officers": np.where(present["police"] == "yes", up_to([30] * number), 0),
            "hindered": some(["yes", "no"]),
            "dispersed": some(["yes", "no"]),
            "persons_detained": detained,
            "released_explained": up_to(detained),
            "court_cases": (cautioned > 0).astype(int),
            "persons_cautioned": cautioned,
            "persons_fined": up_to(people - cautioned) // 2,
            "persons_arrested": 0,
            "fine_mci": pd.array([50] * number, dtype="Int64"),
            "arrest_days": pd.array([None] * number, dtype="Int64"),
        }
    )


def unknown(charts: pd.DataFrame, key: Key) -> float:
    """Count one unknown of the program by hand."""
    name, *rest = key
    if name in ("town", "minutes"):
        here = charts[charts["city"] == rest[0]]
        return float(len(here) > 0) if name == "town" else float(here["duration"].sum())
    if rest and rest[-1] in PERMITS:
        here = charts[charts["city"] == rest[0]]
        here = here[here["permit"].eq("permitted") == (rest[1] == "permitted")]
        return float(
            {
                "assemblies": len(here),
                "participants": here["participants_best"].sum(),
                "police_officers": here["police_officers"].sum(),
                "police_attended": here["police_present"].eq("yes").sum(),
                "detention_events": here["persons_detained"].gt(0).sum(),
                "detained_persons": here["persons_detained"].sum(),
                "single_pickets": here["form"].eq("single_picket").sum(),
            }[name]
        )
    if name == "denied":
        return float(charts["permit"].eq("denied").sum())
    return count(charts, Count(name, "Kazakhstan", rest[0] if rest else ""))


def worth(what: Sum, point: dict[Key, float]) -> float:
    """Put numbers in for the unknowns."""
    return sum(factor * (point[key] if key else 1) for key, factor in what.items())


CASES = [invented.charts(), any_charts(0, 0), *(any_charts(9 * n, n) for n in range(1, 9))]


@pytest.mark.parametrize("charts", CASES, ids=lambda charts: f"{len(charts)} charts")
def test_any_valid_set_of_charts_keeps_every_row(charts: pd.DataFrame) -> None:
    for name, rule in SPECIFICATION.rules.items():
        if rule.severity == "error" and set(rule.holds.fields) <= set(charts):
            assert not rule.holds.judge(charts)[1].any(), name
    point = {key: unknown(charts, key) for key in SETS.program.most}
    for key, most in SETS.program.most.items():
        assert 0 <= point[key] <= most, key
    for what, least, highest in SETS.program.rows:
        assert least <= worth(what, point) <= highest, what


@pytest.mark.parametrize("charts", CASES[::3], ids=lambda charts: f"{len(charts)} charts")
def test_a_figure_reads_the_same_in_the_program_as_from_charts(charts: pd.DataFrame) -> None:
    point = {key: unknown(charts, key) for key in SETS.program.most}
    point |= {("fines",): count(charts, Count("fines", "Kazakhstan", ""))}
    for target in TARGETS.values():
        for what in filter(None, (target.top, target.bottom)):
            assert worth(reading(SETS, what), point) == count(charts, what), target.id


@pytest.mark.parametrize(
    ("name", "town", "extra"),
    [
        ("single_pickets", "Uralsk", [("participants", 2)]),
        ("detained_persons", "Uralsk", [("participants", 0)]),
        ("police_officers", "Uralsk", [("police_attended", -1)]),
        ("detained_persons", "Uralsk", [("detention_events", -1)]),
    ],
    ids=["a crowd at a single picket", "more detained than there", "officers of no police",
         "detained at no assembly"],
)  # fmt: skip
def test_what_breaks_a_rule_of_the_chart_is_no_point(
    name: str, town: str, extra: list[tuple[str, int]]
) -> None:
    """Two permitted assemblies in one town: all their charts say `name`, and then too much."""
    key = (name, town, "permitted")
    asked = [(Sum({("assemblies", town, "permitted"): 1}), 2, 2), (Sum({key: 1}), 2, 2)]
    assert SETS.program.solve(asked) is not None
    other, more = extra[0]
    most = 2 + more if more > 0 else (1 if other == "participants" else 0)
    bound = (most, 99) if more > 0 else (0, most)
    assert SETS.program.solve([*asked, (Sum({(other, town, "permitted"): 1}), *bound)]) is None


def test_single_concerns_stand_in_the_list_of_their_group() -> None:
    listed = issues(TARGETS.values())
    assert {group: len(names) for group, names in listed.items()} == {"economic": 6, "social": 18}
