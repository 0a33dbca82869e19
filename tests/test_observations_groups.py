"""What groups of charts say of a tally, and of each place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from monitorlib.observations.conditions import Condition
from monitorlib.observations.tabulation.groups import Groups, Places
from monitorlib.observations.tabulation.tallies import Tally

TABLE = pd.DataFrame(
    {
        "city": ["Almaty", "Almaty", "Semey"],
        "permit": ["denied", "permitted", ""],
        "charts": [10.0, 4.0, 3.0],
        "true form == 'rally'": [6.0, 1.0, 2.0],
        "known form": [9.0, 4.0, 2.0],
        "sum duration": [50.0, 0.0, 7.0],
        "known duration": [5.0, 0.0, 1.0],
    }
)
"""Of ten charts denied in Almaty nine know their form, and six of them are rallies."""
GROUPS = Groups(TABLE, ("city", "permit"), frozenset())
TALLY = Tally("m", "", "count", "form", Condition.parse("form == 'rally'"), None, False, "")


def answers(groups: Groups = GROUPS, **changes: Any) -> list[list[float]]:
    return [side.tolist() for side in groups.answers(replace(TALLY, **changes))]


@pytest.mark.parametrize(
    ("text", "true", "known"),
    [
        ("form == 'rally'", [6, 1, 2], [9, 4, 2]),
        ("permit == 'denied'", [10, 0, 0], [10, 4, 0]),
        ("permit == 'denied' and form == 'rally'", [6, 0, 0], [9, 4, 0]),
        ("permit == 'denied' or form == 'rally'", [10, 1, 2], [10, 4, 2]),
        ("permit == 'denied' or permit == 'permitted'", [10, 4, 0], [10, 4, 0]),
    ],
)
def test_what_groups_share_and_what_charts_answer_make_three_valued_logic(
    text: str, true: list[float], known: list[float]
) -> None:
    assert answers(condition=Condition.parse(text)) == [true, known]


def test_a_chart_counts_as_one_where_nothing_is_asked() -> None:
    assert answers(condition=None, field="") == [[10, 4, 3], [10, 4, 3]]


def test_a_sum_is_over_the_charts_that_know() -> None:
    found = answers(how="sum", condition=None, field="duration")
    assert found == [[50, 0, 7], [5, 0, 1]]


def test_a_silent_chart_belongs_to_the_category_that_is_named_for_it() -> None:
    rally = answers(category="rally", unknown_as="unknown")
    silent = answers(category="unknown", unknown_as="unknown")
    assert rally == [[6, 1, 2], [10, 4, 3]]
    assert silent == [[7, 1, 3], [10, 4, 3]]


def test_charts_that_cannot_state_a_field_are_not_silent() -> None:
    unable = replace(GROUPS, missing=frozenset({"form"}))
    assert answers(unable, category="rally", unknown_as="unknown")[1] == [0, 0, 0]


def test_a_restriction_that_is_unknown_may_hold() -> None:
    within, maybe = GROUPS.judge([Condition.parse("permit != 'permitted'")])
    assert within.tolist() == [True, False, False]
    assert maybe.tolist() == [True, False, True]


def test_without_restrictions_every_group_is_within() -> None:
    within, maybe = GROUPS.judge([])
    assert within.all()
    assert maybe.all()


def test_totals_are_by_town_in_the_order_given_and_the_whole_comes_last() -> None:
    places = Places.of(TABLE["city"], ["Semey", "Astana", "Almaty"])
    assert places.names == ["Semey", "Astana", "Almaty", "Kazakhstan"]
    assert places.total(GROUPS.charts).tolist() == [3, 0, 14, 17]


def test_without_towns_there_is_the_whole_country() -> None:
    assert Places.of(TABLE["city"], []).total(GROUPS.charts).tolist() == [17]
