"""Intervals stand where the counts behind a number are known, and nowhere else."""

from __future__ import annotations

import pandas as pd
import pytest

from monitorlib.ranges import ranged, with_ranges


def interval(**row: object) -> tuple[float, float]:
    made = with_ranges(pd.DataFrame([{"denominator": 36.0, "numerator": 5.0, **row}]))
    return float(made["low"].iloc[0]), float(made["high"].iloc[0])


def test_five_of_36_has_wilsons_interval() -> None:
    assert interval(value=100 * 5 / 36, unit="percent") == pytest.approx((6.1, 28.7), abs=0.05)


def test_36_in_twelve_months_has_the_exact_interval_of_a_rate() -> None:
    found = interval(value=3.0, unit="assemblies per month", numerator=36.0, denominator=12.0)
    assert found == pytest.approx((2.10, 4.15), abs=0.005)


@pytest.mark.parametrize(
    "row",
    [
        {"value": 14.0, "unit": "percent"},
        {"value": 5 / 36, "unit": "officers per participant"},
        {"value": 100 * 5 / 36, "unit": "percent", "numerator": float("nan")},
        {"value": 120.0, "unit": "percent", "numerator": 6.0, "denominator": 5.0},
    ],
    ids=["stated otherwise", "no share", "count unknown", "more than all"],
)
def test_else_there_is_none(row: dict[str, object]) -> None:
    low, high = interval(**row)
    assert low != low
    assert high != high


def test_rows_that_bring_their_own_keep_them() -> None:
    own = pd.DataFrame({"value": [1.0], "low": [0.5], "high": [2.0], "unit": ["ratio"]})
    assert with_ranges(own) is own
    assert ranged(own)
