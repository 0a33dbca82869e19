"""What every figure shares: style, colours, the numbers on it, and how it shows itself.

A `Chart` is SVG with text as text, a caption, and alternative text. The same drawing
gives the same bytes.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from monitorlib.messages import tr
from monitorlib.numbers import written

PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#5B5B5B")
"""Okabe and Ito (2008), with a grey; the first is the main colour."""
INK, FAINT = "#222222", "#D0D0D0"
STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "svg.fonttype": "none",
    "text.parse_math": False,
    "svg.hashsalt": "monitorlib",
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.edgecolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "figure.constrained_layout.use": True,
}
DECIMALS = {
    "percent": 1, "assemblies per month": 2, "officers per participant": 2, "ratio": 2,
}  # fmt: skip
WIDTH = 7.2
STROKES = 'stroke-linejoin="round" stroke-linecap="butt"'
"""What matplotlib says in a style sheet, which on a page would reach beyond the figure."""


def readable_on(colour: str) -> str:
    """Choose dark or white text for a background, whichever stands out more.

    Parameters
    ----------
    colour : str
        The background, such as ``#0072B2``.

    Returns
    -------
    str
        A colour, by the contrast ratio of WCAG 2.

    Examples
    --------
    >>> readable_on("#0072B2"), readable_on("#BDBDBD")
    ('#FFFFFF', '#222222')
    """
    return max("#FFFFFF", INK, key=lambda text: _contrast(text, colour))


def _contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Give the relative luminance of a colour, 0 to 1."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@dataclass(frozen=True)
class Chart:
    """A drawn figure that shows itself.

    Attributes
    ----------
    number : str
        Such as ``4-1``: section and figure.
    caption : str
        What the figure shows, with unit and period.
    alt : str
        What a reader who cannot see it is told: its numbers.
    svg : str
        The drawing.
    """

    number: str
    caption: str
    alt: str
    svg: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        name = tr("Figure {number}.").format(number=self.number)
        anchor = f"figure-{self.number}"
        page = (
            f'<figure class="chart" id="{anchor}">{self.svg}'
            f"<figcaption>{html.escape(f'{name} {self.caption}')}</figcaption></figure>"
        )
        return {"text/html": page, "text/plain": f"{name} {self.caption} {self.alt}"}


def styled() -> AbstractContextManager[None]:
    """Draw in our style, whatever the reader's own settings are.

    Returns
    -------
    context manager
        Inside of which to draw.
    """
    return style.context(["default", STYLE])


def panel(height: float) -> tuple[Figure, Axes]:
    """Open one set of axes as wide as a page's column.

    Parameters
    ----------
    height : float
        Height in inches.

    Returns
    -------
    tuple of Figure and Axes
        To draw on.
    """
    fig = Figure(figsize=(WIDTH, height))
    return fig, fig.subplots()


def drawn(fig: Figure, number: str, caption: str, alt: str) -> Chart:
    """Turn a drawing into a chart: SVG with ids of its own and a description.

    Parameters
    ----------
    fig : Figure
        The drawing.
    number : str
        Number of the figure.
    caption : str
        Its caption.
    alt : str
        What a reader who cannot see it is told.

    Returns
    -------
    Chart
        The same bytes for the same drawing.
    """
    stream = io.StringIO()
    fig.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    text = stream.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", text[text.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r"<style.*?</style>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="', f'id="f{number}-', svg)
    svg = re.sub(r'(url\(#|xlink:href="#)', rf"\g<1>f{number}-", svg)
    head, _, rest = svg.partition(">")
    head = re.sub(r'\s(width|height)="[^"]*pt"', "", head)
    svg = f'{head} {STROKES} role="img" aria-label="{html.escape(alt)}">{rest}'
    return Chart(number, caption, alt, re.sub(r"[ \t]+\n", "\n", svg).strip())


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

    def __call__(self, value: float) -> str:
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


def listed(pairs: Sequence[tuple[str, str]]) -> str:
    """Write names with their numbers as one sentence.

    Parameters
    ----------
    pairs : sequence of tuple of str
        Names and written numbers.

    Returns
    -------
    str
        Such as ``Almaty 17; Astana 9.``

    Examples
    --------
    >>> listed([("Almaty", "17"), ("Astana", "9")])
    'Almaty 17; Astana 9.'
    """
    return "; ".join(f"{name} {number}" for name, number in pairs) + "."
