"""Rows of counts, bases and single concerns."""

from __future__ import annotations

import math
from typing import Any

import pytest

from chartframes import as_pandas
from charts import SPECIFICATION
from monitorlib.observations.conditions import Condition
from monitorlib.observations.tabulation.counting import base, count, count_issues
from monitorlib.observations.tabulation.engines import Charts
from monitorlib.observations.tabulation.groups import Groups, Places
from monitorlib.observations.tabulation.ratios import Ratio
from monitorlib.observations.tabulation.tallies import Tally
from test_observations_groups import TABLE

GROUPS = Groups(TABLE, ("city", "permit"), frozenset())
PLACES = Places.of(TABLE["city"], ["Almaty", "Astana", "Semey"])
UNPERMITTED = Condition.parse("permit != 'permitted'")
RALLIES = Tally("rallies", "", "count", "form", Condition.parse("form == 'rally'"), None, True, "")
MINUTES = Tally("minutes", "", "sum", "duration", None, None, True, "")
ALL = Tally("assemblies", "", "count", "", None, None, True, "")


def cells(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in ("place", *names)) for row in rows]


def test_a_count_has_a_row_a_town_and_one_for_the_whole() -> None:
    found = cells(count(RALLIES, GROUPS, PLACES), "value", "known", "charts")
    assert found == [
        ("Almaty", 7, 13, 14),
        ("Astana", 0, 0, 0),
        ("Semey", 2, 2, 3),
        ("Kazakhstan", 9, 15, 17),
    ]


def test_a_count_of_the_whole_country_has_one_row() -> None:
    tally = Tally("m", "", "sum", "duration", None, UNPERMITTED, False, "")
    found = cells(count(tally, GROUPS, PLACES), "value", "known", "charts")
    assert found == [("Kazakhstan", 50, 5, 13)]


def test_a_count_that_no_chart_knows_is_unknown() -> None:
    table = TABLE.assign(**{"known duration": 0.0, "sum duration": 0.0})
    rows = count(MINUTES, Groups(table, GROUPS.keys, frozenset()), PLACES)
    assert [math.isnan(row["value"]) for row in rows] == [True, False, True, True]


def test_a_base_divides_over_the_charts_that_know() -> None:
    ratio = Ratio("mean", "", MINUTES, ALL, whole=False)
    found = cells(base(ratio, GROUPS, PLACES), "numerator", "denominator", "known", "charts")
    assert found[0] == ("Almaty", 50, 5, 5, 14)
    assert found[1] == pytest.approx(("Astana", math.nan, math.nan, 0, 0), nan_ok=True)
    assert found[3] == ("Kazakhstan", 57, 6, 6, 17)


def test_a_share_of_the_whole_has_the_whole_below_every_town() -> None:
    ratio = Ratio("share", "", ALL, ALL, whole=True)
    found = cells(base(ratio, GROUPS, PLACES), "numerator", "denominator", "known", "charts")
    assert found == [
        (place, number, 17, 17, 17)
        for place, number in (("Almaty", 14), ("Astana", 0), ("Semey", 3), ("Kazakhstan", 17))
    ]


def test_texts_are_counted_commonest_first_and_equal_ones_by_letter() -> None:
    concerns = ["b", "c", "a", "b", "", "unknown"]
    charts = [
        {"city": "Almaty", "concern_group": "social", "concern": concern} for concern in concerns
    ]
    tally = Tally("issues", "", "each", "concern", None, None, False, "")
    held = Charts.of(as_pandas(charts), ["concern"], SPECIFICATION)
    rows, _ = count_issues(tally, held)
    assert [(row["category"], row["value"]) for row in rows] == [("b", 2), ("a", 1), ("c", 1)]
    assert {(row["known"], row["charts"]) for row in rows} == {(4, 6)}


def test_texts_that_charts_cannot_state_are_no_rows() -> None:
    tally = Tally("issues", "", "each", "concern", None, None, False, "")
    held = Charts.of(as_pandas([{"city": "Almaty"}]), ["concern"], SPECIFICATION)
    assert count_issues(tally, held) == ([], [])
