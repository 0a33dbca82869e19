"""Bytes of a CSV file to a table: encoding and separator are recognised, by fixed rules.

The encoding is that of the byte order mark, else UTF-8, else Windows-1251. The separator is the
one that splits the header and the rows below it alike. A spreadsheet's own first line, such as
``sep=;``, is obeyed.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice

from monitorlib.errors import SourceError
from monitorlib.observations.files.sheets import Allowance, Sheet, sheet

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
FALLBACK = "Windows-1251"
SAMPLE = 20
"""Rows that the separator is recognised by."""
BEGINNING = 500_000
"""Letters among which these rows are looked for."""


def read(data: bytes, name: str, where: str, allowance: Allowance) -> Sheet | None:
    """Read a CSV file.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        Name of the sheet; blank for a plain file.
    where : str
        The file, for messages.
    allowance : Allowance
        What may still be read.

    Returns
    -------
    Sheet or None
        None where the file is blank.

    Raises
    ------
    SourceError
        If it is no text, a quote is not closed, a cell is too long, or a limit is passed.
    """
    text, encoding = decoded(data, where)
    told = re.match(r'"?sep=([,;\t|])"?(?:\r\n?|\n)', text)
    separator = told[1] if told else _separator(text)
    body = io.StringIO(text[told.end() :] if told else text, newline="")
    reader = csv.reader(body, delimiter=separator, strict=True)
    said = f"{SEPARATORS[separator]}, {encoding}"
    try:
        return sheet(name, enumerate(reader, 2 if told else 1), where, allowance, said)
    except csv.Error as error:
        raise _unreadable(str(error), f"{where}, line {reader.line_num}") from None


def decoded(data: bytes, where: str) -> tuple[str, str]:
    """Turn bytes into text.

    Parameters
    ----------
    data : bytes
        The whole file.
    where : str
        The file, for messages.

    Returns
    -------
    tuple of str and str
        The text, and the name of its encoding.

    Raises
    ------
    SourceError
        If it is no text of a known encoding, or holds NUL bytes.

    Examples
    --------
    >>> decoded("Город".encode("cp1251"), "charts.csv")
    ('Город', 'Windows-1251')
    """
    codec, encoding = _encoding(data)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        if codec != "utf-8" or _mostly_utf8(data):
            line = data.count(b"\n", 0, error.start) + 1
            raise _no_text(f"a broken letter in {encoding}", f"{where}, line {line}") from None
        encoding = FALLBACK
        text = _cyrillic(data, where)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _no_text("a NUL byte", f"{where}, line {line}")
    return text, encoding


def _encoding(data: bytes) -> tuple[str, str]:
    """Give the codec that the first bytes ask for, and its name."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig", "UTF-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", "UTF-16"
    return "utf-8", "UTF-8"


def _mostly_utf8(data: bytes) -> bool:
    """Tell UTF-8 with a broken letter from another encoding: most other letters are whole."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) > 2 * broken


def _cyrillic(data: bytes, where: str) -> str:
    """Decode the one encoding that is tried where UTF-8 fails."""
    try:
        return data.decode("cp1251")
    except UnicodeDecodeError as error:
        raise _no_text(f"byte {data[error.start]:#x}", where) from None


def _no_text(found: str, where: str) -> SourceError:
    """Compose the error for what is no text."""
    return SourceError(
        "text in UTF-8, UTF-16 with its mark, or Windows-1251",
        found,
        where,
        "open it in a spreadsheet and save it as CSV UTF-8",
    )


def _separator(text: str) -> str:
    """Recognise the separator: it splits, and splits the rows as it does the header."""
    found: dict[str, tuple[bool, float, int]] = {}
    for separator in SEPARATORS:
        beginning = io.StringIO(text[:BEGINNING], newline="")
        reader = csv.reader(beginning, delimiter=separator)
        try:
            rows = [row for row in islice(reader, SAMPLE) if any(row)]
        except csv.Error:
            rows = []
        width = len(rows[0]) if rows else 0
        alike = sum(len(row) == width for row in rows[1:]) / max(1, len(rows) - 1)
        found[separator] = (width > 1, alike, width)
    return max(found, key=lambda separator: found[separator])


def _unreadable(message: str, where: str) -> SourceError:
    """Say in plain words what the reader of CSV stumbled over."""
    if "unexpected end of data" in message:
        return SourceError("closed quotes", "a quote without its end", where, "close the quote")
    if "field larger" in message:
        limit = f"{csv.field_size_limit():,}"
        return SourceError(
            f"cells of up to {limit} letters",
            "a longer one",
            where,
            "look whether a quote is missing, or shorten it",
        )
    return SourceError("a row of CSV", message, where, "double the quotes inside a quoted text")
