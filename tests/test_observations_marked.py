"""The marked copy: cells stay where they were, and each finding is on its cell."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from monitorlib.observations import marked
from monitorlib.observations.files.sheets import Sheet
from monitorlib.observations.problems import Problem

SHEET = Sheet("Charts", ("id", "city", "concern"), [("T-1", "Almaty", "=1+1"), ("T-2", "Alma", "")],
              [2, 5])  # fmt: skip
ERROR = Problem(
    "error", "city: not a known town", "Charts", 5, "city", "a town", "'Alma'", "mend it"
)
WARNING = Problem("warning", "formula", "Charts", 2, "concern", "a text", "'=1+1'", "look again")


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    marked.write(tmp_path / "check.xlsx", [SHEET], [ERROR, WARNING])
    return openpyxl.load_workbook(tmp_path / "check.xlsx")


def test_rows_stay_where_they_were(book: openpyxl.Workbook) -> None:
    page = book["Charts"]
    assert [cell.value for cell in page[1]] == ["id", "city", "concern"]
    assert page["A2"].value == "T-1"
    assert page["A3"].value is None
    assert page["B5"].value == "Alma"


def test_offending_cells_are_coloured_and_explained(book: openpyxl.Workbook) -> None:
    page = book["Charts"]
    assert page["B5"].comment.text == "error: expected a town; mend it"
    assert page["C2"].comment.text == "warning: expected a text; look again"
    assert page["B5"].fill.fgColor.rgb != page["C2"].fill.fgColor.rgb
    assert page["B2"].comment is None


def test_texts_like_formulas_are_not_run(book: openpyxl.Workbook) -> None:
    assert book["Charts"]["C2"].data_type == "s"


def test_the_first_sheet_lists_every_finding(book: openpyxl.Workbook) -> None:
    page = book["Findings"]
    assert book.sheetnames[0] == "Findings"
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert [row[:5] for row in rows] == [
        ["error", "city: not a known town", "Charts", 5, "city"],
        ["warning", "formula", "Charts", 2, "concern"],
    ]


def test_long_and_equal_sheet_names_are_made_to_fit(tmp_path: Path) -> None:
    sheets = [Sheet("a/b" * 20, ("id",), [], []), Sheet("a/b" * 20 + "c", ("id",), [], []),
              Sheet("findings"[:0] + "Findings", ("id",), [], [])]  # fmt: skip
    marked.write(tmp_path / "check.xlsx", sheets, [])
    names = openpyxl.load_workbook(tmp_path / "check.xlsx").sheetnames
    assert len({name.lower() for name in names}) == 4
    assert all(len(name) <= 31 for name in names)


def test_a_finding_on_no_column_marks_the_first_cell_of_its_row(tmp_path: Path) -> None:
    problem = Problem("error", "twice", "Charts", 2, "", "one chart", "two", "decide")
    marked.write(tmp_path / "check.xlsx", [SHEET], [problem])
    page = openpyxl.load_workbook(tmp_path / "check.xlsx")["Charts"]
    assert page["A2"].comment.text == "error: expected one chart; decide"
