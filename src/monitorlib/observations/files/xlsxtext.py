"""Cells of an XLSX workbook to text: nothing is computed, a formula stays a formula.

Days become ISO dates, times hours and minutes, whole numbers digits without a point. A serial
number that is not formatted as a day stays a number.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import load_workbook

from monitorlib.errors import MonitorError, SourceError
from monitorlib.observations.files.sheets import MOST_COLUMNS, MOST_LINES, Allowance, Sheet, sheet


def read(path: Path, wanted: str, where: str, allowance: Allowance) -> list[Sheet]:
    """Read the sheets of a workbook.

    Parameters
    ----------
    path : Path
        The file; its archive has been looked over before.
    wanted : str
        Name of the one sheet to read; blank for all that hold something.
    where : str
        The file, for messages.
    allowance : Allowance
        What may still be read.

    Returns
    -------
    list of Sheet
        In the order of the workbook.

    Raises
    ------
    SourceError
        If it is damaged, has no such sheet, or a limit is passed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            with path.open("rb") as file:
                return _sheets(file, wanted, where, allowance)
    except MonitorError:
        raise
    except Exception as error:  # whatever a damaged workbook makes the library raise
        raise SourceError(
            "a whole XLSX workbook",
            f"a truncated or damaged one ({type(error).__name__})",
            where,
            "download it again, or open it in a spreadsheet and save it anew",
        ) from None


def _sheets(file: BinaryIO, wanted: str, where: str, allowance: Allowance) -> list[Sheet]:
    """Read the sheets, one after the other."""
    book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    try:
        names = [page.title for page in book.worksheets]
        if wanted and wanted not in names:
            raise SourceError(
                f"a sheet of: {', '.join(names)}",
                repr(wanted),
                where,
                "choose one of these, or leave the sheet blank to read all",
            )
        found = [
            sheet(
                page.title,
                _rows(page, f"{where}, sheet {page.title!r}"),
                f"{where}, sheet {page.title!r}",
                allowance,
                "XLSX",
                typed=True,
            )
            for page in book.worksheets
            if wanted in ("", page.title)
        ]
    finally:
        book.close()
    return [one for one in found if one]


def _rows(page: Any, where: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows as text; what the sheet says of its own size is not believed."""
    page.reset_dimensions()
    for line, cells in enumerate(page.iter_rows(values_only=True), start=1):
        texts = [text(value) for value in cells]
        while texts and not texts[-1]:
            texts.pop()
        if line > MOST_LINES or len(texts) > MOST_COLUMNS:
            raise SourceError(
                f"at most {MOST_LINES:,} rows and {MOST_COLUMNS} columns",
                "more",
                f"{where}, row {line}",
                "look whether it is the right file, and delete what lies beyond the charts",
            )
        yield line, texts


def text(value: Any) -> str:
    """Write the value of a cell.

    Parameters
    ----------
    value : object
        As the library gives it.

    Returns
    -------
    str
        The text; a blank for nothing.

    Examples
    --------
    >>> text(20.0), text(datetime(2018, 3, 5)), text(time(14, 30)), text(None), text("=1+1")
    ('20', '2018-03-05', '14:30', '', '=1+1')
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date, time, timedelta)):
        return _clock(value)
    if isinstance(value, (int, float)):
        return str(value)
    return str(getattr(value, "text", None) or "=")  # formulas of a whole block of cells


def _clock(value: datetime | date | time | timedelta) -> str:
    """Write a day, a time of day, or hours and minutes."""
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return f"{value.date().isoformat()}T{_clock(value.time())}"
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return value.isoformat()
