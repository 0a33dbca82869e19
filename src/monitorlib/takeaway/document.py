"""The report on paper: title page, contents with page numbers, running heads, bookmarks, tags.

Chromium prints it, being seven times as fast as WeasyPrint on these pages. It cannot write the
page number of a link's target; so the contents hold figures to be replaced, and `pdffile` puts
the true numbers in their place.
"""

from __future__ import annotations

import contextlib
import copy
import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lxml.html import HtmlElement

from monitorlib.messages import ABSENT, tr
from monitorlib.takeaway import printing
from monitorlib.takeaway.contested import without_reproduced
from monitorlib.takeaway.parts import Part, anchored, written
from monitorlib.takeaway.pdffile import DIGITS, PLACE, finished
from monitorlib.takeaway.singlefile import own_style, policy

chromium = printing.chromium
LEFT_OUT = (
    ".//details[contains(concat(' ', @class, ' '), ' code ')]",
    ".//details[contains(concat(' ', @class, ' '), ' behind ')]",
    ".//p[@class='files' or @class='screen']",
    ".//input | .//label | .//button | .//select | .//dialog | .//template | .//script",
    ".//*[@hidden]",
    ".//*[local-name()='svg'][contains(@class, 'narrow')]",
)
"""What paper has no use for."""
DIGITS_HERE = f'<span class="digits" aria-hidden="true">{DIGITS}</span>'
"""Puts all digits into the fonts of the contents; `pdffile` takes it away again."""
DARK = re.compile(r"@media[^{]*prefers-color-scheme: *dark[^{]*")
"""Paper is white, whatever the screen of the machine prefers."""
CLOSE, CLOSEST, WIDE = 92, 112, 150
"""Letters in the widest row of a table, from which it is set smaller, or across the page."""
LONGEST_WORDS = 28
"""Letters at which a cell of words may break."""
TOGETHER = 24
"""Rows up to which a table stays on one page."""


@dataclass(frozen=True)
class Entry:
    """A line of the contents.

    Attributes
    ----------
    anchor : str
        Where it leads.
    title : str
        What it says.
    """

    anchor: str
    title: str


@contextlib.contextmanager
def started(
    path: Path,
    parts: Sequence[Part],
    *,
    title: str,
    about: Sequence[str],
    language: str,
    css: str,
    built: datetime,
    notice: str = "",
) -> Iterator[Callable[[], bool]]:
    """Print the report to a PDF file, while the caller does other things.

    The same parts give the same bytes.

    Parameters
    ----------
    path : Path
        Where to.
    parts : sequence of Part
        The content of the pages, in order.
    title : str
        Title of the report.
    about : sequence of str
        Lines of the title page below the title.
    language : str
        Such as ``en``.
    css : str
        Style of the pages.
    built : datetime
        Date that the file bears.
    notice : str, default ""
        What every page has to say at its head.

    Yields
    ------
    callable
        Waits for the browser and writes the file; gives False where there is no browser, and
        then there is no file.
    """
    browser = chromium()
    if browser is None:
        path.unlink(missing_ok=True)
        yield lambda: False
        return
    prepared = [for_paper(part) for part in parts]
    without_reproduced(prepared)
    contents = entries(prepared)
    heads = running_heads(prepared, " – ".join(filter(None, [title, notice])))
    css = DARK.sub("@media not all", css) + own_style("document") + heads
    page = paper(prepared, contents, title=title, about=about, language=language, css=css)
    listed = [entry.anchor for _, group in contents for entry in group]
    named = headings(prepared, contents, title)
    with printing.started(browser, page) as printed:

        def finish() -> bool:
            data = finished(printed(), listed, named, title=title, language=language, built=built)
            path.write_bytes(data)
            return True

        yield finish


def for_paper(part: Part) -> Part:
    """Give a copy of a part without what only a screen can use, notes opened, tables fitted.

    Parameters
    ----------
    part : Part
        A part of the whole.

    Returns
    -------
    Part
        The copy.
    """
    made = Part(part.page, part.name, part.title, copy.deepcopy(part.root))
    for path in LEFT_OUT:
        for each in made.root.xpath(path):
            each.drop_tree()
    for absent in made.root.xpath(f".//div[@class='cell'][p[@class='{ABSENT}']]"):
        for each in [*_up_to_heading(absent), absent]:
            each.drop_tree()
    for each in made.root.iter("details"):
        each.set("open", "")
    for table in made.root.iter("table"):
        _fit(table)
    return made


def _up_to_heading(element: HtmlElement) -> list[HtmlElement]:
    """List what stands between an element and the heading before it, with that heading."""
    found: list[HtmlElement] = []
    for each in element.itersiblings(preceding=True):
        found.append(each)
        if re.fullmatch("h[1-6]", str(each.tag)):
            return found
    return []


def entries(parts: Sequence[Part]) -> list[tuple[str, list[Entry]]]:
    """List what the contents name: sections, tables and figures.

    Parameters
    ----------
    parts : sequence of Part
        The parts, in order.

    Returns
    -------
    list of tuple of str and list
        Heading and lines of each group; a group without lines is left out.
    """
    kinds = (("table-", tr("Tables")), ("figure-", tr("Figures")))
    groups = [("", [Entry(part.name, part.title) for part in parts])]
    for beginning, heading in kinds:
        found = [Entry(*pair) for part in parts for pair in anchored(part, [beginning])]
        groups.append((heading, found))
    return [(heading, group) for heading, group in groups if group]


def headings(
    parts: Sequence[Part], contents: Sequence[tuple[str, Sequence[Entry]]], title: str
) -> list[str]:
    """List all headings of the printed pages.

    Parameters
    ----------
    parts : sequence of Part
        As `for_paper` gives them.
    contents : sequence of tuple
        As `entries` gives them.
    title : str
        Title of the report.

    Returns
    -------
    list of str
        In the order of the pages.
    """
    own = [title, tr("Contents"), *(heading for heading, _ in contents if heading)]
    inside = [each for part in parts for each in part.root.iter("h2", "h3", "h4", "h5", "h6")]
    return [*own, *(" ".join(each.text_content().split()) for each in inside)]


def paper(
    parts: Sequence[Part],
    contents: Sequence[tuple[str, Sequence[Entry]]],
    *,
    title: str,
    about: Sequence[str],
    language: str,
    css: str,
) -> str:
    """Write the page that is printed.

    Parameters
    ----------
    parts : sequence of Part
        As `for_paper` gives them.
    contents : sequence of tuple
        As `entries` gives them.
    title : str
        Title of the report.
    about : sequence of str
        Lines of the title page.
    language : str
        Such as ``en``.
    css : str
        Style of the pages and of paper, with the running heads.

    Returns
    -------
    str
        An HTML document.
    """
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in about)
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy(css, ""))}">'
        f"<title>{html.escape(title)}</title><style>{css}</style></head>"
        f'<body class="document"><header class="titlepage"><h1>{html.escape(title)}</h1>'
        f'<div class="rule"></div>{lines}</header>{_contents(contents)}'
        f"<main>{''.join(written(part.root) for part in parts)}</main></body></html>\n"
    )


def running_heads(parts: Sequence[Part], title: str) -> str:
    """Write the style that puts title and section at the head of each page.

    Parameters
    ----------
    parts : sequence of Part
        The parts, in order.
    title : str
        Title of the report.

    Returns
    -------
    str
        A style sheet.
    """
    whole = f"@top-left{{content:{_quoted(title)}}}"
    rules = [
        "@page titlepage{@bottom-right{content:none}}",
        f"@page contents{{{whole}@top-right{{content:{_quoted(tr('Contents'))}}}}}",
    ]
    for part in parts:
        heads = f"{whole}@top-right{{content:{_quoted(part.title)}}}"
        rules.append(f"@page {part.name}{{{heads}}}#{part.name}{{page:{part.name}}}")
        rules.append(
            f"@page {part.name}w{{size:A4 landscape;margin:20mm 18mm 16mm;{heads}}}"
            f"#{part.name} .wide-page{{page:{part.name}w}}"
        )
    return "\n".join(rules)


def _contents(contents: Sequence[tuple[str, Sequence[Entry]]]) -> str:
    """Write the contents, with a place for each page number."""
    groups = []
    for heading, lines in contents:
        kind = "listed" if heading else "sections"
        places = [DIGITS_HERE, *([""] * (len(lines) - 1))]
        items = "".join(
            f'<li><a href="#{html.escape(line.anchor)}"><span>{html.escape(line.title)}</span>'
            f'<span class="number">{PLACE}{digits}</span></a></li>'
            for line, digits in zip(lines, places, strict=True)
        )
        title = f"<h3>{html.escape(heading)}</h3>" if heading else ""
        groups.append(f'{title}<ol class="{kind}">{items}</ol>')
    return f'<nav class="print"><h2>{html.escape(tr("Contents"))}</h2>{"".join(groups)}</nav>'


def _fit(table: HtmlElement) -> None:
    """Set a table as large as its widest row allows, and keep a short one on one page."""
    rows = table.findall(".//tr")
    widths: list[int] = []
    for row in rows:
        cells = [cell for cell in row if cell.tag in ("th", "td")]
        if any(cell.get("colspan") for cell in cells):
            continue
        for at, cell in enumerate(cells):
            letters = max(map(len, _pieces(cell)), default=0)
            widths[at : at + 1] = [max(letters, *widths[at : at + 1], 0)]
    room = sum(widths) + 2 * len(widths)
    kinds = [name for name, least in (("close", CLOSE), ("closest", CLOSEST)) if room >= least]
    figure = next(table.iterancestors("figure"), None)
    if table.xpath(".//td[contains(@class, 'text')]"):
        kinds.append("words")
    elif room >= WIDE and figure is not None and "ledger" not in figure.get("class", ""):
        figure.set("class", f"{figure.get('class', '')} wide-page")
    elif len(rows) <= TOGETHER:
        kinds.append("whole")
    table.set("class", " ".join([*(table.get("class") or "").split(), *kinds]))


def _pieces(cell: HtmlElement) -> list[str]:
    """Give the texts of a cell that cannot be broken: words, but numbers as a whole."""
    texts = [" ".join(text.split()) for text in cell.itertext()]
    if cell.tag == "td" and "text" not in (cell.get("class") or ""):
        return texts
    if cell.get("scope") == "row":
        return [text[:LONGEST_WORDS] for text in texts]
    return [word[:LONGEST_WORDS] for text in texts for word in text.split()]


def _quoted(text: str) -> str:
    r"""Write a text as a style sheet does.

    Examples
    --------
    >>> print(_quoted('Police "control"'))
    "Police \22 control\22 "
    """
    signs = {'"': "\\22 ", "\\": "\\5c ", "\n": " ", "<": "\\3c "}
    return '"' + "".join(signs.get(sign, sign) for sign in text) + '"'
