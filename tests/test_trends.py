"""Changes are compared as rates, and an interval stands beside every small number."""

from __future__ import annotations

import math
import re
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitorlib.errors import CountError
from monitorlib.trends import percent_change, rate_ratio, share_interval

COUNTS = st.integers(1, 400)
MONTHS = st.sampled_from([1, 10.5, 11.0, 11.3, 12])  # data/hand/periods.csv, and one month
RATIO_PARTS = ("ratio", "low", "high", "p_value")


@pytest.mark.parametrize(
    ("now", "before", "percent"),
    [
        pytest.param(36, 52, -30.769231, id="line 164, 30%: -16/52"),
        pytest.param(17, 21, -19.047619, id="line 168, 19% in Almaty: -4/21"),
        pytest.param(9, 9, 0, id="line 170, Astana: no change"),
        pytest.param(3, 1, 200, id="three times as many: 2/1"),
        pytest.param(0.32, 0.14, 128.571429, id="Table 15, 2016 to 2017: 0.18/0.14 = 9/7"),
        pytest.param(0, 4, -100, id="nothing left"),
    ],
)
def test_percent_change_is_relative_to_the_earlier_number(now, before, percent):
    assert percent_change(now, before) == pytest.approx(percent, abs=1e-6)


@pytest.mark.parametrize(
    ("now", "before"),
    [(None, 52), (36, None), (math.nan, 52), (36, math.nan), (None, None), (3, 0), (0, 0)],
)
def test_percent_change_from_nothing_or_from_the_unknown_is_unknown(now, before):
    assert math.isnan(percent_change(now, before))


@pytest.mark.parametrize(
    ("counts", "ratio"),
    [
        pytest.param((36, 12, 52, 12), 9 / 13, id="2017 to 2016, Table 2: 36/52"),
        # (114 / 12) / (119 / 11.3) = 9.5 / 10.531 = 1288.2 / 1428
        pytest.param((114, 12, 119, 11.3), 0.9021008, id="2014 to 2012-13"),
        # (119 / 11.3) / (162 / 10.5) = 1249.5 / 1830.6
        pytest.param((119, 11.3, 162, 10.5), 0.6825631, id="2012-13 to 2011-12"),
        pytest.param((10, 10, 5, 5), 1, id="twice the count in twice the time"),
    ],
)
def test_rate_ratio_compares_rates_per_month_not_counts(counts, ratio):
    assert rate_ratio(*counts).ratio == pytest.approx(ratio, rel=1e-6)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # Nothing after five: the share of the later period is at most 1 - 0.025^(1/5), whose
        # odds are 0.025^(-1/5) - 1; all five on one side: 2 / 2^5.
        pytest.param((0, 12, 5, 12), (0, 0, 0.025**-0.2 - 1, 2 / 32), id="none after five"),
        # The same, per month of a period twice as long: half the odds; of the six outcomes
        # only this one is as rare as (1/3)^5.
        pytest.param(
            (0, 12, 5, 6), (0, 0, (0.025**-0.2 - 1) / 2, 1 / 243), id="none after five, longer"
        ),
        # One each: p^2 = 0.975 gives the upper share s; its odds are s / (1 - s), and those of
        # the lower share 1 - s are the inverse.
        pytest.param(
            (1, 12, 1, 12),
            (1, 1 / math.sqrt(0.975) - 1, math.sqrt(0.975) / (1 - math.sqrt(0.975)), 1),
            id="one each",
        ),
    ],
)
def test_interval_and_test_equal_the_binomial_worked_by_hand(counts, expected):
    found = rate_ratio(*counts)
    assert [getattr(found, name) for name in RATIO_PARTS] == pytest.approx(expected, rel=1e-6)


@settings(deadline=None)
@given(COUNTS, MONTHS, COUNTS, MONTHS)
def test_interval_contains_the_ratio_and_swapping_the_periods_turns_all_over(a, m, b, n):
    there, back = rate_ratio(a, m, b, n), rate_ratio(b, n, a, m)
    assert 0 < there.low < there.ratio < there.high
    assert 0 <= there.p_value <= 1
    assert there.ratio * back.ratio == pytest.approx(1)
    assert there.low * back.high == pytest.approx(1, rel=1e-4)
    assert there.p_value == pytest.approx(back.p_value, rel=1e-4)


@settings(deadline=None)
@given(COUNTS, MONTHS)
def test_equal_rates_are_no_evidence_of_a_change(count, months):
    same = rate_ratio(count, months, count, months)
    assert (same.ratio, same.p_value) == (1, pytest.approx(1))


@pytest.mark.parametrize("now", [0, 1, 36])
def test_a_ratio_to_no_assemblies_is_unknown_in_all_its_parts(now):
    change = rate_ratio(now, 12, 0, 12)
    assert all(math.isnan(getattr(change, name)) for name in RATIO_PARTS)


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ((-1, 12, 52, 12), "-1 in 12 and 52 in 12"),
        ((36, 12, -2, 12), "36 in 12 and -2 in 12"),
        ((36, 0, 52, 12), "36 in 0 and 52 in 12"),
        ((36, 12, 52, -10.5), "36 in 12 and 52 in -10.5"),
        ((36, 12, 0, 0), "36 in 12 and 0 in 0"),
    ],
)
def test_rate_ratio_refuses_negative_counts_and_periods_without_length(counts, found):
    said = (
        f"expected counts >= 0 over months > 0; found {found}; at the arguments; "
        "check data/hand/periods.csv"
    )
    with pytest.raises(CountError, match=re.escape(said)):
        rate_ratio(*counts)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # z^2 = 3.841459. Centre (5 + 1.920729) / 39.841459 = 0.173707; half width
        # 1.959964 sqrt(5 x 31 / 36 + 0.960365) / 39.841459 = 0.112889.
        pytest.param(5, 36, 6.0818, 28.6596, id="Table 12: 5 of 36"),
        pytest.param(0, 12, 0, 24.2494, id="none of 12: z^2 / (12 + z^2)"),
        pytest.param(12, 12, 75.7506, 100, id="all of 12: 12 / (12 + z^2)"),
    ],
)
def test_share_interval_is_wilsons_worked_by_hand(part, whole, low, high):
    assert share_interval(part, whole) == pytest.approx((low, high), abs=2e-4)


@settings(deadline=None)
@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_share_interval_equals_wilsons_formula_and_mirrors_the_rest(counts):
    part, whole = counts
    z = NormalDist().inv_cdf(0.975)
    centre = (part + z * z / 2) / (whole + z * z)
    half = z / (whole + z * z) * math.sqrt(part * (whole - part) / whole + z * z / 4)
    low, high = share_interval(part, whole)
    assert (low, high) == pytest.approx((100 * (centre - half), 100 * (centre + half)), abs=1e-9)
    assert 0 <= low <= 100 * part / whole <= high <= 100
    mirrored = share_interval(whole - part, whole)
    assert mirrored == pytest.approx((100 - high, 100 - low), abs=1e-9)


@pytest.mark.parametrize(("part", "whole"), [(-1, 36), (41, 36), (0, 0), (1, 0), (0, -5)])
def test_share_interval_refuses_what_is_no_part_of_a_whole(part, whole):
    said = (
        f"expected 0 <= part <= whole and whole > 0; found {part} of {whole}; "
        "at the arguments; check both counts"
    )
    with pytest.raises(CountError, match=re.escape(said)):
        share_interval(part, whole)
