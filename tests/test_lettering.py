"""Names and numbers as a reader sees them."""

from __future__ import annotations

import pandas as pd
import pytest

from monitorlib.drawing.lettering import Writer, height_of, labels, with_value, wrapped, writer


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


def test_rows_without_a_value_are_not_drawn_and_zero_is_a_value() -> None:
    frame = pd.DataFrame({"value": [1.0, None, 0.0]})
    assert with_value(frame)["value"].tolist() == [1.0, 0.0]


def test_an_empty_part_of_a_name_is_left_out() -> None:
    rows = pd.DataFrame({"act": ["Code", "Code"], "part": ["3", ""]})
    assert labels(rows, ["act", "part"]) == ["Code, 3", "Code"]


def test_a_part_follows_its_article_in_brackets() -> None:
    rows = pd.DataFrame({"act": ["Code", "Code"], "article": ["488", "400"], "part": ["3", ""]})
    assert labels(rows, ["act", "article", "part"]) == ["Code, 488(3)", "Code, 400"]


def test_long_names_take_more_lines_and_more_room() -> None:
    names = [wrapped("Принципиально, чтобы не подчиняться недемократическому закону"), "Стихийно"]
    assert max(map(len, names[0].splitlines())) <= 30
    assert height_of(names, 0.27) > height_of(["Стихийно"] * 2, 0.27) == pytest.approx(0.54)
