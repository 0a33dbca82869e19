"""How a number is written: rounded half up, because readers round so.

Digits are grouped by a narrow no-break space from 10 000 on, the decimal sign is
a point, and an unknown number is a word, never a zero.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

UNKNOWN = "unknown"
NARROW_SPACE = "\u202f"


def is_known(value: float | None) -> bool:
    """Tell a number from a gap.

    Parameters
    ----------
    value : float or None
        A number, None or not-a-number.

    Returns
    -------
    bool
        True for a number.

    Examples
    --------
    >>> is_known(0.0), is_known(None), is_known(float("nan"))
    (True, False, False)
    """
    return value is not None and not math.isnan(value)


def round_half_up(value: float, decimals: int = 0) -> Decimal:
    """Round as a reader does: a tie goes away from zero.

    Parameters
    ----------
    value : float
        A known number.
    decimals : int, default 0
        Digits after the decimal point.

    Returns
    -------
    Decimal
        The rounded number with exactly that many digits.

    Examples
    --------
    >>> str(round_half_up(2.5)), str(round_half_up(0.125, 2)), str(round_half_up(-0.5))
    ('3', '0.13', '-1')
    """
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)


def written(value: float | None, decimals: int = 0, symbol: str = "") -> str:
    """Write a number for a reader.

    Parameters
    ----------
    value : float or None
        The number; None or not-a-number is written as a word.
    decimals : int, default 0
        Digits after the point.
    symbol : str, default ""
        Sign that follows without a space, such as ``%``.

    Returns
    -------
    str
        The number, grouped in thousands.

    Examples
    --------
    >>> written(13.888888, 1, "%"), written(None), written(-0.01, 1)
    ('13.9%', 'unknown', '0.0')
    """
    if value is None or not is_known(value):
        return UNKNOWN
    rounded = round_half_up(value, decimals)
    if rounded == 0:
        rounded = abs(rounded)
    grouped = f"{rounded:,}" if abs(rounded) >= 10_000 else f"{rounded}"
    return grouped.replace(",", NARROW_SPACE) + symbol


def localised(text: str) -> str:
    """Write the decimal signs of a text as the language does."""
    return text
