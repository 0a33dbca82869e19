"""Tables that show themselves: HTML in a notebook, plain text in a terminal, data for the rest.

Pages, workbook and CSV files are made from the data; how the HTML looks is told in
`tablehtml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from monitorlib import wording
from monitorlib.evidence import BEGIN, quoted
from monitorlib.languages import locales
from monitorlib.messages import Text, name, noted, tr
from monitorlib.tabular import tabledata
from monitorlib.tabular.tabledata import MIMETYPE, Cell, slug, title
from monitorlib.tabular.tablehtml import to_html
from monitorlib.vocabulary import records

NOT_STATED = "–"
NOTHING = noted(
    "{caption}: nothing is listed for this period; the text of its edition, or its charts, would."
)


@dataclass(repr=False)
class Table(tabledata.Table):
    """A table that shows itself in a notebook."""

    def __repr__(self) -> str:
        """Write the table for a terminal."""
        return to_text(self)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        html = to_html(self)
        return {"text/html": html, "text/plain": to_text(self), MIMETYPE: self.to_data()}


def to_frame(table: Table) -> pd.DataFrame:
    """Give a table's cells as text, ours in square brackets.

    Parameters
    ----------
    table : Table
        A laid out table.

    Returns
    -------
    DataFrame of shape (n_rows, n_columns)
        Indexed by row label.
    """
    columns = [f"{group}: {heading}" if group else heading for group, heading in table.headings]
    return pd.DataFrame(
        [[plain(cell) for cell in cells] for _, cells in table.rows],
        index=[label for label, _ in table.rows],
        columns=columns,
    )


def plain(cell: Cell) -> str:
    """Write a cell without markup.

    Parameters
    ----------
    cell : Cell
        The cell.

    Returns
    -------
    str
        Its text, with ours in square brackets.

    Examples
    --------
    >>> plain(Cell("17", beside="18", mark="≠"))
    '17 [≠ 18]'
    """
    return f"{cell.text} [{cell.mark} {cell.beside}]".strip() if cell.beside else cell.text


def to_text(table: Table) -> str:
    """Write a table for a terminal.

    Parameters
    ----------
    table : Table
        A laid out table.

    Returns
    -------
    str
        Title, cells and notes.
    """
    lines = [title(table), to_frame(table).to_string()]
    lines += [f"{n}. {note}" for n, note in enumerate(table.notes, start=1)]
    return "\n".join([*lines, *(text for text, _ in table.findings)])


def listing(
    frame: pd.DataFrame,
    caption: str,
    headings: dict[str, str],
    empty: str = NOTHING,
    evidence: Sequence[str] = (),
) -> Table | Text:
    """Show rows of a list as a table of text.

    Parameters
    ----------
    frame : DataFrame
        Rows of a processed list.
    caption : str
        What the list holds; a whole message.
    headings : dict of str to str
        Columns to show and what to call them, in order.
    empty : str, optional
        What to say where there are no rows; a whole message with ``{caption}``.
    evidence : sequence of str, optional
        Columns that hold words of the source, which no language changes.

    Returns
    -------
    Table or Text
        Ready to show itself. Its first column labels the rows.
    """
    if frame.empty:
        return Text(name(empty).format(caption=name(caption)), "lacking")
    first, *rest = headings
    table = Table("", name(caption), "", name(headings[first]), f"list-{slug(caption)}")
    table.headings = [("", name(headings[column])) for column in rest]
    for row in records(frame):
        cells = [
            Cell(_written(row[column]), status="evidence")
            if column in evidence
            else Cell(_shown(row[column]), status="text")
            for column in rest
        ]
        label = _written(row[first])
        table.rows.append((quoted(label) if first in evidence else _shown(label), cells))
    if any(cell.text == NOT_STATED for _, cells in table.rows for cell in cells):
        table.legend = [tr("–: not stated")]
    return table


def _shown(value: Any) -> str:
    """Write one value of a list in the language in use, unless it is written so already."""
    text = _written(value)
    return text if BEGIN in text else wording.label(locales.date(text, "short"))


def _written(value: Any) -> str:
    """Write one value of a list; a gap is a dash, never a zero."""
    if (
        value is None
        or value is pd.NA
        or value == ""
        or (isinstance(value, float) and value != value)
    ):
        return NOT_STATED
    return f"{value:g}" if isinstance(value, float) else str(value)
