"""A printed cell is read as it stands or refused; agreement is judged by printed digits."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitorlib.processing.printed import Agreement, Part, agreement, number, parts, unit_of

REPRODUCED, ROUNDING, CONTRADICTED, NOT_DERIVABLE = Agreement


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("17", [(17, "", "17")]),  # Table 2
        ("5,5%", [(5.5, "percent", "5,5")]),  # Table 4
        ("15.5%", [(15.5, "percent", "15.5")]),  # Table 4
        ("40%", [(40, "percent", "40")]),  # Table 4
        ("4,0", [(4, "", "4,0")]),  # Table 3: the zero says how exact
        ("0.75", [(0.75, "", "0.75")]),  # Table 3
        ("0,75", [(0.75, "", "0,75")]),  # Table 3
        ("17 (47%)", [(17, "", "17"), (47, "percent", "47")]),  # Table 1
        ("2 (5,5%)", [(2, "", "2"), (5.5, "percent", "5,5")]),  # Table 1
        ("1 (2.8%)", [(1, "", "1"), (2.8, "percent", "2.8")]),  # Table 1
        ("36 (100%)", [(36, "", "36"), (100, "percent", "100")]),  # Table 1
        ("(1 protest action)", [(1, "assemblies", "1")]),  # Table 4
        ("2 protest actions", [(2, "assemblies", "2")]),
        ("880 minutes", [(880, "minutes", "880")]),  # Table 19
        ("1 minute", [(1, "minutes", "1")]),
        ("12.5 minutes", [(12.5, "minutes", "12.5")]),  # Table 19
        ("  36 ", [(36, "", "36")]),
        ("-", []),
        (" - ", []),
        ("", []),
        ("  ", []),
    ],
)
def test_every_shape_of_cell_in_the_source_is_read(cell, read):
    assert parts(cell) == tuple(Part(float(value), unit, text) for value, unit, text in read)


@pytest.mark.parametrize(
    "cell",
    [
        "7 / -",  # Table 18, Aktau
        "4 - 1",  # Table 18, Ust-Kamenogorsk
        "2 / 1 1.1",  # Table 19, Temirtau
        "20 20",  # Table 19, Atyrau
        "abc",
        "~",  # Table 10
        r"\leq",  # Table 10
        "_",
        "–",
        "17 (47)",
        "17 47%",
        "17 (47%",
        "17 (47%))",
        "(17",
        "17)",
        "17%%",
        "-5",
        "−5",
        "+5",
        "1 697",
        "1,2,3",
        "5,",
        ".5",
        "1e3",
        "1_000",
        "18 hours",
        "ca. 300",
        "١٧",
        "１７",
        "²",
    ],
)
def test_a_cell_that_is_not_plain_is_refused_with_its_own_text(cell):
    said = (
        f"expected a number, a number with its share in brackets, a dash or a blank, found {cell!r}"
    )
    with pytest.raises(ValueError, match=re.escape(said) + "$"):
        parts(cell)


@pytest.mark.parametrize("text", ["1,697", "0,125", "12,000"])
@pytest.mark.parametrize("read", [number, parts])
def test_three_digits_after_a_comma_have_two_meanings_and_are_refused(read, text):
    said = f"expected one meaning, found '{text}': thousands or decimals"
    with pytest.raises(ValueError, match=re.escape(said)):
        read(text)


@pytest.mark.parametrize(
    ("text", "digits"),
    [("5,5", "5.5"), ("3,0", "3.0"), ("0.75", "0.75"), ("0.125", "0.125"), ("1697", "1697")],
)
def test_a_number_keeps_the_digits_printed(text, digits):
    assert str(number(text)) == digits
    assert number(text) == Decimal(digits)


@pytest.mark.parametrize(
    "text", ["", "-", "-1", " 5", "5 ", "5\n", "5%", "5.", "1.2.3", "٥", "inf"]
)
def test_what_is_no_printed_number_is_refused(text):
    said = f"expected a printed number such as 5,5 or 17, found {text!r}"
    with pytest.raises(ValueError, match=re.escape(said)):
        number(text)


@pytest.mark.parametrize(
    ("stated", "computed", "verdict"),
    [
        ("14", 100 * 5 / 36, REPRODUCED),  # Table 12: 13.89, gap 0.11 of 0.5
        ("3,0", 36 / 12, REPRODUCED),  # Table 3
        ("1,6", 23 / 14, REPRODUCED),  # Table 14, Semey: 1.643, gap 0.043 of 0.05
        ("19.4", 100 * 7 / 36, REPRODUCED),  # line 533: 19.44
        ("0.3", 3 / 12, REPRODUCED),  # Table 3, Shymkent: a tie that the source rounds up
        ("0.2", 3 / 12, REPRODUCED),  # the same tie rounded down
        ("2", 2.5, REPRODUCED),
        ("2", 1.5, REPRODUCED),
        ("0,1", 0.15, REPRODUCED),
        ("0,1", 0.05, REPRODUCED),
        ("0", 0, REPRODUCED),
        ("2", 2.501, ROUNDING),
        ("2", 1.499, ROUNDING),
        ("5,5", 100 * 2 / 36, ROUNDING),  # Table 1, Uralsk: 5.556, gap 0.056 of 0.05
        ("16,6", 100 * 6 / 36, ROUNDING),  # Table 4: 16.667, gap 0.067
        ("28", 491 / 17, ROUNDING),  # Table 18, Almaty: 28.88, gap 0.88 of 1
        ("28", 29, ROUNDING),  # exactly one unit
        ("28", 27, ROUNDING),
        ("0.1", 0.2, ROUNDING),
        ("0,3", 0.2, ROUNDING),
        ("28", 29.001, CONTRADICTED),
        ("28", 26.999, CONTRADICTED),
        ("0.1", 0.2001, CONTRADICTED),
        ("7", 8.25, CONTRADICTED),
        ("7,0", 8.25, CONTRADICTED),
        ("19.4", 100 * 8 / 36, CONTRADICTED),  # line 533: eight protests would be 22.2%
        ("38", 100 * 17 / 36, CONTRADICTED),  # line 168: Almaty is 47.2%
        ("100", 100 * 5 / 36, CONTRADICTED),  # Table 11, total row
        ("133", 1697 / 36, CONTRADICTED),  # Table 18: 47.1
    ],
)
def test_agreement_is_judged_in_units_of_the_last_printed_digit(stated, computed, verdict):
    assert agreement(stated, computed) is verdict


def test_an_agreement_is_one_of_four_words_that_a_file_can_hold():
    assert [str(verdict) for verdict in Agreement] == [
        "reproduced",
        "rounding",
        "contradicted",
        "not derivable",
    ]


@pytest.mark.parametrize(
    ("stated", "unit"), [("5,5", "0.1"), ("0.125", "0.001"), ("40", "1"), ("3,0", "0.1")]
)
def test_the_unit_of_a_printed_number_is_that_of_its_last_digit(stated, unit):
    assert unit_of(stated) == Decimal(unit)


@pytest.mark.parametrize("options", [{}, {"step": "0"}, {"step": "10"}, {"slack": 4.5}], ids=str)
@pytest.mark.parametrize("stated", ["36", "5,5", "0"])
def test_where_nothing_is_computed_nothing_is_said_about_agreement(stated, options):
    assert agreement(stated, float("nan"), **options) is NOT_DERIVABLE


@pytest.mark.parametrize(
    ("stated", "computed", "step", "verdict"),
    [
        ("31", 31, "0", REPRODUCED),
        ("31", 30, "0", CONTRADICTED),  # Table 11: one less, and a count has no rounding
        ("8", 7, "0", CONTRADICTED),  # line 533 against Table 16
        ("8", 7, "", ROUNDING),  # what the same two numbers would be as rounded ones
        ("0", 0, "0", REPRODUCED),
        ("0", 2, "0", CONTRADICTED),  # line 642 against line 204
        ("50", 100 * 17 / 36, "10", REPRODUCED),  # line 164: half, 47.2%
        ("50", 45, "10", REPRODUCED),  # a tie
        ("50", 55, "10", REPRODUCED),
        ("50", 100 * 12 / 29, "10", ROUNDING),  # line 276: almost halved, 29% to 17%
        ("50", 40, "10", ROUNDING),
        ("50", 100 * 12 / 31, "10", CONTRADICTED),  # line 476: almost 50%, 38.7%
        ("50", 100 * 17 / 36, "", CONTRADICTED),  # 47.2% is no 50% to the last digit
        ("1.5", 23 / 14, "0.5", REPRODUCED),  # line 517: three for two, 1.64
        ("1.5", 2.01, "0.5", CONTRADICTED),
        ("5", 162 / 36, "1", REPRODUCED),  # line 98: fivefold, 4.5
    ],
)
def test_a_step_says_how_exact_a_number_in_words_is(stated, computed, step, verdict):
    assert agreement(stated, computed, step=step) is verdict


@pytest.mark.parametrize(
    ("stated", "computed", "slack", "verdict"),
    [
        ("100", 99.5, 3.6, REPRODUCED),  # Table 1: half a unit is nothing to explain
        ("100", 102, 1.5, ROUNDING),  # Table 6: 17 + 49 + 36, half a unit each: a tie
        ("100", 102.1, 1.5, CONTRADICTED),
        ("100", 98, 1.5, ROUNDING),
        ("100", 102, 0, CONTRADICTED),
        ("100", 101, 0, ROUNDING),  # one whole unit is near without slack, too
        ("5.8", 5.5, 0.3, ROUNDING),  # Table 3, 2010: six cells of one decimal
        ("15.4", 19.9, 0.3, CONTRADICTED),  # Table 3, 2011-12: six such cells
        ("0", 0.6, 0.2, ROUNDING),
    ],
)
def test_slack_is_what_the_rounding_of_the_parts_can_amount_to(stated, computed, slack, verdict):
    assert agreement(stated, computed, slack=slack) is verdict


def test_more_printed_digits_ask_for_more():
    assert [agreement(text, 5.56) for text in ("6", "5.6", "5.5", "5.50")] == [
        REPRODUCED,
        REPRODUCED,
        ROUNDING,
        CONTRADICTED,
    ]


@pytest.mark.parametrize("stated", ["86%", "", "1,697", "-"])
def test_agreement_refuses_what_is_no_bare_number(stated):
    with pytest.raises(ValueError, match=rf"expected .*, found '{re.escape(stated)}'"):
        agreement(stated, 86.0)


@settings(deadline=None)
@given(
    digits=st.integers(0, 99_999),
    decimals=st.integers(0, 2),
    sign=st.sampled_from(",."),
    gap=st.fractions(-2, 2, max_denominator=50) | st.sampled_from([0.5, -0.5, 1, -1]),
)
def test_agreement_equals_exact_arithmetic(digits, decimals, sign, gap):
    unit = Fraction(1, 10**decimals)
    stated = f"{digits / 10**decimals:.{decimals}f}".replace(".", sign)
    computed = float((digits + Fraction(gap)) * unit)
    size = abs(Fraction(gap))
    oracle = REPRODUCED if size <= Fraction(1, 2) else ROUNDING if size <= 1 else CONTRADICTED
    if computed == 0 and digits:
        oracle = CONTRADICTED  # nothing cannot round to something
    assert agreement(stated, computed) is oracle


@settings(deadline=None)
@given(
    stated=st.integers(0, 9_999),
    computed=st.integers(0, 9_999),
    step=st.sampled_from(["", "0", "0.5", "5", "10"]),
    slack=st.sampled_from([0, 0.5, 1.5, 4.5]),
)
def test_slack_never_makes_an_agreement_worse_and_never_makes_it_exact(
    stated, computed, step, slack
):
    strict = agreement(str(stated), computed, step=step)
    loose = agreement(str(stated), computed, step=step, slack=slack)
    order = [REPRODUCED, ROUNDING, CONTRADICTED]
    assert order.index(loose) <= order.index(strict)
    assert (loose is REPRODUCED) == (strict is REPRODUCED)


@settings(deadline=None)
@given(stated=st.integers(0, 9_999), computed=st.integers(0, 9_999))
def test_a_count_is_reproduced_by_itself_alone(stated, computed):
    verdict = agreement(str(stated), computed, step="0")
    assert verdict is (REPRODUCED if stated == computed else CONTRADICTED)
