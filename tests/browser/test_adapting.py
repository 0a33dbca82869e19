"""What axe cannot see: narrow windows, wide spacing, focus, motion, targets, colours of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from building import PAGES
from playwright.sync_api import Browser
from watching import DESKTOP, PHONE, Visit

HERE = Path(__file__).parent
ADAPTING, SPACING, COLOURS, FOCUS = (
    (HERE / f"{name}.js").read_text(encoding="utf-8")
    for name in ("adapting", "spacing", "colours", "focus")
)
ZOOMED = {"width": 320, "height": 256}
"""A window of 1280 x 1024 at 400 percent."""
PAPER = {"light": [255, 255, 255], "dark": [0x15, 0x18, 0x1C]}


@pytest.fixture(scope="module")
def zoomed(browser: Browser, folder: Path) -> Iterator[Visit]:
    """A tab as narrow as a zoom of 400 percent makes it."""
    with Visit(browser, folder, viewport=ZOOMED) as visit:
        yield visit


@pytest.fixture(scope="module")
def phone(browser: Browser, folder: Path) -> Iterator[Visit]:
    """A tab on a phone whose owner wants nothing to move."""
    with Visit(browser, folder, viewport=PHONE, has_touch=True, reduced_motion="reduce") as visit:
        yield visit


@pytest.mark.parametrize("name", PAGES)
def test_at_400_percent_a_page_is_read_by_scrolling_down_only(name: str, zoomed: Visit) -> None:
    page = zoomed.open(name)
    found = page.evaluate(ADAPTING)
    assert (found["wide"], found["beyond"], found["clipped"]) == ([], [], [])
    assert found["unreachable"] == [], "what scrolls by itself can be reached by keyboard"
    page.evaluate(SPACING)
    spaced = page.evaluate(ADAPTING)
    assert (spaced["wide"], spaced["clipped"]) == ([], []), "with the spacing of WCAG 1.4.12"


@pytest.mark.parametrize("name", PAGES)
def test_on_a_phone_targets_are_large_and_nothing_moves_on_request(name: str, phone: Visit) -> None:
    found = phone.open(name).evaluate(ADAPTING)
    assert found["small"] == []
    assert (found["moving"], found["running"]) == ([], 0)


def test_the_head_of_a_long_table_stays_in_sight(shared: Visit) -> None:
    seen = 0
    for name in PAGES:
        page = shared.open(name)
        for table in page.locator(".scroll.long table, .ledger table").all():
            rows = table.locator("tbody tr")
            rows.nth(int(0.7 * rows.count())).evaluate("row => row.scrollIntoView()")
            page.wait_for_timeout(50)
            box = table.locator("thead").bounding_box()
            assert box, name
            assert -1 <= box["y"] < page.viewport_size["height"] / 2, name  # type: ignore[index]
            seen += 1
    assert seen > 10


LETTERS = """
() => [...document.querySelectorAll("figure.chart svg")].filter((svg) => svg.checkVisibility())
  .map((svg) => [svg.closest("figure").id, svg.getBoundingClientRect().right,
    Math.min(...[...svg.querySelectorAll("text")].map((text) =>
      parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))])
"""


@pytest.mark.parametrize("name", [name for name in PAGES if name != "index.html"])
def test_on_a_phone_a_figure_is_seen_whole_in_letters_of_nine_pixels(
    name: str, phone: Visit
) -> None:
    for figure, right, least in phone.open(name).evaluate(LETTERS):
        assert right <= PHONE["width"], figure
        assert least >= 9, figure


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_in_figures_stands_out_from_what_lies_under_it(
    scheme: str, size: dict[str, int], visit: Callable[..., Visit]
) -> None:
    tab = visit(color_scheme=scheme, viewport=size)
    texts, faint = 0, []
    for name in PAGES:
        found = tab.open(name).evaluate(COLOURS)
        assert found["paper"] == PAPER[scheme], name
        texts += found["texts"]
        faint += [f"{name}: {line}" for line in found["faint"]]
    assert faint == []
    assert texts > 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_the_focus_is_seen_wherever_it_goes(
    scheme: str, size: dict[str, int], visit: Callable[..., Visit]
) -> None:
    tab = visit(color_scheme=scheme, viewport=size)
    wrong: dict[str, Any] = {}
    for name in PAGES:
        page = tab.open(name)
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        assert found.pop("kinds") >= 3
        wrong |= {name: found} if any(found.values()) else {}
    assert wrong == {}


WALKED = ["index.html", "search.html", "04-protest-activity.html"]
TABBABLE = """
() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex]")]
    .filter((element) => element.tabIndex >= 0)
    .filter((element) => element.checkVisibility({visibilityProperty: true}));
  window.tabbable = all.filter((element) => element.type !== "radio" || element.checked);
  return window.tabbable.length;
}
"""


@pytest.mark.parametrize("name", WALKED)
def test_tab_goes_through_the_page_in_its_order_and_out_of_it(name: str, shared: Visit) -> None:
    page = shared.open(name)
    count = page.evaluate(TABBABLE)
    page.evaluate("window.tabbable[0].focus()")
    walked = []
    for _ in range(count - 1):
        page.keyboard.press("Tab")
        walked.append(page.evaluate("window.tabbable.indexOf(document.activeElement)"))
    assert walked == list(range(1, count))
    page.keyboard.press("Tab")
    assert page.evaluate("window.tabbable.indexOf(document.activeElement)") in (-1, 0)


def test_the_first_tab_offers_to_skip_to_the_text(shared: Visit) -> None:
    page = shared.open("04-protest-activity.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a.skip')")
    box = page.locator("a.skip").bounding_box()
    assert box
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_what_adapts_badly_is_found(browser: Browser, tmp_path: Path) -> None:
    """The looks themselves work: a page with each of the faults has each of them named."""
    (tmp_path / "bad.html").write_text(
        """<!DOCTYPE html><title>x</title>
        <style>a:focus-visible{outline:none} b{transition:all 1s}
        div{overflow:hidden;height:10px;width:40px} p{width:900px}</style>
        <main><p>x</p><button>x</button><a href="#x">y</a><b>m</b>
        <div>much too much for it all</div>
        <svg width="90" height="20"><rect width="90" height="20" fill="#777"/>
        <text y="15" fill="#999">faint</text></svg></main>""",
        encoding="utf-8",
    )
    with Visit(browser, tmp_path, viewport=ZOOMED) as visit:
        page = visit.open("bad.html")
        found = page.evaluate(ADAPTING)
        assert all(found[kind] for kind in ("wide", "beyond", "clipped", "small", "moving"))
        assert page.evaluate(COLOURS)["faint"]
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS)["unseen"]
