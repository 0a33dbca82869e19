"""Figures over time: every period drawn to its length, rates high and months wide.

In bars of a monthly rate the area is then the number of assemblies. A period without a
number stays empty and says so.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from monitorlib import ranges
from monitorlib.drawing import alttext, timeaxes
from monitorlib.drawing.chart import SMALL, Chart, Data, Title, data, drawn, in_two_widths, styled
from monitorlib.drawing.clearance import lift, stagger
from monitorlib.drawing.colours import PAPER, Hue, hue
from monitorlib.drawing.figurebars import whisker
from monitorlib.drawing.figureparts import wide_data
from monitorlib.drawing.lettering import Writer, on_phone, with_value, writer
from monitorlib.drawing.timeaxes import EDGE, number_scale, silent, time_panel
from monitorlib.messages import Text, tr
from monitorlib.messages import name as named
from monitorlib.numbers import written
from monitorlib.ranges import ranged, with_ranges
from monitorlib.timeline import Span
from monitorlib.vocabulary import WHOLE, records


@in_two_widths
def over_time(
    frame: pd.DataFrame,
    periods: pd.DataFrame,
    *,
    number: str,
    caption: str,
    lacking: str,
    alike: bool = True,
) -> Chart | Text:
    """Draw one number a period as bars as wide as the period is long, with intervals.

    Parameters
    ----------
    frame : DataFrame
        Rows with `period`, `value`, `unit`; with `numerator` and `denominator` for intervals.
    periods : DataFrame
        All periods: `period`, `months`, `start`, `end`.
    number, caption, lacking : str
        Number, caption, and the sentence to show where no row has a value.
    alike : bool, default True
        Whether the periods are counted alike; else the description tells no change.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    if with_value(frame).empty:
        return Text(named(lacking), "lacking")
    rows = with_ranges(with_value(frame)).set_index("period", drop=False)
    write, each = writer(rows), hue("place", WHOLE)
    row_of = {row["period"]: row for row in records(rows)}
    with styled():
        fig, ax, axis = time_panel(periods, 2.6)
        number_scale(ax, rows, float(rows[["value", "high"]].max().max()))
        shown = [(span, row_of[span.period]) for span in axis if span.period in row_of]
        numbers = [_bar(ax, span, row, write, each) for span, row in shown]
        empty = [span for span in axis if span.period not in rows.index]
        silent(ax, empty, tr("not known"))
        stagger(ax)
        lift(ax, numbers, [_interval(span, row) for span, row in shown if pd.notna(row["low"])])
        alt = _time_alt(rows, [span.period for span in empty], write, alike)
        notes = [*ranges.explained(rows), *timeaxes.explained(axis)]
        return drawn(fig, Title(number, caption, notes), alt, _time_data(axis, rows, write))


def _bar(ax: Axes, span: Span, row: dict[str, Any], write: Writer, each: Hue) -> Annotation:
    """Draw one period: bar, interval in its middle, number above both; on a phone without sign."""
    write = Writer(write.decimals, "") if on_phone() else write
    left, width = span.left + EDGE, span.months - 2 * EDGE
    ax.bar(left, row["value"], width, align="edge", color=each.mark)
    whisker(ax, row, span.middle, upright=True)
    top = row["value"] if pd.isna(row["low"]) else max(row["value"], row["high"])
    return ax.annotate(
        write(row["value"]), (span.middle, top), xytext=(0, 3), ha="center", va="bottom",
        textcoords="offset points", fontsize=SMALL,
    )  # fmt: skip


def _interval(span: Span, row: dict[str, Any]) -> Bbox:
    """Tell where the interval of a bar stands."""
    return Bbox([[span.middle, row["low"]], [span.middle, row["high"]]])


def _time_alt(rows: pd.DataFrame, empty: list[str], write: Writer, alike: bool) -> str:
    """Tell first, last, change and peak, and which periods are empty."""
    pairs = list(zip(rows["period"], rows["value"], strict=True))
    kind = tr("Bars over time, each as wide as its period is long.")
    percent = write.symbol == "%"
    said = kind + " " + alttext.told("", pairs, write, percent=percent, alike=alike)
    said = " ".join([said, *ranges.explained(rows)])
    return said + alttext.gaps(empty, tr("Not known: {names}."))


def _time_data(axis: list[Span], rows: pd.DataFrame, write: Writer) -> Data:
    """Give periods, their length, numbers and intervals."""
    columns = ["value", "low", "high"] if ranged(rows) else ["value"]
    headings = [tr("Period"), tr("Months"), tr("Number")]
    headings += [tr("Interval from"), tr("Interval to")] if ranged(rows) else []
    known = rows.reindex([span.period for span in axis])
    made = [
        [span.period, *values]
        for span, values in zip(axis, known[columns].to_numpy().tolist(), strict=True)
    ]
    behind = data([headings[0], *headings[2:]], made, write)
    return _with_months(behind, axis, headings[1])


def _with_months(behind: Data, axis: list[Span], heading: str) -> Data:
    """Add the length of each period, with digits of its own."""
    lengths = [(span.months, written(span.months, int(span.months % 1 > 0))) for span in axis]
    return Data(
        (behind.headings[0], heading, *behind.headings[1:]),
        tuple((row[0], n, *row[1:]) for row, (n, _) in zip(behind.rows, lengths, strict=True)),
        tuple((row[0], t, *row[1:]) for row, (_, t) in zip(behind.texts, lengths, strict=True)),
    )


@in_two_widths
def shares_over_time(
    frame: pd.DataFrame,
    periods: pd.DataFrame,
    *,
    order: list[str],
    kind: str,
    number: str,
    caption: str,
    lacking: str,
) -> Chart | Text:
    """Draw the parts of each period on top of one another, as wide as the period is long.

    Parameters
    ----------
    frame : DataFrame
        Rows with `period`, `category`, `label`, `value`, `unit`.
    periods : DataFrame
        All periods: `period`, `months`, `start`, `end`.
    order : list of str
        Categories from the bottom up.
    kind : str
        What the parts are, for their colours.
    number, caption, lacking : str
        Number, caption, and the sentence to show where no row has a value.

    Returns
    -------
    Chart or Text
        The figure, or the sentence.
    """
    rows = with_value(frame)
    if rows.empty:
        return Text(named(lacking), "lacking")
    write = writer(rows)
    names = dict(zip(rows["category"], rows["label"], strict=True))
    wide = rows.pivot_table(index="period", columns="category", values="value", sort=False)
    wide = wide.reindex(columns=[name for name in order if name in wide])
    with styled():
        fig, ax, axis = time_panel(periods, 3.0, right=0.22)
        number_scale(ax, rows, max(100.0, float(wide.sum(axis=1).max())) / 1.12)
        for span in axis:
            if span.period in wide.index:
                _stack(ax, span, wide.T[span.period], kind, write)
        silent(ax, [span for span in axis if span.period not in wide.index], tr("not known"))
        _names_beside(ax, axis, wide, names, kind)
        stagger(ax)
        wide = wide.rename(columns=names)
        said = tr("Divided bars over time, each as wide as its period is long.")
        alt = said + " " + series_alt(wide, write)
        behind = wide_data(wide.reindex([span.period for span in axis]), write)
        return drawn(fig, Title(number, caption, timeaxes.explained(axis)), alt, behind)


def _stack(ax: Axes, span: Span, values: pd.Series[Any], kind: str, write: Writer) -> None:
    """Draw the parts of one period, each with its number where it is high enough.

    A phone has room for whole numbers without the sign, which the scale has.
    """
    write = Writer(0, "") if on_phone() else write
    bottom = 0.0
    for name, value in values.dropna().items():
        each = hue(kind, str(name))
        ax.bar(span.left + EDGE, value, span.months - 2 * EDGE, bottom, align="edge",
               color=each.mark, edgecolor=PAPER, linewidth=1.2)  # fmt: skip
        if value >= 5:
            ax.text(span.middle, bottom + value / 2, write(value), ha="center", va="center",
                    color=each.on, fontsize=7.5)  # fmt: skip
        bottom += value


def _names_beside(
    ax: Axes, axis: list[Span], wide: pd.DataFrame, names: dict[str, str], kind: str
) -> None:
    """Write the names of the parts beside the last period that has any."""
    last = next(span for span in reversed(axis) if span.period in wide.index)
    bottom, below = 0.0, -8.0
    for name in map(str, wide.columns):
        value = float(wide[name].fillna(0)[last.period])
        below = max(bottom + value / 2, below + 8)
        bottom += value
        ax.annotate(
            named(names[name]), (axis[-1].right, below), xytext=(6, 0), va="center",
            textcoords="offset points", color=hue(kind, name).text, annotation_clip=False,
        )  # fmt: skip


def series_alt(wide: pd.DataFrame, write: Writer) -> str:
    """Tell each column of a table of periods.

    Parameters
    ----------
    wide : DataFrame
        Periods down, series across.
    write : Writer
        Writes the numbers.

    Returns
    -------
    str
        A sentence a series.
    """
    told = []
    for name in wide.columns:
        pairs = [(str(period), float(value)) for period, value in wide[name].dropna().items()]
        told.append(alttext.told(tr(str(name)), pairs, write, percent=write.symbol == "%"))
    return " ".join(told)
