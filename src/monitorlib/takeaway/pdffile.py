"""A printed PDF made fit to give away: true page numbers, fixed dates, small, the same each time."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from monitorlib.errors import BuildError
from monitorlib.takeaway import pdftags, pdftext

PLACE = "0000"
"""What stands for a page number until it is known; nothing else in the contents looks so."""
TOKEN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]*)>")
RANGE = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]{4})>", re.IGNORECASE)
CHARACTER = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})>(?! <)", re.IGNORECASE)
PRODUCER = "monitorlib, Chromium"


def finished(
    data: bytes, contents: Sequence[str], *, title: str, language: str, built: datetime
) -> bytes:
    """Finish a PDF file that Chromium printed.

    Parameters
    ----------
    data : bytes
        The file as printed.
    contents : sequence of str
        Where the lines of the contents lead, in their order.
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
        _describe(pdf, title, language, built)
        made = io.BytesIO()
        pdf.save(
            made,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return made.getvalue()


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
    at = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
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
            return
        content = page.Contents.read_bytes()
        made = _filled(content, _digits(page), left)
        if made != content:
            page.Contents.write(made)
    if left:
        raise BuildError(f"{len(numbers)} places for page numbers", f"{len(left)} without",
                         "the report's PDF", "report it: Chromium prints in a new way")  # fmt: skip


def _filled(content: bytes, digits: dict[bytes, dict[str, bytes]], left: list[int]) -> bytes:
    """Replace each run of glyphs that keeps a place by those of the next number."""
    font = b""
    run: list[tuple[int, int]] = []
    changes: list[tuple[int, int, bytes]] = []
    for token in TOKEN.finditer(content):
        if token[1]:
            font, run = token[1], []
            continue
        known = digits.get(font, {})
        for at in range(token.start(2), token.end(2), 4):
            same = content[at : at + 4].upper() == known.get("0")
            run = [*run, (at, token.end(2) - token.start(2))] if same else []
            if len(run) == len(PLACE) and left and _complete(known, left[0]):
                number = f"{left.pop(0):>{len(PLACE)}}"
                changes += [
                    (begin, length, _glyph(known, sign, length))
                    for (begin, length), sign in zip(run, number, strict=True)
                ]
                run = []
    for begin, _, glyph in reversed(changes):
        content = content[:begin] + glyph + content[begin + 4 :]
    return content


def _complete(known: dict[str, bytes], number: int) -> bool:
    """Tell whether a font can write a number."""
    return all(digit in known for digit in str(number))


def _glyph(known: dict[str, bytes], sign: str, length: int) -> bytes:
    """Give the glyph of a sign; a blank alone in its string leaves the string empty."""
    if sign != " ":
        return known[sign]
    return b"" if length == 4 else known.get(" ", b"0000")


def _digits(page: pikepdf.Page) -> dict[bytes, dict[str, bytes]]:
    """Give the glyphs of digits and blank in each font of a page."""
    fonts = page.resources.get("/Font", Dictionary())
    return {
        name.lstrip("/").encode(): _signs(font.ToUnicode.read_bytes())
        for name, font in fonts.items()
        if "/ToUnicode" in font
    }


def _signs(table: bytes) -> dict[str, bytes]:
    """Read from a font's table which glyphs are digits and blank."""
    wanted = {*map(ord, "0123456789 ")}
    found: dict[str, bytes] = {}
    for first, last, code in RANGE.findall(table):
        for step in range(int(last, 16) - int(first, 16) + 1):
            if int(code, 16) + step in wanted:
                found[chr(int(code, 16) + step)] = b"%04X" % (int(first, 16) + step)
    for glyph, code in CHARACTER.findall(RANGE.sub(b"", table)):
        if int(code, 16) in wanted:
            found[chr(int(code, 16))] = glyph.upper()
    return found


def _describe(pdf: Pdf, title: str, language: str, built: datetime) -> None:
    """Write title, language and date into the file; nothing of the machine."""
    for name in list(pdf.docinfo):
        del pdf.docinfo[name]
    moment = built.strftime("D:%Y%m%d%H%M%S+00'00'")
    pdf.docinfo[Name.Title] = title
    pdf.docinfo[Name.Producer] = PRODUCER
    pdf.docinfo[Name.CreationDate] = moment
    pdf.docinfo[Name.ModDate] = moment
    pdf.Root[Name.Lang] = pikepdf.String(language)
    pdf.Root[Name.ViewerPreferences] = Dictionary(DisplayDocTitle=True)
    pdf.Root[Name.PageMode] = Name.UseOutlines
