"""Periods lie on the axis where they were, as long as they were."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from monitorlib.report_data import Report
from monitorlib.timeline import joined, spans

AXIS = spans(Report("2017").rows("periods"))
BY_NAME = {span.period: span for span in AXIS}


@pytest.mark.parametrize(
    ("period", "months"),
    [("2010", 11.0), ("2011-12", 10.5), ("2012-13", 11.3), ("2014", 12.0), ("2017", 12.0)],
)
def test_a_period_is_as_long_as_its_months(period: str, months: float) -> None:
    span = BY_NAME[period]
    assert span.right - span.left == pytest.approx(months)


def test_the_period_from_june_2011_begins_17_months_after_january_2010() -> None:
    assert BY_NAME["2011-12"].left == 17
    assert BY_NAME["2011-12"].placed


def test_a_period_whose_months_are_not_printed_stands_in_the_middle_of_where_it_can_be() -> None:
    span = BY_NAME["2012-13"]
    assert not span.placed
    assert span.left - 28 == pytest.approx(48 - span.right), "between April 2012 and January 2014"


def test_calendar_years_follow_one_another_without_a_gap() -> None:
    assert BY_NAME["2014"].right == BY_NAME["2015"].left == 60


def test_no_two_periods_overlap_and_the_last_ends_after_96_months() -> None:
    assert all(one.right <= two.left for one, two in itertools.pairwise(AXIS))
    assert AXIS[-1].right == 96


def test_periods_of_which_nothing_but_the_name_is_known_still_stand_in_order() -> None:
    rows = pd.DataFrame({"period": ["2031", "2032"], "months": [12, 12], "start": "", "end": ""})
    assert [(span.left, span.right) for span in spans(rows)] == [(0, 12), (12, 24)]


def test_neighbours_make_one_run() -> None:
    runs = joined(["2010", "2014", "2015"], AXIS)
    assert [[span.period for span in run] for run in runs] == [["2010"], ["2014", "2015"]]
