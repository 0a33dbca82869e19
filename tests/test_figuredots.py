"""Dots: two sides of a row, and intervals around a number."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from monitorlib.drawing.chart import Chart
from monitorlib.drawing.colours import PAPER, hue
from monitorlib.drawing.figuredots import intervals, pairs

WORDS = {"number": "7-1", "caption": "A caption", "lacking": "Nothing is stated."}
FORMS = pd.DataFrame(
    {
        "period": ["2016", "2016", "2017", "2017", "2017"],
        "category": ["rally", "picket", "rally", "picket", "crane"],
        "label": ["Rallies", "Pickets", "Rallies", "Pickets", "Climbing a building crane"],
        "value": [40.4, 19.2, 16.7, 33.3, 2.8],
        "unit": ["percent"] * 5,
    }
)
RATIOS = pd.DataFrame(
    {
        "pair": ["2015 / 2014", "2017 / 2016"],
        "value": [0.62, 0.69],
        "low": [0.46, 0.44],
        "high": [0.84, 1.08],
        "unit": ["ratio"] * 2,
    }
)


def forms(sides: list[str]) -> Chart:
    chart = pairs(FORMS, by="label", sides=sides, kind="form", **WORDS)
    assert isinstance(chart, Chart)
    return chart


def test_the_earlier_dot_is_hollow_and_the_later_full_both_in_the_colour_of_the_form() -> None:
    svg = forms(["2016", "2017"]).svg
    mark = hue("form", "rally").mark
    assert re.search(rf'<circle[^>]*stroke="{mark}"[^>]*fill="{PAPER}"', svg)
    assert re.search(rf'<circle[^>]*stroke="{mark}"[^>]*fill="{mark}"', svg)


def test_what_moved_most_is_told() -> None:
    assert forms(["2016", "2017"]).alt == (
        "Dot chart with 3 rows. Highest: Rallies (2016), 40.4%. "
        "Lowest: Climbing a building crane (2017), 2.8%. "
        "Furthest apart: Rallies, 40.4% (2016) and 16.7% (2017)."
    )


def test_a_side_that_is_not_known_is_a_gap() -> None:
    rows = {row[0]: row[1:] for row in forms(["2016", "2017"]).data.rows}
    assert rows["Climbing a building crane"] == (None, 2.8)


def test_of_the_first_period_there_is_one_side_only() -> None:
    assert forms(["", "2016"]).data.headings == ("Name", "2016")


def test_rows_stand_by_the_later_side() -> None:
    assert [row[0] for row in forms(["2016", "2017"]).data.rows][:2] == ["Pickets", "Rallies"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (RATIOS, "The interval leaves no change out for: 2015 / 2014."),
        (RATIOS.tail(1), "Every interval holds the value of no change."),
    ],
)
def test_which_intervals_hold_no_change_is_told(rows: pd.DataFrame, told: str) -> None:
    chart = intervals(rows, by="pair", reference=1.0, **WORDS)
    assert isinstance(chart, Chart)
    assert chart.alt.endswith(told)
    assert ">no change<" in chart.svg
