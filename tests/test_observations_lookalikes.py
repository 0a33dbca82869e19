from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorlib.observations import lookalikes
from monitorlib.observations.lookalikes import CYRILLIC, LATIN, SCRIPTS


@pytest.mark.parametrize(
    ("text", "script", "expected"),
    [
        ("\u0410lmaty", "Latin", "Almaty"),
        ("\u0410lmaty", "Cyrillic", "\u0410lmaty"),  # l and m look like nothing Cyrillic
        ("ACTAHA", "Cyrillic", "АСТАНА"),
        ("город \u0410lmaty", "Latin", "город Almaty"),
        ("Almaтy", "Latin", "Almaтy"),  # the small т looks like no Latin letter
    ],
)
def test_words_are_rewritten_wholly_or_not_at_all(text: str, script: str, expected: str) -> None:
    assert lookalikes.rewritten(text, script) == expected


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("\u0410lmaty", "Latin"),
        ("Ceмeй", "Cyrillic"),
        ("Almaтy", "Latin"),
        ("Almaty", ""),
        ("Алматы", ""),
        ("город Almaty", ""),
        ("A1", ""),
        ("", ""),
    ],
)
def test_two_scripts_within_a_word_are_seen(text: str, script: str) -> None:
    assert lookalikes.mixed_into(text) == script


@pytest.mark.parametrize(
    ("text", "script", "expected"),
    [
        ("Shymk\u0435nt", "Latin", "a Cyrillic letter instead of a Latin one: letter 6 'е'"),
        ("г. \u0410lmaty", "Latin", "a Cyrillic letter instead of a Latin one: letter 4 'А'"),
        ("Almaтy", "Latin", "a Cyrillic letter instead of a Latin one: letter 5 'т'"),
        (
            "ACTAHA",
            "Cyrillic",
            "Latin letters instead of Cyrillic ones: letter 1 'A', letter 2 'C', letter 3 'T' "
            "and 3 more",
        ),
    ],
)
def test_the_letters_and_their_places_are_named(text: str, script: str, expected: str) -> None:
    assert lookalikes.note(text, script) == expected


@given(st.text(alphabet=LATIN + CYRILLIC + "lшй .-7", max_size=20), st.sampled_from([*SCRIPTS]))
def test_rewriting_keeps_the_length_and_is_done_after_once(text: str, script: str) -> None:
    once = lookalikes.rewritten(text, script)
    assert len(once) == len(text)
    assert lookalikes.rewritten(once, script) == once
