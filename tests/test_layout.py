"""Tables keep the source's form, and no cell of ours hides what is printed."""

from __future__ import annotations

import csv
from functools import cache

import pytest

import monitorlib as ml
from monitorlib import paths
from monitorlib.errors import UnknownNameError
from monitorlib.messages import Text
from monitorlib.processing.facts import KNOWN
from monitorlib.report_data import Report
from monitorlib.tabular.cells import SIGNS, UNREADABLE
from monitorlib.tabular.tabledata import Cell
from monitorlib.tabular.tables import Table

load = cache(ml.load)
PERIODS = ("2010", "2011-12", "2012-13", "2014", "2015", "2016", "2017")
CARDS = load("2017").cards
PRINTED = [number for number, card in CARDS.items() if not card.get("picture")]


def shown(year: str, number: str) -> Table:
    table = ml.table(load(year), number)
    assert isinstance(table, Table)
    return table


def cell(table: Table, row: str, heading: str, group: str = "") -> Cell:
    return dict(table.rows)[row][table.headings.index((group, heading))]


def raw(number: str) -> list[list[str]]:
    path = paths.raw() / "tables" / f"{CARDS[number]['file']}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def as_printed(cell: Cell) -> str:
    return "-" if cell.text in SIGNS.values() else cell.text.removesuffix(UNREADABLE)


@pytest.mark.parametrize("number", PRINTED)
def test_a_table_of_2017_has_the_rows_columns_and_texts_of_the_source_in_its_order(
    number: str,
) -> None:
    (_, *headings), *body = raw(number)
    table, card = shown("2017", number), CARDS[number]
    own = {rule["match"]: rule["heading"] for rule in card["columns"] if "heading" in rule}
    assert [f"{group}: {name}" if group else name for group, name in table.headings] == [
        own.get(name, name) for name in headings
    ]
    blank = card.get("row_heading", "")
    assert [label for label, _ in table.rows] == [row[0] or blank for row in body]
    assert [[as_printed(cell) for cell in cells] for _, cells in table.rows] == [
        row[1:] for row in body
    ]


def test_there_are_21_printed_tables_and_the_picture() -> None:
    assert len(PRINTED) == 21
    assert set(CARDS) - set(PRINTED) == {"9"}


def test_the_lost_table_9_is_computed_from_table_11() -> None:
    table = shown("2017", "9")
    # lines 426-435: 16/17, 7/9, 3/3, 2/2, 0/1, 1/1, 0/1, 0/1, 1/1 and 31/36
    assert {label: cells[0].text for label, cells in table.rows} == {
        "Almaty": "94.1%",
        "Astana": "77.8%",
        "Shymkent": "100.0%",
        "Uralsk": "100.0%",
        "Karaganda": "0.0%",
        "Temirtau": "100.0%",
        "Semey": "0.0%",
        "Taldykorgan": "0.0%",
        "Atyrau": "100.0%",
        "TOTAL": "86.1%",
    }
    assert all(cells[0].status == "computed" for _, cells in table.rows)
    assert table.rows[-1][0] == "TOTAL"
    assert table.source == "Computed; the printed table (lines 348-351) is a picture."


MEAN, TOTAL = "Average number of participants per assembly", "Total participants in peaceful"


@pytest.mark.parametrize(
    ("number", "row", "group", "heading", "printed", "ours", "note"),
    [
        ("11", "TOTAL", "", "Law abidance index", "100%", "13.9%", "100 x 5 / 36 = 13.9%"),
        ("18", "TOTAL", MEAN, "2017", "133", "47.1", "1697 / 36 = 47.1"),
        ("2", "Astana", "", "2014", "26", "37", "(C1): shifted column"),
        ("2", "Astana", "", "2015", "37", "22", "(C2): shifted column"),
        ("2", "Pavlodar", "", "2017", "1", "0", "(C3): an assembly that no other"),
        ("2", "Atyrau", "", "2015", "1", "4", "(C4): two tables ask for four assemblies"),
        ("2", "Aktobe", "", "2015", "–", "1", "(C5): two tables ask for one assembly"),
        ("2", "Taldykorgan", "", "2014", "–", "2", "(C6): a mean needs assemblies"),
        ("2", "Ust-Kamenogorsk", "", "2014", "–", "2", "(C7): a mean needs assemblies"),
        ("1", "Uralsk", "", "Assemblies and share of all", "2 (5,5%)", "5.6%", "a rounding diff"),
        ("8", "Rallies", "", "2016", "21 (38%)", "40.4%", "100 x 21 / 52 = 40.4%"),
        (
            *("18", "TOTAL (less permitted assemblies in 2017)"),
            *(f"{TOTAL} assemblies", "2017", "312", "327", "Table 14-1: 327"),
        ),
    ],
)
def test_our_value_stands_beside_the_printed_one_with_a_note_where_they_differ(
    number: str, row: str, group: str, heading: str, printed: str, ours: str, note: str
) -> None:
    table = shown("2017", number)
    found = cell(table, row, heading, group)
    assert (found.text, found.beside) == (printed, ours)
    assert note in table.notes[found.note - 1]
    assert table.notes[found.note - 1].startswith(f"{row}, ")
    assert (found.mark == "≈") == ("rounding" in note)


def test_notes_are_numbered_in_the_order_of_the_cells() -> None:
    for number in PRINTED:
        table = shown("2017", number)
        noted = [cell.note for _, cells in table.rows for cell in cells if cell.note]
        assert noted == list(range(1, len(table.notes) + 1)), number


@pytest.mark.parametrize(
    ("row", "heading", "sign", "status"),
    [
        ("Pavlodar", "2011-2012", "–", "none_recorded"),
        ("Aktau", "2010", "–ᵐ", "not_monitored"),
        ("Kostanai", "2012-2013", "–ᶜ", "coverage_unknown"),
        ("Aktau", "2017", "", "not_printed"),
    ],
)
def test_unknown_no_and_zero_have_signs_of_their_own_that_the_legend_explains(
    row: str, heading: str, sign: str, status: str
) -> None:
    table = shown("2017", "2")
    found = cell(table, row, heading)
    assert (found.text, found.status) == (sign, status)
    assert any(line.startswith(f"{sign or 'blank:'} ") for line in table.legend)
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_table_1_of_another_year_lists_the_places_with_assemblies_largest_first() -> None:
    table = shown("2014", "1")
    labels = [label for label, _ in table.rows]
    counts = [int(cells[0].text.split(" ")[0]) for _, cells in table.rows]
    # Table 2, column 2014, with 37 for Astana (C1) and two each by C6 and C7: 114 in all
    assert dict(zip(labels, counts, strict=True)) == {
        "Almaty": 43,
        "Astana": 37,
        "Uralsk": 15,
        "Karaganda": 5,
        "Aktobe": 3,
        "Aktau": 2,
        "Atyrau": 2,
        "Pavlodar": 2,
        "Ust-Kamenogorsk": 2,
        "Taldykorgan": 2,
        "Kostanai": 1,
        "TOTAL": 114,
    }
    assert labels[-1] == "TOTAL"
    assert counts[:-1] == sorted(counts[:-1], reverse=True)
    assert table.rows[0][1][0].text == "43 (37.7%)"  # 43 / 114
    assert table.source.endswith("the edition for 2014 is not at hand.")
    assert table.caption == "Number of peaceful assemblies in 2014"


@pytest.mark.parametrize("year", PERIODS)
@pytest.mark.parametrize("number", CARDS)
def test_every_table_of_every_period_holds_a_number_or_names_the_table_that_would(
    year: str, number: str
) -> None:
    table = ml.table(load(year), number)
    if isinstance(table, Text):
        name = f"{number.split('-')[1]} concerns" if "concerns" in number else f"Table {number}"
        assert table.kind == "lacking"
        assert table.text.startswith(f"Not stated for {year}: anything of this table.")
        assert (
            f"as {'the list of ' if 'concerns' in number else ''}{name} does in the one"
            in table.text
        )
        assert "Table the" not in table.text
        return
    known = [
        cell for _, cells in table.rows for cell in cells if cell.status in (*KNOWN, "computed")
    ]
    assert any(character.isdigit() for cell in known for character in cell.text)
    assert all(len(cells) == len(table.headings) for _, cells in table.rows)


@pytest.mark.parametrize("year", PERIODS[:-1])
def test_a_table_of_an_earlier_period_shows_no_later_one(year: str) -> None:
    later = PERIODS[PERIODS.index(year) + 1 :]
    printed = {"2011-12": "2011-2012", "2012-13": "2012-2013"}
    for number in CARDS:
        table = ml.table(load(year), number)
        if isinstance(table, Table):
            seen = {heading for _, heading in table.headings} | {label for label, _ in table.rows}
            assert not seen & {*later, *(printed.get(period, period) for period in later)}, number


@pytest.mark.parametrize(("number", "hint"), [("14-2", "14-1"), ("table 1", "")])
def test_an_unknown_table_is_refused_with_the_tables_there_are(
    number: str, hint: str, report: Report
) -> None:
    then = f"did you mean {hint}" if hint else "choose one of these"
    with pytest.raises(
        UnknownNameError, match=f"a table of: 1, 2, .*, 18, 19; found '{number}'; .*{then}"
    ):
        ml.table(report, number)
