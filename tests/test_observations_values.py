"""Texts of cells to values: what is read, what is refused, and that nothing is guessed."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts import SPECIFICATION, mapped
from monitorlib.observations import values
from monitorlib.observations.values import Context, Unreadable


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("007", 7),
        ("1 000", 1000),
        ("1\u00a0000", 1000),
        ("12 345 678"[:6], 12345),
        ("12,0", 12),
        ("12.00", 12),
        ("12.", 12),
    ],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert values.whole(text) == number


@pytest.mark.parametrize(
    ("text", "expected", "then"),
    [
        ("1,000", "without a comma or point", "write 1000 if thousands are meant"),
        ("1.000", "without a comma or point", "write 1000 if thousands are meant"),
        ("12.345.678", "without a comma or point", "write 12345678"),
        ("-3", "0 or more", "never negative"),
        ("2.5", "a whole number", "no fraction"),
        ("2,5", "a whole number", "no fraction"),
        ("1 00", "a whole number", "digits only"),
        ("1e3", "a whole number", "digits only"),
        ("=1+1", "a whole number", "digits only"),
        ("a dozen", "a whole number", "digits only"),
        ("99999999", "up to 9999999", "look at the cell"),
        ("9" * 5000, "up to 9999999", "look at the cell"),
        ("١٢", "a whole number", "digits only"),
    ],
)
def test_what_is_no_whole_number_is_refused(text: str, expected: str, then: str) -> None:
    with pytest.raises(Unreadable) as error:
        values.whole(text)
    assert expected in error.value.args[0]
    assert then in error.value.args[1]


@given(st.integers(0, values.LARGEST))
def test_digits_come_back_as_themselves(number: int) -> None:
    assert values.whole(str(number)) == number


DAYS = Context(SPECIFICATION, ("%d %B %Y",))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-03-05", "2018-03-05"),
        ("05.03.2018", "2018-03-05"),
        ("05 March 2018", "2018-03-05"),
        ("2018-03-05T10:00:00.000+06:00", "2018-03-05"),
        ("2018-03-05 00:00:00", "2018-03-05"),
        ("29.02.2016", "2016-02-29"),
    ],
)
def test_days(text: str, day: str) -> None:
    assert values.day(text, None, DAYS) == day


def test_serial_numbers_are_days_in_spreadsheets_only() -> None:
    # 1 January 2018 is day 43101 of a spreadsheet
    assert values.day("43101", None, Context(SPECIFICATION, typed=True)) == "2018-01-01"
    with pytest.raises(Unreadable):
        values.day("43101", None, Context(SPECIFICATION))


@pytest.mark.parametrize("text", ["31.02.2018", "2018-02-31", "29.02.2018", "2018-13-01"])
def test_days_that_do_not_exist(text: str) -> None:
    with pytest.raises(Unreadable, match="a day that exists"):
        values.day(text, None, DAYS)


@pytest.mark.parametrize("text", ["03/05/2018", "5.3.18", "March", "2018", "20180305"])
def test_days_that_may_mean_two_are_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="a day such as"):
        values.day(text, None, DAYS)


def read(field: str, text: str) -> tuple[object, list[values.Problem]]:
    """Read one cell of one chart."""
    frame, problems = values.typed(mapped({field: text}), {field: "Heading"}, DAYS)
    return frame[field].iloc[0], problems


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("start_time", "9:05", "09:05"),
        ("start_time", "14.30", "14:30"),
        ("start_time", "14:30:00", "14:30"),
        ("permit", "denied", "denied"),
        ("visual_materials", "poster  flag poster", "poster flag"),
        ("police_present", "unknown", "unknown"),
        ("concern", " x ", "x"),
        ("police_officers", "", pd.NA),
        ("permit", "  ", ""),
    ],
)
def test_cells(field: str, text: str, value: object) -> None:
    found, problems = read(field, text)
    assert problems == []
    assert found is value or found == value


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("permit", "permited", "did you mean permitted?"),
        ("concern_group", "sozial", "did you mean social?"),
        ("form", "rave", "choose one of the list"),
        ("visual_materials", "poster drum", "one of: poster, banner"),
        ("start_time", "25:00", "a time such as 14:30"),
        ("monitor", "somebody", "never write a name"),
        ("concern", "x" * 10_000, "at most 300 letters"),
        ("concern", "a\x00b", "without control characters"),
        ("police_officers", "<b>3</b>", "digits only"),
    ],
)
def test_cells_that_cannot_be_read_are_unknown_and_found(field: str, text: str, words: str) -> None:
    found, problems = read(field, text)
    assert found is pd.NA or found == ""
    assert len(problems) == 1
    assert words in str(problems[0])
    assert str(problems[0]).startswith("row 2, column 'Heading': expected ")


def test_a_private_value_is_never_shown() -> None:
    _, problems = read("notes", "secret\x00")
    assert "a private value of 7 letters" in str(problems[0])
    assert "secret" not in str(problems[0])


def test_every_cell_is_found_and_not_the_first_only() -> None:
    charts = mapped({"duration": "x"}, {"duration": "12"}, {"duration": "x"}, {"duration": "-1"})
    frame, problems = values.typed(charts, {}, DAYS)
    assert [problem.row for problem in problems] == [2, 4, 5]
    assert frame["duration"].tolist() == [pd.NA, 12, pd.NA, pd.NA]


def test_texts_like_formulas_are_warned_of_and_kept() -> None:
    frame, _ = values.typed(mapped({"concern": "=cmd()"}, {}), {}, DAYS)
    found = values.formula_like(frame, SPECIFICATION)
    assert [(one.severity, one.row) for one in found] == [("warning", 2)]
    assert frame["concern"].iloc[0] == "=cmd()"
