"""Numbers of a column meet at their decimal sign."""

from __future__ import annotations

import pytest

from monitorlib.tabular.alignment import DIGIT_WIDE, POINT_WIDE, fillers


@pytest.mark.parametrize(
    ("texts", "added"),
    [
        (["4,0", "0.75", "12"], [(1, 0), (0, 0), (2, 1)]),
        (["17 (47%)", "2 (5,5%)", "36 (100%)"], [(1, 1), (1, 0), (0, 1)]),
        (["–", "3.25"], [(2, 1), (0, 0)]),
        (["a word", "3.5"], [(0, 0), (0, 0)]),
        (["12\u202f000", "3"], [(0, 0), (0, 0)]),
    ],
    ids=["decimals", "a share in brackets", "a dash", "words", "grouped"],
)
def test_what_a_shorter_number_lacks_is_filled(
    texts: list[str], added: list[tuple[int, int]]
) -> None:
    found = fillers(texts)
    assert [(text.count(DIGIT_WIDE), text.count(POINT_WIDE)) for text in found] == added
