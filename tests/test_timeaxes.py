"""The axis names each period with its length, and marks what nobody saw."""

from __future__ import annotations

import pandas as pd
import pytest

from monitorlib.drawing.chart import styled
from monitorlib.drawing.colours import hue
from monitorlib.drawing.timeaxes import number_scale, silent, time_panel, unwatched
from monitorlib.report_data import Report

PERIODS = Report("2017").rows("periods")


def test_a_period_is_named_with_its_months_and_a_sign_where_they_are_not_printed() -> None:
    with styled():
        _, ax, _ = time_panel(PERIODS, 2)
        names = [label.get_text() for label in ax.get_xticklabels()]
    assert names[:2] == ["2010\n11 mo.*", "2011-12\n10.5 mo."]


def test_the_brackets_of_periods_stand_below_nought_where_no_series_is_drawn() -> None:
    with styled():
        fig, ax, axis = time_panel(PERIODS, 2)
        fig.draw_without_rendering()
        nought = ax.transAxes.transform((0, 0))[1]
        heights = [line.get_window_extent().y1 for line in ax.lines]
    assert len(heights) == len(axis)
    assert max(heights) < nought


@pytest.mark.parametrize(
    ("unit", "first", "title"),
    [("percent", "0%", ""), ("assemblies per month", "0", "assemblies per month")],
)
def test_the_scale_begins_at_nought_and_states_its_unit(unit: str, first: str, title: str) -> None:
    with styled():
        _, ax, _ = time_panel(PERIODS, 2)
        number_scale(ax, pd.DataFrame({"unit": [unit]}), 20.0)
        assert ax.get_yticklabels()[0].get_text() == first
        assert ax.get_title(loc="left") == title
        assert ax.get_ylim()[0] == 0


def test_one_word_a_town_and_a_cross_a_period_say_that_nobody_watched() -> None:
    with styled():
        _, ax, axis = time_panel(PERIODS, 2)
        unwatched(ax, axis, {"Semey": ["2010", "2011-12"]}, {"Semey": hue("place", "Semey")})
        silent(ax, axis[:1], "not known")
        said = [text.get_text() for text in ax.texts]
    assert said == ["×", "×", "Semey: not monitored", "not\nknown"]
