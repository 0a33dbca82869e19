"""A figure says in words what it draws, the same each time, for every eye."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from monitorlib import figures
from monitorlib.figures import Chart
from monitorlib.messages import Text

WORDS = {"number": "4-1", "caption": "A caption", "lacking": "Nothing is stated."}
PERIODS = ["2015", "2016", "2017"]
GAP = "Nowhere"


def rows(**columns: list[Any]) -> pd.DataFrame:
    return pd.DataFrame(columns)


ONE = rows(place=["Almaty", "Astana", GAP], value=[17.0, 9.5, np.nan], unit=["percent"] * 3)
SERIES = rows(
    period=["2015", "2017", "2016", "2017", "2016"],
    place=["Almaty", "Almaty", "Astana", "Astana", GAP],
    value=[29.0, 17.0, 26.0, 9.0, np.nan],
    unit=["assemblies"] * 5,
)
SHARES = rows(
    period=["2016", "2016", "2017", "2017", "2017"],
    place=["Almaty", "Astana", "Almaty", "Astana", GAP],
    value=[84.5, 15.5, 78.0, 16.6, np.nan],
    unit=["percent"] * 5,
)
RANGES = rows(
    place=["Almaty", "Astana", GAP],
    value=[0.69, 1.42, np.nan],
    low=[0.44, 1.1, np.nan],
    high=[1.07, 1.8, np.nan],
    unit=["ratio"] * 3,
)
LEVELS = rows(
    place=["Almaty", "Almaty", "Aktau", "Aktau"],
    period=["2016", "2017", "2016", "2017"],
    level=["yes", "yes", "no", "unknown"],
)
Draw = Callable[[pd.DataFrame], Chart | Text]
KINDS: dict[str, tuple[Draw, pd.DataFrame, list[str]]] = {
    "bars": (
        lambda frame: figures.bars(frame, by="place", **WORDS),
        ONE,
        ["Almaty 17.0%", "Astana 9.5%"],
    ),
    "lines": (
        lambda frame: figures.lines(frame, by="place", periods=PERIODS, main="Almaty", **WORDS),
        SERIES,
        ["Almaty: 2015 29; 2017 17.", "Astana: 2016 26; 2017 9."],
    ),
    "parts": (
        lambda frame: figures.parts(
            frame, by="place", across="period", order=["Almaty", "Astana", GAP], **WORDS
        ),
        SHARES,
        ["2016: Almaty 84.5%; Astana 15.5%.", "2017: Almaty 78.0%; Astana 16.6%."],
    ),
    "pairs": (
        lambda frame: figures.pairs(frame, by="place", periods=["2016", "2017"], **WORDS),
        SHARES,
        ["Almaty: 2016 84.5%; 2017 78.0%.", "Astana: 2016 15.5%; 2017 16.6%."],
    ),
    "intervals": (
        lambda frame: figures.intervals(frame, by="place", **WORDS),
        RANGES,
        ["Almaty 0.69 (interval 0.44 to 1.07)", "Astana 1.42 (interval 1.10 to 1.80)"],
    ),
    "grid": (
        lambda frame: figures.grid(
            frame,
            rows="place",
            columns="period",
            levels={"yes": "+", "no": "x", "unknown": "?"},
            **WORDS,
        ),
        LEVELS,
        ["2016: no: Aktau; yes: Almaty.", "2017: unknown: Aktau; yes: Almaty."],
    ),
}
EACH = pytest.mark.parametrize(("draw", "frame", "told"), KINDS.values(), ids=KINDS)


def drawn(draw: Draw, frame: pd.DataFrame) -> Chart:
    chart = draw(frame)
    assert isinstance(chart, Chart)
    return chart


def texts(chart: Chart) -> list[str]:
    tree = ET.fromstring(chart.svg)  # noqa: S314 - our own drawing
    found = tree.iter("{http://www.w3.org/2000/svg}text")
    return ["".join(element.itertext()) for element in found]


@EACH
def test_the_same_rows_give_the_same_bytes(
    draw: Draw, frame: pd.DataFrame, told: list[str]
) -> None:
    first, second = drawn(draw, frame), drawn(draw, frame.copy())
    assert first.svg.encode() == second.svg.encode()
    assert first == second
    assert not re.search(
        r"\d{4}-\d{2}-\d{2}T|<metadata|<!DOCTYPE|https?://(?!www\.w3\.org)", first.svg
    )


@EACH
def test_the_alternative_text_tells_every_drawn_value(
    draw: Draw, frame: pd.DataFrame, told: list[str]
) -> None:
    chart = drawn(draw, frame)
    assert all(part in chart.alt for part in told)
    assert ET.fromstring(chart.svg).attrib["aria-label"] == chart.alt  # noqa: S314


@EACH
def test_text_stays_text_and_labels_are_in_it(
    draw: Draw, frame: pd.DataFrame, told: list[str]
) -> None:
    chart = drawn(draw, frame)
    written = " ".join(texts(chart))
    names = set(frame["place"]) - {GAP}
    assert all(name in written for name in names)
    if "value" not in frame:
        assert {"+", "x", "?"} <= set(texts(chart))
    # a line carries its last number only, the other kinds all of theirs
    ends = ["Almaty  17", "Astana  9"] if frame is SERIES else []
    numbers = re.findall(r"\d+\.\d%", " ".join(told))
    assert all(number in written for number in [*ends, *numbers])


@EACH
def test_rows_without_a_value_are_left_out(
    draw: Draw, frame: pd.DataFrame, told: list[str]
) -> None:
    chart = drawn(draw, frame)
    assert GAP not in chart.alt
    assert GAP not in chart.svg
    assert "nan" not in chart.alt + " ".join(texts(chart))


@EACH
def test_without_any_value_the_lacking_sentence_is_said(
    draw: Draw, frame: pd.DataFrame, told: list[str]
) -> None:
    assert draw(frame.head(0)) == Text("Nothing is stated.", "lacking")
    if "value" in frame:
        assert draw(frame.assign(value=np.nan)) == Text("Nothing is stated.", "lacking")


@EACH
def test_ids_carry_the_figures_number_and_references_meet_them(
    draw: Draw, frame: pd.DataFrame, told: list[str]
) -> None:
    svg = drawn(draw, frame).svg
    ids = re.findall(r'\bid="([^"]*)"', svg)
    assert ids
    assert all(name.startswith("f4-1-") for name in ids)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'(?:url\(|href=")#([^)"]*)', svg)) <= set(ids)


@EACH
def test_a_page_shows_caption_and_number_and_escapes_both(
    draw: Draw, frame: pd.DataFrame, told: list[str]
) -> None:
    chart = drawn(draw, frame)
    page = chart._repr_mimebundle_()
    assert '<figure class="chart" id="figure-4-1"><svg' in page["text/html"]
    assert "<figcaption>Figure 4-1. A caption</figcaption>" in page["text/html"]
    assert page["text/plain"] == f"Figure 4-1. A caption {chart.alt}"


@pytest.mark.parametrize(
    "label",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "from $5 to $6", "a & b"],
)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "grid"])
def test_a_label_is_drawn_as_it_is_and_never_run(kind: str, label: str) -> None:
    draw, frame, _ = KINDS[kind]
    if kind == "parts":
        chart = figures.parts(
            frame.replace("Almaty", label), by="place", across="period", order=[label], **WORDS
        )
        assert isinstance(chart, Chart)
    else:
        chart = drawn(draw, frame.replace("Almaty", label))
    assert any(label in text for text in texts(chart))
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(chart.svg).iter()}  # noqa: S314
    assert not tags & {"script", "img", "image", "foreignObject", "a"}
    assert ET.fromstring(chart.svg).attrib["aria-label"] == chart.alt  # noqa: S314


def test_bars_stand_longest_first_unless_their_order_is_to_be_kept() -> None:
    shuffled = ONE.iloc[[1, 0]]
    sorted_ = figures.bars(shuffled, by="place", **WORDS)
    kept = figures.bars(shuffled, by="place", keep_order=True, **WORDS)
    assert isinstance(sorted_, Chart)
    assert isinstance(kept, Chart)
    assert sorted_.alt == "Bar chart. Almaty 17.0%; Astana 9.5%."
    assert kept.alt == "Bar chart. Astana 9.5%; Almaty 17.0%."


def test_whole_numbers_are_written_without_digits_after_the_point() -> None:
    whole = ONE.assign(value=[17.0, 9.0, np.nan], unit="assemblies")
    chart = figures.bars(whole, by="place", **WORDS)
    assert isinstance(chart, Chart)
    assert chart.alt == "Bar chart. Almaty 17; Astana 9."


# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB
VISION = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour: str, vision: str) -> np.ndarray[Any, Any]:
    """CIE Lab (D65) of an sRGB colour as somebody with that vision sees it."""
    rgb = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(VISION[vision] @ linear, 0, 1)
    ratio = (XYZ @ seen) / (XYZ @ np.ones(3))
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_the_conversion_to_lab_gives_the_known_values_of_red_and_white() -> None:
    np.testing.assert_allclose(lab("#FF0000", "full"), [53.24, 80.09, 67.20], atol=0.1)
    np.testing.assert_allclose(lab("#FFFFFF", "deuteranopia"), [100, 0, 0], atol=0.1)


@pytest.mark.parametrize("vision", VISION)
def test_the_six_hues_stay_apart_for_every_eye(vision: str) -> None:
    hues = [lab(colour, vision) for colour in figures.PALETTE[:6]]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(hues, 2)) > 10


def test_red_and_green_would_not_stay_apart() -> None:
    brown, olive = lab("#A05A2C", "deuteranopia"), lab("#6B6B1E", "deuteranopia")
    assert np.linalg.norm(brown - olive) < 10  # so the test above can fail
