"""Pages as parts of one file: headings a level down, ids and links that hold in one file.

An id that only one page has stays as it is, so that the anchors of tables and figures are the
same in one file as in many. Every other id begins with the section's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import html

from monitorlib.errors import BuildError

REFERRING = (
    "for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details",
    "aria-flowto", "headers", "list", "popovertarget", "commandfor",
)  # fmt: skip
"""Attributes that hold ids."""
OWN_IDS = ("main", "contents")
"""Ids of the whole."""
NOT_HERE = ".//nav | .//script | .//*[contains(concat(' ', @class, ' '), ' files ')]"
"""What leads to other files, or comes once for the whole."""
PARSER = html.HTMLParser(encoding="utf-8")
IN_STYLE = re.compile(r"url\(#([^)]+)\)")


@dataclass
class Part:
    """One page as a part of the whole.

    Attributes
    ----------
    page : str
        File name of the page.
    name : str
        Its id in one file.
    title : str
        Its heading.
    root : HtmlElement
        A ``section`` with the content of the page's ``main``.
    """

    page: str
    name: str
    title: str
    root: html.HtmlElement

    def rename(self, title: str) -> None:
        """Give the part another heading.

        Parameters
        ----------
        title : str
            What it is called in the whole.
        """
        self.title = title
        heading = next(self.root.iter("h2"))
        for each in list(heading):
            heading.remove(each)
        heading.text = title


def parts(pages: Mapping[str, str]) -> list[Part]:
    """Take the content out of pages and join it by links that hold in one file.

    Parameters
    ----------
    pages : mapping of str to str
        File name and text of each page, in order.

    Returns
    -------
    list of Part
        One a page.

    Raises
    ------
    BuildError
        If a page has no ``main`` or no heading of the first level.
    """
    made = [_part(page, text) for page, text in pages.items()]
    ids = {part.page: [each.get("id") for each in _with(part, "id")] for part in made}
    counts = Counter(name for names in ids.values() for name in {*names})
    taken = {*OWN_IDS, *(part.name for part in made)}
    new = {
        part.page: {
            name: name if counts[name] == 1 and name not in taken else f"{part.name}-{name}"
            for name in ids[part.page]
        }
        for part in made
    }
    homes = {part.page: part.name for part in made}
    for part in made:
        _rename(part, new[part.page])
        _relink(part, homes, new)
        _lower_headings(part.root)
    return made


def anchored(part: Part, words: Sequence[str]) -> list[tuple[str, str]]:
    """List anchors of a part, with what their captions say.

    Parameters
    ----------
    part : Part
        A part of the whole.
    words : sequence of str
        Beginnings of the ids that are wanted.

    Returns
    -------
    list of tuple of str and str
        Id and caption; without the unit.
    """
    found = []
    for figure in part.root.iter("figure"):
        name = figure.get("id", "")
        if name.startswith(tuple(words)):
            captions = figure.xpath('.//caption//text()[not(ancestor::*[@class="unit"])]')
            captions = captions or figure.xpath(
                "(./figcaption)[1]/text() | (./figcaption/p)[1]//text()"
            )
            found.append((name, shortened(" ".join("".join(captions).split()))))
    return found


def shortened(caption: str) -> str:
    """Give number and first sentence of a caption.

    Parameters
    ----------
    caption : str
        A caption.

    Returns
    -------
    str
        Its beginning, without a full stop at its end.

    Examples
    --------
    >>> shortened("Figure 4-1. Assemblies a month, by U. N. period. A dot is a town.")
    'Figure 4-1. Assemblies a month, by U. N. period'
    """
    sentences = re.split(r"(?<=\w\w[.!?]|\W\d[.!?]) (?=[^\W\d_]|\*)", caption)
    return " ".join(sentences[:2]).removesuffix(".")


def written(root: html.HtmlElement) -> str:
    """Write a part as HTML.

    Parameters
    ----------
    root : HtmlElement
        The element.

    Returns
    -------
    str
        Its HTML.
    """
    return str(html.tostring(root, encoding="unicode", with_tail=False))


def _part(page: str, text: str) -> Part:
    """Cut the content out of one page."""
    document = html.document_fromstring(text.encode(), parser=PARSER)
    mains = document.xpath("//main")
    headings = document.xpath("//main//h1")
    if len(mains) != 1 or not headings:
        raise BuildError(
            "a page with one main and a heading in it",
            f"{len(mains)} main and {len(headings)} h1",
            page,
            "mend the template of the pages",
        )
    main = mains[0]
    for each in main.xpath(NOT_HERE):
        if each.getparent() is None:
            continue
        before = each.getprevious()
        if each.tag == "nav" and before is not None and before.tag in ("h2", "h3"):
            before.drop_tree()
        each.drop_tree()
    for section in main.xpath(".//section[@aria-labelledby]"):
        if not section.xpath(".//h2 | .//h3") and not section.text_content().strip():
            section.drop_tree()
    number = re.match(r"\d+", page)
    name = f"s{number[0]}" if number else page.removesuffix(".html")
    main.tag = "section"
    main.set("id", "main")
    heading = headings[0]
    heading.set("id", heading.get("id") or "heading")
    for region in main.xpath(".//*[@role='region'][@aria-labelledby]"):
        region.set("aria-labelledby", f"{heading.get('id')} {region.get('aria-labelledby')}")
    main.set("aria-labelledby", heading.get("id"))
    return Part(page, name, " ".join(heading.text_content().split()), main)


def _with(part: Part, attribute: str) -> list[html.HtmlElement]:
    """List the elements of a part that have an attribute."""
    return list(part.root.xpath(f"descendant-or-self::*[@{attribute}]"))


def _rename(part: Part, new: Mapping[str, str]) -> None:
    """Give every element the id that it has in one file, and everything that names it."""
    for each in part.root.iter(html.etree.Element):
        for attribute, value in each.attrib.items():
            if attribute == "id":
                each.set("id", new[value])
            elif attribute in REFERRING:
                each.set(attribute, " ".join(new.get(word, word) for word in value.split()))
            elif attribute == "name" and each.tag == "input":
                each.set("name", f"{part.name}-{value}")
            elif "url(#" in value:
                named = IN_STYLE.sub(lambda found: f"url(#{new.get(found[1], found[1])})", value)
                each.set(attribute, named)
            elif attribute in ("href", "xlink:href") and each.tag != "a" and value[:1] == "#":
                each.set(attribute, f"#{new.get(value[1:], value[1:])}")
    part.root.set("id", part.name)


def _relink(part: Part, homes: Mapping[str, str], new: Mapping[str, Mapping[str, str]]) -> None:
    """Lead links to the place in one file; a link to a file that stays behind is text."""
    for link in part.root.xpath(".//a[@href]"):
        parts = urlsplit(link.get("href"))
        page = unquote(parts.path) or part.page
        if parts.scheme or parts.netloc:
            continue
        if page not in homes:
            link.drop_tag()
            continue
        fragment = unquote(parts.fragment)
        home = homes[page] if fragment in ("", "main") else new[page].get(fragment, homes[page])
        link.set("href", f"#{home}")


def _lower_headings(root: html.HtmlElement) -> None:
    """Move every heading one level down, so that the whole has one of the first level."""
    for each in root.iter("h1", "h2", "h3", "h4", "h5"):
        each.tag = f"h{int(each.tag[1]) + 1}"
