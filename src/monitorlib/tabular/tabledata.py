"""A table as data: cells with what stands behind them, and how they travel in JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

from monitorlib.errors import BuildError
from monitorlib.messages import tr

MIMETYPE = "application/vnd.monitorlib.table+json"
"""Under which a notebook holds a table as data."""
TEXTS = ("text", "evidence")
"""Statuses of cells that hold words; evidence is quoted in the language of the source."""


@dataclass(frozen=True)
class Cell:
    """One cell to be shown.

    Attributes
    ----------
    text : str
        What the source prints, or our value where it prints nothing there.
    beside : str
        Our value, where it differs from the printed one.
    status : str
        As in the facts; ``computed`` where nothing is printed, ``text`` for words,
        ``evidence`` for words of the source.
    note : int
        Number of the note below the table, or 0.
    mark : str
        How the two stand to each other; see `cells.MARKS`.
    flagged : bool
        Whether the audit contradicts what is printed.
    audit : tuple of tuple
        Rows of the audit that are linked to in place of the text: id and words of each.
    value : float or None
        The number that the cell stands for: ours where there is one.
    unit : str
        Its unit, a key of `data/hand/units.csv`.
    second : float or None
        The number in brackets, where a cell holds two.
    second_unit : str
        Its unit.
    behind : tuple of str
        Printed text, source and formula, each a whole message.
    """

    text: str
    beside: str = ""
    status: str = "stated"
    note: int = 0
    mark: str = ""
    flagged: bool = False
    audit: tuple[tuple[str, str], ...] = ()
    value: float | None = None
    unit: str = ""
    second: float | None = None
    second_unit: str = ""
    behind: tuple[str, ...] = ()


@dataclass(repr=False)
class Table:
    """A table to be shown.

    Attributes
    ----------
    number : str
        As in the source; blank for a list of ours.
    caption : str
        For the period shown.
    unit : str
        Unit of the cells.
    corner : str
        What the labels of the rows are.
    name : str
        Its permanent anchor, the same in every language; made from number or caption if blank.
    headings : list of tuple
        Group and heading of each column.
    rows : list of tuple
        Label and cells of each row.
    totals : list of int
        Which rows are totals, counted from 0.
    notes : list of str
        What differs and why.
    audited : dict of int to list
        Rows of the audit that a note links to, by the note's number.
    findings : list of tuple
        What the audit contradicts beyond single cells: text and row of the audit.
    legend : list of str
        What the signs mean.
    source : str
        Where the numbers come from.
    tables : list of str
        Printed tables whose facts stand behind it, such as ``14-1``.
    """

    number: str
    caption: str
    unit: str
    corner: str
    name: str = ""
    headings: list[tuple[str, str]] = field(default_factory=list)
    rows: list[tuple[str, list[Cell]]] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    audited: dict[int, list[str]] = field(default_factory=dict)
    findings: list[tuple[str, str]] = field(default_factory=list)
    legend: list[str] = field(default_factory=list)
    source: str = ""
    tables: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Give the table its anchor."""
        if not self.name:
            self.name = identifier(self.number) or f"list-{slug(self.caption)}"

    def to_data(self) -> dict[str, Any]:
        """Write the table as data that JSON can hold.

        Returns
        -------
        dict
            Its fields; blank ones are left out.

        Examples
        --------
        >>> small = Table("", "Small", "", "", rows=[("a", [Cell("0", value=0.0)])])
        >>> small.to_data()["rows"]
        [{'label': 'a', 'cells': [{'text': '0', 'status': 'stated', 'value': 0.0}]}]
        >>> Table.of_data(small.to_data()) == small
        True
        """
        rows = [
            {"label": label, "cells": [_cell_data(cell) for cell in cells]}
            for label, cells in self.rows
        ]
        lists: dict[str, Any] = {
            "headings": [list(heading) for heading in self.headings],
            "rows": rows,
            "findings": [list(finding) for finding in self.findings],
            "audited": {str(note): names for note, names in self.audited.items()},
        }
        return _full(self) | {name: value for name, value in lists.items() if value}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Self:
        """Read a table back from its data.

        Parameters
        ----------
        data : mapping
            As `to_data` writes it.

        Returns
        -------
        Table
            The same table.

        Raises
        ------
        BuildError
            If the data are not those of a table.
        """
        try:
            return cls._of_data(data)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise BuildError(
                f"a table as {MIMETYPE} holds it", f"{str(data)[:40]!r}", "an executed notebook",
                "run the notebook again",
            ) from None  # fmt: skip

    @classmethod
    def _of_data(cls, data: Mapping[str, Any]) -> Self:
        """Read a table back; fail in whatever way its data are not those of a table."""
        if not (data.get("name") or data.get("caption")):
            raise KeyError("caption")
        blank = dict.fromkeys(("number", "caption", "unit", "corner"), "")
        given: dict[str, Any] = blank | dict(data)
        given["rows"] = [
            (row["label"], [_cell_of(cell) for cell in row["cells"]])
            for row in data.get("rows", [])
        ]
        given["headings"] = [(group, heading) for group, heading in data.get("headings", [])]
        given["findings"] = [(text, name) for text, name in data.get("findings", [])]
        given["audited"] = {int(note): [*names] for note, names in data.get("audited", {}).items()}
        return cls(**given)


def slug(text: str) -> str:
    """Write a text as an anchor.

    Parameters
    ----------
    text : str
        A caption or heading, possibly with markup.

    Returns
    -------
    str
        Letters, digits and hyphens.

    Examples
    --------
    >>> slug("Could it be chance?")
    'could-it-be-chance'
    """
    return re.sub(r"[^\w]+", "-", re.sub(r"<[^>]+>", "", text).lower()).strip("-")


def identifier(number: str) -> str:
    """Give the permanent anchor of a numbered table.

    Parameters
    ----------
    number : str
        The table's number.

    Returns
    -------
    str
        Such as ``table-14-1``; blank without a number.
    """
    return f"table-{slug(number)}" if number else ""


def title(table: Table) -> str:
    """Write number and caption.

    Parameters
    ----------
    table : Table
        A laid out table.

    Returns
    -------
    str
        Such as ``Table 4. Concerns ...``; without a number where the source has none.
    """
    if not table.number:
        return table.caption
    return tr("Table {number}. {caption}").format(number=table.number, caption=table.caption)


def shown_label(label: str) -> str:
    """Give the label of a row as a reader sees it.

    Parameters
    ----------
    label : str
        The label; the source leaves that of a total blank once.

    Returns
    -------
    str
        The label, or a word for the blank one.

    Examples
    --------
    >>> shown_label("Almaty"), shown_label("")
    ('Almaty', 'Total')
    """
    return label or tr("Total")


def _full(entry: Any) -> dict[str, Any]:
    """Give the fields of a cell or table that differ from their defaults."""
    plain = {each.name: getattr(entry, each.name) for each in fields(entry)}
    return {name: value for name, value in plain.items() if value not in ("", 0, None, [], (), {})}


def _cell_data(cell: Cell) -> dict[str, Any]:
    """Write a cell as data; a zero stays, a gap goes."""
    data = _full(cell) | {"text": cell.text}
    for name in ("value", "second"):
        if getattr(cell, name) is not None:
            data[name] = getattr(cell, name)
    for name, value in (("audit", [list(link) for link in cell.audit]), ("behind", [*cell.behind])):
        if value:
            data[name] = value
    return data


def _cell_of(data: Mapping[str, Any]) -> Cell:
    """Read a cell back from its data."""
    audit = tuple((name, words) for name, words in data.get("audit", ()))
    return Cell(**{**data, "audit": audit, "behind": tuple(data.get("behind", ()))})
