"""How a table is written: HTML for pages and notebooks, plain text for terminals.

Every cell is escaped: what came in with the data is shown, never run.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pandas as pd

from monitorlib.messages import Text, tr
from monitorlib.vocabulary import records

TOTAL_LABELS = ("TOTAL", "Total", "")
NOT_STATED = "–"
AUDIT_PAGE = "15-audit.html"
"""The page that holds every row of the audit under its id."""
SHORT, LONG = 12, 60
"""Characters: up to the first a text stays on one line, from the second it gets a wide column."""
NOTHING = (
    "{caption}: nothing is listed for this period; the text of its edition, or its charts, would."
)


@dataclass(frozen=True)
class Cell:
    """One cell to be shown.

    Attributes
    ----------
    text : str
        What the source prints, or our value where it prints nothing there.
    beside : str
        Our value, where it differs from the printed one.
    status : str
        As in the facts; ``computed`` where nothing is printed.
    note : int
        Number of the note below the table, or 0.
    mark : str
        How the two stand to each other; see `cells.MARKS`.
    flagged : bool
        Whether the audit contradicts what is printed.
    audit : tuple of tuple
        Rows of the audit that are linked to in place of the text: id and words of each.
    """

    text: str
    beside: str = ""
    status: str = "stated"
    note: int = 0
    mark: str = ""
    flagged: bool = False
    audit: tuple[tuple[str, str], ...] = ()


@dataclass(repr=False)
class Table:
    """A table to be shown; it shows itself in a notebook.

    Attributes
    ----------
    number : str
        As in the source.
    caption : str
        For the period shown.
    unit : str
        Unit of the cells.
    headings : list of tuple
        Group and heading of each column.
    rows : list of tuple
        Label and cells of each row.
    notes : list of str
        What differs and why.
    audited : dict of int to list
        Rows of the audit that a note links to, by the note's number.
    findings : list of tuple
        What the audit contradicts beyond single cells: text and row of the audit.
    legend : list of str
        What the signs mean.
    source : str
        Where the numbers come from.
    """

    number: str
    caption: str
    unit: str
    corner: str
    headings: list[tuple[str, str]] = field(default_factory=list)
    rows: list[tuple[str, list[Cell]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    audited: dict[int, list[str]] = field(default_factory=dict)
    findings: list[tuple[str, str]] = field(default_factory=list)
    legend: list[str] = field(default_factory=list)
    source: str = ""

    def __repr__(self) -> str:
        """Write the table for a terminal."""
        return to_text(self)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": to_html(self), "text/plain": to_text(self)}


def _e(text: object) -> str:
    """Escape text for HTML."""
    return html.escape(str(text))


def identifier(number: str) -> str:
    """Give the permanent anchor of a table.

    Parameters
    ----------
    number : str
        The table's number.

    Returns
    -------
    str
        Such as ``table-14-1``.
    """
    return f"table-{number}" if number else ""


def title(table: Table) -> str:
    """Write number and caption.

    Parameters
    ----------
    table : Table
        A laid out table.

    Returns
    -------
    str
        Such as ``Table 4. Concerns ...``; without a number where the source has none.
    """
    if not table.number:
        return table.caption
    return tr("Table {number}. {caption}").format(number=table.number, caption=table.caption)


def to_html(table: Table) -> str:
    """Write a table as HTML.

    Parameters
    ----------
    table : Table
        A laid out table.

    Returns
    -------
    str
        A ``figure`` with the table, its legend, notes and source.
    """
    body = "".join(_row(label, cells) for label, cells in table.rows)
    anchor = f' id="{_e(identifier(table.number))}"' if table.number else ""
    return (
        f'<figure class="table"{anchor}><div class="scroll" tabindex="0" role="region" '
        f'aria-label="{_e(title(table))}"><table><caption>{_e(title(table))} '
        f'<span class="unit">{_e(tr(table.unit))}</span></caption>'
        f"<thead>{_head(table)}</thead><tbody>{body}</tbody></table></div>"
        f"{_foot(table)}</figure>"
    )


def _head(table: Table) -> str:
    """Write one heading row, or two where columns stand in groups."""
    grouped = any(group for group, _ in table.headings)
    spans = ' rowspan="2"' if grouped else ""
    named = (
        table.corner
        if any(cell.status == "text" for _, cells in table.rows for cell in cells)
        else ""
    )
    corner = f'<th scope="col"{spans}>{_e(named)}</th>' if named else f"<td{spans}></td>"
    columns = "".join(
        f'<th scope="col" class="{_length(heading)}">{_e(heading)}</th>'
        for _, heading in table.headings
    )
    if not grouped:
        return f"<tr>{corner}{columns}</tr>"
    groups = "".join(
        f'<th scope="colgroup" colspan="{len(list(members))}">{_e(group)}</th>'
        for group, members in groupby(table.headings, key=lambda heading: heading[0])
    )
    return f"<tr>{corner}{groups}</tr><tr>{columns}</tr>"


def _row(label: str, cells: list[Cell]) -> str:
    """Write one row; a total stands out."""
    total = ' class="total"' if label in TOTAL_LABELS or label.startswith("TOTAL") else ""
    heading = f'<th scope="row" class="{_length(label)}">{_e(label or tr("Total"))}</th>'
    return f"<tr{total}>{heading}{''.join(_cell(cell) for cell in cells)}</tr>"


def _cell(cell: Cell) -> str:
    """Write one cell: what is printed, and what we compute beside it."""
    links = "; ".join(audit_link(name, words) for name, words in cell.audit)
    text = links or _e(cell.text)
    number = f"<sup>[{cell.note}]</sup>" if cell.note else ""
    if cell.beside:
        kind = {"≠": "computed far", "Σ": "computed far"}.get(cell.mark, "computed")
        text += f' <span class="{kind}">{_e(cell.mark)} {_e(cell.beside)}{number}</span>'
    else:
        text += number
    kind = f"text {_length(cell.text)}" if cell.status == "text" else cell.status.replace("_", "-")
    kind = f"{kind.strip()} flagged" if cell.flagged else kind
    return f'<td class="{_e(kind.strip())}">{text}</td>'


def _length(text: str) -> str:
    """Sort a text by how much room it wants."""
    return "short" if len(text) <= SHORT else "long" if len(text) >= LONG else ""


def _foot(table: Table) -> str:
    """Write legend, notes and source below the table."""
    lines = [f"<p>{_e(line)}</p>" for line in table.legend]
    lines += [
        f'<p class="finding">{_e(text)} {audit_link(name, tr("audit"))}</p>'
        for text, name in table.findings
    ]
    if table.notes:
        notes = "".join(
            f"<li>{_e(note)}{_links(table, number)}</li>"
            for number, note in enumerate(table.notes, start=1)
        )
        summary = tr("Notes ({n})").format(n=len(table.notes))
        lines.append(f"<details><summary>{_e(summary)}</summary><ol>{notes}</ol></details>")
    if table.source:
        lines.append(f'<p class="source">{_e(table.source)}</p>')
    return f"<figcaption>{''.join(lines)}</figcaption>"


def _links(table: Table, number: int) -> str:
    """Write the links from a note to the rows of the audit."""
    names = table.audited.get(number, [])
    return "".join(f" {audit_link(name, tr('audit'))}" for name in names)


def audit_link(name: str, text: str) -> str:
    """Link a text to a row of the audit.

    Parameters
    ----------
    name : str
        The row's id.
    text : str
        What to show.

    Returns
    -------
    str
        HTML.
    """
    return f'<a class="audit" href="{AUDIT_PAGE}#{_e(name)}">{_e(text)}</a>'


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
        [[_plain(cell) for cell in cells] for _, cells in table.rows],
        index=[label for label, _ in table.rows],
        columns=columns,
    )


def _plain(cell: Cell) -> str:
    """Write a cell without markup."""
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
    frame: pd.DataFrame, caption: str, headings: dict[str, str], empty: str = NOTHING
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

    Returns
    -------
    Table or Text
        Ready to show itself. Its first column labels the rows.
    """
    if frame.empty:
        return Text(tr(empty).format(caption=tr(caption)), "lacking")
    first, *rest = headings
    table = Table("", tr(caption), "", tr(headings[first]))
    table.headings = [("", tr(headings[column])) for column in rest]
    for row in records(frame):
        cells = [Cell(_shown(row[column]), status="text") for column in rest]
        table.rows.append((_shown(row[first]), cells))
    if any(cell.text == NOT_STATED for _, cells in table.rows for cell in cells):
        table.legend = [tr("–: not stated")]
    return table


def _shown(value: Any) -> str:
    """Write one value of a list; a gap is a dash, never a zero."""
    if (
        value is None
        or value is pd.NA
        or value == ""
        or (isinstance(value, float) and value != value)
    ):
        return NOT_STATED
    return f"{value:g}" if isinstance(value, float) else str(value)
