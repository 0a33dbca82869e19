"""Printed figures of a year that observation charts can give, and what given charts make of them.

A target is one printed figure: a count, or a quotient of two counts. They are the rows of
`data/hand/invented-margins.csv`, with whether the invented charts keep them; a figure that
they do not keep names its proof, a row of `data/hand/invented-contradictions.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd

from monitorlib import paths
from monitorlib.observations.practice.plaincounts import Count, count
from monitorlib.processing.printed import DASH, agreement
from monitorlib.vocabulary import WHOLE, Vocabulary, read_text_table, records

PERCENT = 100
KINDS = ("cell", "figure", "remark")
"""Cells of tables, figures of the text that state a measure, and what it says by the way."""


OWN = {
    "officers_per_assembly": ("police_officers", "assemblies", ""),
    "participants_per_officer": ("participants", "police_officers", ""),
    "fine_mci": ("fines", "persons_sanctioned", "fine"),
    "arrest_days": ("days", "persons_sanctioned", "arrest"),
}
"""Quotients that only the text states: numerator, denominator and its category."""


@dataclass(frozen=True)
class Target:
    """One printed figure.

    Attributes
    ----------
    id, kind, table, row, column : str
        Its name, one of `KINDS`, and where it stands.
    line : int
        Line of the source.
    count : Count
        What it states, by measure, place and category.
    printed, stated : str
        The cell or the words, and the number in it.
    step : str
        Unit of a number in words, such as 10 for "half" as 50 percent; blank for the last digit.
    kept : bool
        Whether the invented charts give it back.
    proof : str
        Id of the contradiction that says why not; blank where it is kept.
    top, bottom, scale : Count, Count or None, int
        What is divided, by what (None for a count), and how often it is taken.
    """

    id: str
    kind: str
    table: str
    row: str
    column: str
    line: int
    count: Count
    printed: str
    stated: str
    step: str
    kept: bool
    proof: str
    top: Count
    bottom: Count | None
    scale: int

    @property
    def value(self) -> Fraction:
        """The number stated."""
        return Fraction(self.stated.replace(",", "."))

    @property
    def slack(self) -> Fraction:
        """Half the unit of its last digit; nothing for a count or a dash, which are exact."""
        if self.bottom is None or self.printed == DASH:
            return Fraction(0)
        digits = len(self.stated.replace(",", ".").partition(".")[2])
        return (Fraction(self.step) if self.step else Fraction(1, 10**digits)) / 2


def targets(folder: Path | None = None) -> dict[str, Target]:
    """Read the printed figures.

    Parameters
    ----------
    folder : Path, optional
        `data/hand`; that of the project by default.

    Returns
    -------
    dict of str to Target
        By id, in the order of the source.
    """
    folder = folder or paths.hand()
    measures = Vocabulary(folder).measure
    found = {}
    for row in records(read_text_table(folder / "invented-margins.csv")):
        what = Count(row["measure"], row["place"], row["category"])
        top, bottom, scale = _quotient(what, measures.get(what.measure, {}))
        found[row["id"]] = Target(
            **{name: row[name] for name in ("id", "kind", "table", "row", "column")},
            **{name: row[name] for name in ("printed", "stated", "step", "proof")},
            line=int(row["line"]),
            kept=row["kept"] == "yes",
            count=what,
            top=top,
            bottom=bottom,
            scale=scale,
        )
    return found


def _quotient(what: Count, measure: Any) -> tuple[Count, Count | None, int]:
    """Say what a measure divides by what, and whether it is written in percent."""
    if what.measure in OWN:
        over, under, category = OWN[what.measure]
        return Count(over, what.place, ""), Count(under, what.place, category), 1
    if not measure.get("numerator"):
        return what, None, 1
    under = measure["denominator"].partition(";")[0]
    if what == Count("mean_participants", WHOLE, "excluding_permitted"):
        under = "unpermitted"
    place = WHOLE if measure["denominator_place"] == WHOLE else what.place
    scope = what.category if under == "participants" else ""
    scale = PERCENT if measure["unit"] == "percent" else 1
    return what._replace(measure=measure["numerator"]), Count(under, place, scope), scale


def obtained(charts: pd.DataFrame, target: Target) -> float:
    """Take from charts what a figure states.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_fields)
        Typed charts with every field filled in that is counted.
    target : Target
        The figure.

    Returns
    -------
    float
        In the unit of the figure; not-a-number where nothing is there to divide by.
    """
    bottom = count(charts, target.bottom) if target.bottom else 1.0
    return target.scale * count(charts, target.top) / bottom if bottom else float("nan")


def report(charts: pd.DataFrame, folder: Path | None = None) -> pd.DataFrame:
    """Set what charts give beside every printed figure.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_fields)
        Typed charts.
    folder : Path, optional
        `data/hand`; that of the project by default.

    Returns
    -------
    DataFrame of shape (n_targets, 12)
        A row a figure: id, kind, table, row, column, line, printed, stated, `obtained` (float),
        `agreement` (as the audit words it), `kept` (bool) and `proof` (why it cannot be kept).
    """
    folder = folder or paths.hand()
    rows = read_text_table(folder / "invented-contradictions.csv")
    says = dict(zip(rows["contradiction"], rows["says"], strict=True))
    names = ("id", "kind", "table", "row", "column", "line", "printed", "stated")
    lines = []
    for target in targets(folder).values():
        value = obtained(charts, target)
        step = target.step if target.bottom else "0"
        lines.append(
            {name: getattr(target, name) for name in names}
            | {"obtained": value, "agreement": str(agreement(target.stated, value, step=step))}
            | {"kept": target.kept, "proof": says.get(target.proof, "")}
        )
    return pd.DataFrame(lines)
