"""Bars: one a row, or divided into parts; each with its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from monitorlib import alttext
from monitorlib.chart import (
    SMALL,
    Chart,
    Data,
    Title,
    Writer,
    data,
    drawn,
    labels,
    panel,
    styled,
    with_value,
    writer,
)
from monitorlib.colours import INK, MUTED, PAPER, Hue, hue
from monitorlib.messages import Text, say_count, tr
from monitorlib.messages import name as named
from monitorlib.ranges import ranged, with_ranges
from monitorlib.vocabulary import records

NARROW = 0.0165
"""Width of a digit in parts of the widest bar: a number is written into what holds it."""


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
    rows = with_ranges(frame).assign(name=labels(frame, by), hue=colours_of(frame, by, kind))
    if not keep_order:
        rows = rows.sort_values(["value", "name"], ascending=[False, True], na_position="last")
    write = writer(rows)
    with styled():
        fig, ax = panel(0.2 + 0.27 * len(rows))
        sns.barplot(
            x=rows["value"].fillna(0).to_numpy(), y=list(range(len(rows))), orient="h",
            hue=list(range(len(rows))), palette=[each.mark for each in rows["hue"]], legend=False,
            ax=ax, errorbar=None, width=0.66, saturation=1,
        )  # fmt: skip
        for position, row in enumerate(records(rows)):
            whisker(ax, row["low"], row["high"], position)
            _number_beside(ax, row, position, write, before=ranged(rows))
        ax.set(xlabel="", ylabel="")
        ax.set_yticks(range(len(rows)), rows["name"])
        if ranged(rows):
            _scale_of_ranges(ax, rows, write)
        else:
            ax.set(xticks=[], xlim=(0, 1.12 * (float(rows["value"].max()) or 1)))
            ax.spines["bottom"].set_visible(False)
        return drawn(fig, Title(number, caption), _bars_alt(rows, write), _bars_data(rows, write))


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


def whisker(ax: Axes, low: float, high: float, position: float) -> None:
    """Draw an interval over a bar, with a rim of paper so that it shows on any colour.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    low, high : float
        Its ends; nothing is drawn where they are unknown.
    position : float
        Height of the bar.
    """
    if pd.notna(low):
        ax.hlines(position, low, high, color=PAPER, linewidth=3, zorder=3)
        ax.hlines(position, low, high, color=INK, linewidth=1, zorder=4)


def _number_beside(
    ax: Axes, row: dict[str, Any], position: int, write: Writer, *, before: bool
) -> None:
    """Write a bar's number behind it, or before all bars where intervals would hide it."""
    known = pd.notna(row["value"])
    ax.annotate(
        write(row["value"]) if known else tr("not stated"),
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
    if ranged(rows):
        said += " " + tr("Thin lines are 95 percent intervals.")
    return said + alttext.gaps(
        rows["name"][rows["value"].isna()].tolist(), tr("Not stated: {names}.")
    )


def _bars_data(rows: pd.DataFrame, write: Writer) -> Data:
    """Give names, numbers and intervals."""
    headings = [tr("Name"), tr("Number")]
    columns = ["name", "value"]
    if ranged(rows):
        headings += [tr("Interval from"), tr("Interval to")]
        columns += ["low", "high"]
    return data(headings, rows[columns].to_numpy().tolist(), write)


def parts(
    frame: pd.DataFrame,
    *,
    by: str,
    across: str,
    order: Sequence[str],
    number: str,
    caption: str,
    lacking: str,
    kind: str = "",
) -> Chart | Text:
    """Draw numbers as one divided bar a row of `across`, under the names of the parts.

    Parameters
    ----------
    frame : DataFrame
        Rows with `value`, `unit` and the columns `by` and `across`.
    by : str
        Column that names the parts.
    across : str
        Column that names the bars.
    order : sequence of str
        Parts from left to right.
    number, caption, lacking : str
        Number, caption, and the sentence to show where no row has a value.
    kind : str, default ""
        What the parts are, for their colours.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    rows = with_value(frame)
    if rows.empty:
        return Text(named(lacking), "lacking")
    write = writer(rows)
    wide = rows.pivot_table(index=across, columns=by, values="value", sort=False)
    wide = wide.reindex(columns=[name for name in order if name in wide])
    hues = {name: hue(kind or by, name) for name in wide.columns}
    with styled():
        fig, ax = panel(0.45 + 0.29 * len(wide))
        starts = wide.fillna(0).cumsum(axis=1) - wide.fillna(0)
        sns.histplot(
            rows, y=across, hue=by, hue_order=list(reversed(wide.columns)), weights="value",
            multiple="stack", discrete=True, shrink=0.74, legend=False, ax=ax, alpha=1,
            palette={name: each.mark for name, each in hues.items()}, edgecolor=PAPER,
            linewidth=1.2,
        )  # fmt: skip
        widest = float(wide.sum(axis=1).max())
        for part in wide.columns:
            _into_parts(ax, wide[part], starts[part], write, widest, hues[part])
        ax.set(xlabel="", ylabel="", xticks=[], xlim=(0, widest))
        ax.set_yticks(range(len(wide)), [tr(str(name)) for name in wide.index])
        ax.spines[["bottom", "left"]].set_visible(False)
        key(ax, [(tr(name), each, True) for name, each in hues.items()])
        alt = _parts_alt(wide, write)
        return drawn(fig, Title(number, caption), alt, wide_data(wide, write))


def key(ax: Axes, entries: Sequence[tuple[str, Hue, bool]], marker: str = "s") -> None:
    """Name the colours in one line above a drawing.

    Parameters
    ----------
    ax : Axes
        The drawing.
    entries : sequence of (str, Hue, bool)
        Name, colour, and whether the sign is filled.
    marker : str, default "s"
        Shape of the sign.
    """
    from matplotlib.lines import Line2D

    handles = [
        Line2D(
            [], [], marker=marker, linestyle="", color=each.mark, label=name, markersize=6.5,
            markerfacecolor=each.mark if filled else PAPER, markeredgewidth=1.6,
        )
        for name, each, filled in entries
    ]  # fmt: skip
    ax.figure.legend(  # type: ignore[union-attr]
        handles=handles, loc="outside upper left", ncols=4, frameon=False, handletextpad=0.3,
        columnspacing=1.4, borderpad=0.1, handlelength=1.2,
    )  # fmt: skip


def _into_parts(
    ax: Axes,
    values: pd.Series[Any],
    starts: pd.Series[Any],
    write: Writer,
    widest: float,
    each: Hue,
) -> None:
    """Write each part's number into it, where it is wide enough."""
    for position, (value, start) in enumerate(zip(values, starts, strict=True)):
        if value >= (NARROW * len(write(value)) + 0.01) * widest:
            ax.text(start + value / 2, position, write(value), ha="center", va="center",
                    color=each.on, fontsize=SMALL)  # fmt: skip


def _parts_alt(wide: pd.DataFrame, write: Writer) -> str:
    """Tell the whole of each part, and the bars in which it is largest."""
    said = [tr("Divided bars.")]
    for part in wide.columns:
        values = wide[part].fillna(0)
        message = tr("{name}: {sum} in all, most in {bar} ({most}).")
        said.append(
            message.format(
                name=tr(str(part)), sum=write(float(values.sum())), bar=tr(str(values.idxmax())),
                most=write(float(values.max())),
            )
        )  # fmt: skip
    return " ".join(said)


def wide_data(wide: pd.DataFrame, write: Writer) -> Data:
    """Give a wide table as the data behind a figure.

    Parameters
    ----------
    wide : DataFrame
        Named rows and columns of numbers.
    write : Writer
        Writes the numbers.

    Returns
    -------
    Data
        The rows' names first.
    """
    rows = [
        [tr(str(name)), *values] for name, values in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    return data([tr("Name"), *(tr(str(name)) for name in wide.columns)], rows, write)
