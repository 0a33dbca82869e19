"""Drawings come down to presentation attributes, and nothing of them is lost."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest
from matplotlib.figure import Figure

from monitorlib.drawing.chart import styled
from monitorlib.drawing.svg import element, picture, plain, short, words


def cleaned() -> str:
    with styled():
        fig = Figure(figsize=(3, 2))
        ax = fig.subplots()
        ax.scatter([1, 2], [3, 4], s=40, color="#287bf6")
        ax.bar([1], [2], color="#353f50")
        ax.set_title("a < b & c")
        stream = io.StringIO()
        fig.savefig(stream, format="svg", metadata={"Date": None})
    return plain(stream.getvalue(), "told")


def test_round_marks_become_circles_where_they_stand() -> None:
    root = ET.fromstring(cleaned())  # noqa: S314, our own drawing
    circles = [each for each in root.iter() if each.tag.endswith("circle")]
    assert len(circles) == 2
    assert {each.attrib["fill"] for each in circles} == {"#287bf6"}
    assert float(circles[0].attrib["cx"]) < float(circles[1].attrib["cx"])
    assert float(circles[0].attrib["r"]) == pytest.approx(40**0.5 / 2, abs=0.01)


def test_text_stays_text_and_is_escaped() -> None:
    assert ">a &lt; b &amp; c<" in cleaned()


def test_no_style_no_reference_no_group_is_left() -> None:
    tags = {each.tag.rpartition("}")[2] for each in ET.fromstring(cleaned()).iter()}  # noqa: S314
    assert tags == {"svg", "path", "circle", "text"}
    assert "style" not in cleaned()


@pytest.mark.parametrize(
    ("number", "text"), [(1.0, "1"), (0.005, "0.01"), (-0.001, "0"), (20.5, "20.5")]
)
def test_coordinates_are_short(number: float, text: str) -> None:
    assert short(number) == text


def test_attributes_are_escaped() -> None:
    assert element("text", x='"><script>') == '<text x="&quot;&gt;&lt;script&gt;"/>'
    assert "<script>" not in picture(1, 1, "<script>", words("<script>", 0, 0))
