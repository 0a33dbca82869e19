"""Which printed figures fit together, proved again: every proof, and that no choice keeps more."""

from __future__ import annotations

import dataclasses

import pytest

from monitorlib.observations.practice import chartsets
from monitorlib.observations.practice.contradictions import Core, Figures, cheapest, known
from monitorlib.observations.practice.margins import Target, targets

TARGETS = targets()
FIGURES = Figures(TARGETS)
KNOWN = known()
SAID = {target.proof: name for name, target in TARGETS.items() if not target.kept}
LEFT_OUT = {name for name, target in TARGETS.items() if not target.kept}


@pytest.mark.parametrize("name", SAID, ids=SAID.get)
def test_a_figure_that_is_left_out_contradicts_kept_ones(name: str) -> None:
    core = KNOWN[name]
    assert core[0] == SAID[name]
    assert all(TARGETS[other].kept for other in core[1:])
    assert not FIGURES.fit(core)


@pytest.mark.parametrize("name", SAID, ids=SAID.get)
def test_a_proof_needs_each_of_its_figures(name: str) -> None:
    core = KNOWN[name]
    for spared in core:
        assert FIGURES.fit([other for other in core if other != spared]), spared


def test_no_proof_leans_on_the_bounds_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chartsets, "CHARTS", 1_000)
    monkeypatch.setattr(chartsets, "MOST", 40_000)
    larger = Figures(TARGETS)
    assert [name for name in SAID if larger.fit(KNOWN[name])] == []


def test_the_further_contradictions_are_contradictions() -> None:
    further = [core for name, core in KNOWN.items() if name not in SAID]
    assert [core for core in further if FIGURES.fit(core)] == []


def test_no_choice_leaves_out_less() -> None:
    """What must go is the cheapest choice; the charts show that what is kept fits together."""
    assert cheapest(KNOWN.values(), TARGETS) == LEFT_OUT
    assert FIGURES.fit(set(TARGETS) - LEFT_OUT)


def test_every_single_figure_fits_once_the_others_are_forgotten() -> None:
    assert [name for name in LEFT_OUT if not FIGURES.fit([name])] == []


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["t16:total:detention_events", "l363:detention_events"], 2),
        (["t1:total:assemblies", "t14:total:participants", "t13:assemblies_attended:police"], 2),
        (["t1:total:assemblies", "t14:total:participants"], 0),
    ],
    ids=["two totals", "a bystander", "no contradiction"],
)
def test_a_core_has_no_bystanders(names: list[str], expected: int) -> None:
    assert len(FIGURES.core(names)) == expected


def test_a_proof_prefers_what_stands_nearby() -> None:
    kept = [name for name in TARGETS if name not in LEFT_OUT]
    name = "t14:astana:police_officers"
    core = FIGURES.proof(name, [one for one in kept if one[:3] in ("t14", "t1:")])
    assert core[0] == name
    assert not FIGURES.fit(core)
    assert {TARGETS[one].table for one in core} == {"14"}


def like(name: str, kind: str) -> Target:
    """Make a target of some kind."""
    return dataclasses.replace(TARGETS["t1:total:assemblies"], id=name, kind=kind)


@pytest.mark.parametrize(
    ("cores", "expected"),
    [
        ([("cell", "figure")], {"figure"}),
        ([("cell", "figure"), ("cell", "remark")], {"figure", "remark"}),
        ([("figure", "remark")], {"remark"}),
        ([("cell", "later")], {"later"}),
        ([("cell", "later"), ("cell", "last")], {"cell"}),
    ],
    ids=[
        "a cell weighs more than the text",
        "more than two figures",
        "a figure more than a remark",
        "earlier cells stay",
        "fewest cells go",
    ],
)
def test_the_choice_follows_the_weights(cores: list[Core], expected: set[str]) -> None:
    kinds = {
        "cell": "cell",
        "later": "cell",
        "last": "cell",
        "figure": "figure",
        "remark": "remark",
    }
    made = {name: like(name, kind) for name, kind in kinds.items()}
    assert cheapest(cores, made) == expected


def test_contradictions_are_found_from_nothing() -> None:
    """On two tables: 16 finds fault with the text, 13 with the number of assemblies."""
    names = ("t1:total:assemblies", "t16:total:detention_events", "t13:assemblies_attended:police",
             "l363:detention_events", "l533:detention_events", "t1:almaty:assemblies")  # fmt: skip
    some = Figures({name: TARGETS[name] for name in TARGETS if name in names})
    cores: list[Core] = []
    left = some.leave_out(cores)
    assert left == {
        "t13:assemblies_attended:police", "l363:detention_events", "l533:detention_events"
    }  # fmt: skip
    assert len(cores) == 3
