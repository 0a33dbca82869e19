"""axe-core finds nothing on any page, light and dark, on a desk and on a phone.

axe comes with axe-playwright-python; MONITORLIB_AXE names another `axe.min.js` to try a newer one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from building import PAGES
from playwright.sync_api import Browser
from watching import DESKTOP, PHONE, Visit

from monitorlib import paths

CARRIED = Path(axe_playwright_python.__file__).parent / "axe.min.js"
AXE = Path(os.environ.get("MONITORLIB_AXE", CARRIED)).read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
async (tags) => {
  const options = (runOnly, rules) => ({runOnly, rules, resultTypes: ["violations"]});
  const rest = await axe.run(document,
    options({type: "tag", values: tags}, {"color-contrast": {enabled: false}}));
  hideAlike();
  const contrast = await axe.run(document, options({type: "rule", values: ["color-contrast"]}));
  return {rules: rest.passes.length + contrast.passes.length,
    wrong: [...rest.violations, ...contrast.violations].map((rule) =>
      [rule.id, rule.nodes.length, rule.nodes[0].html.slice(0, 200), rule.nodes[0].failureSummary]
        .join(" | "))};
}
"""
ALIKE = (Path(__file__).parent / "alike.js").read_text(encoding="utf-8")


SINGLE = f"report-{paths.edition()}.html"
FLAT = "document.styleSheets[0].insertRule('.scroll { background: none !important }', 0)"
"""Behind the shade at the edges of wide tables axe cannot tell contrast; so it goes."""
UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"


def examine(visit: Visit, address: str, *, unfolded: bool = False) -> dict[str, Any]:
    """Open a page and let axe look at it; it passes over what is folded."""
    page = visit.open(address)
    if unfolded:
        page.evaluate(UNFOLD)
    page.evaluate(FLAT)
    page.evaluate(AXE + ALIKE)
    found: dict[str, Any] = page.evaluate(RUN, TAGS)
    return found


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """What the reader's system asks for."""
    return str(request.param)


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desk", "phone"])
def tab(
    request: pytest.FixtureRequest, scheme: str, browser: Browser, folder: Path
) -> Iterator[Visit]:
    """A tab of that scheme and size."""
    with Visit(browser, folder, color_scheme=scheme, viewport=request.param) as visit:
        yield visit


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, tab: Visit, scheme: str) -> None:
    """Each page is looked at folded and unfolded, light and dark, wide and narrow.

    Contrast is taken of one of all cells that look alike, everything else of all of them.
    """
    narrow = tab.page.viewport_size == PHONE
    found = examine(tab, name, unfolded=narrow == (scheme == "dark"))
    assert found["wrong"] == []
    assert found["rules"] > 20


def test_axe_finds_nothing_in_the_single_file(browser: Browser, folder: Path) -> None:
    with Visit(browser, folder) as visit:
        assert examine(visit, SINGLE, unfolded=True)["wrong"] == []


def test_axe_finds_nothing_in_what_is_told_of_a_number(tab: Visit) -> None:
    page = tab.open("04-protest-activity.html#table-3")
    page.locator("#table-3 tbody td").first.focus()
    page.locator("[role=tooltip] a").wait_for()
    page.evaluate(AXE + ALIKE)
    assert page.evaluate(RUN, TAGS)["wrong"] == []


def test_axe_finds_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    text = "<html><title>x</title><h3>x</h3><style></style>"
    text += '<p style="color:#ccc">faint<img src="data:,"></html>'
    (tmp_path / "bad.html").write_text(text, encoding="utf-8")
    with Visit(browser, tmp_path) as visit:
        found = " ".join(examine(visit, "bad.html")["wrong"])
    for rule in ("html-has-lang", "color-contrast", "image-alt", "landmark-one-main"):
        assert rule in found


@pytest.mark.parametrize(
    "faint",
    [
        "<td class=faint>122</td>",
        "<td><b class=faint>122</b></td>",
        "<td style='background:#222'>122</td>",
        "<td style='opacity:.3'>122</td>",
        "</tr><tr class=faint><td>122</td>",
    ],
)
def test_a_single_faint_cell_among_many_is_found(
    browser: Browser, tmp_path: Path, faint: str
) -> None:
    """Cells that look alike are looked at once; one that looks different is among those."""
    text = "<!doctype html><html lang=en><title>x</title><style>.faint {color: #ccc}</style>"
    row = "<td>1</td><td>111</td>" * 9 + faint + "<td>133</td>"
    text += f"<main><h1>x</h1><table><tr>{row}</tr></table></main>"
    (tmp_path / "cells.html").write_text(text + "</html>", encoding="utf-8")
    with Visit(browser, tmp_path) as visit:
        (wrong,) = examine(visit, "cells.html")["wrong"]
        seen = "[...document.querySelectorAll('td')].filter((each) => each.checkVisibility("
        left = visit.page.evaluate(seen + "{visibilityProperty: true})).length")
    assert wrong.startswith("color-contrast | 1 | ")
    assert left <= 4  # a sign, a number, the faint one, and one in another row
