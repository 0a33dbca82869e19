"""Words that say how many people came: from a text to its phrases and the numbers in them.

The words are rows of `data/hand/crowd-words.csv`: phrase, language, kind, number and class.
What a vague word such as "dozens" is worth is not said here: that is a rule's affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from monitorlib.errors import SourceError
from monitorlib.observations.problems import shown
from monitorlib.vocabulary import read_text_table, records

KINDS = {
    "count": "a number in a word",
    "unit": "what can be counted, such as a dozen; its class is for the word without a count",
    "plural": "the same, for a form that after a word with the genitive means one of it",
    "class": "a vague number, such as dozens",
    "about": "before a number that is not exact",
    "about_after": "the same, behind the number",
    "above": "before a number that was exceeded",
    "above_after": "the same, behind the number",
    "below": "before a number that was not exceeded",
    "below_after": "the same, behind the number",
    "to": "between the ends of a range",
    "from": "before a range, or before its lower end alone",
    "between": "before a range",
    "and": "between the ends of a range after `between`",
    "people": "who came: adds nothing",
    "filler": "adds nothing",
    "size": "a size without a number",
    "things": "something else was counted than people",
    "silence": "no number was reported",
}
NUMBERED, CLASSED = ("count", "unit", "plural"), ("plural", "class")
GENITIVE = "genitive"
"""Class of a word after which a `plural` means one of its unit."""
HYPHEN = "hyphen"
"""Class of the sign that stands in a range and in twenty-five."""
LONGEST = 300
"""Characters of a text at most."""
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
SPACE = re.compile(r"[\s\u200b\u2060\ufeff]+")
GROUPED = r"[1-9][0-9]{0,2}(?:(?P<sign>[ ,.'])[0-9]{3})(?:(?P=sign)[0-9]{3})*(?![0-9])"
FIGURE = rf"(?P<grouped>{GROUPED})|(?P<plain>[0-9]+(?:[.,][0-9]+)?)"


@dataclass(frozen=True)
class Token:
    """A number or a known word.

    Attributes
    ----------
    kind : str
        One of `KINDS`, or ``figure``.
    number : Decimal
        Its number; 0 for none.
    means : str
        Its class; for a figure the sign between its thousands; blank for none.
    """

    kind: str
    number: Decimal = Decimal(0)
    means: str = ""


def plain(text: str) -> str:
    """Write a text in the one way in which phrases are compared.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        In small letters, without ё, full stops of abbreviations and needless spaces.

    Examples
    --------
    >>> plain("Около 1\u00a0500 – 2 000  ЧЕЛ.")
    'около 1 500 - 2 000 чел'
    """
    small = text.casefold().translate(DASHES).replace("ё", "е").replace("’", "'")
    words = re.sub(r"(?<=[^\W\d_])\.", " ", small)
    return SPACE.sub(" ", words).strip(" .,!\"'«»“”")


@dataclass(frozen=True)
class Words:
    """The known words.

    Parameters
    ----------
    tokens : mapping of str to Token
        What each phrase means.
    """

    tokens: Mapping[str, Token]

    @classmethod
    def read(cls, folder: Path) -> Words:
        """Read the words.

        Parameters
        ----------
        folder : Path
            `data/hand` of a project.

        Returns
        -------
        Words
            All of `crowd-words.csv`.

        Raises
        ------
        SourceError
            Listing every row of an unknown kind, without its number or class, or given twice.
        """
        tokens: dict[str, Token] = {}
        problems = []
        for line, row in enumerate(records(read_text_table(folder / "crowd-words.csv")), start=2):
            phrase = plain(row["phrase"]) or row["phrase"]
            if phrase in tokens:
                problems.append(f"line {line}: {phrase!r} stands twice")
            problems += [f"line {line}: {problem}" for problem in _problems(row)]
            if not problems:
                tokens[phrase] = Token(row["kind"], Decimal(row["number"] or 0), row["class"])
        if problems:
            raise SourceError(
                "words of one meaning each",
                "; ".join(problems),
                "data/hand/crowd-words.csv",
                "mend the rows",
            )
        return cls(tokens)

    @property
    def classes(self) -> set[str]:
        """Names of the vague numbers."""
        kinds = ("unit", *CLASSED)
        return {token.means for token in self.tokens.values() if token.kind in kinds} - {""}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Match a space, a figure or the longest phrase."""
        phrases = sorted(self.tokens, key=len, reverse=True)
        words = "|".join(_bounded(phrase) for phrase in phrases)
        return re.compile(rf" +|{FIGURE}|(?P<phrase>{words})")

    def phrases(self, text: str) -> list[list[Token]]:
        """Split a text into its phrases, and these into tokens.

        Parameters
        ----------
        text : str
            One or several reports, separated by semicolons.

        Returns
        -------
        list of list of Token
            One list a report that is not blank.

        Raises
        ------
        ValueError
            If a word is not known, or the text is too long.
        """
        if len(text) > LONGEST:
            raise ValueError(f"it is longer than {LONGEST} letters")
        parts = [plain(part) or part.strip() for part in text.split(";")]
        return [list(self._tokens(part)) for part in parts if part]

    def _tokens(self, part: str) -> Iterator[Token]:
        """Cut one phrase up."""
        position = 0
        while position < len(part):
            found = self._pattern.match(part, position)
            if found is None:
                rest = part[position:].split(" ")[0]
                raise ValueError(f"{shown(rest)} is not a known word for a number of people")
            position = found.end()
            if found["phrase"]:
                yield self.tokens[found["phrase"]]
            elif found["grouped"]:
                digits = re.sub("[^0-9]", "", found["grouped"])
                yield Token("figure", Decimal(digits), found["sign"])
            elif found["plain"]:
                yield Token("figure", Decimal(found["plain"].replace(",", ".")))


def _problems(row: dict[str, str]) -> Iterator[str]:
    """Say what is wrong with a row."""
    if row["kind"] not in KINDS:
        yield f"no kind is called {row['kind']!r}; there are {', '.join(KINDS)}"
    if (row["kind"] in NUMBERED) != bool(re.fullmatch(r"[1-9][0-9]*(\.[0-9]+)?", row["number"])):
        yield f"a number above zero belongs to {', '.join(NUMBERED)} and to no other kind"
    if row["kind"] in CLASSED and not row["class"]:
        yield f"a class belongs to {' and '.join(CLASSED)}"


def _bounded(phrase: str) -> str:
    """Match a phrase that is no part of a longer word."""
    before = r"(?<![^\W\d_])" if phrase[0].isalpha() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    return f"{before}{re.escape(phrase)}{after}"
