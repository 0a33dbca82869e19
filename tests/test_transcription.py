"""The printed tables are what the source prints, twice keyed, and damage is named."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from monitorlib import paths
from monitorlib.errors import MonitorError, SourceError
from monitorlib.processing.printed import number, parts
from monitorlib.processing.transcription import read_cards, read_cells
from monitorlib.vocabulary import Vocabulary

RAW, SOURCE = paths.raw(), paths.root().parent / "shared" / "report-2017.txt"
FILES = [
    *("concerns-economic", "concerns-social", "table-14-1"),
    *(f"table-{n:02}" for n in range(1, 20) if n != 9),
]
CARDS = {card["file"]: card for card in read_cards(RAW).values()}
TOTALS = ("TOTAL", "Total", "TOTAL:")
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
# Quotients: their total is the quotient of the totals, not a sum.
NO_SUMS = {
    ("11", "Law abidance index"),
    ("14", "Police control index"),
    *(("18", f"Average number of participants per assembly: {y}") for y in range(2014, 2018)),
}


def grid(file: str, folder: str = "tables") -> list[list[str]]:
    with (RAW / folder / f"{file}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


@pytest.fixture(scope="module")
def source() -> list[str]:
    if not SOURCE.exists():
        pytest.skip(f"the source text is not at hand: {SOURCE}")
    return ["", *SOURCE.read_text(encoding="utf-8").split("\n")]  # line 1 has index 1


@pytest.fixture(scope="module")
def cells() -> pd.DataFrame:
    return read_cells(RAW, Vocabulary(paths.hand()))


def test_the_edition_has_21_keyed_tables_and_a_card_for_each_and_for_the_picture() -> None:
    for folder in ("tables", "second-keying"):
        assert {path.stem for path in (RAW / folder).glob("*.csv")} == set(FILES)
    assert set(CARDS) == {*FILES, "table-09"}
    assert len(FILES) == 21


@pytest.mark.parametrize("file", FILES)
def test_the_two_keyings_are_identical_cell_by_cell(file: str) -> None:
    first, second = grid(file), grid(file, "second-keying")
    assert len({len(row) for row in first}) == 1
    assert first == second


@pytest.mark.parametrize("file", CARDS)
def test_a_card_names_its_lines_its_unit_and_what_a_dash_and_a_blank_mean(file: str) -> None:
    card = CARDS[file]
    first, last = card["lines"]
    assert 1 <= first <= last
    assert file == "table-09" or first <= card["first_row_line"] <= last
    assert all(card[field].strip() for field in ("caption", "unit", "dash", "blank", "periods"))
    assert card["title"].strip() or card["title_note"].strip()


@pytest.mark.parametrize("file", FILES)
def test_every_mend_and_unreadable_entry_names_a_cell_that_exists(file: str) -> None:
    header, *body = grid(file)
    rows, groups = {row[0]: row for row in body}, {name.partition(": ")[0] for name in header}
    for mend in CARDS[file].get("mends", []):
        columns = mend["column"].split(", ")
        assert mend["row"] in {*rows, "[header]", "[all]"}
        assert set(columns) <= {*header, *groups, "[all]"}
        if mend["keyed"] == "-":
            assert {rows[mend["row"]][header.index(column)] for column in columns} == {"-"}
        assert mend["shows"].strip()
        assert mend["why"].strip()
    for entry in CARDS[file].get("unreadable", []):
        assert rows[entry["row"]][header.index(entry["column"])] not in ("", "-")
        assert entry["why"].strip()


@pytest.mark.parametrize("file", FILES)
def test_the_numbers_of_each_row_stand_on_the_line_that_the_card_gives(
    file: str, source: list[str]
) -> None:
    card, (header, *body) = CARDS[file], grid(file)
    step = card.get("lines_per_row", 1)
    moved = {(mend["row"], mend["column"]) for mend in card.get("mends", [])}
    for position, (label, *printed) in enumerate(body):
        at = card["first_row_line"] + position * step
        text = " ".join(source[at : at + step])
        placed = [
            cell
            for name, cell in zip(header[1:], printed, strict=True)
            if (label, name) not in moved or step > 1
        ]
        wanted, found = NUMBER.findall(" ".join([label, *placed])), NUMBER.findall(text)
        if step == 1:
            assert found == wanted, f"line {at}"
        else:
            assert not Counter(wanted) - Counter(found), f"line {at}"
        elsewhere = " ".join(source[card["lines"][0] : card["lines"][1] + 1])
        assert all(cell in elsewhere for cell in printed if cell not in placed)


@pytest.mark.parametrize(
    ("table", "row", "column", "expected"),
    [
        ("1", "TOTAL", "[assemblies]", ("2017", "Kazakhstan", "")),
        ("2", "Aktau", "2011-2012", ("2011-12", "Aktau", "")),
        ("4", "2012 -2013", "Political", ("2012-13", "Kazakhstan", "political")),
        ("7", "", "Roadblock", ("2017", "Kazakhstan", "roadblock")),
        ("8", "Roadblocks", "2016", ("2016", "Kazakhstan", "roadblock")),
        ("8", "", "2017", ("2017", "Kazakhstan", "total")),
        ("10", "Reason unknown", "2011", ("2010", "Kazakhstan", "unknown")),
        ("13", "Prosecutors' offices", "Cautions", ("2017", "Kazakhstan", "prosecutor")),
        ("15", "", "2012", ("2011-12", "Kazakhstan", "excluding_permitted")),
        ("15", "", "2013", ("2012-13", "Kazakhstan", "excluding_permitted")),
        (
            "18",
            "TOTAL (less permitted assemblies in 2017)",
            "Total participants in peaceful assemblies: 2017",
            ("2017", "Kazakhstan", "excluding_permitted"),
        ),
        ("concerns-economic", "Total", "Number of assemblies", ("2017", "Kazakhstan", "economic")),
    ],
)
def test_labels_resolve_to_periods_places_and_categories(
    table: str, row: str, column: str, expected: tuple[str, ...], cells: pd.DataFrame
) -> None:
    at = (cells["table"] == table) & (cells["row"] == row) & (cells["column"] == column)
    found = cells.loc[at, ["period", "place", "category"]].itertuples(index=False, name=None)
    assert list(found) == [expected]


def test_every_cell_stands_for_a_known_period_place_and_measure(cells: pd.DataFrame) -> None:
    known = Vocabulary(paths.hand())
    assert len(cells) == sum((len(grid(f)) - 1) * (len(grid(f)[0]) - 1) for f in FILES)
    assert set(cells["period"]) <= set(known.periods["period"])
    assert set(cells["place"]) <= set(known.places["place"])
    assert {m for cell in cells["measures"] for m in cell.split(";")} <= set(known.measure)


def gaps() -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """Printed total and sum of the printed cells, wherever the two differ."""
    found = {}
    for file in FILES:
        header, *body = grid(file)
        name = CARDS[file]["number"]
        columns = {title: [(r[0], r[i]) for r in body] for i, title in enumerate(header) if i}
        if "TOTAL:" in header:  # Table 7: one row whose last column is the total
            columns = {"[row]": list(zip(header[1:], body[0][1:], strict=True))}
        closing = (*TOTALS, "") if file == "table-08" else TOTALS  # its last row has no label
        for title, entries in columns.items():
            for unit, ending in (("", ""), ("percent", " (percent)")):
                total = [_of(cell, unit) for label, cell in entries if label in closing]
                rows = [cell for label, cell in entries if not label.upper().startswith("TOTAL")]
                rows = rows[:-1] if file == "table-08" else rows
                if (name, title) in NO_SUMS or total in ([], [None]):
                    continue
                added = sum((_of(cell, unit) or Decimal(0) for cell in rows), Decimal(0))
                if total != [added]:
                    both = any(len(parts(cell)) > 1 for cell in rows)
                    found[name, title + (ending if both else "")] = (total[0] or Decimal(0), added)
    return found


def _of(cell: str, unit: str) -> Decimal | None:
    return next((number(part.text) for part in parts(cell) if part.unit == unit), None)


GAPS = {  # table and column: the printed total, and the printed cells above or below it
    ("1", "[assemblies] (percent)"): ("100", "47 25 8 5.5 2.8 2.8 2.8 2.8 2.8"),
    ("2", "2010"): ("64", "47 7 4 4 1"),
    ("2", "2011-2012"): ("162", "67 16 28 26 7 7 2"),
    ("2", "2014"): ("114", "43 26 15 2 5 2 2 1 3"),
    ("2", "2015"): ("71", "29 37 9 1 1 1 1 1 1 1"),
    ("2", "2016"): ("52", "21 9 4 1 4 1 3 1 2 1"),
    ("2", "2017"): ("36", "17 9 2 1 3 1 1 1"),
    ("3", "2010"): ("5.8", "4.0 0.6 0.2 0.4 0.1 0.2"),
    ("3", "2011-12"): ("15.4", "6.4 1.5 2.6 0.6 2.4 6.4"),
    ("3", "2012-13"): ("10.5", "4.0 2.3 2.8 0.5 0.5 4.0 0.17 0.17"),
    ("3", "2014"): ("9.5", "3.5 3.1 1.2 0.4 0.1 0.17 0.1 0.25 0.17 0.1"),
    ("3", "2015"): ("5.9", "2.4 1.8 0.75 0.1 0.1 0.1 0.17 0.1 0.33 0.1 0.17"),
    ("3", "2016"): ("4.3", "1.7 0.7 0.3 0.1 0.1 0.25 0.17 0.33 0.08 0.08"),
    ("3", "2017"): ("3.0", "1.4 0.75 0.2 0.1 0.1 0.1 0.3 0.1 0.1"),
    ("11", "Unpermitted assemblies"): ("31", "16 7 3 2 1 1"),
    ("11", "Permitted assemblies"): ("5", "1 2 1 1 1"),
    ("14", "Number of police officers"): ("104", "41 49 19 2 23"),
    ("18", "Total participants in peaceful assemblies: 2016"): (
        *("5745", "1120 55 77 75 2500 40 6 22 1500 350 1"),
    ),
}


def test_the_printed_totals_that_do_not_add_up_are_exactly_these() -> None:
    assert gaps() == {
        at: (Decimal(total), sum(map(Decimal, cells.split())))
        for at, (total, cells) in GAPS.items()
    }


@pytest.mark.parametrize("table", ["16", "7", "8", "concerns-economic", "concerns-social"])
def test_no_gap_is_found_where_the_source_adds_up(table: str) -> None:
    # Table 16: 3+3+1 = 7 and 3+4+1 = 8; Table 7: 17+33+25+8+8+3+3+3 = 100; lists: 6 and 28
    assert table not in {name for name, _ in gaps()}


def edited(file: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(raw: Path) -> None:
        text = (raw / file).read_text(encoding="utf-8")
        assert old in text
        (raw / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def without_column(file: str, column: str) -> Callable[[Path], object]:
    def drop(raw: Path) -> None:
        table = pd.read_csv(raw / file, dtype=str, keep_default_na=False)
        table.drop(columns=column).to_csv(raw / file, index=False)

    return drop


T13, C13 = "tables/table-13.csv", "cards/table-13.toml"
AKIMAT = "Akimat,5,3"
BROKEN = {
    "a missing column": (
        without_column(T13, "Cautions"),
        r"expected a column 'Cautions'; found the columns Presence; at data/raw/report-2017/"
        r"tables/table-13.csv; restore the column",
    ),
    "a missing year among years": (without_column("tables/table-03.csv", "2014"), r"table-03"),
    "a renamed column": (
        edited(T13, "Cautions", "Warnings"),
        r"a column that the card knows; found 'Warnings'; at table 13, column 'Warnings'; mend",
    ),
    "a renamed year": (
        edited("tables/table-02.csv", "2014", "20144"),
        r"expected a period of: 2010, .*2017; found '20144'; at table 2, column '20144'; "
        r"did you mean 2014\?",
    ),
    "an unknown town": (
        edited("tables/table-11.csv", "Almaty", "Almati"),
        r"expected a place of: .*; found 'Almati'; at table 11, row 'Almati'; "
        r"did you mean Almaty\?",
    ),
    "a wrong encoding": (
        lambda raw: (raw / T13).write_bytes("[authority],x\nАкимат,5\n".encode("cp1251")),
        r"expected UTF-8 text; found byte 0xc0; at .*table-13.csv; save it as UTF-8",
    ),
    "a missing file": (
        lambda raw: (raw / T13).unlink(),
        r"expected a table; found no file; at .*tables/table-13.csv; restore it from git",
    ),
    "an empty file": (lambda raw: (raw / T13).write_text(""), r"at .*table-13.csv"),
    "a row too long": (edited(T13, AKIMAT, f"{AKIMAT},9"), r"table-13.csv, line 3"),
    "the first row too long": (edited(T13, ",12,4", ",12,4,9"), r"at .*table-13.csv, line 2"),
    "a row too short": (edited(T13, AKIMAT, "Akimat,5"), r"at .*table-13.csv, line 3"),
    "a row twice": (edited(T13, AKIMAT, f"{AKIMAT}\n{AKIMAT}"), r"Akimat.*table-13"),
    "a broken card": (
        edited(C13, 'rows = "authority"', "rows = authority"),
        r"expected a card in TOML; found .*line 10.*; at .*cards/table-13.toml; mend the line",
    ),
    "a measure that there is not": (
        edited(C13, "assemblies_attended", "assemblies_atended"),
        r"assemblies_atended.*table.13",
    ),
    "a table without a card": (lambda raw: (raw / C13).unlink(), r"table-13"),
    "two cards of one number": (edited(C13, 'number = "13"', 'number = "14"'), r"table-1[34]"),
    "an unreadable cell that is not there": (
        edited("cards/table-18.toml", 'row = "Aktau"', 'row = "Aktua"'),
        r"Aktua.*table-18",
    ),
    **{
        f"a card without {field}": (
            edited(C13, f"{field} = ", f"un_{field} = "),
            rf"found .*{field}.*; at data/raw/report-2017/cards/table-13.toml; add",
        )
        for field in (
            *("number", "title", "caption", "section", "lines", "unit", "dash", "blank", "rows"),
            *("periods", "first_row_line", "measures"),
        )
    },
    "a card without columns": (
        lambda raw: (raw / C13).write_text((raw / C13).read_text().split("[[columns]]")[0]),
        r"found .*columns.*; at data/raw/report-2017/cards/table-13.toml",
    ),
}


@pytest.mark.parametrize(("damage", "message"), BROKEN.values(), ids=BROKEN)
def test_damage_is_named_with_its_file_and_place(
    damage: Callable[[Path], object], message: str, project: Path
) -> None:
    damage(project / "data" / "raw" / "report-2017")
    with pytest.raises(MonitorError, match=rf"(?s){message}"):
        read_cells(paths.raw(), Vocabulary(paths.hand()))


def test_all_broken_tables_are_listed_at_once(project: Path) -> None:
    raw = paths.raw()
    edited("tables/table-11.csv", "Almaty", "Almati")(raw)
    edited(T13, "Cautions", "Warnings")(raw)
    (raw / "tables" / "table-16.csv").unlink()
    with pytest.raises(MonitorError, match="found 3 that do not") as caught:
        read_cells(raw, Vocabulary(paths.hand()))
    assert all(part in str(caught.value) for part in ("'Almati'", "'Warnings'", "table-16.csv"))


def test_a_folder_without_cards_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"expected cards; found none; at cards; restore"):
        read_cards(tmp_path)


@pytest.mark.usefixtures("project")
def test_a_cell_changed_in_one_keying_only_is_refused_with_both_texts() -> None:
    edited("tables/table-01.csv", "17 (47%)", "71 (47%)")(paths.raw())
    message = (
        r"cells of both keyings to be the same; "
        r"found line 2, '\[assemblies\]': '71 \(47%\)' and '17 \(47%\)'; "
        r"at .*tables/table-01\.csv and .*second-keying/table-01\.csv; look at the source"
    )
    with pytest.raises(MonitorError, match=message):
        read_cells(paths.raw(), Vocabulary(paths.hand()))
