"""Texts in cells that no spreadsheet runs.

A spreadsheet runs a text that begins with ``= + - @``, a tab or a line end, also from a CSV.
Such a text gets an apostrophe in front, which `restored` takes away. A number stays a number,
also one below zero, and a dash that stands alone stays a dash.
"""

from __future__ import annotations

import re

RISKY = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
QUOTED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?%?")
DASH = "-"
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe(text: str) -> str:
    """Make a text harmless in a cell of a CSV.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The text; with an apostrophe in front where a spreadsheet would run it, and with U+FFFD
        in place of control characters.

    Examples
    --------
    >>> safe("=1+1"), safe("-5"), safe("-"), safe("- five"), safe("Almaty")
    ("'=1+1", '-5', '-', "'- five", 'Almaty')
    """
    clean = NO_TEXT.sub("\ufffd", text)
    harmless = clean == DASH or NUMBER.fullmatch(clean)
    return f"'{clean}" if RISKY.match(clean) and not harmless else clean


def restored(text: str) -> str:
    """Take away the apostrophe that `safe` put in front.

    Parameters
    ----------
    text : str
        A cell that `safe` or `put` wrote.

    Returns
    -------
    str
        The text as it was.

    Examples
    --------
    >>> restored("'=1+1"), restored("'s Gravenhage")
    ('=1+1', "'s Gravenhage")
    """
    return text[1:] if QUOTED.match(text) else text
