"""Small pictures: periods to their length, this one in colour, gaps as gaps."""

from __future__ import annotations

import re

import pytest

from monitorlib import paths
from monitorlib.drawing import colours
from monitorlib.drawing.colours import hues
from monitorlib.drawing.multiples import MEASURES, Multiple, key_figures
from monitorlib.report_data import Report
from monitorlib.vocabulary import Vocabulary

PERIODS = Vocabulary(paths.hand()).periods["period"].tolist()
FIGURES = {each.measure: each for each in key_figures(Report("2017"))}


def bars(each: Multiple) -> list[tuple[float, float, str]]:
    found = re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="([\d.]+)" fill="([^"]+)"', each.svg)  # fmt: skip  # noqa: E501
    return [(float(w), float(h), c) for w, h, c in found if c != colours.AXIS]


def test_there_is_one_for_each_key_figure() -> None:
    assert list(FIGURES) == [measure for measure, _ in MEASURES]


def test_the_period_of_ten_and_a_half_months_is_narrower_than_one_of_twelve() -> None:
    widths = [wide + 1.5 for wide, _, _ in bars(FIGURES["protest_activity"])]
    assert widths[1] / widths[3] == pytest.approx(10.5 / 12, abs=0.01)


def test_this_period_alone_is_in_colour() -> None:
    fills = [fill for _, _, fill in bars(FIGURES["protest_activity"])]
    assert fills == [hues()["grey"].mark] * 6 + [hues()["blue"].mark]


def test_first_and_last_number_are_written() -> None:
    svg = FIGURES["law_abidance"].svg
    assert ">7.4%<" in svg
    assert ">13.9%<" in svg


def test_of_detentions_only_one_period_is_known_and_the_others_are_no_zeros() -> None:
    each = FIGURES["detention_share"]
    assert len(bars(each)) == 1
    assert each.svg.count(">?<") == 6
    assert each.data.rows[0] == ("2010", None)
    assert "the only number known" in each.alt


def test_a_count_is_as_high_as_its_monthly_rate_so_that_its_area_is_the_count() -> None:
    each = FIGURES["participants"]
    numbers = [value for _, value in each.data.rows if value]
    drawn = bars(each)
    assert drawn[0][1] / drawn[-1][1] == pytest.approx(numbers[0] / numbers[-1], abs=0.05)
    assert "The area of a bar is the number." in each.alt


@pytest.mark.parametrize("year", PERIODS)
def test_every_period_has_pictures_within_their_frame(year: str) -> None:
    for each in key_figures(Report(year)):
        assert 'viewBox="0 0 220 70"' in each.svg
        assert len(each.svg) < 2500
        assert each.alt in each.html.replace("&quot;", '"')
        assert all(0 <= float(x) <= 220 for x in re.findall(r' x="(-?[\d.]+)"', each.svg))
