"""The facts behind a table, for a reader's own tools: tidy rows, English keys, full precision.

Three kinds of rows: `fact`, what the table prints; `value`, what is used where another table or
a correction wins, or where no table prints the form for this period; `index`, what is computed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from monitorlib.processing.facts import QUANTITY
from monitorlib.report_data import Report
from monitorlib.tabular.tabledata import Table
from monitorlib.vocabulary import records

COLUMNS = (
    "kind", "period", "place", "measure", "category", "value", "unit", "status", "printed",
    "table", "row", "column", "line", "formula", "correction",
)  # fmt: skip
Row = dict[str, Any]
Key = tuple[str, ...]


class Sources:
    """Finds what stands behind the tables of one report.

    Parameters
    ----------
    report : Report
        The period's data.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.forms: dict[str, list[Row]] = defaultdict(list)
        for fact in records(report._all_facts()):
            self.forms[fact["table"]].append(fact)
        self.used = [("value", row) for row in records(report.rows("values"))]
        self.used += [("index", row) for row in records(report.rows("indices"))]

    def behind(self, table: Table) -> list[list[Any]]:
        """List what stands behind a table.

        Parameters
        ----------
        table : Table
            A table of the report.

        Returns
        -------
        list of list
            Cells in the order of `COLUMNS`, rows in that of the printed table; empty for a list
            that no printed table stands behind.
        """
        found = [row for number in table.tables for row in self._of(number)]
        return list({tuple(map(str, row)): row for row in found}.values())

    def _of(self, number: str) -> list[list[Any]]:
        """List the rows behind one printed table."""
        wanted = {self._shifted(number, _key(fact)) for fact in self.forms[number]}
        periods, measures = {key[0] for key in wanted}, {key[2] for key in wanted}
        shown = periods & {*self.report.periods}
        own = [fact for fact in self.forms[number] if fact["period"] in shown]
        told = {_key(fact): fact for fact in own if not fact["correction"]}
        rows = [_row("fact", fact) for fact in own]
        for kind, row in self.used:
            key = _key(row)
            mine = key in wanted or (key[2] in measures and key[0] in self.report.chart_periods)
            if mine and not (kind == "value" and _is_printed(row, told.get(key))):
                rows.append(_row(kind, row))
        return rows

    def _shifted(self, number: str, key: Key) -> Key:
        """Give the quantity of the report's period that a cell of the printed form stands for."""
        card = self.report.cards.get(number)
        own = card is not None and card["periods"] == "year"
        return (self.report.year, *key[1:]) if own else key


def _key(row: Row) -> Key:
    """Name the quantity of a row."""
    return tuple(row[column] for column in QUANTITY)


def _is_printed(value: Row, fact: Row | None) -> bool:
    """Tell whether the value that is used is just the one that the table prints."""
    if fact is None or value["correction"]:
        return False
    return bool(value["table"] == fact["table"] and value["line"] == fact["line"])


def _row(kind: str, row: Row) -> list[Any]:
    """Write a fact, value or index as cells; an index has a basis in place of a status."""
    known = {"kind": kind, "status": row.get("basis"), **row}
    return [known.get(column) for column in COLUMNS]
