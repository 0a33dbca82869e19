"""What is told of a figure follows from its numbers."""

from __future__ import annotations

from monitorlib.drawing.alttext import gaps, ranked, told
from monitorlib.numbers import written


def test_towns_that_share_an_end_are_named_up_to_three() -> None:
    pairs = [("Almaty", 17.0), *((name, 1.0) for name in "abcde")]
    assert ranked("Bars.", pairs, written) == (
        "Bars. Highest: Almaty, 17. Lowest: a, b, c and others, 5 in all, 1."
    )


def test_one_bar_and_equal_bars_have_no_ends() -> None:
    assert ranked("One bar.", [("Almaty", 17.0)], written) == "One bar. Almaty: 17."
    assert ranked("Bars.", [("a", 2.0), ("b", 2.0)], written).endswith("the same value: 2.")


def test_a_change_of_a_share_is_told_in_points_and_of_a_rate_in_percent() -> None:
    pairs = [("2016", 25.0), ("2017", 16.0)]
    assert "a change of −9.0 percentage points" in told("", pairs, written, percent=True)
    assert "a change of −36%" in told("", pairs, written)


def test_no_percentage_leads_up_from_nothing() -> None:
    said = told("Aktau", [("2016", 0.0), ("2017", 3.0)], written)
    assert said == "Aktau: 0 in 2016, 3 in 2017; highest 3 in 2017."


def test_a_single_number_is_called_the_only_one() -> None:
    assert told("", [("2017", 7.0)], written) == "7 in 2017, the only number known."


def test_without_gaps_nothing_is_said_of_them() -> None:
    assert gaps([], "Not stated: {names}.") == ""
    assert gaps(["2010", "2014"], "Not stated: {names}.") == " Not stated: 2010, 2014."


def test_no_change_is_told_between_numbers_that_are_not_counted_alike() -> None:
    # Table 15, line 521: whether 0,53 leaves permitted assemblies out is not printed
    pairs = [("2011-12", 0.53), ("2017", 0.32)]
    assert told("", pairs, str, alike=False) == (
        "0.53 in 2011-12, 0.32 in 2017; highest 0.53 in 2011-12."
    )
