"""Names and numbers of a figure as a reader sees them: in the language of the page."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass

import pandas as pd

from monitorlib.messages import tr
from monitorlib.numbers import written

DECIMALS = {
    "percent": 1, "assemblies per month": 2, "officers per participant": 2, "ratio": 2,
}  # fmt: skip
NAME, SHORT, LINE = 30, 17, 0.14
"""Most letters in a line of a name, the same on a phone, and how much higher one more line is."""
PHONE: ContextVar[bool] = ContextVar("phone", default=False)
"""Whether a drawing is for a phone."""


def with_value(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows that have a value.

    Parameters
    ----------
    frame : DataFrame
        Tidy rows.

    Returns
    -------
    DataFrame
        Those to draw.
    """
    return frame[frame["value"].notna()]


def labels(frame: pd.DataFrame, by: str | Sequence[str]) -> list[str]:
    """Name rows in the language of the page.

    Parameters
    ----------
    frame : DataFrame
        Rows.
    by : str or sequence of str
        Column that names them, or columns whose names follow one another.

    Returns
    -------
    list of str
        One a row; empty parts are left out, and part 3 of article 488 is ``488(3)``.

    Examples
    --------
    >>> labels(pd.DataFrame({"act": ["Penal Code"], "article": ["400"]}), ["act", "article"])
    ['Penal Code, 400']
    """
    columns = [by] if isinstance(by, str) else list(by)
    return [
        ", ".join(tr(part) for part in _cited(dict(zip(columns, map(str, row), strict=True))))
        for row in frame[columns].itertuples(index=False)
    ]


def _cited(cells: dict[str, str]) -> list[str]:
    """List the cells that are not empty; the part of an article follows it as laws are cited."""
    if cells.get("article") and cells.get("part"):
        cells = cells | {"article": f"{cells['article']}({cells['part']})", "part": ""}
    return [cell for cell in cells.values() if cell]


def on_phone() -> bool:
    """Tell whether a drawing is for a phone.

    Returns
    -------
    bool
        False for the drawing that most readers see.
    """
    return PHONE.get()


def wrapped(name: str, width: int = 0) -> str:
    r"""Break a long name into lines, so that it leaves room for the drawing.

    Parameters
    ----------
    name : str
        The name.
    width : int, optional
        Most letters in a line; the usual number where none is given.

    Returns
    -------
    str
        The name with line breaks.

    Examples
    --------
    >>> wrapped("On principle, not to obey an undemocratic law")
    'On principle, not to obey an\nundemocratic law'
    """
    return (
        "\n".join(
            textwrap.wrap(name, width or (SHORT if on_phone() else NAME), break_long_words=False)
        )
        or name
    )


def height_of(names: Sequence[str], line: float) -> float:
    """Reckon the height of a drawing with one row a name.

    Parameters
    ----------
    names : sequence of str
        Names with their line breaks.
    line : float
        Height of a row of one line, in inches.

    Returns
    -------
    float
        Inches; every row is as high as the highest.
    """
    most = max((name.count("\n") for name in names), default=0)
    return (line + LINE * most) * len(names)


@dataclass(frozen=True)
class Writer:
    """Writes the numbers of one figure with the same digits.

    Attributes
    ----------
    decimals : int
        Digits after the point.
    symbol : str
        Sign after the number.
    """

    decimals: int
    symbol: str

    def __call__(self, value: float | None) -> str:
        """Write one number."""
        return written(value, self.decimals, self.symbol)


def writer(rows: pd.DataFrame) -> Writer:
    """Choose the digits for a figure: none where every value is whole, else the unit's.

    Parameters
    ----------
    rows : DataFrame
        Tidy rows with `value` and `unit`.

    Returns
    -------
    Writer
        For all numbers of the figure.
    """
    unit = str(rows["unit"].iloc[0])
    values = rows["value"].dropna()
    whole = bool((values == values.round()).all())
    return Writer(0 if whole else DECIMALS.get(unit, 1), "%" if unit == "percent" else "")
