"""The cells of a table: what is printed, what we compute beside it, and the note that says why.

A cell shows the printed text. Something stands beside it where our value differs, where
the rows of a column do not add up to its total, and where nothing is printed but a value
is known. A note says what else the source states of the same quantity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from monitorlib import wording
from monitorlib.evidence import quoted
from monitorlib.messages import noted, tr, trn
from monitorlib.numbers import is_known, written
from monitorlib.paths import edition
from monitorlib.processing.derive import Key
from monitorlib.processing.facts import KNOWN, source_name
from monitorlib.processing.printed import agreement
from monitorlib.processing.transcription import Card
from monitorlib.report_data import Report, by_quantity
from monitorlib.tabular.tabledata import Cell
from monitorlib.tabular.tables import Table
from monitorlib.vocabulary import WHOLE, records

SIGNS = {
    "none_recorded": "–",
    "not_monitored": "–ᵐ",
    "coverage_unknown": "–ᶜ",
    "not_applicable": "–ᵃ",
    "not_given": "–ᵍ",
    "not_recorded": "–ⁿ",
    "suppressed": "–ˢ",
}
COUNTED_SILENCE = ("not_recorded", "suppressed")
"""What charts say by saying nothing: it is shown, also where a row holds nothing else."""
UNREADABLE = "ᵘ"
MARKS = {
    "≠": noted("ours, which differs by more than rounding"),
    "≈": noted("ours, which differs by rounding only"),
    "=": noted("ours, where no number is printed"),
    "Σ": noted("the sum of the rows, which is not the total"),
}


@dataclass(frozen=True)
class Axis:
    """A row or a column: its label and what it stands for.

    Attributes
    ----------
    label : str
        As shown.
    means : dict of str to str
        Period, place, category and measures, as far as it decides them.
    group : str
        Heading over several columns; ``added`` for a row that the source does not print.
    """

    label: str
    means: dict[str, str]
    group: str = ""


class Desk:
    """Fills the cells of one table and keeps its notes.

    Parameters
    ----------
    report : Report
        The period's data.
    card : dict
        The table's card.
    printed : DataFrame
        Facts of the table as printed.
    shown : Table
        The table that takes the notes.
    """

    def __init__(self, report: Report, card: Card, printed: pd.DataFrame, shown: Table) -> None:
        self.report, self.card, self.shown = report, card, shown
        self.printed = by_quantity(printed)
        self.values = report.quantities("values")
        self.indices = report.quantities("indices")
        self.places: list[str] = []
        self.contradicted = _by_cell(report, card["number"])

    def row(self, row: Axis, columns: list[Axis]) -> list[Cell]:
        """Fill one row.

        Parameters
        ----------
        row : Axis
            The row.
        columns : list of Axis
            The columns.

        Returns
        -------
        list of Cell
            Empty if the form has no use for the row in this period.
        """
        before = len(self.shown.notes)
        cells = [self.cell(row, column) for column in columns]
        useful = any(cell.status in (*KNOWN, "computed", *COUNTED_SILENCE) for cell in cells)
        if row.group == "added" and not self.card.get("picture"):
            useful = any(self.number(row, column) for column in columns)
        if not (useful or (self.report.year == edition() and not self.card.get("picture"))):
            del self.shown.notes[before:]
            return []
        return cells

    def number(self, row: Axis, column: Axis) -> float:
        """Give the first known number of a cell.

        Parameters
        ----------
        row, column : Axis
            Where it stands.

        Returns
        -------
        float
            0 where there is none.
        """
        found = (self.indices.get(key) or self.values.get(key) for key in _keys(row, column))
        known = [float(row["value"]) for row in found if row and is_known(row["value"])]
        return known[0] if known else 0.0

    def largest_first(self, rows: list[Axis], columns: list[Axis]) -> list[Axis]:
        """Order the rows of a year's own table as the source does, and leave zeros out.

        Parameters
        ----------
        rows : list of Axis
            All rows.
        columns : list of Axis
            All columns; the first orders the rows.

        Returns
        -------
        list of Axis
            The total last.
        """
        some = [
            row
            for row in rows
            if row.means.get("place") == WHOLE
            or self.number(row, columns[0])
            or self._counted_silence(row, columns)
        ]
        return sorted(
            some, key=lambda row: (row.means.get("place") == WHOLE, -self.number(row, columns[0]))
        )

    def _counted_silence(self, row: Axis, columns: list[Axis]) -> bool:
        """Tell whether charts are about a row, but know nothing of it or have a zero there."""
        keys = [key for column in columns for key in _keys(row, column)]
        silent = any(
            entry["status"] in COUNTED_SILENCE for key in keys if (entry := self.values.get(key))
        )
        return silent or any(map(self._own_zero, keys))

    def _own_zero(self, key: Key) -> bool:
        """Tell whether a town's own charts make an index zero."""
        index = self.indices.get(key)
        if index is None or index["value"] != 0 or pd.isna(index["charts"]):
            return False
        own = self.report.vocabulary.measure[key[2]]["denominator_place"] == "same"
        return bool(own and index["charts"] > 0)

    def cell(self, row: Axis, column: Axis) -> Cell:
        """Fill one cell.

        Parameters
        ----------
        row, column : Axis
            Where it stands.

        Returns
        -------
        Cell
            What is printed, with ours beside it where there is something to say.
        """
        keys = _keys(row, column)
        facts = [self.printed[key] for key in keys if key in self.printed]
        differing = [key for key in keys if self._differs(key)]
        wrong = self.contradicted.get((facts[0]["row"], facts[0]["column"]), []) if facts else []
        totals = any(row["rule"] == "total" for row in wrong)
        sums = [key for key in keys if totals and self._sum(key)]
        remarks = [
            *(self._remark(key) for key in differing),
            *(self._sum_remark(key) for key in sums),
            *(remark for key in keys for remark in self._elsewhere(key, key in differing)),
        ]
        if not facts:
            return self._counted_cell(row, column, keys)
        status = facts[0]["status"]
        if wrong and not remarks:
            remarks = [wording.formula(row["formula"]) for row in wrong]
        text = SIGNS.get(status, wording.shown(facts[0]["printed"]))
        text += UNREADABLE if status == "unreadable" else ""
        beside = _pair([self._own(key) for key in differing]) or "".join(map(self._sum, sums))
        mark = self._mark(status, differing) if differing else "Σ" if sums else ""
        note = self._note(row, column, facts[0]["printed"], remarks) if remarks else 0
        if note and wrong:
            self.shown.audited[note] = [row["id"] for row in wrong]
        own = [row["id"] for row in wrong if row["rule"] != "stated twice"]
        links = ((own[0], text),) if own else ()
        shown = Cell(text, beside, status, note, mark, bool(own), links, **self._numbers(keys))
        return replace(shown, behind=self._behind(keys, facts[0], note))

    def _counted_cell(self, row: Axis, column: Axis, keys: list[Key]) -> Cell:
        """Fill a cell that no edition prints; charts say how many of them knew the value."""
        found = [entry for key in keys if (entry := self._source(key))]
        silent = [entry["status"] for entry in found if entry["status"] in SIGNS]
        if silent and len(silent) == len(found):
            return Cell(SIGNS[silent[0]], status=silent[0], behind=self._behind(keys, None))
        text = _pair([self._own(key) for key in keys])
        known = [self.indices.get(key) or self.values.get(key) for key in keys]
        partly = [each for each in known if each and _partly_known(each)]
        note = 0
        if text and partly:
            self.shown.notes.append(
                trn(
                    "{where}: known for {known} of {charts} chart.",
                    "{where}: known for {known} of {charts} charts.",
                    partly[0]["charts"],
                ).format(
                    where=_where(row, column), known=partly[0]["known"], charts=partly[0]["charts"]
                )
            )
            note = len(self.shown.notes)
        if not text:
            return Cell(text, status="not_printed")
        behind = self._behind(keys, None, note)
        return Cell(text, status="computed", note=note, **self._numbers(keys), behind=behind)

    def _numbers(self, keys: list[Key]) -> dict[str, Any]:
        """Give the one or two numbers that a cell stands for, with their units."""
        found = [(number, unit) for number, unit in map(self._number, keys) if is_known(number)]
        numbers: dict[str, Any] = {}
        for (number, unit), key in zip(found, ("value", "second"), strict=False):
            numbers |= {key: float(number), "unit" if key == "value" else "second_unit": unit}
        return numbers

    def _number(self, key: Key) -> tuple[float, str]:
        """Give the value of a quantity and its unit: ours, or else the printed one."""
        index = self.indices.get(key)
        own = index if index and is_known(index["value"]) else self.values.get(key)
        row = own if own and is_known(own["value"]) else self.printed.get(key)
        return (float(row["value"]), row["unit"]) if row else (float("nan"), "")

    def _behind(
        self, keys: list[Key], fact: dict[str, Any] | None, note: int = 0
    ) -> tuple[str, ...]:
        """Say what stands behind a cell: printed text, source and formula."""
        said = []
        if fact is not None:
            printed = wording.printed(fact["printed"]) or tr("blank")
            here = fact["table"] == self.card["number"]
            told = (
                tr("Printed: {printed} (line {line}).")
                if here
                else tr("Printed: {printed} ({source}, line {line}).")
            )
            source = wording.source(source_name(fact))
            said.append(told.format(printed=printed, source=source, line=fact["line"]))
        said += [text for key in keys for text in self._worked_out(key, fact is None)]
        if note:
            said.append(tr("See note {n}.").format(n=note))
        return tuple(dict.fromkeys(said))

    def _worked_out(self, key: Key, ours: bool) -> Iterator[str]:
        """Say by which formula a value is computed, or where it is counted."""
        index, value = self.indices.get(key), self.values.get(key)
        if index is not None and index["formula"]:
            own = self._own(key) if index["basis"] == "computed" else ""
            result = own or tr("unknown")
            yield tr("Computed: {formula} = {own}.").format(
                formula=wording.formula(index["formula"]), own=result
            )
        elif ours and value is not None:
            yield tr("Source: {source}.").format(source=wording.source(source_name(value)))
        if value is not None and pd.notna(value["charts"]):
            yield trn(
                "Known for {known} of {charts} chart.",
                "Known for {known} of {charts} charts.",
                value["charts"],
            ).format(known=value["known"], charts=value["charts"])

    def _source(self, key: Key) -> dict[str, Any] | None:
        """Give the value of a quantity; of an index that has none, the count above its line."""
        index = self.indices.get(key)
        if index is None or is_known(index["value"]):
            return self.values.get(key) if index is None else index | {"status": "stated"}
        numerator = self.report.vocabulary.measure[key[2]]["numerator"]
        above = self.values.get((key[0], key[1], numerator, key[3]))
        if above is not None and above["status"] == "stated" and pd.notna(index["charts"]):
            return index | {"status": "not_recorded"}
        return above

    def _mark(self, status: str, differing: list[Key]) -> str:
        """Say how ours stands to what is printed."""
        if status not in KNOWN:
            return "="
        return "≈" if all(self._verdict(key) == "rounding" for key in differing) else "≠"

    def _verdict(self, key: Key) -> str:
        """Set this table's own digits beside the computed index; blank where there are none."""
        fact, index = self.printed.get(key), self.indices.get(key)
        if fact is None or index is None or not (fact["stated"] and is_known(index["value"])):
            return ""
        return str(agreement(fact["stated"], index["value"]))

    def _own(self, key: Key) -> str:
        """Write our value of a quantity, a stated one with its own digits; blank if unknown."""
        row = self.indices.get(key) or self.values.get(key)
        if row is None or not is_known(row["value"]):
            return ""
        unit = self.report.unit(row["unit"])
        decimals = int(unit["decimals"])
        if row.get("basis") == "stated":
            decimals = len(row["stated"].replace(",", ".").partition(".")[2])
        return written(row["value"], decimals, unit["symbol"])

    def _differs(self, key: Key) -> bool:
        """Tell whether our value of a quantity is another than the one printed here."""
        fact, index, value = self.printed.get(key), self.indices.get(key), self.values.get(key)
        if fact is None:
            return False
        if index is not None:
            if index["basis"] != "computed":
                return False
            if fact["status"] != "stated":
                return not self._only_silence(key, index)
            return self._verdict(key) != "reproduced"
        if value is None or value["status"] not in KNOWN or value["value"] == fact["value"]:
            return False
        return fact["status"] in KNOWN or value["status"] == "stated"

    def _only_silence(self, key: Key, index: dict[str, Any]) -> bool:
        """Tell whether an index of zero rests on a dash: then a blank or a dash says the same."""
        numerator = self.report.vocabulary.measure[key[2]]["numerator"]
        source = self.values.get((key[0], key[1], numerator, key[3]))
        stated = source is not None and source["status"] == "stated"
        silent = self.printed[key]["status"] == "none_recorded" or not stated
        return bool(index["value"] == 0 and silent)

    def _sum(self, key: Key) -> str:
        """Add up the rows above a total; blank where they make the total."""
        period, place, measure, category = key
        total = self.values.get(key)
        counted = not self.report.vocabulary.measure[measure]["function"]
        here = self.printed.get(key)
        if place != WHOLE or not (self.places and counted and total and here):
            return ""
        rows = [self.values.get((period, each, measure, category)) for each in self.places]
        parts = [row["value"] for row in rows if row and is_known(row["value"])]
        if len(parts) < 2 or sum(parts) == total["value"] or total["value"] != here["value"]:
            return ""
        return written(sum(parts))

    def _elsewhere(self, key: Key, differing: bool) -> Iterator[str]:
        """Say what else is stated of a quantity, and that a part is above its whole."""
        value, fact = self.values.get(key), self.printed.get(key)
        if fact is None or value is None:
            return
        if value["others"] and not differing and not value["correction"]:
            yield tr("stated elsewhere: {others}").format(others=wording.stated(value["others"]))
        whole = self.values.get((key[0], key[1], "assemblies", ""))
        part = key[2] != "assemblies" and fact["unit"] == "assemblies"
        if part and whole and fact["value"] > whole["value"]:
            yield trn(
                "more than all {n} assembly", "more than all {n} assemblies", whole["value"]
            ).format(n=written(whole["value"]))

    def _remark(self, key: Key) -> str:
        """Say how we come to our value."""
        index, own = self.indices.get(key), self._own(key)
        if index is None:
            return self._counted(self.values[key], own)
        said = {
            "rounding": tr("{formula} = {own}, a rounding difference"),
            "contradicted": tr("{formula} = {own}, which is not what is printed"),
        }.get(self._verdict(key), tr("{formula} = {own}"))
        return said.format(formula=wording.formula(index["formula"]), own=own)

    def _counted(self, value: dict[str, Any], own: str) -> str:
        """Say where a count comes from, or by which correction."""
        if not value["correction"]:
            source = wording.source(source_name(value))
            if not value["others"]:
                return tr("{source}: {own}").format(source=source, own=own)
            return tr("{source}: {own} ({why})").format(
                source=source, own=own, why=wording.reason(value["why"])
            )
        rows = records(self.report.vocabulary.table("corrections"))
        row = next(row for row in rows if row["id"] == value["correction"])
        return tr("corrected to {own} ({id}): {reason}; {evidence}").format(
            own=own, id=row["id"], reason=quoted(row["reason"]), evidence=quoted(row["evidence"])
        )

    def _sum_remark(self, key: Key) -> str:
        """Say what the rows add up to, and whether any of them was corrected."""
        rows = [self.values.get((key[0], place, key[2], key[3])) for place in self.places]
        if any(row and row["correction"] for row in rows):
            return tr("the rows, as corrected, add up to {sum}").format(sum=self._sum(key))
        return tr("the rows add up to {sum}").format(sum=self._sum(key))

    def _note(self, row: Axis, column: Axis, printed: str, remarks: Sequence[str]) -> int:
        """Write the note of one cell and give its number."""
        self.shown.notes.append(
            tr("{where}: printed {printed}; {remarks}.").format(
                where=_where(row, column),
                printed=wording.printed(printed) or tr("blank"),
                remarks="; ".join(remarks),
            )
        )
        return len(self.shown.notes)


def _where(row: Axis, column: Axis) -> str:
    """Name a cell for a note."""
    return ", ".join(
        wording.label(part) for part in (row.label, column.group, column.label) if part
    )


def _partly_known(entry: dict[str, Any]) -> bool:
    """Tell whether some charts did not know a value."""
    return bool(pd.notna(entry["known"]) and entry["known"] < entry["charts"])


def _keys(row: Axis, column: Axis) -> list[Key]:
    """Name the quantities of a cell."""
    at = {**column.means, **row.means}
    return [
        (at["period"], at["place"], measure, at["category"])
        for measure in at["measures"].split(";")
    ]


def _by_cell(report: Report, table: str) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Give what the audit contradicts in a table, by row and column."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in contradictions(report, table):
        found.setdefault((row["row"], row["column"]), []).append(row)
    return found


def contradictions(report: Report, table: str) -> list[dict[str, Any]]:
    """List what the audit contradicts in a table.

    Parameters
    ----------
    report : Report
        The period's data.
    table : str
        The table's number.

    Returns
    -------
    list of dict
        Rows of the audit.
    """
    rows = report.rows("audit")
    return records(rows[(rows["table"] == table) & (rows["verdict"] == "contradicted")])


def _pair(texts: list[str]) -> str:
    """Write a count with its share in brackets, or whichever there is."""
    known = [text for text in texts if text]
    return f"{known[0]} ({known[1]})" if len(known) > 1 else "".join(known)
