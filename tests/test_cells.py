from __future__ import annotations

import pytest

import monitorlib as ml
from monitorlib.report_data import Report
from monitorlib.tabular.cells import MARKS
from monitorlib.tabular.tabledata import Cell
from monitorlib.tabular.tables import Table


def cell(report: Report, number: str, row: str, column: int) -> tuple[Cell, str]:
    """Give a cell with its note."""
    table = ml.table(report, number)
    assert isinstance(table, Table)
    found = dict(table.rows)[row][column]
    return found, table.notes[found.note - 1] if found.note else ""


@pytest.mark.parametrize(
    ("number", "row", "column", "mark", "beside", "note"),
    [
        # Table 3, line 148: 47 in 11.0 months; line 119 and periods.csv
        ("3", "Almaty", 0, "≠", "4.27", "47 / 11 = 4.27"),
        ("3", "Almaty", 3, "≈", "3.58", "43 / 12 = 3.58, a rounding difference"),
        # line 160: a rate above zero where Table 1 has no assembly at all
        ("3", "Zhezkazgan", 6, "≠", "0.00", "0 / 12 = 0.00"),
        # line 581: 44 participants, and 3 assemblies in Table 1; no mean is printed
        ("18", "Shymkent", 7, "=", "14.7", "printed blank; 44 / 3 = 14.7"),
        # lines 426-434: 1+2+0+0+1+0+1+1+0 and 16+7+3+2+0+1+0+0+1
        ("11", "TOTAL", 2, "Σ", "6", "the rows add up to 6"),
        ("11", "TOTAL", 1, "Σ", "30", "the rows add up to 30"),
        # lines 499-507: 41+49+19+2+0+0+23+0+0
        ("14", "TOTAL", 1, "Σ", "134", "the rows add up to 134"),
        # lines 576-590 for 2016
        ("18", "TOTAL", 2, "Σ", "5746", "the rows add up to 5746"),
        # line 193: blank in Table 4; line 202 states that there were none in 2014
        ("4", "2014", 0, "=", "0.0% (0)", "line 202: 0"),
    ],
)
def test_a_cell_shows_ours_and_says_why(
    report: Report, number: str, row: str, column: int, mark: str, beside: str, note: str
) -> None:
    found, why = cell(report, number, row, column)
    assert (found.mark, found.beside) == (mark, beside)
    assert note in why
    assert mark in MARKS


@pytest.mark.parametrize(
    ("number", "row", "column", "note"),
    [
        ("16", "TOTAL", 0, "stated elsewhere: line 363: eight instances"),
        ("13", "Prosecutors' offices", 0, "stated elsewhere: line 476: present at 16"),
        ("13", "Police", 0, "more than all 36 assemblies"),
        ("6", "Spontaneous assemblies by citizens", 1, "stated elsewhere: line 286: 47%"),
        ("1", "Almaty", 0, "stated elsewhere: line 166: 38% of all assemblies"),
    ],
)
def test_a_cell_without_ours_says_what_else_is_stated(
    report: Report, number: str, row: str, column: int, note: str
) -> None:
    found, why = cell(report, number, row, column)
    assert found.beside == ""
    assert note in why


@pytest.mark.parametrize(
    ("number", "row", "column"),
    [
        ("2", "TOTAL", 4),  # 2015 adds up to 71 once Astana has 26
        ("2", "Karaganda", 5),  # a dash, and no assembly
        ("11", "Almaty", 3),  # 1 of 17 is 6%
        ("14", "TOTAL", 0),  # the participants add up to 1697
    ],
)
def test_where_all_agrees_nothing_is_noted(
    report: Report, number: str, row: str, column: int
) -> None:
    found, _ = cell(report, number, row, column)
    assert (found.beside, found.mark, found.note) == ("", "", 0)


def test_every_mark_used_is_explained(report: Report) -> None:
    table = ml.table(report, "18")
    assert isinstance(table, Table)
    used = {found.mark for _, cells in table.rows for found in cells} - {""}
    assert used == {"≠", "≈", "=", "Σ"}
    assert {line[0] for line in table.legend} >= used
