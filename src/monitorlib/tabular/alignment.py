"""Numbers of a column under one another: the decimal signs meet, whatever is printed after them.

Signs as wide as a digit or as a point fill what a shorter number lacks on its right, so
that a right-aligned column in a face with digits of one width lines up. What else stands
after some numbers, such as a sign for percent or the name of a unit, is room to be left
after those that lack it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

DIGIT_WIDE, POINT_WIDE = "\u2007", "\u2008"
"""Figure space and punctuation space."""
DASH = "–"
WHOLE_PART = re.compile(r"[−+-]?\d[\d\u202f\u00a0]*")
AFTER = re.compile(r"(?:[.,]\d+)?[^\d(]*(?:\([^()]*\))?\D*")
"""What follows the whole part of one number: decimals, a unit, another number in brackets."""
OTHER = re.compile(r"[^\d.,]")
MOST_OTHER = 12
"""Characters: what has more of them after its number is words."""


def fillers(texts: Sequence[str]) -> list[str]:
    """Give what to put after each number of a column.

    Parameters
    ----------
    texts : sequence of str
        What the cells of one column show.

    Returns
    -------
    list of str
        Blank signs; nothing after words.

    Examples
    --------
    >>> [text + filler.replace(DIGIT_WIDE, "_").replace(POINT_WIDE, "-")
    ...  for text, filler in zip(("3.25", "12", "0.5", "–"), fillers(("3.25", "12", "0.5", "–")))]
    ['3.25', '12__-', '0.5_', '–__-']
    """
    tails = [_tail(text) for text in texts]
    digits = max((_digits(tail) for tail in tails if tail is not None), default=0)
    points = max((_points(tail) for tail in tails if tail is not None), default=0)
    return [
        ""
        if tail is None
        else DIGIT_WIDE * (digits - _digits(tail)) + POINT_WIDE * (points - _points(tail))
        for tail in tails
    ]


def rooms(texts: Sequence[str]) -> list[str]:
    """Give the signs, neither digits nor points, whose width is to be left after each number.

    Parameters
    ----------
    texts : sequence of str
        What the cells of one column show.

    Returns
    -------
    list of str
        Signs that others have after their numbers; nothing after words.

    Examples
    --------
    >>> rooms(("13.9%", "4.33", "not stated"))
    ['', '%', '']
    """
    tails = [_tail(text) for text in texts]
    signs = [None if tail is None else Counter(OTHER.findall(tail)) for tail in tails]
    most: Counter[str] = Counter()
    for each in signs:
        most |= each or Counter()
    return ["" if each is None else "".join((most - each).elements()) for each in signs]


def _tail(text: str) -> str | None:
    """Give what follows the whole part of a number; a dash stands for one, words do not."""
    found = WHOLE_PART.search(text)
    if text.startswith(DASH):
        tail = text[len(DASH) :]
    elif found:
        tail = text[found.end() :]
    else:
        return None
    one = AFTER.fullmatch(tail) and len(OTHER.findall(tail)) <= MOST_OTHER
    return tail if one else None


def _digits(tail: str) -> int:
    """Count digits."""
    return len(re.findall(r"\d", tail))


def _points(tail: str) -> int:
    """Count decimal signs."""
    return len(re.findall(r"[.,]", tail))
