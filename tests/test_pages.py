from __future__ import annotations

import base64
import hashlib
import html
import re
from importlib.metadata import entry_points
from pathlib import Path

import nbformat
import pytest

import monitorlib as ml
from monitorlib import messages, report
from monitorlib.pages import pagecheck, pageframe, pages
from monitorlib.pages.frontpage import index_page
from monitorlib.pages.pageframe import Page
from monitorlib.running.sections import Section, all_sections
from monitorlib.tabular import tabledata

PAYLOAD = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def page_of(*cells: nbformat.NotebookNode) -> str:
    node = nbformat.v4.new_notebook(cells=list(cells))
    section = all_sections()[1]
    return pages.section_page(node, section, Page("2017", all_sections()))


def result(data: dict[str, str], source: str = "1") -> nbformat.NotebookNode:
    output = nbformat.v4.new_output("execute_result", data=data, execution_count=1)
    return nbformat.v4.new_code_cell(source, outputs=[output])


def test_code_is_folded_and_escaped() -> None:
    page = page_of(result({"text/plain": PAYLOAD}, source=f"x = '{PAYLOAD}'"))
    assert page.count('<details class="code">') == 1
    assert page.count("<script>") == 1, "our own"
    assert "onerror" not in re.sub(r"&lt;.*?&gt;", "", page)


def test_a_notebook_alone_becomes_a_page_that_stands_alone() -> None:
    """As `jupyter nbconvert --to monitor` makes it."""
    node = nbformat.read(all_sections()[4].notebook, as_version=4)
    page, _ = pages.MonitorExporter().from_notebook_node(node)
    assert "<h1>Protest activity</h1>" in page
    assert "<title>Protest activity</title>" in page
    assert '<figure class="table" id="table-3">' in page
    assert "download" not in page, "there are no files beside it"
    assert 'class="menu"' not in page, "there are no other sections"
    assert entry_points(group="nbconvert.exporters")["monitor"].load() is pages.MonitorExporter


def test_a_page_runs_its_own_script_and_nothing_else() -> None:
    page = page_of(nbformat.v4.new_markdown_cell("# T"))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    allowed = html.unescape(policy[1])
    for element in ("script", "style"):
        (text,) = re.findall(rf"<{element}>(.*?)</{element}>", page, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}';" in allowed
    assert allowed.startswith("default-src 'none'; ")
    assert "unsafe" not in allowed


def test_anchors_are_the_same_in_every_language() -> None:
    with messages.speaking("ru"):
        page = page_of(nbformat.v4.new_markdown_cell("# Police\n\n## Limits"))
    assert '<html lang="ru">' in page
    assert '<h2 id="limits">' in page
    assert "Limits" not in page


def test_templates_are_compiled_once_for_all_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    first = page_of(nbformat.v4.new_markdown_cell("# T"))
    assert pages.COMPILED.code

    def compiled_again(bucket: object) -> None:
        raise AssertionError(bucket)

    monkeypatch.setattr(pages.COMPILED, "dump_bytecode", compiled_again)
    assert page_of(nbformat.v4.new_markdown_cell("# T")) == first


def test_a_picture_without_a_description_gets_no_stock_one() -> None:
    page = page_of(result({"image/png": "AAAA"}))
    assert '<img src="data:image/png;base64,AAAA" alt="">' in page


def test_set_up_cells_are_not_shown() -> None:
    hidden = [
        nbformat.v4.new_code_cell("SECRET", metadata={"tags": [tag]})
        for tag in ("parameters", "injected-parameters", "imports", "load")
    ]
    assert "SECRET" not in page_of(*hidden)


def test_headings_get_anchors_and_a_table_of_contents() -> None:
    page = page_of(nbformat.v4.new_markdown_cell("# T\n\n## How many?\n\nText"))
    assert '<h2 id="how-many">How many?</h2>' in page
    assert '<a href="#how-many">How many?</a>' in page


def test_every_page_knows_where_it_is() -> None:
    page = page_of(nbformat.v4.new_markdown_cell("# T"))
    sections = all_sections()
    assert f'<a href="{sections[0].page}" rel="prev">' in page
    assert f'<a href="{sections[2].page}" rel="next">' in page
    assert page.count('aria-current="page"') == 1
    assert '<html lang="en">' in page


def test_the_first_page_has_no_previous_and_the_last_no_next() -> None:
    sections = all_sections()
    node = nbformat.v4.new_notebook(cells=[])
    first = pages.section_page(node, sections[0], Page("2017", sections))
    last = pages.section_page(node, sections[-1], Page("2017", sections))
    assert '" rel="prev">' not in first
    assert '" rel="next">' not in last


@pytest.mark.parametrize("data", [{}, {"broken": 1}, [], "text", None])
def test_a_lone_notebook_with_broken_data_shows_what_else_it_holds(data: object) -> None:
    output = nbformat.v4.new_output(
        "execute_result", {tabledata.MIMETYPE: data, "text/html": "<p>17 assemblies</p>"}
    )
    node = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[output])])
    page, _ = pages.MonitorExporter().from_notebook_node(node)
    assert "<p>17 assemblies</p>" in page


def test_the_real_sections_become_pages_that_pass(project: Path) -> None:
    """The committed notebooks, as they stand, through the real template."""
    folder = project / "report"
    folder.mkdir()
    sections = all_sections()
    for section in sections:
        node = nbformat.read(section.notebook, as_version=4)
        page = pages.section_page(node, section, Page("2017", sections))
        (folder / section.page).write_text(page, encoding="utf-8")
        without = re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
        most = 500_000 if section.name.endswith("audit") else 100_000  # one row a check
        assert len(without.encode()) < most, section.name
    index = index_page(ml.load("2017"), Page("2017", sections))
    index = re.sub(r'<p class="files">.*?</p>', "", index)
    (folder / "index.html").write_text(index, encoding="utf-8")
    for name in ("manifest.json", "search.html"):
        (folder / name).write_text(index, encoding="utf-8")
    assert pagecheck.problems(folder) == []


def test_a_section_is_named_by_its_notebook(project: Path) -> None:
    section = Section(project / "notebooks" / "00-summary.ipynb")
    assert (section.page, section.title) == ("00-summary.html", "Summary")
    assert report.check_year("2017") == "2017"


def test_style_and_script_are_carried_without_comments_and_keep_their_strings() -> None:
    css, js = pageframe.asset("page.css"), pageframe.asset("page.js")
    assert "/*" not in css
    assert "\n" not in css
    assert css.count("{") == css.count("}")
    assert 'content:attr(data-h) ": ";' in css
    ledger = pageframe.asset("ledger.css")
    assert ".ledger:has(#verdict-rounding:checked) tbody tr:not(.rounding,:target)" in ledger
    assert not any(line.startswith(("//", " ")) for line in js.splitlines())
    assert '"use strict";' in js
