"""What axe cannot see: narrow windows, wide spacing, focus, motion, targets, colours of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from building import PAGES, SECTIONS
from playwright.sync_api import Browser, expect
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


@pytest.mark.parametrize("name", PAGES)
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


MENU = """
() => {
  const menu = document.querySelector(".menu nav");
  const inside = (element) => {
    const [box, held] = [element, menu].map((each) => each.getBoundingClientRect());
    return box.top >= held.top - 1 && box.bottom <= Math.min(held.bottom, innerHeight) + 1;
  };
  const links = [...menu.querySelectorAll("a")];
  return { hidden: links.filter((link) => !inside(link)).map((link) => link.textContent),
    low: links.filter((link) => link.getBoundingClientRect().height < 24).length,
    here: inside(menu.querySelector("[aria-current]")),
    shaded: getComputedStyle(menu).backgroundImage.split("linear-gradient").length - 1 };
}
"""


@pytest.mark.parametrize("name", SECTIONS)
def test_on_a_desk_every_section_stands_in_sight(name: str, shared: Visit) -> None:
    found = shared.open(name).evaluate(MENU)
    assert (found["hidden"], found["low"]) == ([], 0)


@pytest.mark.parametrize("name", [SECTIONS[0], SECTIONS[-2], SECTIONS[-1]])
def test_a_menu_in_a_low_window_shows_where_one_is_and_that_it_scrolls(
    name: str, visit: Callable[..., Visit]
) -> None:
    found = visit(viewport={"width": 1280, "height": 420}).open(name).evaluate(MENU)
    assert found["hidden"]
    assert found["here"]
    assert found["shaded"] == 4


SHADES = """
() => [...document.querySelectorAll("figure:not(.ledger) > .scroll")]
  .filter((box) => box.querySelector("table"))
  .map((box) => [box.parentNode.id, box.scrollWidth - box.clientWidth, box.matches(".more")])
"""


@pytest.mark.parametrize("width", [320, 342, 360])
def test_a_table_that_goes_on_says_so_however_little_is_left(
    width: int, visit: Callable[..., Visit]
) -> None:
    tab = visit(viewport={"width": width, "height": 740})
    seen = []
    for name in ("05-concerns.html", "10-police.html", "13-participation.html"):
        found = tab.open(name).evaluate(SHADES)
        assert [(figure, more) for figure, _, more in found] == [
            (figure, beyond > 1) for figure, beyond, _ in found
        ]
        seen += [beyond for _, beyond, _ in found if beyond > 1]
    assert len(seen) >= 3
    page = tab.open("13-participation.html#table-19")
    box = page.locator("#table-19 > .scroll")
    box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
    expect(box).not_to_contain_class("more")
    expect(box).to_contain_class("moved")


def test_no_card_on_a_phone_is_headed_by_a_bare_dash(phone: Visit) -> None:
    rows = phone.open("02-laws.html").locator("table.stacked tbody tr.unnamed")
    assert rows.count() >= 8
    tops = rows.evaluate_all("""rows => rows.map(row => {
      const first = [...row.cells].sort((a, b) => a.offsetTop - b.offsetTop)[0];
      const [bold, plain] = [first, row.cells[0]].map((cell) => getComputedStyle(cell).fontWeight);
      return [first.textContent, bold, plain];
    })""")
    assert [text for text, *_ in tops if not any(sign.isalpha() for sign in text)] == []
    assert {(bold, plain) for _, bold, plain in tops} == {("600", "400")}


POINTS = """
([table, column]) => [...document.querySelectorAll(`${table} tbody tr`)].flatMap((row) => {
  if (row.cells[column].matches(".unreadable")) return [];
  const walker = document.createTreeWalker(row.cells[column], NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const number = /^(?:[^\\d]*\\s)?[\\d\\u202f]*\\d(?=[.,%\\s\\u2007]|$)/.exec(node.data);
    if (!number || node.parentNode.closest("sup")) continue;
    const range = document.createRange();
    range.setStart(node, number[0].length - 1);
    range.setEnd(node, number[0].length);
    found.push(range.getBoundingClientRect().right);
  }
  return found;
})
"""


@pytest.mark.parametrize(
    ("address", "column", "least"),
    [
        ("00-summary.html#list-main-indices", 2, 10),
        ("00-summary.html#list-main-indices", 3, 13),
        ("13-participation.html#table-19", 4, 6),
        ("13-participation.html#table-19", 6, 9),
    ],
)
def test_numbers_meet_at_their_point_whatever_stands_after_them(
    address: str, column: int, least: int, shared: Visit
) -> None:
    page = shared.open(address)
    table = "#" + address.partition("#")[2]
    places = page.evaluate(POINTS, [table, column])
    assert len(places) >= least
    assert max(places) - min(places) < 1.5


def test_the_first_year_below_a_group_stands_over_its_numbers(shared: Visit) -> None:
    page = shared.open("13-participation.html#table-19")
    heads = page.locator("#table-19 thead tr:last-child th")
    assert set(heads.evaluate_all("all => all.map(each => getComputedStyle(each).textAlign)")) == {
        "right"
    }


def test_a_list_of_many_columns_gives_its_room_to_its_sentences(shared: Visit) -> None:
    page = shared.open("02-laws.html")
    table = page.locator("table.many").first
    widths = table.locator("thead th").evaluate_all(
        "all => Object.fromEntries(all.map(each => [each.textContent, each.offsetWidth]))"
    )
    assert min(widths["For what"], widths["How printed"]) > 150
    assert max(widths[short] for short in ("Article", "Part", "MCI", "Days", "Hours", "Line")) < 70


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
