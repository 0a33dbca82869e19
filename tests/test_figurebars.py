"""Bars: the longest first, each in its own colour, with interval and number."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from monitorlib.drawing.chart import Chart
from monitorlib.drawing.colours import INK, PAPER, hue
from monitorlib.drawing.figurebars import bars

WORDS = {"number": "3-1", "caption": "A caption", "lacking": "Nothing is stated."}
TOWNS = pd.DataFrame(
    {
        "place": ["Astana", "Almaty", "Semey"],
        "value": [9.0, 17.0, np.nan],
        "unit": ["assemblies"] * 3,
    }
)


def drawn(frame: pd.DataFrame, **options: object) -> Chart:
    chart = bars(frame, **{"by": "place", **WORDS, **options})
    assert isinstance(chart, Chart)
    return chart


def test_almaty_with_17_stands_before_astana_with_9_unless_the_order_is_to_be_kept() -> None:
    assert [row[0] for row in drawn(TOWNS).data.rows] == ["Almaty", "Astana", "Semey"]
    kept = drawn(TOWNS, keep_order=True)
    assert [row[0] for row in kept.data.rows] == ["Astana", "Almaty", "Semey"]


def test_the_description_names_both_ends_and_what_is_not_stated() -> None:
    assert drawn(TOWNS).alt == (
        "Bar chart with 2 bars. Highest: Almaty, 17. Lowest: Astana, 9. Not known: Semey."
    )


def test_a_bar_without_a_number_says_so_and_has_no_zero() -> None:
    chart = drawn(TOWNS)
    assert ">not known<" in chart.svg
    assert chart.data.rows[-1] == ("Semey", None)


def test_a_town_has_its_colour_and_reasons_have_none_of_their_own() -> None:
    assert hue("place", "Almaty").mark in drawn(TOWNS).svg
    plain = drawn(TOWNS.rename(columns={"place": "label"}), by="label")
    assert hue("place", "Almaty").mark not in plain.svg


def test_the_interval_of_7_of_36_stands_in_drawing_data_and_words() -> None:
    rows = pd.DataFrame(
        {"place": ["Kazakhstan"], "value": [100 * 7 / 36], "unit": ["percent"],
         "numerator": [7.0], "denominator": [36.0]}
    )  # fmt: skip
    chart = drawn(rows)
    assert chart.data.texts == (("Kazakhstan", "19.4%", "9.8%", "35.0%"),)
    assert "95 percent intervals" in chart.alt


def test_an_interval_is_paper_inside_of_its_bar_and_ink_outside() -> None:
    rows = TOWNS[:2].assign(low=[4.0, np.nan], high=[14.0, np.nan])
    ends = re.findall(r'd="M([\d.]+) ([\d.]+)L([\d.]+) \2" fill="none" stroke="([^"]+)"',
                      drawn(rows).svg)  # fmt: skip
    (inside,) = ((float(left), float(right)) for left, _, right, hue in ends if hue == PAPER)
    (outside,) = ((float(left), float(right)) for left, _, right, hue in ends if hue == INK)
    assert inside[1] == outside[0], "they meet at the end of the bar"
    assert (inside[1] - inside[0]) / (outside[1] - outside[0]) == pytest.approx(5 / 5, abs=0.01)


def test_a_bar_is_as_long_as_its_number() -> None:
    paths = re.findall(r'<path d="M([\d.]+) [\d.]+L([\d.]+) [^"]*z" fill="#', drawn(TOWNS).svg)
    long, short = (float(right) - float(left) for left, right in paths[:2])
    assert round(long / short, 2) == round(17 / 9, 2)


def test_several_columns_make_one_name() -> None:
    rows = TOWNS.assign(act="Penal Code", article=["400", "", "401"])
    assert drawn(rows, by=["act", "article"]).data.rows[0][0] == "Penal Code"


def test_many_towns_without_a_number_make_one_line_of_words() -> None:
    more = pd.DataFrame({"place": ["Aktau", "Aktobe"], "value": np.nan, "unit": "assemblies"})
    chart = drawn(pd.concat([TOWNS, more], ignore_index=True))
    assert ">Not known: Aktau, Aktobe, Semey.<" in chart.svg
    assert chart.svg.count(">not known<") == 0
    assert len(chart.data.rows) == 5
