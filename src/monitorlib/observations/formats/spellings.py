"""What is written in headings and cells: spellings compared without case and outer space.

Headings of exports carry the names of groups, such as ``event/date`` or ``event-date``, and a
column for each choice of a question, such as ``event/concern/social``. Whatever the tool, a
column is found by its whole heading, or else by the end of it behind a separator.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

BEHIND_GROUPS = "/-."
BETWEEN_CHOICES = " ,;|\n\t"
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
"""Characters without width, which some tools leave in headings."""
LONGEST_LIST = 1_000
"""Characters of a cell that is taken for a list of choices at most."""


def fold(text: str) -> str:
    """Give what two spellings of one thing share.

    Parameters
    ----------
    text : str
        A heading or a cell.

    Returns
    -------
    str
        Without case, outer and repeated spaces, and characters that are not seen.

    Examples
    --------
    >>> fold("  City  or Town ")
    'city or town'
    """
    seen = text.translate(UNSEEN)
    return unicodedata.normalize("NFC", " ".join(seen.split())).casefold()


def ends(heading: str) -> Iterator[str]:
    """Give the ends of a heading behind each separator, the whole first.

    Parameters
    ----------
    heading : str
        Such as ``event/concern/social``.

    Yields
    ------
    str
        Such as ``event/concern/social``, ``concern/social`` and ``social``.

    Examples
    --------
    >>> list(ends("event-concern/social"))
    ['event-concern/social', 'concern/social', 'social']
    """
    yield heading
    for place, sign in enumerate(heading, start=1):
        if sign in BEHIND_GROUPS and heading[place:]:
            yield heading[place:]


def places(header: Sequence[str], names: Sequence[str], without: Iterable[int] = ()) -> list[int]:
    """Find the columns that a name may mean.

    Parameters
    ----------
    header : sequence of str
        The headings.
    names : sequence of str
        The name of the column, and the labels that stand for it.
    without : iterable of int, optional
        Columns that are something else.

    Returns
    -------
    list of int
        Places of the columns: of those that are the name itself; where there is none, of those
        that end with it; then likewise for the labels; then without regard to case. One place
        if all is well, several if the header is ambiguous.

    Examples
    --------
    >>> places(["event/date", "Date", "city"], ["date", "Дата"])
    [0]
    >>> places(["event/date", "permit/date"], ["date"])
    [0, 1]
    """
    others = set(without)
    free = [(n, heading) for n, heading in enumerate(header) if heading and n not in others]
    for wanted in (set(names[:1]), set(names[1:])):
        found = [n for n, heading in free if heading in wanted]
        found = found or [n for n, heading in free if wanted.intersection(ends(heading))]
        if found:
            return found
    folded = {fold(name) for name in names}
    found = [n for n, heading in free if fold(heading) in folded]
    return found or [n for n, heading in free if folded.intersection(ends(fold(heading)))]


def choice_places(
    header: Sequence[str], names: Sequence[str], codes: Mapping[str, str]
) -> dict[int, str]:
    """Find the columns of the single choices of a question.

    Parameters
    ----------
    header : sequence of str
        The headings.
    names : sequence of str
        The name of the question, and the labels that stand for it.
    codes : mapping of str to str
        Codes by folded spelling.

    Returns
    -------
    dict of int to str
        Code by place of the column.

    Examples
    --------
    >>> choice_places(["event/concern", "event/concern/social"], ["concern"], {"social": "social"})
    {1: 'social'}
    """
    folded = {
        f"{fold(name)}{sign}{spelling}": code
        for name in names
        for sign in BEHIND_GROUPS
        for spelling, code in codes.items()
    }
    return {
        place: folded[end]
        for place, heading in enumerate(header)
        for end in ends(fold(heading))
        if end in folded
    }


def chosen(cell: str, codes: Mapping[str, str]) -> list[str] | None:
    """Read a cell that lists choices, by codes or by labels that may hold spaces themselves.

    Parameters
    ----------
    cell : str
        Such as ``Social networks Media`` or ``media; leaflets``.
    codes : mapping of str to str
        Codes by folded spelling.

    Returns
    -------
    list of str or None
        The codes in the order of the cell; None if the cell cannot be read, or in two ways.

    Examples
    --------
    >>> codes = {"social networks": "net", "media": "media", "social": "social"}
    >>> chosen("Social networks Media", codes)
    ['net', 'media']
    >>> chosen("networks", codes) is None
    True
    """
    text = fold(cell)
    readings = _readings(text, codes) if len(text) <= LONGEST_LIST else []
    return list(readings[0]) if len(readings) == 1 else None


def _readings(text: str, codes: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Give up to two ways to read a list of choices, from its end to its beginning."""
    found: dict[int, list[tuple[str, ...]]] = {len(text): [()]}
    for start in range(len(text) - 1, -1, -1):
        ways: dict[tuple[str, ...], None] = {}
        if text[start] in BETWEEN_CHOICES:
            ways = dict.fromkeys(found[start + 1])
        for spelling, code in codes.items():
            stop = start + len(spelling)
            whole = stop == len(text) or text[stop : stop + 1] in tuple(BETWEEN_CHOICES)
            if spelling and whole and text.startswith(spelling, start):
                rest = [tuple(c for c in way if c != code) for way in found[stop]]
                ways |= dict.fromkeys((code, *way) for way in rest)
        found[start] = list(ways)[:2]
    return found[0]
