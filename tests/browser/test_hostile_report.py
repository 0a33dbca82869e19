"""Raw tables, lists and charts that hold hostile texts: the report shows them as text."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from building import ensure_report, monitorlib
from payloads import PAYLOADS, as_seen
from playwright.sync_api import Browser
from watching import Visit

from charts import write_csv
from monitorlib import paths

NOTEBOOKS = ("02-laws", "05-concerns", "08-abidance", "15-audit", "16-charts")
"""The sections that print free texts of lists and charts."""
IN_CHARTS = sorted(set(PAYLOADS) - {"long", "mark", "rtl"})
"""Texts that charts may hold; the check of charts refuses signs that turn a text around."""
IN_CELLS = ("script", "onerror-quoted", "attribute", "svg-end", "caption-end", "words")


def rewritten(path: Path, change: Callable[[list[list[str]]], None]) -> None:
    """Change the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def poisoned(path: Path, column: str) -> dict[str, str]:
    """Put hostile texts into the first cells of a column of a raw file; give new cells by old."""
    changed = {}

    def change(rows: list[list[str]]) -> None:
        at = rows[0].index(column)
        for row, name in zip(rows[1:], IN_CELLS, strict=False):
            old, row[at] = row[at], f"{row[at]} {PAYLOADS[name]}"
            changed[old] = row[at]

    rewritten(path, change)
    return changed


def renamed(path: Path, table: str, labels: dict[str, str]) -> None:
    """Let the list of numerals name the rows of a table as they are now called."""

    def change(rows: list[list[str]]) -> None:
        for row in rows:
            for at, cell in enumerate(row):
                file, _, rest = cell.partition("|")
                label, _, column = rest.rpartition("|")
                if file == table and label in labels:
                    row[at] = f"{file}|{labels[label]}|{column}"

    rewritten(path, change)


@pytest.fixture(scope="package")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small copy of the project, with hostile texts wherever people write freely."""
    root = tmp_path_factory.mktemp("poisoned") / "project"
    shutil.copytree(paths.root() / "data", root / "data", ignore=shutil.ignore_patterns("private"))
    shutil.copy2(paths.root() / "requirements.lock", root)
    (root / "notebooks").mkdir()
    for name in NOTEBOOKS:
        shutil.copy2(paths.notebooks() / f"{name}.ipynb", root / "notebooks")
    raw = root / "data/raw/report-2017"
    for folder in ("tables", "second-keying"):
        labels = poisoned(raw / folder / "concerns-economic.csv", "Concerns")
    renamed(raw / "numerals.csv", "concerns-economic", labels)
    poisoned(raw / "lists/laws.csv", "conduct")
    poisoned(raw / "lists/permitted.csv", "description")
    rows = [
        {
            "id": f"P-{n}",
            "date": f"2018-{1 + n % 12:02}-{1 + n % 28:02}",
            "city": ("Almaty", "Astana", "Semey")[n % 3],
            "organiser": "civil_society",
            "concern": PAYLOADS[name],
            "organisation": PAYLOADS[name],
            "notes": PAYLOADS[name],
            "concern_group": ("political", "economic", "social")[n % 3],
        }
        for n, name in enumerate(IN_CHARTS)
    ]
    monitorlib(root, "new-year", "--year", "2018")
    write_csv(root / "data/private/charts-2018/charts.csv", *rows)
    return root


@pytest.fixture(scope="module", params=["2017", "2018"])
def tab(request: pytest.FixtureRequest, root: Path, browser: Browser) -> Iterator[Visit]:
    """A tab on the poisoned report of a year."""
    with Visit(browser, ensure_report(root, request.param, MONITORLIB_CHROMIUM="none")) as visit:
        yield visit


def test_no_page_of_the_report_runs_anything(tab: Visit) -> None:
    pages = sorted(path.name for path in tab.folder.glob("*.html"))
    assert len(pages) > len(NOTEBOOKS)
    for name in pages:
        page = tab.open(name)
        page.evaluate("document.querySelectorAll('details').forEach((each) => {each.open = true})")
        assert page.evaluate("window.ran") is None, name
        assert tab.violations() == [], name
    assert (tab.dialogs, tab.outside, tab.complaints) == ([], [], [])


def test_every_hostile_text_is_there_to_be_read(tab: Visit) -> None:
    texts = [
        tab.open(path.name).evaluate("document.querySelector('main').textContent")
        for path in sorted(tab.folder.glob("[0-9]*.html"))
    ]
    shown = as_seen(" ".join(texts))
    names = IN_CELLS if tab.folder.name == "2017" else IN_CHARTS
    assert [name for name in names if as_seen(PAYLOADS[name]) not in shown] == []


def test_the_search_shows_hostile_texts_as_text(tab: Visit) -> None:
    page = tab.open("search.html")
    page.locator("input[type=search]").first.fill("script")
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert (tab.dialogs, tab.outside, tab.complaints) == ([], [], [])
    assert "<script>" in page.locator("main").inner_text()


def test_no_file_for_a_spreadsheet_holds_a_formula(tab: Visit) -> None:
    started = []
    for path in tab.folder.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            started += [
                f"{path.name}: {cell[:40]}"
                for row in csv.reader(file)
                for cell in row
                if (cell[:1] in "=@\t\r" and cell.strip())
                or (cell[:2] in ("+1", "-1") and "!" in cell)
            ]
    assert started == []
