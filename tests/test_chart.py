"""A chart is plain SVG with a caption, a description and its data."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import matplotlib as mpl
import pandas as pd
import pytest

from monitorlib.drawing import figurehtml
from monitorlib.drawing.chart import MIME, Chart, Title, data, drawn, panel, styled
from monitorlib.drawing.figurebars import bars
from monitorlib.drawing.lettering import Writer


def sample(alt: str = "Almaty 17.") -> Chart:
    with styled():
        fig, ax = panel(2)
        ax.plot([1, 2], [3, 4], color="#287bf6")
        ax.set_title("Title <b>")
        behind = data(
            ["Name", "Number"], [["Almaty", 17.25], ["Aktau", float("nan")]], Writer(1, "%")
        )
        return drawn(fig, Title("4-1", "A & B"), alt, behind)


def test_a_chart_is_well_formed_and_describes_itself() -> None:
    root = ET.fromstring(sample('quoted "alt" <b>').svg)  # noqa: S314, our own drawing
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == 'quoted "alt" <b>'
    assert "width" not in root.attrib, "the page decides how wide it is"
    assert "viewBox" in root.attrib


def test_caption_and_description_are_escaped_on_the_page() -> None:
    page = sample()._repr_mimebundle_()["text/html"]
    assert "<figcaption>Figure 4-1. A &amp; B</figcaption>" in page
    assert 'id="figure-4-1"' in page


def test_a_readers_own_settings_change_nothing() -> None:
    plain = sample().svg
    with mpl.rc_context({"lines.linewidth": 9, "font.size": 30, "axes.grid": True}):
        assert sample().svg == plain


def test_the_data_behind_have_numbers_for_machines_and_texts_for_people() -> None:
    behind = sample()._repr_mimebundle_()[MIME]
    assert behind["rows"] == [["Almaty", 17.25], ["Aktau", None]]
    assert behind["texts"] == [["Almaty", "17.3%"], ["Aktau", "unknown"]]


@pytest.mark.parametrize("part", ["number", "name", "caption", "alt", "headings", "rows", "texts"])
def test_the_bundle_holds_what_a_page_needs(part: str) -> None:
    assert sample()._repr_mimebundle_()[MIME][part]


def test_a_figure_has_a_drawing_for_a_phone_with_shorter_lines_and_the_same_numbers() -> None:
    rows = pd.DataFrame({
        "label": ["On principle, not to obey an undemocratic law", "Spontaneous"],
        "value": [48.0, 13.0], "unit": "percent",
    })  # fmt: skip
    made = bars(rows, by="label", number="8-1", caption="Reasons.", lacking="None.")
    assert isinstance(made, Chart)
    wide, narrow = (ET.fromstring(each) for each in (made.svg, made.narrow))  # noqa: S314
    widths = [float(each.attrib["viewBox"].split()[2]) for each in (wide, narrow)]
    assert widths == [460.8, 248.4]
    texts = [[*each.itertext()] for each in (wide, narrow)]
    assert all({"48%", "13%"} <= {*lines} for lines in texts)
    assert "On principle, not to obey an" in texts[0]
    assert "On principle, not to obey an" not in texts[1]
    assert wide.attrib["aria-label"] == narrow.attrib["aria-label"]
    shown = figurehtml.to_html(*_bundle(made), {})
    assert shown.count("<svg") == 2
    assert shown.count('class="narrow"') == 1


def _bundle(made: Chart) -> tuple[str, dict[str, object]]:
    """Give the page's part and the data of a figure."""
    bundle = made._repr_mimebundle_()
    return bundle["text/html"], bundle[figurehtml.MIMETYPE]
