"""The page that searches all sections, without a server: every text lies in it.

A text is found under the nearest anchor before it: a heading, a table, a figure, a row of
the audit. Code is left out, and so is what is folded behind numbers, which the table says
already, and what the tables of statements repeat from the audit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from itertools import groupby
from operator import itemgetter
from typing import Any

from monitorlib.messages import tr
from monitorlib.pages.pageframe import Page, render

Entry = tuple[str, str, str, str, str]
"""Page, title, anchor, heading, text."""
SKIPPED = ("code", "behind", "skip", "steps", "files", "tools")
"""Classes of elements whose text is not searched."""
DATA = "data"
"""The class of folded data of a figure, which stand nowhere else as text."""
SAID_AGAIN = "list-statements-"
"""How the names of tables begin whose rows are those of the audit, where they are searched."""
ANCHORED = ("h2", "figure", "tr")
CELL, ROW = "·", "|"
"""What stands between the cells of a row, and between rows."""
PARTED = {"td": CELL, "th": CELL, "tr": ROW}
VOID = ("br", "hr", "img", "input", "meta", "link", "wbr")


class _Reader(HTMLParser):
    """Cuts the text of a page at its anchors."""

    def __init__(self, page: str, title: str) -> None:
        super().__init__()
        self.page, self.title = page, title
        self.entries: list[Entry] = []
        self.open: list[tuple[str, bool]] = []
        self.inside = self.heading = False
        self.hidden = 0
        self.anchor = self.name = ""
        self.text: list[str] = []

    def cut(self, anchor: str = "") -> None:
        """End the entry before an anchor."""
        text = re.sub(r"\s+", " ", " ".join(self.text)).strip(f" {CELL}{ROW}")
        if text:
            self.entries.append((self.page, self.title, self.anchor, self.name, text))
        self.text, self.anchor = [], anchor

    def part(self, sign: str) -> None:
        """Part cells and rows by one sign, the stronger where two meet."""
        if self.text and self.text[-1] == CELL:
            self.text.pop()
        if self.text and self.text[-1] != ROW:
            self.text.append(sign)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a part, or pass over one that is not searched."""
        named = dict(attrs)
        self.inside = self.inside or (tag == "main")
        if tag in VOID:
            return
        classes = (named.get("class") or "").split()
        skipped = (
            (any(name in SKIPPED for name in classes) and DATA not in classes)
            or tag in ("svg", "script", "style")
            or (named.get("id") or "").startswith(SAID_AGAIN)
        )
        self.hidden += skipped
        self.open.append((tag, skipped))
        if tag in PARTED:
            self.part(PARTED[tag])
        if self.inside and tag in ANCHORED and named.get("id"):
            self.cut(named["id"] or "")
            if tag == "h2":
                self.heading, self.name = True, ""

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag == "table":
            self.part(ROW)
        while self.open:
            name, skipped = self.open.pop()
            self.hidden -= skipped
            if name == tag:
                break
        self.heading = self.heading and tag != "h2"
        self.inside = self.inside and tag != "main"

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if self.inside and not self.hidden and data.strip():
            self.text.append(data)
            if self.heading:
                self.name = f"{self.name} {data}".strip()


def entries(page: str, title: str, text: str) -> list[Entry]:
    """List what a page says, cut at its anchors.

    Parameters
    ----------
    page : str
        File name.
    title : str
        Title of the section.
    text : str
        The page as HTML.

    Returns
    -------
    list of tuple
        Page, title, anchor, heading and text of each part.

    Examples
    --------
    >>> entries("04.html", "Activity", '<main><p>How often?</p><h2 id="index">Index</h2>'
    ...         '<p>36 in 12 months</p></main>')[1]
    ('04.html', 'Activity', 'index', 'Index', 'Index 36 in 12 months')
    """
    reader = _Reader(page, title)
    reader.feed(text)
    reader.cut()
    return reader.entries


def search_page(page: Page, texts: Mapping[str, str]) -> str:
    """Write the page that searches.

    Parameters
    ----------
    page : Page
        What all pages of the report share.
    texts : mapping of str to str
        The pages of all sections, by file name.

    Returns
    -------
    str
        The page as HTML.
    """
    titles = {section.page: tr(section.title) for section in page.sections}
    data = {
        "pages": [_grouped(entries(name, titles[name], text)) for name, text in texts.items()],
        "hint": tr("Type a word, a town or a number."),
        "none": tr("Nothing found."),
        "instead": tr("“{word}” stands nowhere; searched for “{near}”."),
        "some": tr("Places found: {n}."),
        "more": tr("Places found: {n}; the best {shown} are shown."),
    }
    # within a script element nothing may look like markup
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return render("search.html.j2", page=page, entries=written)


def _grouped(found: Sequence[Entry]) -> list[Any]:
    """Say page, title and each heading once: file, title, and by heading anchors with texts."""
    headings = [
        [heading, [[anchor, text] for *_, anchor, _, text in group]]
        for heading, group in groupby(found, itemgetter(3))
    ]
    return [*found[0][:2], headings] if found else ["", "", []]
