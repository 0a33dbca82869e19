"""The tags of a printed PDF without what says nothing.

Chromium gives every cell its spans of one, names the heads of each cell although their scope
says the same, and wraps each text of a cell once more. Together that is half of the tags. They
go from the file as printed, each by blanks of the same length or by a shorter object in its
place, so that every offset of the file stays true. A file that is written in another way is
left as it is.
"""

from __future__ import annotations

import re

EMPTY = re.compile(
    rb"<</O /Table\n/(?:Headers \[(?:\(node\d+\) ?)*\]|RowSpan 1|ColSpan 1)>> ?"
    rb"|\n/ID \(node\d+\)(?=[\n>])"
    rb"|\n/IDTree \d+ 0 R"
)
NO_ATTRIBUTES = re.compile(rb"\n/A \[ *\]")
WRAPPED = re.compile(
    rb"\n(\d+) 0 obj\n<</Type /StructElem\n/S /NonStruct\n/P (\d+) 0 R\n/Pg (\d+) 0 R\n/K (\d+)>>"
)
CELL = re.compile(rb"\n(\d+) 0 obj\n(<</Type /StructElem\n/S /(?:TD|TH)\n[^\0]*?)\nendobj")
ONLY = re.compile(rb"\n/K (\d+) 0 R(?=[\n> ])")
REFERENCE = re.compile(rb"(\d+) 0 R")
TREE = re.compile(rb"/ParentTree (\d+) 0 R")


def lean(data: bytes) -> bytes:
    """Take needless tags out of a file as printed.

    Parameters
    ----------
    data : bytes
        A file as Chromium writes it, without compressed objects.

    Returns
    -------
    bytes
        A file of the same length.
    """
    begin = data.find(b"/Type /StructElem")
    tree = TREE.search(data)
    if begin < 0 or tree is None:
        return data
    begin = data.rfind(b"\n", 0, data.rfind(b" 0 obj", 0, begin))
    tags = EMPTY.sub(_blank, data[begin:])
    tags = NO_ATTRIBUTES.sub(_blank, tags)
    return data[:begin] + _unwrapped(tags)


def _blank(found: re.Match[bytes]) -> bytes:
    """Give blanks of the same length."""
    return b" " * len(found[0])


def _unwrapped(tags: bytes) -> bytes:
    """Let cells hold their one text themselves."""
    inner = {found[1]: found for found in WRAPPED.finditer(tags)}
    moved: dict[bytes, bytes] = {}

    def cell(found: re.Match[bytes]) -> bytes:
        child = ONLY.search(found[2])
        text = inner.get(child[1]) if child else None
        if child is None or text is None or text[2] != found[1] or b"/Pg " in found[2]:
            return found[0]
        if len(found[1]) > len(child[1]):
            return found[0]
        body = ONLY.sub(b"", found[2], count=1).rstrip(b" ")
        body = re.sub(rb" +(?=[\n>])", b"", body)
        made = body.removesuffix(b">>") + b"\n/Pg %s 0 R\n/K %s>>" % (text[3], text[4])
        if len(made) > len(found[2]):
            return found[0]
        moved[child[1]] = found[1]
        return b"\n%s 0 obj\n%s\nendobj" % (found[1], made.ljust(len(found[2])))

    tags = CELL.sub(cell, tags)
    return _retold(tags, moved)


def _retold(tags: bytes, moved: dict[bytes, bytes]) -> bytes:
    """Let the tree of parents name the cells in place of what was in them."""

    def one(found: re.Match[bytes]) -> bytes:
        new = moved.get(found[1])
        return (
            found[0]
            if new is None
            else b"%s 0 R" % new.ljust(0) + b" " * (len(found[1]) - len(new))
        )

    return REFERENCE.sub(one, tags)
