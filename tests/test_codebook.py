"""A processed table that disagrees with the codebook cannot exist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from monitorlib import paths
from monitorlib.errors import ContractError, UnknownNameError
from monitorlib.processing import codebook
from monitorlib.report_data import Report
from monitorlib.vocabulary import Vocabulary, read_text_table

BOOK = read_text_table(paths.root() / "data" / "codebook.csv")
TABLES = BOOK["table"].unique().tolist()


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(paths.hand())


def with_cell(column: str, row: int, value: object) -> Callable[[pd.DataFrame], pd.DataFrame]:
    def edit(frame: pd.DataFrame) -> pd.DataFrame:
        frame = frame.astype({column: object})
        frame.loc[row, column] = value
        return frame

    return edit


@pytest.mark.parametrize(
    ("table", "damage", "message"),
    [
        (
            "prosecutions",
            with_cell("sanction", 0, "bribe"),
            r"column 'sanction', row 1: expected .*caution.*fine.*arrest.*, found 'bribe'",
        ),
        (
            "prosecutions",
            with_cell("period", 1, "2071"),
            r"column 'period', row 2: expected .*2010.*2017.*, found '2071'",
        ),
        (
            "values",
            with_cell("place", 2, "Almati"),
            r"column 'place', row 3: expected .*Almaty.*, found 'Almati'",
        ),
        (
            "values",
            with_cell("measure", 0, "assembles"),
            r"column 'measure', row 1: expected .*assemblies.*, found 'assembles'",
        ),
        (
            "values",
            with_cell("unit", 0, "persns"),
            r"column 'unit', row 1: expected .*persons.*, found 'persns'",
        ),
        (
            "permitted",
            with_cell("form", 0, "march"),
            r"column 'form', row 1: expected .*procession.*, found 'march'",
        ),
        (
            "prosecutions",
            with_cell("act", 2, ""),
            r"column 'act', row 3: expected .*length.*, found ''",
        ),
        (
            "prosecutions",
            with_cell("persons", 0, ""),
            r"column 'persons', row 1: expected not_nullable, found",
        ),
        (
            "places",
            with_cell("latitude", 4, ""),
            r"column 'latitude', row 5: expected not_nullable, found",
        ),
        (
            "prosecutions",
            with_cell("mci", 0, "lots"),
            r"column 'mci', row 1: expected a number, found 'lots'",
        ),
        (
            "prosecutions",
            with_cell("persons", 0, "many"),
            r"column 'persons', row 1: expected a whole number, found 'many'",
        ),
        (
            "prosecutions",
            with_cell("persons", 0, 1.5),
            r"column 'persons', row 1: expected a whole number, found '?1\.5",
        ),
        (
            "prosecutions",
            lambda frame: frame.assign(name="x"),
            r"column 'name': expected column_in_schema, found 'name'",
        ),
        (
            "prosecutions",
            lambda frame: frame.drop(columns="days"),
            r"column 'days': expected column_in_dataframe, found 'days'",
        ),
    ],
    ids=[
        *("list", "period", "place", "measure", "unit", "form", "empty-text", "empty-whole"),
        *("empty-number", "no-number", "no-whole", "fraction", "unknown-column", "lost-column"),
    ],
)
def test_a_broken_rule_names_column_row_expected_and_found(
    table: str,
    damage: Callable[[pd.DataFrame], pd.DataFrame],
    message: str,
    report: Report,
    vocabulary: Vocabulary,
) -> None:
    frame = damage(report.rows(table).copy())
    with pytest.raises(ContractError, match=message) as caught:
        codebook.checked(frame, table, BOOK, vocabulary)
    assert f"at data/processed/{table}.csv; mend the source of the value" in str(caught.value)


def test_all_broken_rules_are_listed_at_once(report: Report, vocabulary: Vocabulary) -> None:
    frame = with_cell("act", 2, "")(report.rows("prosecutions"))
    frame = with_cell("sanction", 0, "bribe")(frame)
    with pytest.raises(ContractError, match="found 2 broken rules") as caught:
        codebook.checked(frame, "prosecutions", BOOK, vocabulary)
    assert all(part in str(caught.value) for part in ("'act', row 3", "'sanction', row 1"))


def test_a_gap_is_allowed_where_the_codebook_says_what_it_means(
    report: Report, vocabulary: Vocabulary
) -> None:
    frame = with_cell("mci", 1, "")(with_cell("note", 0, "")(report.rows("prosecutions")))
    valid = codebook.checked(frame, "prosecutions", BOOK, vocabulary)
    assert pd.isna(valid.loc[1, "mci"])
    assert valid.loc[0, "note"] == ""


def test_columns_come_in_the_order_of_the_codebook(report: Report, vocabulary: Vocabulary) -> None:
    frame = report.rows("laws")
    valid = codebook.checked(frame[frame.columns[::-1]], "laws", BOOK, vocabulary)
    pd.testing.assert_frame_equal(valid, frame)


@pytest.mark.parametrize(
    "ask", [codebook.columns_of, lambda book, t: codebook.read(Path(), t, book)]
)
def test_a_table_that_the_codebook_does_not_describe_is_refused(ask: Callable[..., Any]) -> None:
    with pytest.raises(
        UnknownNameError, match=r"a processed table of: facts, .*; found 'fact'; .*facts\?"
    ):
        ask(BOOK, "fact")


def test_writing_and_reading_keeps_types_gaps_and_every_sign(
    tmp_path: Path, report: Report, vocabulary: Vocabulary
) -> None:
    frame = report.rows("laws").head(6).copy()
    odd = ["", "NA", "nan", "007", 'a "quote", a comma', "two\nlines, Қазақстан – ½"]
    frame["note"] = pd.Series(odd, dtype="str")
    frame["max_mci"] = [float("nan"), 0.0, 0.5, 1e-7, 300.0, 123456789.25]
    valid = codebook.checked(frame, "laws", BOOK, vocabulary)
    codebook.write(valid, tmp_path / "laws.csv")
    pd.testing.assert_frame_equal(codebook.read(tmp_path, "laws", BOOK), valid)
    assert [path.name for path in tmp_path.iterdir()] == ["laws.csv"]
    assert b"\r" not in (tmp_path / "laws.csv").read_bytes()


@pytest.mark.parametrize("table", TABLES)
def test_a_processed_table_has_exactly_the_codebooks_columns(table: str) -> None:
    header = (paths.processed() / f"{table}.csv").read_text(encoding="utf-8").split("\n")[0]
    assert header.split(",") == BOOK.loc[BOOK["table"] == table, "column"].tolist()


def test_every_table_of_the_codebook_exists_and_no_other_does() -> None:
    assert {path.stem for path in paths.processed().glob("*.csv")} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_processed_table_keeps_the_codebook(table: str, vocabulary: Vocabulary) -> None:
    frame = codebook.read(paths.processed(), table, BOOK)
    pd.testing.assert_frame_equal(codebook.checked(frame, table, BOOK, vocabulary), frame)


def test_a_codebook_row_says_type_meaning_of_a_gap_and_what_the_column_holds() -> None:
    assert set(BOOK["type"]) == set(codebook.TYPES)
    assert not BOOK.duplicated(["table", "column"]).any()
    assert BOOK[["missing", "description"]].ne("").all(axis=None)
    assert BOOK.loc[BOOK["type"] == "number", "unit"].ne("").all()


def test_a_column_that_is_never_empty_has_no_blank_cell_on_disk() -> None:
    never = BOOK[BOOK["missing"] == codebook.NEVER]
    assert len(never) > 50
    for table, rows in never.groupby("table"):
        frame = read_text_table(paths.processed() / f"{table}.csv")
        assert frame[rows["column"].tolist()].ne("").all(axis=None), table
