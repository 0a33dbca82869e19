"""A circle's area is its assemblies; what is not known has a sign of its own."""

from __future__ import annotations

import itertools
import math
import re

import pytest

from monitorlib import paths
from monitorlib.drawing import maps
from monitorlib.drawing.chart import Chart
from monitorlib.drawing.colours import PAPER, hue
from monitorlib.drawing.placement import NEAR, Box, Label, Spot, in_the_clear, placed
from monitorlib.report_data import Report
from monitorlib.vocabulary import Vocabulary

ONE = hue("", "")
CLEAR = ("2010", "2016", "2017")
"""Periods in which no circle is so large that a name must lie over its rim."""
PERIODS = Vocabulary(paths.hand()).periods["period"].tolist()


def drawn(year: str) -> Chart:
    chart = maps.towns(Report(year))
    assert isinstance(chart, Chart)
    return chart


def radii(chart: Chart) -> list[float]:
    """Radii of the towns' circles, from the town with most assemblies on."""
    return [
        float(found)
        for found in re.findall(rf'<circle[^>]* r="([\d.]+)" fill="{ONE.mark}"', chart.svg)
    ]


def gap(box: Box, spot: Spot) -> float:
    """How far a mark's rim is from a box."""
    across = max(box[0] - spot.x, spot.x - box[2], 0.0)
    along = max(box[1] - spot.y, spot.y - box[3], 0.0)
    return math.hypot(across, along) - spot.radius


def test_the_circles_of_almaty_and_astana_in_2017_are_as_17_to_9() -> None:
    chart = drawn("2017")
    almaty, astana = radii(chart)[:2]
    assert (almaty / astana) ** 2 == pytest.approx(17 / 9, abs=0.01)
    assert ">Almaty 17<" in chart.svg


def test_all_circles_have_one_colour_for_the_map_has_no_key_of_colours() -> None:
    chart = drawn("2017")
    assert len(radii(chart)) == 9
    assert {*re.findall(r'<circle[^>]* fill="(#[^"]*)"', chart.svg)} == {ONE.mark, PAPER}


def test_a_circle_below_another_shows_through_it() -> None:
    svg = drawn("2017").svg  # Temirtau and Karaganda are 30 kilometres apart, with one each
    assert svg.count(f'fill="{ONE.mark}" fill-opacity="0.55" stroke="{ONE.mark}"') == 9


@pytest.mark.parametrize("year", PERIODS)
def test_a_name_stands_beside_its_own_mark_and_over_no_other(
    year: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[list[Spot], list[Label]]] = []

    def keep(spots: list[Spot], frame: Box) -> list[Label]:
        kept.append((spots, placed(spots, frame)))
        return kept[-1][1]

    monkeypatch.setattr(maps, "placed", keep)
    drawn(year)
    assert len(kept) == 2, "for a desk and for a phone"
    (spots, labels) = kept[1]
    free = in_the_clear(spots, labels, [spot.name[-1].isdigit() for spot in spots])
    assert free.count(False) <= 3, "on a phone some towns without an assembly go without a name"
    kept[1] = (list(itertools.compress(spots, free)), list(itertools.compress(labels, free)))
    for spots, labels in kept:
        for spot, label in zip(spots, labels, strict=True):
            away = {other.name: gap(label.box, other) for other in spots}
            assert away[spot.name] < 2 * NEAR
            lap = 0 if year in CLEAR else NEAR  # Temirtau's ring lies inside of large circles
            assert all(far > -lap for far in away.values()), (spot.name, away)
    for one, two in [pair for _, labels in kept for pair in itertools.combinations(labels, 2)]:
        assert max(one.box[0] - two.box[2], two.box[0] - one.box[2],
                   one.box[1] - two.box[3], two.box[1] - one.box[3]) >= 0  # fmt: skip


def test_the_key_has_two_circles_of_the_same_scale() -> None:
    chart = drawn("2017")
    key = re.findall(r'<circle[^>]* r="([\d.]+)" fill="none"', chart.svg)
    assert (float(key[0]) / float(key[1])) ** 2 == pytest.approx(10 / 2, abs=0.01)
    assert ">assemblies (area of the circle)<" in chart.svg
    assert "proportional to the number of assemblies" in chart.caption


def test_a_town_that_nobody_watched_has_a_cross_and_no_zero() -> None:
    chart = drawn("2010")
    assert "Not monitored: Aktau, Aktobe, Atyrau" in chart.alt
    assert ">not monitored<" in chart.svg
    assert dict(chart.data.rows)["Shymkent"] is None
    assert dict(chart.data.texts)["Shymkent"] == "not monitored"


def test_none_recorded_is_told_apart_from_not_known() -> None:
    chart = drawn("2017")
    assert dict(chart.data.texts)["Kostanai"] == "0"
    # Table 2 leaves Aktau blank; Table 3 prints a dash for its rate, which is a count of nothing
    assert dict(chart.data.texts)["Aktau"] == "0"
    assert "not known" in dict(drawn("2012-13").data.texts).values()


@pytest.mark.parametrize("year", PERIODS)
def test_every_period_has_a_map_with_every_town_once(year: str) -> None:
    chart = drawn(year)
    names = re.findall(r"<text[^>]*>([^<]*)</text>", chart.svg)
    for town in Report(year).vocabulary.towns:
        assert sum(name == town or name.startswith(f"{town} ") for name in names) == 1, town
    assert len(chart.svg) < 12_000
    assert not re.search(r"style|<defs|\bid=|href", chart.svg)


def test_the_map_is_the_same_each_time() -> None:
    assert drawn("2017") == drawn("2017")


@pytest.mark.parametrize("year", PERIODS)
def test_on_a_phone_the_words_of_the_key_stay_inside(year: str) -> None:
    svg = drawn(year).narrow
    wide = float(re.findall(r'viewBox="0 0 ([\d.]+)', svg)[0])
    said = [
        (float(x), text)
        for x, text in re.findall(r'<text[^>]* x="([\d.]+)"[^>]*>([^<]+)</text>', svg)
        if text in ("none recorded", "not monitored", "number not known")
    ]
    assert said
    assert all(x + 0.6 * 7.4 * len(text) <= wide for x, text in said)
