"""A page sent to the printer: what counts is on paper, what only a screen can use is not."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from building import SECTIONS, machine
from playwright.sync_api import Page
from pypdf import PdfReader
from watching import Visit

from monitorlib import paths

PRINTED = ["04-protest-activity.html", "10-police.html"]

TOLD = [name for name in SECTIONS if not name.endswith("-charts.html")]
"""An edition without charts has no page of charts on paper."""


LOOK = """
() => ["body", "figure.chart svg text"].map((place) => {
  const style = getComputedStyle(document.querySelector(place));
  return [style.backgroundColor, style.color, style.fill];
})
"""


def packed(text: str) -> str:
    """Take white space and soft signs out and ligatures apart: paper breaks lines as it likes."""
    return unicodedata.normalize("NFKC", re.sub(r"[\s\u200b\u00ad]+", "", text))


def on_paper(page: Page) -> str:
    """Print a page and read the text back."""
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return packed("".join(sheet.extract_text() for sheet in reader.pages))


def texts(page: Page, selector: str) -> list[str]:
    """Give the texts of elements."""
    return [packed(text) for text in page.locator(selector).all_text_contents() if text.strip()]


@pytest.mark.parametrize("name", PRINTED)
def test_paper_holds_captions_numbers_and_folded_notes(name: str, shared: Visit) -> None:
    page = shared.open(name)
    assert page.locator("details.notes:not([open])").count() > 0
    paper = on_paper(page)
    for kind in (
        "h1",
        "h2",
        "main > p:not(.tools)",
        "figure > div caption > span",
        "details.notes li",
        ".source",
    ):
        wanted = texts(page, kind)
        assert wanted, kind
        assert [text for text in wanted if text not in paper] == [], kind
    cells = texts(page, "figure.table tbody td")
    numbers = {number for cell in cells for number in re.findall(r"\d+[.,]\d+", cell)}
    assert len(numbers) > 10
    assert [number for number in sorted(numbers) if number not in paper] == []


@pytest.mark.parametrize("name", ["index.html", *PRINTED])
def test_paper_leaves_out_navigation_code_and_buttons(name: str, shared: Visit) -> None:
    page = shared.open(name)
    page.emulate_media(media="print")
    hidden = (
        "details.menu, nav.steps, a.skip, form[role=search], a.search, button, "
        "details.code, details.behind, a[download], [role=tooltip]"
    )
    seen = page.locator(hidden).evaluate_all(
        "all => all.filter(each => each.checkVisibility() && each.getClientRects().length)"
        ".map(each => each.outerHTML.slice(0, 80))"
    )
    page.emulate_media(media="screen")
    assert seen == []


def test_paper_is_white_also_for_those_who_read_in_the_dark(visit: Callable[..., Visit]) -> None:
    page = visit(color_scheme="dark").open(PRINTED[0])
    page.emulate_media(media="print", color_scheme="dark")
    (ground, ink, _), (_, _, fill) = page.evaluate(LOOK)
    assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    for colour in (ink, fill):
        assert max(map(int, re.findall(r"\d+", colour)[:3])) < 130, colour


@pytest.fixture(scope="module")
def paper(document: PdfReader) -> str:
    """All its text."""
    return packed("".join(sheet.extract_text() for sheet in document.pages))


@pytest.fixture(scope="module")
def document(folder: Path) -> PdfReader:
    """The report as one PDF."""
    return PdfReader(folder / f"report-{paths.edition()}.pdf")


def test_the_pdf_of_the_report_names_no_machine(paper: str) -> None:
    assert [what for what, secret in machine().items() if secret in paper] == []
    assert "file://" not in paper


def test_the_pdf_of_the_report_holds_every_caption(paper: str, shared: Visit) -> None:
    for name in TOLD:
        page = shared.open(name)
        wanted = texts(page, "h1") + texts(page, "figure.table > div caption > span")
        assert [text for text in wanted if text not in paper] == [], name


def test_the_pdf_is_tagged_named_and_has_a_bookmark_for_each_section(
    document: PdfReader, shared: Visit
) -> None:
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert document.metadata
    assert paths.edition() in str(document.metadata.title)
    names = [packed(str(entry.title)) for entry in document.outline if not isinstance(entry, list)]
    nested = [packed(str(entry.title)) for entry in flat(document.outline)]
    assert names
    for name in TOLD:
        assert packed(shared.open(name).locator("h1").inner_text()) in nested
    assert packed("Freedom of peaceful assembly in Kazakhstan") in nested[0]


def flat(outline: list[object]) -> list[object]:
    """Give all bookmarks, those below others too."""
    found: list[object] = []
    for entry in outline:
        found += flat(entry) if isinstance(entry, list) else [entry]
    return found
