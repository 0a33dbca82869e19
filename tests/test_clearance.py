"""No two words of an axis of time touch, and no line crosses a number, at any width."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from monitorlib.drawing import figurelines, figuretimes, timeaxes
from monitorlib.drawing.chart import Chart, styled
from monitorlib.drawing.clearance import boxes, lift, stagger
from monitorlib.drawing.figurelines import coverage, lines
from monitorlib.drawing.figuretimes import over_time, shares_over_time
from monitorlib.drawing.lettering import PHONE
from monitorlib.report_data import Report

WORDS = {"number": "0-1", "caption": "A caption", "lacking": "Nothing is stated."}
REPORT = Report("2017")


def periods(years: int) -> pd.DataFrame:
    """The periods of the report and so many years of charts after it."""
    more = [
        {"period": str(year), "months": 12.0, "start": f"{year}-01", "end": f"{year}-12"}
        for year in range(2018, 2018 + years)
    ]
    return pd.concat([REPORT.rows("periods"), pd.DataFrame(more)], ignore_index=True)


def longer(rows: pd.DataFrame, years: int) -> pd.DataFrame:
    """The rows, and those of 2017 again for the years of charts."""
    last = rows[rows["period"] == "2017"]
    more = [last.assign(period=str(year)) for year in range(2018, 2018 + years)]
    return pd.concat([rows, *more], ignore_index=True)


def country(measure: str) -> Callable[[int], Any]:
    rows = REPORT.index(measure, place="Kazakhstan")
    return lambda years: over_time(longer(rows, years), periods(years), **WORDS)


def towns(years: int) -> Any:
    rows = REPORT.index("protest_activity")
    rows = rows[rows["place"].isin(["Kazakhstan", "Almaty", "Aktau"])]
    return lines(longer(rows, years), periods(years), by="place", main="Kazakhstan",
                 coverage=REPORT.rows("coverage"), **WORDS)  # fmt: skip


def concerns(years: int) -> Any:
    return shares_over_time(longer(REPORT.index("concern_share"), years), periods(years),
                            kind="concern", order=["social", "economic", "political"],
                            **WORDS)  # fmt: skip


def watched(years: int) -> Any:
    return coverage(longer(REPORT.rows("coverage"), years), periods(years), **WORDS)


BARS = {name: country(name) for name in ("protest_activity", "law_abidance", "prosecution_share")}
KINDS = {**BARS, "towns": towns, "concerns": concerns, "watched": watched}


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """Figures as they were drawn: wide, then for a phone."""
    figures: list[Figure] = []
    for module in (figuretimes, figurelines):
        drawn = module.drawn

        def keep(fig: Figure, *rest: Any, drawn: Callable[..., Chart] = drawn) -> Chart:
            figures.append(fig)
            return drawn(fig, *rest)

        monkeypatch.setattr(module, "drawn", keep)
    return figures


def apart(found: list[Bbox]) -> bool:
    return not any(one.overlaps(two) for one, two in itertools.combinations(found, 2))


@pytest.mark.parametrize("years", [0, 1, 3])
@pytest.mark.parametrize("name", KINDS)
@pytest.mark.filterwarnings("error")
def test_names_below_the_axis_stand_apart_at_both_widths(
    name: str, years: int, kept: list[Figure]
) -> None:
    KINDS[name](years)
    assert len(kept) == 2
    for fig in kept:
        (ax,) = fig.axes
        with styled():
            below = boxes(ax, ax.get_xticklabels())
            signs = [each for each in ax.texts if getattr(each, "xycoords", "") == timeaxes.BELOW]
            assert len(signs) == 2 * (name == "towns"), "a cross and the name of the town"
            assert apart([*below, *boxes(ax, signs)])


@pytest.mark.parametrize("years", [0, 1, 3])
@pytest.mark.parametrize("name", BARS)
def test_no_number_touches_another_or_an_interval(
    name: str, years: int, kept: list[Figure]
) -> None:
    BARS[name](years)
    for fig in kept:
        (ax,) = fig.axes
        with styled():
            numbers = [each for each in ax.texts if each.get_text()[0].isdigit()]
            found = boxes(ax, numbers)
        assert len(numbers) == len(ax.patches)
        assert apart(found)
        for line in ax.lines:
            if len({*line.get_xdata()}) == 1 < len(line.get_xdata()):  # upright: an interval
                place = line.get_window_extent().get_points() * 72 / fig.dpi
                assert not any(box.overlaps(Bbox(place)) for box in found)


def test_an_interval_stands_in_the_middle_of_its_bar(kept: list[Figure]) -> None:
    BARS["protest_activity"](0)
    for fig in kept:
        (ax,) = fig.axes
        middles = [bar.get_x() + bar.get_width() / 2 for bar in ax.patches]
        places = {line.get_xdata()[0] for line in ax.lines if len({*line.get_xdata()}) == 1}
        assert sorted(places) == pytest.approx(middles)


def axes(names: list[str]) -> Axes:
    ax = Figure(figsize=(3, 2)).subplots()
    ax.set_xlim(0, len(names))
    ax.set_xticks(np.arange(len(names)) + 0.5, names)
    return ax


def rows(ax: Axes) -> list[int]:
    """In which row below the axis each name stands."""
    tops = [round(box.y1, 3) for box in boxes(ax, ax.get_xticklabels())]
    return [sorted({*tops}, reverse=True).index(top) for top in tops]


def test_names_with_room_stay_in_one_row() -> None:
    ax = axes(["2014", "2015", "2016"])
    stagger(ax)
    assert rows(ax) == [0, 0, 0]


def test_a_name_without_room_goes_below_the_one_before_it_by_all_of_its_lines() -> None:
    ax = axes(["a name that is long\n12", "another that is long\n12", "short\n12"])
    stagger(ax)
    assert rows(ax) == [0, 1, 0]
    assert apart(boxes(ax, ax.get_xticklabels()))


def test_numbers_that_would_run_together_stand_at_two_heights() -> None:
    ax = axes(["a", "b"])
    ax.set_ylim(0, 10)
    numbers = [
        ax.annotate("1234567890" * 2, (x, 5), xytext=(0, 3), textcoords="offset points",
                    ha="center", va="bottom")
        for x in (0.5, 1.5)
    ]  # fmt: skip
    assert not apart(boxes(ax, numbers))
    lift(ax, numbers, [])
    assert apart(boxes(ax, numbers))
    assert numbers[0].xyann == (0, 3), "the first stays"


def test_a_number_rises_over_a_line_that_crosses_it() -> None:
    ax = axes(["a"])
    ax.set_ylim(0, 10)
    number = ax.annotate("12.3", (0.5, 2), xytext=(0, 3), textcoords="offset points", ha="center")
    lift(ax, [number], [Bbox([[0.5, 1], [0.5, 8]])])
    (box,) = boxes(ax, [number])
    assert box.y0 * ax.figure.dpi / 72 >= ax.transData.transform((0.5, 8))[1]


def test_the_words_of_a_phone_are_measured_as_a_phone_has_them(kept: list[Figure]) -> None:
    KINDS["towns"](0)
    assert not PHONE.get()
    assert [max(rows(fig.axes[0])) for fig in kept] == [0, 1]
