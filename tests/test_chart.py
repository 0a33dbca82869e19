from __future__ import annotations

import xml.etree.ElementTree as ET

import matplotlib as mpl
import pandas as pd
import pytest

from monitorlib.chart import Chart, Writer, drawn, panel, styled, with_value, writer


def sample(alt: str = "Almaty 17.") -> Chart:
    with styled():
        fig, ax = panel(2)
        ax.plot([1, 2], [3, 4])
        ax.set_title("Title <b>")
        return drawn(fig, "4-1", "A & B", alt)


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


@pytest.mark.parametrize(
    ("unit", "values", "written"),
    [
        ("percent", [47.0, 25.0], ["47%", "25%"]),
        ("percent", [47.0, 2.75], ["47.0%", "2.8%"]),
        ("assemblies per month", [3.0, 4.335], ["3.00", "4.34"]),
        ("persons", [12000.0], ["12\u202f000"]),
    ],
    ids=["whole", "one is not", "two digits", "grouped"],
)
def test_numbers_of_one_figure_have_the_same_digits(
    unit: str, values: list[float], written: list[str]
) -> None:
    write = writer(pd.DataFrame({"value": values, "unit": unit}))
    assert isinstance(write, Writer)
    assert [write(value) for value in values] == written


def test_rows_without_a_value_are_not_drawn() -> None:
    frame = pd.DataFrame({"value": [1.0, None, 0.0]})
    assert with_value(frame)["value"].tolist() == [1.0, 0.0]
