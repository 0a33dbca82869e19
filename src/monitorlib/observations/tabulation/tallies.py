"""What is counted of charts: the rows of `data/hand/tabulation.csv`, read and checked.

A tally is a measure and a category, and how charts give it: ``count`` those of a condition,
``sum`` a field, or count ``each`` text of a field by itself. The category ``*`` stands for
every code of the field, in the condition too. `of` restricts the charts that a tally is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monitorlib.errors import SourceError
from monitorlib.observations.conditions import Condition
from monitorlib.observations.specification import UNKNOWN, Specification
from monitorlib.vocabulary import Vocabulary, records, unknown_name

FILE = "data/hand/tabulation.csv"
COUNT, SUM, EACH = "count", "sum", "each"
TOWNS, WHOLE_ONLY = "towns", "whole"
ANY = "*"
ALLOWED = {"how": (COUNT, SUM, EACH), "places": (TOWNS, WHOLE_ONLY)}
CODED = {"code", "yes_no"}
"""Types of the fields that may restrict: few values, so that charts can be grouped by them."""


@dataclass(frozen=True)
class Tally:
    """One count.

    Attributes
    ----------
    measure, category : str
        What it is called.
    how : str
        ``count``, ``sum`` or ``each``.
    field : str
        The field that is asked; blank where a chart counts by being there.
    condition : Condition or None
        What a counted chart must fulfil.
    of : Condition or None
        The charts that it is about; all where there is none.
    towns : bool
        Whether it is counted for each town, or for the whole country only.
    unknown_as : str
        The category that a chart belongs to if its answer is unknown; blank where that chart
        stays unknown.
    """

    measure: str
    category: str
    how: str
    field: str
    condition: Condition | None
    of: Condition | None
    towns: bool
    unknown_as: str

    @property
    def fields(self) -> list[str]:
        """Fields that it asks of each chart, restrictions apart."""
        if self.condition is not None:
            return self.condition.fields
        return [self.field] if self.field else []

    @property
    def restrictions(self) -> list[Condition]:
        """What restricts it: one condition, or none."""
        return [self.of] if self.of is not None else []

    @property
    def every_field(self) -> list[str]:
        """Fields that it asks, restrictions included."""
        return [*self.fields, *(name for one in self.restrictions for name in one.fields)]

    @property
    def takes_unknown(self) -> bool:
        """Whether it is the category of charts whose answer is unknown."""
        return bool(self.unknown_as) and self.unknown_as == self.category


def read_tallies(vocabulary: Vocabulary, specification: Specification) -> list[Tally]:
    """Read the rows of `tabulation.csv`.

    Parameters
    ----------
    vocabulary : Vocabulary
        The hand-made tables.
    specification : Specification
        The chart.

    Returns
    -------
    list of Tally
        In the order of the file; a row for every code gives one tally for each.

    Raises
    ------
    SourceError
        If a row cannot be carried out.
    UnknownNameError
        If a row names a measure or a field that there is not.
    """
    found: list[Tally] = []
    for number, row in enumerate(records(vocabulary.table("tabulation")), start=2):
        where = f"{FILE}, line {number}"
        if row["measure"] not in vocabulary.measure:
            raise unknown_name("measure", row["measure"], vocabulary.measure, where)
        for category in _categories(row, specification, where):
            found.append(_tally(row, category, where))
            _check(found[-1], specification, where)
    keys = [(tally.measure, tally.category) for tally in found]
    twice = [" ".join(key) for key in dict.fromkeys(keys) if keys.count(key) > 1]
    if twice:
        raise SourceError("each count once", f"{twice[0]!r} twice", FILE, "delete one row")
    lost = [one for one in found if one.unknown_as and (one.measure, one.unknown_as) not in keys]
    if lost:
        expected = f"{lost[0].unknown_as!r} to be a category of {lost[0].measure}"
        raise SourceError(expected, "no such row", FILE, "add the row, or leave unknown_as blank")
    return found


def _categories(row: Mapping[str, Any], specification: Specification, where: str) -> list[str]:
    """Give the categories of a row: its own, or every code of its field."""
    if row["category"] != ANY:
        return [row["category"]]
    codes = specification.codes_of(row["field"])
    if not codes:
        raise SourceError("a field with codes", repr(row["field"]), where, "name the categories")
    return [code for code in codes if code != UNKNOWN or row["unknown_as"] == UNKNOWN]


def _tally(row: Mapping[str, Any], category: str, where: str) -> Tally:
    """Read one row for one category."""
    for column, allowed in ALLOWED.items():
        if row[column] not in allowed:
            raise SourceError(" or ".join(allowed), repr(row[column]), where, "mend the row")
    asked = row["condition"].replace(f"'{ANY}'", f"'{category}'")
    return Tally(
        measure=row["measure"],
        category=category,
        how=row["how"],
        field=row["field"],
        condition=Condition.parse(asked) if asked else None,
        of=Condition.parse(row["of"]) if row["of"] else None,
        towns=row["places"] == TOWNS,
        unknown_as=row["unknown_as"],
    )


def _check(tally: Tally, specification: Specification, where: str) -> None:
    """Refuse a row whose parts do not go together."""
    counted, asked = tally.how == COUNT, tally.condition is not None
    types = {name: specification.field(name).type for name in tally.every_field}
    restricting = {types[name] for one in tally.restrictions for name in one.fields}
    conditions = [one for one in (tally.condition, tally.of) if one is not None]
    faults = {
        "a field without a condition, or the reverse": counted and asked != bool(tally.field),
        "a condition that does not ask its field": asked and tally.field not in tally.fields,
        "a condition where nothing is counted": asked and not counted,
        "a sum of what is no number": tally.how == SUM and types.get(tally.field) != "whole",
        "no text to count": tally.how == EACH and types.get(tally.field) != "text",
        "single texts by town": tally.how == EACH and tally.towns,
        "a restriction by what is no code": not restricting <= CODED,
        "a condition that asks for a blank": any(one.asked_blank for one in conditions),
    }
    for fault, found in faults.items():
        if found:
            raise SourceError("a count that can be made", fault, where, "mend the row")
