"""Every numeral of a text, in digits or in words, in the order of reading.

What counts as a number word is a vocabulary (`data/hand/number-words.csv`), so another
language is other rows. The inventory of an edition (`numerals.csv` beside its tables) says
of each numeral what covers it: a table cell, a claim, or an exclusion with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from monitorlib.errors import SourceError
from monitorlib.vocabulary import Vocabulary, records

Row = Mapping[str, Any]
COLUMNS = ("line", "number", "text", "cover", "reference")
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
    printed = {"|".join((row["table"], row["row"], row["column"])): row for row in records(cells)}
    said = {row["id"]: row for row in records(claims)}
    known: dict[str, dict[str, Row]] = {
        "cell": {**printed},
        "claim": {**said},
        "exclusion": _reasons(vocabulary),
    }
    numeral = pattern(vocabulary.table("number-words")["word"])
    if list(inventory.columns) != list(COLUMNS):
        raise SourceError(
            f"the columns {', '.join(COLUMNS)}", ", ".join(inventory.columns), "numerals.csv",
            "restore it from git",
        )  # fmt: skip
    rows = [row for row in records(inventory) if row["line"].isdigit() and row["number"].isdigit()]
    lost = len(inventory) - len(rows)
    problems = [*_doubled(rows), *_uncovered(rows, known)]
    problems += [f"{lost} rows without a line and a number in figures"] if lost else []
    problems += [*_lost_from_cells(rows, printed, numeral), *_lost_from_claims(rows, said, numeral)]
    if problems:
        raise SourceError(
            "every numeral covered once", f"{len(problems)} that are not", "numerals.csv",
            "mend them:\n" + "\n".join(problems),
        )  # fmt: skip


def _reasons(vocabulary: Vocabulary) -> dict[str, Row]:
    """Give the exclusions by name."""
    return {row["exclusion"]: row for row in records(vocabulary.table("exclusions"))}


def _where(row: Row) -> str:
    """Name a numeral."""
    return f"line {row['line']}, {row['number']}. numeral {row['text']!r}"


def _doubled(rows: Sequence[Row]) -> Iterator[str]:
    """Find numerals that are listed twice."""
    seen = set()
    for row in rows:
        at = (row["line"], row["number"])
        if at in seen:
            yield f"{_where(row)}: listed twice"
        seen.add(at)


def _uncovered(rows: Sequence[Row], known: Mapping[str, Mapping[str, Row]]) -> Iterator[str]:
    """Find numerals that what they name does not cover."""
    for row in rows:
        target = known.get(row["cover"], {}).get(row["reference"])
        if target is None:
            found = row["reference"]
            yield f"{_where(row)}: expected a cell, a claim or an exclusion, found {found!r}"
        elif row["cover"] == "claim" and row["text"].lower() not in target["printed"].lower():
            yield f"{_where(row)}: the words of claim {row['reference']} do not hold it"
        elif row["cover"] == "claim" and row["line"] != target["line"]:
            yield f"{_where(row)}: claim {row['reference']} stands on another line"
        elif row["cover"] == "cell" and not (
            int(target["line"]) <= int(row["line"]) <= int(target["last_line"])
        ):
            yield f"{_where(row)}: cell {row['reference']} stands on another line"


def _lost_from_cells(
    rows: Sequence[Row], printed: Mapping[str, Row], numeral: re.Pattern[str]
) -> Iterator[str]:
    """Find cells whose numerals are not those listed."""
    listed: dict[str, list[str]] = {}
    for row in rows:
        if row["cover"] == "cell":
            listed.setdefault(row["reference"], []).append(row["text"])
    for name, cell in printed.items():
        prints, found = numeral.findall(cell["printed"]), listed.get(name, [])
        if prints != found:
            yield f"cell {name}: prints {prints}, listed {found}"


def _lost_from_claims(
    rows: Sequence[Row], said: Mapping[str, Row], numeral: re.Pattern[str]
) -> Iterator[str]:
    """Find claims with a numeral that is not listed on their line."""
    listed: dict[str, list[str]] = {}
    for row in rows:
        listed.setdefault(row["line"], []).append(row["text"])
    for name, claim in said.items():
        for text in numeral.findall(claim["printed"]):
            if text not in listed.get(claim["line"], []):
                yield f"claim {name}: {text!r} is not listed on line {claim['line']}"
