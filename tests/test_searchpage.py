"""Every text of a section is found under the anchor that leads to it."""

from __future__ import annotations

import json
import re

from monitorlib.pages.pageframe import Page
from monitorlib.pages.searchpage import entries, search_page
from monitorlib.running.sections import all_sections

PAGE = """<header>Top</header><main><h1>Police</h1><p>How many?</p>
<h2 id="index">The <em>index</em></h2><p>104 officers</p>
<figure class="table" id="table-14"><table><caption>Table 14</caption>
<tr><th>Almaty</th><td>57</td></tr></table>
<details class="behind"><ul><li id="table-14-r0c0">Printed: 57</li></ul></details></figure>
<details class="code"><pre>secret = 1</pre></details></main><footer>Foot</footer>"""


def test_a_page_is_cut_at_its_anchors_and_code_and_frame_are_left_out() -> None:
    found = entries("10-police.html", "Police", PAGE)
    assert [(anchor, heading, text) for _, _, anchor, heading, text in found] == [
        ("", "", "Police How many?"),
        ("index", "The index", "The index 104 officers"),
        ("table-14", "The index", "Table 14 | Almaty · 57"),
    ]


def test_cells_are_parted_and_so_is_what_follows_the_table() -> None:
    rows = "<tr><td></td><th>2016</th></tr><tr><th>Uralsk</th><td>3 <b>(8%)</b></td><td>2</td></tr>"
    found = entries("03.html", "Results", f"<main><table>{rows}</table><p>A note</p></main>")
    assert found[0][4] == "2016 | Uralsk · 3 (8%) · 2 | A note"


def test_nothing_in_the_entries_can_end_their_element() -> None:
    section = all_sections()[0]
    hostile = "<main><p>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p></main>"
    page = search_page(Page("2017", [section], scripts=("page.js",)), {section.page: hostile})
    (held,) = re.findall(r'id="entries">(.*?)</script>', page, flags=re.DOTALL)
    assert "<" not in held
    ((name, _, headings),) = json.loads(held)["pages"]
    assert name == section.page
    assert headings == [["", [["", "</script><script>alert(1)</script>"]]]]


def test_the_data_of_a_figure_are_found() -> None:
    data = (
        '<details class="behind data"><table><tr><th>Semey</th><td>1.64</td></tr></table></details>'
    )
    found = entries("10.html", "Police", f'<main><figure id="figure-10-1">{data}</figure></main>')
    assert [(anchor, text) for _, _, anchor, _, text in found] == [("figure-10-1", "Semey · 1.64")]


def test_what_tables_of_statements_repeat_is_found_once_in_the_audit() -> None:
    table = "<table><tr><th>One in ten was permitted.</th></tr></table>"
    statements = f'<figure class="table" id="list-statements-abidance">{table}</figure>'
    found = entries("08.html", "Abidance", f"<main>{statements}<h2 id='limits'>Limits</h2></main>")
    assert [text for *_, text in found] == ["Limits"]
    audit = f'<main><figure class="table" id="list-audit">{table}</figure></main>'
    assert [text for *_, text in entries("15.html", "Audit", audit)] == [
        "One in ten was permitted."
    ]
