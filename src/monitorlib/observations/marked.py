"""A copy of the charts as a workbook, with each offending cell marked and explained.

The copy keeps rows and columns where they were, so that it can be mended and put in place of
the original. It holds what the original holds, private fields too: it stays in the private
folder.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from monitorlib.observations.files.sheetcells import put, save
from monitorlib.observations.files.tablefiles import Sheet
from monitorlib.observations.problems import ERROR, Problem

FILLS = {
    "error": PatternFill("solid", fgColor="F4C7C3"),
    "warning": PatternFill("solid", fgColor="FCE8B2"),
}
FINDINGS = "Findings"
LONGEST_NAME = 31
LONGEST_COMMENT = 1_000


def write(path: Path, sheets: Iterable[Sheet], problems: Iterable[Problem]) -> None:
    """Write the marked copy.

    Parameters
    ----------
    path : Path
        Where to; an older copy is replaced.
    sheets : iterable of Sheet
        The file as read.
    problems : iterable of Problem
        What was found.
    """
    book = Workbook()
    book.remove(book.active)
    found = list(problems)
    by_sheet: dict[str, list[Problem]] = defaultdict(list)
    for problem in found:
        by_sheet[problem.sheet].append(problem)
    for sheet in sheets:
        _copy(book, sheet, by_sheet[sheet.name])
    _list(book, found)
    save(book, path)


def _copy(book: Any, sheet: Sheet, problems: list[Problem]) -> None:
    """Copy one sheet and mark its cells."""
    page = book.create_sheet(_title(book, sheet.name or "Charts"))
    top = sheet.header_line
    for number, heading in enumerate(sheet.header, start=1):
        cell = put(page.cell(top, number), heading)
        cell.font = Font(bold=True)
        page.column_dimensions[get_column_letter(number)].width = min(40, max(10, len(heading)))
    for line, row in zip(sheet.lines, sheet.rows, strict=True):
        for number, text in enumerate(row, start=1):
            if text:
                put(page.cell(line, number), text)
    page.freeze_panes = page.cell(top + 1, 1)
    columns = {heading: number for number, heading in reversed([*enumerate(sheet.header, 1)])}
    notes: dict[tuple[int, int], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.row:
            notes[problem.row, columns.get(problem.column, 1)].append(problem)
    for (line, number), mine in notes.items():
        cell = page.cell(line, number)
        worst = ERROR if any(one.severity == ERROR for one in mine) else "warning"
        cell.fill = FILLS[worst]
        said = "\n".join(f"{one.severity}: expected {one.expected}; {one.then}" for one in mine)
        cell.comment = Comment(said[:LONGEST_COMMENT], "monitorlib", height=120, width=320)


def _title(book: Any, name: str) -> str:
    """Give a sheet a name that a workbook allows and does not have yet."""
    bare = "".join("_" if sign in "[]:*?/\\'" else sign for sign in name)[:LONGEST_NAME] or "Charts"
    taken = {*book.sheetnames, FINDINGS}
    if bare not in taken:
        return bare
    numbers = (f"{bare[: LONGEST_NAME - 4]} {n}" for n in range(2, 1000))
    return next(name for name in numbers if name not in taken)


def _list(book: Any, problems: list[Problem]) -> None:
    """List all findings on a sheet of their own, which comes first."""
    page = book.create_sheet(FINDINGS, 0)
    headings = ("Severity", "Rule", "Sheet", "Row", "Column", "Expected", "Found", "What to do")
    widths = (10, 30, 14, 7, 22, 44, 40, 50)
    for number, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        put(page.cell(1, number), heading).font = Font(bold=True)
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "A2"
    for line, one in enumerate(problems, start=2):
        row = (
            one.severity, one.rule, one.sheet, one.row or "", one.column, one.expected, one.found,
            one.then,
        )  # fmt: skip
        for number, value in enumerate(row, start=1):
            cell = page.cell(line, number)
            if isinstance(value, int):
                cell.value = value
            elif value:
                put(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        page.cell(line, 1).fill = FILLS[one.severity]
