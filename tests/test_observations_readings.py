"""What a printed figure asks of a set of charts."""

from __future__ import annotations

import math

import pytest

from monitorlib import paths
from monitorlib.observations.practice.chartsets import ChartSets
from monitorlib.observations.practice.margins import targets
from monitorlib.observations.practice.readings import missed, rows
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import Vocabulary

TARGETS = targets()
SETS = ChartSets(Specification(paths.hand()), Vocabulary(paths.hand()).towns, TARGETS.values())


def test_a_count_is_asked_for_exactly() -> None:
    [(what, least, most)] = rows(SETS, TARGETS["t16:uralsk:detained_persons"])
    assert set(what) == {
        ("detained_persons", "Uralsk", permit) for permit in ("permitted", "unpermitted")
    }
    assert (least, most) == (1, 1)


def test_a_quotient_is_asked_for_in_whole_numbers() -> None:
    above, below, some = rows(SETS, TARGETS["t14:semey:police_control"])
    officers, people = (
        (name, "Semey", "permitted") for name in ("police_officers", "participants")
    )
    # 1,6 is 1.55 to 1.65, that is 31/20 to 33/20
    assert (above[0][officers], above[0][people]) == (20, -31)
    assert (below[0][officers], below[0][people]) == (-20, 33)
    assert above[1:] == below[1:] == (0, math.inf)
    assert some[1:] == (1, math.inf)


@pytest.mark.parametrize(
    ("name", "charts", "fits"),
    [
        ("t3:shymkent:protest_activity", 3, True),
        ("t3:shymkent:protest_activity", 2, False),
        ("t3:zhezkazgan:protest_activity", 1, True),
        ("t3:pavlodar:protest_activity", 1, False),
    ],
    ids=["0.25 is 0.3", "0.17 is not", "0.08 is 0.1", "a dash is none"],
)
def test_an_index_fits_what_rounds_to_it(name: str, charts: int, fits: bool) -> None:
    town = TARGETS[name].count.place
    here = (SETS.sum("assemblies", town), charts, charts)
    assert (SETS.program.solve([here, *rows(SETS, TARGETS[name])]) is not None) is fits


def test_a_figure_that_is_met_is_missed_by_nothing() -> None:
    what = missed(SETS, TARGETS["t14:uralsk:police_control"])
    point = {"police_officers": 2, "participants": 2}
    assert sum(factor * point[key[0]] for key, factor in what.items() if key[2] == "permitted") == 0
