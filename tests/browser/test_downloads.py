"""Every CSV is downloaded by a click and holds, cell by cell, what the page shows."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from building import SECTIONS
from watching import Visit

from monitorlib.tabular.celltext import restored

SHOWN = (Path(__file__).parent / "shown.js").read_text(encoding="utf-8")
OURS = " (ours)"


def as_seen(text: str) -> str:
    """Give a cell of a file as a page shows it."""
    return " ".join(re.split(r"[\s\u200b]+", restored(text))).strip()


def downloaded(tab: Visit, path: str) -> str:
    """Click the link to a file and read what arrives."""
    with tab.page.expect_download() as started:
        tab.page.locator(f'main figure a[href="{path}"]').first.evaluate("link => link.click()")
    return Path(started.value.path()).read_text(encoding="utf-8-sig")


def as_rows(text: str) -> list[list[str]]:
    """Read a file as rows of cells, as seen."""
    return [[as_seen(cell) for cell in row] for row in csv.reader(io.StringIO(text))]


def unfolded(shown: dict[str, Any], header: list[str]) -> list[list[str]]:
    """Lay out what a page shows as the file does: ours in a column of its own if there is any."""
    twice = columns_of(header)
    return [
        [row["label"]]
        + [
            text
            for (printed, ours), two in zip(row["cells"], twice, strict=True)
            for text in ((printed, ours) if two else (printed,))
        ]
        for row in shown["rows"]
    ]


def columns_of(header: list[str]) -> list[bool]:
    """Tell of each column that a page shows whether the file has a second one with ours."""
    names = header[1:]
    return [
        at + 1 < len(names) and names[at + 1] == f"{name}{OURS}"
        for at, name in enumerate(names)
        if not name.endswith(OURS)
    ]


def same_number(seen: str, held: str) -> bool:
    """Tell whether a number of a figure's table is the rounded one of its file."""
    if seen == held or (seen in ("unknown", "not monitored", "–") and held == ""):
        return True
    try:
        digits = re.sub(r"[^\d.\-]", "", seen.replace("−", "-"))
        places = len(digits.partition(".")[2])
        return abs(float(digits) - float(held)) <= 0.5 * 10**-places + 1e-9
    except ValueError:
        return False


@pytest.mark.parametrize("section", SECTIONS)
def test_each_file_holds_what_stands_beside_it(section: str, shared: Visit, folder: Path) -> None:
    shown = shared.open(section).evaluate(SHOWN)
    assert shown or section.startswith("16")
    for each in shown:
        text = downloaded(shared, each["path"])
        assert text == (folder / each["path"]).read_text(encoding="utf-8-sig"), each["path"]
        header, *rows = as_rows(text)
        if each["path"].endswith("-sources.csv"):
            assert rows, each["path"]
            continue
        assert [name for name in header[1:] if not name.endswith(OURS)] == each["headings"]
        if "chart" in each["kind"]:
            wanted = [[row["label"], *(cell for cell, _ in row["cells"])] for row in each["rows"]]
            assert len(wanted) == len(rows), each["path"]
            for ours, theirs in zip(wanted, rows, strict=True):
                assert all(map(same_number, ours, theirs)), (each["path"], ours, theirs)
        else:
            assert unfolded(each, header) == rows, each["path"]


def test_every_table_and_figure_has_its_file(shared: Visit) -> None:
    for section in SECTIONS:
        page = shared.open(section)
        without = page.locator("main figure[id]").evaluate_all(
            "all => all.filter(each => !each.querySelector('a[download]')).map(each => each.id)"
        )
        assert without == [], section


SHOWN_BY_BROWSERS = {".html", ".json", ".pdf"}
"""Kinds of files that a browser opens, from a disk even where a link asks for a download."""


def test_the_files_on_the_front_page_arrive_whole(shared: Visit, folder: Path) -> None:
    links = "main .files a, main a[download]"
    found = shared.open("index.html").locator(links)
    paths = list(dict.fromkeys(found.evaluate_all("all => all.map(a => a.getAttribute('href'))")))
    paths = [path for path in paths if not path.startswith("#")]
    assert {Path(path).suffix for path in paths} >= {".pdf", ".xlsx", ".zip", ".json", ".html"}
    for path in paths:
        link = shared.open("index.html").locator(f'main a[href="{path}"]').first
        if Path(path).suffix in SHOWN_BY_BROWSERS:
            link.click()
            assert shared.requests[-1] == (folder / path).as_uri()
            continue
        assert link.get_attribute("download") is not None, path
        with shared.page.expect_download() as started:
            link.click()
        assert Path(started.value.path()).read_bytes() == (folder / path).read_bytes(), path


def test_the_file_of_the_audit_holds_every_row_of_its_page(shared: Visit, folder: Path) -> None:
    page = shared.open("15-audit.html")
    with (folder / "audit.csv").open(encoding="utf-8-sig", newline="") as file:
        held = {row["id"]: row["verdict"] for row in csv.DictReader(file)}
    rows = page.locator(".ledger tbody tr").evaluate_all(
        "all => all.map(row => [row.id, row.lastElementChild.textContent.trim()])"
    )
    assert len(rows) == len(held) > 700
    assert [row for row in rows if held[row[0]] != row[1]] == []


def test_the_report_is_under_5_mb_as_a_folder_and_as_an_archive(folder: Path) -> None:
    archive = folder / f"report-{folder.name}.zip"
    sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    assert 0 < sizes.pop(archive) < 2_000_000
    assert 0 < sum(sizes.values()) < 5_000_000
