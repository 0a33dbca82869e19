"""Files of charts are read as text, whatever tool wrote them; what cannot be read says why."""

from __future__ import annotations

import codecs
import datetime as dt
import io
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from monitorlib.errors import SourceError
from monitorlib.observations.files import sheets, tablefiles

TABLE = "Город{0}Участники{0}Заметка\nАлматы{0}150{0}да\nУральск{0}{0}нет\n"
ENCODINGS = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with its mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "UTF-16 LE": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16 BE": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "Windows-1251": lambda text: text.encode("cp1251"),
}


def written(folder: Path, data: bytes | str, name: str = "charts.csv") -> Path:
    """Write a file into a folder."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def one(path: Path, sheet: str = "") -> sheets.Sheet:
    """Read a file of one table."""
    (found,) = tablefiles.read(path, sheet)
    return found


def book(folder: Path, *rows: tuple[object, ...], name: str = "charts.xlsx") -> Path:
    """Write a workbook of one sheet."""
    made = Workbook()
    assert made.active
    made.active.title = "Charts"
    for row in rows:
        made.active.append(row)
    made.save(folder / name)
    return folder / name


def zipped(folder: Path, members: dict[str, bytes | str], name: str = "charts.zip") -> Path:
    """Write an archive."""
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return folder / name


def edited(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """Rewrite one member of an archive."""
    with zipfile.ZipFile(path) as archive:
        data = {info.filename: archive.read(info) for info in archive.infolist()}
    data[member] = change(data[member])
    return zipped(path.parent, dict(data), path.name)


@pytest.mark.parametrize(
    "separator", [",", ";", "\t", "|"], ids=["commas", "semicolons", "tabs", "bars"]
)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_separator_is_read_in_every_encoding(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    found = one(written(tmp_path, ENCODINGS[encoding](TABLE.format(separator))))
    assert found.header == ("Город", "Участники", "Заметка")
    assert found.rows == [("Алматы", "150", "да"), ("Уральск", "", "нет")]
    assert (found.name, found.lines, found.typed, found.header_line) == ("", [2, 3], False, 1)


def test_it_says_how_the_file_was_understood(tmp_path: Path) -> None:
    assert one(written(tmp_path, TABLE.format(";").encode("cp1251"))).read_as == (
        "semicolons, Windows-1251"
    )
    assert one(written(tmp_path, TABLE.format("\t"))).read_as == "tabs, UTF-8"


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("Дата;Участники, не менее;Участники, не более\n2018-03-05;10;20\n", 3),
        ('"Duration, minutes","Place; street"\n10,"a; b"\n', 2),
        ("type(;),size\nrally; march,20\n", 2),
        ("id\n1\n2\n", 1),
        ("sep=;\na,b;c\n1;2\n", 2),
        ('sep="\na;b\n1;2\n', 1),
    ],
    ids=[
        "commas in labels",
        "both in quotes",
        "semicolon in a name",
        "one column",
        "sep",
        "no sep",
    ],
)
def test_separator_is_the_one_that_splits_all_rows_alike(
    tmp_path: Path, text: str, header: int
) -> None:
    assert len(one(written(tmp_path, text)).header) == header


def test_quotes_line_ends_and_blank_rows_keep_the_numbers_that_a_person_counts(
    tmp_path: Path,
) -> None:
    text = 'id,notes\r\n1,"two\r\nlines, ""quoted"""\r\n\r\n , \r\n2,x\r\n'
    found = one(written(tmp_path, text))
    assert found.rows == [("1", 'two\r\nlines, "quoted"'), ("2", "x")]
    assert found.lines == [2, 5]
    assert one(written(tmp_path, "sep=,\n\nid,a\n1,2\n")).lines == [4]


def test_shorter_rows_are_filled_with_blanks_and_trailing_blanks_cut(tmp_path: Path) -> None:
    found = one(written(tmp_path, "id,a,b,,\n1\n2,3,4,,\n"))
    assert found.header == ("id", "a", "b")
    assert found.rows == [("1", "", ""), ("2", "3", "4")]


def test_header_only_is_a_table_without_rows(tmp_path: Path) -> None:
    assert one(written(tmp_path, "id,date\n")).rows == []
    assert one(book(tmp_path, ("id", "date"))).rows == []


def test_repeated_headings_are_left_to_the_mapping(tmp_path: Path) -> None:
    assert one(written(tmp_path, "id,date,date\n1,2,3\n")).header == ("id", "date", "date")


def test_a_cell_of_ten_thousand_letters_and_markup_are_just_text(tmp_path: Path) -> None:
    long, script = "x" * 10_000, "<script>alert(1)</script>"
    assert one(written(tmp_path, f"id,a,b\n1,{long},{script}\n")).rows == [("1", long, script)]
    assert one(book(tmp_path, ("id", "a", "b"), ("1", long, script))).rows[0][1:] == (long, script)


def test_cells_of_a_workbook_become_plain_text(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        tuple("abcdefghij"),
        (
            dt.datetime(2018, 3, 5), dt.date(2018, 3, 6), dt.time(14, 30), 20, 20.0, 1.5,
            True, None, " Алматы ", dt.datetime(2018, 3, 5, 14, 30),
        ),
        (43164, dt.time(9, 5, 7), dt.timedelta(hours=26, minutes=5)),
    )  # fmt: skip
    found = one(path)
    assert found.rows[0] == (
        "2018-03-05", "2018-03-06", "14:30", "20", "20", "1.5", "TRUE", "", " Алматы ",
        "2018-03-05T14:30",
    )  # fmt: skip
    assert found.rows[1][:3] == ("43164", "09:05:07", "26:05")
    assert (found.typed, found.name, found.read_as) == (True, "Charts", "XLSX")


def test_what_a_file_is_does_not_depend_on_its_name(tmp_path: Path) -> None:
    workbook = book(tmp_path, ("id",), ("1",)).rename(tmp_path / "charts.csv")
    assert one(workbook).typed
    assert one(written(tmp_path, "id\n1\n", "charts.xlsx")).rows == [("1",)]


def test_formulas_come_as_their_text_and_are_never_computed(tmp_path: Path) -> None:
    made = Workbook()
    assert made.active
    made.active.append(("a", "b", "c"))
    made.active.append(
        ("=1+1", '=HYPERLINK("http://example.org")', ArrayFormula("C2", "=SUM(A:A)"))
    )
    made.save(tmp_path / "charts.xlsx")
    assert one(tmp_path / "charts.xlsx").rows == [
        ("=1+1", '=HYPERLINK("http://example.org")', "=SUM(A:A)")
    ]
    assert one(written(tmp_path, "a\n=1+1\n")).rows == [("=1+1",)]


def test_all_filled_sheets_are_read_or_the_one_that_is_named(tmp_path: Path) -> None:
    made = Workbook()
    assert made.active
    made.active.title = "First"
    made.active.append(("id",))
    made.create_sheet("Blank")
    last = made.create_sheet("Last")
    last["B4"], last["C4"], last["B6"] = "id", "date", "7"
    made.save(tmp_path / "charts.xlsx")
    first, second = tablefiles.read(tmp_path / "charts.xlsx")
    assert (first.name, second.name) == ("First", "Last")
    assert (second.header, second.header_line) == (("", "id", "date"), 4)
    assert (second.rows, second.lines) == ([("", "7", "")], [6])
    assert one(tmp_path / "charts.xlsx", "Last").name == "Last"
    with pytest.raises(SourceError, match="sheet of: First, Blank, Last; found 'Lost'"):
        tablefiles.read(tmp_path / "charts.xlsx", "Lost")


def test_a_zip_or_folder_of_csvs_gives_its_files_by_name(tmp_path: Path) -> None:
    members = {"form.csv": "KEY,a\nu1,2\n", "form-detained.csv": "PARENT_KEY,b\nu1,3\n"}
    ignored = {"media/1.jpg": b"\xff", "__MACOSX/._form.csv": b"\0", "README.md": "x"}
    archive = zipped(tmp_path, members | ignored)
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, text in members.items():
        written(folder, text, name)
    written(folder, b"\0", "~$form.csv")
    for path in (archive, folder):
        found = tablefiles.read(path)
        assert [each.name for each in found] == ["form-detained.csv", "form.csv"]
        assert found[1].rows == [("u1", "2")]
        assert one(path, "form").rows == [("u1", "2")]
        with pytest.raises(SourceError, match=r"a file of: form-detained\.csv, form\.csv"):
            tablefiles.read(path, "other")


def truncated(folder: Path) -> Path:
    """Write half a workbook."""
    data = book(folder, *[(str(n), "x") for n in range(50)]).read_bytes()
    return written(folder, data[: len(data) // 2], "half.xlsx")


def flipped(folder: Path) -> Path:
    """Write a workbook with one damaged member."""
    data = bytearray(book(folder, *[(str(n), "x") for n in range(50)]).read_bytes())
    with zipfile.ZipFile(folder / "charts.xlsx") as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    data[start + 80 : start + 120] = b"\xff" * 40
    return written(folder, bytes(data), "damaged.xlsx")


def protected_member(folder: Path) -> Path:
    """Write an archive that says that its member is encrypted."""
    data = bytearray(zipped(folder, {"form.csv": "a\n1\n"}).read_bytes())
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    data[6] |= 1
    return written(folder, bytes(data), "protected.zip")


def lying_member(folder: Path) -> Path:
    """Write an archive whose directory states a smaller size than the member has."""
    data = bytearray(zipped(folder, {"form.csv": "a\n" + "1\n" * 100_000}).read_bytes())
    directory = data.index(b"PK\x01\x02")
    for place in (22, directory + 24):
        data[place : place + 4] = (1_000).to_bytes(4, "little")
    return written(folder, bytes(data), "lying.zip")


def link_member(folder: Path) -> Path:
    """Write an archive with a link in it."""
    info = zipfile.ZipInfo("form.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(folder / "link.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return folder / "link.zip"


def link_out(folder: Path) -> Path:
    """Make a folder with a link out of it."""
    written(folder, "a\n1\n", "outside.csv")
    inner = folder / "inner"
    inner.mkdir()
    (inner / "form.csv").symlink_to(folder / "outside.csv")
    return inner


def doubled(folder: Path) -> Path:
    """Write an archive with two members of one name."""
    data = zipped(folder, {"form1.csv": "a\n1\n", "form2.csv": "a\n2\n"}).read_bytes()
    return written(folder, data.replace(b"form2", b"form1"), "two.zip")


def empty_folder(folder: Path) -> Path:
    """Make a folder with nothing in it."""
    (folder / "nothing").mkdir()
    return folder / "nothing"


def pipe(folder: Path) -> Path:
    """Make something that is no file."""
    os.mkfifo(folder / "pipe.csv")
    return folder / "pipe.csv"


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 500
CASES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no such file": (lambda folder: folder / "lost.csv", "found no file; at lost.csv"),
    "a pipe": (pipe, "found no file; at pipe.csv"),
    "empty": (lambda folder: written(folder, ""), "found an empty file; at charts.csv"),
    "blanks only": (lambda folder: written(folder, "\ufeff\n ;\n"), "found an empty file"),
    "empty workbook": (lambda folder: book(folder), "found an empty file; at charts.xlsx"),
    "empty zip": (lambda folder: zipped(folder, {}), "a zip or folder of CSVs; found no file"),
    "empty folder": (empty_folder, "a zip or folder of CSVs; found no file; at nothing"),
    "sheet of a csv": (lambda folder: written(folder, "a\n1\n"), "no name of a sheet"),
    "old workbook": (lambda folder: written(folder, OLE), r"Excel 97-2003 \(\.xls\)"),
    "password": (
        lambda folder: written(folder, OLE + "EncryptedPackage".encode("utf-16-le")),
        "found one protected by a password",
    ),
    "binary workbook": (lambda folder: zipped(folder, {"xl/workbook.bin": ""}), r"\.xlsb"),
    "open document": (lambda folder: zipped(folder, {"content.xml": ""}), r"\.ods"),
    "half a workbook": (truncated, "a truncated or damaged one .*download it again"),
    "damaged workbook": (flipped, "a truncated or damaged one"),
    "no workbook": (
        lambda folder: zipped(folder, {"[Content_Types].xml": "<Types/>"}),
        "a whole XLSX workbook; found a truncated or damaged one",
    ),
    "half a zip": (
        lambda folder: written(folder, zipped(folder, {"a.csv": "a\n" * 99}).read_bytes()[:60]),
        "a truncated or damaged one",
    ),
    "NUL": (lambda folder: written(folder, b"id\n1\n\0\n"), "a NUL byte; at charts.csv, line 3"),
    "UTF-16 without its mark": (
        lambda folder: written(folder, "id\n1\n".encode("utf-16-le")),
        "UTF-16 with its mark, .* a NUL byte",
    ),
    "broken UTF-8": (
        lambda folder: written(folder, "Город\nАлматы\nАк".encode() + b"\xff\n"),
        "a broken letter in UTF-8; at charts.csv, line 3",
    ),
    "half UTF-16": (
        lambda folder: written(folder, codecs.BOM_UTF16_LE + b"a"),
        "a broken letter in UTF-16",
    ),
    "no Windows-1251": (lambda folder: written(folder, b"a\n\x98\n"), "found byte 0x98"),
    "open quote": (lambda folder: written(folder, 'a\n"1\n2\n'), "a quote without its end"),
    "quote inside": (lambda folder: written(folder, 'a\n"1"2"\n'), "double the quotes inside"),
    "endless cell": (
        lambda folder: written(folder, 'a\n"' + "x" * 200_000),
        "cells of up to 131,072 letters",
    ),
    "longer rows": (
        lambda folder: written(folder, "a,b\n1,2,3\n1,2,\n4,5,6\n"),
        "beyond the last of the 2 headings; found longer rows; at charts.csv, row 2, 4;",
    ),
    "wide table": (
        lambda folder: written(folder, ",".join(f"c{n}" for n in range(301))),
        "at most 300 columns; found 301",
    ),
    "wide sheet": (
        lambda folder: book(folder, ("a",), (*[None] * 400, "x")),
        "300 columns; found more; at charts.xlsx, sheet 'Charts', row 2",
    ),
    "path upwards": (lambda folder: zipped(folder, {"../a.csv": "a"}), r"'\.\./a\.csv' leads out"),
    "absolute path": (lambda folder: zipped(folder, {"/a.csv": "a"}), "leads out of the archive"),
    "path of a drive": (lambda folder: zipped(folder, {"C:\\a.csv": "a"}), "leads out of the"),
    "protected member": (protected_member, "'form.csv' is protected by a password"),
    "member that lies": (lying_member, "a truncated or damaged one"),
    "link in a zip": (link_member, "'form.csv' is a link"),
    "link out of a folder": (link_out, r"a link out of it: form\.csv"),
    "two of a name": (doubled, "'form1.csv' twice"),
    "zip in a zip": (lambda folder: zipped(folder, {"a.csv": "a", "b.zip": "PK"}), r"found b\.zip"),
    "workbook in a zip": (lambda folder: zipped(folder, {"b.xlsx": "PK"}), r"found b\.xlsx"),
    "zip bomb": (
        lambda folder: zipped(folder, {"a.csv": b"0" * (17 * 1024**2)}),
        r"'a\.csv' grows [0-9,]+ times when unpacked",
    ),
    "many tables": (
        lambda folder: zipped(folder, {f"{n}.csv": "a" for n in range(1_001)}),
        "at most 1000 tables; found 1001",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_read_says_so_in_one_clear_error(tmp_path: Path, case: str) -> None:
    make, message = CASES[case]
    path = make(tmp_path)
    with pytest.raises(SourceError, match=message) as caught:
        tablefiles.read(path, "Charts" if case == "sheet of a csv" else "")
    assert str(tmp_path) not in str(caught.value)


def test_a_table_with_more_rows_than_charts_ever_have_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "id\n" + "1\n" * 200_001)
    with pytest.raises(SourceError, match=r"at most 200,000 rows of charts; found more"):
        tablefiles.read(path)
    assert len(tablefiles.read(path, most_rows=200_001)[0].rows) == 200_001


def test_limits_count_all_tables_of_a_file_together(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"a.csv": "id\n1\n2\n", "b.csv": "id\n3\n"})
    with pytest.raises(SourceError, match="at most 2 rows"):
        tablefiles.read(path, most_rows=2)
    made = book(tmp_path, ("id",), ("1",), ("2",), ("3",))
    with pytest.raises(SourceError, match=r"at most 2 rows .* sheet 'Charts'"):
        tablefiles.read(made, most_rows=2)


def test_cells_and_bytes_are_limited_before_memory_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "a,b,c\n" + "1,2,3\n" * 10)
    archive = zipped(tmp_path, {"a.csv": "a,b,c\n" + "1,2,3\n" * 10})
    monkeypatch.setattr(sheets, "MOST_CELLS", 29)
    with pytest.raises(SourceError, match="at most 29 cells"):
        tablefiles.read(path)
    archive.rename(tmp_path / "charts")
    monkeypatch.setattr(tablefiles, "MOST_BYTES", 60)
    for large in (path, tmp_path / "charts", tmp_path):
        with pytest.raises(SourceError, match="MB of charts"):
            tablefiles.read(large)


def test_photographs_in_an_export_do_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photographs: dict[str, bytes | str] = {f"media/{n}.jpg": b"\xff" * 99 for n in range(20)}
    path = zipped(tmp_path, {"form.csv": "a\n1\n", **photographs})
    monkeypatch.setattr(tablefiles, "MOST_BYTES", 50)
    assert one(path).rows == [("1",)]
    monkeypatch.setattr(tablefiles, "MOST_MEMBERS", 20)
    with pytest.raises(SourceError, match="at most 20 files; found 21"):
        tablefiles.read(path)


def test_a_sheet_that_lies_about_its_size_is_read_for_what_it_holds(tmp_path: Path) -> None:
    path = edited(
        book(tmp_path, ("id", "b"), ("1", "2")),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'),
    )
    assert one(path).rows == [("1", "2")]


def test_a_row_far_below_the_end_of_any_sheet_is_refused(tmp_path: Path) -> None:
    path = edited(
        book(tmp_path, ("id",), ("1",)),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b'<row r="2"', b'<row r="999999999"'),
    )
    with pytest.raises(SourceError, match="at most 1,048,576 rows"):
        tablefiles.read(path)


def test_an_entity_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "xxxxxxxxxx">{entities}]>'
    path = edited(
        book(tmp_path, ("id",), ("1",)),
        "xl/worksheets/sheet1.xml",
        lambda data: bomb.encode() + data.replace(b">1<", b">&e11;<"),
    )
    with pytest.raises(SourceError, match="a truncated or damaged one"):
        tablefiles.read(path)


@settings(max_examples=60, deadline=None)
@given(
    start=st.sampled_from([b"", b"PK\x03\x04", b"PK", OLE[:8], codecs.BOM_UTF16_LE]),
    rest=st.binary(max_size=200),
)
def test_no_bytes_at_all_lead_to_another_kind_of_error(
    tmp_path_factory: pytest.TempPathFactory, start: bytes, rest: bytes
) -> None:
    path = written(tmp_path_factory.mktemp("bytes"), start + rest)
    try:
        found = tablefiles.read(path)
    except SourceError:
        return
    assert all(len(row) == len(each.header) for each in found for row in each.rows)


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(min_value=0))
def test_a_workbook_cut_anywhere_is_a_damaged_one(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    made = Workbook()
    assert made.active
    made.active.append(("id", "date"))
    file = io.BytesIO()
    made.save(file)
    data = file.getvalue()
    path = written(tmp_path_factory.mktemp("cut"), data[: 4 + cut % (len(data) - 4)])
    with pytest.raises(SourceError, match="truncated or damaged"):
        tablefiles.read(path)
