"""How a table looks on a page: one renderer for every table of the report.

Every cell is escaped: what came in with the data is shown, never run. What stands behind
each number is a list below the table; a script may show an entry of it beside the number,
which is found by the place of its cell.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from itertools import groupby, zip_longest

from monitorlib import messages
from monitorlib.evidence import BEGIN, END, LANGUAGE, marked
from monitorlib.messages import tr
from monitorlib.tabular.alignment import fillers, rooms
from monitorlib.tabular.tabledata import TEXTS, Cell, Table, shown_label, title

AUDIT_PAGE = "15-audit.html"
"""The page that holds every row of the audit under its id."""
SHORT, LONG = 12, 60
"""Characters: up to the first a text stays on one line, from the second it gets a wide column."""
MANY_ROWS, MANY_COLUMNS, MANY_LETTERS = 15, 6, 50
"""From where on the heading of a table stays in sight, and a table wants the page's whole width."""
FAR = ("≠", "Σ")
ENGLISH = f' lang="{LANGUAGE}"'


def _e(text: object) -> str:
    """Escape text for HTML."""
    return html.escape(str(text))


def to_html(table: Table, files: Mapping[str, str] | None = None) -> str:
    """Write a table as HTML.

    Parameters
    ----------
    table : Table
        A laid out table.
    files : mapping of str to str, optional
        Files of a report that hold the table: its name for a reader, and where it lies.

    Returns
    -------
    str
        A ``figure`` with the table, its legend, notes, source, files and what is behind it.
    """
    name = _e(table.name)
    scroll = f'<div class="{_kind(table)}" tabindex="0" role="region" '
    return (
        f'<figure class="table" id="{name}">{scroll}aria-labelledby="{name}-caption">'
        f"<table{_class(_stacked(table))}>{_caption(table)}"
        f"<thead>{_head(table)}</thead><tbody>{_body(table)}</tbody></table></div>"
        f"<figcaption>{_foot(table)}{_files(table, files or {})}{_behind(table)}"
        "</figcaption></figure>"
    )


def _kind(table: Table) -> str:
    """Sort a table by its size."""
    long = " long" if len(table.rows) > MANY_ROWS else ""
    texts = any(cell.status in TEXTS for _, cells in table.rows for cell in cells)
    much = len(table.headings) > MANY_COLUMNS or _letters(table) > MANY_LETTERS
    wide = " wide" if much or texts else ""
    return f"scroll{long}{wide}"


def _letters(table: Table) -> int:
    """Count the letters of a row that has the longest cell of each column."""
    columns = zip_longest(*(cells for _, cells in table.rows), fillvalue=Cell(""))
    return sum(max(len(cell.text) for cell in column) for column in columns)


def _stacked(table: Table) -> str:
    """Say whether a table is a list of words, which a narrow screen sets cell below cell."""
    if not all(_words(table, at) for at in range(len(table.headings))):
        return ""
    return "stacked many" if len(table.headings) > MANY_COLUMNS else "stacked"


def _caption(table: Table) -> str:
    """Write number, caption and unit."""
    unit = f' <span class="unit">{_e(table.unit)}</span>' if table.unit else ""
    name = f"{_e(table.name)}-caption"
    return f'<caption id="{name}"><span>{marked(title(table))}{unit}</span></caption>'


def _head(table: Table) -> str:
    """Write one heading row, or two where columns stand in groups."""
    grouped = any(group for group, _ in table.headings)
    spans = ' rowspan="2"' if grouped else ""
    texts = any(cell.status in TEXTS for _, cells in table.rows for cell in cells)
    named = table.corner if texts else ""
    corner = f'<th scope="col"{spans}>{_e(named)}</th>' if named else f"<td{spans}></td>"
    columns = "".join(
        f'<th scope="col"{_class(_length(heading), _words(table, at))}>{_e(heading)}</th>'
        for at, (_, heading) in enumerate(table.headings)
    )
    if not grouped:
        return f"<tr>{corner}{columns}</tr>"
    groups = "".join(
        f'<th scope="colgroup" colspan="{len(list(members))}">{_e(group)}</th>'
        for group, members in groupby(table.headings, key=lambda heading: heading[0])
    )
    return f"<tr>{corner}{groups}</tr><tr>{columns}</tr>"


def _words(table: Table, column: int) -> str:
    """Say whether a column holds words, which begin at the left."""
    cells = [cells[column] for _, cells in table.rows if column < len(cells)]
    return "words" if cells and all(cell.status in TEXTS for cell in cells) else ""


def _class(*names: str) -> str:
    """Write a class attribute; nothing without a name."""
    known = " ".join(name for name in names if name)
    return f' class="{_e(known)}"' if known else ""


def _body(table: Table) -> str:
    """Write all rows, the numbers of each column under one another."""
    columns = zip_longest(*(cells for _, cells in table.rows), fillvalue=Cell(""))
    filled = [_filled(column) for column in columns]
    return "".join(
        _row(label, cells, [column[at] for column in filled], at in table.totals)
        for at, (label, cells) in enumerate(table.rows)
    )


def _filled(column: Sequence[Cell]) -> list[tuple[str, str]]:
    """Give what fills the printed and our number of each cell of a column."""
    words = [cell.status in TEXTS for cell in column]
    texts = ["" if word else cell.text for cell, word in zip(column, words, strict=True)]
    numbers = [*texts, *(cell.beside for cell in column)]
    found = [
        filler + _room(room) for filler, room in zip(fillers(numbers), rooms(numbers), strict=True)
    ]
    return list(zip(found, found[len(column) :], strict=False))


def _room(signs: str) -> str:
    """Leave the width of signs that are neither seen, read out nor copied."""
    held = signs.replace(" ", "\u00a0")
    return f'<span class="room" data-room="{_e(held)}"></span>' if signs else ""


def _row(label: str, cells: list[Cell], filled: list[tuple[str, str]], total: bool) -> str:
    """Write one row; a total stands out."""
    language, name = _spoken(shown_label(label))
    heading = f'<th scope="row"{_class(_length(label))}{language}>{name}</th>'
    body = "".join(_cell(cell, filler) for cell, filler in zip(cells, filled, strict=False))
    return f"<tr{_class('total' if total else '')}>{heading}{body}</tr>"


def _cell(cell: Cell, filled: tuple[str, str]) -> str:
    """Write one cell: what is printed, and what we compute beside it."""
    language, text = _spoken(cell.text)
    if cell.audit:
        language, text = "", "; ".join(audit_link(name, words) for name, words in cell.audit)
    number = f"<sup>[{cell.note}]</sup>" if cell.note else ""
    if cell.beside:
        kind = "computed far" if cell.mark in FAR else "computed"
        ours = f"{_e(cell.mark)} {_e(cell.beside)}{number}{filled[1]}"
        text += f'{filled[0]} <span class="{kind}">{ours}</span>'
    else:
        text += number + filled[0]
    if cell.status == "evidence" and messages.locale() != LANGUAGE:
        language = ENGLISH
    return f"<td{_class(*_cell_kinds(cell))}{language}>{text}</td>"


def _spoken(text: str) -> tuple[str, str]:
    """Write a text, and the language of the element where all of it is words of the source."""
    inner = text[1:-1]
    if text.startswith(BEGIN) and text.endswith(END) and END not in inner:
        return ENGLISH, _e(inner)
    return "", marked(text)


def _cell_kinds(cell: Cell) -> list[str]:
    """Say what kind of cell it is."""
    flagged = "flagged" if cell.flagged else ""
    if cell.status in TEXTS:
        return ["text", _length(cell.text), flagged]
    quiet = cell.status in ("stated", "computed")
    return ["" if quiet else cell.status.replace("_", "-"), flagged]


def _length(text: str) -> str:
    """Sort a text by how much room it wants."""
    return "short" if len(text) <= SHORT else "long" if len(text) >= LONG else ""


def _foot(table: Table) -> str:
    """Write legend, findings, notes and source below the table."""
    legend = " ".join(f"<span>{marked(line)}</span>" for line in table.legend)
    lines = [f'<p class="legend">{legend}</p>'] if legend else []
    lines += [
        f'<p class="finding">{marked(text)} {audit_link(name, tr("audit"))}</p>'
        for text, name in table.findings
    ]
    if table.notes:
        notes = "".join(
            f"<li>{marked(note)}{_links(table, number)}</li>"
            for number, note in enumerate(table.notes, start=1)
        )
        summary = tr("Notes ({n})").format(n=len(table.notes))
        lines.append(
            f'<details class="notes"><summary>{_e(summary)}</summary><ol>{notes}</ol></details>'
        )
    if table.source:
        lines.append(f'<p class="source">{marked(table.source)}</p>')
    return "".join(lines)


def _files(table: Table, files: Mapping[str, str]) -> str:
    """Write the links to the files that hold the table, and to the table itself."""
    links = [f'<a href="{_e(path)}" download>{_e(words)}</a>' for words, path in files.items()]
    if not links:
        return ""
    anchor = f'<a href="#{_e(table.name)}">{_e(tr("Link to this table"))}</a>'
    return f'<p class="files">{" · ".join([*links, anchor])}</p>'


def _behind(table: Table) -> str:
    """List row by row what stands behind each number, with an id made of row and column."""
    rows = "".join(
        f"<li><b>{marked(shown_label(label))}</b><ul>{entries}</ul></li>"
        for row, (label, cells) in enumerate(table.rows)
        if (entries := _row_behind(table, row, cells))
    )
    if not rows:
        return ""
    summary = _e(tr("Where each number comes from"))
    return f'<details class="behind"><summary>{summary}</summary><ul>{rows}</ul></details>'


def _row_behind(table: Table, row: int, cells: list[Cell]) -> str:
    """List what stands behind the numbers of one row, each under the heading of its column."""
    return "".join(
        f'<li id="{_e(table.name)}-r{row}c{column}"><b>{marked(_heading(table, column))}</b> '
        f"{marked(' '.join(cell.behind))}{_audited(cell)}</li>"
        for column, cell in enumerate(cells)
        if cell.behind
    )


def _audited(cell: Cell) -> str:
    """Lead from what stands behind a number to its rows of the audit."""
    return "".join(f" {audit_link(name, tr('audit'))}" for name, _ in cell.audit)


def _heading(table: Table, column: int) -> str:
    """Name a column by its headings."""
    return ", ".join(part for part in table.headings[column] if part) + "."


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
    return f'<a class="audit" href="{AUDIT_PAGE}#{_e(name)}">{marked(text)}</a>'
