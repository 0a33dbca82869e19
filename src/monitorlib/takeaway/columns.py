"""How a table becomes columns of a sheet: one number a cell, the printed apart from ours.

A printed cell such as ``17 (47%)`` holds two numbers and takes two columns. Where ours differs
from the printed somewhere in a column, ours gets columns of its own, so that nobody adds up
printed and computed numbers by mistake. A cell without a number, such as a dash, keeps its sign.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitorlib.messages import name as named
from monitorlib.messages import tr
from monitorlib.numbers import round_half_up
from monitorlib.tabular.tabledata import Cell, Table
from monitorlib.takeaway.csvfiles import heading_of
from monitorlib.takeaway.shown import plain

NUMERAL = re.compile(r"[+\-−]?\d[\d\u202f\u00a0 ]*(?:[.,]\d+)?")
PERCENT = "%"


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Attributes
    ----------
    source : int
        Which column of the table it shows.
    heading : str
        Its heading.
    ours : bool
        Whether it holds what we compute where that differs.
    second : bool
        Whether it holds the number in brackets.
    sign : str
        Sign of the numbers in brackets, where cells hold two.
    """

    source: int
    heading: str
    ours: bool = False
    second: bool = False
    sign: str = ""


@dataclass(frozen=True)
class Entry:
    """What stands in one cell of a sheet.

    Attributes
    ----------
    content : str or float
        A number, or a text where there is none.
    shape : str
        Number format of a number.
    cell : Cell
        The cell of the table.
    """

    content: str | float
    shape: str
    cell: Cell


def columns(table: Table, units: Mapping[str, str]) -> list[Column]:
    """Plan the columns of a sheet.

    Parameters
    ----------
    table : Table
        A table of the report.
    units : mapping of str to str
        Sign of each unit, such as ``%``.

    Returns
    -------
    list of Column
        Without the column of row labels.
    """
    planned = []
    for n, (group, heading) in enumerate(table.headings):
        cells = [cells[n] for _, cells in table.rows]
        pairs = [cell for cell in cells if cell.second is not None]
        name = plain(heading_of(group, heading))
        sides = [(name, False)]
        if any(cell.beside for cell in cells):
            words = tr("{column} (printed)"), tr("{column} (ours)")
            sides = [(words[0].format(column=name), False), (words[1].format(column=name), True)]
        for side, ours in sides:
            sign = _sign(pairs[0], units) if pairs else ""
            planned.append(Column(n, side, ours, sign=sign))
            if pairs:
                of_second = f"{side}, {named(sign)}"
                planned.append(Column(n, of_second, ours, second=True, sign=sign))
    return planned


def entry(column: Column, cell: Cell) -> Entry:
    """Fill one cell.

    Parameters
    ----------
    column : Column
        Of the sheet.
    cell : Cell
        Of the table.

    Returns
    -------
    Entry
        A printed number is the number as printed; ours has its full precision and shows as many
        digits as the page.
    """
    text = plain(cell.beside if column.ours else cell.text)
    if cell.status in ("text", "evidence") or not text:
        return Entry("" if column.second else text, "", cell)
    exact = (cell.second if column.second else cell.value) if _is_ours(column, cell) else None
    parts = list(NUMERAL.finditer(text))
    if not column.sign and len(parts) == 1 and (_only(parts[0], text) or _unit(parts[0], text)):
        return _number(parts[0], text, exact, column, cell)
    if column.sign and 0 < len(parts) <= 2:
        mine = [part for part in parts if _is_second(part, parts, text, column) == column.second]
        return _number(mine[0], text, exact, column, cell) if mine else Entry("", "", cell)
    return Entry("" if column.second else text, "", cell)


def _sign(cell: Cell, units: Mapping[str, str]) -> str:
    """Give the sign of the number in brackets, or the name of its unit."""
    return units.get(cell.second_unit, "") or cell.second_unit


def _is_second(
    part: re.Match[str], parts: Sequence[re.Match[str]], text: str, column: Column
) -> bool:
    """Tell whether a number is of the kind in brackets; a single one tells it by them."""
    if len(parts) == 2:
        return part is parts[1]
    return text[: part.start()].rstrip().endswith("(") or text[part.end() :].lstrip().startswith(
        column.sign
    )


def _is_ours(column: Column, cell: Cell) -> bool:
    """Tell whether a number is one that we compute."""
    return column.ours or cell.status == "computed"


def _only(part: re.Match[str], text: str) -> bool:
    """Tell whether a text is one number, perhaps with a percent sign."""
    return text.replace(part[0], "", 1).strip() in ("", PERCENT)


def _unit(part: re.Match[str], text: str) -> str:
    """Give the one word behind the only number of a text, such as minutes; blank for more."""
    rest = text[part.end() :].strip()
    return rest if part.start() == 0 and rest.isalpha() else ""


def _number(
    part: re.Match[str], text: str, exact: float | None, column: Column, cell: Cell
) -> Entry:
    """Write a number with the digits that the page shows."""
    shown = re.sub(r"[\u202f\u00a0 ]", "", part[0]).replace("−", "-").replace(",", ".")
    decimals = len(shown.partition(".")[2])
    same = exact is not None and round_half_up(exact, decimals) == round_half_up(
        float(shown), decimals
    )
    value = exact if same and exact is not None else float(shown)
    percent = text[part.end() :].lstrip().startswith(PERCENT)
    first = part.start() == next(NUMERAL.finditer(text)).start()
    mark = cell.mark if column.ours and first else ""
    note = cell.note if first and column.ours == bool(cell.beside) else 0
    word = "" if column.sign else _unit(part, text)
    return Entry(value, _shape(decimals, percent, mark, note, word), cell)


def _shape(decimals: int, percent: bool, mark: str, note: int, word: str = "") -> str:
    """Write a number format: mark, digits, percent sign or unit, and number of the note.

    Examples
    --------
    >>> _shape(2, False, "≈", 3), _shape(0, True, "", 0), _shape(0, False, "", 0, "minutes")
    ('"≈ "#,##0.00" [3]"', '#,##0"%"', '#,##0" minutes"')
    """
    digits = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    sign = '"%"' if percent else f'" {word}"' if word else ""
    return (f'"{mark} "' if mark else "") + digits + sign + (f'" [{note}]"' if note else "")
