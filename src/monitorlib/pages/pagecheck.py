"""A last look at the pages: what a reviewer must be able to rely on.

Each page has one h1, a title, a language and a policy against outside requests; nothing
in it names another host; no script or style runs but those that the policy names by their
sums; every link and anchor within the report exists; every table has a caption and every
picture a description; ids are unique.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADING = {"src", "srcset", "poster", "action", "formaction", "data", "background"}
DRAWN = ("xlink:href", "href")
SCRIPTING = ("iframe", "object", "embed", "base")
SUMMED = ("script", "style")
DATA = "application/json"
"""What a script element may hold that no browser runs."""


class Seen(HTMLParser):
    """A page, and what the checks ask about it.

    Parameters
    ----------
    text : str
        The page.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.tags: Counter[str] = Counter()
        self.problems: list[str] = []
        self.language = ""
        self.policy = ""
        self.summed = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        named = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        if "id" in named:
            self.ids.append(named["id"])
        if tag == "a":
            self.links.append(named.get("href", ""))
        elif any(name in named for name in DRAWN):
            self.loads += [named[name] for name in DRAWN if name in named]
        self.loads += [value for name, value in named.items() if name in LOADING]
        self.language = named.get("lang", "") if tag == "html" else self.language
        if tag == "meta":
            self._meta(named)
        self.summed = tag if tag in SUMMED and named.get("type") != DATA else ""
        if (
            tag in SCRIPTING
            or (tag == "script" and "src" in named)
            or any(name.startswith("on") for name in named)
        ):
            self.problems.append(f"expected nothing that runs, found <{tag}>")
        if "style" in named:
            self.problems.append(f"expected style in the head only, found <{tag} style>")
        if tag == "form" and (named.get("role") != "search" or "action" in named):
            self.problems.append("expected no form but the search, found another <form>")
        if tag == "img" and not named.get("alt"):
            self.problems.append("expected a description of each picture, found an img without alt")
        if tag == "svg" and not named.get("aria-label"):
            self.problems.append("expected a description of each figure, found an svg without one")

    def _meta(self, named: dict[str, str]) -> None:
        """Note the policy; a page must not lead elsewhere by itself."""
        if named.get("http-equiv", "").lower() == "refresh":
            self.problems.append("expected a page that stays, found one that leads elsewhere")
        if named.get("http-equiv", "") == "Content-Security-Policy":
            self.policy = named.get("content", "")

    def handle_data(self, data: str) -> None:
        """Check that a script or style is one that the policy names."""
        if self.summed:
            found = base64.b64encode(hashlib.sha256(data.encode()).digest()).decode()
            if f"'sha256-{found}'" not in self.policy:
                self.problems.append(
                    f"expected what the policy names, found another <{self.summed}>"
                )
            self.summed = ""


def read(folder: Path, known: Mapping[str, Seen] | None = None) -> dict[str, Seen]:
    """Read the pages of a report.

    Parameters
    ----------
    folder : Path
        `report/YEAR`.
    known : mapping of str to Seen, optional
        Pages read before; those that are still the same are not read again.

    Returns
    -------
    dict of str to Seen
        What each page holds, by its name.
    """
    known, found = known or {}, {}
    for path in sorted(folder.glob("*.html")):
        text, before = path.read_text(encoding="utf-8"), known.get(path.name)
        found[path.name] = before if before and before.text == text else Seen(text)
    return found


def problems(folder: Path, known: Mapping[str, Seen] | None = None) -> list[str]:
    """List everything wrong with the pages of a report.

    Parameters
    ----------
    folder : Path
        `report/YEAR`.
    known : mapping of str to Seen, optional
        As `read` gave it before.

    Returns
    -------
    list of str
        One line a problem, with the page; empty if all is well.
    """
    pages = read(folder, known)
    found = [f"{name}: {line}" for name, page in pages.items() for line in _of_page(page)]
    found += [f"{name}: {line}" for name in pages for line in _links(name, pages, folder)]
    if "index.html" not in pages:
        found.append("index.html: expected the index page, found none")
    return found


def _of_page(page: Seen) -> Iterator[str]:
    """Check one page by itself."""
    yield from page.problems
    for tag, wanted in (("h1", 1), ("title", 1), ("main", 1)):
        if page.tags[tag] != wanted and not (tag == "title" and page.tags[tag] > 0):
            yield f"expected {wanted} {tag}, found {page.tags[tag]}"
    if not page.language:
        yield "expected a language on <html>, found none"
    if page.tags["table"] != page.tags["caption"]:
        captions, tables = page.tags["caption"], page.tags["table"]
        yield f"expected a caption for each table, found {captions} for {tables}"
    yield from (
        f"expected unique ids, found {name!r} {n} times"
        for name, n in Counter(page.ids).items()
        if n > 1
    )
    yield from (
        f"expected nothing from elsewhere, found {url!r}" for url in page.loads if _outside(url)
    )
    yield from (
        f"expected no style from elsewhere, found {url!r}"
        for url in _styled(page.text)
        if _outside(url)
    )
    if "default-src 'none'" not in page.policy or "unsafe" in page.policy:
        yield f"expected a strict Content-Security-Policy, found {page.policy or 'none'!r}"


def _styled(text: str) -> list[str]:
    """List what style sheets load; words of a cell that look like one load nothing."""
    sheets = re.findall(r"<style[^>]*>(.*?)</style>", text, flags=re.DOTALL)
    style = " ".join([*sheets, *re.findall(r'\sstyle="([^"]*)"', text)])
    return re.findall(r"url\(\s*['\"]?([^)'\"]+)", style) + re.findall(
        r"@import\s+['\"]([^'\"]+)", style
    )


def _outside(url: str) -> bool:
    """Tell whether a reference leaves the page; a fragment and inline data do not."""
    return not url.startswith(("#", "data:"))


def _links(name: str, pages: dict[str, Seen], folder: Path) -> Iterator[str]:
    """Check that every link of a page leads to a file and an anchor of the report."""
    for link in pages[name].links:
        parts = urlsplit(link)
        target = unquote(parts.path) or name
        if parts.scheme or parts.netloc:
            yield f"expected links within the report, found {link!r}"
        elif not (folder / target).exists():
            yield f"expected the file {target!r}, found none"
        elif parts.fragment and unquote(parts.fragment) not in pages[target].ids:
            yield f"expected the anchor {link!r}, found none"
