"""Bars divided into parts, and what names the colours of a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

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
from monitorlib.drawing.colours import PAPER, Hue, hue
from monitorlib.drawing.lettering import Writer, height_of, on_phone, with_value, wrapped, writer
from monitorlib.messages import Text, tr
from monitorlib.messages import name as named

NARROW = 0.0165
"""Width of a digit in parts of the widest bar: a number is written into what holds it."""


@in_two_widths
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
    names = [wrapped(tr(str(name))) for name in wide.index]
    with styled():
        fig, ax = panel(0.45 + height_of(names, 0.29))
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
        ax.set_yticks(range(len(wide)), names)
        ax.spines[["bottom", "left"]].set_visible(False)
        key(ax, [(named(name), each, True) for name, each in hues.items()])
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
    handles = [
        Line2D(
            [], [], marker=marker, linestyle="", color=each.mark, label=name, markersize=6.5,
            markerfacecolor=each.mark if filled else PAPER, markeredgewidth=1.6,
        )
        for name, each, filled in entries
    ]  # fmt: skip
    ax.figure.legend(
        handles=handles, loc="outside upper left", ncols=2 if on_phone() else 4, frameon=False,
        handletextpad=0.3, columnspacing=1.4, borderpad=0.1, handlelength=1.2,
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
        if value >= (NARROW * (1.9 if on_phone() else 1) * len(write(value)) + 0.01) * widest:
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
        [named(str(name)), *values]
        for name, values in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    first = tr("Period") if wide.index.name == "period" else tr("Name")
    return data([first, *(named(str(name)) for name in wide.columns)], rows, write)
