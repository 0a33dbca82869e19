"""Counts over one set of charts: what is kept is kept, the rest is as near as can be."""

from __future__ import annotations

import dataclasses

import pytest

from monitorlib.errors import SourceError
from monitorlib.observations.practice.jointtable import solved
from monitorlib.observations.practice.margins import targets

TARGETS = targets()
SOLUTION = solved(TARGETS, 2017)


def counted(name: str) -> int:
    """Add an unknown up over towns and permits."""
    return sum(number for key, number in SOLUTION.items() if key[0] == name)


def test_the_printed_totals_are_kept() -> None:
    assert counted("assemblies") == 36
    assert counted("participants") == 1697
    assert counted("police_officers") == 104
    assert counted("minutes") == 880 + 205 + 55 + 25 + 15 + 20 + 30 + 240 + 20


def test_what_is_not_kept_is_as_near_as_it_can_be() -> None:
    """28 and 11 percent of 31 are 8.7 and 3.4; 41 assemblies are more than had officers."""
    assert SOLUTION["assemblies_by_reason", "no_hope"] == 9
    assert SOLUTION["assemblies_by_reason", "not_aware"] == 3
    assert counted("police_attended") == 16 + 7 + 3 + 2 + 1
    # the fewest participants without a permit whose mean over 31 assemblies is still 44
    without = sum(
        number
        for key, number in SOLUTION.items()
        if key[0] == "participants" and key[2] == "unpermitted"
    )
    assert without == 1349


def test_single_organisers_stand_for_one_participant() -> None:
    assert counted("alone") == SOLUTION["assemblies_by_organiser", "single"] == 13


def test_the_seed_chooses_and_is_obeyed() -> None:
    assert solved(TARGETS, 2017) == SOLUTION
    assert solved(TARGETS, 1) != SOLUTION


def test_figures_that_contradict_each_other_are_refused() -> None:
    police = TARGETS["t13:assemblies_attended:police"]
    wrong = TARGETS | {police.id: dataclasses.replace(police, kept=True)}
    with pytest.raises(SourceError, match=r"invented-margins\.csv, column kept"):
        solved(wrong, 2017)
