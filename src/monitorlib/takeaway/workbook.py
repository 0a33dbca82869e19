"""The workbook: a contents sheet, then a sheet for each table.

A sheet holds caption, unit, the table, and below it what the signs mean, notes and source.
Numbers are numbers with the digits of the page; texts are never formulas. Percentages stay
what they are on the page (47, shown as 47%), as in the CSV files.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from monitorlib.messages import name, tr
from monitorlib.observations.files.sheetcells import put, save
from monitorlib.tabular.tabledata import Table, shown_label, title
from monitorlib.takeaway.columns import Column, columns, entry
from monitorlib.takeaway.shown import Shown, plain

HEAD = 5
"""Row of the headings; above it caption, unit and the way back."""
WIDEST, NARROWEST = 48, 9
WRAPPED = Alignment(wrap_text=True, vertical="top")
LINE_HEIGHT = 15
"""Points of a line; heights are set, because not every program finds them by itself."""
LINE = Side(style="thin", color="D9DCE1")
RULE = Side(style="medium", color="1D1D1F")
BELOW, BELOW_HEAD, TOTAL = Border(bottom=LINE), Border(bottom=RULE), Border(top=RULE, bottom=LINE)
WORDS = Alignment(horizontal="left", vertical="top", wrap_text=True)
NUMBER = Alignment(horizontal="right", vertical="top", wrap_text=False)
SOFT, MARK, LINK = "55585F", "A33D00", "00558C"
OURS = PatternFill("solid", start_color="F4F6F8")
FAR = ("≠", "Σ")
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write(
    path: Path, shown: Shown, about: list[str], heading: str, units: Mapping[str, str]
) -> None:
    """Write the workbook of a report; equal tables give equal bytes.

    Parameters
    ----------
    path : Path
        Where to.
    shown : Shown
        What the report shows.
    about : list of str
        Lines below the title: edition, licence, how to read it.
    heading : str
        Title of the report.
    units : mapping of str to str
        Sign of each unit.
    """
    workbook = Workbook()
    workbook.properties.creator = "monitorlib"
    workbook.properties.title = heading
    contents = workbook.active
    contents.title = tr("Contents")
    names = sheet_names(shown, contents.title)
    _contents(contents, shown, names, about, heading)
    for anchor, table in shown.tables.items():
        _sheet(workbook.create_sheet(names[anchor]), table, contents.title, units)
    save(workbook, path)


@functools.cache
def _font(**how: Any) -> Font:
    """Give the font of all sheets."""
    return Font(**{"name": "Calibri", "size": 11, **how})


def sheet_names(shown: Shown, contents: str) -> dict[str, str]:
    """Name the sheets: the table's number, or the beginning of its caption.

    Parameters
    ----------
    shown : Shown
        What the report shows.
    contents : str
        Name of the first sheet.

    Returns
    -------
    dict of str to str
        A name of at most 31 letters for each anchor, each once in any case.
    """
    names: dict[str, str] = {}
    taken = {contents.lower()}
    for anchor, table in shown.tables.items():
        number = tr("Table {number}").format(number=table.number)
        wanted = plain(number if table.number else table.caption).translate(FORBIDDEN).strip()
        chosen, n = wanted[:31].strip(), 2
        while chosen.lower() in taken:
            chosen, n = f"{wanted[: 31 - len(f' {n}')]} {n}", n + 1
        taken.add(chosen.lower())
        names[anchor] = chosen
    return names


def _contents(
    sheet: Worksheet, shown: Shown, names: dict[str, str], about: list[str], heading: str
) -> None:
    """Fill the contents sheet."""
    put(sheet["A1"], heading).font = _font(bold=True, size=16)
    for letter, width in zip("ABCD", (34, 70, 40, 36), strict=True):
        sheet.column_dimensions[letter].width = width
    for row, line in enumerate(about, start=2):
        _text(sheet, row, plain(line), 4)
    first = len(about) + 3
    for column, words in enumerate((tr("Sheet"), tr("Table"), tr("Unit"), tr("Section")), start=1):
        cell = put(sheet.cell(first, column), words)
        cell.font, cell.border = _font(bold=True), BELOW_HEAD
    for row, (anchor, table) in enumerate(shown.tables.items(), start=first + 1):
        _link(sheet, row, 1, names[anchor], names[anchor])
        put(sheet.cell(row, 2), plain(title(table))).alignment = WRAPPED
        put(sheet.cell(row, 3), plain(table.unit)).alignment = WRAPPED
        put(sheet.cell(row, 4), plain(shown.sections[anchor])).alignment = WRAPPED
        _high_enough(sheet, row)
    sheet.freeze_panes = sheet.cell(first + 1, 1)
    _on_paper(sheet, landscape=True)


def _sheet(sheet: Worksheet, table: Table, contents: str, units: Mapping[str, str]) -> None:
    """Fill the sheet of one table."""
    planned = columns(table, units)
    _widths(sheet, table, planned)
    across = max(len(planned) + 1, 6)
    _text(sheet, 1, plain(title(table)), across).font = _font(bold=True, size=13)
    _text(sheet, 2, plain(table.unit), across)
    _link(sheet, 3, 1, contents, contents)
    _head(sheet, table, planned)
    for n, (label, cells) in enumerate(table.rows):
        row = HEAD + 1 + n
        put(sheet.cell(row, 1), plain(shown_label(label))).alignment = WRAPPED
        for at, column in enumerate(planned, start=2):
            _cell(sheet.cell(row, at), column, cells[column.source])
        if n in table.totals:
            _total(sheet, row, len(planned) + 1)
        _high_enough(sheet, row)
    _below(sheet, table, HEAD + len(table.rows) + 2, len(planned) + 1)
    sheet.freeze_panes = sheet.cell(HEAD + 1, 2)
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    _on_paper(sheet, landscape=len(planned) > 5)


def _head(sheet: Worksheet, table: Table, planned: list[Column]) -> None:
    """Write the headings."""
    put(sheet.cell(HEAD, 1), plain(name(table.corner) or tr("Row")))
    for at, column in enumerate(planned, start=2):
        put(sheet.cell(HEAD, at), column.heading)
    _high_enough(sheet, HEAD)
    for at in range(1, len(planned) + 2):
        cell = sheet.cell(HEAD, at)
        cell.font, cell.border = _font(bold=True), BELOW_HEAD
        words = at == 1 or _is_words(table, planned[at - 2])
        cell.alignment = Alignment(
            wrap_text=True, vertical="bottom", horizontal="left" if words else "right"
        )


def _is_words(table: Table, column: Column) -> bool:
    """Tell whether a column holds words."""
    return any(cells[column.source].status in ("text", "evidence") for _, cells in table.rows)


def _cell(target: Any, column: Column, cell: Any) -> None:
    """Write one cell with its format."""
    made = entry(column, cell)
    put(target, made.content if made.content != "" else None)
    target.alignment = WORDS if cell.status in ("text", "evidence") else NUMBER
    target.border = BELOW
    if made.shape:
        target.number_format = made.shape
    if column.ours:
        target.fill = OURS
    if (cell.flagged and not column.ours) or (cell.mark in FAR and column.ours):
        target.font = _font(bold=True, color=MARK)


def _total(sheet: Worksheet, row: int, columns: int) -> None:
    """Make a total row stand out."""
    for at in range(1, columns + 1):
        cell = sheet.cell(row, at)
        cell.font = _font(bold=True, color=cell.font.color)
        cell.border = TOTAL


def _below(sheet: Worksheet, table: Table, row: int, columns: int) -> None:
    """Write what the signs mean, findings, notes and source below the table."""
    ours = [tr("Columns headed “ours” hold our number where it differs from the printed one.")]
    doubled = any(cell.beside for _, cells in table.rows for cell in cells)
    lines = [*table.legend, *(ours if doubled else []), *(text for text, _ in table.findings)]
    lines += [f"[{n}] {note}" for n, note in enumerate(table.notes, start=1)]
    lines += [table.source] if table.source else []
    for n, line in enumerate(lines):
        _text(sheet, row + n, plain(line), max(columns, 6))


def _text(sheet: Worksheet, row: int, line: str, columns: int) -> Any:
    """Write a line of text across the columns, high enough to be read."""
    cell = put(sheet.cell(row, 1), line)
    cell.alignment, cell.font = WRAPPED, _font(color=SOFT)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    room = sum(sheet.column_dimensions[get_column_letter(n + 1)].width for n in range(columns))
    sheet.row_dimensions[row].height = LINE_HEIGHT * (1 + int(len(line) // room))
    return cell


def _high_enough(sheet: Worksheet, row: int) -> None:
    """Make a row as high as its longest text needs in the width of its column."""
    lines = [
        _lines(cell.value, sheet.column_dimensions[cell.column_letter].width - 2)
        for cell in sheet[row]
        if isinstance(cell.value, str)
    ]
    sheet.row_dimensions[row].height = LINE_HEIGHT * max([1, *lines])


def _lines(text: str, width: float) -> int:
    """Count the lines of a text that breaks between words.

    Examples
    --------
    >>> _lines("late salary payments", 12), _lines("Almaty", 12)
    (2, 1)
    """
    lines, room = 1, width
    for word in text.split():
        if len(word) > room:
            lines, room = lines + 1, width
        room -= len(word) + 1
    return lines


def _link(sheet: Worksheet, row: int, column: int, target: str, words: str) -> None:
    """Link a cell to another sheet."""
    cell = put(sheet.cell(row, column), words)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{target}'!A1")
    cell.font = _font(color=LINK, underline="single")
    cell.alignment = Alignment(vertical="top")


def _widths(sheet: Worksheet, table: Table, planned: list[Column]) -> None:
    """Make each column as wide as its longest cell, within reason."""
    labels = [len(label) for label, _ in table.rows]
    sheet.column_dimensions["A"].width = min(max([18, *labels]) + 2, WIDEST)
    for at, column in enumerate(planned, start=2):
        cells = [cells[column.source] for _, cells in table.rows]
        longest = max((len(cell.beside if column.ours else cell.text) for cell in cells), default=0)
        words = max(map(len, column.heading.split()), default=0)
        letter = get_column_letter(at)
        room = max(longest, words, len(column.heading) // 4, NARROWEST) + 3
        sheet.column_dimensions[letter].width = min(room, WIDEST)


def _on_paper(sheet: Worksheet, *, landscape: bool) -> None:
    """Fit a sheet to the width of A4."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
