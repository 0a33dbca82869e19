"""A table as it was found in a file: a header and rows of text, each with its row number.

However a table arrives, it passes through `sheet`: rows are counted while they come in, so that
no file, however it lies about its size, takes more memory than the limits below allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitorlib.errors import SourceError

MOST_ROWS = 200_000
"""Rows that one file may hold, all sheets together, unless a caller allows more."""
MOST_COLUMNS = 300
"""Columns that one sheet may have."""
MOST_CELLS = 20_000_000
"""Cells that one file may hold, all sheets together, blank ones included."""
MOST_LINES = 1_048_576
"""Rows that a sheet of a spreadsheet can have, blank ones included."""
NAMED = 10
"""Rows that a message names at most."""


@dataclass(frozen=True)
class Sheet:
    """One table.

    Attributes
    ----------
    name : str
        Sheet of a workbook, or file of an archive or folder; blank for a plain CSV.
    header : tuple of str
        Headings, without outer spaces and line breaks.
    rows : list of tuple of str
        Cells as text, as many in each row as there are headings; a blank is ``""``.
    lines : list of int
        Number of each row as a person counts them.
    typed : bool
        Whether a spreadsheet typed the cells: days are then written as ISO dates.
    header_line : int
        Number of the header's own row.
    read_as : str
        How the file was understood, such as ``semicolons, UTF-8``.
    """

    name: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
    lines: list[int]
    typed: bool = False
    header_line: int = 1
    read_as: str = ""


@dataclass
class Allowance:
    """What may still be read of one file.

    Attributes
    ----------
    rows, cells : int
        How many are left.
    most : int
        How many rows were allowed at first, for the message.
    """

    rows: int
    cells: int
    most: int

    @classmethod
    def of(cls, rows: int) -> Allowance:
        """Allow a number of rows.

        Parameters
        ----------
        rows : int
            How many.

        Returns
        -------
        Allowance
            Untouched.
        """
        return cls(rows, MOST_CELLS, rows)

    def take(self, cells: int, where: str) -> None:
        """Take one row off.

        Parameters
        ----------
        cells : int
            Cells in it.
        where : str
            The sheet, for the message.

        Raises
        ------
        SourceError
            If the file holds more than is allowed.
        """
        self.rows -= 1
        self.cells -= cells
        if self.rows < 0 or self.cells < 0:
            limit = f"{self.most:,} rows" if self.rows < 0 else f"{MOST_CELLS:,} cells"
            raise SourceError(
                f"at most {limit} of charts",
                "more",
                where,
                "look whether it is the right file, and leave out rows that are no charts",
            )


def sheet(
    name: str,
    numbered: Iterable[tuple[int, Sequence[str]]],
    where: str,
    allowance: Allowance,
    read_as: str,
    *,
    typed: bool = False,
) -> Sheet | None:
    """Put the rows of a table together; the first one that is not blank is the header.

    Parameters
    ----------
    name : str
        Name of the sheet.
    numbered : iterable of tuple of int and sequence of str
        Number and cells of each row, in order. Blank rows are no rows of the table.
    where : str
        The sheet, for messages.
    allowance : Allowance
        What may still be read; what is read is taken off.
    read_as : str
        How the file was understood.
    typed : bool, default False
        Whether a spreadsheet typed the cells.

    Returns
    -------
    Sheet or None
        None where there is nothing but blanks.

    Raises
    ------
    SourceError
        If there are too many columns or rows, or rows with more cells than headings.
    """
    header: tuple[str, ...] = ()
    width = header_line = 0
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    longer: list[int] = []
    for line, cells in numbered:
        if not any(map(str.strip, cells)):
            continue
        if not width:
            header, header_line = _header(cells, where), line
            width = len(header)
            continue
        allowance.take(width, where)
        if len(cells) != width:
            if any(map(str.strip, cells[width:])):
                longer.append(line)
            cells = (*cells[:width], *[""] * (width - len(cells)))
        rows.append(tuple(cells))
        lines.append(line)
    _refuse_longer(longer, width, where)
    return Sheet(name, header, rows, lines, typed, header_line, read_as) if width else None


def _header(cells: Sequence[str], where: str) -> tuple[str, ...]:
    """Give the headings without outer spaces, line breaks and trailing blanks."""
    header = [" ".join(cell.split()) for cell in cells]
    while not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise SourceError(
            f"at most {MOST_COLUMNS} columns",
            f"{len(header)}",
            where,
            "look whether it is the right file, and delete columns that no chart needs",
        )
    return tuple(header)


def _refuse_longer(longer: list[int], width: int, where: str) -> None:
    """Refuse rows that go on beyond the last heading."""
    if longer:
        more = f" and {len(longer) - NAMED} more" if len(longer) > NAMED else ""
        raise SourceError(
            f"no cell beyond the last of the {width} headings",
            "longer rows",
            f"{where}, row {', '.join(map(str, longer[:NAMED]))}{more}",
            "name the column, or quote a text that holds the separator",
        )
