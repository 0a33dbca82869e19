"""One table of charts while it is read: its columns by name, and what is noted about them.

A column is asked for by the name that a format gives it. What the header does not make clear
becomes a finding, once; what nobody asks for can be named in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

import numpy as np
import pandas as pd
from openpyxl.utils import get_column_letter

from monitorlib.observations.files.sheets import Sheet
from monitorlib.observations.formats.columntexts import differing, first, listed, singled
from monitorlib.observations.formats.formatfile import Format
from monitorlib.observations.formats.spellings import choice_places, ends, fold, places
from monitorlib.observations.problems import ERROR, WARNING, Problem, shown
from monitorlib.tabular.celltext import restored


@dataclass
class Table:
    """A sheet with the rows that are read of it.

    Attributes
    ----------
    sheet : Sheet
        As found in the file.
    format : Format
        What its columns are called.
    rows : list of int
        Places of the rows that are read.
    problems : list of Problem
        What is found on the way.
    used : set of int
        Places of the columns that were asked for.
    unclear : set of str
        Names that several columns have.
    """

    sheet: Sheet
    format: Format
    rows: list[int]
    problems: list[Problem]
    used: set[int] = field(default_factory=set)
    unclear: set[str] = field(default_factory=set)
    _columns: dict[str, pd.Series[Any] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Tell metadata and the columns of single choices from the rest."""
        header = self.sheet.header
        self.dropped = {
            place
            for place, heading in enumerate(header)
            if any(
                fnmatchcase(end, pattern) for end in ends(heading) for pattern in self.format.drop
            )
        }
        self.choices = {
            question: choice_places(header, self.format.called(question), codes)
            for question, codes in self.format.choices.items()
        }

    def place(self, name: str) -> int | None:
        """Find a column.

        Parameters
        ----------
        name : str
            Its name in the format.

        Returns
        -------
        int or None
            Its place; None where there is none, or no single one, which is a finding.
        """
        header = self.sheet.header
        single = {place for found in self.choices.values() for place in found}
        exact = {n for n, heading in enumerate(header) if name in ends(heading)} - single
        if exact and exact <= self.dropped:
            found = sorted(exact)
        else:
            found = places(header, self.format.called(name), single | self.dropped)
        if len(found) > 1 and name not in self.unclear:
            several = ", ".join(f"{shown(header[n])} in {get_column_letter(n + 1)}" for n in found)
            self.note(
                "columns: two of one name", 0, header[found[0]], f"one column {name!r}", several,
                "rename one, or export with the names of groups", severity=ERROR,
            )  # fmt: skip
            self.unclear.add(name)
            self.used.update(found)
        return found[0] if len(found) == 1 else None

    def absence(self, names: Iterable[str]) -> str:
        """Say why none of some columns can be read.

        Parameters
        ----------
        names : iterable of str
            Their names in the format.

        Returns
        -------
        str
            The reason.
        """
        wanted = list(names)
        kind = "several columns" if self.unclear.intersection(wanted) else "no column"
        return f"the file has {kind} {' or '.join(map(repr, wanted))}"

    def heading(self, name: str) -> str:
        """Give the heading of a column as the table has it.

        Parameters
        ----------
        name : str
            Its name in the format.

        Returns
        -------
        str
            The heading; the name itself where there is none.
        """
        place = self.place(name)
        return name if place is None else self.sheet.header[place]

    def column(self, name: str) -> pd.Series[Any] | None:
        """Give the texts of a column, without outer spaces; of a question, the codes chosen.

        Parameters
        ----------
        name : str
            Its name in the format.

        Returns
        -------
        Series of shape (n_rows,) or None
            None where the table has no such column.
        """
        if name not in self._columns:
            place = self.place(name)
            texts = None if place is None else self._texts(place)
            if name in self.choices:
                texts = self._question(name, texts)
            self._columns[name] = texts
        return self._columns[name]

    def only(self, kept: Iterable[bool]) -> Table:
        """Give the table with some of its rows only.

        Parameters
        ----------
        kept : iterable of bool
            Whether to keep each row.

        Returns
        -------
        Table
            With the same findings.
        """
        rows = [row for row, keep in zip(self.rows, kept, strict=True) if keep]
        return Table(self.sheet, self.format, rows, self.problems, self.used, self.unclear)

    @property
    def index(self) -> pd.RangeIndex:
        """The index of every column."""
        return pd.RangeIndex(len(self.rows))

    def line(self, row: int) -> int:
        """Give the number of a row as a person counts it.

        Parameters
        ----------
        row : int
            Its place among the rows that are read.

        Returns
        -------
        int
            The number.
        """
        return self.sheet.lines[self.rows[row]]

    def note(
        self, rule: str, row: int, column: str, expected: str, found: str, then: str,
        severity: str = WARNING,
    ) -> None:  # fmt: skip
        """Note a finding.

        Parameters
        ----------
        rule, row, column, expected, found, then, severity
            As of a `Problem`.
        """
        self.problems.append(
            Problem(severity, rule, self.sheet.name, row, column, expected, found, then)
        )

    def note_rows(
        self, rule: str, rows: pd.Series[Any], column: str, expected: str,
        found: Callable[[int], str], then: str,
    ) -> None:  # fmt: skip
        """Note a finding for each of some rows.

        Parameters
        ----------
        rule, column, expected, then
            As of a `Problem`.
        rows : Series of bool of shape (n_rows,)
            The rows.
        found : callable
            What is found, by the place of a row.
        """
        for row in np.flatnonzero(rows.to_numpy(dtype=bool)):
            self.note(rule, self.line(int(row)), column, expected, found(int(row)), then)

    def unused(self) -> list[str]:
        """Name the columns that hold something but that nothing has read.

        Returns
        -------
        list of str
            Headings, in order.
        """
        return [
            heading or f"column {get_column_letter(place + 1)}, without a heading"
            for place, heading in enumerate(self.sheet.header)
            if place not in self.used | self.dropped
            and (heading or any(row[place].strip() for row in self.sheet.rows))
        ]

    def _texts(self, place: int) -> pd.Series[Any]:
        """Give the cells of a column, without what our own copies put in front of a formula."""
        self.used.add(place)
        rows, blank = self.sheet.rows, self.format.blank
        cells = [rows[row][place] for row in self.rows]
        clean = {
            text: "" if blank and fold(text) in blank else restored(text.strip())
            for text in set(cells)
        }
        return pd.Series([clean[text] for text in cells], self.index, dtype="str")

    def _question(self, name: str, cells: pd.Series[Any] | None) -> pd.Series[Any] | None:
        """Give the codes chosen at a question, from its own column and those of its choices."""
        single = [(code, self._texts(place)) for place, code in self.choices[name].items()]
        if cells is None:
            return singled(single) if single else None
        texts, known = listed(cells, self.format.choices[name])
        if not single:
            return texts
        others = singled(single)
        differ = known & differing(texts, others, {code for code, _ in single})
        self.note_rows(
            "choices: two columns differ", differ, self.heading(name),
            "the same choices in the joined column and in those of the single choices",
            lambda row: f"{texts[row]!r} and {others[row]!r}",
            "look which is right; the joined column is used unless it is blank",
        )  # fmt: skip
        return texts.where(known & (texts != ""), first([others, texts]))
