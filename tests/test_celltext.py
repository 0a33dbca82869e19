"""Texts that a spreadsheet would run are neutralised, and come back as they were."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorlib.tabular.celltext import NO_TEXT, restored, safe

BEGINNINGS = tuple("=+-@\t\r\n＝＋－＠")


@pytest.mark.parametrize("sign", BEGINNINGS)
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(sign: str) -> None:
    assert safe(f"{sign}cmd") == f"'{sign}cmd"


@pytest.mark.parametrize("text", ["-", "-5", "+3", "-2,5", "-7%", "Almaty", "", "a=1", "'s"])
def test_numbers_lone_signs_and_words_stay(text: str) -> None:
    assert safe(text) == text


@given(st.text())
def test_nothing_dangerous_is_left_and_all_comes_back(text: str) -> None:
    made = safe(text)
    assert restored(made) == NO_TEXT.sub("\ufffd", text)
    number = re.fullmatch(r"[+-][0-9]+([.,][0-9]+)?%?", made)
    assert made == "-" or number or not made.startswith(BEGINNINGS)
