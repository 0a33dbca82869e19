"""How a number is written: rounded half up, because readers round so.

Digits are grouped by a narrow no-break space from 10 000 on, decimal and percent sign are
those of the language in use, and an unknown number is a word, never a zero.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal

from monitorlib.languages import locales

UNKNOWN = "unknown"
NARROW_SPACE = "\u202f"
THOUSANDS = re.compile(r"(?<![\d.,])([1-9]\d{0,2}),(\d{3})(?![\d.,])")
"""A number above 999 as English groups it, which elsewhere would read as a fraction."""
FRACTION = re.compile(r"(?<![\w.])(?<!Article )(?<!part )(\d+)\.(\d+)(?!\.?\w)")
"""A number with a decimal point; not a date, a version or an article of a law."""


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
    r"""Write a number for a reader, in the language in use.

    Parameters
    ----------
    value : float or None
        The number; None or not-a-number is written as a word.
    decimals : int, default 0
        Digits after the decimal sign.
    symbol : str, default ""
        Sign that follows, such as ``%``.

    Returns
    -------
    str
        The number, grouped in thousands.

    Examples
    --------
    >>> written(13.888888, 1, "%"), written(None), written(-0.01, 1)
    ('13.9%', 'unknown', '0.0')
    >>> with locales.speaking("ru"):
    ...     written(13.888888, 1, "%"), written(12345.6, 1)
    ('13,9\xa0%', '12\u202f345,6')
    """
    if value is None or not is_known(value):
        return locales.look_up(UNKNOWN)
    rounded = round_half_up(value, decimals)
    if rounded == 0:
        rounded = abs(rounded)
    grouped = f"{rounded:,}" if abs(rounded) >= 10_000 else f"{rounded}"
    signs = locales.signs()
    number = grouped.replace(",", NARROW_SPACE).replace(".", signs.decimal)
    return number + (signs.percent if symbol == "%" else symbol)


def percent(value: float | None, decimals: int = 0) -> str:
    """Write a percentage, so that no message has to carry the sign.

    Parameters
    ----------
    value : float or None
        Percent.
    decimals : int, default 0
        Digits after the decimal sign.

    Returns
    -------
    str
        As `written`; an unknown one is a word.

    Examples
    --------
    >>> percent(46.9), percent(None)
    ('47%', 'unknown')
    """
    return written(value, decimals, "%")


def localised(text: str) -> str:
    """Write the decimal points of a printed cell or a formula as the language in use does.

    Parameters
    ----------
    text : str
        Such as ``100 x 47 / 64 = 73.4``.

    Returns
    -------
    str
        The same; tables, dates, versions, articles and lines stay as they are. A comma between
        thousands goes.

    Examples
    --------
    >>> with locales.speaking("ru"):
    ...     localised("17.5 = 35 / 2"), localised("5,5%"), localised("Table 14-1, 2.7.0")
    ('17,5 = 35 / 2', '5,5%', 'Table 14-1, 2.7.0')
    >>> with locales.speaking("ru"):
    ...     localised("1,697")
    '1697'
    """
    decimal = locales.signs().decimal
    if decimal == ".":
        return text
    return FRACTION.sub(rf"\1{decimal}\2", THOUSANDS.sub(r"\1\2", text))
