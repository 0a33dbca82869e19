"""What an engine is asked for: no more than the groups cannot answer."""

from __future__ import annotations

import pytest

from chartframes import FIELDS, as_pandas
from charts import SPECIFICATION
from monitorlib import paths
from monitorlib.observations.conditions import Condition
from monitorlib.observations.tabulation.engines import Charts
from monitorlib.observations.tabulation.questions import (
    is_choice,
    known_name,
    restricting,
    split,
    wanted,
)
from monitorlib.observations.tabulation.ratios import read_ratios
from monitorlib.observations.tabulation.tallies import read_tallies
from monitorlib.vocabulary import Vocabulary

VOCABULARY = Vocabulary(paths.hand())
TALLIES = read_tallies(VOCABULARY, SPECIFICATION)
RATIOS = read_ratios(VOCABULARY, SPECIFICATION, TALLIES)


@pytest.mark.parametrize(
    ("text", "shared", "asked"),
    [
        ("permit == 'denied'", "permit == 'denied'", None),
        ("form == 'rally'", None, "form == 'rally'"),
        ("form == 'rally' and permit == 'denied'", "permit == 'denied'", "form == 'rally'"),
        (
            "permit == 'denied' or form == 'rally' or form == 'picket'",
            "permit == 'denied'",
            "form == 'rally' or form == 'picket'",
        ),
        (
            "permit == 'denied' or permit == 'permitted'",
            "permit == 'denied' or permit == 'permitted'",
            None,
        ),
        (
            "(form == 'rally' and permit == 'denied') or permit == 'permitted'",
            "permit == 'permitted'",
            "form == 'rally' and permit == 'denied'",
        ),
    ],
)
def test_a_condition_is_parted_by_what_groups_share(
    text: str, shared: str | None, asked: str | None
) -> None:
    found = split(Condition.parse(text), ["city", "permit"])
    assert [part and part.text for part in found] == [shared, asked]


def test_charts_are_grouped_by_their_permit_alone() -> None:
    assert restricting(TALLIES, RATIOS) == ["permit"]


def test_nothing_is_asked_twice_and_nothing_that_the_groups_tell() -> None:
    charts = Charts.of(as_pandas([]), FIELDS, SPECIFICATION)
    names = list(wanted(charts, TALLIES, RATIOS, ["city", "permit"]))
    assert not [name for name in names if "permit" in name]
    assert "known form" in names
    assert sum(name.startswith("known form") for name in names) == 1
    assert sum(name.startswith("true form") for name in names) == 11


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("form == 'rally'", "known form"),
        ("form == 'rally' or form == 'picket'", "known form"),
        ("form == 'rally' and duration >= 1", "known form == 'rally' and duration >= 1"),
    ],
)
def test_conditions_on_one_field_share_the_number_of_charts_that_know_it(
    text: str, name: str
) -> None:
    assert known_name(Condition.parse(text)) == name


def test_one_true_part_is_enough_for_or_only() -> None:
    assert is_choice(Condition.parse("form == 'rally' or duration >= 1"))
    assert not is_choice(Condition.parse("form == 'rally' and duration >= 1"))
    assert not is_choice(Condition.parse("form == 'rally'"))
