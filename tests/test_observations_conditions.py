"""A condition is true, false or unknown, and asks the same in a form."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answering import Phone
from monitorlib.errors import SourceError
from monitorlib.observations.conditions import Condition

TRUE, FALSE, UNKNOWN = "true", "false", "unknown"


def answer(text, **fields):
    """Judge a condition on one chart: numbers, None for a gap, texts."""
    columns = {
        name: pd.Series([value], dtype="str" if isinstance(value, str) else "Int64")
        for name, value in fields.items()
    }
    true, false = Condition.parse(text).judge(columns)
    assert not (true[0] and false[0])
    return TRUE if true[0] else FALSE if false[0] else UNKNOWN


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("n == 2", {"n": 2}, TRUE),
        ("n == 2", {"n": 3}, FALSE),
        ("n == 2", {"n": None}, UNKNOWN),
        ("n != 2", {"n": None}, UNKNOWN),
        ("n <= 2", {"n": 2}, TRUE),
        ("n < 2", {"n": 2}, FALSE),
        ("n >= 2", {"n": 2}, TRUE),
        ("n > 2", {"n": 2}, FALSE),
        ("2 < n", {"n": 3}, TRUE),
        ("n == 0", {"n": 0}, TRUE),
        ("n != 0", {"n": 0}, FALSE),
        ("n <= m", {"n": 1, "m": 2}, TRUE),
        ("n <= m", {"n": 1, "m": None}, UNKNOWN),
        ("n + m <= 3", {"n": 1, "m": 2}, TRUE),
        ("n + m <= 3", {"n": 2, "m": 2}, FALSE),
        ("n + m <= 3", {"n": 9, "m": None}, UNKNOWN),
        ("c == 'yes'", {"c": "yes"}, TRUE),
        ("c == 'yes'", {"c": "no"}, FALSE),
        ("c == 'yes'", {"c": ""}, UNKNOWN),
        ("c == 'yes'", {"c": "unknown"}, UNKNOWN),
        ("c != 'yes'", {"c": "unknown"}, UNKNOWN),
        ("c != 'yes'", {"c": ""}, UNKNOWN),
        ("c == ''", {"c": ""}, TRUE),
        ("c == ''", {"c": "yes"}, FALSE),
        ("c == ''", {"c": "unknown"}, FALSE),
        ("c != ''", {"c": ""}, FALSE),
        ("c != ''", {"c": "yes"}, TRUE),
        ("'' == c", {"c": ""}, TRUE),
    ],
)
def test_a_comparison_with_what_is_unknown_is_unknown(text, fields, expected):
    assert answer(text, **fields) == expected


VALUES = {TRUE: 1, FALSE: 0, UNKNOWN: None}
AND = {(TRUE, TRUE): TRUE, (TRUE, UNKNOWN): UNKNOWN, (UNKNOWN, UNKNOWN): UNKNOWN}
OR = {(FALSE, FALSE): FALSE, (FALSE, UNKNOWN): UNKNOWN, (UNKNOWN, UNKNOWN): UNKNOWN}


@pytest.mark.parametrize("first", VALUES)
@pytest.mark.parametrize("second", VALUES)
def test_and_and_or_follow_three_valued_logic(first, second):
    pair = {"a": VALUES[first], "b": VALUES[second]}
    both = AND.get((first, second)) or AND.get((second, first)) or FALSE
    either = OR.get((first, second)) or OR.get((second, first)) or TRUE
    assert answer("a == 1 and b == 1", **pair) == both
    assert answer("a == 1 or b == 1", **pair) == either


def test_and_binds_more_tightly_than_or_and_brackets_more_than_both():
    chart = {"a": 1, "b": 0, "c": 0}
    assert answer("a == 1 or b == 1 and c == 1", **chart) == TRUE
    assert answer("(a == 1 or b == 1) and c == 1", **chart) == FALSE


def test_every_chart_is_judged_for_itself():
    true, false = Condition.parse("n <= m").judge(
        pd.DataFrame({"n": [1, 2, None, 0], "m": [1, 1, 1, None]}, dtype="Int64")
    )
    assert true.tolist() == [True, False, False, False]
    assert false.tolist() == [False, True, False, False]


def test_no_chart_gives_no_answer():
    empty = pd.DataFrame({"n": pd.Series([], dtype="Int64"), "c": pd.Series([], dtype="str")})
    true, false = Condition.parse("n == 1 or c == 'yes'").judge(empty)
    assert true.tolist() == false.tolist() == []


def test_a_missing_text_is_blank():
    true, false = Condition.parse("c == ''").judge({"c": pd.Series(["", None], dtype="str")})
    assert true.tolist() == [True, True]
    assert false.tolist() == [False, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("n ==", "invalid syntax"),
        ("", "invalid syntax"),
        ("n", "no comparison: n"),
        ("not n == 1", "no comparison: not n == 1"),
        ("n == 1 and m", "no comparison: m"),
        ("1 < n < 3", "no comparison: 1 < n < 3"),
        ("n in [1]", "no comparison: n in"),
        ("n is 1", "no comparison: n is 1"),
        ("n * 2 == 4", r"no field, number or code: n \* 2"),
        ("n - 1 == 4", "no field, number or code: n - 1"),
        ("n == -1", "no field, number or code: -1"),
        ("n == 1.5", r"no field, number or code: 1\.5"),
        ("len(n) == 1", r"no field, number or code: len\(n\)"),
        ("n == None", "no field, number or code: None"),
        ("n.real == 1", r"no field, number or code: n\.real"),
        ("n == b'x'", "no field, number or code: b'x'"),
        ("__import__('os') == 1", "no field, number or code: __import__"),
        ("n = 1", "invalid syntax"),
    ],
)
def test_what_is_no_condition_is_refused(text, said):
    with pytest.raises(SourceError, match=said) as caught:
        Condition.parse(text)
    assert str(caught.value).startswith("expected a condition such as permit == 'denied'")
    assert "mend it" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a == 1", ["a"]),
        ("b == 1 and a == 2 or b == 3", ["b", "a"]),
        ("a + b + c <= d", ["a", "b", "c", "d"]),
        ("'x' == a", ["a"]),
        ("1 == 1", []),
    ],
)
def test_fields_are_named_once_in_the_order_of_the_text(text, fields):
    assert Condition.parse(text).fields == fields


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("a == ''", {"a"}),
        ("'' != a or b == 1", {"a"}),
        ("a == 'x'", set()),
        ("a != '' or b == ''", {"a", "b"}),
    ],
)
def test_it_knows_which_fields_are_asked_to_be_filled_in(text, asked):
    assert Condition.parse(text).asked_blank == asked


@pytest.mark.parametrize(
    ("text", "own", "coded", "xpath"),
    [
        ("n >= 1", "n", [], ". >= 1"),
        ("n >= 1", "", [], "${n} >= 1"),
        ("c == 'yes'", "", ["c"], "${c} = 'yes'"),
        ("c == 'yes'", "c", ["c"], ". = 'unknown' or (. = 'yes')"),
        ("n <= m", "n", [], "${m} = '' or (. <= ${m})"),
        ("n <= m + n", "", [], "${n} <= ${m} + ${n}"),
        ("a == 1 or b == 2 and c == 3", "", [], "${a} = 1 or (${b} = 2 and ${c} = 3)"),
        ("a != '' or b == ''", "b", [], "${a} != '' or . = ''"),
        (
            "c != 'x' or n == 1",
            "n",
            ["c"],
            "${c} = '' or ${c} = 'unknown' or (${c} != 'x' or . = 1)",
        ),
    ],
)
def test_it_is_written_for_a_form(text, own, coded, xpath):
    assert Condition.parse(text).xpath(own, coded) == xpath


SIGNS = ["==", "!=", "<", "<=", ">", ">="]
SIMPLE = [" ".join(each) for each in itertools.product("ab", SIGNS, "01ab")]


@settings(deadline=None)
@given(
    parts=st.lists(st.sampled_from(SIMPLE), min_size=1, max_size=3),
    a=st.sampled_from(["0", "1", "2"]),
    b=st.sampled_from(["", "0", "1", "2"]),
)
def test_a_constraint_of_alternatives_passes_exactly_where_the_condition_is_not_false(parts, a, b):
    condition = Condition.parse(" or ".join(parts))
    known = {"a": int(a), "b": int(b) if b else None}
    passes = Phone({"a": a, "b": b}, "a")(condition.xpath("a"))
    mentioned = set(condition.fields)
    assert passes == (answer(condition.text, **{n: known[n] for n in mentioned}) != FALSE)
