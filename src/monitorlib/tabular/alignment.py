"""Numbers of a column under one another: the decimal signs meet, whatever is printed after them.

Signs as wide as a digit or as a point fill what a shorter number lacks on its right, so
that a right-aligned column in a face with digits of one width lines up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

DIGIT_WIDE, POINT_WIDE = "\u2007", "\u2008"
"""Figure space and punctuation space."""
DASH = "–"
WHOLE_PART = re.compile(r"[−+-]?\d[\d\u202f\u00a0]*")


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


def _tail(text: str) -> str | None:
    """Give what follows the whole part of a number; a dash stands for one, words do not."""
    if text.startswith(DASH):
        return ""
    found = WHOLE_PART.search(text)
    return text[found.end() :] if found else None


def _digits(tail: str) -> int:
    """Count digits."""
    return len(re.findall(r"\d", tail))


def _points(tail: str) -> int:
    """Count decimal signs."""
    return len(re.findall(r"[.,]", tail))
