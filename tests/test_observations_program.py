"""Whole-number programs: sums of unknowns, and the cheapest numbers that fit."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from monitorlib.observations.practice import program
from monitorlib.observations.practice.program import Program, Sum, total


def test_sums_add_subtract_and_multiply_term_by_term() -> None:
    rally, picket = Sum({("rally",): 1}), Sum({("picket",): 1})
    assert 3 * (rally + picket) - rally == {("rally",): 2, ("picket",): 3}
    assert total([]) == {}
    assert total([rally, rally, picket]) == {("rally",): 2, ("picket",): 1}


def test_a_sum_does_not_change_when_it_is_used() -> None:
    rally = Sum({("rally",): 1})
    _ = rally + rally
    assert rally == {("rally",): 1}


def test_the_cheapest_numbers_are_found_and_nothing_goes_below_zero() -> None:
    some = Program()
    rally, picket = some.unknown("rally", most=4), some.unknown("picket", most=9)
    some.require(rally + picket, 10, 10)
    assert some.solve(cost=picket) == {("rally",): 4, ("picket",): 6}
    assert some.solve(cost=rally) == {("rally",): 1, ("picket",): 9}


def test_a_constant_counts_on_its_own_side() -> None:
    some = Program()
    months = 12 * Sum({(): 1})
    some.require(2 * some.unknown("assemblies", most=99) - months, 0, 0)
    assert some.solve() == {("assemblies",): 6}


@pytest.mark.parametrize(("least", "most"), [(11, 20), (-3, -1)], ids=["too many", "below zero"])
def test_what_cannot_be_has_no_answer(least: int, most: int) -> None:
    some = Program()
    rally = some.unknown("rally", most=10)
    assert some.solve([(rally, least, most)]) is None
    assert some.solve() is not None, "what is asked for once does not stay"


def test_numbers_are_whole() -> None:
    some = Program()
    rally = some.unknown("rally", most=10)
    assert some.solve([(2 * rally, 7, 7)]) is None


def test_a_solver_that_gives_up_is_no_contradiction(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = SimpleNamespace(status=1, x=None, message="Time limit reached.")
    monkeypatch.setattr(program, "milp", lambda *_, **__: answer)
    with pytest.raises(ArithmeticError, match=r"found 'Time limit reached\.'"):
        Program().solve()
