"""Cells of the tables that we write: never a formula, never a broken file, always the same bytes.

A spreadsheet runs a text that begins with ``= + - @``, a tab or a line end, from a CSV as well
as when a person types it again. Such a text gets an apostrophe in front, which `restored` takes
away; in a workbook the cell is marked as quoted, too. A number stays a number, also one below
zero and also as text. Characters that a workbook cannot hold become U+FFFD, which is seen.
"""

from __future__ import annotations

import io
import math
import os
import re
import zipfile
from datetime import date, datetime, time
from numbers import Real
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell

from monitorlib.tabular.celltext import QUOTED, safe

LONGEST = 32_767
"""UTF-16 units that a cell of a workbook holds."""
MOMENT = datetime(2000, 1, 1)
"""When every workbook says that it was made, so that equal content gives equal bytes."""
ESCAPE = re.compile("_x(?=[0-9A-Fa-f]{4}_)")
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def put(cell: Cell, value: object) -> Cell:
    """Write a value into a cell of a workbook: a number as a number, all else as text.

    Parameters
    ----------
    cell : Cell
        The cell.
    value : object
        A text, number, truth value, date or time; a gap and what is not finite leave a blank.

    Returns
    -------
    Cell
        The cell, to be dressed.
    """
    if value is None or value is pd.NA or (isinstance(value, Real) and not math.isfinite(value)):
        cell.value = None
    elif isinstance(value, (Real, date, time)):
        cell.value = value
    else:
        cell.value = _fitting(_lines(safe(str(value))))
        cell.data_type = "s"
        cell.quotePrefix = bool(QUOTED.match(cell.value))
    return cell


def save(workbook: Workbook, path: Path, *, packed: bool = True) -> None:
    """Write a workbook aside, then put it in place; equal content gives equal bytes.

    Parameters
    ----------
    workbook : Workbook
        The workbook.
    path : Path
        Where it belongs.
    packed : bool, default True
        Whether to compress it. A compressed file is the same only where the compressing library
        is, so what is committed is not compressed.
    """
    workbook.properties.created = MOMENT
    made = io.BytesIO()
    workbook.save(made)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    kind = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    try:
        with zipfile.ZipFile(made) as source, zipfile.ZipFile(aside, "w", kind) as target:
            for name in source.namelist():
                entry = zipfile.ZipInfo(name, MOMENT.timetuple()[:6])
                entry.compress_type = kind
                entry.create_system = 0
                target.writestr(entry, _dated(name, source.read(name)))
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _lines(text: str) -> str:
    """End lines as a workbook does, and keep what it would read as an escape."""
    return ESCAPE.sub("_x005F_x", text.replace("\r\n", "\n").replace("\r", "\n"))


def _fitting(text: str) -> str:
    """Cut a text to what a cell holds, and say so in it."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    mark = f" … [cut: {len(text)} characters]"
    kept = units[: 2 * (LONGEST - len(mark))].decode("utf-16-le", errors="ignore")
    return kept + mark


def _dated(name: str, content: bytes) -> bytes:
    """Set the moment of the last change to the fixed one."""
    if name != "docProps/core.xml":
        return content
    return MODIFIED.sub(rb"\g<1>" + MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
