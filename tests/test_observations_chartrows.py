"""The cells of an invented chart, from what was dealt to it."""

from __future__ import annotations

import numpy as np
import pytest

from monitorlib.observations.practice.chartrows import crowd, event, reaction
from monitorlib.observations.practice.deals import Slot
from monitorlib.observations.practice.program import Key

CONCERNS = {"social": ["a road"], "economic": ["wages"]}
SAID = {
    "form": {"0": "rally", "1": "picket"},
    "organiser": {"0": "civil_society", "1": "single"},
    "concern": {"0": "wages", "1": "political"},
    "reason": {"1": "no_hope"},
}
SOLUTION: dict[Key, int] = {
    ("fines",): 100,
    ("days",): 10,
    ("persons_sanctioned", "fine"): 2,
    ("persons_sanctioned", "arrest"): 1,
    ("persons_sanctioned", "caution"): 0,
}


@pytest.mark.parametrize(
    ("slot", "expected"),
    [
        (
            Slot("0", "Almaty", "permitted"),
            ("Almaty", "rally", "economic", "wages", "an invented organisation", "permitted", ""),
        ),
        (
            Slot("1", "Astana", "unpermitted"),
            ("Astana", "picket", "political", "", "", "not_requested", "no_hope"),
        ),
    ],
    ids=["permitted, a single concern", "no permit, only the group of its concern"],
)
def test_an_event_is_what_was_dealt(slot: Slot, expected: tuple[str, ...]) -> None:
    cells = event(slot, SAID, CONCERNS, np.random.default_rng(0))
    names = ("city", "form", "concern_group", "concern", "organisation", "permit",
             "reason_not_requested")  # fmt: skip
    assert tuple(cells[name] for name in names) == expected


@pytest.mark.parametrize(
    ("people", "words", "low", "high"),
    [(1, "1", 1, 1), (9, "9", 9, 9), (10, "about 10", 9, 11), (333, "about 333", 300, 366)],
)
def test_a_rough_number_may_be_a_tenth_off(people: int, words: str, low: int, high: int) -> None:
    assert list(crowd(people).values()) == [words, low, high, people]


def test_a_reaction_says_no_and_nought_where_nothing_was_dealt() -> None:
    cells = reaction("0", {}, SOLUTION)
    assert {value for value in cells.values() if isinstance(value, str)} == {"no"}
    assert {value for value in cells.values() if isinstance(value, int)} == {0}
    assert cells["fine_mci"] is cells["arrest_days"] is None


def test_a_fine_and_an_arrest_have_what_falls_to_each_person() -> None:
    done = {("sanctioned", "fine"): {"0": 1}, ("sanctioned", "arrest"): {"0": 1, "1": 0}}
    cells = reaction("0", done, SOLUTION)
    assert (cells["persons_fined"], cells["fine_mci"], cells["arrest_days"]) == (1, 50, 10)
    assert reaction("1", done, SOLUTION)["arrest_days"] is None


def test_an_authority_that_was_dealt_is_there() -> None:
    done = {("present", "akimat"): {"0": 1}, ("officers", ""): {"0": 3}}
    cells = reaction("0", done, SOLUTION)
    assert (cells["akimat_present"], cells["police_present"]) == ("yes", "no")
    assert cells["police_officers"] == 3
