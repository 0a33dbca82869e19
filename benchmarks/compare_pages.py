"""Measure any HTML pages by the same rules, to set ours beside those of other tools.

    python benchmarks/compare_pages.py PAGE.html [PAGE.html ...]

Prints one JSON object per page. Every page is opened from ``file://`` in headless Chromium; what it
asks for outside of its own folder is counted and refused.
"""

from __future__ import annotations

import gzip
import io
import json
import statistics
import sys
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader

from monitorlib.takeaway.document import chromium

ROUNDS = 7
VIEWS = [(width, scheme) for width in (1280, 360) for scheme in ("light", "dark")]
FACTS = """() => {
  const all = name => [...document.querySelectorAll(name)];
  const levels = all("h1,h2,h3,h4,h5,h6").map(heading => +heading.tagName[1]);
  const numbers = all("tbody td").filter(cell => /^[\\d.,\\s]+$/.test(cell.textContent));
  return {
    title: document.title, lang: document.documentElement.lang,
    policy: !!document.querySelector("meta[http-equiv='Content-Security-Policy']"),
    tables: all("table").length, captions: all("table > caption").length,
    header_cells: all("th").length, scoped: all("th[scope]").length,
    pictures: all("img,svg[role=img]").length,
    described: all("img[alt]:not([alt='']),svg[aria-label],svg[aria-labelledby]").length,
    headings: levels.join(""), skips: levels.some((level, at) => at && level > levels[at - 1] + 1),
    number_cells: numbers.length,
    tabular: numbers.filter(
      cell => getComputedStyle(cell).fontVariantNumeric.includes("tabular")).length,
    styled_inline: all("[style]").length, scripts: all("script").length,
    words: document.body.innerText.split(/\\s+/).length,
  };
}"""
CUT = """[...document.querySelectorAll("*")].filter(each =>
  each.scrollHeight > each.clientHeight + 2 && each.clientHeight > 100
  && ["auto", "scroll", "hidden"].includes(getComputedStyle(each).overflowY)).length"""
PAPER = "getComputedStyle(document.body).backgroundColor"
OVERFLOW = "document.scrollingElement.scrollWidth - innerWidth"
LOADED = "performance.getEntriesByType('navigation')[0].loadEventStart"


def opened(browser: Browser, page: Path, outside: list[str], **settings: Any) -> Page:
    """Open a page in a context of its own, refusing what lies outside of its folder."""
    context = browser.new_context(**settings)
    inside = page.parent.as_uri()

    def decide(route: Any) -> None:
        if route.request.url.startswith(inside):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", decide)
    tab = context.new_page()
    tab.goto(page.as_uri(), wait_until="load")
    return tab


def look(browser: Browser, page: Path, width: int, scheme: Any) -> dict[str, Any]:
    """What one reader sees: violations by rule, overflow in pixels, colour of the paper."""
    tab = opened(browser, page, [], viewport={"width": width, "height": 800}, color_scheme=scheme)
    found = Axe().run(tab).response["violations"]
    rules = {each["id"]: len(each["nodes"]) for each in found}
    result = {"axe": rules, "overflow": tab.evaluate(OVERFLOW), "paper": tab.evaluate(PAPER)}
    tab.context.close()
    return result


def printed(tab: Page) -> dict[str, Any]:
    """What Chromium prints: pages, tags, bookmarks; boxes of which the end is cut off on paper."""
    tab.emulate_media(media="print")
    cut = tab.evaluate(CUT)
    reader = PdfReader(io.BytesIO(tab.pdf(tagged=True, outline=True, format="A4")))
    tagged = "/StructTreeRoot" in reader.root_object
    return {
        "pages": len(reader.pages),
        "tagged": tagged,
        "bookmarks": bool(reader.outline),
        "cut": cut,
    }


def measure(browser: Browser, page: Path) -> dict[str, Any]:
    """Take all measures of one page."""
    outside: list[str] = []
    tab = opened(browser, page, outside)
    result = {"page": page.name, "bytes": page.stat().st_size, **tab.evaluate(FACTS)}
    result["gzip"] = len(gzip.compress(page.read_bytes(), 9, mtime=0))
    result["outside"], result["print"] = outside[:], printed(tab)
    times = [opened(browser, page, []).evaluate(LOADED) for _ in range(ROUNDS)]
    result["load_ms"] = round(statistics.median(times))
    bare = opened(browser, page, [], java_script_enabled=False)
    result["words_without_script"] = len(bare.locator("body").inner_text().split())
    result["views"] = {f"{w} {s}": look(browser, page, w, s) for w, s in VIEWS}
    return result


if __name__ == "__main__":
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium())
        for name in sys.argv[1:]:
            print(json.dumps(measure(running, Path(name).resolve())), flush=True)
        running.close()
