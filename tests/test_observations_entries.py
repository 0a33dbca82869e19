"""All forms ask the same of an entry, and ask for a field at the same time."""

from __future__ import annotations

import re

import pytest

from monitorlib import paths
from monitorlib.observations.forms import entries
from monitorlib.observations.forms.texts import Texts
from monitorlib.observations.specification import Specification

CHART = Specification(paths.hand())
TEXTS = Texts(CHART.folder)


def test_groups_hold_every_field_once_in_the_order_of_the_form():
    found = entries.groups(CHART)
    assert [*found] == ["record", "event", "participants", "concern", "organiser", "permit",
                        "authorities", "detentions", "court", "materials"]  # fmt: skip
    assert [field.name for field in found["record"]] == ["id", "monitor", "source"]
    assert [field.name for field in found["materials"]] == ["photo", "video", "notes"]
    names = [field.name for each in found.values() for field in each]
    assert sorted(names) == sorted(CHART.fields)


def test_fields_that_know_the_code_unknown():
    assert entries.coded(CHART) == {
        "notified", "permit", "denial_reason", "reason_not_requested", "photo", "video",
        "hindered", "dispersed", "police_present", "police_cautioned", "akimat_present",
        "akimat_cautioned", "prosecutor_present", "prosecutor_cautioned",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "conditions"),
    [
        ("permit", []),
        ("denial_reason", ["permit == 'denied'"]),
        ("persons_fined", ["court_cases != 0"]),
        ("fine_mci", ["court_cases != 0", "persons_fined != 0"]),
        ("arrest_days", ["court_cases != 0", "persons_arrested != 0"]),
    ],
)
def test_a_field_is_asked_for_after_those_that_it_depends_on(name, conditions):
    found = entries.asked_when(CHART, CHART.field(name))
    assert [one.text for one in found] == conditions


def test_rules_are_listed_by_field_and_severity():
    duration = CHART.field("duration")
    assert [rule.name for rule in entries.rules_of(CHART, duration)] == ["lasting"]
    assert [rule.name for rule in entries.rules_of(CHART, duration, "warning")] == ["long-assembly"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("id", "Letters A to Z, digits and hyphens, at most 32, with at least one digit. "
               "Never a name."),
        ("monitor", "Two or three capital letters A to Z, then two to four digits, such as ALA07. "
                    "Never a name."),
        ("date", "A day from 2010-01-01 to today."),
        ("photo", "Choose one of the list."),
        ("concern", "At most 300 characters."),
        ("participants_reported", "At most 300 characters."),
        ("place", ""),
        ("notes", ""),
    ],
)  # fmt: skip
def test_what_may_be_entered_is_said(name, said):
    assert entries.expected(CHART.field(name), TEXTS, "en") == said


def test_a_rule_that_two_conditions_share_is_said_once():
    said = entries.demands(CHART, CHART.field("persons_detained"), TEXTS, "ru")
    assert said == ["Целое число от 0 до 9\u202f999\u202f999.",
                    "Задержанных не больше, чем участников."]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "entry", "passes"),
    [
        ("id", "KZ-1", True),
        ("id", "KZ", False),
        ("monitor", "ALA07", True),
        ("monitor", "A1", False),
    ],
)
def test_an_identifier_has_a_digit_so_that_no_name_is_one(name, entry, passes):
    assert all(re.search(each, entry) for each in entries.PATTERNS[name]) is passes


def test_every_identifier_of_the_chart_has_a_pattern():
    assert {*entries.PATTERNS} == {n for n, field in CHART.fields.items() if field.type == "id"}
