from __future__ import annotations

from itertools import combinations
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from monitorlib import paths
from monitorlib.observations import duplicates
from monitorlib.observations.duplicates import COMPARED, FACTOR, NAMED, SIMILAR
from monitorlib.observations.problems import Problem
from monitorlib.observations.specification import Specification

FIELDS = Specification(paths.hand()).fields
BASE = {"id": "A1", "city": "Almaty", "date": "2018-03-05", "form": "rally", "permit": "denied"}
NEAR, COPY, REPEATED = "duplicate: near", "duplicate: exact copy", "id: repeated"


def charts(*rows: dict[str, Any]) -> pd.DataFrame:
    """Make typed charts that differ from the base; the first stands in row 2."""
    whole = {name for name, field in FIELDS.items() if field.type == "whole"}
    numbered = [{"id": f"A{n}", **row} for n, row in enumerate(rows)]
    frame = pd.DataFrame(
        [{name: {**BASE, **row}.get(name) for name in FIELDS} for row in numbered],
        columns=list(FIELDS),
    )
    frame = frame.astype(dict.fromkeys(whole, "Int64"))
    text = [name for name in FIELDS if name not in whole]
    frame[text] = frame[text].fillna("").astype("str")
    places = [(row.get("_sheet", ""), row.get("_row", n)) for n, row in enumerate(rows, start=2)]
    return frame.assign(_sheet=[one for one, _ in places], _row=[row for _, row in places])


def found(*rows: dict[str, Any]) -> list[tuple[str, int, str]]:
    """Give rule, row and found text of each finding."""
    problems = duplicates.problems(charts(*rows), {"id": "Number"})
    return [(problem.rule, problem.row, problem.found) for problem in problems]


def test_charts_that_differ_are_no_duplicates() -> None:
    assert found({}, {"city": "Astana"}, {"date": "2018-03-06"}, {"date": "2017-03-05"}) == []


def test_a_repeated_id_is_an_error_that_names_the_first_row_and_not_the_id() -> None:
    rows = [{"id": "SECRET7"}, {"id": "SECRET7", "city": "Astana"}, {"id": "SECRET7", "city": ""}]
    problems = duplicates.problems(charts(*rows), {"id": "Number"})
    assert [(one.severity, one.rule, one.row, one.column) for one in problems] == [
        ("error", REPEATED, 3, "Number"),
        ("error", REPEATED, 4, "Number"),
    ]
    assert all(one.found == "that of row 2" for one in problems)
    assert not any("SECRET7" in str(one) for one in problems)


def test_blank_ids_are_not_repeated() -> None:
    assert found({"id": ""}, {"id": "", "city": "Astana"}) == []


def test_an_exact_copy_under_another_number_and_monitor_is_an_error() -> None:
    same = {"concern": "wages", "participants_best": 20, "place": "square"}
    assert found({**same, "monitor": "ALA01"}, {**same, "monitor": "ALA02"}) == [
        (COPY, 3, "a copy of row 2")
    ]


def test_a_chart_that_differs_in_a_private_field_is_no_copy() -> None:
    assert [rule for rule, *_ in found({"place": "square"}, {"place": "park"})] == [NEAR]


def test_a_repeated_id_with_the_same_content_is_reported_once() -> None:
    assert found({"id": "A1"}, {"id": "A1"}) == [(REPEATED, 3, "that of row 2")]
    assert found({"id": "A1"}, {"id": "A1"}, {"id": "A2"}) == [
        (COPY, 4, "a copy of row 2"),
        (REPEATED, 3, "that of row 2"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        # size: 20 and 30 are within 1.5 times, 20 and 31 are not; one unknown is not similar
        ({"participants_best": 20}, {"participants_best": 30}, True),
        ({"participants_best": 30}, {"participants_best": 20}, True),
        ({"participants_best": 20}, {"participants_best": 31}, False),
        ({"participants_best": 20}, {}, False),
        # concern
        ({"concern_group": "social"}, {"concern_group": "social", "form": "picket"}, True),
        ({"concern_group": "social"}, {"concern_group": "political"}, False),
        ({"concern_group": "social"}, {}, True),
        ({"concern": "unpaid wages"}, {"concern": "Wages, unpaid"}, True),
        ({"concern": "unpaid wages"}, {"concern": "unpaid wages of miners"}, True),
        ({"concern": "unpaid wages"}, {"concern": "land reform"}, False),
        ({"concern": "unpaid wages"}, {"form": "picket"}, True),
        ({"concern": "невыплата зарплаты"}, {"concern": "НЕВЫПЛАТА ЗАРПЛАТЫ"}, True),
        # day
        ({"date_precision": "week"}, {"date": "2018-03-06"}, True),
        ({}, {"date": "2018-03-06", "date_precision": "month"}, True),
        ({"date_precision": "day"}, {"date": "2018-03-06"}, False),
        ({"date_precision": "week"}, {"date": "2018-03-07"}, False),
        ({"date": "2018-02-28", "date_precision": "week"}, {"date": "2018-03-01"}, True),
        # what is blank equals no other
        ({"city": ""}, {"city": "", "form": "picket"}, False),
        ({"date": ""}, {"date": "", "form": "picket"}, False),
    ],
)
def test_near_is_town_day_size_and_concern(
    first: dict[str, Any], second: dict[str, Any], near: bool
) -> None:
    second = {"form": "happening", **second}
    assert [rule for rule, *_ in found(first, second)] == [NEAR] * near


def test_near_ones_are_named_together_and_asked_about_as_a_warning() -> None:
    rows = [{"form": form} for form in ("rally", "picket", "procession", "happening")]
    problems = duplicates.problems(charts(*rows), {})
    assert [(one.severity, one.row) for one in problems] == [
        ("warning", 3), ("warning", 4), ("warning", 5),
    ]  # fmt: skip
    assert problems[-1].found == "town, day, size and concern much as in row 2, row 3, row 4"
    assert problems[-1].then.startswith("decide")


def test_many_near_ones_are_counted() -> None:
    rows = [{"start_time": f"{n:02}:00"} for n in range(NAMED + 3)]
    assert duplicates.problems(charts(*rows), {})[-1].found.endswith("row 6 and 2 more")


def test_rows_of_another_sheet_are_named_with_it() -> None:
    rows = [{"_sheet": "May", "_row": 9}, {"_sheet": "June", "_row": 2, "form": "picket"}]
    [problem] = duplicates.problems(charts(*rows), {})
    assert (problem.sheet, problem.row) == ("May", 9)
    assert problem.found.endswith("row 2 of sheet 'June'")


def test_nothing_private_is_shown() -> None:
    private = {name: "SECRET7" for name, field in FIELDS.items() if field.private and name != "id"}
    rows = [{**private, "id": "SECRET1"}, {**private, "id": "SECRET2"}, {"id": "SECRET1"}]
    problems = duplicates.problems(charts(*rows), {})
    assert len(problems) == 3
    assert not any("SECRET" in str(one) for one in problems)


def test_too_many_of_one_town_and_day_are_said() -> None:
    rows = [{"participants_best": 10 ** (n % 6), "place": str(n)} for n in range(COMPARED + 2)]
    rules = [one.rule for one in duplicates.problems(charts(*rows), {})]
    assert rules.count("duplicate: too many to compare") == 1
    rules = [one.rule for one in duplicates.problems(charts(*rows[:-1]), {})]
    assert rules.count("duplicate: too many to compare") == 0


@pytest.mark.parametrize("rows", [[], [{}]], ids=["none", "one"])
def test_no_pair_no_finding(rows: list[dict[str, Any]]) -> None:
    assert duplicates.problems(charts(*rows), {}) == []


def test_the_order_of_the_rows_does_not_matter() -> None:
    frame = charts({}, {"id": "A0"}, {"place": "park"}, {"city": "Astana"}, {})
    shuffled = frame.iloc[[3, 1, 4, 0, 2]]
    assert duplicates.problems(shuffled, {}) == duplicates.problems(frame, {})


def by_hand(frame: pd.DataFrame) -> set[int]:
    """Give the rows of near duplicates by comparing every two charts."""
    rows = set()
    for (_, one), (_, other) in combinations(frame.iterrows(), 2):
        days = abs((pd.Timestamp(one["date"]) - pd.Timestamp(other["date"])).days)
        vague = {one["date_precision"], other["date_precision"]} - {"", "day"}
        a, b = one["participants_best"], other["participants_best"]
        unknown = pd.isna(a), pd.isna(b)
        size = all(unknown) or (not any(unknown) and max(a, b) <= FACTOR * min(a, b))
        groups = {one["concern_group"], other["concern_group"]} - {""}
        texts = [one["concern"], other["concern"]]
        like = not all(texts) or fuzz.token_set_ratio(*texts) >= SIMILAR
        same = one.drop(["id", "_row"]).equals(other.drop(["id", "_row"]))
        if one["city"] == other["city"] and days <= bool(vague) and size and like and not same:
            rows |= {int(other["_row"])} if len(groups) < 2 else set()
    return rows


CHART = st.fixed_dictionaries(
    {
        "city": st.sampled_from(["Almaty", "Astana"]),
        "date": st.sampled_from(["2018-03-05", "2018-03-06", "2018-03-07"]),
        "date_precision": st.sampled_from(["", "day", "week"]),
        "participants_best": st.sampled_from([None, 10, 15, 16, 40]),
        "concern_group": st.sampled_from(["", "social", "political"]),
        "concern": st.sampled_from(["", "unpaid wages", "wages unpaid", "land reform"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CHART, max_size=8))
def test_blocks_find_what_comparing_all_finds(rows: list[dict[str, Any]]) -> None:
    frame = charts(*rows)
    near = {one.row for one in duplicates.problems(frame, {}) if one.rule == NEAR}
    assert near == by_hand(frame)


@settings(max_examples=20, deadline=None)
@given(st.lists(CHART, max_size=6))
def test_charts_are_not_changed_and_every_finding_names_a_row(rows: list[dict[str, Any]]) -> None:
    frame = charts(*rows)
    before = frame.copy()
    problems: list[Problem] = duplicates.problems(frame, {})
    pd.testing.assert_frame_equal(frame, before)
    assert {problem.row for problem in problems} <= {*frame["_row"]}
