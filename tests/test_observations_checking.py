"""A file of charts looked over: every mistake has its message, and nothing is lost."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from charts import PLAIN, SPECIFICATION, write_csv
from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations import checking
from monitorlib.observations.checking import Checked
from monitorlib.observations.settings import Settings
from monitorlib.vocabulary import Vocabulary

VOCABULARY = Vocabulary(paths.hand())
YEAR = {"date": "2017-03-05"}
"""The tests' charts are of 2017: that period is there in every copy of the project."""


def look(path: Path, **settings: object) -> Checked:
    chosen = Settings(**settings)  # type: ignore[arg-type]
    return checking.check(path, "2017", chosen, VOCABULARY, SPECIFICATION)


def check(folder: Path, *changes: dict[str, str], **settings: object) -> Checked:
    return look(write_csv(folder / "charts.csv", *[YEAR | one for one in changes]), **settings)


def said(checked: Checked) -> list[str]:
    return [f"{problem.severity}: {problem}" for problem in checked.problems]


def test_a_plain_chart_has_no_problem(tmp_path: Path) -> None:
    checked = check(tmp_path, {})
    assert said(checked) == []
    assert checked.format.name == "chart"
    assert checked.accounting() == [("rows read", 1), ("charts kept", 1)]


BROKEN = {
    "missing id": ({"id": ""}, "expected chart number; found a blank; fill it in"),
    "missing date": ({"date": ""}, "expected date; found a blank"),
    "missing form": ({"form": ""}, "expected form of the assembly; found a blank"),
    "another year": ({"date": "2016-12-31"}, "expected a day from 2017-01 to 2017-12"),
    "no such day": ({"date": "31.02.2017"}, "expected a day that exists; found '31.02.2017'"),
    "negative count": ({"police_officers": "-2"}, "expected 0 or more; found '-2'"),
    "fraction": ({"duration": "2,5"}, "expected a whole number; found '2,5'"),
    "comma": ({"participants_best": "1,000"}, "write 1000 if thousands are meant"),
    "point": ({"participants_best": "1.000"}, "write 1000 if thousands are meant"),
    "unknown town": ({"city": "Almata"}, "found 'Almata'; did you mean Almaty?"),
    "look-alike letters": ({"city": "Аlmaty"}, "did you mean Almaty?"),
    "long cell": ({"concern": "x" * 10_000}, "expected at most 300 letters"),
    "control character": ({"concern": "a\x01b"}, "without control characters"),
    "unknown code": ({"permit": "maybe"}, "expected one of: permitted, denied"),
    "unknown crowd": ({"participants_best": "", "participants_reported": "umpteen"}, "umpteen"),
    "officers without police": ({"police_present": "no"}, "found '2'; delete it, or mend"),
    "more detained than came": ({"persons_detained": "13"}, "no more persons were detained"),
    "single picket": ({"form": "single_picket"}, "that a single picket has one participant"),
    "reason with a permit": ({"permit": "permitted"}, "found 'not_aware'; delete it"),
    "sanctions": (
        {"court_cases": "1", "persons_cautioned": "9", "persons_fined": "9", "fine_mci": "20",
         "persons_arrested": "0"},
        "no more persons were sanctioned than took part",
    ),
    "low above high": (
        {"participants_low": "20", "participants_high": "10"},
        "the lowest estimate of participants is not above the highest",
    ),
    "name for a code": ({"monitor": "somebody"}, "a private value of 8 letters"),
    "telephone number": ({"concern": "call +7 701 234 56 78"}, "telephone"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "words"), BROKEN.values(), ids=BROKEN)
def test_each_mistake_is_an_error_with_its_place_and_its_remedy(
    tmp_path: Path, change: dict[str, str], words: str
) -> None:
    checked = check(tmp_path, {"id": "other"}, change)
    found = [str(problem) for problem in checked.errors]
    assert any(words in one for one in found), found
    assert all(one.startswith("row 3") for one in found)
    assert len(checked.charts) == 2, "no row is dropped"


WARNED = {
    "formula": ({"concern": "=HYPERLINK(1)"}, "begins with a letter or digit"),
    "long assembly": ({"duration": "2000"}, "rarely lasts for more than a day"),
    "permitted but hindered": (
        {"permit": "permitted", "reason_not_requested": "", "hindered": "yes"},
        "a permitted assembly is not hindered",
    ),
}


@pytest.mark.parametrize(("change", "words"), WARNED.values(), ids=WARNED)
def test_what_may_be_right_is_a_warning(tmp_path: Path, change: dict[str, str], words: str) -> None:
    checked = check(tmp_path, change)
    assert checked.errors == []
    assert any(words in str(problem) for problem in checked.warnings), said(checked)


def test_thousands_by_spaces_are_read(tmp_path: Path) -> None:
    checked = check(tmp_path, {"participants_best": "1 000"})
    assert checked.charts["participants_best"].tolist() == [1000]
    assert checked.errors == []


def test_markup_is_text(tmp_path: Path) -> None:
    checked = check(tmp_path, {"concern": "<script>alert(1)</script>"})
    assert checked.charts["concern"].tolist() == ["<script>alert(1)</script>"]
    assert checked.errors == []


def test_a_repeated_id_names_both_rows(tmp_path: Path) -> None:
    checked = check(tmp_path, {"id": "A-1"}, {"id": "A-1", "city": "Astana"})
    found = " ".join(str(problem) for problem in checked.errors)
    assert "2" in found
    assert "3" in found
    assert "A-1" not in found, "ids are private"


def test_two_charts_alike_are_left_for_decision(tmp_path: Path) -> None:
    checked = check(tmp_path, {"id": "A-1"}, {"id": "A-2", "participants_best": "13"})
    assert len(checked.charts) == 2
    assert checked.warnings, "the same town and day, about as many people, the same concern"


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    checked = check(tmp_path, *[change for change, _ in BROKEN.values()])
    assert len({problem.row for problem in checked.errors}) == len(BROKEN)


def test_a_private_value_stands_in_no_message(tmp_path: Path) -> None:
    secret = "zyzzyva"  # noqa: S105
    checked = check(
        tmp_path, {"id": f"{secret}-1", "notes": f"{secret}\x01", "place": f"={secret}",
                   "monitor": secret}, {"id": f"{secret}-1"},
    )  # fmt: skip
    assert checked.errors
    assert secret not in "".join(said(checked))


def test_a_file_with_a_header_only_has_no_charts(tmp_path: Path) -> None:
    checked = check(tmp_path)
    assert checked.accounting() == [("rows read", 0), ("charts kept", 0)]


def test_unknown_settings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="expected a format of: acled"):
        check(tmp_path, {}, format="excel")
    with pytest.raises(SourceError, match="expected a crowd rule of: monitor"):
        check(tmp_path, {}, crowd_rule="mine")


def test_approved_charts_cannot_be_asked_of_a_format_without_approvals(tmp_path: Path) -> None:
    found = [str(problem) for problem in check(tmp_path, {}, approved_only=True).errors]
    assert found == [
        "the file: expected a format with approvals; found the format chart; "
        "set approved_only = false in monitor.toml"
    ]


def test_a_workbook_of_ours_is_read_in_each_language(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(paths.root() / "forms" / "observation-chart.xlsx")
    for number, language in enumerate(("English", "Русский", "Қазақша")):
        code = ("en", "ru", "kk")[number]
        page = book[language]
        fields = [cell.value for cell in page[1]]
        row = PLAIN | YEAR | {"id": f"W-{number}", "date": f"2017-03-{number + 1:02}",
                              "visual_materials": "poster flag"}  # fmt: skip
        for name, value in row.items():
            labels = SPECIFICATION.codes_of(name)
            parts = value.split() if name == "visual_materials" else [value]
            text = "; ".join(labels[part][code] if part in labels else part for part in parts)
            page.cell(3, fields.index(name) + 1).value = text
    book.save(tmp_path / "filled.xlsx")
    checked = look(tmp_path / "filled.xlsx")
    assert checked.errors == []
    assert checked.charts["city"].tolist() == ["Almaty"] * 3
    assert checked.charts["visual_materials"].tolist() == ["poster flag"] * 3
    assert checked.charts["participants_best"].tolist() == [12] * 3


def test_an_unknown_table_names_what_was_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("colour,shape\nred,round\n", encoding="utf-8")
    with pytest.raises(SourceError, match="'colour', 'shape'"):
        look(path)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "empty"),
        ("nul.csv", b"id,date\x00,city\n1,2,3\n", "NUL"),
        ("old.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 512, "Excel 97-2003"),
        ("cut.xlsx", b"PK\x03\x04" + b"x" * 100, "truncated or damaged"),
    ],
)
def test_files_that_cannot_be_read_say_why(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match=words):
        look(tmp_path / name)


def test_a_bomb_of_a_zip_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("charts.csv", b"0" * 300_000_000)
    (tmp_path / "bomb.zip").write_bytes(made.getvalue())
    with pytest.raises(SourceError, match="expected"):
        look(tmp_path / "bomb.zip")


def test_a_file_of_a_million_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("id,date,city\n" + "1,2017-01-01,Almaty\n" * 1_000_000, encoding="utf-8")
    with pytest.raises(SourceError, match="at most 200,000 rows"):
        look(path)


KOBO = next(
    (folder / "shared/samples/kobo" for folder in [paths.root(), *paths.root().parents]
     if (folder / "shared/samples/kobo").is_dir()), Path("shared/samples/kobo")
)  # fmt: skip


@pytest.mark.skipif(not KOBO.is_dir(), reason="the samples are not at hand")
@pytest.mark.parametrize(
    "name",
    ["xml_both.csv", "xml_both.xlsx", "xml_nogroups_summary.csv", "xml_nogroups_summary.xlsx",
     "labels_both.csv", "labels_both.xlsx"],
)  # fmt: skip
def test_each_sample_of_a_kobo_export_says_the_same(name: str) -> None:
    checked = look(KOBO / f"kobo_export_{name}")
    charts = checked.charts
    assert checked.format.name == "kobo-2017"
    assert charts["date"].tolist() == ["2017-08-25", "2017-12-01"]
    assert charts["city"].tolist() == ["Astana", "Almaty"]
    assert charts["form"].tolist() == ["single_picket", "procession"]
    assert charts["participants_low"].tolist() == [1, 300]
    assert charts["permit"].tolist() == ["not_requested", "permitted"]
    assert charts["police_officers"].fillna(-1).tolist() == [3, -1]
    assert charts["persons_detained"].tolist() == [2, 0]
    assert charts["hindered"].tolist() == ["yes", ""]
    assert "monitor1" not in "".join(said(checked))
