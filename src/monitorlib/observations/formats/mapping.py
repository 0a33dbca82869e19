"""Tables of a known format to charts: one text for each field, and an account of every row.

What is not read is named: rows that are no charts, columns that no field needs, metadata that is
dropped, fields that the format or the file cannot state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

import pandas as pd

from monitorlib.observations.files.sheets import Sheet
from monitorlib.observations.formats import fieldtexts, repeats
from monitorlib.observations.formats.charttable import Table
from monitorlib.observations.formats.formatfile import Format
from monitorlib.observations.formats.recognition import NAMED, fits, unrecognised
from monitorlib.observations.formats.spellings import fold
from monitorlib.observations.problems import ERROR, WARNING, Problem
from monitorlib.observations.specification import Field, Specification


@dataclass(frozen=True)
class Mapped:
    """Charts of a file.

    Attributes
    ----------
    charts : DataFrame of shape (n_charts, n_fields + 2)
        Text by field, a blank being unknown, with `_sheet` and `_row`.
    columns : dict of str to str
        Heading that each field was read from, as far as it was read from one.
    unstated : dict of str to str
        Why a field is unknown in all charts.
    set_aside : list of tuple
        Sheet, row and reason of each row that is no chart; with `charts` they are all rows read.
    problems : list of Problem
        What was found on the way.
    unused, dropped : list of str
        Headings that no field is read from, and headings of metadata.
    beside : list of str
        Names of the sheets that hold no charts.
    read : int
        Rows of the sheets that hold charts.
    """

    charts: pd.DataFrame
    columns: dict[str, str]
    unstated: dict[str, str]
    set_aside: list[tuple[str, int, str]]
    problems: list[Problem]
    unused: list[str]
    dropped: list[str]
    beside: list[str]
    read: int


def mapped(
    sheets: Sequence[Sheet],
    form: Format,
    specification: Specification,
    *,
    approved_only: bool = False,
) -> Mapped:
    """Read the fields of all charts of a file.

    Parameters
    ----------
    sheets : sequence of Sheet
        The file.
    form : Format
        Its format.
    specification : Specification
        The chart.
    approved_only : bool, default False
        Whether to keep only what a validation approved, where the format knows of one.

    Returns
    -------
    Mapped
        The charts and an account of everything else.

    Raises
    ------
    SourceError
        If no sheet has the header of the format.
    """
    main = [sheet for sheet in sheets if fits(sheet, form)]
    if not main:
        raise unrecognised(sheets, {form.name: form})
    others = [sheet for sheet in sheets if sheet not in main]
    parts = [_part(sheet, others, form, specification, approved_only) for sheet in main]
    counted = {name for part in parts for name in part.beside}
    problems = [problem for part in parts for problem in part.problems]
    problems += [_unread(sheet) for sheet in others if _unexpected(sheet, form, counted)]
    columns = {name: heading for part in parts[::-1] for name, heading in part.columns.items()}
    stated = {name for part in parts for name in set(specification.fields) - set(part.unstated)}
    problems += [
        _fewer(sheet, lost)
        for sheet, part in zip(main, parts, strict=True)
        for lost in [sorted(stated.intersection(part.unstated))]
        if lost and len(part.charts)
    ]
    return Mapped(
        charts=pd.concat([part.charts for part in parts], ignore_index=True),
        columns=columns,
        unstated={
            name: part.unstated[name]
            for part in parts
            for name in part.unstated
            if name not in stated
        },
        set_aside=[row for part in parts for row in part.set_aside],
        problems=list(dict.fromkeys(problems)),
        unused=list(dict.fromkeys(name for part in parts for name in part.unused)),
        dropped=list(dict.fromkeys(name for part in parts for name in part.dropped)),
        beside=[sheet.name for sheet in others],
        read=sum(len(sheet.rows) for sheet in main),
    )


def _part(
    sheet: Sheet,
    others: list[Sheet],
    form: Format,
    specification: Specification,
    approved_only: bool,
) -> Mapped:
    """Read one sheet of charts."""
    whole = Table(sheet, form, list(range(len(sheet.rows))), _told(sheet))
    reasons = _reasons(whole, approved_only)
    table = whole.only(not reason for reason in reasons)
    beside = repeats.beside(table, others)
    repeats.strays(whole, beside)
    charts: dict[str, pd.Series[Any]] = {}
    columns: dict[str, str] = {}
    unstated: dict[str, str] = {}
    for field in specification.fields.values():
        found = fieldtexts.read(table, field.name, field.private, beside)
        if found.texts is None:
            charts[field.name] = pd.Series("", index=table.index, dtype="str")
            unstated[field.name] = found.heading
        else:
            charts[field.name] = found.texts
            columns[field.name] = found.heading
    _note_missing(table, [specification.field(name) for name in unstated])
    _note_coarse(table, columns)
    _versions(table)
    charts["_sheet"] = pd.Series(sheet.name, index=table.index, dtype="str")
    lines = [table.line(row) for row in range(len(table.rows))]
    charts["_row"] = pd.Series(lines, index=table.index, dtype="int64")
    return Mapped(
        charts=pd.DataFrame(charts, index=table.index),
        columns={name: heading for name, heading in columns.items() if heading},
        unstated=unstated,
        set_aside=[
            (sheet.name, line, reason)
            for line, reason in zip(sheet.lines, reasons, strict=True)
            if reason
        ],
        problems=table.problems,
        unused=table.unused()
        + [f"{one.sheet.name}: {name}" for one in beside.values() for name in one.unused()],
        dropped=[sheet.header[place] for place in sorted(table.dropped - table.used)],
        beside=[one.sheet.name for one in beside.values()],
        read=len(sheet.rows),
    )


def _note_missing(table: Table, unstated: list[Field]) -> None:
    """Note required fields for which the file has no column, though its format knows one."""
    form = table.format
    for field in unstated:
        unclear = table.unclear.intersection(form.sources(field.name))
        if field.required and field.name not in form.unstated and not unclear:
            table.note(
                f"{field.name}: no such column", 0, "", f"a column for {field.name}", "none",
                "add the column, or describe the table as a format of its own", severity=ERROR,
            )  # fmt: skip


def _note_coarse(table: Table, columns: dict[str, str]) -> None:
    """Note fields that the format states less exactly than the chart asks for."""
    for name, reason in table.format.coarse.items():
        if name in columns:
            table.note(
                f"{name}: stated coarsely", 0, columns[name],
                f"{name} as exactly as the chart asks for it", reason, "keep it in mind",
            )  # fmt: skip


def _told(sheet: Sheet) -> list[Problem]:
    """Say so where the encoding had to be guessed."""
    if "Windows-1251" not in sheet.read_as:
        return []
    return [
        Problem(
            WARNING, "file: encoding", sheet.name, 0, "", "text in UTF-8",
            "bytes that are none, read as Windows-1251",
            "look whether letters are right, or save it as UTF-8",
        )
    ]  # fmt: skip


def _reasons(table: Table, approved_only: bool) -> list[str]:
    """Say for each row why it is no chart; nothing where it is one."""
    header = table.sheet.header
    reasons = ["the header again" if row == header else "" for row in table.sheet.rows]
    if reasons and not reasons[0] and _labels(table):
        reasons[0] = "the row of labels"
    for said in table.format.keep:
        if said.get("asked") and not approved_only:
            continue
        texts = table.column(said["column"])
        if texts is None:
            if said.get("asked"):
                table.note(
                    "approval: no such column", 0, "", f"a column {said['column']!r}", "none",
                    "export it, or do not ask for approved charts only", severity=ERROR,
                )  # fmt: skip
            continue
        kept = texts.map(fold).isin([fold(value) for value in said["values"]])
        reasons = [
            reason or ("" if keep else said["reason"])
            for reason, keep in zip(reasons, kept, strict=True)
        ]
    return reasons


def _labels(table: Table) -> bool:
    """Tell whether the first row holds labels of the columns instead of values."""
    cells = [
        (fold(cell), {fold(label) for label in table.format.names.get(heading, ())})
        for heading, cell in zip(table.sheet.header, table.sheet.rows[0], strict=True)
        if cell.strip()
    ]
    return bool(cells) and 2 * sum(cell in labels for cell, labels in cells) > len(cells)


def _versions(table: Table) -> None:
    """Note that several versions of a form are in one file, and what only one of them asks."""
    for name in table.format.version:
        found: pd.Series[Any] | None = table.column(name)
        numbers = {} if found is None else found[found != ""].value_counts(sort=False).to_dict()
        if found is None or len(numbers) < 2:
            continue
        said = [f"{version} ({count} charts)" for version, count in numbers.items()]
        for version in numbers:
            only = _only_in(table, found == version)
            said += [f"only in {version}: {', '.join(only[:NAMED])}"] if only else []
        table.note(
            "form: several versions", 0, table.heading(name), "one version of the form",
            "; ".join(said), "look whether the questions meant the same in all of them",
        )  # fmt: skip
        return


def _only_in(table: Table, rows: pd.Series[Any]) -> list[str]:
    """Name the columns that are filled in these rows and in no other."""
    inside = [row for row, yes in zip(table.rows, rows, strict=True) if yes]
    outside = [row for row, yes in zip(table.rows, rows, strict=True) if not yes]
    cells = table.sheet.rows
    return [
        heading
        for place, heading in enumerate(table.sheet.header)
        if place in table.used
        and any(cells[row][place] for row in inside)
        and not any(cells[row][place] for row in outside)
    ]


def _fewer(sheet: Sheet, lost: list[str]) -> Problem:
    """Say that a sheet lacks columns that another one has."""
    return Problem(
        WARNING, "file: columns in some sheets only", sheet.name, 0, "",
        "the columns of the other sheets", f"none for {', '.join(lost)}",
        "add them, or leave it: these fields are unknown there",
    )  # fmt: skip


def _unexpected(sheet: Sheet, form: Format, counted: set[str]) -> bool:
    """Tell whether a sheet holds rows that nothing reads."""
    ignored = any(fnmatch(fold(sheet.name), fold(pattern)) for pattern in form.ignore)
    return bool(sheet.rows) and sheet.name not in counted and not ignored


def _unread(sheet: Sheet) -> Problem:
    """Say that a sheet is not read."""
    return Problem(
        WARNING, "file: a sheet is not read", sheet.name, 0, "", "the header of the format",
        f"{len(sheet.rows)} rows under another header", "delete the sheet, or mend its header",
    )  # fmt: skip
