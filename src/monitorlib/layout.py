"""Tables in the source's form: same rows, columns and order, for any period.

A cell shows what the source prints; where our value differs, it stands beside it with a
note that gives the formula or the reason. For a period whose edition is not at hand, the
same form is filled from the resolved values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from monitorlib.facts import KNOWN, QUANTITY, STATUSES, source_name
from monitorlib.messages import Text, tr
from monitorlib.numbers import is_known, written
from monitorlib.paths import EDITION
from monitorlib.printed import agreement
from monitorlib.report_data import Report, holder
from monitorlib.tables import Cell, Table
from monitorlib.transcription import Card, column_coordinates, row_coordinates
from monitorlib.vocabulary import WHOLE, records, unknown_name

SIGNS = {
    "none_recorded": "–",
    "not_monitored": "–ᵐ",
    "coverage_unknown": "–ᶜ",
    "not_applicable": "–ᵃ",
    "not_given": "–ᵍ",
}


@dataclass(frozen=True)
class _Axis:
    """A row or a column: its label and what it stands for."""

    label: str
    means: dict[str, str]
    group: str = ""


def table(report: Report, number: str) -> Table | Text:
    """Lay a table out for a report's period.

    Parameters
    ----------
    report : Report
        The period's data.
    number : str
        The table's number in the source.

    Returns
    -------
    Table or Text
        The table; or, where the sources hold none of it for the period, a sentence that
        says which table would.

    Raises
    ------
    UnknownNameError
        If the source has no such table; the message lists those it has.
    """
    if number not in report.cards:
        raise unknown_name("table", number, report.cards, "the argument number")
    card = report.cards[number]
    facts = report.rows("facts")
    printed = facts[(facts["table"] == number) & (facts["correction"] == "")]
    columns = _columns(report, card)
    shown = Table(
        number=number if number[0].isdigit() else "",
        caption=tr(card["caption"]).format(year=report.year),
        unit=card["unit"],
        corner=card["rows"] or "",
        headings=[(column.group, column.label) for column in columns],
    )
    desk = _Desk(report, card, printed, shown)
    rows = _rows(report, card)
    if report.year != EDITION and card["periods"] == "year":
        rows = desk.largest_first(rows, columns[0])
    for row in rows:
        if cells := desk.row(row, columns):
            shown.rows.append((row.label, cells))
    if not any(cell.text for _, cells in shown.rows for cell in cells):
        message = tr(
            "The sources hold nothing of this table for {year}: "
            "{holder} of the edition for {year} would."
        )
        return Text(message.format(year=report.year, holder=holder(number)), "lacking")
    shown.legend = _legend(shown, card)
    shown.source = _source(report, card)
    return shown


def _columns(report: Report, card: Card) -> list[_Axis]:
    """List the columns for the report's period, headed as in the source where it has them."""
    vocabulary = report.vocabulary
    headers = _printed_labels(report, card, "column") or [card["columns"][0]["match"]]
    axes = []
    for header in headers:
        at = column_coordinates(card, header, vocabulary)
        group, _, tail = header.rpartition(": ") if not header.endswith(":") else ("", "", header)
        rule = next(rule for rule in card["columns"] if _heads(rule, header))
        axes.append(_Axis(rule.get("heading", tail.strip("[]")), at, group))
    return _for_period(report, card, axes)


def _heads(rule: Card, header: str) -> bool:
    """Tell whether a card's column rule is the one for a heading."""
    stem = rule["match"].removesuffix("*")
    return bool(
        header == rule["match"] or (rule["match"].endswith("*") and header.startswith(stem))
    )


def _for_period(report: Report, card: Card, axes: list[_Axis]) -> list[_Axis]:
    """Turn the edition's columns into those of the report's period."""
    match card["periods"]:
        case "year":
            return [
                _Axis(axis.label, {**axis.means, "period": report.year}, axis.group)
                for axis in axes
            ]
        case "pair":
            pair = [period for period in (report.previous, report.year) if period]
            return [_Axis(period, {**axes[0].means, "period": period}) for period in pair]
    if card["rows"] == "period":
        return axes
    return [axis for axis in axes if axis.means["period"] in report.periods]


def _printed_labels(report: Report, card: Card, side: str) -> list[str]:
    """List the row labels or column headings of a printed table, in order."""
    facts = report._all_facts()
    mine = facts[(facts["table"] == card["number"]) & (facts["correction"] == "")]
    pairs = mine[[f"{side}_no", side]].drop_duplicates().sort_values(f"{side}_no")
    return [str(label) for label in pairs[side]]


def _rows(report: Report, card: Card) -> list[_Axis]:
    """List the rows: those printed, then any other that the form could have."""
    vocabulary = report.vocabulary
    if not card["rows"]:
        return [_Axis(card.get("row_heading", ""), {})]
    labels = _printed_labels(report, card, "row")
    axes = [_Axis(label, row_coordinates(card, label, vocabulary)) for label in labels]
    if card["rows"] == "period":
        return [axis for axis in axes if axis.means["period"] in report.periods]
    if report.year == EDITION and not card.get("picture"):
        return axes
    if card["rows"] == "place":
        have = {axis.means["place"] for axis in axes}
        more = [p for p in vocabulary.places["place"] if p not in have and p != WHOLE]
        others = [_Axis(place, {"place": place}, "added") for place in more]
        at = next(
            (n for n, axis in enumerate(axes) if axis.means["place"] == WHOLE and n), len(axes)
        )
        axes = [*axes[:at], *others, *axes[at:]]
        if card.get("picture"):
            axes.append(_Axis("TOTAL", {"place": WHOLE}))
    return axes


class _Desk:
    """Fills the cells of one table and keeps its notes."""

    def __init__(self, report: Report, card: Card, printed: pd.DataFrame, shown: Table) -> None:
        self.report, self.card, self.shown = report, card, shown
        self.printed = _by_quantity(printed)
        self.values = _by_quantity(report.rows("values"))
        self.indices = _by_quantity(report.rows("indices"))
        self.whole = report.year == EDITION or card["periods"] == "all"

    def row(self, row: _Axis, columns: list[_Axis]) -> list[Cell]:
        """Fill one row; an empty list if the form has no use for it in this period."""
        before = len(self.shown.notes)
        cells = [self.cell(row, column) for column in columns]
        useful = any(cell.status in (*KNOWN, "computed") for cell in cells)
        if row.group == "added" and not self.card.get("picture"):
            useful = any(self._number(row, column) for column in columns)
        as_printed = self.report.year == EDITION and not self.card.get("picture")
        if not (useful or as_printed):
            del self.shown.notes[before:]
            return []
        return cells

    def _number(self, row: _Axis, column: _Axis) -> float:
        """Give the first known number of a cell; 0 where there is none."""
        at = {**column.means, **row.means}
        for measure in at["measures"].split(";"):
            key = (at["period"], at["place"], measure, at["category"])
            found = self.indices.get(key) or self.values.get(key)
            if found is not None and is_known(found["value"]):
                return float(found["value"])
        return 0.0

    def largest_first(self, rows: list[_Axis], column: _Axis) -> list[_Axis]:
        """Order the rows of a year's own table as the source does, and leave zeros out."""
        some = [row for row in rows if self._number(row, column)]
        return sorted(
            some, key=lambda row: (row.means.get("place") == WHOLE, -self._number(row, column))
        )

    def cell(self, row: _Axis, column: _Axis) -> Cell:
        """Fill one cell: printed text first, our value beside it where that differs."""
        at = {**column.means, **row.means}
        keys = [
            (at["period"], at["place"], measure, at["category"])
            for measure in at["measures"].split(";")
        ]
        facts = [self.printed[key] for key in keys if key in self.printed]
        if not facts:
            text = _pair([self._own(key) for key in keys])
            return Cell(text, status="computed" if text else "not_printed")
        differing = [key for key in keys if self._differs(key)]
        sign = SIGNS.get(facts[0]["status"], facts[0]["printed"])
        if not differing:
            return Cell(sign, status=facts[0]["status"])
        beside = _pair([self._own(key) for key in differing])
        note = self._note(row.label, column, facts[0]["printed"], differing)
        near = all(self._verdict(key) == "rounding" for key in differing)
        return Cell(sign, beside, facts[0]["status"], note, near)

    def _verdict(self, key: tuple[str, ...]) -> str:
        """Set this table's own digits beside the computed index; blank where there are none."""
        fact, index = self.printed.get(key), self.indices.get(key)
        if fact is None or index is None or not (fact["stated"] and is_known(index["value"])):
            return ""
        return str(agreement(fact["stated"], index["value"]))

    def _own(self, key: tuple[str, ...]) -> str:
        """Write our value of a quantity; blank where unknown."""
        row = self.indices.get(key) or self.values.get(key)
        if row is None or not is_known(row["value"]):
            return ""
        unit = self.report.unit(row["unit"])
        decimals = int(unit["decimals"])
        return written(row["value"], decimals, unit["symbol"])

    def _differs(self, key: tuple[str, ...]) -> bool:
        """Tell whether our value of a quantity is another than the one printed here."""
        fact = self.printed.get(key)
        index, value = self.indices.get(key), self.values.get(key)
        if index is not None:
            if index["basis"] != "computed" or fact is None:
                return False
            silent = fact["status"] != "stated"
            return index["value"] != 0 if silent else self._verdict(key) != "reproduced"
        if fact is None or value is None:
            return False
        silent_zero = fact["status"] not in KNOWN and value["value"] == 0
        return bool(
            value["status"] in KNOWN and value["value"] != fact["value"] and not silent_zero
        )

    def _note(self, row: str, column: _Axis, printed: str, keys: Sequence[tuple[str, ...]]) -> int:
        """Write the note of one cell and give its number."""
        reasons = []
        for key in keys:
            index = self.indices.get(key)
            if index is not None:
                reasons.append(_explained(index, self._own(key), self._verdict(key)))
            else:
                value = self.values[key]
                reasons.append(f"{source_name(value)}: {self._own(key)}{self._why(value)}")
        where = ", ".join(part for part in (row, column.group, column.label) if part)
        self.shown.notes.append(
            tr("{where}: printed {printed}; {reasons}.").format(
                where=where, printed=printed or tr("blank"), reasons="; ".join(reasons)
            )
        )
        return len(self.shown.notes)

    def _why(self, value: dict[str, Any]) -> str:
        """Say why a value won; a correction brings its reason along."""
        if not value["others"]:
            return ""
        if not value["correction"]:
            return f" ({value['why']})"
        rows = records(self.report.vocabulary.table("corrections"))
        row = next(row for row in rows if row["id"] == value["correction"])
        return f" ({value['why']}, {row['reason']}: {row['evidence']})"


def _explained(index: dict[str, Any], own: str, verdict: str) -> str:
    """Give the formula with its values, and the verdict in words."""
    words = {
        "rounding": tr("a rounding difference"),
        "contradicted": tr("the printed number does not follow from the printed counts"),
    }
    tail = f", {words[verdict]}" if verdict in words else ""
    return f"{index['formula']} = {own}{tail}"


def _by_quantity(frame: pd.DataFrame) -> dict[tuple[str, ...], dict[str, Any]]:
    """Index rows by quantity."""
    rows = records(frame)
    return {tuple(row[key] for key in QUANTITY): row for row in rows}


def _pair(texts: list[str]) -> str:
    """Write a count with its share in brackets, or whichever there is."""
    known = [text for text in texts if text]
    return f"{known[0]} ({known[1]})" if len(known) > 1 else "".join(known)


def _legend(shown: Table, card: Card) -> list[str]:
    """Say what the signs in this table mean."""
    used = {cell.status for _, cells in shown.rows for cell in cells}
    lines = [f"{sign} {tr(STATUSES[status])}" for status, sign in SIGNS.items() if status in used]
    if "not_printed" in used:
        lines.append(tr("blank: not printed"))
    if "unreadable" in used:
        lines.append(tr("other signs: unreadable in the source text, taken as unknown"))
    return [*lines, card["note"]] if card.get("note") else lines


def _source(report: Report, card: Card) -> str:
    """Say where the numbers of this table come from."""
    if card.get("picture"):
        return tr("Computed; the printed table (lines {first}-{last}) is a picture.").format(
            first=card["lines"][0], last=card["lines"][1]
        )
    if report.year == EDITION or card["periods"] == "all":
        return tr("Report for {edition}, lines {first}-{last}.").format(
            edition=EDITION, first=card["lines"][0], last=card["lines"][1]
        )
    return tr(
        "Filled from the series that the report for {edition} prints; "
        "the edition for {year} is not at hand."
    ).format(edition=EDITION, year=report.year)
