"""Tables beside the charts, one row a person: counted, never carried over.

A form may ask the same questions for each person detained. What the report needs is how many;
the rows themselves stay where they are. A chart without rows has none, unless the format says
that this is silence; a row whose answer is unknown makes the count of its chart unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from monitorlib.observations.files.sheets import Sheet
from monitorlib.observations.formats.charttable import Table
from monitorlib.observations.formats.columntexts import each_once
from monitorlib.observations.formats.formatfile import Reading
from monitorlib.observations.formats.spellings import ends, fold
from monitorlib.observations.problems import ERROR


def beside(table: Table, sheets: Sequence[Sheet]) -> dict[str, Table]:
    """Find the tables that a format counts.

    Parameters
    ----------
    table : Table
        The charts.
    sheets : sequence of Sheet
        The sheets that hold no charts.

    Returns
    -------
    dict of str to Table
        Those that there are, by their name in the format.
    """
    found: dict[str, Table] = {}
    for name, said in table.format.repeats.items():
        wanted = {fold(one) for one in said["sheets"]}
        for sheet in sheets:
            bare = fold(sheet.name).removesuffix(".csv")
            if wanted.intersection(ends(bare)):
                rows = list(range(len(sheet.rows)))
                found.setdefault(name, Table(sheet, table.format, rows, table.problems))
    return found


def joined(charts: Table, repeat: Table, name: str) -> tuple[pd.Series[Any], pd.Series[Any]] | None:
    """Give what joins charts and a table beside them.

    Parameters
    ----------
    charts, repeat : Table
        The charts, and the table beside them.
    name : str
        Its name in the format.

    Returns
    -------
    tuple of Series of shape (n_charts,) and Series of shape (n_rows,), or None
        The key of each chart and of each row; None where the tables share none.
    """
    for own, parent in charts.format.repeats[name]["join"]:
        child_key, chart_key = repeat.column(own), charts.column(parent)
        if child_key is not None and chart_key is not None:
            return chart_key, child_key
    return None


def strays(charts: Table, tables: Mapping[str, Table]) -> None:
    """Note rows that belong to no chart.

    Parameters
    ----------
    charts : Table
        All charts of the file, also those that are set aside.
    tables : mapping of str to Table
        The tables beside them, by name.
    """
    for name, repeat in tables.items():
        keys = joined(charts, repeat, name)
        if keys is None:
            continue
        lost = ~keys[1].isin(set(keys[0]) - {""})
        for row in lost[lost].index:
            repeat.note(
                f"{name}: belongs to no chart", repeat.line(int(row)), "",
                "a chart of the same submission", "none",
                "export the whole form again", severity=ERROR,
            )  # fmt: skip


def count(
    charts: Table, tables: Mapping[str, Table], reading: Reading, field: str
) -> tuple[pd.Series[Any] | None, str]:
    """Count the rows that belong to each chart.

    Parameters
    ----------
    charts : Table
        The charts.
    tables : mapping of str to Table
        The tables beside them.
    reading : Reading
        What to count.
    field : str
        The field, for findings.

    Returns
    -------
    tuple of Series of shape (n_charts,) or None, and str
        The numbers as text, and the name of what was counted; None and the reason where the
        file has nothing to count.
    """
    options = reading.options
    name, total = options["count"], options.get("total", "")
    stated = charts.column(total) if total else None
    repeat = tables.get(name)
    keys = joined(charts, repeat, name) if repeat else None
    if repeat is None or keys is None:
        if stated is not None:
            return stated, charts.heading(total)
        return None, f"the file lacks the table {name!r}; export XLSX or all files of a zip"
    chart_keys, row_keys = keys
    wanted = pd.Series(True, index=row_keys.index)
    unknown = pd.Series(False, index=row_keys.index)
    for column, values in options.get("where", {}).items():
        cells = repeat.column(column)
        if cells is None:
            return None, f"the table {name!r} has no column {column!r}"
        folded = cells.map(fold)
        wanted &= folded.isin([fold(value) for value in values])
        unknown |= folded.isin([fold(value) for value in options.get("unknown", ["", "unknown"])])
    each = Counter(row_keys[wanted])
    numbers = each_once(chart_keys, lambda key: str(each[key]))
    silent = chart_keys.isin(set(row_keys[unknown]))
    numbers = numbers.where(chart_keys.isin(set(row_keys)), options.get("empty", "0"))
    charts.note_rows(
        f"{field}: not known of everyone", silent, name, f"an answer for everyone of {name!r}",
        lambda _: "unknown ones", "complete them, or leave it: the number is unknown",
    )  # fmt: skip
    if stated is not None:
        _compare(charts, numbers, stated, field, total)
    return numbers.mask(silent, ""), repeat.sheet.name


def _compare(
    charts: Table, numbers: pd.Series[Any], stated: pd.Series[Any], field: str, total: str
) -> None:
    """Note charts whose own total is another than the number of rows."""
    charts.note_rows(
        f"{field}: rows and total differ", (stated != "") & (stated != numbers),
        charts.heading(total), "as many rows as the form counted",
        lambda row: f"{numbers[row]} rows and a total of {stated[row]}",
        "export again; the rows are counted",
    )  # fmt: skip


def same(
    charts: Table, tables: Mapping[str, Table], reading: Reading, field: str
) -> tuple[pd.Series[Any] | None, str]:
    """Give the one value that all rows of a chart share.

    Parameters
    ----------
    charts : Table
        The charts.
    tables : mapping of str to Table
        The tables beside them.
    reading : Reading
        Which column of which table.
    field : str
        The field, for findings.

    Returns
    -------
    tuple of Series of shape (n_charts,) or None, and str
        The values, a blank where there is none or several; None and the reason where the file
        has no such column.
    """
    name, column = reading.options["of"], reading.options["same"]
    repeat = tables.get(name)
    keys = joined(charts, repeat, name) if repeat else None
    if repeat is None or keys is None:
        return None, f"the file lacks the table {name!r}; export XLSX or all files of a zip"
    cells = repeat.column(column)
    if cells is None:
        return None, f"the table {name!r} has no column {column!r}"
    chart_keys, row_keys = keys
    filled = cells != ""
    pairs = pd.DataFrame({"key": row_keys[filled], "value": cells[filled]}).drop_duplicates()
    several = set(pairs.loc[pairs["key"].duplicated(), "key"])
    charts.note_rows(
        f"{field}: several values", chart_keys.isin(several), name, "one value for all persons",
        lambda _: "several", "the chart has room for one: it is left unknown",
    )  # fmt: skip
    single: dict[str, str] = dict(pairs[~pairs["key"].isin(several)].itertuples(index=False))
    return each_once(chart_keys, lambda key: single.get(key, "")), repeat.sheet.name
