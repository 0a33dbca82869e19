"""Counts dealt out to charts, and numbers shared out among them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorlib.observations.practice.deals import Deal, Slot, share_out, slots, without_permit
from monitorlib.observations.practice.program import Key

SOLUTION: dict[Key, int] = {
    ("assemblies", "Almaty", "permitted"): 1,
    ("assemblies", "Almaty", "unpermitted"): 2,
    ("assemblies", "Semey", "unpermitted"): 0,
    ("participants", "Almaty", "permitted"): 9,
}
CHARTS = slots(SOLUTION)


def test_there_is_a_slot_for_each_assembly() -> None:
    assert [
        Slot("0", "Almaty", "permitted"),
        Slot("1", "Almaty", "unpermitted"),
        Slot("2", "Almaty", "unpermitted"),
    ] == CHARTS
    assert without_permit(CHARTS) == CHARTS[1:]


def test_each_chart_gets_one_code_and_each_code_its_number() -> None:
    deal = Deal(CHARTS, SOLUTION)
    deal.deal("form", {"rally": 1, "picket": 2}, CHARTS)
    deal.each("form", ["rally", "picket"], CHARTS)
    dealt = deal.drawn(np.random.default_rng(0))
    codes = sorted(key[1] for key, number in dealt.items() if number)
    assert codes == ["picket", "picket", "rally"]
    assert sorted(key[2] for key, number in dealt.items() if number) == ["0", "1", "2"]


def test_charts_of_one_town_and_permit_stand_together() -> None:
    assert Deal(CHARTS, SOLUTION).groups() == {
        ("Almaty", "permitted"): CHARTS[:1],
        ("Almaty", "unpermitted"): CHARTS[1:],
    }


def test_what_cannot_be_dealt_is_said() -> None:
    deal = Deal(CHARTS, SOLUTION)
    deal.deal("form", {"rally": 4}, CHARTS)
    with pytest.raises(ArithmeticError, match="dealt out"):
        deal.drawn(np.random.default_rng(0))


@pytest.mark.parametrize(
    ("whole", "weights", "least", "unit", "expected"),
    [
        (10, [1, 1], 0, 1, [5, 5]),
        (10, [1, 3], 2, 1, [4, 6]),
        (7, [1, 1], 0, 1, [4, 3]),
        (55, [1, 2, 1], 5, 5, [15, 25, 15]),
        (3, [9, 1, 1], 1, 1, [1, 1, 1]),
    ],
    ids=["alike", "weights above the least", "the rest goes first", "by fives", "nothing over"],
)
def test_numbers_are_shared_out_by_weights(
    whole: int, weights: list[float], least: int, unit: int, expected: list[int]
) -> None:
    assert share_out(whole, weights, least, unit) == expected


@given(
    st.lists(st.floats(0.01, 100), min_size=1, max_size=30),
    st.integers(0, 500),
    st.integers(0, 3),
    st.sampled_from([1, 5]),
)
def test_shares_make_the_whole_and_none_is_below_the_least(
    weights: list[float], more: int, least: int, unit: int
) -> None:
    whole = (more + least * len(weights)) * unit
    shares = share_out(whole, weights, least * unit, unit)
    assert sum(shares) == whole
    assert min(shares) >= least * unit
    assert all(share % unit == 0 for share in shares)
