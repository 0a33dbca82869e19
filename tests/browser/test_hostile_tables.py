"""A table whose every text is hostile, on a page of our own exporter: all text, nothing runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from payloads import ODD, PAYLOADS, as_seen
from playwright.sync_api import Browser, Error
from watching import Visit

from monitorlib.pages.pages import MonitorExporter
from monitorlib.tabular.tabledata import Cell
from monitorlib.tabular.tables import Table, to_text


def hostile_table(text: str) -> Table:
    """Make a table that has a text in every place where a text can be."""
    cell = Cell(text, beside=text, mark="≠", note=1, behind=(text, text), value=1.0)
    words = Cell(text, status="text", audit=((text, text),))
    return Table(
        "", text, text, text,
        headings=[(text, text), (text, text), ("", text)],
        rows=[(text, [cell, Cell(text, status="text"), words]), (text, [cell, cell, words])],
        totals=[1],
        notes=[text],
        audited={1: [text]},
        findings=[(text, text)],
        legend=[text],
        source=text,
    )  # fmt: skip


def notebook(table: Table, text: str) -> Any:
    """Make an executed notebook that shows a table, a stream, an error and a figure's words."""
    v4 = nbformat.v4
    shown = {**table._repr_mimebundle_(), "text/plain": to_text(table)}
    outputs = [
        v4.new_output("execute_result", data=shown, execution_count=1),
        v4.new_output("stream", name="stdout", text=text),
        v4.new_output("stream", name="stderr", text=text),
        v4.new_output("display_data", data={"text/plain": text}),
    ]  # fmt: skip
    cells = [
        v4.new_markdown_cell("# Hostile"),
        v4.new_code_cell(text, outputs=outputs, execution_count=1),
    ]
    return v4.new_notebook(cells=cells)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one page for each text."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in (PAYLOADS | ODD).items():
        body, _ = MonitorExporter().from_notebook_node(notebook(hostile_table(text), text))
        (folder / f"{name}.html").write_text(body, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def tab(browser: Browser, pages: Path) -> Any:
    """One tab for all of them."""
    with Visit(browser, pages) as visit:
        yield visit


LOOK = """
() => {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  const seen = (selector) => [...document.querySelectorAll(selector)]
    .map((each) => each.textContent).join(" ").split(/\\s+/).filter(Boolean).join(" ");
  const places = ["caption", "thead th", "tbody th", "tbody td", "figcaption", "pre"];
  const tables = document.querySelectorAll("table").length;
  return {ran: window.ran, violations: window.violations, tables,
    texts: places.map((place) => [place, seen(place)])};
}
"""


@pytest.mark.parametrize("name", sorted(PAYLOADS | ODD))
def test_nothing_in_a_table_runs_and_all_of_it_is_text(name: str, tab: Visit) -> None:
    before = len(tab.requests)
    page = tab.open(f"{name}.html")
    page.mouse.move(640, 200)
    found = page.evaluate(LOOK)
    assert (found["ran"], found["violations"], found["tables"]) == (None, [], 1)
    assert (tab.dialogs, tab.outside, tab.complaints) == ([], [], [])
    assert len(tab.requests) == before + 1
    wanted = as_seen(PAYLOADS.get(name, ""))
    assert [place for place, text in found["texts"] if wanted not in text] == []


BITING = (
    "script", "script-end", "title-end", "comment", "onerror", "onload", "ontoggle", "autofocus",
    "attribute-single", "svg", "mathml", "base", "style", "refresh",
)  # fmt: skip


def bites(visit: Visit, address: str) -> bool:
    """Open a page and wait until it runs, loads or leads elsewhere, for two seconds at most."""
    before = len(visit.dialogs) + len(visit.outside)
    page = visit.open(address)
    for _ in range(100):
        try:
            if len(visit.dialogs) + len(visit.outside) > before or page.evaluate("window.ran"):
                return True
        except Error as error:
            if "navigation" not in str(error):
                raise
            return True
        page.wait_for_timeout(20)
    return False


def test_a_page_without_our_care_would_run_them(browser: Browser, tmp_path: Path) -> None:
    """The corpus bites: written without escaping and without a policy, such texts run or load."""
    quiet = []
    with Visit(browser, tmp_path) as visit:
        for name in BITING:
            text = f"<title>x</title><p>{PAYLOADS[name]}<p title='{PAYLOADS[name]}'>"
            (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
            if not bites(visit, f"{name}.html"):
                quiet.append(name)
    assert quiet == []
