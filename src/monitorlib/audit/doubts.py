"""What the audit contradicts behind one number of the whole country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from monitorlib.messages import tr
from monitorlib.numbers import localised
from monitorlib.processing.derive import denominator_of
from monitorlib.processing.facts import PROSE
from monitorlib.processing.printed import Agreement
from monitorlib.report_data import Report
from monitorlib.vocabulary import WHOLE, records


@dataclass(frozen=True)
class Doubt:
    """One contradiction, and the row of the audit that shows it.

    Attributes
    ----------
    id : str
        Row of the audit.
    text : str
        One sentence.
    """

    id: str
    text: str


def doubts(report: Report, measure: str, category: str = "", period: str = "") -> list[Doubt]:
    """List the printed totals that a number rests on and their own rows contradict.

    Parameters
    ----------
    report : Report
        The period's data.
    measure, category : str
        The number, counted or derived, of the whole country.
    period : str, optional
        This period unless another is named.

    Returns
    -------
    list of Doubt
        Of an index also that it is printed otherwise than its counts give. Numbers from
        charts have none: their totals are counted.

    Examples
    --------
    >>> from monitorlib.report_data import Report
    >>> [doubt.text for doubt in doubts(Report(2017), "law_abidance")]  # Table 11, line 435
    ['Rests on the 5 printed for 2017; the rows of Table 11 add up to 6.']
    """
    of = (measure, category, period or report.year)
    if not report.value(measure, category=category, period=of[2]).known:
        return []
    return [*_totals(report, *of), *_misprint(report, *of)]


def _totals(report: Report, measure: str, category: str, period: str) -> Iterator[Doubt]:
    """Find contradicted totals among the counts of a number."""
    for used in _counts(report, measure, category, period):
        for found in _contradicted(report, used, "total"):
            yield Doubt(
                found["id"],
                tr(
                    "Rests on the {printed} printed for {period}; the rows of Table {table} "
                    "add up to {computed}."
                ).format(
                    printed=localised(found["stated"].replace(",", ".")),
                    period=period,
                    table=found["table"],
                    computed=localised(found["computed"]),
                ),
            )


def _counts(report: Report, measure: str, category: str, period: str) -> Iterator[dict[str, Any]]:
    """Give the counts of the whole country that a number is made of; of a stated index none."""
    row = report.vocabulary.measure[measure]
    made = report.quantities("indices").get((period, WHOLE, measure, category))
    parts = {measure: None}
    if row["function"]:
        if made is None or made["basis"] != "computed":
            return
        below = denominator_of(row, category)
        parts = {row["numerator"]: made["numerator"], below: made["denominator"]}
    values = report.quantities("values")
    for part, divided in parts.items():
        keys = [(period, WHOLE, part, category), (period, WHOLE, part, "")]
        used = next((values[key] for key in keys if key in values), None)
        if used is not None and divided in (None, used["value"]):  # else towns were added up
            yield used


def _misprint(report: Report, measure: str, category: str, period: str) -> Iterator[Doubt]:
    """Find an index that is printed otherwise than its counts give."""
    made = report.quantities("indices").get((period, WHOLE, measure, category))
    if made is None or made["basis"] != "computed" or made["agreement"] != Agreement.CONTRADICTED:
        return
    for found in _contradicted(report, made, "index", "claim"):
        yield Doubt(
            found["id"],
            tr("The source prints {printed} for {period}; its counts give {computed}.").format(
                printed=localised(found["stated"].replace(",", ".")),
                period=period,
                computed=report.value(measure, category=category, period=period),
            ),
        )


def _contradicted(report: Report, used: dict[str, Any], *rules: str) -> list[dict[str, Any]]:
    """Find the contradicted checks of the printed cell, or line, that a number is taken from."""
    facts, rows = report.rows("facts"), report.rows("audit")
    same = (facts["table"] == used["table"]) & (facts["place"] == WHOLE)
    for column in ("period", "measure", "category"):
        same &= facts[column] == used[column]
    cells = facts.loc[same, ["table", "row", "column", "line", "unit"]]
    wrong = rows[(rows["verdict"] == Agreement.CONTRADICTED) & rows["rule"].isin(rules)]
    wrong = wrong[(wrong["stated"] == used["stated"]) & (wrong["period"] == used["period"])]
    at = ["line", "unit"] if used["table"] == PROSE else ["table", "row", "column", "unit"]
    return records(wrong.merge(cells[at].drop_duplicates(), on=at))
