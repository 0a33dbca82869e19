"""Spellings in headings and cells: what they may mean, and when they mean nothing for sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorlib.observations.formats.spellings import choice_places, chosen, ends, fold, places

CODES = {"net": "net", "social networks": "net", "social": "social", "media": "media", "a b": "ab",
         "a": "a", "b": "b"}  # fmt: skip


def test_spellings_of_one_thing_fold_to_one() -> None:
    assert fold(" Город\u00a0 или  СЕЛО") == "город или село"
    assert fold("и\u0306") == fold("й")
    assert fold("\ufeffda\u200bte") == "date"


def test_ends_of_a_heading_begin_behind_each_separator() -> None:
    assert list(ends("a/b-c.d")) == ["a/b-c.d", "b-c.d", "c.d", "d"]
    assert list(ends("a/")) == ["a/"]


@pytest.mark.parametrize(
    ("header", "names", "found"),
    [
        (["event/date", "date"], ["date"], [1]),
        (["event/date", "permit-date"], ["date"], [0, 1]),
        (["Date"], ["date", "Дата"], [0]),
        (["x/дата"], ["date", "Дата"], [0]),
        (["start", "Start"], ["start_time", "Start"], [1]),
        (["update", "to date", ""], ["date"], []),
        (["Date", "Дата"], ["date", "Дата"], [1]),
    ],
    ids=[
        "exact first",
        "two ends",
        "case",
        "end of a label",
        "case tells",
        "no end",
        "label first",
    ],
)
def test_a_column_is_found_by_its_name_then_its_end_then_its_labels(
    header: list[str], names: list[str], found: list[int]
) -> None:
    assert places(header, names) == found


def test_columns_of_single_choices_are_found_by_code_or_label() -> None:
    header = ["g/q", "g/q/media", "Question/Social networks", "other/media", "q-social"]
    assert choice_places(header, ["q", "Question"], CODES) == {1: "media", 2: "net", 4: "social"}


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("media social", ["media", "social"]),
        ("Social networks; MEDIA", ["net", "media"]),
        ("social networks media", ["net", "media"]),
        ("media,media\nnet", ["media", "net"]),
        ("", []),
        ("social network", None),
        ("medias", None),
        ("a b", None),
        ("media " * 500, None),
    ],
    ids=["codes", "labels", "spaces", "twice", "blank", "half", "longer", "two ways", "endless"],
)
def test_a_list_of_choices_is_read_in_the_one_way_there_is(
    cell: str, codes: list[str] | None
) -> None:
    assert chosen(cell, CODES) == codes


@given(st.lists(st.sampled_from(["net", "social", "media"]), unique=True), st.sampled_from(" ,;|"))
def test_what_was_listed_is_read_again(codes: list[str], sign: str) -> None:
    assert chosen(sign.join(codes), CODES) == codes
