"""What every figure shares: style, the numbers on it, the data behind, how it shows itself.

A `Chart` is SVG with text as text, a caption, a description, and its data as a table. The
same drawing gives the same bytes.
"""

from __future__ import annotations

import functools
import html
import io
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, ParamSpec

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from monitorlib.drawing.colours import AXIS, GRID, INK, MUTED
from monitorlib.drawing.lettering import PHONE, Writer, on_phone
from monitorlib.drawing.svg import plain
from monitorlib.messages import Text, tr
from monitorlib.numbers import is_known

Given = ParamSpec("Given")
MIME = "application/vnd.monitorlib.figure+json"
SMALL = 8.0
"""Size of lesser words."""
STYLE: Any = {
    "font.family": "DejaVu Sans",  # for measuring: wider than the fonts that pages use
    "font.size": 9,
    "svg.fonttype": "none",
    "text.parse_math": False,
    "svg.hashsalt": "monitorlib",
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.edgecolor": AXIS,
    "axes.linewidth": 0.8,
    "axes.facecolor": "none",
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "figure.facecolor": "none",
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.w_pad": 0.02,
    "figure.constrained_layout.h_pad": 0.02,
}
WIDTH, PHONE_WIDTH = 6.4, 3.45
"""Width in inches, 461 units of the drawing; and on a phone, where 331 pixels are usual."""


@dataclass(frozen=True)
class Data:
    """The numbers behind a figure.

    Attributes
    ----------
    headings : tuple of str
        Names of the columns, in the language of the page.
    rows : tuple of tuple
        Texts and numbers, not rounded; None where a number is not known.
    texts : tuple of tuple of str
        The same cells as a reader sees them.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    texts: tuple[tuple[str, ...], ...]


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
        What a reader who cannot see it is told.
    svg : str
        The drawing.
    data : Data
        The numbers behind it.
    narrow : str
        The same drawing for a phone; blank where one serves both.
    """

    number: str
    caption: str
    alt: str
    svg: str
    data: Data
    narrow: str = ""

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        title = tr("Figure {number}.").format(number=self.number)
        name = f"figure-{self.number}"
        page = (
            f'<figure class="chart" id="{name}">{self.svg}'
            f"<figcaption>{html.escape(f'{title} {self.caption}')}</figcaption></figure>"
        )
        behind = {
            "number": self.number,
            "name": name,
            "caption": self.caption,
            "alt": self.alt,
            "narrow": self.narrow,
            "headings": list(self.data.headings),
            "rows": [list(row) for row in self.data.rows],
            "texts": [list(row) for row in self.data.texts],
        }
        return {"text/html": page, "text/plain": f"{title} {self.caption} {self.alt}", MIME: behind}


@dataclass(frozen=True)
class Title:
    """What a figure is called: its number, its caption, and what its signs mean.

    Attributes
    ----------
    number : str
        Such as ``4-1``.
    caption : str
        A whole message.
    notes : sequence of str
        Sentences after the caption that say what the signs of the drawing mean.
    """

    number: str
    caption: str
    notes: Sequence[str] = ()


def in_two_widths(
    draw: Callable[Given, Chart | Text],
) -> Callable[Given, Chart | Text]:
    """Let a function draw each figure once more, as wide as a phone.

    Parameters
    ----------
    draw : callable
        Draws a figure, or says why there is none.

    Returns
    -------
    callable
        The same, whose charts have both drawings.
    """

    @functools.wraps(draw)
    def both(*args: Given.args, **options: Given.kwargs) -> Chart | Text:
        made = draw(*args, **options)
        if not isinstance(made, Chart):
            return made
        before = PHONE.set(True)
        try:
            small = draw(*args, **options)
        finally:
            PHONE.reset(before)
        return replace(made, narrow=small.svg) if isinstance(small, Chart) else made

    return both


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
    fig = Figure(figsize=(PHONE_WIDTH if on_phone() else WIDTH, height))
    return fig, fig.subplots()


def drawn(fig: Figure, title: Title, alt: str, data: Data) -> Chart:
    """Turn a drawing into a chart: plain SVG, its description, its data.

    Parameters
    ----------
    fig : Figure
        The drawing.
    title : Title
        Its number and caption.
    alt : str
        What a reader who cannot see it is told.
    data : Data
        The numbers behind it.

    Returns
    -------
    Chart
        The same bytes for the same drawing.
    """
    stream = io.StringIO()
    fig.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    caption = " ".join([tr(title.caption), *title.notes])
    return Chart(title.number, caption, alt, plain(stream.getvalue(), alt), data)


def data(headings: Sequence[str], rows: Sequence[Sequence[Any]], write: Writer) -> Data:
    """Put the numbers behind a figure into a table.

    Parameters
    ----------
    headings : sequence of str
        Names of the columns, in the language of the page.
    rows : sequence of sequences
        Texts and numbers.
    write : Writer
        Writes the numbers for a reader.

    Returns
    -------
    Data
        With what is not a number as None.
    """
    cells = [[each if isinstance(each, str) else _number(each) for each in row] for row in rows]
    texts = [[each if isinstance(each, str) else write(each) for each in row] for row in cells]
    return Data(tuple(headings), tuple(map(tuple, cells)), tuple(map(tuple, texts)))


def _number(value: Any) -> float | None:
    """Give a number that JSON knows."""
    return float(value) if is_known(value) else None
