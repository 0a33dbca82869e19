"""Charts to counts: every number that the report's tables need, on any data-frame engine.

What is counted is data (`data/hand/tabulation.csv`), and so is what an index divides
(`data/hand/measures.csv`). The charts are read once, and once more for single concerns; what
comes back is a small table of sums, from which everything is added up here.

Unknown, no and zero stay three things. A count is of the charts whose answer is known, and
says of how many; where charts were asked and none knows, it is unknown; where there was no
chart to ask, it is 0. A chart whose permit is unknown may be an unpermitted one: it is among
the charts that such a count asks, and not among those that know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from monitorlib.errors import SourceError
from monitorlib.observations.problems import shown
from monitorlib.observations.specification import UNKNOWN, Specification
from monitorlib.observations.tabulation.counting import Row, base, count, count_issues
from monitorlib.observations.tabulation.engines import CHARTS, Charts, Frame
from monitorlib.observations.tabulation.groups import Groups, Places
from monitorlib.observations.tabulation.questions import restricting, wanted
from monitorlib.observations.tabulation.ratios import read_ratios
from monitorlib.observations.tabulation.tallies import COUNT, EACH, Tally, read_tallies
from monitorlib.vocabulary import WHOLE, Vocabulary

CITY = "city"
QUANTITY = {"period": "str", "place": "str", "measure": "str", "category": "str"}
COUNTS = {**QUANTITY, "value": "float64", "known": "int64", "charts": "int64"}
BASES = {
    **QUANTITY,
    "numerator": "float64",
    "denominator": "float64",
    "known": "int64",
    "charts": "int64",
}
ISSUES = {"period": "str", "group": "str", "issue": "str", "charts": "int64"}


@dataclass(frozen=True)
class Tables:
    """What charts come to.

    Attributes
    ----------
    counts : DataFrame of shape (n_counts, 7)
        One row a place, measure and category: `value`, missing where it is unknown; `known`,
        the charts whose answer is known; `charts`, those that it was asked of.
    bases : DataFrame of shape (n_indices, 8)
        One row an index, place and category: `numerator` and `denominator` over the same
        complete charts, missing where there is none; `known`, these charts; `charts`, all that
        the index is about.
    issues : DataFrame of shape (n_issues, 4)
        Single concerns within their `group`, commonest first.
    """

    counts: pd.DataFrame
    bases: pd.DataFrame
    issues: pd.DataFrame


def tabulate(charts: Frame, vocabulary: Vocabulary, *, period: str, towns: Sequence[str]) -> Tables:
    """Count charts.

    Parameters
    ----------
    charts : frame of shape (n_charts, n_fields)
        Public charts in a frame of pandas, Polars, DuckDB, Dask or another engine that
        Narwhals knows; a lazy one may be larger than memory. A blank is null or "". A field
        without a column is unknown throughout.
    vocabulary : Vocabulary
        The hand-made tables.
    period : str
        The period of all charts.
    towns : sequence of str
        Towns that were monitored, in the order to list them; one without a chart has 0.

    Returns
    -------
    Tables
        In the order of `tabulation.csv`, then of the categories, then of `towns`, the whole
        country last: the same whatever the engine and the order of the charts.

    Raises
    ------
    SourceError
        If a chart is of another town or has a code that its field does not take, or if
        `tabulation.csv` cannot be carried out.
    UnknownNameError
        If `tabulation.csv` names what there is not.

    Examples
    --------
    >>> from monitorlib import paths
    >>> charts = pd.DataFrame({"city": ["Almaty", "Almaty"], "duration": [20.0, None]})
    >>> made = tabulate(charts, Vocabulary(paths.hand()), period="2018", towns=["Almaty"])
    >>> row = made.counts.query("place == 'Almaty' and measure == 'duration_total'")
    >>> row[["value", "known", "charts"]].values.tolist()
    [[20.0, 1.0, 2.0]]
    """
    specification = Specification(vocabulary.folder)
    tallies = read_tallies(vocabulary, specification)
    ratios = read_ratios(vocabulary, specification, tallies)
    keys = [CITY, *restricting(tallies, ratios)]
    asked = [name for tally in tallies for name in tally.every_field]
    held = Charts.of(charts, [*keys, *asked], specification)
    table = held.sums(keys, wanted(held, tallies, ratios, keys))
    _check(table, keys, towns, specification)
    groups, places = Groups(table, tuple(keys), held.missing), Places.of(table[CITY], towns)
    counts: list[Row] = []
    issues: list[Row] = []
    for tally in tallies:
        if tally.how == EACH:
            counted, listed = count_issues(tally, held)
            issues += listed
        else:
            counted = count(tally, groups, places)
        counts += counted
    bases = [row for ratio in ratios for row in base(ratio, groups, places)]
    _check_exclusive(counts, tallies, vocabulary)
    return Tables(
        _frame(counts, COUNTS, period), _frame(bases, BASES, period), _frame(issues, ISSUES, period)
    )


def _check(
    table: pd.DataFrame, keys: Sequence[str], towns: Sequence[str], specification: Specification
) -> None:
    """Refuse towns that are not expected, and codes that no field takes."""
    for name in keys:
        codes = ["", *specification.codes_of(name), UNKNOWN]
        allowed = list(towns) if name == CITY else codes
        wrong = table.loc[~table[name].isin(allowed), [name, CHARTS]].groupby(name)[CHARTS].sum()
        if len(wrong):
            listed = [f"{shown(value)} (charts: {number:.0f})" for value, number in wrong.items()]
            raise SourceError(
                f"{name} to be one of: {', '.join(filter(None, allowed))}",
                ", ".join(listed),
                f"the charts, column {name}",
                "mend the charts, or add what is missing to data/hand",
            )


def _check_exclusive(counts: list[Row], tallies: list[Tally], vocabulary: Vocabulary) -> None:
    """Refuse charts whose code is none of the categories that have every chart between them."""
    for measure, field in {
        tally.measure: tally.field
        for tally in tallies
        if tally.how == COUNT
        and not tally.unknown_as
        and vocabulary.measure[tally.measure]["exclusive"] == "yes"
    }.items():
        rows = [row for row in counts if row["measure"] == measure and row["place"] == WHOLE]
        other = rows[0]["known"] - np.nansum([row["value"] for row in rows])
        if other:
            raise SourceError(
                f"{field} to be one of: {', '.join(row['category'] for row in rows)}",
                f"something else (charts: {other:.0f})",
                f"the charts, column {field}",
                "mend the charts, or add what is missing to data/hand",
            )


def _frame(rows: list[Row], types: dict[str, str], period: str) -> pd.DataFrame:
    """Make a table of rows."""
    return pd.DataFrame(rows, columns=list(types)).assign(period=period).astype(types)
