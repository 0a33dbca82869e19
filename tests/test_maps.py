"""A circle's area is its assemblies; what is not known has a sign of its own."""

from __future__ import annotations

import re

import pytest

from monitorlib import paths
from monitorlib.drawing import maps
from monitorlib.drawing.chart import Chart
from monitorlib.drawing.colours import hue
from monitorlib.report_data import Report
from monitorlib.vocabulary import Vocabulary

PERIODS = Vocabulary(paths.hand()).periods["period"].tolist()


def drawn(year: str) -> Chart:
    chart = maps.towns(Report(year))
    assert isinstance(chart, Chart)
    return chart


def radius(chart: Chart, colour: str) -> float:
    found = re.search(rf'<circle[^>]* r="([\d.]+)" fill="{colour}"', chart.svg)
    assert found
    return float(found[1])


def test_the_circles_of_almaty_and_astana_in_2017_are_as_17_to_9() -> None:
    chart = drawn("2017")
    almaty, astana = (radius(chart, hue("place", name).mark) for name in ("Almaty", "Astana"))
    assert (almaty / astana) ** 2 == pytest.approx(17 / 9, abs=0.01)
    assert ">Almaty 17<" in chart.svg


def test_the_key_has_two_circles_of_the_same_scale() -> None:
    chart = drawn("2017")
    key = re.findall(r'<circle[^>]* r="([\d.]+)" fill="none"', chart.svg)
    assert (float(key[0]) / float(key[1])) ** 2 == pytest.approx(10 / 2, abs=0.01)
    assert ">assemblies (area of the circle)<" in chart.svg
    assert "proportional to the number of assemblies" in chart.caption


def test_a_town_that_nobody_watched_has_a_cross_and_no_zero() -> None:
    chart = drawn("2010")
    assert "Not monitored: Aktau, Aktobe, Atyrau" in chart.alt
    assert ">not monitored<" in chart.svg
    assert dict(chart.data.rows)["Shymkent"] is None
    assert dict(chart.data.texts)["Shymkent"] == "not monitored"


def test_none_recorded_is_told_apart_from_not_known() -> None:
    chart = drawn("2017")
    assert dict(chart.data.texts)["Kostanai"] == "0"
    # Table 2 leaves Aktau blank; Table 3 prints a dash for its rate, which is a count of nothing
    assert dict(chart.data.texts)["Aktau"] == "0"
    assert "not known" in dict(drawn("2012-13").data.texts).values()


@pytest.mark.parametrize("year", PERIODS)
def test_every_period_has_a_map_with_every_town_once(year: str) -> None:
    chart = drawn(year)
    names = re.findall(r"<text[^>]*>([^<]*)</text>", chart.svg)
    for town in Report(year).vocabulary.towns:
        assert sum(name == town or name.startswith(f"{town} ") for name in names) == 1, town
    assert len(chart.svg) < 12_000
    assert not re.search(r"style|<defs|\bid=|href", chart.svg)


def test_the_map_is_the_same_each_time() -> None:
    assert drawn("2017") == drawn("2017")
