"""Roles and crowds, dealt out of counts over a set of charts."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from monitorlib.observations.practice.chartsets import issues
from monitorlib.observations.practice.dealing import crowds, roles
from monitorlib.observations.practice.deals import slots
from monitorlib.observations.practice.jointtable import solved
from monitorlib.observations.practice.margins import targets

TARGETS = targets()
SOLUTION = solved(TARGETS, 5)
CHARTS = slots(SOLUTION)
SAID = roles(CHARTS, SOLUTION, issues(TARGETS.values()), np.random.default_rng(5))
SINGLE = {number: code == "single" for number, code in SAID["organiser"].items()}
PEOPLE, MINUTES = crowds(CHARTS, SOLUTION, SINGLE, np.random.default_rng(5))
PERMIT = {chart.number: chart.permit for chart in CHARTS}


def test_forms_organisers_and_reasons_come_to_their_counts() -> None:
    assert Counter(SAID["form"].values()) == {
        "rally": 6, "picket": 12, "single_picket": 9, "procession": 3, "roadblock": 3,
        "handcuffing": 1, "hunger_strike": 1, "crane": 1,
    }  # fmt: skip
    assert Counter(SAID["organiser"].values()) == {
        "civil_society": 6, "spontaneous": 17, "single": 13
    }  # fmt: skip
    assert len(SAID["reason"]) == 31
    assert Counter(SAID["concern"].values())["political"] == 2


@pytest.mark.parametrize("form", ["single_picket", "hunger_strike", "crane"])
def test_what_one_person_does_is_left_to_one(form: str) -> None:
    assert {SINGLE[number] for number, code in SAID["form"].items() if code == form} == {True}


@pytest.mark.parametrize("form", ["rally", "procession", "roadblock"])
def test_what_needs_a_crowd_has_one(form: str) -> None:
    assert min(PEOPLE[number] for number, code in SAID["form"].items() if code == form) >= 2


def test_a_march_is_a_procession() -> None:
    [number] = [one for one, text in SAID["concern"].items() if text.startswith("march")]
    assert SAID["form"][number] == "procession"


def test_who_asked_for_a_permit_was_not_spontaneous() -> None:
    permitted = [number for number, permit in PERMIT.items() if permit == "permitted"]
    assert "spontaneous" not in {SAID["organiser"][number] for number in permitted}
    gathered = [one for one, reason in SAID["reason"].items() if reason == "spontaneous"]
    assert {SAID["organiser"][number] for number in gathered} == {"spontaneous"}


def test_single_organisers_are_alone_and_nobody_else_is() -> None:
    assert {number for number, people in PEOPLE.items() if people == 1} == {
        number for number, single in SINGLE.items() if single
    }


def test_participants_and_minutes_make_the_sums_of_each_town() -> None:
    for chart in CHARTS:
        here = [one.number for one in CHARTS if one.town == chart.town]
        alike = [one.number for one in CHARTS if one.town + one.permit == chart.town + chart.permit]
        assert sum(MINUTES[number] for number in here) == SOLUTION["minutes", chart.town]
        people = SOLUTION["participants", chart.town, chart.permit]
        assert sum(PEOPLE[number] for number in alike) == people
    assert all(minutes % 5 == 0 and minutes for minutes in MINUTES.values())
