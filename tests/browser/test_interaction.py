"""What a reader does: search, unfold, point, tap, walk by keyboard, all without scripts, too."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from building import SECTIONS
from playwright.sync_api import Page, expect
from watching import PHONE, Visit

from monitorlib import paths

WORDS = {
    "00-summary.html": "main indices",
    "01-monitoring.html": "coverage of monitoring",
    "02-laws.html": "Code on Administrative Offences",
    "03-overall-results.html": "Uralsk",
    "04-protest-activity.html": "Shymkent",
    "05-concerns.html": "political economic social",
    "06-organisers.html": "spontaneous",
    "07-forms.html": "hunger strike",
    "08-abidance.html": "permit",
    "09-authorities.html": "prosecutor",
    "10-police.html": "officers",
    "11-detentions.html": "detained",
    "12-convictions.html": "fine",
    "13-participation.html": "duration",
    "14-conclusions.html": "conclusions",
    "15-audit.html": "contradicted",
    "16-charts.html": "observation charts",
}
"""Words of each section, such as a reader would look for."""
NUMBERS = {"04-protest-activity.html": "47 / 12", "10-police.html": "1.64"}
TABLE = "04-protest-activity.html#table-3"


def found(page: Page, words: str) -> list[str]:
    """Search, and give the addresses that are found."""
    page.locator("#q").fill(words)
    return list(
        page.locator("#found a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    )


@pytest.mark.parametrize(("section", "words"), sorted((WORDS | NUMBERS).items()))
def test_the_search_finds_words_and_numbers_of_each_section(
    section: str, words: str, shared: Visit
) -> None:
    page = shared.open("search.html")
    hits = [hit for hit in found(page, words) if hit.startswith(section)]
    assert hits, f"{words!r} is not found in {section}"
    shared.follow(page.locator(f'#found a[href="{hits[0]}"]').first)
    assert shared.at == hits[0]
    if "#" in hits[0]:
        expect(page.locator(":target")).to_be_visible()
        text = page.locator(":target").evaluate(
            "at => (at.closest('figure, section') || at.parentElement).textContent"
        )
    else:
        text = page.locator("main").text_content() or ""
    assert words.split()[0].lower() in text.lower()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Shymknet", "shymkent"),
        ("prosecuter", "prosecute"),
        ("1,64", ""),
        ("detentionz", "detention"),
    ],
)
def test_the_search_forgives_slips_and_says_what_it_looked_for(
    typed: str, meant: str, shared: Visit
) -> None:
    page = shared.open("search.html")
    assert found(page, typed)
    status = page.locator("#status").inner_text()
    assert (f"“{meant}”" in status) if meant else ("nowhere" not in status)


@pytest.mark.parametrize("words", ["Uralsk", "officers", "1.64"])
def test_a_snippet_holds_whole_words_and_parts_cells(words: str, shared: Visit) -> None:
    page = shared.open("search.html")
    assert found(page, words)
    snippets = page.locator("#found p").all_text_contents()
    held = page.locator("#entries").text_content() or ""
    known = {word for text in re.findall(r'"((?:[^"\\]|\\.)*)"', held) for word in text.split()}
    ends = [
        word
        for text in snippets
        for word in (text.strip("… ").split()[0], text.strip("… ").split()[-1])
    ]
    assert [word for word in ends if word not in known] == []
    assert any(" · " in text for text in snippets)
    assert not any(re.match(r"… [·|]|.*[·|] …$", text) for text in snippets)


def test_a_table_is_found_first_by_its_number(shared: Visit) -> None:
    page = shared.open("search.html")
    assert found(page, "Table 14")[0] == "10-police.html#table-14"


def test_a_word_that_no_section_has_is_said_to_be_missing(shared: Visit) -> None:
    page = shared.open("search.html")
    assert found(page, "xqzxqz") == []
    assert "0" in page.locator("#status").inner_text() or "no" in (
        page.locator("#status").inner_text().lower()
    )


def test_the_field_in_the_head_of_a_page_leads_to_what_was_asked(shared: Visit) -> None:
    page = shared.open("10-police.html")
    page.locator("header input[type=search]").fill("Shymkent 2016")
    with page.expect_navigation():
        page.locator("header input[type=search]").press("Enter")
    assert shared.at.startswith("search.html")
    assert page.locator("#q").input_value() == "Shymkent 2016"
    assert page.locator("#found a").count() > 0


@pytest.mark.parametrize(
    "address", ["search.html#q=100%", "search.html#q=%E0%A4%A", f"{TABLE[:24]}#%"]
)
def test_an_address_typed_badly_breaks_nothing(address: str, shared: Visit) -> None:
    before = len(shared.complaints)
    page = shared.open("index.html")
    page.goto(
        (shared.folder / address.partition("#")[0]).as_uri() + "#" + address.partition("#")[2]
    )
    page.reload()
    assert shared.complaints[before:] == []
    if address.endswith("100%"):
        assert page.locator("#q").input_value() == "100%"


def test_code_unfolds_one_by_one_and_all_at_once(shared: Visit) -> None:
    page = shared.open("04-protest-activity.html")
    code = page.locator("details.code")
    opened = "all => all.filter(each => each.open).length"
    assert code.count() >= 3
    assert code.evaluate_all(opened) == 0
    code.first.locator("summary").click()
    expect(code.first.locator("pre")).to_be_visible()
    page.locator("#all-code").click()
    assert code.evaluate_all(opened) == code.count()
    assert page.locator("#all-code").get_attribute("aria-pressed") == "true"
    page.locator("#all-code").click()
    assert code.evaluate_all(opened) == 0


def behind(page: Page, row: int, column: int) -> str:
    """Give what the list below Table 3 says of a cell."""
    return " ".join((page.locator(f"#table-3-r{row}c{column}").text_content() or "").split())


def told(page: Page) -> str:
    """Give what the tooltip says."""
    expect(page.locator("[role=tooltip]")).to_be_visible()
    return " ".join((page.locator("[role=tooltip]").text_content() or "").split())


def test_pointing_at_a_number_tells_where_it_comes_from(shared: Visit) -> None:
    page = shared.open(TABLE)
    page.locator("#table-3 tbody td").first.hover()
    assert told(page) == behind(page, 0, 0)
    assert "Printed:" in told(page)
    page.locator("[role=tooltip]").hover()
    page.wait_for_timeout(300)
    expect(page.locator("[role=tooltip]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[role=tooltip]")).to_be_hidden()
    page.locator("#table-3 tbody td").nth(1).hover()
    expect(page.locator("[role=tooltip]")).to_be_visible()
    page.mouse.move(1, 1)
    expect(page.locator("[role=tooltip]")).to_be_hidden()


def test_a_tap_tells_and_a_tap_elsewhere_ends_it(visit: Callable[..., Visit]) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True).open(TABLE)
    page.locator("#table-3 tbody td").first.tap()
    assert told(page) == behind(page, 0, 0)
    box = page.locator("[role=tooltip]").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    page.locator("#table-3 caption").tap()
    expect(page.locator("[role=tooltip]")).to_be_hidden()


def test_from_the_first_tab_to_a_cell_its_story_and_its_file_by_keyboard_alone(
    visit: Callable[..., Visit],
) -> None:
    tab = visit()
    page = tab.open("index.html")
    press_until(page, "document.activeElement.getAttribute('href') === '04-protest-activity.html'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/04-protest-activity.html")
    press_until(page, "document.activeElement.matches('#table-3 tbody td')")
    assert told(page) == behind(page, 0, 0)
    page.keyboard.press("ArrowRight")
    assert told(page) == behind(page, 0, 1)
    page.keyboard.press("ArrowDown")
    assert told(page) == behind(page, 1, 1)
    page.keyboard.press("Escape")
    expect(page.locator("[role=tooltip]")).to_be_hidden()
    press_until(page, "document.activeElement.matches('#table-3 details summary')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")
    press_until(page, "document.activeElement.matches('#table-3 a[download]')")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.suggested_filename.endswith(".csv")


def press_until(page: Page, condition: str, most: int = 150) -> None:
    """Press Tab until something has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            return
    raise AssertionError(f"not reached by {most} presses of Tab: {condition}")


def test_without_scripts_the_same_facts_stand_below_the_table(visit: Callable[..., Visit]) -> None:
    plain, live = visit(java_script_enabled=False), visit()
    for address in (TABLE, "10-police.html#table-14"):
        page, other = plain.open(address), live.open(address)
        figure = "#" + address.partition("#")[2]
        lists = [
            each.locator(f"{figure} details.behind li li").all_text_contents()
            for each in (page, other)
        ]
        assert lists[0] == lists[1]
        assert len(lists[0]) >= 10
        page.locator(f"{figure} details.behind summary").click()
        expect(page.locator(f"{figure} details.behind li li").first).to_be_visible()
        assert page.locator("#all-code").is_hidden()


def test_without_scripts_everything_can_still_be_reached(visit: Callable[..., Visit]) -> None:
    tab = visit(java_script_enabled=False)
    page = tab.open("index.html")
    links = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert set(SECTIONS) <= set(links)
    page = tab.open("04-protest-activity.html")
    expect(page.locator("a[href='search.html']")).to_be_visible()
    page.locator("details.code summary").first.click()
    expect(page.locator("details.code pre").first).to_be_visible()
    page = tab.open("search.html")
    assert "JavaScript" in page.locator("main").inner_text()
    assert page.locator("main a, nav a").count() >= len(SECTIONS)


def test_numbers_of_the_front_page_lead_to_the_section_that_explains_them(shared: Visit) -> None:
    page = shared.open("index.html")
    figures = page.locator(".key .figure")
    assert figures.count() >= 5
    for number in range(figures.count()):
        page = shared.open("index.html")
        value = page.locator(".key .figure .value").nth(number).inner_text()
        shared.follow(page.locator(".key .figure h3 a").nth(number))
        assert shared.at.partition("#")[0] in SECTIONS
        digits = re.sub(r"[^\d.]", "", value)
        text = re.sub(r"(?<=\d)[\s ](?=\d)", "", page.locator("main").text_content() or "")
        assert digits in text, f"{value} is not in {shared.at}"


def test_the_pages_name_the_edition_they_are_made_of(shared: Visit) -> None:
    assert paths.edition() in shared.open("index.html").locator("h1").inner_text()
    assert Path(shared.folder / "index.html").is_file()
