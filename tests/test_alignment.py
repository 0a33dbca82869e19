"""Numbers of a column meet at their decimal sign."""

from __future__ import annotations

import pytest

from monitorlib.tabular.alignment import DIGIT_WIDE, POINT_WIDE, fillers, rooms


@pytest.mark.parametrize(
    ("texts", "added"),
    [
        (["4,0", "0.75", "12"], [(1, 0), (0, 0), (2, 1)]),
        (["17 (47%)", "2 (5,5%)", "36 (100%)"], [(1, 1), (1, 0), (0, 1)]),
        (["–", "3.25"], [(2, 1), (0, 0)]),
        (["a word", "3.5"], [(0, 0), (0, 0)]),
        (["12\u202f000", "3"], [(0, 0), (0, 0)]),
        (["20 20ᵘ", "4 - 1ᵘ", "54.7", "37 minutes"], [(0, 0), (0, 0), (0, 0), (1, 1)]),
        (["(1 protest action)", "5,5%"], [(0, 0), (0, 0)]),
    ],
    ids=["decimals", "in brackets", "a dash", "words", "grouped", "no one number", "a sentence"],
)
def test_what_a_shorter_number_lacks_is_filled(
    texts: list[str], added: list[tuple[int, int]]
) -> None:
    found = fillers(texts)
    assert [(text.count(DIGIT_WIDE), text.count(POINT_WIDE)) for text in found] == added


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        (["13.9%", "4.33", "36%", "–", "not stated"], ["", "%", "", "%", ""]),
        (["1586 minutes", "54.7", "–ᵍ"], ["ᵍ", " minutesᵍ", " minutes"]),
        (["3 (8%)", "100%", "12"], ["", " ()", " (%)"]),
        (["2 / 1 1.1ᵘ", "48"], ["", ""]),
        (["(1 protest action)", "40%"], ["", ""]),
    ],
    ids=["percent", "a unit and a mark", "brackets", "no one number", "a sentence"],
)
def test_room_is_left_for_what_others_have_after_their_numbers(
    texts: list[str], left: list[str]
) -> None:
    assert [sorted(signs) for signs in rooms(texts)] == [sorted(signs) for signs in left]
