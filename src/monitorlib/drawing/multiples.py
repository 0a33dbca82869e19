"""Small pictures beside the key figures: every period to its length, this one in colour.

A share or a rate is as high as it is. A count is drawn as a monthly rate, so that the area
of a bar is the count, whatever the period's length. What is not known is a gap with a sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monitorlib.drawing import alttext
from monitorlib.drawing.chart import Data
from monitorlib.drawing.colours import AXIS, INK, MUTED, hues
from monitorlib.drawing.placement import LETTER
from monitorlib.drawing.svg import element, picture, words
from monitorlib.messages import Quantity, tr
from monitorlib.report_data import Report
from monitorlib.timeline import Span, spans

MEASURES = (
    ("protest_activity", ""),
    ("law_abidance", ""),
    ("participants", "all"),
    ("detention_share", ""),
    ("prosecution_share", ""),
)
"""Measures of the key figures with their categories."""
WIDTH, HEIGHT, TOP, BASE, EDGE = 220.0, 70.0, 16.0, 54.0, 2.0
BESIDE, SIZE = 44.0, 10.5
"""Room for the last number, and the height of its letters."""


@dataclass(frozen=True)
class Multiple:
    """A small picture of one key figure.

    Attributes
    ----------
    measure : str
        What it shows.
    svg : str
        The drawing.
    alt : str
        What a reader who cannot see it is told; it is in the drawing, too.
    data : Data
        Periods and numbers.
    """

    measure: str
    svg: str
    alt: str
    data: Data

    @property
    def html(self) -> str:
        """The drawing as it stands on a page."""
        return f'<div class="chart small">{self.svg}</div>'


def key_figures(report: Report) -> list[Multiple]:
    """Draw every key figure over all periods of a report.

    Parameters
    ----------
    report : Report
        The data.

    Returns
    -------
    list of Multiple
        In the order of `MEASURES`; one without any number is left out.
    """
    axis = spans(report.rows("periods"))
    drawn = (_multiple(report, axis, *entry) for entry in MEASURES)
    return [each for each in drawn if each]


def _multiple(report: Report, axis: list[Span], measure: str, category: str) -> Multiple | None:
    """Draw one key figure."""
    numbers = {
        span.period: report.value(measure, category=category, period=span.period) for span in axis
    }
    known = {period: each for period, each in numbers.items() if each.known}
    if not known:
        return None
    counted = report.unit(report.vocabulary.measure[measure]["unit"])["counted"] == "yes"
    heights = {
        span.period: numbers[span.period].value / (span.months if counted else 1)
        for span in axis
        if span.period in known
    }
    alt = _alt(numbers, counted=counted)
    svg = picture(WIDTH, HEIGHT, alt, *_bars(axis, heights), *_words(axis, heights, known))
    return Multiple(measure, svg, alt, _data(numbers))


def _place(axis: list[Span], months: float) -> float:
    """Turn months into the drawing's units."""
    begin, end = axis[0].left, axis[-1].right
    return EDGE + (WIDTH - EDGE - BESIDE) * (months - begin) / (end - begin)


def _bars(axis: list[Span], heights: Mapping[str, float]) -> list[str]:
    """Draw the bars, the last period in its colour; gaps have a line and a sign."""
    parts = []
    for span in axis:
        left, right = _place(axis, span.left) + 0.75, _place(axis, span.right) - 0.75
        if span.period not in heights:
            middle = (left + right) / 2
            parts.append(words("?", middle, BASE - 4, text_anchor="middle", font_size=9.0,
                               fill=MUTED))  # fmt: skip
        high = _high(heights, span)
        fill = hues()["blue" if span is axis[-1] else "grey"].mark
        if high:
            parts.append(element("rect", x=left, y=BASE - high, width=right - left, height=high,
                                 fill=fill))  # fmt: skip
        parts.append(element("rect", x=left, y=BASE, width=right - left, height=1.2, fill=AXIS))
    return parts


def _words(
    axis: list[Span], heights: Mapping[str, float], known: Mapping[str, Quantity]
) -> list[str]:
    """Write the first number above its bar, the last beside its own; the periods below."""
    shown = [span for span in axis if span.period in known]
    first, last = shown[0], shown[-1]
    parts = [_below(axis, axis[0]), _below(axis, axis[-1])]
    if first is not axis[-1]:
        text = str(known[first.period])
        x, half = _place(axis, first.middle), LETTER * SIZE * len(text) / 2
        x = max(x, half)
        over = [span for span in axis if _covers(axis, span, x - half, x + half)]
        y = BASE - max(_high(heights, span) for span in over) - 3
        parts.append(words(text, x, y, font_size=SIZE, fill=INK, text_anchor="middle"))
    if last is axis[-1]:
        y = min(BASE - _high(heights, last) + 0.7 * SIZE, BASE)
        parts.append(words(str(known[last.period]), _place(axis, last.right) + 4, y,
                           font_size=SIZE, font_weight="600", fill=INK))  # fmt: skip
    return parts


def _below(axis: list[Span], span: Span) -> str:
    """Write a period's name under its bar."""
    x = _place(axis, span.middle)
    return words(span.period, max(x, 2.5 * len(span.period)), BASE + 12, font_size=9.0,
                 fill=MUTED, text_anchor="middle")  # fmt: skip


def _covers(axis: list[Span], span: Span, left: float, right: float) -> bool:
    """Whether a period's bar stands between two places."""
    return _place(axis, span.left) < right and left < _place(axis, span.right)


def _high(heights: Mapping[str, float], span: Span) -> float:
    """Give the height of a period's bar."""
    return heights.get(span.period, 0.0) / (max(heights.values()) or 1.0) * (BASE - TOP)


def _alt(numbers: Mapping[str, Quantity], *, counted: bool) -> str:
    """Tell first, last, change and peak, and what is not known."""
    known = {period: each for period, each in numbers.items() if each.known}
    texts = {each.value: str(each) for each in known.values()}
    pairs = [(period, each.value) for period, each in known.items()]
    symbol = next(iter(known.values())).symbol
    said = alttext.told("", pairs, texts.__getitem__, percent=symbol == "%")
    if counted:
        said += " " + tr("The area of a bar is the number.")
    lacking = [period for period in numbers if period not in known]
    return (
        tr("Small bars over time.") + " " + said + alttext.gaps(lacking, tr("Not known: {names}."))
    )


def _data(numbers: Mapping[str, Quantity]) -> Data:
    """Give periods and numbers."""
    rows = tuple((period, each.value if each.known else None) for period, each in numbers.items())
    texts = tuple((period, str(each)) for period, each in numbers.items())
    return Data((tr("Period"), tr("Number")), rows, texts)
