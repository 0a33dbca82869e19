"""CSV files say what the page says, are read by a spreadsheet and run nothing in it."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from monitorlib.tabular.celltext import restored
from monitorlib.takeaway import csvfiles
from monitorlib.takeaway.shown import Figure
from takeaways import activity, counts


def rows_of(text: str) -> list[list[str]]:
    """Read a CSV file as a program does that knows of the mark."""
    return list(csv.reader(io.StringIO(text.encode().decode("utf-8-sig"))))


def test_a_table_is_written_as_shown_with_ours_in_a_column_of_its_own() -> None:
    assert rows_of(csvfiles.of_table(activity())) == [
        ["place", "2016", "2017", "2017 (ours)"],
        ["Almaty", "1,7", "1,4", "1.42"],
        ["Aktau", "–", "5.25", ""],
        ["TOTAL", "4,3", "3,0", ""],
    ]


def test_texts_that_a_spreadsheet_would_run_are_harmless_and_can_be_restored() -> None:
    rows = rows_of(csvfiles.of_table(counts()))
    assert rows[0][-1] == "'=1+1"
    assert [row[0] for row in rows[1:]] == ["'=cmd()", "Semey"]
    assert restored(rows[1][-1]) == "@SUM(A1)"
    assert rows[2][-1] == "-"


def test_spreadsheet_and_pandas_both_know_the_encoding() -> None:
    text = csvfiles.text(["Город"], [["Алматы"]])
    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert list(pd.read_csv(io.BytesIO(text.encode())).columns) == ["Город"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (float("nan"), ""), (0.0, "0"), (1 / 3, "0.333333333333333"), (True, "True")],
    ids=["gap", "not a number", "zero", "precision", "truth"],
)
def test_a_number_keeps_its_precision_and_a_gap_is_no_zero(cell: object, text: str) -> None:
    assert csvfiles.written(cell) == text


def test_the_numbers_behind_a_figure_keep_their_gaps() -> None:
    figure = Figure(
        "figure-1-1", "Figure 1-1. X", ("period", "value"), (("2016", 4.3), ("2017", None))
    )
    assert rows_of(csvfiles.of_figure(figure)) == [
        ["period", "value"],
        ["2016", "4.3"],
        ["2017", ""],
    ]


def test_headings_that_stand_twice_are_told_apart() -> None:
    figure = Figure("figure-1-1", "X", ("a", "a"), ((1, 2),))
    assert rows_of(csvfiles.of_figure(figure))[0] == ["a", "a [2]"]
