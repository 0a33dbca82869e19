"""A figure shows what it draws in words and numbers, the same each time, and safely."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from monitorlib.drawing import colours, figures
from monitorlib.drawing.chart import MIME, Chart
from monitorlib.languages import locales
from monitorlib.messages import Text

WORDS = {"number": "4-1", "caption": "A caption", "lacking": "Nothing is stated."}
GAP = "Nowhere"
PERIODS = pd.DataFrame(
    {
        "period": ["2011-12", "2014", "2015"],
        "months": [10.5, 12.0, 12.0],
        "start": ["2011-06", "2014-01", "2015-01"],
        "end": ["2012-04", "2014-12", "2015-12"],
    }
)
TOWNS = pd.DataFrame(
    {"place": ["Almaty", "Astana", GAP], "value": [17.0, 9.5, np.nan], "unit": ["percent"] * 3}
)
RATES = pd.DataFrame(
    {
        "period": ["2011-12", "2015", "2014"],
        "value": [15.43, 5.92, np.nan],
        "unit": ["assemblies per month"] * 3,
    }
)
SERIES = pd.DataFrame(
    {
        "period": ["2014", "2015", "2015", "2014"],
        "place": ["Almaty", "Almaty", "Astana", GAP],
        "value": [3.58, 2.42, 0.75, np.nan],
        "unit": ["assemblies per month"] * 4,
    }
)
SHARES = pd.DataFrame(
    {
        "period": ["2014", "2014", "2015", "2015", "2015"],
        "place": ["Almaty", "Astana", "Almaty", "Astana", GAP],
        "category": ["social", "economic", "social", "economic", "political"],
        "label": ["Almaty", "Astana", "Almaty", "Astana", GAP],
        "value": [84.5, 15.5, 78.0, 22.0, np.nan],
        "unit": ["percent"] * 5,
    }
)
RANGES = TOWNS.assign(value=[0.69, 1.42, np.nan], low=[0.44, 1.1, np.nan],
                      high=[1.07, 1.8, np.nan], unit="ratio")  # fmt: skip
WATCHED = pd.DataFrame(
    {
        "place": ["Almaty", "Almaty", "Almaty", "Astana", "Astana", "Astana"],
        "period": ["2011-12", "2014", "2015"] * 2,
        "monitored": ["yes", "yes", "yes", "no", "unknown", "yes"],
    }
)
Draw = Callable[[pd.DataFrame], Chart | Text]
KINDS: dict[str, tuple[Draw, pd.DataFrame]] = {
    "bars": (lambda rows: figures.bars(rows, by="place", **WORDS), TOWNS),
    "over_time": (lambda rows: figures.over_time(rows, PERIODS, **WORDS), RATES),
    "lines": (lambda rows: figures.lines(rows, PERIODS, by="place", **WORDS), SERIES),
    "shares_over_time": (
        lambda rows: figures.shares_over_time(
            rows, PERIODS, order=["social", "economic"], kind="concern", **WORDS
        ),
        SHARES,
    ),
    "parts": (
        lambda rows: figures.parts(
            rows, by="place", across="period", order=["Almaty", "Astana", GAP], **WORDS
        ),
        SHARES,
    ),
    "pairs": (
        lambda rows: figures.pairs(rows, by="place", sides=["2014", "2015"], **WORDS),
        SHARES,
    ),
    "intervals": (lambda rows: figures.intervals(rows, by="place", reference=1, **WORDS), RANGES),
    "coverage": (lambda rows: figures.coverage(rows, PERIODS, **WORDS), WATCHED),
}
EACH = pytest.mark.parametrize(("draw", "frame"), KINDS.values(), ids=KINDS)


def drawn(draw: Draw, frame: pd.DataFrame) -> Chart:
    chart = draw(frame)
    assert isinstance(chart, Chart)
    return chart


def texts(chart: Chart) -> list[str]:
    found = ET.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314
    return ["".join(element.itertext()) for element in found]


@EACH
def test_the_same_rows_give_the_same_bytes(draw: Draw, frame: pd.DataFrame) -> None:
    first, second = drawn(draw, frame), drawn(draw, frame.copy())
    assert first.svg.encode() == second.svg.encode()
    assert first == second


@EACH
def test_nothing_in_it_needs_a_style_sheet_an_address_or_an_id(
    draw: Draw, frame: pd.DataFrame
) -> None:
    svg = drawn(draw, frame).svg
    assert not re.search(
        r"style|<defs|clip|\bid=|href|url\(|<metadata|https?://(?!www\.w3\.org)", svg
    )
    assert not re.search(r"\d\.\d{3}", svg), "no more than two decimals"
    assert "DejaVu" not in svg
    assert len(svg) < 12_000


@EACH
def test_every_colour_has_a_dark_one(draw: Draw, frame: pd.DataFrame) -> None:
    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawn(draw, frame).svg)) - {"none"}
    assert used
    assert used <= set(colours.pairs())


@EACH
def test_every_text_has_a_colour_so_that_it_is_not_black_on_black(
    draw: Draw, frame: pd.DataFrame
) -> None:
    assert not re.search(r"<text(?![^>]*fill=)", drawn(draw, frame).svg)


@EACH
def test_the_alternative_text_is_in_the_drawing_and_says_what_the_caption_does_not(
    draw: Draw, frame: pd.DataFrame
) -> None:
    chart = drawn(draw, frame)
    assert ET.fromstring(chart.svg).attrib["aria-label"] == chart.alt  # noqa: S314
    assert "A caption" not in chart.alt
    assert re.search(r"\d", chart.alt)
    assert 40 < len(chart.alt) < 420
    assert "nan" not in chart.alt + " ".join(texts(chart))


@EACH
def test_the_data_behind_go_with_it_for_people_and_for_machines(
    draw: Draw, frame: pd.DataFrame
) -> None:
    bundle = drawn(draw, frame)._repr_mimebundle_()
    behind = bundle[MIME]
    assert behind["name"] == "figure-4-1"
    assert '<figure class="chart" id="figure-4-1"><svg' in bundle["text/html"]
    assert {len(row) for row in behind["rows"]} == {len(behind["headings"])}
    assert [len(row) for row in behind["rows"]] == [len(row) for row in behind["texts"]]
    assert all(value == value for row in behind["rows"] for value in row), "no not-a-number"


@EACH
def test_without_any_value_the_lacking_sentence_is_said(draw: Draw, frame: pd.DataFrame) -> None:
    assert draw(frame.head(0)) == Text("Nothing is stated.", "lacking")
    if "value" in frame:
        assert draw(frame.assign(value=np.nan)) == Text("Nothing is stated.", "lacking")


@pytest.mark.parametrize(
    "label",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "from $5 to $6", "a & b"],
)
@pytest.mark.parametrize("kind", ["bars", "lines", "parts", "pairs", "intervals"])
def test_a_label_is_drawn_as_it_is_and_never_run(kind: str, label: str) -> None:
    draw, frame = KINDS[kind]
    if kind == "parts":
        chart = figures.parts(frame.replace("Almaty", label), by="place", across="period",
                              order=[label], **WORDS)  # fmt: skip
        assert isinstance(chart, Chart)
    else:
        chart = drawn(draw, frame.replace("Almaty", label))
    assert label.replace(" ", "") in "".join(texts(chart)).replace(" ", "").replace("\n", "")
    tags = {each.tag.rpartition("}")[2] for each in ET.fromstring(chart.svg).iter()}  # noqa: S314
    assert tags <= {"svg", "path", "circle", "text"}


def test_names_and_numbers_are_written_in_the_language_of_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    russian: dict[str, Any] = {"Almaty": "Алматы", "A caption": "Подпись"}
    monkeypatch.setattr(locales, "look_up", lambda text: russian.get(text, text))
    with locales.speaking("ru"):
        chart = drawn(*KINDS["bars"])
    assert chart.caption == "Подпись"
    assert "Алматы" in texts(chart)
    assert "17,0\u00a0%" in texts(chart)
