"""The kinds of figures: bars, lines, parts, pairs, intervals, grid.

Every function takes tidy rows and gives a `Chart` whose alternative text is computed from
the rows, with direct labels. Rows without a known value are left out, not drawn as zero;
without any there is no chart but a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from monitorlib.chart import (
    FAINT,
    INK,
    PALETTE,
    Chart,
    Writer,
    drawn,
    listed,
    panel,
    readable_on,
    styled,
    with_value,
    writer,
)  # fmt: skip
from monitorlib.messages import Text, tr
from monitorlib.vocabulary import records


def bars(
    frame: pd.DataFrame,
    *,
    by: str,
    number: str,
    caption: str,
    lacking: str,
    keep_order: bool = False,
) -> Chart | Text:
    """Draw one bar a row, longest first, each with its number.

    Parameters
    ----------
    frame : DataFrame
        Rows with `value`, `unit` and the column `by`.
    by : str
        Column that names the bars.
    number : str
        Number of the figure.
    caption : str
        Caption, a whole message.
    lacking : str
        Sentence to show where no row has a value.
    keep_order : bool, default False
        Keep the order of the rows.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    rows = with_value(frame)
    if rows.empty:
        return Text(lacking, "lacking")
    if not keep_order:
        rows = rows.sort_values(["value", by], ascending=[False, True])
    number_of = writer(rows)
    texts = [number_of(value) for value in rows["value"]]
    with styled():
        fig, ax = panel(0.55 + 0.27 * len(rows))
        sns.barplot(rows, x="value", y=by, color=PALETTE[0], ax=ax, errorbar=None, width=0.68)
        for position, (value, text) in enumerate(zip(rows["value"], texts, strict=True)):
            ax.annotate(
                text, (value, position), xytext=(4, 0), textcoords="offset points", va="center"
            )
        ax.set(xlabel="", ylabel="", xticks=[])
        ax.spines["bottom"].set_visible(False)
        ax.margins(x=0.12)
        return drawn(
            fig,
            number,
            caption,
            tr("Bar chart.") + " " + listed(list(zip(rows[by], texts, strict=True))),
        )


def lines(
    frame: pd.DataFrame,
    *,
    by: str,
    periods: Sequence[str],
    number: str,
    caption: str,
    lacking: str,
    main: str = "",
) -> Chart | Text:
    """Draw one line a series over the periods, labelled at its end; gaps stay gaps.

    Parameters
    ----------
    frame : DataFrame
        Rows with `period`, `value`, `unit` and the column `by`.
    by : str
        Column that names the series.
    periods : sequence of str
        Periods in order; all get a place on the axis.
    number : str
        Number of the figure.
    caption : str
        Caption, a whole message.
    lacking : str
        Sentence to show where no row has a value.
    main : str, default ""
        Series to draw strongest.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    rows = with_value(frame)
    if rows.empty:
        return Text(lacking, "lacking")
    wide = rows.pivot_table(index="period", columns=by, values="value", sort=False).reindex(
        list(periods)
    )
    last = wide.ffill().iloc[-1].sort_values(ascending=False)
    wide = wide[last.index]
    number_of = writer(rows)
    colours = {name: PALETTE[n % len(PALETTE)] for n, name in enumerate(last.index)}
    with styled():
        fig, ax = panel(3.2)
        sns.lineplot(
            wide.set_axis(range(len(periods))), palette=colours, dashes=False, legend=False, ax=ax,
            marker="o", markeredgewidth=0, linewidth=1.6,
        )  # fmt: skip
        _label_ends(ax, wide, colours, number_of, main)
        ax.set(xlabel="", ylabel="", xticks=range(len(periods)), xticklabels=periods)
        ax.set_ylim(bottom=0)
        ax.set_xlim(-0.2, len(periods) - 1 + max(1.6, 0.32 * len(periods)))
        ax.grid(axis="y", color="#EEEEEE", linewidth=0.8)
        ax.set_axisbelow(True)
        return drawn(fig, number, caption, tr("Line chart.") + " " + _series_alt(wide, number_of))


def _label_ends(
    ax: Axes, wide: pd.DataFrame, colours: dict[Any, str], number_of: Writer, main: str
) -> None:
    """Write each series' name and last number at its end, pushed up where they meet."""
    gap = 0.075 * (float(np.nanmax(wide.to_numpy())) or 1.0)
    height = -gap / 2
    for name in reversed(wide.columns):
        value = float(wide[name].dropna().iloc[-1])
        height = max(value, height + gap)
        ax.annotate(
            f"{name}  {number_of(value)}",
            (len(wide) - 1 + 0.12, height),
            color=colours[name],
            va="center",
            fontweight="bold" if name == main else "normal",
            annotation_clip=False,
        )


def _series_alt(wide: pd.DataFrame, number_of: Writer) -> str:
    """Tell every series in words."""
    sentences = []
    for name in wide.columns:
        known = wide[name].dropna()
        pairs = [(str(period), number_of(value)) for period, value in known.items()]
        sentences.append(f"{name}: {listed(pairs)}")
    return " ".join(sentences)


def parts(
    frame: pd.DataFrame,
    *,
    by: str,
    across: str,
    order: Sequence[str],
    number: str,
    caption: str,
    lacking: str,
    palette: Sequence[str] = PALETTE,
) -> Chart | Text:
    """Draw numbers as one divided bar a row of `across`.

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
    number : str
        Number of the figure.
    caption : str
        Caption, a whole message.
    lacking : str
        Sentence to show where no row has a value.

    palette : sequence of str, optional
        Colours of the parts, in their order.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    rows = with_value(frame)
    if rows.empty:
        return Text(lacking, "lacking")
    number_of = writer(rows)
    wide = rows.pivot_table(index=across, columns=by, values="value", sort=False)
    wide = wide.reindex(columns=[name for name in order if name in wide])
    with styled():
        fig, ax = panel(0.9 + 0.36 * len(wide))
        colours = dict(zip(wide.columns, palette, strict=False))
        widest = float(wide.sum(axis=1).max())
        sns.histplot(
            rows.astype({across: str}), y=across, hue=by, hue_order=list(reversed(wide.columns)),
            weights="value", multiple="stack", discrete=True, shrink=0.75, palette=colours,
            alpha=1, edgecolor="white", legend=False, ax=ax,
        )  # fmt: skip
        starts = wide.fillna(0).cumsum(axis=1) - wide.fillna(0)
        for part in wide.columns:
            _label_parts(ax, wide[part], starts[part], number_of, widest, colours[part])
        handles = [mpl.patches.Patch(color=colour, label=part) for part, colour in colours.items()]
        fig.legend(
            handles=handles, loc="outside upper left", ncols=4, frameon=False, handlelength=1,
            handleheight=1,
        )  # fmt: skip
        ax.set(xlabel="", ylabel="", xticks=[], xlim=(0, widest))
        ax.spines["bottom"].set_visible(False)
        alt = _series_alt(wide.T, number_of)
        return drawn(fig, number, caption, tr("Divided bars.") + " " + alt)


def _label_parts(
    ax: Axes,
    values: pd.Series[Any],
    starts: pd.Series[Any],
    number_of: Writer,
    widest: float,
    colour: str,
) -> None:
    """Write each part's number into it, where it is wide enough."""
    for position, (value, start) in enumerate(zip(values, starts, strict=True)):
        if value >= 0.022 * widest * len(number_of(value)):
            ax.text(start + value / 2, position, number_of(value), ha="center", va="center",
                    color=readable_on(colour), fontsize=8, fontweight="bold")  # fmt: skip


def pairs(
    frame: pd.DataFrame, *, by: str, periods: Sequence[str], number: str, caption: str, lacking: str
) -> Chart | Text:
    """Draw two periods of each row as two dots joined by a line.

    Parameters
    ----------
    frame : DataFrame
        Rows with `period`, `value`, `unit` and the column `by`.
    by : str
        Column that names the rows.
    periods : sequence of str
        The earlier and the later period; where only one is known its dots stand alone.
    number : str
        Number of the figure.
    caption : str
        Caption, a whole message.
    lacking : str
        Sentence to show where no row has a value.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    rows = with_value(frame[frame["period"].isin(periods)])
    if rows.empty:
        return Text(lacking, "lacking")
    wide = rows.pivot_table(index=by, columns="period", values="value", sort=False)
    wide = wide[[period for period in periods if period in wide]].sort_values(
        wide.columns[-1], ascending=False
    )
    number_of = writer(rows)
    colours = dict(zip(wide.columns, (PALETTE[6], PALETTE[1])[-len(wide.columns) :], strict=True))
    with styled():
        fig, ax = panel(0.9 + 0.33 * len(wide))
        ax.hlines(
            range(len(wide)), wide.min(axis=1), wide.max(axis=1), color=FAINT, linewidth=2, zorder=1
        )
        long = wide.reset_index().melt(id_vars=by, var_name="period", value_name="value")
        sns.scatterplot(
            long.dropna(),
            x="value",
            y=by,
            hue="period",
            palette=colours,
            s=60,
            ax=ax,
            legend=False,
            zorder=2,
        )
        for position, (_, row) in enumerate(wide.iterrows()):
            _label_pair(ax, row.dropna(), position, number_of, colours)
        handles = [
            mpl.lines.Line2D([], [], marker="o", linestyle="", color=c, label=p)
            for p, c in colours.items()
        ]
        fig.legend(handles=handles, loc="outside upper left", ncols=2, frameon=False)
        ax.set(xlabel="", ylabel="", xticks=[])
        ax.margins(x=0.16)
        ax.set_ylim(len(wide) - 0.5, -0.5)
        ax.spines["bottom"].set_visible(False)
        alt = " ".join(
            f"{name}: {listed([(str(p), number_of(v)) for p, v in row.dropna().items()])}"
            for name, row in wide.iterrows()
        )
        return drawn(fig, number, caption, tr("Dot chart.") + " " + alt)


def _label_pair(
    ax: Axes, row: pd.Series[Any], position: int, number_of: Writer, colours: dict[Any, str]
) -> None:
    """Write the numbers outside the two dots."""
    low, high = str(row.idxmin()), str(row.idxmax())
    for period, side in {low: -1, high: 1}.items() if low != high else {high: 1}.items():
        ax.annotate(
            number_of(row[period]), (row[period], position), xytext=(7 * side, 0),
            textcoords="offset points", va="center", ha="left" if side > 0 else "right",
            color=colours[period],
        )  # fmt: skip


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
    number : str
        Number of the figure.
    caption : str
        Caption, a whole message.
    lacking : str
        Sentence to show where no row has a value.

    reference : float, optional
        A value to mark with a line, such as no change.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    rows = with_value(frame)
    if rows.empty:
        return Text(lacking, "lacking")
    number_of = writer(rows)
    with styled():
        fig, ax = panel(0.6 + 0.32 * len(rows))
        ax.hlines(range(len(rows)), rows["low"], rows["high"], color=PALETTE[4], linewidth=3)
        sns.scatterplot(rows, x="value", y=by, color=PALETTE[0], s=50, ax=ax, zorder=2)
        for position, row in enumerate(records(rows)):
            ax.annotate(
                number_of(row["value"]), (row["value"], position), xytext=(0, 6),
                textcoords="offset points", ha="center", va="bottom", fontsize=8,
            )  # fmt: skip
        ax.set(xlabel="", ylabel="")
        ax.set_ylim(len(rows) - 0.5, -0.7)
        ax.set_xlim(0, 1.05 * float(rows["high"].max()))
        if reference is not None:
            ax.axvline(reference, color=INK, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
        ax.grid(axis="x", color="#EEEEEE", linewidth=0.8)
        told = tr("{value} (interval {low} to {high})")
        sides = ("value", "low", "high")
        alt = listed(
            [
                (
                    str(row[by]),
                    told.format(**{k: number_of(row[k]) for k in sides}),
                )
                for row in records(rows)
            ]
        )
        return drawn(fig, number, caption, tr("Dots with intervals.") + " " + alt)


def grid(
    frame: pd.DataFrame,
    *,
    rows: str,
    columns: str,
    levels: dict[str, str],
    number: str,
    caption: str,
    lacking: str,
) -> Chart | Text:
    """Draw a grid of named levels, such as monitored or not.

    Parameters
    ----------
    frame : DataFrame
        Rows with the columns `rows`, `columns` and `level`.
    rows, columns : str
        Columns that name the two sides of the grid.
    levels : dict of str to str
        Levels and the sign written into a cell of that level.
    number : str
        Number of the figure.
    caption : str
        Caption, a whole message.
    lacking : str
        Sentence to show where there are no rows.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    if frame.empty:
        return Text(lacking, "lacking")
    names = list(levels)
    wide = frame.pivot(index=rows, columns=columns, values="level")
    wide = wide.reindex(index=frame[rows].unique(), columns=frame[columns].unique())
    codes = wide.map(names.index)
    shades = sns.light_palette(PALETTE[0], len(names) + 1)[: len(names)]
    with styled():
        fig, ax = panel(0.6 + 0.25 * len(wide))
        sns.heatmap(
            codes, cmap=mpl.colors.ListedColormap(shades), vmin=0, vmax=len(names) - 1, cbar=False,
            linewidths=2, linecolor="white", annot=wide.map(levels.__getitem__), fmt="", ax=ax,
            annot_kws={"color": INK, "fontsize": 8},
        )  # fmt: skip
        ax.set(xlabel="", ylabel="")
        ax.tick_params(top=False, labeltop=True, bottom=False, labelbottom=False)
        ax.tick_params(axis="y", rotation=0)
        alt = " ".join(
            f"{column}: "
            + "; ".join(
                f"{level}: {', '.join(members.index)}"
                for level, members in wide[column].groupby(wide[column])
            )
            + "."
            for column in wide.columns
        )
        return drawn(fig, number, caption, tr("Grid.") + " " + alt)
