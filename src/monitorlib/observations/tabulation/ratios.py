"""Which counts an index divides, over which charts: read from `data/hand/measures.csv`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from monitorlib.errors import SourceError
from monitorlib.observations.conditions import Condition
from monitorlib.observations.specification import Specification
from monitorlib.observations.tabulation.tallies import CODED, SUM, Tally
from monitorlib.observations.tabulation.tallies import FILE as TALLIES
from monitorlib.vocabulary import Vocabulary

FILE = "data/hand/measures.csv"
MONTHS = "months"
"""A denominator that no chart states."""


@dataclass(frozen=True)
class Ratio:
    """Which two counts an index divides.

    Attributes
    ----------
    measure, category : str
        The index.
    top : Tally
        What is divided.
    bottom : Tally or None
        What it is divided by; without one, the charts that `top` is about.
    whole : bool
        Whether every place is divided by the whole country's count.
    """

    measure: str
    category: str
    top: Tally
    bottom: Tally | None
    whole: bool

    @property
    def towns(self) -> bool:
        """Whether both counts are there for each town."""
        return self.top.towns and (self.bottom is None or self.bottom.towns)

    @property
    def scope(self) -> list[Condition]:
        """What a chart must fulfil for the index to be about it."""
        found = [self.top.of]
        if self.bottom is not None:
            found += [self.bottom.of, self.bottom.condition]
        return [condition for condition in found if condition is not None]


def read_ratios(
    vocabulary: Vocabulary, specification: Specification, tallies: Iterable[Tally]
) -> list[Ratio]:
    """Say which tallies each index divides.

    Parameters
    ----------
    vocabulary : Vocabulary
        The hand-made tables.
    specification : Specification
        The chart.
    tallies : iterable of Tally
        What is counted.

    Returns
    -------
    list of Ratio
        In the order of `measures.csv`; none for an index by months.

    Raises
    ------
    SourceError
        If an index divides what is not counted, or what cannot be divided chart by chart.
    """
    counted = {(tally.measure, tally.category): tally for tally in tallies}
    found = []
    for row in vocabulary.measure.values():
        if not row["function"] or row["denominator"] == MONTHS:
            continue
        tops = [tally for tally in counted.values() if tally.measure == row["numerator"]]
        if not tops:
            raise _error(row["numerator"], "not counted", row)
        found += [_ratio(row, top, counted, vocabulary) for top in tops]
        for field in {name for one in found[-1].scope for name in one.fields}:
            if specification.field(field).type not in CODED:
                raise _error("an index about charts of some codes", f"about {field}", row)
    return found


def _ratio(
    row: Mapping[str, Any],
    top: Tally,
    counted: Mapping[tuple[str, str], Tally],
    vocabulary: Vocabulary,
) -> Ratio:
    """Find the denominator of an index: of the same category, if it is divided alike."""
    base, *own = row["denominator"].split(";")
    name = dict(entry.split("=") for entry in own).get(top.category, base)
    whole, bottom = row["denominator_place"] != "same", None
    if name:
        alike = vocabulary.measure[name]["dimension"] == row["dimension"]
        bottom = counted.get((name, top.category if alike else ""))
        if bottom is None:
            raise _error(name, "not counted", row)
        if bottom.how == SUM and top.how != SUM:
            raise _error("two counts or two sums", "a count divided by a sum", row)
    return Ratio(row["measure"], top.category, top, bottom, whole)


def _error(expected: str, found: str, row: Mapping[str, Any]) -> SourceError:
    """Compose the error for an index that cannot be made of charts."""
    where = f"{FILE}, measure {row['measure']!r}"
    return SourceError(expected, found, where, f"mend the row, or {TALLIES}")
