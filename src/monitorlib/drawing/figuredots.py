"""Dots: two sides of each row, or one with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from monitorlib.drawing import alttext
from monitorlib.drawing.chart import SMALL, Chart, Title, data, drawn, in_two_widths, panel, styled
from monitorlib.drawing.colours import AXIS, INK, MUTED, PAPER, Hue, hue
from monitorlib.drawing.figurebars import colours_of
from monitorlib.drawing.figureparts import key, wide_data
from monitorlib.drawing.lettering import (
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
from monitorlib.vocabulary import records


@in_two_widths
def pairs(
    frame: pd.DataFrame,
    *,
    by: str,
    sides: Sequence[str],
    number: str,
    caption: str,
    lacking: str,
    across: str = "period",
    kind: str = "",
) -> Chart | Text:
    """Draw two sides of each row as a hollow and a full dot joined by a line.

    Parameters
    ----------
    frame : DataFrame
        Rows with `value`, `unit` and the columns `by` and `across`.
    by : str
        Column that names the rows.
    sides : sequence of str
        The two values of `across`, such as the earlier and the later period; where only one
        is known its dots stand alone.
    number, caption, lacking : str
        Number, caption, and the sentence to show where no row has a value.
    across : str, default "period"
        Column that names the sides.
    kind : str, default ""
        What the rows are, for their colours.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    rows = with_value(frame[frame[across].isin(list(sides))])
    if rows.empty:
        return Text(named(lacking), "lacking")
    write = writer(rows)
    wide = rows.pivot_table(index=by, columns=across, values="value", sort=False)
    wide = wide[[side for side in sides if side in wide]]
    wide = wide.sort_values(wide.columns[-1], ascending=False, na_position="last")
    hues = dict(zip(rows[by], colours_of(rows, by, kind), strict=True))
    filled = {side: side == sides[-1] for side in wide.columns}
    names = [wrapped(tr(str(name))) for name in wide.index]
    with styled():
        fig, ax = panel(0.65 + height_of(names, 0.3))
        ax.hlines(range(len(wide)), wide.min(axis=1), wide.max(axis=1), color=AXIS, linewidth=1.4)
        both = wide.dropna()
        equal = {name for name, row in both.iterrows() if len({*map(write, row)}) == 1 < len(row)}
        for side in wide.columns:
            _dots(ax, wide[side], hues, equal, filled=filled[side])
        for position, (name, row) in enumerate(wide.iterrows()):
            away = 10 if name in equal else 7
            _beside(ax, row.dropna(), position, write, hues[name], away)
        key(ax, [(named(side), hue("", ""), full) for side, full in filled.items()], "o")
        _axis_of_numbers(ax, write, len(wide), float(wide.max().max()))
        ax.set_yticks(range(len(wide)), names)
        alt = _pairs_alt(wide, write)
        return drawn(fig, Title(number, caption), alt, wide_data(wide, write))


def _dots(
    ax: Axes, values: pd.Series[Any], hues: dict[str, Hue], equal: set[Any], *, filled: bool
) -> None:
    """Draw one side's dots; where both sides are equal, the hollow one is a ring around."""
    for position, (name, value) in enumerate(values.items()):
        mark = hues[str(name)].mark
        around = name in equal and not filled
        ax.plot(
            [value], [position], marker="o", linestyle="", markersize=12 if around else 7,
            color=mark, zorder=3,
            markerfacecolor=mark if filled else PAPER, markeredgewidth=1.2 if around else 1.8,
        )  # fmt: skip


def _beside(
    ax: Axes, row: pd.Series[Any], position: int, write: Writer, each: Hue, away: int
) -> None:
    """Write the numbers outside the two dots."""
    low, high = str(row.idxmin()), str(row.idxmax())
    for side, way in {low: -1, high: 1}.items() if low != high else {high: 1}.items():
        ax.annotate(
            write(row[side]), (row[side], position), xytext=(away * way, 0), color=each.text,
            textcoords="offset points", va="center", ha="left" if way > 0 else "right",
        )  # fmt: skip


def _axis_of_numbers(ax: Axes, write: Writer, rows: int, highest: float) -> None:
    """Write the scale below, from nought, with room for numbers beside the dots."""
    left = 0.45 if on_phone() else 0.18
    ax.set(xlabel="", ylabel="", xlim=(-left * highest, 1.16 * highest), ylim=(rows - 0.4, -0.6))
    ax.locator_params(axis="x", nbins=6)
    ticks = [tick for tick in ax.get_xticks() if 0 <= tick <= ax.get_xlim()[1]]
    digits = 0 if all(tick == int(tick) for tick in ticks) else 1
    ax.set_xticks(ticks, [Writer(digits, write.symbol)(tick) for tick in ticks])
    ax.tick_params(axis="x", labelsize=SMALL, labelcolor=MUTED)
    ax.grid(axis="x")
    ax.spines[["bottom", "left"]].set_visible(False)


def _pairs_alt(wide: pd.DataFrame, write: Writer) -> str:
    """Tell the highest and lowest of both sides, and what moved most."""
    rows = wide.dropna(how="all")
    kind = say_count("Dot chart with {count} row.", "Dot chart with {count} rows.", len(rows))
    one_side = tr("{name} ({side})")
    named = [
        (one_side.format(name=tr(str(name)), side=tr(str(side))), value)
        for side in wide.columns
        for name, value in wide[side].dropna().items()
    ]
    said = alttext.ranked(kind.text, named, write)
    moved = (wide[wide.columns[-1]] - wide[wide.columns[0]]).abs().dropna()
    if len(moved) and write(moved.max()) != write(0.0):
        row = wide.T[moved.idxmax()]
        message = tr("Furthest apart: {name}, {first} ({earlier}) and {last} ({later}).")
        said += " " + message.format(
            name=tr(str(moved.idxmax())), first=write(row.iloc[0]), last=write(row.iloc[-1]),
            earlier=tr(str(wide.columns[0])), later=tr(str(wide.columns[-1])),
        )  # fmt: skip
    return said


@in_two_widths
def intervals(
    frame: pd.DataFrame,
    *,
    by: str,
    number: str,
    caption: str,
    lacking: str,
    reference: float | None = None,
) -> Chart | Text:
    """Draw each row as a dot with its interval, in the order of the rows.

    Parameters
    ----------
    frame : DataFrame
        Rows with `value`, `low`, `high`, `unit` and the column `by`.
    by : str
        Column that names the rows.
    number, caption, lacking : str
        Number, caption, and the sentence to show where no row has a value.
    reference : float, optional
        The value of no change, marked with a line.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    rows = with_value(frame)
    if rows.empty:
        return Text(named(lacking), "lacking")
    rows = rows.assign(name=labels(rows, by))
    write, each = writer(rows), hue("", "")
    with styled():
        fig, ax = panel(0.55 + 0.34 * len(rows))
        ax.hlines(range(len(rows)), rows["low"], rows["high"], color=each.mark, linewidth=1.6)
        sns.scatterplot(rows, x="value", y=list(range(len(rows))), color=each.mark, s=48, ax=ax,
                        zorder=3, edgecolor=PAPER, linewidth=1)  # fmt: skip
        for position, row in enumerate(records(rows)):
            ax.annotate(write(row["value"]), (row["value"], position), xytext=(0, 5), ha="center",
                        textcoords="offset points", va="bottom", fontsize=SMALL,
                        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6})  # fmt: skip
        _axis_of_numbers(ax, write, len(rows), float(rows["high"].max()))
        ax.set_xlim(0, None)
        ax.set_ylim(len(rows) - 0.4, -1.1)
        ax.set_yticks(range(len(rows)), rows["name"])
        if reference is not None:
            ax.axvline(reference, color=INK, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
            ax.annotate(tr("no change"), (reference, -1.1), xytext=(4, 0), va="top",
                        textcoords="offset points", fontsize=SMALL, color=MUTED)  # fmt: skip
        headings = [tr("Name"), tr("Number"), tr("Interval from"), tr("Interval to")]
        behind = data(headings, rows[["name", "value", "low", "high"]].to_numpy().tolist(), write)
        return drawn(fig, Title(number, caption), _intervals_alt(rows, write, reference), behind)


def _intervals_alt(rows: pd.DataFrame, write: Writer, reference: float | None) -> str:
    """Tell the ends, and which intervals leave the reference out."""
    kind = say_count(
        "Dots with 95 percent intervals, {count} row.",
        "Dots with 95 percent intervals, {count} rows.",
        len(rows),
    )
    said = alttext.ranked(kind.text, list(zip(rows["name"], rows["value"], strict=True)), write)
    if reference is None:
        return said
    clear = rows["name"][(rows["low"] > reference) | (rows["high"] < reference)].tolist()
    if not clear:
        return said + " " + tr("Every interval holds the value of no change.")
    return said + alttext.gaps(clear, tr("The interval leaves no change out for: {names}."))
