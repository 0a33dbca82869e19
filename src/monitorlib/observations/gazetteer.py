"""Towns as people write them: resolved by a known spelling, and otherwise only suggested.

The spellings are data: names and aliases of `data/hand/places.csv`, the labels of the codes of
`city`, and `data/hand/place-spellings.csv`. Case, ё, spaces, hyphens and a "city of" do not
matter. A close spelling or a letter of another script is never taken for the town.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from monitorlib.errors import SourceError
from monitorlib.observations import lookalikes
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import Vocabulary, records

CUTOFF = 75
"""Likeness in percent from which a town is suggested."""
MOST = 3
"""Towns to suggest at most."""
LONGEST = 60
"""Letters of a text that may be a town."""
KINDS = ("spelling", "ask", "before", "after")
NEEDLESS = re.compile(r"[\s\-‐‑‒–—'’ʼ`\".\u200b\ufeff]+")


@dataclass(frozen=True)
class Found:
    """What a text was found to mean.

    Attributes
    ----------
    place : str
        A place of `places.csv`; blank if the text is no known spelling.
    how : str
        ``exact`` for the name itself, ``alias`` for another spelling, blank if unknown.
    suggestions : tuple of str
        Places that may be meant, the likeliest first; blank where the place is known.
    note : str
        Why it was not simply taken for the first suggestion; blank for nothing to say.
    """

    place: str = ""
    how: str = ""
    suggestions: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Gazetteer:
    """The known spellings.

    Parameters
    ----------
    places : frozenset of str
        Names of the towns.
    spellings : mapping of str to str
        Town by `key` of each spelling.
    doubtful : mapping of str to tuple of str
        Town and reason by `key` of spellings that may mean something else.
    around : Pattern
        Words before or after a town's name.
    """

    places: frozenset[str]
    spellings: Mapping[str, str]
    doubtful: Mapping[str, tuple[str, str]]
    around: re.Pattern[str]

    @classmethod
    def read(cls, vocabulary: Vocabulary, specification: Specification) -> Gazetteer:
        """Gather the spellings.

        Parameters
        ----------
        vocabulary : Vocabulary
            The places.
        specification : Specification
            The codes of `city`.

        Returns
        -------
        Gazetteer
            All spellings.

        Raises
        ------
        SourceError
            Listing every spelling of an unknown place or kind, or of two places.
        """
        rows = records(vocabulary.table("place-spellings"))
        names: dict[str, str] = {}
        problems = [
            f"{row['spelling']!r}: no kind is called {row['kind']!r}"
            for row in rows
            if row["kind"] not in KINDS
        ]
        for place, spelling in _spellings(vocabulary, specification, rows):
            if place not in vocabulary.towns:
                problems.append(f"{spelling!r}: places.csv knows no {place!r}")
            elif names.setdefault(key(spelling), place) != place:
                problems.append(f"{spelling!r}: for {names[key(spelling)]} and {place}")
        doubtful = {
            key(row["spelling"]): (row["place"], row["note"])
            for row in rows
            if row["kind"] == "ask"
        }
        problems += [f"{one!r}: certain and doubtful" for one in sorted({*names} & {*doubtful})]
        if problems:
            raise SourceError(
                "spellings of one town each",
                "; ".join(problems),
                "data/hand/place-spellings.csv, places.csv and the codes of city",
                "mend the rows",
            )
        return cls(frozenset(vocabulary.towns), names, doubtful, _around(rows))

    def resolve(self, text: str) -> Found:
        """Find the town that a text means.

        Parameters
        ----------
        text : str
            A town as written.

        Returns
        -------
        Found
            The town, or what may be meant.

        Examples
        --------
        >>> from monitorlib import paths
        >>> hand = paths.hand()
        >>> known = Gazetteer.read(Vocabulary(hand), Specification(hand))
        >>> known.resolve("г. Нур-Султан")
        Found(place='Astana', how='alias', suggestions=(), note='')
        >>> known.resolve("Almati").suggestions
        ('Almaty',)
        >>> known.resolve("\u0410lmaty").note
        "a Cyrillic letter instead of a Latin one: letter 1 'А'"
        """
        if text.strip() in self.places:
            return Found(text.strip(), "exact")
        if len(text.strip()) > LONGEST:
            return Found()
        bare = self._bare(text)
        place = self.spellings.get(key(text)) or self.spellings.get(bare)
        if place:
            return Found(place, "alias")
        if not bare:
            return Found()
        if bare in self.doubtful:
            town, note = self.doubtful[bare]
            return Found(suggestions=(town,), note=note)
        return self._look_alike(text) or Found(suggestions=self._nearest(bare))

    def resolve_all(self, texts: Iterable[str]) -> dict[str, Found]:
        """Find the towns of many texts, each distinct one once.

        Parameters
        ----------
        texts : iterable of str
            Towns as written.

        Returns
        -------
        dict of str to Found
            By text.
        """
        return {text: self.resolve(text) for text in dict.fromkeys(texts)}

    def _bare(self, text: str) -> str:
        """Give the key of a text without what stands around the name."""
        return key(self.around.sub("", _small(text).strip(" ,;")))

    def _look_alike(self, text: str) -> Found | None:
        """Explain letters of another script, if the text has some."""
        for script in lookalikes.SCRIPTS:
            changed = lookalikes.rewritten(text, script)
            place = self.spellings.get(self._bare(changed))
            if place:
                return Found(suggestions=(place,), note=lookalikes.note(text, script))
        script = lookalikes.mixed_into(text)
        if not script:
            return None
        near = self._nearest(self._bare(lookalikes.rewritten(text, script)))
        return Found(suggestions=near, note=lookalikes.note(text, script))

    def _nearest(self, bare: str) -> tuple[str, ...]:
        """Give the towns with the nearest spellings."""
        near = process.extract(
            bare, list(self.spellings), scorer=fuzz.ratio, score_cutoff=CUTOFF, limit=None
        )
        return tuple(dict.fromkeys(self.spellings[one] for one, *_ in near))[:MOST]


def key(text: str) -> str:
    """Give what two spellings of one name have in common.

    Parameters
    ----------
    text : str
        A name.

    Returns
    -------
    str
        In small letters, without ё, spaces, hyphens, full stops and apostrophes.

    Examples
    --------
    >>> key(" Усть –  Каменогорск ")
    'устькаменогорск'
    """
    return NEEDLESS.sub("", _small(text))


def _small(text: str) -> str:
    """Write small letters in one way."""
    return unicodedata.normalize("NFC", text).casefold().replace("ё", "е")


def _spellings(
    vocabulary: Vocabulary, specification: Specification, rows: list[dict[str, str]]
) -> Iterator[tuple[str, str]]:
    """Give every place with each of its certain spellings."""
    for row in records(vocabulary.places):
        if row["place"] in vocabulary.towns:
            names = filter(None, [row["place"], *row["aliases"].split(";")])
            yield from ((row["place"], name) for name in names)
    for place, labels in specification.codes.get("city", {}).items():
        yield from ((place, label) for label in labels.values())
    yield from ((row["place"], row["spelling"]) for row in rows if row["kind"] == "spelling")


def _around(rows: list[dict[str, str]]) -> re.Pattern[str]:
    """Match the words that stand before or after a town's name."""
    before, after = (
        "|".join(re.escape(_small(row["spelling"])) for row in rows if row["kind"] == kind)
        for kind in ("before", "after")
    )
    return re.compile(rf"^(?:{before})(?:\.\s*|\s+)|(?:,\s*|\s+)(?:{after})\.?$")
