"""A number is written as readers round: half up, grouped, and unknown is a word."""

from __future__ import annotations

import gettext
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitorlib.languages import locales
from monitorlib.numbers import (
    NARROW_SPACE,
    is_known,
    localised,
    percent,
    round_half_up,
    written,
)


@pytest.mark.parametrize("value", [None, float("nan"), np.nan], ids=["None", "nan", "numpy nan"])
def test_a_gap_is_not_known_and_is_written_as_a_word_without_a_sign(value):
    assert is_known(value) is False
    assert written(value, 1, "%") == "unknown"


@pytest.mark.parametrize("value", [0, 0.0, -1.5, 36, np.float64(3.0)], ids=repr)
def test_zero_and_every_other_number_is_known(value):
    assert is_known(value) is True


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),  # half to even would give 2
        (-0.5, 0, "-1"),
        (-2.5, 0, "-3"),
        (0.49, 0, "0"),
        (0.125, 2, "0.13"),
        (-0.125, 2, "-0.13"),
        (1.005, 2, "1.01"),  # in binary a little less than the tie that a reader sees
        (2.675, 2, "2.68"),
        (100 * 5 / 36, 1, "13.9"),  # Table 12
        (104 / 327, 2, "0.32"),  # Table 14-1
        (3, 1, "3.0"),  # Table 3 keeps the digit
    ],
)
def test_a_tie_is_rounded_away_from_zero(value, decimals, text):
    assert str(round_half_up(value, decimals)) == text


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(0, 3))
def test_rounding_equals_exact_arithmetic_on_the_written_digits(thousandths, decimals):
    value = thousandths / 1000
    steps = math.floor(Fraction(abs(thousandths) * 10**decimals, 1000) + Fraction(1, 2))
    oracle = Fraction(-steps if thousandths < 0 else steps, 10**decimals)
    assert Fraction(round_half_up(value, decimals)) == oracle


@pytest.mark.parametrize(
    ("value", "decimals", "symbol", "text"),
    [
        (1697, 0, "", "1697"),  # Table 14
        (9999, 0, "", "9999"),
        (9999.4, 0, "", "9999"),
        (9999.5, 0, "", "10_000"),
        (10000, 0, "", "10_000"),
        (-10000, 0, "", "-10_000"),
        (1234567.85, 1, "", "1_234_567.9"),
        (100 * 5 / 36, 0, "%", "14%"),  # Table 12
        (-100 * 16 / 52, 1, "%", "-30.8%"),  # line 164
        (0, 0, "", "0"),
        (-0.0, 0, "", "0"),
        (-0.04, 1, "", "0.0"),
        (-0.4, 0, "%", "0%"),
        (-0.05, 1, "", "-0.1"),
    ],
)
def test_numbers_are_grouped_from_ten_thousand_and_zero_has_no_sign(value, decimals, symbol, text):
    assert written(value, decimals, symbol) == text.replace("_", NARROW_SPACE)


def test_the_group_sign_is_the_narrow_no_break_space():
    assert NARROW_SPACE == "\N{NARROW NO-BREAK SPACE}"


@settings(deadline=None)
@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_lose_nothing_but_get_groups_of_three(number):
    text = written(number)
    assert int(text.replace(NARROW_SPACE, "")) == number
    assert (NARROW_SPACE in text) == (abs(number) >= 10_000)
    assert all(len(group) == 3 for group in text.split(NARROW_SPACE)[1:])


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        ("en", ["13.9%", "12_345.6", "-30.8%", "unknown"]),
        ("ru", ["13,9\u00a0%", "12_345,6", "-30,8\u00a0%", "unknown"]),
        ("kk", ["13,9%", "12_345,6", "-30,8%", "unknown"]),
    ],
)
def test_signs_follow_the_language_and_the_word_for_unknown_its_catalogue(locale, texts):
    words = gettext.NullTranslations()
    with locales.speaking(locale, words):
        told = [percent(13.9, 1), written(12345.6, 1), percent(-30.77, 1), written(None)]
    assert told == [text.replace("_", NARROW_SPACE) for text in texts]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("17.5", "17,5"),
        ("100 x 47 / 64 = 73.4", "100 x 47 / 64 = 73,4"),
        ("(9 / 2 = 4.5); 0.33.", "(9 / 2 = 4,5); 0,33."),
        ("17 (47.2%)", "17 (47,2%)"),
        ("-30.8", "-30,8"),
        ("5,5%", "5,5%"),
        ("Table 14-1", "Table 14-1"),
        ("lines 204-209", "lines 204-209"),
        ("10.01.2017", "10.01.2017"),
        ("2017-01-10", "2017-01-10"),
        ("version 2.7.0 or v1.2", "version 2.7.0 or v1.2"),
        ("Article 375.2, part 1.2", "Article 375.2, part 1.2"),
        ("In 2017. 3 of them", "In 2017. 3 of them"),
    ],
)
def test_decimal_points_of_a_cell_or_formula_are_rewritten_and_nothing_else(text, shown):
    with locales.speaking("ru"):
        assert localised(text) == shown
    assert localised(text) == text
