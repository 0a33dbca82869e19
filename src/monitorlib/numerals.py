"""Every numeral of a text, in digits or in words, in the order of reading.

What counts as a number word is a vocabulary (`data/hand/number-words.csv`), so another
language is other rows. The inventory of an edition (`numerals.csv` beside its tables) says
of each numeral what covers it: a table cell, a claim, or an exclusion with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from monitorlib.errors import SourceError
from monitorlib.vocabulary import Vocabulary, records

COVERS = ("cell", "claim", "exclusion")
DIGITS = r"[0-9]+(?:[.,][0-9]+)*"


@dataclass(frozen=True)
class Numeral:
    """One numeral and where it stands.

    Attributes
    ----------
    line : int
        Line of the text, from 1.
    number : int
        Which numeral of its line it is, from 1.
    text : str
        As printed.
    """

    line: int
    number: int
    text: str


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Make the expression that finds numerals.

    Parameters
    ----------
    words : iterable of str
        Number words; a ``*`` at the beginning stands for any letters, as in ``*fold``.

    Returns
    -------
    Pattern
        Finds digits with inner points and commas, and whole words in any case.

    Examples
    --------
    >>> pattern(["half", "one", "*fold"]).findall("Half of 1,697: one tenfold, 5,5%.")
    ['Half', '1,697', 'one', 'tenfold', '5,5']
    """
    longest = sorted(words, key=len, reverse=True)
    spelled = "|".join(re.escape(word).replace(r"\*", r"[^\W\d_]+") for word in longest)
    word = rf"|(?<![^\W\d_])(?:{spelled})(?![^\W\d_])" if spelled else ""
    return re.compile(DIGITS + word, re.IGNORECASE)


def find(text: str, words: Iterable[str]) -> Iterator[Numeral]:
    r"""Find the numerals of a text.

    Parameters
    ----------
    text : str
        The text, with its lines.
    words : iterable of str
        Number words, as `pattern` takes them.

    Yields
    ------
    Numeral
        In the order of reading.

    Examples
    --------
    >>> [n.text for n in find("17 (47%) in one\nof nine towns", ["one", "nine"])]
    ['17', '47', 'one', 'nine']
    """
    wanted = pattern(words)
    for line, printed in enumerate(text.split("\n"), start=1):
        for number, match in enumerate(wanted.finditer(printed), start=1):
            yield Numeral(line, number, match[0])


def check(
    inventory: pd.DataFrame, cells: pd.DataFrame, claims: pd.DataFrame, vocabulary: Vocabulary
) -> None:
    """Refuse an inventory in which a numeral is not covered, or by something that is not there.

    Parameters
    ----------
    inventory : DataFrame of shape (n_numerals, 5)
        Line, number within the line, text, what covers it, and which one.
    cells : DataFrame
        Cells of the printed tables.
    claims : DataFrame
        The table of claims.
    vocabulary : Vocabulary
        Number words and exclusions.

    Raises
    ------
    SourceError
        Listing every numeral that is not covered by what it names, and every number of a
        claim that the inventory lacks.
    """
    printed = {
        "|".join((row["table"], row["row"], row["column"])): row["printed"]
        for row in records(cells)
    }
    said = {row["id"]: row for row in records(claims)}
    excluded = set(vocabulary.table("exclusions")["exclusion"])
    known = {"cell": printed, "claim": said, "exclusion": excluded}
    numeral = pattern(vocabulary.table("number-words")["word"])
    found: dict[str, list[str]] = {}
    problems = []
    for row in records(inventory):
        where = f"line {row['line']}, {row['number']}. numeral {row['text']!r}"
        if row["cover"] not in COVERS or row["reference"] not in known[row["cover"]]:
            problems.append(
                f"{where}: expected a cell, a claim or an exclusion, found {row['reference']!r}"
            )
        elif (
            row["cover"] == "claim"
            and row["text"].lower() not in said[row["reference"]]["printed"].lower()
        ):
            problems.append(f"{where}: the words of claim {row['reference']} do not hold it")
        elif row["cover"] == "claim" and row["line"] != said[row["reference"]]["line"]:
            problems.append(f"{where}: claim {row['reference']} stands on another line")
        elif row["cover"] == "cell":
            found.setdefault(row["reference"], []).append(row["text"])
    for cell, text in printed.items():
        if numeral.findall(text) != found.get(cell, []):
            problems.append(
                f"cell {cell}: prints {numeral.findall(text)}, listed {found.get(cell, [])}"
            )
    if problems:
        raise SourceError(
            "every numeral covered once", f"{len(problems)} that are not", "numerals.csv",
            "mend them:\n" + "\n".join(problems),
        )  # fmt: skip
