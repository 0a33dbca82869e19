"""One page holds the whole report: every link leads somewhere in it, nothing outside is used."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from monitorlib.errors import BuildError
from monitorlib.pages import pagecheck
from monitorlib.takeaway import singlefile
from monitorlib.takeaway.parts import anchored, parts
from takeaways import CSS, TITLE, page, pages


@pytest.fixture
def text() -> str:
    """The small report as one page."""
    return singlefile.page(
        parts(pages()), title=TITLE, about=["Version 0.1.0"], language="en", css=CSS, script="1 < 2"
    )


@pytest.fixture
def document(text: str) -> html.HtmlElement:
    """The same, parsed."""
    return html.document_fromstring(text)


def test_the_page_passes_the_last_look(text: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        text.replace("<script>1 < 2</script>", ""), encoding="utf-8"
    )
    assert pagecheck.problems(tmp_path) == []


def test_ids_are_unique_and_every_link_leads_to_one(document: html.HtmlElement) -> None:
    ids = Counter(document.xpath("//@id"))
    assert max(ids.values()) == 1
    assert {link[1:] for link in document.xpath("//a/@href")} <= set(ids)
    assert {link[0] for link in document.xpath("//a/@href")} == {"#"}


def test_anchors_of_tables_stay_and_shared_ones_are_told_apart(document: html.HtmlElement) -> None:
    ids = document.xpath("//@id")
    assert {"table-1", "table-3", "figure-4-1", "s03-limits", "s04-limits"} <= {*ids}
    links = {a.text_content(): a.get("href") for a in document.xpath("//p/a")}
    assert links["Table 3"] == "#table-3"
    assert links["there"] == "#s04-limits"
    assert links["here"] == "#s03-limits"
    assert links["Results"] == "#s03"


def test_one_heading_of_the_first_level_and_no_level_left_out(document: html.HtmlElement) -> None:
    levels = [int(h.tag[1]) for h in document.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_drawings_still_find_their_own_parts(document: html.HtmlElement) -> None:
    clipped = document.xpath("//*[@clip-path]/@clip-path")[0]
    assert document.xpath("//clippath/@id") == [clipped.removeprefix("url(#").removesuffix(")")]


def test_links_to_files_are_text_and_navigation_of_single_pages_is_gone(
    document: html.HtmlElement,
) -> None:
    assert "audit.csv" in document.text_content()
    assert [nav.get("class") for nav in document.iter("nav")] == ["contents"]


def test_policy_names_style_and_script_by_their_sums(text: str) -> None:
    style = text[text.index("<style>") + 7 : text.index("</style>")]
    assert singlefile.policy(style, "1 < 2").replace("'", "&#x27;") in text


def test_a_caption_is_found_without_its_unit() -> None:
    whole = parts(pages())
    assert anchored(whole[2], ["table-", "figure-"]) == [
        ("table-3", "Table 3. Protest activity index"),
        ("figure-4-1", "Figure 4-1. Assemblies per month"),
    ]


def test_a_page_without_heading_is_refused_by_name() -> None:
    with pytest.raises(BuildError, match=r"0 h1; at 03-results\.html"):
        parts({"03-results.html": page("x", "").replace("h1", "h2")})
