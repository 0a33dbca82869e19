"""Bars over time are as wide as their periods are long; an empty period is no zero."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from monitorlib.drawing.chart import Chart
from monitorlib.drawing.colours import hue
from monitorlib.drawing.figuretimes import over_time, shares_over_time
from monitorlib.report_data import Report

WORDS = {"number": "0-1", "caption": "A caption", "lacking": "Nothing is stated."}
REPORT = Report("2017")
PERIODS = REPORT.rows("periods")


def country(measure: str) -> Chart:
    chart = over_time(REPORT.index(measure, place="Kazakhstan"), PERIODS, **WORDS)
    assert isinstance(chart, Chart)
    return chart


def boxes(svg: str, colour: str) -> list[tuple[float, float]]:
    """Width and height of every rectangle of a colour, from left to right."""
    found = re.findall(rf'<path d="M([\d.]+) ([\d.]+)L([\d.]+) [\d.]+L[\d.]+ ([\d.]+)[^"]*z" fill="{colour}"', svg)  # fmt: skip  # noqa: E501
    return [(float(c) - float(a), abs(float(b) - float(d))) for a, b, c, d in found]


def test_the_period_of_ten_and_a_half_months_is_narrower_than_one_of_twelve() -> None:
    widths = [
        wide for wide, _ in boxes(country("protest_activity").svg, hue("place", "Kazakhstan").mark)
    ]
    assert len(widths) == 7
    assert widths[1] / widths[3] == pytest.approx((10.5 - 0.7) / (12 - 0.7), abs=0.01)
    assert widths[3] == pytest.approx(widths[6], abs=0.05)


def test_rates_are_high_and_months_wide_so_that_the_area_is_the_count() -> None:
    found = boxes(country("protest_activity").svg, hue("place", "Kazakhstan").mark)
    heights = [high for _, high in found]
    assert heights[1] / heights[6] == pytest.approx((162 / 10.5) / (36 / 12), abs=0.05)


def test_first_last_change_and_peak_are_told() -> None:
    alt = country("protest_activity").alt
    assert "5.82 in 2010, 3.00 in 2017, a change of −48%; highest 15.43 in 2011-12." in alt


def test_periods_without_a_number_are_said_and_not_drawn() -> None:
    chart = country("prosecution_share")
    assert len(boxes(chart.svg, hue("place", "Kazakhstan").mark)) == 3
    assert "Not known: 2010, 2011-12, 2012-13, 2014." in chart.alt
    assert chart.data.rows[0][:3] == ("2010", 11.0, None)
    assert chart.data.texts[0][2] == "unknown"


def test_an_interval_stands_only_where_the_counts_are_known() -> None:
    rows = {row[0]: row for row in country("law_abidance").data.texts}
    assert rows["2017"] == ("2017", "12", "13.9%", "6.1%", "28.7%")
    assert rows["2016"] == ("2016", "12", "9.6%", "unknown", "unknown")


def test_concerns_are_stacked_in_their_colours_and_named_beside() -> None:
    chart = shares_over_time(REPORT.index("concern_share"), PERIODS, kind="concern",
                             order=["social", "economic", "political"], **WORDS)  # fmt: skip
    assert isinstance(chart, Chart)
    social = boxes(chart.svg, hue("concern", "social").mark)
    assert len(social) == 7
    assert social[6][1] / social[0][1] == pytest.approx(77.8 / 7, abs=0.2)
    assert ">Social<" in chart.svg
    assert "Social: 7.0% in 2010, 77.8% in 2017, a change of +70.8 percentage points" in chart.alt


def test_shares_need_a_value() -> None:
    nothing = pd.DataFrame({"period": [], "category": [], "label": [], "value": [], "unit": []})
    assert not isinstance(
        shares_over_time(nothing, PERIODS, kind="concern", order=[], **WORDS), Chart
    )
