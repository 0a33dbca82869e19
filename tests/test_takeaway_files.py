"""Everything is written in one go, named, the same each time, and what is no longer there goes."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

import monitorlib as ml
from monitorlib.errors import BuildError
from monitorlib.pages.reportfiles import files_on
from monitorlib.report_data import Report
from monitorlib.takeaway import files, printing, tablefiles
from monitorlib.takeaway.shown import Shown
from takeaways import BUILT, PAGES, activity, edition, report_folder

EXPECTED = {
    "tables/table-1.csv", "tables/table-1-sources.csv", "tables/table-3.csv",
    "tables/table-3-sources.csv", "figures/figure-4-1.csv", "datapackage.json",
    "report-2017.xlsx", "report-2017.html", "figures/figure-0-2.csv",
}  # fmt: skip
"""The last is the map of the front page, which no notebook shows."""


@pytest.fixture(autouse=True)
def _no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(printing.VARIABLE, "none")


def written(folder: Path, build: Path, report: Report) -> dict[str, bytes]:
    """Write the small report's files and read them."""
    names = files.write(folder, build, report, PAGES, edition())
    return {name: (folder / name).read_bytes() for name in names}


def test_all_files_are_named_and_the_same_each_time(report: Report, tmp_path: Path) -> None:
    folder, build = report_folder(tmp_path)
    first = written(folder, build, report)
    assert set(first) == EXPECTED
    assert written(folder, build, report) == first


def test_files_that_pages_link_to_are_there(report: Report, tmp_path: Path) -> None:
    folder, build = report_folder(tmp_path)
    made = written(folder, build, report)
    for page, anchor in (("03-results.html", "table-1"), ("04-activity.html", "figure-4-1")):
        assert set(files_on(page)(anchor).values()) <= set(made)


def test_files_of_tables_that_are_gone_go(report: Report, tmp_path: Path) -> None:
    folder, build = report_folder(tmp_path)
    (folder / "tables").mkdir()
    (folder / "tables" / "table-99.csv").write_text("old")
    written(folder, build, report)
    assert not (folder / "tables" / "table-99.csv").exists()


def test_every_csv_is_described_with_its_audit(report: Report, tmp_path: Path) -> None:
    folder, build = report_folder(tmp_path)
    (folder / "audit.csv").write_text("id,line\nL15a,15\n", encoding="utf-8")
    made = written(folder, build, report)
    described = {each["path"] for each in json.loads(made["datapackage.json"])["resources"]}
    assert described == {name for name in EXPECTED if name.endswith(".csv")} | {"audit.csv"}


def test_the_archive_holds_every_file_but_itself(report: Report, tmp_path: Path) -> None:
    folder, build = report_folder(tmp_path)
    names = [*written(folder, build, report), "report-2017.zip"]
    assert files.write_archive(folder, names, BUILT) == "report-2017.zip"
    with zipfile.ZipFile(folder / "report-2017.zip") as archive:
        assert {name.partition("/")[2] for name in archive.namelist()} == EXPECTED


def test_a_page_that_is_missing_is_named(report: Report, tmp_path: Path) -> None:
    folder, build = report_folder(tmp_path)
    (folder / "04-activity.html").unlink()
    with pytest.raises(BuildError, match=r"found no 04-activity\.html"):
        files.write(folder, build, report, PAGES, edition())


def test_columns_of_sources_have_the_words_of_the_codebook(report: Report) -> None:
    shown = Shown({"table-3": activity()}, {}, {})
    sources = list(tablefiles.all_files(report, shown))[1]
    columns = next(csv.reader(io.StringIO(sources.text.lstrip("\ufeff"))))
    assert [column for column in columns if column not in sources.fields] == []


def test_a_year_of_a_printed_edition_has_no_file_of_charts() -> None:
    paths = [resource.path for resource in tablefiles.all_files(ml.load(2016), Shown({}, {}, {}))]
    assert paths == []
