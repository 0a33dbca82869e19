"""The workbook holds every table as numbers and texts, printed apart from ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from monitorlib.tabular.tabledata import Cell, Table
from monitorlib.takeaway import workbook
from monitorlib.takeaway.columns import Column, columns, entry
from monitorlib.takeaway.shown import Shown
from takeaways import TITLE, activity, counts

SHOWN = Shown(
    {"table-1": counts(), "table-3": activity()}, {}, {"table-1": "Results", "table-3": "Activity"}
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The workbook of the small report."""
    workbook.write(tmp_path / "r.xlsx", SHOWN, ["Version 0.1.0"], TITLE, {"percent": "%"})
    return tmp_path / "r.xlsx"


@pytest.fixture
def book(path: Path) -> Workbook:
    """The same, read back."""
    return load_workbook(path)


def cells(sheet: Any) -> list[list[Any]]:
    """The headings and rows of a sheet's table."""
    last = sum(cell.value is not None for cell in sheet[workbook.HEAD])
    rows = [
        [cell.value for cell in row] for row in sheet.iter_rows(min_row=workbook.HEAD, max_col=last)
    ]
    return rows[: next(n for n, row in enumerate(rows) if not any(row))]


def test_contents_come_first_and_lead_to_every_sheet(book: Workbook) -> None:
    assert book.sheetnames == ["Contents", "Table 1", "Table 3"]
    links = [c.hyperlink.location for row in book["Contents"] for c in row if c.hyperlink]
    assert links == ["'Table 1'!A1", "'Table 3'!A1"]


def test_printed_and_ours_stand_in_columns_of_their_own(book: Workbook) -> None:
    assert cells(book["Table 3"]) == [
        ["place", "2016", "2017 (printed)", "2017 (ours)"],
        ["Almaty", 1.7, 1.4, pytest.approx(17 / 12)],
        ["Aktau", "–", 5.249, None],
        ["TOTAL", 4.3, 3, None],
    ]


def test_a_number_shows_the_digits_of_the_page(book: Workbook) -> None:
    sheet = book["Table 3"]
    formats = [sheet.cell(workbook.HEAD + 1, n).number_format for n in (2, 3, 4)]
    assert formats == ["#,##0.0", "#,##0.0", '"≈ "#,##0.00" [1]"']


def test_two_numbers_in_a_cell_take_two_columns(book: Workbook) -> None:
    table = cells(book["Table 1"])
    assert table[0][1:5] == [
        "Held: number (printed)", "Held: number (printed), %",
        "Held: number (ours)", "Held: number (ours), %",
    ]  # fmt: skip
    assert table[1][1:5] == [17, 47, None, None]
    assert table[2][1:4] == [1, 2, 1]
    assert table[2][4] == pytest.approx(100 / 36)


def test_no_cell_is_a_formula(book: Workbook) -> None:
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert book["Table 1"].cell(workbook.HEAD + 1, 1).value == "'=cmd()"


def test_totals_are_bold_headings_frozen_and_notes_below(book: Workbook) -> None:
    sheet = book["Table 3"]
    assert [sheet.cell(workbook.HEAD + n, 1).font.bold for n in (1, 2, 3)] == [False, False, True]
    assert sheet.freeze_panes == f"B{workbook.HEAD + 1}"
    below = [row[0].value for row in sheet.iter_rows(min_row=workbook.HEAD + 4) if row[0].value]
    assert below[0] == activity().legend[0]
    assert below[-2:] == [f"[1] {activity().notes[0]}", activity().source]


def test_same_tables_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    workbook.write(tmp_path / "s.xlsx", SHOWN, ["Version 0.1.0"], TITLE, {"percent": "%"})
    assert (tmp_path / "s.xlsx").read_bytes() == path.read_bytes()


def test_long_captions_that_begin_alike_name_different_sheets() -> None:
    long = "Statements of the text: checked [one by one] and again"
    shown = Shown({n: Table("", long, "", "", name=n) for n in ("a", "b", "c")}, {}, {})
    names = list(workbook.sheet_names(shown, "Contents").values())
    assert len({name.lower() for name in names}) == 3
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        (Cell("12\u202f345", value=12345.0), 12345.0),
        (Cell("3,9", value=3.9166), 3.9),
        (Cell("3.9", status="computed", value=3.9166), 3.9166),
        (Cell("47%", value=47.0), 47.0),
        (Cell("−0.5", status="computed", value=-0.512), -0.512),
        (Cell("1586 minutes", value=1586.0), 1586.0),
        (Cell("2 or 3", value=2.0), "2 or 3"),
        (Cell("–ᵐ", status="not_monitored"), "–ᵐ"),
        (Cell("2017", status="text"), "2017"),
    ],
    ids=["groups", "printed", "computed", "percent", "minus", "unit", "words", "unknown", "text"],
)
def test_a_cell_says_what_the_page_says(cell: Cell, content: object) -> None:
    assert entry(Column(0, "x"), cell).content == content


def test_a_table_without_differences_has_one_column_a_heading() -> None:
    table = Table("9", "x", "", "", headings=[("", "a")], rows=[("r", [Cell("1", value=1.0)])])
    assert [column.heading for column in columns(table, {})] == ["a"]


def test_a_share_alone_stands_among_shares_and_not_among_counts() -> None:
    cell = Cell("2 (5,5%)", "5.6%", mark="≈", value=2.0, second=50 / 9, second_unit="percent")
    table = Table("1", "x", "", "", headings=[("", "a")], rows=[("r", [cell])])
    planned = columns(table, {"percent": "%"})
    assert [entry(column, cell).content for column in planned] == [2, 5.5, "", 50 / 9]
    assert entry(planned[3], cell).shape == '"≈ "#,##0.0"%"'


def test_a_count_in_brackets_alone_is_no_share() -> None:
    # Table 4, political concerns of 2012-13
    alone = Cell("(1 protest action)", second=1.0, second_unit="assemblies")
    both = Cell("40% (26)", value=40.0, second=26.0, second_unit="assemblies")
    table = Table("4", "x", "", "", headings=[("", "a")], rows=[("r", [alone]), ("s", [both])])
    share, count = columns(table, {"percent": "%"})
    assert [entry(column, alone).content for column in (share, count)] == ["", 1]
    assert [entry(column, both).content for column in (share, count)] == [40, 26]


def test_a_unit_stands_in_the_number_format() -> None:
    assert entry(Column(0, "x"), Cell("12,5 minutes", value=12.5)).shape == '#,##0.0" minutes"'
