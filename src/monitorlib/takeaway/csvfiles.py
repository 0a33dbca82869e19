"""CSV files: every table as shown, what stands behind it, and the numbers of every figure.

UTF-8 with a byte order mark, because a spreadsheet that finds none reads Cyrillic as noise,
while pandas, R and Frictionless pass over it. Commas and quotes as in RFC 4180, lines end with
a line feed. A text that a spreadsheet would run gets an apostrophe in front
(`monitorlib.tabular.celltext`).
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from numbers import Real
from typing import Any

import pandas as pd

from monitorlib.messages import name, tr
from monitorlib.tabular.celltext import safe
from monitorlib.tabular.tabledata import Table, shown_label
from monitorlib.takeaway.shown import Figure, plain

MARK = "\ufeff"


def text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    r"""Write rows as the text of a CSV file.

    Parameters
    ----------
    columns : sequence of str
        Headings.
    rows : iterable of sequence
        Texts, numbers, truth values or gaps.

    Returns
    -------
    str
        The file, with its byte order mark.

    Examples
    --------
    >>> text(["a", "b"], [["=1+1", 3.0], ["x, y", None]])
    '\ufeffa,b\n\'=1+1,3\n"x, y",\n'
    """
    file = io.StringIO(MARK)
    file.seek(len(MARK))
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([written(column) for column in columns])
    writer.writerows([written(cell) for cell in row] for row in rows)
    return file.getvalue()


def written(cell: Any) -> str:
    """Write one cell.

    Parameters
    ----------
    cell : object
        A text, number, truth value or gap.

    Returns
    -------
    str
        A number without needless digits, a gap as nothing, a text that no spreadsheet runs.

    Examples
    --------
    >>> written(3.9166666666666665), written(47.0), written(float("nan")), written("-")
    ('3.91666666666667', '47', '', '-')
    """
    if cell is None or cell is pd.NA:
        return ""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, Real):
        return f"{float(cell):.15g}" if math.isfinite(float(cell)) else ""
    return safe(plain(str(cell)))


def as_shown(table: Table) -> tuple[list[str], list[list[str]]]:
    """Give a table's headings and cells as the page shows them.

    Parameters
    ----------
    table : Table
        A table of the report.

    Returns
    -------
    tuple of list and list
        Headings and rows. Where ours differs from the printed in some cell of a column, a
        second column holds ours; blank there means that nothing differs.
    """
    columns = [name(table.corner) or tr("Row")]
    doubled = [any(cells[n].beside for _, cells in table.rows) for n in range(len(table.headings))]
    for (group, heading), twice in zip(table.headings, doubled, strict=True):
        words = heading_of(group, heading)
        columns += [words, tr("{column} (ours)").format(column=words)] if twice else [words]
    rows = []
    for label, cells in table.rows:
        row = [shown_label(label)]
        for cell, twice in zip(cells, doubled, strict=True):
            row += [cell.text, cell.beside] if twice else [cell.text]
        rows.append(row)
    return _unlike(columns), rows


def heading_of(group: str, heading: str) -> str:
    """Join the group and the heading of a column.

    Parameters
    ----------
    group, heading : str
        Either may be blank.

    Returns
    -------
    str
        Such as ``Police: officers``.
    """
    return ": ".join(part for part in (group, heading) if part)


def of_table(table: Table) -> str:
    """Write a table as shown.

    Parameters
    ----------
    table : Table
        A table of the report.

    Returns
    -------
    str
        A CSV file.
    """
    return text(*as_shown(table))


def of_figure(figure: Figure) -> str:
    """Write the numbers behind a figure.

    Parameters
    ----------
    figure : Figure
        A figure of the report.

    Returns
    -------
    str
        A CSV file.
    """
    return text(_unlike([*figure.columns]), figure.rows)


def _unlike(columns: list[str]) -> list[str]:
    """Give headings that stand twice a number, so that each column has a name of its own."""
    seen: dict[str, int] = {}
    made = []
    for column in columns:
        seen[column] = seen.get(column, 0) + 1
        made.append(column if seen[column] == 1 else f"{column} [{seen[column]}]")
    return made
