"""How a figure looks: one style, direct labels, colours that colour-blind readers tell apart.

Every function takes tidy rows and gives a `Chart`, which shows itself as SVG with text
as text, a caption, and alternative text computed from the rows. Rows without a known
value are left out, not drawn as zero; without any there is no chart but a sentence.
The same rows give the same bytes.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from monitorlib.messages import Text, tr
from monitorlib.numbers import written
from monitorlib.vocabulary import records

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
DECIMALS = {"percent": 1, "assemblies per month": 2, "officers per participant": 2}
WIDTH = 7.2


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


def _chart(fig: Figure, number: str, caption: str, alt: str) -> Chart:
    """Turn a drawing into SVG with ids of its own and alternative text."""
    stream = io.StringIO()
    fig.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    text = stream.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", text[text.index("<svg") :], flags=re.DOTALL)
    prefix = f"f{number}-"
    svg = re.sub(r'\bid="', f'id="{prefix}', svg)
    svg = re.sub(r'(url\(#|xlink:href="#)', rf"\g<1>{prefix}", svg)
    label = f'role="img" aria-label="{html.escape(alt)}"'
    svg = _opened(svg, label)
    return Chart(number, caption, alt, re.sub(r"[ \t]+\n", "\n", svg).strip())


def _opened(svg: str, label: str) -> str:
    """Give the outer element a role and a label; its size comes from the page."""
    head, _, rest = svg.partition(">")
    head = re.sub(r'\s(width|height)="[^"]*pt"', "", head)
    return f"{head} {label}>{rest}"


def _axes(height: float, width: float = WIDTH) -> tuple[Figure, Axes]:
    """Open one set of axes in our style."""
    fig = Figure(figsize=(width, height))
    return fig, fig.subplots()


def _known(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows with a value."""
    return frame[frame["value"].notna()]


@dataclass(frozen=True)
class _Writer:
    """Writes the numbers of one figure with the same digits."""

    decimals: int
    symbol: str

    def __call__(self, value: float) -> str:
        return written(value, self.decimals, self.symbol)


def _writer(rows: pd.DataFrame) -> _Writer:
    """Choose digits: none where every value is whole, else those of the unit."""
    unit = str(rows["unit"].iloc[0])
    values = rows["value"].dropna()
    whole = bool((values == values.round()).all())
    return _Writer(0 if whole else DECIMALS.get(unit, 1), "%" if unit == "percent" else "")


def _listed(pairs: Sequence[tuple[str, str]]) -> str:
    """Write names with their numbers as one sentence."""
    return "; ".join(f"{name} {number}" for name, number in pairs) + "."


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
    rows = _known(frame)
    if rows.empty:
        return Text(lacking, "lacking")
    if not keep_order:
        rows = rows.sort_values(["value", by], ascending=[False, True])
    number_of = _writer(rows)
    texts = [number_of(value) for value in rows["value"]]
    with style.context(["default", STYLE]):
        fig, ax = _axes(0.55 + 0.27 * len(rows))
        sns.barplot(rows, x="value", y=by, color=PALETTE[0], ax=ax, errorbar=None, width=0.68)
        for position, (value, text) in enumerate(zip(rows["value"], texts, strict=True)):
            ax.annotate(
                text, (value, position), xytext=(4, 0), textcoords="offset points", va="center"
            )
        ax.set(xlabel="", ylabel="", xticks=[])
        ax.spines["bottom"].set_visible(False)
        ax.margins(x=0.12)
        return _chart(
            fig,
            number,
            caption,
            tr("Bar chart.") + " " + _listed(list(zip(rows[by], texts, strict=True))),
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
    rows = _known(frame)
    if rows.empty:
        return Text(lacking, "lacking")
    wide = rows.pivot_table(index="period", columns=by, values="value", sort=False).reindex(
        list(periods)
    )
    last = wide.ffill().iloc[-1].sort_values(ascending=False)
    wide = wide[last.index]
    number_of = _writer(rows)
    colours = {name: PALETTE[n % len(PALETTE)] for n, name in enumerate(last.index)}
    with style.context(["default", STYLE]):
        fig, ax = _axes(3.2)
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
        return _chart(fig, number, caption, tr("Line chart.") + " " + _series_alt(wide, number_of))


def _label_ends(
    ax: Axes, wide: pd.DataFrame, colours: dict[Any, str], number_of: _Writer, main: str
) -> None:
    """Write each series' name and last number at its end, pushed up where they meet."""
    gap = 0.075 * (float(np.nanmax(wide.to_numpy())) or 1.0)
    height = -np.inf
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


def _series_alt(wide: pd.DataFrame, number_of: _Writer) -> str:
    """Tell every series in words."""
    sentences = []
    for name in wide.columns:
        known = wide[name].dropna()
        pairs = [(str(period), number_of(value)) for period, value in known.items()]
        sentences.append(f"{name}: {_listed(pairs)}")
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
) -> Chart | Text:
    """Draw shares as one divided bar a row of `across`.

    Parameters
    ----------
    frame : DataFrame
        Rows with `value` in percent and the columns `by` and `across`.
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

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    rows = _known(frame)
    if rows.empty:
        return Text(lacking, "lacking")
    number_of = _writer(rows)
    wide = rows.pivot_table(index=across, columns=by, values="value", sort=False)
    wide = wide.reindex(columns=[name for name in order if name in wide])
    with style.context(["default", STYLE]):
        fig, ax = _axes(0.9 + 0.36 * len(wide))
        colours = dict(zip(wide.columns, PALETTE, strict=False))
        sns.histplot(
            rows.astype({across: str}), y=across, hue=by, hue_order=list(reversed(wide.columns)),
            weights="value", multiple="stack", discrete=True, shrink=0.75, palette=colours,
            alpha=1, edgecolor="white", legend=False, ax=ax,
        )  # fmt: skip
        starts = wide.fillna(0).cumsum(axis=1) - wide.fillna(0)
        for part in wide.columns:
            _label_parts(ax, wide[part], starts[part], number_of)
        handles = [
            mpl.patches.Patch(color=PALETTE[n], label=part) for n, part in enumerate(wide.columns)
        ]
        fig.legend(
            handles=handles,
            loc="outside upper left",
            ncols=4,
            frameon=False,
            handlelength=1,
            handleheight=1,
        )
        ax.set(xlabel="", ylabel="", xticks=[], xlim=(0, max(100.0, float(wide.sum(axis=1).max()))))
        ax.spines["bottom"].set_visible(False)
        alt = _series_alt(wide.T, number_of)
        return _chart(fig, number, caption, tr("Divided bars.") + " " + alt)


def _label_parts(
    ax: Axes, values: pd.Series[Any], starts: pd.Series[Any], number_of: _Writer
) -> None:
    """Write each part's number into it, where it is wide enough."""
    for position, (value, start) in enumerate(zip(values, starts, strict=True)):
        if value >= 2.6 * len(number_of(value)):
            ax.text(start + value / 2, position, number_of(value), ha="center", va="center",
                    color="white", fontsize=8, fontweight="bold")  # fmt: skip


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
    rows = _known(frame[frame["period"].isin(periods)])
    if rows.empty:
        return Text(lacking, "lacking")
    wide = rows.pivot_table(index=by, columns="period", values="value", sort=False)
    wide = wide[[period for period in periods if period in wide]].sort_values(
        wide.columns[-1], ascending=False
    )
    number_of = _writer(rows)
    colours = dict(zip(wide.columns, (PALETTE[6], PALETTE[1])[-len(wide.columns) :], strict=True))
    with style.context(["default", STYLE]):
        fig, ax = _axes(0.9 + 0.33 * len(wide))
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
            f"{name}: {_listed([(str(p), number_of(v)) for p, v in row.dropna().items()])}"
            for name, row in wide.iterrows()
        )
        return _chart(fig, number, caption, tr("Dot chart.") + " " + alt)


def _label_pair(
    ax: Axes, row: pd.Series[Any], position: int, number_of: _Writer, colours: dict[Any, str]
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
    frame: pd.DataFrame, *, by: str, number: str, caption: str, lacking: str
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

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    rows = _known(frame)
    if rows.empty:
        return Text(lacking, "lacking")
    number_of = _writer(rows)
    with style.context(["default", STYLE]):
        fig, ax = _axes(0.6 + 0.32 * len(rows))
        ax.hlines(range(len(rows)), rows["low"], rows["high"], color=PALETTE[4], linewidth=3)
        sns.scatterplot(rows, x="value", y=by, color=PALETTE[0], s=50, ax=ax, zorder=2)
        for position, row in enumerate(records(rows)):
            ax.annotate(
                number_of(row["value"]), (row["value"], position), xytext=(0, 6),
                textcoords="offset points", ha="center", va="bottom", fontsize=8,
            )  # fmt: skip
        ax.set(xlabel="", ylabel="")
        ax.set_ylim(len(rows) - 0.5, -0.7)
        ax.set_xlim(left=min(0.0, float(rows["low"].min())))
        ax.grid(axis="x", color="#EEEEEE", linewidth=0.8)
        told = tr("{value} (interval {low} to {high})")
        sides = ("value", "low", "high")
        alt = _listed(
            [
                (
                    str(row[by]),
                    told.format(**{k: number_of(row[k]) for k in sides}),
                )
                for row in records(rows)
            ]
        )
        return _chart(fig, number, caption, tr("Dots with intervals.") + " " + alt)


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
    with style.context(["default", STYLE]):
        fig, ax = _axes(0.6 + 0.25 * len(wide))
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
        return _chart(fig, number, caption, tr("Grid.") + " " + alt)
