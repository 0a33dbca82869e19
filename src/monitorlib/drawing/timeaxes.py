"""The axis of time under a figure: periods to their length, gaps where nobody watched."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.markers import TICKUP
from matplotlib.transforms import ScaledTranslation

from monitorlib.drawing.chart import SMALL, panel
from monitorlib.drawing.colours import AXIS, MUTED, Hue
from monitorlib.drawing.lettering import on_phone
from monitorlib.messages import name as named
from monitorlib.messages import tr
from monitorlib.numbers import written
from monitorlib.timeline import Span, joined, spans

BELOW = ("data", "axes fraction")
"""Place by months along, and by the axes' lower edge down."""
SHORTEST = 42.0
"""Months that an axis holds at least, so that a first period does not fill the page."""
EDGE = 0.35
"""Months left free on each side of a bar, so that neighbours do not touch."""
BRACKET, LINE, AWAY = 6.0, 11.0, 8.0
"""How far below the axes a period's bracket stands, how high a line of words below it is, and
how far words stand from their sign, in points."""


def time_panel(
    periods: pd.DataFrame, height: float, right: float = 0.0
) -> tuple[Figure, Axes, list[Span]]:
    """Open axes over all periods, each named under its own length.

    Parameters
    ----------
    periods : DataFrame
        Rows in order of time: `period`, `months`, `start`, `end`.
    height : float
        Height in inches.
    right : float, default 0
        Room for words behind the last period, in parts of the axis.

    Returns
    -------
    tuple of Figure, Axes and list of Span
        To draw on, and where each period lies.
    """
    axis = spans(periods)
    fig, ax = panel(height)
    right *= 1.9 if on_phone() else 1
    begin = axis[0].left
    end = max(axis[-1].right, begin + SHORTEST)
    ax.set_xlim(begin - 1, begin + (end - begin) * (1 + right) + 1)
    ax.set_xticks([each.middle for each in axis], [_below(each) for each in axis])
    ax.tick_params(axis="x", labelsize=SMALL - on_phone(), labelcolor=MUTED, pad=BRACKET + 3)
    ax.spines["bottom"].set_visible(False)
    _brackets(ax, axis)
    return fig, ax, axis


def _brackets(ax: Axes, axis: Sequence[Span]) -> None:
    """Draw a bracket below the axes under each period, apart from whatever is drawn at nought."""
    down = ScaledTranslation(0, -BRACKET / 72, ax.figure.dpi_scale_trans)
    for each in axis:
        ax.plot(
            [each.left + EDGE, each.right - EDGE], [0, 0], color=AXIS, linewidth=0.8,
            marker=TICKUP, markersize=3, markeredgewidth=0.8, clip_on=False,
            transform=ax.get_xaxis_transform() + down,
        )  # fmt: skip


def _below(each: Span) -> str:
    """Name a period and its length; a sign says that its months are not printed."""
    if on_phone():
        return f"’{each.period.removeprefix('20')}{'' if each.placed else '*'}"
    months = written(each.months, 0 if each.months == int(each.months) else 1)
    message = tr("{months} mo.") if each.placed else tr("{months} mo.*")
    return f"{each.period}\n{message.format(months=months)}"


def explained(axis: Sequence[Span]) -> list[str]:
    """Say what the sign after a length means, if any period has it.

    Parameters
    ----------
    axis : sequence of Span
        All periods.

    Returns
    -------
    list of str
        One sentence, or none.
    """
    if all(each.placed for each in axis):
        return []
    return [
        tr("* Months not printed: drawn in the middle of the time in which the period can lie.")
    ]


def number_scale(ax: Axes, rows: pd.DataFrame, highest: float) -> None:
    """Write the scale of numbers at the left, from nought.

    Parameters
    ----------
    ax : Axes
        The axes.
    rows : DataFrame
        Tidy rows with `unit`, which is named above the scale unless it has a sign.
    highest : float
        Highest number to hold.
    """
    unit = str(rows["unit"].iloc[0])
    symbol = "%" if unit == "percent" else ""
    ax.set_ylim(0, 1.12 * highest or 1.0)
    ax.locator_params(axis="y", nbins=5)
    ticks = [tick for tick in ax.get_yticks() if 0 <= tick <= ax.get_ylim()[1]]
    digits = 0 if all(tick == int(tick) for tick in ticks) else 1
    ax.set_yticks(ticks, [written(float(tick), digits, symbol) for tick in ticks])
    if not symbol:
        ax.set_title(named(unit), fontsize=SMALL, color=MUTED, loc="left", pad=4)
    ax.tick_params(axis="y", labelsize=SMALL, labelcolor=MUTED)
    ax.grid(axis="y")
    ax.spines["left"].set_visible(False)
    ax.set(xlabel="", ylabel="")


def silent(ax: Axes, axis: Sequence[Span], text: str) -> None:
    """Say in the place of a period that there is no number.

    Parameters
    ----------
    ax : Axes
        The axes.
    axis : sequence of Span
        Periods without a number.
    text : str
        What to say, in the language of the page.
    """
    for each in axis:
        ax.annotate(
            "?" if on_phone() else text.replace(" ", "\n"), (each.middle, 0), xytext=(0, 5),
            ha="center", va="bottom", textcoords="offset points", fontsize=7.5, color=MUTED,
            linespacing=1.05,
        )  # fmt: skip


def unwatched(
    ax: Axes, axis: list[Span], missing: dict[str, list[str]], hues: dict[str, Hue]
) -> None:
    """Mark under the axis when a town was not monitored, one line a town.

    Parameters
    ----------
    ax : Axes
        The axes.
    axis : list of Span
        All periods.
    missing : dict of str to list of str
        Towns, and the periods in which nobody watched.
    hues : dict of str to Hue
        Colours of the towns.
    """
    for line, (name, periods) in enumerate(missing.items()):
        for run in joined(periods, axis):
            low = -(BRACKET + 8 + LINE * line)
            for each in run:
                ax.annotate(
                    "×", (each.left + 1, 0), xytext=(0, low), textcoords="offset points",
                    color=hues[name].text, va="center", ha="center", xycoords=BELOW,
                    fontsize=10, annotation_clip=False,
                )  # fmt: skip
            ax.annotate(
                tr("{town}: not monitored").format(town=tr(name)), (run[-1].left + 1, 0),
                xytext=(AWAY, low), textcoords="offset points", xycoords=BELOW, va="center",
                color=hues[name].text, fontsize=SMALL, annotation_clip=False,
            )  # fmt: skip
    ax.tick_params(axis="x", pad=BRACKET + 3 + LINE * len(missing))
