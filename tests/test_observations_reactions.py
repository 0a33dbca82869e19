"""What authorities and courts did, dealt out of counts over a set of charts."""

from __future__ import annotations

import numpy as np

from monitorlib.observations.practice.chartsets import issues
from monitorlib.observations.practice.dealing import crowds, roles
from monitorlib.observations.practice.deals import slots
from monitorlib.observations.practice.jointtable import solved
from monitorlib.observations.practice.margins import targets
from monitorlib.observations.practice.reactions import reactions

TARGETS = targets()
SOLUTION = solved(TARGETS, 5)
CHARTS = slots(SOLUTION)
DRAWS = np.random.default_rng(5)
SAID = roles(CHARTS, SOLUTION, issues(TARGETS.values()), DRAWS)
SINGLE = {number: code == "single" for number, code in SAID["organiser"].items()}
PEOPLE, _ = crowds(CHARTS, SOLUTION, SINGLE, DRAWS)
DONE = reactions(CHARTS, SOLUTION, PEOPLE, DRAWS)
PERMIT = {chart.number: chart.permit for chart in CHARTS}


def test_officers_are_where_the_police_were() -> None:
    police, officers = DONE["present", "police"], DONE["officers", ""]
    assert sum(officers.values()) == 104
    assert all((officers[number] > 0) == bool(police[number]) for number in PERMIT)


def test_nobody_is_detained_or_sanctioned_who_was_not_there() -> None:
    kinds = ("caution", "fine", "arrest")
    assert [sum(DONE["sanctioned", kind].values()) for kind in kinds] == [6, 2, 1]
    for number, people in PEOPLE.items():
        detained = DONE["detained", ""][number]
        assert DONE["event", ""][number] == (detained > 0)
        assert DONE["released", ""][number] <= detained <= people
        persons = sum(DONE["sanctioned", kind].get(number, 0) for kind in kinds)
        assert bool(persons) == bool(DONE["court", ""].get(number, 0))
        assert persons <= people


def test_permitted_assemblies_meet_with_nothing() -> None:
    for name, code in DONE:
        if (name, code) not in {("detained", ""), ("event", ""), ("released", "")}:
            done = {one for one, value in DONE[name, code].items() if value}
            assert not {one for one in done if PERMIT[one] == "permitted"}, (name, code)


def test_an_authority_cautions_where_it_is() -> None:
    for who in ("prosecutor", "akimat", "police"):
        cautioned = {one for one, value in DONE["cautioned", who].items() if value}
        assert cautioned <= {one for one, value in DONE["present", who].items() if value}
