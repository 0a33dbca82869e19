"""A printed PDF made fit to give away: true page numbers, fixed dates, few bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from monitorlib.errors import BuildError
from monitorlib.takeaway import pdftags, pdftext

PLACE = "0000"
"""What stands for a page number until it is known; nothing else in the contents looks so."""
DIGITS = "0123456789"
"""Stands in the contents once in each font, so that the font can write every number."""
TOKEN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]*)>")
RANGE = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]{4})>", re.IGNORECASE)
CHARACTER = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})>(?! <)", re.IGNORECASE)
Glyph = tuple[int, int, bytes]
PRODUCER = "monitorlib, Chromium"


@dataclass(frozen=True)
class Signs:
    """Digits and blank of a font.

    Attributes
    ----------
    glyphs : dict of str to bytes
        Glyph of each sign.
    names : dict of bytes to str
        Sign of each glyph.
    """

    glyphs: dict[str, bytes]
    names: dict[bytes, str]


def finished(
    data: bytes,
    contents: Sequence[str],
    headings: Sequence[str],
    *,
    title: str,
    language: str,
    built: datetime,
) -> bytes:
    """Finish a PDF file that Chromium printed.

    Parameters
    ----------
    data : bytes
        The file as printed.
    contents : sequence of str
        Where the lines of the contents lead, in their order.
    headings : sequence of str
        All headings in the order of the pages: what the bookmarks are called.
    title : str
        Title of the report.
    language : str
        Such as ``en``.
    built : datetime
        Date that the file bears.

    Returns
    -------
    bytes
        The file; equal prints give equal bytes.
    """
    pikepdf.settings.set_flate_compression_level(9)
    with Pdf.open(io.BytesIO(pdftags.lean(data))) as pdf:
        number_contents(pdf, page_numbers(pdf, contents))
        pdftext.join(pdf)
        name_bookmarks(pdf, headings)
        _describe(pdf, title, language, built)
        made = io.BytesIO()
        pdf.save(
            made,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return made.getvalue()


def name_bookmarks(pdf: Pdf, headings: Sequence[str]) -> None:
    """Name the bookmarks: Chromium doubles some titles and joins words at the ends of lines.

    Parameters
    ----------
    pdf : Pdf
        A printed file, which is changed.
    headings : sequence of str
        All headings in the order of the pages.

    Raises
    ------
    BuildError
        If there are not as many bookmarks as headings.
    """
    with pdf.open_outline() as outline:
        items = list(_below(outline.root))
        if len(items) != len(headings):
            raise BuildError(f"a bookmark for each of {len(headings)} headings", str(len(items)),
                             "the report's PDF", "report it")  # fmt: skip
        for item, heading in zip(items, headings, strict=True):
            item.title = heading


def _below(items: Iterable[Any]) -> Iterator[Any]:
    """Walk through bookmarks in the order of the pages."""
    for item in items:
        yield item
        yield from _below(item.children)


def page_numbers(pdf: Pdf, anchors: Sequence[str]) -> list[int]:
    """Find the pages of anchors.

    Parameters
    ----------
    pdf : Pdf
        A printed file.
    anchors : sequence of str
        Ids that the contents link to.

    Returns
    -------
    list of int
        Numbers of pages, counted from 1.

    Raises
    ------
    BuildError
        If an anchor leads nowhere.
    """
    targets = pdf.Root.get("/Dests", Dictionary())
    at: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    lost = [anchor for anchor in anchors if f"/{anchor}" not in targets]
    if lost:
        raise BuildError("a page for each line of the contents", f"none for {', '.join(lost)}",
                         "the report's PDF", "give the heading or caption an id")  # fmt: skip
    return [at[targets[f"/{anchor}"][0].objgen] for anchor in anchors]


def number_contents(pdf: Pdf, numbers: Sequence[int]) -> None:
    """Put page numbers into the places that the contents keep for them.

    Parameters
    ----------
    pdf : Pdf
        A printed file, which is changed.
    numbers : sequence of int
        The numbers, in the order of the lines.

    Raises
    ------
    BuildError
        If the print has not as many places as there are numbers.
    """
    left = list(numbers)
    for page in pdf.pages:
        if not left:
            break
        content = page.Contents.read_bytes()
        made = _filled(content, _digits(page), left)
        if made != content:
            page.Contents.write(made)
    if left:
        raise BuildError(f"{len(numbers)} places for page numbers", f"{len(left)} without",
                         "the report's PDF", "report it: Chromium prints in a new way")  # fmt: skip


def _filled(content: bytes, digits: dict[bytes, Signs], left: list[int]) -> bytes:
    """Replace the glyphs that keep a place by those of the next number; take all digits away."""
    changes: list[tuple[int, bytes]] = []
    for known, glyphs in _lines(content, digits):
        text = "".join(known.names.get(glyph, "?") for _, _, glyph in glyphs)
        for found in re.finditer(f"{DIGITS}|{PLACE}", text):
            run = glyphs[found.start() : found.end()]
            blank = found[0] == DIGITS or not left
            number = "" if blank else f"{left.pop(0):>{len(PLACE)}}"
            changes += [
                (at, _glyph(known, sign, length))
                for (at, length, _), sign in zip(run, number or " " * len(run), strict=True)
            ]
    for at, glyph in sorted(changes, reverse=True):
        content = content[:at] + glyph + content[at + 4 :]
    return content


def _lines(content: bytes, digits: dict[bytes, Signs]) -> Iterator[tuple[Signs, list[Glyph]]]:
    """Give the glyphs between one choice of font and the next: place, room and glyph of each."""
    font, glyphs = b"", list[Glyph]()
    for token in TOKEN.finditer(content):
        if token[1]:
            if font in digits:
                yield digits[font], glyphs
            font, glyphs = token[1], []
        else:
            room = len(token[2])
            places = range(token.start(2), token.end(2), 4)
            glyphs += [(at, room, content[at : at + 4].upper()) for at in places]
    if font in digits:
        yield digits[font], glyphs


def _glyph(known: Signs, sign: str, room: int) -> bytes:
    """Give the glyph of a sign; a blank alone in its string leaves the string empty."""
    if sign == " " and (room == 4 or " " not in known.glyphs):
        return b""
    return known.glyphs[sign]


def _digits(page: pikepdf.Page) -> dict[bytes, Signs]:
    """Give the glyphs of digits and blank in each font of a page."""
    fonts = page.resources.get("/Font", Dictionary())
    return {
        name.lstrip("/").encode(): _signs(font.ToUnicode.read_bytes())
        for name, font in fonts.items()
        if "/ToUnicode" in font
    }


def _signs(table: bytes) -> Signs:
    """Read from a font's table which glyphs are digits and blank."""
    pairs = [
        (int(first, 16) + step, int(code, 16) + step)
        for first, last, code in RANGE.findall(table)
        for step in range(int(last, 16) - int(first, 16) + 1)
    ]
    pairs += [(int(g, 16), int(code, 16)) for g, code in CHARACTER.findall(RANGE.sub(b"", table))]
    glyphs = {chr(code): b"%04X" % glyph for glyph, code in pairs if chr(code) in f"{DIGITS} "}
    return Signs(glyphs, {glyph: sign for sign, glyph in glyphs.items()})


def _describe(pdf: Pdf, title: str, language: str, built: datetime) -> None:
    """Write title, language and date into the file; nothing of the machine."""
    for name in list(map(str, pdf.docinfo)):
        del pdf.docinfo[name]
    moment = built.strftime("D:%Y%m%d%H%M%S+00'00'")
    pdf.docinfo[Name.Title] = title
    pdf.docinfo[Name.Producer] = PRODUCER
    pdf.docinfo[Name.CreationDate] = moment
    pdf.docinfo[Name.ModDate] = moment
    pdf.Root[Name.Lang] = pikepdf.String(language)
    pdf.Root[Name.ViewerPreferences] = Dictionary(DisplayDocTitle=True)
    pdf.Root[Name.PageMode] = Name.UseOutlines
