"""Lines over time, and when each town was watched."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from monitorlib.drawing import timeaxes
from monitorlib.drawing.chart import SMALL, Chart, Data, Title, drawn, in_two_widths, styled
from monitorlib.drawing.clearance import stagger
from monitorlib.drawing.colours import AXIS, MUTED, PAPER, Hue, hue
from monitorlib.drawing.figureparts import key, wide_data
from monitorlib.drawing.figuretimes import series_alt
from monitorlib.drawing.lettering import Writer, on_phone, with_value, wrapped, writer
from monitorlib.drawing.timeaxes import EDGE, number_scale, time_panel, unwatched
from monitorlib.messages import Text, tr
from monitorlib.messages import name as named
from monitorlib.timeline import Span

BESIDE = 22
"""Most letters of a name in one line behind a line's end."""
GAP = 0.068
"""Least distance of two names at the ends of lines, in parts of the height."""


@in_two_widths
def lines(
    frame: pd.DataFrame,
    periods: pd.DataFrame,
    *,
    by: str,
    number: str,
    caption: str,
    lacking: str,
    coverage: pd.DataFrame | None = None,
    main: str = "",
) -> Chart | Text:
    """Draw one line a series: level for the length of a period, broken where nothing is known.

    Parameters
    ----------
    frame : DataFrame
        Rows with `period`, `value`, `unit` and the column `by`; a column `kind` and `category`
        for the colours of series that are no towns.
    periods : DataFrame
        All periods: `period`, `months`, `start`, `end`.
    by : str
        Column that names the series.
    number, caption, lacking : str
        Number, caption, and the sentence to show where no row has a value.
    coverage : DataFrame, optional
        Rows with `period`, `place`, `monitored`: towns that nobody watched are marked.
    main : str, default ""
        Series to draw strongest.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    rows = with_value(frame)
    if rows.empty:
        return Text(named(lacking), "lacking")
    write = writer(rows)
    wide = rows.pivot_table(index="period", columns=by, values="value", sort=False)
    wide = wide.reindex(periods["period"].tolist())
    wide = wide[wide.ffill().iloc[-1].sort_values(ascending=False).index]
    hues = _hues(rows, by)
    missing = _missing(coverage, wide)
    with styled():
        fig, ax, axis = time_panel(periods, 3.4 + 0.15 * len(missing), right=0.34)
        number_scale(ax, rows, float(np.nanmax(wide.to_numpy())) or 1.0)
        for name in wide.columns:
            _line(ax, axis, wide[name], hues[name], 3.4 if name == main else 2.4)
        _ends(ax, axis, wide, hues, write, main)
        unwatched(ax, axis, missing, hues)
        stagger(ax)
        alt = tr("Lines over time.") + " " + series_alt(wide, write) + _missing_alt(missing)
        told = _with_gaps(wide_data(wide, write), wide, missing)
        return drawn(fig, Title(number, caption, timeaxes.explained(axis)), alt, told)


def _with_gaps(told: Data, wide: pd.DataFrame, missing: dict[str, list[str]]) -> Data:
    """Say of a gap in the data that nobody watched, as the figure does."""
    texts = [list(row) for row in told.texts]
    for name, periods in missing.items():
        for period in periods:
            at = (list(wide.index).index(period), list(wide.columns).index(name))
            texts[at[0]][at[1] + 1] = tr("not monitored")
    return dataclasses.replace(told, texts=tuple(map(tuple, texts)))


def _hues(rows: pd.DataFrame, by: str) -> dict[str, Hue]:
    """Give each series its colour."""
    if by == "place":
        return {name: hue("place", name) for name in rows["place"].unique()}
    named = rows.drop_duplicates(by)
    return {
        name: hue(kind, category)
        for name, kind, category in zip(named[by], named["kind"], named["category"], strict=True)
    }


def _missing(coverage: pd.DataFrame | None, wide: pd.DataFrame) -> dict[str, list[str]]:
    """List the periods in which nobody watched a town that is drawn."""
    if coverage is None:
        return {}
    off = coverage[(coverage["monitored"] == "no") & coverage["place"].isin(wide.columns)]
    known = {(period, name) for name in wide for period in wide[name].dropna().index}
    found: dict[str, list[str]] = {}
    for pair in zip(off["period"], off["place"], strict=True):
        if pair not in known:
            found.setdefault(pair[1], []).append(pair[0])
    return found


def _missing_alt(missing: dict[str, list[str]]) -> str:
    """Say when nobody watched."""
    said = tr("{town} was not monitored in {periods}.")
    return "".join(
        " " + said.format(town=named(name), periods=", ".join(periods))
        for name, periods in missing.items()
    )


def _line(ax: Axes, axis: list[Span], values: pd.Series[Any], each: Hue, width: float) -> None:
    """Draw a level piece for each known period, and thin links between neighbours."""
    last: tuple[float, float] | None = None
    for span in axis:
        value = float(values[span.period])
        if np.isnan(value):
            last = None
            continue
        left, right = span.left + EDGE, span.right - EDGE
        if last:
            ax.plot([last[0], left], [last[1], value], color=each.mark, linewidth=1.0, zorder=2)
        for colour, thick in ((PAPER, width + 1.6), (each.mark, width)):
            ax.plot([left, right], [value] * 2, color=colour, linewidth=thick, zorder=3,
                    solid_capstyle="butt", clip_on=False)  # fmt: skip
        last = (right, value)


def _ends(
    ax: Axes,
    axis: list[Span],
    wide: pd.DataFrame,
    hues: dict[str, Hue],
    write: Writer,
    main: str,
) -> None:
    """Write each series' name and last number behind its end, with its period if that is over."""
    gap = GAP * ax.get_ylim()[1]
    height, lines_below = -gap / 2, 1
    for name in reversed(wide.columns):
        known = wide[name].dropna()
        value = float(known.iloc[-1])
        period = str(known.index[-1])
        when = "" if period == axis[-1].period else f" ({period})"
        label = wrapped(
            f"{tr(str(name))} {write(value)}{when}", BESIDE // 2 if on_phone() else BESIDE
        )
        lines_of = label.count("\n") + 1
        height = max(value, height + gap * (lines_below + lines_of) / 2)
        lines_below = lines_of
        end = next(span for span in axis if span.period == known.index[-1])
        ax.plot([end.right, axis[-1].right + 2.2], [value, height], color=hues[name].mark,
                linewidth=0.7, clip_on=False)  # fmt: skip
        ax.annotate(
            label, (axis[-1].right + 2.2, height), xytext=(3, 0), va="center",
            textcoords="offset points", color=hues[name].text, annotation_clip=False,
            fontweight="bold" if name == main else "normal",
        )  # fmt: skip


@in_two_widths
def coverage(
    frame: pd.DataFrame, periods: pd.DataFrame, *, number: str, caption: str, lacking: str
) -> Chart | Text:
    """Draw when each town was monitored, over periods to their length.

    Parameters
    ----------
    frame : DataFrame
        Rows with `period`, `place` and `monitored`: yes, no or unknown.
    periods : DataFrame
        All periods: `period`, `months`, `start`, `end`.
    number, caption, lacking : str
        Number, caption, and the sentence to show where there are no rows.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    if frame.empty:
        return Text(named(lacking), "lacking")
    wide = frame.pivot(index="place", columns="period", values="monitored")
    wide = wide.reindex(index=frame["place"].unique(), columns=periods["period"].tolist())
    with styled():
        fig, ax, axis = time_panel(periods, 0.75 + 0.21 * len(wide))
        for position, (_, row) in enumerate(wide.iterrows()):
            for span in axis:
                _watched(ax, span, position, str(row[span.period]))
        ax.set_ylim(len(wide) - 0.4, -0.6)
        ax.set_yticks(range(len(wide)), [tr(str(name)) for name in wide.index])
        ax.spines["left"].set_visible(False)
        key(ax, [(tr("monitored"), hue("", ""), True), (tr("× not monitored"), BLANK, True),
                 (tr("? not known"), BLANK, True)])  # fmt: skip
        stagger(ax)
        title = Title(number, caption, timeaxes.explained(axis))
        return drawn(fig, title, _coverage_alt(wide), _coverage_data(wide))


BLANK = Hue(PAPER, MUTED, MUTED, MUTED)


def _watched(ax: Axes, span: Span, position: int, level: str) -> None:
    """Draw one town in one period."""
    left, width = span.left + EDGE, span.months - 2 * EDGE
    if level == "yes":
        ax.barh(position, width, 0.6, left, color=hue("", "").mark)
        return
    ax.barh(position, width, 0.6, left, color="none", edgecolor=AXIS, linewidth=0.5)
    ax.text(span.middle, position, "×" if level == "no" else "?", ha="center", va="center",
            color=MUTED, fontsize=SMALL)  # fmt: skip


def _coverage_alt(wide: pd.DataFrame) -> str:
    """Count the towns that were watched, period by period."""
    said = tr("{period}: towns monitored {yes}, not monitored {no}, not known {unknown}.")
    told = [
        said.format(
            period=period, yes=int((wide[period] == "yes").sum()),
            no=int((wide[period] == "no").sum()), unknown=int((wide[period] == "unknown").sum()),
        )
        for period in wide.columns
    ]  # fmt: skip
    return " ".join([tr("Grid of towns and periods."), *told])


def _coverage_data(wide: pd.DataFrame) -> Data:
    """Give the towns with a word for each period."""
    words = {"yes": tr("monitored"), "no": tr("not monitored"), "unknown": tr("not known")}
    rows = tuple(
        (tr(str(name)), *(words[str(level)] for level in row)) for name, row in wide.iterrows()
    )
    return Data((tr("Name"), *map(str, wide.columns)), rows, rows)
