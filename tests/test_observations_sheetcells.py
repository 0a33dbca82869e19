"""No cell that we write is run, lost in silence, or different from one day to the next."""

from __future__ import annotations

import re
import zipfile
from datetime import date, time

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorlib.observations.files import sheetcells
from monitorlib.observations.files.sheetcells import LONGEST, put, save
from monitorlib.tabular.celltext import restored, safe

RUN = st.sampled_from(list("=+-@\t\r\n'＝＋－＠ a1"))


def written(tmp_path, *values):
    """Write values down a column, and give the sheet as it is read again."""
    book = openpyxl.Workbook()
    for row, value in enumerate(values, start=1):
        put(book.active.cell(row, 1), value)
    save(book, tmp_path / "made.xlsx")
    return openpyxl.load_workbook(tmp_path / "made.xlsx").active


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "- five", "+7 701 000 00 00",
     "=", "＝1+1", "'=1+1"],
)  # fmt: skip
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert safe(text) == f"'{text}"
    assert restored(safe(text)) == text


@pytest.mark.parametrize(
    "text", ["-", "-5", "+5", "-1.5", "-1,5", "-3%", "0", "Almaty", "", "a=b", "'s"]
)
def test_a_number_and_a_plain_text_stay_as_they_are(text):
    assert safe(text) == text
    assert restored(text) == text


@given(st.text(RUN, max_size=8) | st.text(max_size=30))
def test_every_text_is_harmless_and_can_be_restored(text):
    made = safe(text)
    number = re.fullmatch(r"[+-][0-9]+([.,][0-9]+)?%?", made)
    assert made == "-" or number or not re.match(r"[=+\-@\t\r\n]", made)
    assert restored(made) == safe("a" + text)[1:]  # but for characters that no file can hold


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_no_workbook_holds_is_seen_as_lost(sign, tmp_path):
    assert safe(f"a{sign}b") == "a\ufffdb"
    assert written(tmp_path, f"a{sign}b")["A1"].value == "a\ufffdb"


def test_a_formula_is_written_as_a_quoted_text(tmp_path):
    sheet = written(tmp_path, "=1+1", "Almaty", "#N/A", "-5")
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == ["'=1+1", "Almaty", "#N/A", "-5"]
    assert [sheet.cell(row, 1).data_type for row in range(1, 5)] == ["s"] * 4
    assert [sheet.cell(row, 1).quotePrefix for row in range(1, 5)] == [True, False, False, False]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (-5, -5),
        (-0.5, -0.5),
        (np.int64(7), 7),
        (np.float64(-7.5), -7.5),
        (True, True),
        (time(14, 30), time(14, 30)),
        (None, None),
        (float("nan"), None),
        (float("inf"), None),
        (pd.NA, None),
        ("a\r\nb\rc", "a\nb\nc"),
        (["=1"], "['=1']"),
    ],
    ids=str,
)
def test_values_keep_their_type(value, read, tmp_path):
    assert written(tmp_path, value, "end")["A1"].value == read


def test_a_day_is_written_as_a_day(tmp_path):
    assert written(tmp_path, date(2018, 3, 5))["A1"].value.date() == date(2018, 3, 5)


def test_what_looks_like_an_escape_of_the_format_stays_text(tmp_path):
    # Without this a spreadsheet would show _x0041_ as the letter A.
    assert written(tmp_path, "_x0041_")["A1"].value == "_x005F_x0041_"


@pytest.mark.parametrize("sign", ["a", "\U0001f600"], ids=["one unit", "two units"])
def test_a_cell_too_long_is_cut_where_it_can_be_seen(sign, tmp_path):
    whole, long = sign * (LONGEST // len(sign.encode("utf-16-le")) * 2), sign * 40_000
    sheet = written(tmp_path, whole, long)
    assert sheet["A1"].value == whole
    assert sheet["A2"].value.endswith(" … [cut: 40000 characters]")
    units = len(sheet["A2"].value.encode("utf-16-le")) // 2
    assert LONGEST - 1 <= units <= LONGEST
    assert set(sheet["A2"].value.partition(" ")[0]) == {sign}


@pytest.mark.parametrize("packed", [True, False])
def test_equal_content_gives_equal_bytes_whenever_it_is_written(packed, tmp_path, monkeypatch):
    def make(name):
        book = openpyxl.Workbook()
        put(book.active["A1"], "Алматы")
        save(book, tmp_path / name, packed=packed)
        return (tmp_path / name).read_bytes()

    first = make("first.xlsx")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert make("second.xlsx") == first
    book = openpyxl.load_workbook(tmp_path / "second.xlsx")
    assert book.properties.created == book.properties.modified == sheetcells.MOMENT


def test_a_file_to_commit_is_not_compressed(tmp_path):
    save(openpyxl.Workbook(), tmp_path / "plain.xlsx", packed=False)
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as file:
        assert {one.compress_type for one in file.infolist()} == {zipfile.ZIP_STORED}
        assert {one.date_time for one in file.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_a_failure_leaves_the_older_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "kept.xlsx"
    path.write_bytes(b"older")

    def broken(*_):
        raise OSError("disk full")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", broken)
    with pytest.raises(OSError, match="disk full"):
        save(openpyxl.Workbook(), path)
    assert [one.name for one in tmp_path.iterdir()] == ["kept.xlsx"]
    assert path.read_bytes() == b"older"
