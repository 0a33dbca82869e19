"""Lines break where nothing is known, and say where nobody watched."""

from __future__ import annotations

from monitorlib.drawing.chart import Chart
from monitorlib.drawing.colours import hue
from monitorlib.drawing.figurelines import coverage, lines
from monitorlib.report_data import Report

WORDS = {"number": "4-1", "caption": "A caption", "lacking": "Nothing is stated."}
REPORT = Report("2017")
PERIODS = REPORT.rows("periods")


def towns(*names: str) -> Chart:
    rows = REPORT.index("protest_activity")
    chart = lines(rows[rows["place"].isin(names)], PERIODS, by="place", main=names[0],
                  coverage=REPORT.rows("coverage"), **WORDS)  # fmt: skip
    assert isinstance(chart, Chart)
    return chart


def test_shymkent_was_not_monitored_in_2010_and_the_figure_says_so() -> None:
    chart = towns("Almaty", "Shymkent")
    assert "Shymkent was not monitored in 2010." in chart.alt
    assert ">Shymkent: not monitored<" in chart.svg
    assert chart.svg.count(">×<") == 1


def test_a_town_that_was_watched_throughout_has_no_such_sign() -> None:
    assert ">×<" not in towns("Almaty", "Astana").svg


def test_no_line_leads_over_a_period_without_a_number() -> None:
    mark = hue("place", "Almaty").mark
    whole = towns("Almaty").svg.count(f'stroke="{mark}"')
    rows = REPORT.index("protest_activity", place="Almaty")
    chart = lines(rows[rows["period"] != "2014"], PERIODS, by="place", **WORDS)
    assert isinstance(chart, Chart)
    assert whole - chart.svg.count(f'stroke="{mark}"') == 3, "its level piece and both links"


def test_a_line_ends_with_its_name_and_number_in_its_colour() -> None:
    svg = towns("Kazakhstan", "Almaty").svg
    assert ">Kazakhstan 3.00<" in svg
    assert ">Almaty 1.42<" in svg


def test_series_that_are_no_towns_take_the_colours_of_their_kinds() -> None:
    rows = REPORT.index("concern_share", category="political").assign(
        index="Political", kind="concern"
    )
    chart = lines(rows, PERIODS, by="index", **WORDS)
    assert isinstance(chart, Chart)
    assert hue("concern", "political").mark in chart.svg


def test_the_grid_counts_the_towns_of_each_period() -> None:
    chart = coverage(REPORT.rows("coverage"), PERIODS, **WORDS)
    assert isinstance(chart, Chart)
    assert "2010: towns monitored 6, not monitored 10, not known 0." in chart.alt
    assert "2012-13: towns monitored 7, not monitored 0, not known 9." in chart.alt
    assert chart.data.rows[2][:3] == ("Shymkent", "not monitored", "monitored")
