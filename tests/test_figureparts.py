"""Divided bars: the parts in their order, their colours named above them."""

from __future__ import annotations

import pandas as pd

from monitorlib.drawing.chart import Chart
from monitorlib.drawing.colours import hue
from monitorlib.drawing.figureparts import parts

ROWS = pd.DataFrame(
    {
        "section": ["Police", "Police", "Laws"],
        "verdict": ["reproduced", "contradicted", "reproduced"],
        "value": [54.0, 9.0, 5.0],
        "unit": ["checks"] * 3,
    }
)


def drawn() -> Chart:
    chart = parts(ROWS, by="verdict", across="section", order=["reproduced", "contradicted"],
                  number="15-1", caption="A caption", lacking="Nothing is stated.")  # fmt: skip
    assert isinstance(chart, Chart)
    return chart


def test_each_part_is_told_with_its_sum_and_where_it_is_largest() -> None:
    assert drawn().alt == (
        "Divided bars. reproduced: 59 in all, most in Police (54). "
        "contradicted: 9 in all, most in Police (9)."
    )


def test_a_part_that_a_bar_does_not_have_is_a_gap_in_the_data() -> None:
    assert drawn().data.rows == (("Police", 54.0, 9.0), ("Laws", 5.0, None))


def test_verdicts_have_their_own_colours_and_are_named() -> None:
    svg = drawn().svg
    for name in ("reproduced", "contradicted"):
        assert hue("verdict", name).mark in svg
        assert f">{name}<" in svg


def test_a_number_that_does_not_fit_into_its_part_is_left_to_the_data() -> None:
    assert ">54<" in drawn().svg
    assert ">5<" in drawn().svg
    assert "None" not in drawn().svg
