"""Bars: one a row, each with its number, and its interval where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from monitorlib.drawing import alttext
from monitorlib.drawing.chart import (
    SMALL,
    Chart,
    Data,
    Title,
    data,
    drawn,
    in_two_widths,
    panel,
    styled,
)
from monitorlib.drawing.colours import INK, MUTED, PAPER, Hue, hue
from monitorlib.drawing.lettering import (
    LINE,
    Writer,
    height_of,
    labels,
    on_phone,
    with_value,
    wrapped,
    writer,
)
from monitorlib.messages import Text, say_count, tr
from monitorlib.messages import name as named
from monitorlib.ranges import explained, ranged, with_ranges
from monitorlib.vocabulary import records

FEW, NOTE = 2, 88
"""Rows without a number that are drawn one by one, and most letters in a line of a note."""


@in_two_widths
def bars(
    frame: pd.DataFrame,
    *,
    by: str | Sequence[str],
    number: str,
    caption: str,
    lacking: str,
    kind: str = "",
    keep_order: bool = False,
) -> Chart | Text:
    """Draw one bar a row, longest first, each with its number and its interval if it has one.

    Parameters
    ----------
    frame : DataFrame
        Rows with `value`, `unit` and the column `by`; with `numerator` and `denominator` for
        intervals. A row without a value is named and said to be not known.
    by : str or sequence of str
        Column that names the bars, or columns whose names follow one another.
    number, caption, lacking : str
        Number, caption, and the sentence to show where no row has a value.
    kind : str, default ""
        What the bars are, for their colours, such as ``form``; towns are known by their column.
    keep_order : bool, default False
        Keep the order of the rows.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    if with_value(frame).empty:
        return Text(named(lacking), "lacking")
    rows = _prepared(frame, by, kind)
    if not keep_order:
        rows = rows.sort_values(["value", "name"], ascending=[False, True], na_position="last")
    write, (shown, note) = writer(rows), _noted(rows)
    names = [wrapped(name) for name in shown["name"]]
    with styled():
        fig, ax = panel(0.2 + height_of(names, 0.27) + LINE * len(note.splitlines()))
        _draw_bars(ax, shown, write)
        ax.set_yticks(range(len(shown)), names)
        fig.supxlabel(note, x=0.01, ha="left", fontsize=SMALL, color=MUTED)
        title = Title(number, caption, explained(rows))
        return drawn(fig, title, _bars_alt(rows, write), _bars_data(rows, write))


def _prepared(frame: pd.DataFrame, by: str | Sequence[str], kind: str) -> pd.DataFrame:
    """Add names, colours and intervals to the rows."""
    hues = pd.Series(colours_of(frame, by, kind), index=frame.index, dtype=object)
    return with_ranges(frame).assign(name=labels(frame, by), hue=hues)


def _noted(rows: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Put rows without a number into one line of words, where there are many."""
    empty = rows["value"].isna()
    if empty.sum() <= FEW:
        return rows, ""
    said = tr("Not known: {names}.").format(names=", ".join(rows["name"][empty]))
    return rows[~empty], wrapped(said, NOTE // 2 if on_phone() else NOTE)


def _draw_bars(ax: Axes, rows: pd.DataFrame, write: Writer) -> None:
    """Draw the bars with their numbers, and a scale where they have intervals."""
    sns.barplot(
        x=rows["value"].fillna(0).to_numpy(), y=list(range(len(rows))), orient="h",
        hue=list(range(len(rows))), palette=[each.mark for each in rows["hue"]], legend=False,
        ax=ax, errorbar=None, width=0.66, saturation=1,
    )  # fmt: skip
    for position, row in enumerate(records(rows)):
        whisker(ax, row, position)
        _number_beside(ax, row, position, write, before=ranged(rows))
    ax.set(xlabel="", ylabel="")
    if ranged(rows):
        _scale_of_ranges(ax, rows, write)
    else:
        ax.set(xticks=[], xlim=(0, 1.12 * (float(rows["value"].max()) or 1)))
        ax.spines["bottom"].set_visible(False)


def colours_of(frame: pd.DataFrame, by: str | Sequence[str], kind: str) -> list[Hue]:
    """Give each row the colour of what it is about.

    Parameters
    ----------
    frame : DataFrame
        Rows.
    by : str or sequence of str
        Column that names them.
    kind : str
        What they are; ``place`` where `by` says so.

    Returns
    -------
    list of Hue
        One a row.
    """
    column = "place" if by == "place" else "category" if "category" in frame else str(by)
    if not (kind or by == "place"):
        return [hue("", "")] * len(frame)
    return [hue(kind or "place", str(name)) for name in frame[column]]


def whisker(ax: Axes, row: dict[str, Any], position: float, *, upright: bool = False) -> None:
    """Draw an interval in the middle of a bar: as paper inside of the bar, as ink outside.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    row : dict
        With `value`, `low` and `high`; nothing is drawn where the ends are unknown.
    position : float
        Middle of the bar.
    upright : bool, default False
        Whether the bar stands.
    """
    low, value, high = row["low"], row["value"], row["high"]
    if pd.isna(low):
        return
    for begin, end, cap, colour in (
        (low, min(value, high), low, PAPER),
        (max(value, low), high, high, INK),
    ):
        if begin < end:
            along, across = ([begin, end], [cap]), ([position] * 2, [position])
            xs, ys = (across, along) if upright else (along, across)
            ax.plot(xs[0], ys[0], color=colour, linewidth=1.2, zorder=3, solid_capstyle="butt")
            ax.plot(xs[1], ys[1], color=colour, marker="_" if upright else "|", markersize=6,
                    markeredgewidth=1.2, zorder=3)  # fmt: skip


def _number_beside(
    ax: Axes, row: dict[str, Any], position: int, write: Writer, *, before: bool
) -> None:
    """Write a bar's number behind it, or before all bars where intervals would hide it."""
    known = pd.notna(row["value"])
    ax.annotate(
        write(row["value"]) if known else tr("not known"),
        (row["value"] if known and not before else 0, position), va="center",
        xytext=(-6 if before and known else 5, 0), textcoords="offset points",
        ha="right" if before and known else "left", annotation_clip=False,
        color=INK if known else MUTED, fontsize=9 if known else SMALL,
    )  # fmt: skip


def _scale_of_ranges(ax: Axes, rows: pd.DataFrame, write: Writer) -> None:
    """Write the scale below, and make room for the numbers before the bars."""
    highest = float(rows[["value", "high"]].max().max())
    ax.set_xlim(0, 1.03 * highest)
    ax.locator_params(axis="x", nbins=6)
    ticks = [tick for tick in ax.get_xticks() if tick <= 1.03 * highest]
    ax.set_xticks(ticks, [Writer(0, write.symbol)(tick) for tick in ticks])
    ax.tick_params(axis="x", labelsize=SMALL, labelcolor=MUTED)
    longest = max(len(write(value)) for value in rows["value"].dropna())
    ax.tick_params(axis="y", pad=15 + 5.2 * longest)
    ax.grid(axis="x")
    ax.spines["bottom"].set_visible(False)


def _bars_alt(rows: pd.DataFrame, write: Writer) -> str:
    """Tell the kind, the longest, the shortest, and what is not known."""
    known = with_value(rows)
    pairs = list(zip(known["name"], known["value"], strict=True))
    kind = say_count("Bar chart with {count} bar.", "Bar chart with {count} bars.", len(pairs))
    said = alttext.ranked(kind.text, pairs, write)
    said = " ".join([said, *explained(rows)])
    return said + alttext.gaps(
        rows["name"][rows["value"].isna()].tolist(), tr("Not known: {names}.")
    )


def _bars_data(rows: pd.DataFrame, write: Writer) -> Data:
    """Give names, numbers and intervals."""
    headings = [tr("Name"), tr("Number")]
    columns = ["name", "value"]
    if ranged(rows):
        headings += [tr("Interval from"), tr("Interval to")]
        columns += ["low", "high"]
    return data(headings, rows[columns].to_numpy().tolist(), write)
