"""A chart is plain SVG with a caption, a description and its data."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import matplotlib as mpl
import pytest

from monitorlib.chart import MIME, Chart, Title, data, drawn, panel, styled
from monitorlib.lettering import Writer


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
