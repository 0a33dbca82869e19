"""One colour a thing, told apart by every eye, in light and in dark."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest
from colorspacious import cspace_convert

from monitorlib.drawing import colours
from monitorlib.drawing.colours import INK, MUTED, PAPER, STRUCTURE, contrast, hue, hues

LEAST = 15
"""Least distance in CAM02-UCS. One unit is just visible for two large fields side by side; thin
lines and small dots, apart from one another on a page, need about ten times as much, and
screens differ: hence fifteen."""
SIGHTS = ("full", "protanomaly", "deuteranomaly", "tritanomaly")
MODES = ("light", "dark")


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255


def seen(colour: str, sight: str) -> np.ndarray:
    """Where that eye sees a colour in CAM02-UCS (Machado and others 2009, severity 100)."""
    shown = rgb(colour)
    if sight != "full":
        space = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}
        shown = np.clip(cspace_convert(shown, space, "sRGB1"), 0, 1)
    return np.asarray(cspace_convert(shown, "sRGB1", "CAM02-UCS"))


def distance(one: str, other: str, sight: str) -> float:
    return float(np.linalg.norm(seen(one, sight) - seen(other, sight)))


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("mode", MODES)
def test_any_two_colours_stay_apart_for_every_eye(mode: str, sight: str) -> None:
    marks = {name: each.mark if mode == "light" else each.dark for name, each in hues().items()}
    for one, other in itertools.combinations(marks, 2):
        assert distance(marks[one], marks[other], sight) >= LEAST, (one, other)


def test_the_old_orange_and_green_would_not_stay_apart_for_all() -> None:
    assert distance("#d55e00", "#7f8f00", "deuteranomaly") < LEAST  # so the test above can fail


@pytest.mark.parametrize("name", hues())
def test_marks_have_three_to_one_and_words_four_and_a_half_in_both_modes(name: str) -> None:
    each = hues()[name]
    assert contrast(each.mark, PAPER) >= 3
    assert contrast(each.text, PAPER) >= 4.5
    assert contrast(each.on, each.mark) >= 4.5
    assert contrast(each.dark, STRUCTURE[PAPER]) >= 4.5, "marks and words alike"
    assert contrast(STRUCTURE[each.on], each.dark) >= 4.5


@pytest.mark.parametrize("colour", [INK, MUTED])
def test_plain_words_can_be_read_on_paper_and_on_land(colour: str) -> None:
    for ground in (PAPER, colours.LAND):
        assert contrast(colour, ground) >= 4.5
        assert contrast(STRUCTURE[colour], STRUCTURE[ground]) >= 4.5


def test_axes_can_be_seen_in_both_modes() -> None:
    assert contrast(colours.AXIS, PAPER) >= 3
    assert contrast(STRUCTURE[colours.AXIS], STRUCTURE[PAPER]) >= 3


def test_a_light_colour_has_one_dark_one_only() -> None:
    lights = [*STRUCTURE]
    for each in hues().values():
        lights += {each.mark, each.text}
    assert len(lights) == len(set(lights))


@pytest.mark.parametrize("kind", ["place", "concern", "organiser", "form", "verdict", "sanction"])
def test_no_two_things_of_a_kind_share_a_colour(kind: str) -> None:
    rows = colours.read_text_table(colours.paths.hand() / "colours.csv")
    mine = rows["hue"][rows["kind"] == kind]
    assert len(mine) > 2
    assert mine.is_unique


def test_verdicts_have_the_colours_nearest_to_those_of_tables() -> None:
    marks = {name: each.mark for name, each in hues().items() if name not in {"main", "grey"}}
    page = {"reproduced": "#00558c", "contradicted": "#a33d00"}  # a link, and a mark
    for verdict, colour in page.items():
        nearest = min(marks, key=lambda name: distance(marks[name], colour, "full"))
        assert hue("verdict", verdict) == hues()[nearest]


def test_the_series_of_one_figure_over_kinds_differ() -> None:
    mixed = [
        hue("index", "permitted"),
        hue("concern", "political"),
        hue("organiser", "civil_society"),
    ]
    assert len(set(mixed)) == 3


def test_the_towns_with_most_assemblies_have_colours_and_the_others_are_grey() -> None:
    assert len({hue("place", name) for name in ("Almaty", "Astana", "Uralsk", "Aktau")}) == 4
    assert hue("place", "Zhezkazgan") == hues()["grey"]


def test_every_rule_for_dark_pages_replaces_an_exact_colour() -> None:
    rules = colours.dark_css().splitlines()
    pattern = r'\.chart \[(fill|stroke)="#[0-9a-f]{6}"\]\{\1:#[0-9a-f]{6}\}'
    assert all(re.fullmatch(pattern, rule) for rule in rules)
    assert '.chart [fill="#287bf6"]{fill:#81bcff}' in rules


def test_a_colour_that_nothing_defines_is_refused(tmp_path) -> None:
    for name in ("hues", "colours"):
        text = (colours.paths.hand() / f"{name}.csv").read_text(encoding="utf-8")
        (tmp_path / f"{name}.csv").write_text(text.replace("Almaty,blue", "Almaty,pink"))
    with pytest.raises(colours.SourceError, match=r"(?s)'pink'.*data/hand/colours\.csv"):
        colours._read(tmp_path)
