"""Words of a drawing that would touch others give way, by the room that they really take."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

BETWEEN = 3.0
"""Least room between two words that stand beside each other, in points."""
ROUND = 1.0
"""Least room around a number above a bar, and between rows of names, in points."""


def stagger(ax: Axes) -> None:
    """Lower each name below an axis that would touch one before it, by whole rows.

    Parameters
    ----------
    ax : Axes
        A finished drawing.
    """
    ends: list[float] = []
    found = boxes(ax, ax.get_xticklabels())
    pad = float(ax.xaxis.get_tick_params().get("pad", rcParams["xtick.major.pad"]))
    high = max((box.height for box in found), default=0.0) + ROUND
    for tick, box in zip(ax.xaxis.get_major_ticks(), found, strict=True):
        free = [row for row, end in enumerate(ends) if end + BETWEEN <= box.x0]
        row = free[0] if free else len(ends)
        ends[row : row + 1] = [box.x1]
        tick.set_pad(pad + row * high)


def lift(ax: Axes, numbers: Sequence[Annotation], lines: Sequence[Bbox]) -> None:
    """Lift each number above a bar over the numbers before it and over lines that cross it.

    Parameters
    ----------
    ax : Axes
        A finished drawing.
    numbers : sequence of Annotation
        Numbers that stand some points above their place.
    lines : sequence of Bbox
        What they must not cover, in data coordinates.
    """
    found = boxes(ax, numbers)
    taken = [_points(ax, line.transformed(ax.transData)) for line in lines]
    for number, box in zip(numbers, found, strict=True):
        up = _way_up(box, taken)
        x, y = number.xyann
        number.xyann = (x, y + up)
        taken.append(box.translated(0, up))


def _way_up(box: Bbox, taken: Sequence[Bbox]) -> float:
    """Tell how far a box must rise to be clear of others."""
    up, bounds = 0.0, box.padded(ROUND)
    for other in sorted(taken, key=lambda each: each.y0):
        if bounds.translated(0, up).overlaps(other):
            up = other.y1 - bounds.y0
    return up


def boxes(ax: Axes, words: Sequence[Text]) -> list[Bbox]:
    """Measure words where they stand once the drawing is laid out.

    Parameters
    ----------
    ax : Axes
        The drawing.
    words : sequence of Text
        Words on it.

    Returns
    -------
    list of Bbox
        Their boxes in points.
    """
    ax.figure.canvas.figure.draw_without_rendering()
    return [_points(ax, each.get_window_extent()) for each in words]


def _points(ax: Axes, box: Bbox) -> Bbox:
    """Turn pixels into points."""
    scale = 72 / ax.figure.dpi
    return Bbox(box.get_points() * scale)
