"""Conditions read as sentences, with the labels that a reader knows."""

from __future__ import annotations

import pytest

from monitorlib import paths
from monitorlib.observations.conditions import Condition
from monitorlib.observations.forms.inwords import condition_in_words
from monitorlib.observations.specification import Specification

CHART = Specification(paths.hand())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("permit == 'denied'", "“Permit” is “Denied”"),
        ("police_present != 'no'", "“Police present” is not “No”"),
        ("duration >= 1", "“Duration, minutes” is at least 1"),
        ("duration <= 1440", "“Duration, minutes” is at most 1440"),
        ("duration < 1 or duration > 3",
         "“Duration, minutes” is below 1, or “Duration, minutes” is above 3"),
        ("concern != '' and concern_group == ''",
         "“Concern” is not blank, and “Group of concerns” is blank"),
        ("photo == 'yes'", "“Photographs” is “Yes”"),
        ("persons_fined + persons_arrested <= participants_high",
         "“Persons fined” plus “Persons under arrest” is at most “Participants, highest estimate”"),
    ],
)  # fmt: skip
def test_a_condition_is_said_in_words(text, said):
    assert condition_in_words(Condition.parse(text), CHART) == said


def test_every_condition_of_the_chart_can_be_said():
    conditions = [rule.holds for rule in CHART.rules.values()]
    conditions += [field.relevant for field in CHART.fields.values() if field.relevant]
    for condition in conditions:
        assert "“" in condition_in_words(condition, CHART)
