"""A printed cell to a value, and a stated number against a computed one.

Cells are read as the source prints them: decimal comma or point, a share in
brackets, a unit after the number. Nothing is guessed: what is neither a number, a
dash nor blank is refused with the cell's own text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

_NUMBER = r"[0-9]+(?:[.,][0-9]+)?"
_PART = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>%|minutes?|protest actions?)?")
_ONE = rf"{_NUMBER}\s*(?:%|minutes?|protest actions?)?"
_CELL = re.compile(rf"^(?:{_ONE}|\({_ONE}\))(?:\s*\({_NUMBER}\s*%\))?$")
_UNITS = {"%": "percent", "minute": "minutes", "protest action": "assemblies"}
DASH = "-"


class Agreement(StrEnum):
    """How a stated number stands to a computed one."""

    REPRODUCED = "reproduced"
    ROUNDING = "rounding"
    CONTRADICTED = "contradicted"
    NOT_DERIVABLE = "not derivable"


@dataclass(frozen=True)
class Part:
    """One number of a cell.

    Attributes
    ----------
    value : float
        The number.
    unit : str
        `percent`, `minutes`, `assemblies`, or blank where the cell names no unit.
    text : str
        The number as printed, without its unit.
    """

    value: float
    unit: str
    text: str


def number(text: str) -> Decimal:
    """Read one printed number, exactly.

    Parameters
    ----------
    text : str
        Digits with at most one decimal comma or point.

    Returns
    -------
    Decimal
        The number with the digits printed.

    Raises
    ------
    ValueError
        If the text is no such number, or if three digits follow a comma, which may
        be thousands or decimals.

    Examples
    --------
    >>> number("5,5"), number("0.75")
    (Decimal('5.5'), Decimal('0.75'))
    """
    if not re.fullmatch(_NUMBER, text):
        raise ValueError(f"expected a printed number such as 5,5 or 17, found {text!r}")
    if re.search(r",\d{3}$", text):
        raise ValueError(f"expected one meaning, found {text!r}: thousands or decimals")
    return Decimal(text.replace(",", "."))


def parts(cell: str) -> tuple[Part, ...]:
    """Read every number of a printed cell.

    Parameters
    ----------
    cell : str
        The cell as printed. A dash and a blank hold no number.

    Returns
    -------
    tuple of Part
        In printed order; empty for a dash or a blank.

    Raises
    ------
    ValueError
        If the cell is neither blank, a dash, a number with or without unit, nor a
        number with a share in brackets.

    Examples
    --------
    >>> [(part.value, part.unit) for part in parts("21 (38%)")]
    [(21.0, ''), (38.0, 'percent')]
    >>> parts("12.5 minutes")[0].unit
    'minutes'
    >>> parts("-")
    ()
    """
    text = cell.strip()
    if text in ("", DASH):
        return ()
    if not _CELL.match(text):
        raise ValueError(
            f"expected a number, a number with its share in brackets, a dash or a blank, "
            f"found {cell!r}"
        )
    return tuple(
        Part(
            float(number(match["number"])),
            _UNITS.get((match["unit"] or "").removesuffix("s"), ""),
            match["number"],
        )
        for match in _PART.finditer(text)
    )


def agreement(stated: str, computed: float, *, step: str = "", slack: float = 0) -> Agreement:
    """Set a stated number beside a computed one.

    They agree when they differ by at most half a unit of the last printed digit, ties
    either way; up to one whole unit is a rounding difference; beyond that they
    contradict each other.

    Parameters
    ----------
    stated : str
        The number as printed, without its unit: its digits say how exact it is.
    computed : float
        The computed number in the same unit.
    step : str, default ""
        The unit of a number in words, such as ``10`` for "half" as 50 percent; ``0`` for a
        count, which is exact. Without it, the last printed digit.
    slack : float, default 0
        What the rounding of the parts of a computed sum can amount to: up to there, too, a
        difference is one of rounding.

    Returns
    -------
    Agreement
        `reproduced`, `rounding` or `contradicted`; `not derivable` if nothing is computed.

    Examples
    --------
    The report prints 5,5% for 2 of 36 and 14% for 5 of 36:

    >>> agreement("5,5", 100 * 2 / 36), agreement("14", 100 * 5 / 36)
    (<Agreement.ROUNDING: 'rounding'>, <Agreement.REPRODUCED: 'reproduced'>)

    A count has nothing to round, and "half" is not meant to the last digit:

    >>> agreement("31", 30, step="0"), agreement("50", 47.2, step="10")
    (<Agreement.CONTRADICTED: 'contradicted'>, <Agreement.REPRODUCED: 'reproduced'>)
    """
    if computed != computed:
        return Agreement.NOT_DERIVABLE
    value = number(stated)
    unit = number(step) if step else unit_of(stated)
    gap = abs(value - Decimal(repr(float(computed))))
    rounded = Decimal(repr(float(slack))) + Decimal("1e-9")
    if gap <= unit / 2 + Decimal("1e-9"):
        return Agreement.REPRODUCED
    if slack and gap <= unit / 2 + rounded:
        return Agreement.ROUNDING
    near = gap <= unit + Decimal("1e-9") and (computed != 0 or value == 0)
    return Agreement.ROUNDING if near else Agreement.CONTRADICTED


def unit_of(stated: str) -> Decimal:
    """Give the unit of the last printed digit.

    Parameters
    ----------
    stated : str
        The number as printed.

    Returns
    -------
    Decimal
        A power of ten.

    Examples
    --------
    >>> str(unit_of("5,5")), str(unit_of("40"))
    ('0.1', '1')
    """
    return Decimal(1).scaleb(int(number(stated).as_tuple().exponent))
