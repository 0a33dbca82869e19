"""What names mean: periods, places, measures, categories, and the spellings of each.

Everything here is read from `data/hand`, as text. A name that is not listed there
is refused with the nearest ones that are.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from monitorlib import paths
from monitorlib.errors import SourceError, UnknownNameError

WHOLE = "Kazakhstan"
"""The place that stands for all places together."""


def visible(folder: Path, pattern: str) -> list[Path]:
    """List the files of a folder, without what editors hide there.

    Parameters
    ----------
    folder : Path
        The folder.
    pattern : str
        Such as ``*.csv``.

    Returns
    -------
    list of Path
        By name.
    """
    return sorted(path for path in folder.glob(pattern) if not path.name.startswith("."))


def read_text_table(path: Path) -> pd.DataFrame:
    """Read a CSV of text cells; a blank cell is an empty string.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    DataFrame of shape (n_rows, n_columns)
        Every cell as text.

    Raises
    ------
    SourceError
        If the file is missing, is no UTF-8, or its rows differ in length.
    """
    where = paths.inside(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            numbered = [(reader.line_num, row) for row in reader]
    except OSError as error:
        found = "no file" if isinstance(error, FileNotFoundError) else str(error.strerror)
        raise SourceError("a table", found, where, "restore it from git") from None
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise SourceError("UTF-8 text", f"byte {byte:#x}", where, "save it as UTF-8") from None
    except csv.Error as error:
        raise SourceError(
            "closed quotes", str(error), f"{where}, line {reader.line_num}", "mend the row"
        ) from None
    return pd.DataFrame(_rectangle(numbered, where), columns=numbered[0][1], dtype="str")


def _rectangle(numbered: list[tuple[int, list[str]]], where: str) -> list[list[str]]:
    """Give the rows below the header, once all are as long as it and its names differ."""
    if not numbered or not any(numbered[0][1]):
        raise SourceError("a header", "an empty file", where, "restore it from git")
    header = numbered[0][1]
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise SourceError("columns of one name each", f"{twice[0]!r} twice", where, "rename one")
    wrong = [f"line {line} ({len(row)})" for line, row in numbered[1:] if len(row) != len(header)]
    if wrong:
        raise SourceError(
            f"{len(header)} cells in each row",
            "another number",
            f"{where}, {', '.join(wrong)}",
            "mend the rows",
        )
    return [row for _, row in numbered[1:]]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a table as dictionaries.

    Parameters
    ----------
    frame : DataFrame
        Any table.

    Returns
    -------
    list of dict
        One a row, by column name.
    """
    names = [str(name) for name in frame]
    columns = [frame.iloc[:, position].tolist() for position in range(len(names))]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def unknown_name(kind: str, name: object, known: Iterable[str], where: str) -> UnknownNameError:
    """Compose the error for a name that is not known, listing those that are.

    Parameters
    ----------
    kind : str
        What was asked for, such as ``period``.
    name : object
        The unknown name.
    known : iterable of str
        The names there are, in the order to show them.
    where : str
        Where the name was given.

    Returns
    -------
    UnknownNameError
        To be raised by the caller.
    """
    names = list(known)
    close = [other for other in names if str(name) and other.startswith(str(name)[:4])]
    close = close if kind == "period" else []
    close = close or difflib.get_close_matches(str(name), names, n=1, cutoff=0.6)
    hint = f"did you mean {close[0]}?" if close else "choose one of these"
    article = "an" if kind[0] in "aeiou" else "a"
    listed = f"{article} {kind} of: {', '.join(names)}" if names else f"no {kind}"
    return UnknownNameError(listed, repr(name), where, hint if names else "leave it out")


def _aliases(frame: pd.DataFrame, name: str) -> dict[str, str]:
    """Map each spelling to its name; no spelling may mean two."""
    names: dict[str, str] = {}
    for row in records(frame):
        for alias in filter(None, dict.fromkeys([row[name], *row["aliases"].split(";")])):
            if alias in names:
                raise SourceError(
                    "each spelling to mean one thing",
                    f"{alias!r} for {names[alias]} and {row[name]}",
                    f"data/hand, aliases of each {name}",
                    "delete one of the two",
                )
            names[alias] = row[name]
    return names


@dataclass(frozen=True)
class Vocabulary:
    """The hand-made tables of names, read once.

    Parameters
    ----------
    folder : Path
        The folder of the tables, `data/hand` of a project.
    """

    folder: Path

    def table(self, name: str) -> pd.DataFrame:
        """Read one hand-made table as text.

        Parameters
        ----------
        name : str
            File name without its ending.

        Returns
        -------
        DataFrame
            Text cells.
        """
        return read_text_table(self.folder / f"{name}.csv")

    @cached_property
    def periods(self) -> pd.DataFrame:
        """Periods in order of time."""
        return self.table("periods")

    @cached_property
    def implied(self) -> frozenset[str]:
        """Periods whose months are taken from the index of the whole country, not printed."""
        rows = records(self.periods)
        return frozenset(row["period"] for row in rows if row["basis"].startswith("implied:"))

    @cached_property
    def places(self) -> pd.DataFrame:
        """Places with aliases and coordinates."""
        return self.table("places")

    @cached_property
    def categories(self) -> pd.DataFrame:
        """Categories by dimension."""
        return self.table("categories")

    @cached_property
    def place_names(self) -> tuple[str, ...]:
        """Names of the places, the whole country among them."""
        return tuple(self.places["place"])

    @cached_property
    def towns(self) -> list[str]:
        """Names of the places without the whole country."""
        return [place for place in self.place_names if place != WHOLE]

    @cached_property
    def units(self) -> pd.DataFrame:
        """Units with the digits to show."""
        return self.table("units")

    @cached_property
    def unit(self) -> Mapping[str, Mapping[str, str]]:
        """Rows of `units` by name."""
        return {row["unit"]: row for row in records(self.units)}

    @cached_property
    def measures(self) -> pd.DataFrame:
        """Measures, counted and derived."""
        return self.table("measures")

    @cached_property
    def measure(self) -> Mapping[str, Mapping[str, Any]]:
        """Rows of `measures` by name."""
        return {row["measure"]: row for row in records(self.measures)}

    @cached_property
    def label(self) -> Mapping[tuple[str, str], str]:
        """Reader's name of a category by dimension and category."""
        rows = records(self.categories)
        return {(row["dimension"], row["category"]): row["label"] for row in rows}

    @cached_property
    def _period_names(self) -> dict[str, str]:
        return _aliases(self.periods, "period")

    @cached_property
    def _place_names(self) -> dict[str, str]:
        return _aliases(self.places, "place")

    @cached_property
    def _category_names(self) -> dict[str, dict[str, str]]:
        return {
            str(dimension): _aliases(rows, "category")
            for dimension, rows in self.categories.groupby("dimension")
        }

    def period_of(self, printed: str, where: str) -> str:
        """Give the period that a printed name means.

        Parameters
        ----------
        printed : str
            A spelling of the source.
        where : str
            Where it stands, for the message.

        Returns
        -------
        str
            The period's name.

        Raises
        ------
        UnknownNameError
            If no period has that spelling.
        """
        if printed not in self._period_names:
            raise unknown_name("period", printed, self.periods["period"], where)
        return self._period_names[printed]

    def place_of(self, printed: str, where: str) -> str:
        """Give the place that a printed name means.

        Parameters
        ----------
        printed : str
            A spelling of the source.
        where : str
            Where it stands, for the message.

        Returns
        -------
        str
            The place's name.

        Raises
        ------
        UnknownNameError
            If no place has that spelling.
        """
        if printed not in self._place_names:
            raise unknown_name("place", printed, self.places["place"], where)
        return self._place_names[printed]

    def category_of(self, dimension: str, printed: str, where: str) -> str:
        """Give the category that a printed name means.

        Parameters
        ----------
        dimension : str
            What is divided, such as ``form``. A single concern (`issue`) is its own name.
        printed : str
            A spelling of the source.
        where : str
            Where it stands, for the message.

        Returns
        -------
        str
            The category's name.

        Raises
        ------
        UnknownNameError
            If the dimension has no category with that spelling.
        """
        if dimension == "issue":
            return printed
        names = self._category_names.get(dimension, {})
        if printed not in names:
            raise unknown_name(f"category of {dimension}", printed, names, where)
        return names[printed]
