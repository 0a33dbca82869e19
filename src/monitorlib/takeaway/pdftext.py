"""Text of a printed PDF in whole strings.

Chromium places every letter by itself, which makes a file twice as large. Here the letters of a
line become one string, with the kerning between them where it can be seen: no letter moves by
more than a few thousandths of the font size.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Pdf

BLOCK = re.compile(rb"/(F\d+) ([\d.]+) Tf\n(.*?)ET\n", re.DOTALL)
RUN = re.compile(rb"<([0-9A-F]+)> Tj\n((?:-?[\d.]+ 0 Td <[0-9A-F]+> Tj\n)+)")
STEP = re.compile(rb"(-?[\d.]+) 0 Td <([0-9A-F]+)> Tj\n")
LEAST = 8
"""Thousandths of the font size, from which a gap is kept; at 10 points the 12th of a point."""
Widths = Mapping[bytes, float]


def join(pdf: Pdf) -> None:
    """Join the letters of every page.

    Parameters
    ----------
    pdf : Pdf
        A printed file, which is changed.
    """
    known: dict[tuple[int, int], Widths] = {}
    for page in pdf.pages:
        fonts = {}
        for name, font in page.resources.get("/Font", Dictionary()).items():
            if font.objgen not in known:
                known[font.objgen] = _widths(font)
            fonts[name.lstrip("/").encode()] = known[font.objgen]
        page.Contents.write(joined(page.Contents.read_bytes(), fonts))


def joined(content: bytes, fonts: Mapping[bytes, Widths]) -> bytes:
    r"""Join the letters of a content stream.

    Parameters
    ----------
    content : bytes
        As Chromium writes it.
    fonts : mapping
        The width of each glyph, in thousandths, by name of the font.

    Returns
    -------
    bytes
        The same picture, in fewer bytes.

    Examples
    --------
    >>> text = b"/F1 10 Tf\n<0041> Tj\n5 0 Td <0042> Tj\n6.2 0 Td <0043> Tj\nET\n"
    >>> joined(text, {b"F1": {b"0041": 500, b"0042": 600, b"0043": 500}})
    b'/F1 10 Tf\n[<00410042>-20<0043>]TJ\nET\n'
    """

    def block(found: re.Match[bytes]) -> bytes:
        widths, size = fonts.get(found[1], {}), float(found[2])
        if not widths or not size:
            return found[0]
        text = RUN.sub(lambda run: _string(run, widths, 1000 / size), found[3])
        if b" Td " in text:  # it would count from a letter that is no longer placed by itself
            return found[0]
        return b"/%s %s Tf\n%sET\n" % (found[1], found[2], text)

    return BLOCK.sub(block, content)


def _string(run: re.Match[bytes], widths: Widths, scale: float) -> bytes:
    """Write the letters of a line as one string."""
    before, ahead = run[1], 0.0
    made = [b"[<", before]
    for step, glyphs in STEP.findall(run[2]):
        ahead += widths[before] - float(step) * scale
        if not -LEAST < ahead < LEAST:
            gap = round(ahead)
            made.append(b">%d<" % gap)
            ahead -= gap
        made.append(glyphs)
        before = glyphs
    return b"".join([*made, b">]TJ\n"])


def _widths(font: pikepdf.Object) -> Widths:
    """Read the width of each glyph from a font; nothing of a font of another kind."""
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H":
        return {}
    inner = font.DescendantFonts[0]
    listed = list(inner.get("/W", Array()))
    found: dict[bytes, float] = _Widths(float(inner.get("/DW", 1000)))
    while listed:
        first, second = int(listed.pop(0)), listed.pop(0)
        if isinstance(second, Array):
            found |= {b"%04X" % (first + n): float(width) for n, width in enumerate(second)}
        else:
            width = float(listed.pop(0))
            found |= {b"%04X" % glyph: width for glyph in range(first, int(second) + 1)}
    return found


class _Widths(dict[bytes, float]):
    """Widths of glyphs, with one for all that have none of their own; strings are added up."""

    def __init__(self, usual: float) -> None:
        self.usual = usual

    def __missing__(self, glyphs: bytes) -> float:
        single = (glyphs[at : at + 4] for at in range(0, len(glyphs), 4))
        self[glyphs] = self.usual if len(glyphs) <= 4 else sum(self[glyph] for glyph in single)
        return self[glyphs]

    def __bool__(self) -> bool:
        return True
