"""Rules for vague numbers of people: what "hundreds" is worth, and what is best of a range.

The rules are rows of `data/hand/crowd-rules.csv`, published ones with their source. A rule
says something of every class of words, if only that it is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitorlib.errors import SourceError
from monitorlib.observations.crowd.crowdwords import Words
from monitorlib.vocabulary import read_text_table, records

BETWEEN, OPEN = ("range", "joined"), ("above", "below", "about")
CHOICES = ("low", "mean", "high")
"""Which number between two ends is the best."""


@dataclass(frozen=True)
class Crowd:
    """How many people came.

    Attributes
    ----------
    low, high, best : int or None
        Lowest, highest and best estimate, 1 or more and in this order; None where unknown.
    vague : bool
        Whether something else was said than one number.
    """

    low: int | None = None
    high: int | None = None
    best: int | None = None
    vague: bool = False


@dataclass(frozen=True)
class Rule:
    """What vague words are worth.

    Attributes
    ----------
    name : str
        Its name.
    source : str
        Who published it.
    ends : mapping of str to tuple of str
        Lowest, highest and best estimate by class of words, as written in `crowd-rules.csv`.
    """

    name: str
    source: str
    ends: Mapping[str, tuple[str, str, str]]

    def worth(self, name: str, number: int | None = None) -> Crowd:
        """Give the estimates of a class of words.

        Parameters
        ----------
        name : str
            A class, such as ``hundreds`` or ``above``.
        number : int, optional
            The number that the words speak of.

        Returns
        -------
        Crowd
            A vague one; unknown where the rule says nothing.
        """
        cells = self.ends.get(name, ("", "", ""))
        low, high, best = (number if cell == "n" else int(cell or 0) or None for cell in cells)
        return Crowd(low, high, best, True)

    def between(self, name: str, low: Any, high: Any) -> Any:
        """Choose the best estimate between two known ends.

        Parameters
        ----------
        name : str
            ``range`` or ``joined``.
        low, high : int or Series of int
            The ends.

        Returns
        -------
        int or Series of int
            One of the ends, or their mean rounded half up.
        """
        choice = self.ends[name][2]
        return {"low": low, "high": high, "mean": (low + high + 1) // 2}[choice]


def rules(folder: Path) -> dict[str, Rule]:
    """Read the rules.

    Parameters
    ----------
    folder : Path
        `data/hand` of a project.

    Returns
    -------
    dict of str to Rule
        By name, the default first.

    Raises
    ------
    SourceError
        Listing every row that no rule can have, and every class that is missing.
    """
    table = read_text_table(folder / "crowd-rules.csv")
    rows = records(table)
    vague = Words.read(folder).classes
    problems = [
        f"line {line}: {problem}"
        for line, row in enumerate(rows, start=2)
        for problem in _problems(row, vague)
    ]
    found = {}
    for name in table["rule"].unique():
        own = [row for row in rows if row["rule"] == name]
        ends = {row["class"]: (row["low"], row["high"], row["best"]) for row in own}
        missing = sorted({*BETWEEN, *OPEN, *vague} - {*ends})
        problems += [f"{name}: nothing is said of {', '.join(missing)}"] if missing else []
        problems += [f"{name}: a class stands twice"] if len(ends) < len(own) else []
        found[name] = Rule(name, own[0]["source"], ends)
    if problems:
        raise SourceError(
            "rules for every class of words",
            "; ".join(problems),
            "data/hand/crowd-rules.csv",
            "mend the rows",
        )
    return found


def _problems(row: Mapping[str, str], vague: set[str]) -> list[str]:
    """Say what is wrong with a row."""
    name, cells = row["class"], [row["low"], row["high"], row["best"]]
    if name in BETWEEN:
        right = cells[:2] == ["", ""] and cells[2] in CHOICES
        return [] if right else [f"expected only a best, one of {', '.join(CHOICES)}"]
    if name in OPEN:
        return [] if {*cells} <= {"", "n"} else ["expected n, the number itself, or blanks"]
    if name not in vague:
        return [f"no class of crowd-words.csv is called {name!r}"]
    if not all(re.fullmatch(r"([1-9][0-9]*)?", cell) for cell in cells):
        return ["expected whole numbers above zero, or blanks"]
    known = [int(cells[place]) for place in (0, 2, 1) if cells[place]]
    return [] if known == sorted(known) else ["expected low <= best <= high"]
