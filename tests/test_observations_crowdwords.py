from __future__ import annotations

from pathlib import Path

import pytest

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations.crowd.crowdwords import KINDS, Token, Words, plain

WORDS = Words.read(paths.hand())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Around\u00a0200  ", "around 200"),
        ("150 — 200", "150 - 200"),
        ("1,5 ТЫС.ЧЕЛ.", "1,5 тыс чел"),
        ("трёх", "трех"),
        ("«200»", "200"),
        ("200.", "200"),
        ("1.000", "1.000"),
    ],
)
def test_texts_are_compared_in_one_writing(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("more than 30 people", ["above", "figure", "people"]),
        ("30 or more", ["figure", "above_after"]),
        ("200-ден астам", ["figure", "filler", "above_after"]),
        ("150-200", ["figure", "to", "figure"]),
        ("2k", ["figure", "unit"]),
        ("несколько сотен тысяч", ["class"]),
        ("несколько сотен человек", ["class", "people"]),
        ("1 000 000", ["figure"]),
    ],
)
def test_the_longest_known_phrase_is_taken(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in WORDS.phrases(text)[0]] == kinds


def test_reports_are_parted_by_semicolons_and_blank_ones_left_out() -> None:
    assert [len(tokens) for tokens in WORDS.phrases("50; ;hundreds of people;")] == [1, 3]


def test_a_phrase_is_no_part_of_a_longer_word() -> None:
    with pytest.raises(ValueError, match="'tenants' is not a known word"):
        WORDS.phrases("tenants")


def test_the_sign_between_thousands_is_remembered() -> None:
    assert WORDS.phrases("1.500")[0][0].means == "."
    assert WORDS.phrases("1.50")[0][0] == Token("figure", WORDS.phrases("1.5")[0][0].number)


def test_every_kind_of_word_is_used() -> None:
    assert {token.kind for token in WORDS.tokens.values()} == {*KINDS}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("lots,en,clas,,lots", "line 3: no kind is called 'clas'"),
        ("lots,en,class,,", "line 3: a class belongs to plural and class"),
        ("score,en,unit,,", "line 3: a number above zero belongs to count, unit, plural"),
        ("about,en,about,3,", "line 3: a number above zero belongs to count, unit, plural"),
        ("nought,en,count,0,", "line 3: a number above zero belongs to count, unit, plural"),
        ("score,en,unit,-20,", "line 3: a number above zero belongs to count, unit, plural"),
        ("One,en,count,2,", "line 3: 'one' stands twice"),
    ],
)
def test_a_row_that_says_nothing_usable_is_named(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "crowd-words.csv"
    path.write_text(f"phrase,language,kind,number,class\none,en,count,1,\n{row}\n", "utf-8")
    with pytest.raises(SourceError, match=message):
        Words.read(tmp_path)
