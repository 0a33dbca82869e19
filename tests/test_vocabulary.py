"""Names mean one thing each, and a hand-made file is read as text or refused."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from monitorlib import paths
from monitorlib.errors import SourceError, UnknownNameError
from monitorlib.vocabulary import WHOLE, Vocabulary, read_text_table, records, unknown_name


@pytest.fixture(scope="module")
def words():
    return Vocabulary(paths.hand())


@pytest.fixture
def write(tmp_path):
    def written(content: bytes):
        path = tmp_path / "made.csv"
        path.write_bytes(content)
        return path

    return written


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"a,b\n1,2\n", [["1", "2"]]),
        (b"a,b\n007,2.50\n", [["007", "2.50"]]),
        (b"a,b\nNA,\nnull,-\n", [["NA", ""], ["null", "-"]]),
        (b'a,b\n"1,5","say ""so"""\n', [["1,5", 'say "so"']]),
        (b"a,b\r\n1,2\r\n", [["1", "2"]]),
        (b"\xef\xbb\xbfa,b\n1,2\n", [["1", "2"]]),
        ("a,b\nАлматы,1\n".encode(), [["Алматы", "1"]]),
        (b"a,b\n", []),
    ],
    ids=["plain", "zeros kept", "NA is text", "quotes", "CRLF", "BOM", "Cyrillic", "no rows"],
)
def test_every_cell_is_read_as_the_text_it_is(write, content, rows):
    frame = read_text_table(write(content))
    assert list(frame.columns) == ["a", "b"]
    assert frame.to_numpy().tolist() == rows


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "expected a header; found an empty file; at made"),
        (
            b'a,b\n"1,2\n',
            "expected closed quotes; found unexpected end of data; at made.csv, line 2",
        ),
        (
            b"a,b\n1,2\n1,2,3\n",
            r"expected 2 cells in each row; .*; at made\.csv, line 3 \(3\); mend",
        ),
        (
            b"a,b\n1,2,3\n",
            r"expected 2 cells in each row; .*; at made\.csv, line 2 \(3\); mend",
        ),
        (
            b"a,b\n1,2\n1\n",
            r"expected 2 cells in each row; .*; at made\.csv, line 3 \(1\); mend",
        ),
        (
            b"a,b,c\n1,2\n",
            r"expected 3 cells in each row; .*; at made\.csv, line 2 \(2\); mend",
        ),
        (b"a,b\ncaf\xe9,2\n", r"expected UTF-8 text; found byte 0xe9; at made\.csv; save it as U"),
        ("a,b\n".encode("utf-16"), r"expected UTF-8 text; found byte 0xff; at made\.csv; save"),
    ],
    ids=["empty", "open quote", "long", "long first", "short", "short first", "Latin-1", "UTF-16"],
)
def test_a_damaged_table_is_refused_with_file_and_line(write, content, said):
    with pytest.raises(SourceError, match=said):
        read_text_table(write(content))


def test_a_missing_table_says_where_to_get_it(tmp_path):
    said = r"expected a table; found no file; at none\.csv; restore it from git"
    with pytest.raises(SourceError, match=said):
        read_text_table(tmp_path / "none.csv")


def test_records_are_the_rows_by_column_name():
    frame = pd.DataFrame({"a": ["1", "2"], 2017: ["x", "y"]}, index=[7, 7])
    assert records(frame) == [{"a": "1", "2017": "x"}, {"a": "2", "2017": "y"}]


@pytest.mark.parametrize(
    ("name", "then"),
    [("Almati", "did you mean Almaty?"), ("Paris", "choose one of these")],
    ids=["near", "far"],
)
def test_an_unknown_name_is_answered_with_those_there_are(name, then):
    error = unknown_name("place", name, iter(["Astana", "Almaty"]), "table 2, row 3")
    assert str(error) == (
        f"expected a place of: Astana, Almaty; found '{name}'; at table 2, row 3; {then}"
    )


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("TOTAL", WHOLE),  # Table 1
        ("Almaty", "Almaty"),
        ("Алматы", "Almaty"),  # Table 19
        ("Семей", "Semey"),  # Table 19
        ("Ust-Kamenogorsk", "Ust-Kamenogorsk"),  # Table 2
        ("Ust-Kameno- gorsk", "Ust-Kamenogorsk"),  # Table 18, split by a line end
    ],
)
def test_every_spelling_of_the_source_gives_one_place(words, printed, place):
    assert words.place_of(printed, "here") == place


@pytest.mark.parametrize(
    ("printed", "period"),
    [
        ("2017", "2017"),
        ("2011-2012", "2011-12"),  # Table 2
        ("2011-12", "2011-12"),  # Table 3
        ("2012 -2013", "2012-13"),  # Table 4
    ],
)
def test_every_spelling_of_the_source_gives_one_period(words, printed, period):
    assert words.period_of(printed, "here") == period


@pytest.mark.parametrize(
    ("dimension", "printed", "category"),
    [
        ("form", "Roadblock", "roadblock"),  # Table 7
        ("form", "Roadblocks", "roadblock"),  # Table 8
        ("organiser", "Singles", "single"),  # Table 6
        ("reason", "Reason unknown", "unknown"),  # Table 10
        ("authority", "Akimat", "akimat"),  # Table 13
        ("issue", "protest against an unfair tender", "protest against an unfair tender"),
    ],
)
def test_every_spelling_of_the_source_gives_one_category(words, dimension, printed, category):
    assert words.category_of(dimension, printed, "here") == category


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (
            lambda words: words.period_of("1999", "--year"),
            "expected a period of: 2010, 2011-12, 2012-13, 2014, 2015, 2016, 2017; "
            "found '1999'; at --year; choose one of these",
        ),
        (
            lambda words: words.place_of("Almati", "table 2"),
            "found 'Almati'; at table 2; did you mean Almaty?",
        ),
        (
            lambda words: words.place_of("almaty", "table 2"),
            "found 'almaty'; at table 2; did you mean Almaty?",
        ),
        (
            lambda words: words.category_of("organiser", "Single", "table 6"),
            "found 'Single'; at table 6; did you mean Singles?",
        ),
        (
            lambda words: words.category_of("form", "Akimat", "table 7"),
            "expected a category of form of: rally, Rallies, picket, ",
        ),
        (
            lambda words: words.category_of("colour", "red", "table 7"),
            "expected no category of colour; found 'red'; at table 7; leave it out",
        ),
    ],
    ids=["period", "place", "capital", "category", "of another dimension", "no such dimension"],
)
def test_a_name_that_is_not_listed_is_refused(words, ask, said):
    with pytest.raises(UnknownNameError, match=re.escape(said)):
        ask(words)


@pytest.mark.parametrize(
    ("table", "name"), [("periods", "period"), ("places", "place"), ("categories", "category")]
)
def test_no_spelling_stands_for_two_names(words, table, name):
    meant: dict[tuple[str, str], set[str]] = {}
    for row in records(words.table(table)):
        for spelling in {row[name], *row["aliases"].split(";")} - {""}:
            meant.setdefault((row.get("dimension", ""), spelling), set()).add(row[name])
    assert len(meant) >= len(words.table(table))
    assert {key: names for key, names in meant.items() if len(names) > 1} == {}


def test_measures_and_labels_are_looked_up_by_name(words):
    assert words.measure["law_abidance"]["numerator"] == "permitted"
    assert words.measure["law_abidance"]["denominator"] == "assemblies"
    assert words.label["form", "crane"] == "Climbing a building crane"


def test_periods_stand_in_order_of_time(words):
    assert list(words.periods["period"]) == sorted(words.periods["period"])
    assert words.periods["period"].iloc[-1] == paths.edition()
