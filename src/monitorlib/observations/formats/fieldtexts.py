"""A field of all charts of a table, read as its format says: text in, text out.

Each way to read a field gives one text a chart; a blank is unknown. Codes in other words are
put into ours; a word that no list knows is left as it stands, so that checking names it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from monitorlib.observations.formats import repeats
from monitorlib.observations.formats.charttable import Table
from monitorlib.observations.formats.columntexts import each_once, first, joined
from monitorlib.observations.formats.formatfile import Format, Reading
from monitorlib.observations.formats.spellings import fold
from monitorlib.observations.problems import shown

DIGITS = 16
"""Hexadecimal digits of an id that is computed."""
SCHEME = "uuid:"
"""What forms put before an id."""
EXAMPLES = 5


@dataclass(frozen=True)
class Read:
    """A field of all charts.

    Attributes
    ----------
    texts : Series of shape (n_charts,) or None
        None where the table cannot state it.
    heading : str
        Where it was read from, or the reason why it cannot be stated.
    """

    texts: pd.Series[Any] | None
    heading: str


def read(table: Table, field: str, private: bool, beside: Mapping[str, Table]) -> Read:
    """Read a field.

    Parameters
    ----------
    table : Table
        The charts.
    field : str
        Its name.
    private : bool
        Whether its values must not be shown.
    beside : mapping of str to Table
        Tables of persons beside the charts.

    Returns
    -------
    Read
        Its texts, or why there are none.
    """
    form = table.format
    if field in form.unstated:
        return Read(None, form.unstated[field])
    if field in form.constants:
        return Read(pd.Series(form.constants[field], index=table.index, dtype="str"), "")
    if field == "id" and (form.key or form.hashed):
        return _key(table)
    if field in form.patterns:
        return _taken_out(table, field, private)
    reading = form.readings[field]
    if reading.how in ("count", "same"):
        ask = repeats.count if reading.how == "count" else repeats.same
        return Read(*ask(table, beside, reading, field))
    return _from_columns(table, field, private, reading)


def _from_columns(table: Table, field: str, private: bool, reading: Reading) -> Read:
    """Read a field from one column or several."""
    found = {name: table.column(name) for name in reading.columns}
    columns = {name: texts for name, texts in found.items() if texts is not None}
    if not columns:
        return Read(None, table.absence(reading.columns))
    heading = " or ".join(table.heading(name) for name in columns)
    if reading.how == "join":
        return Read(joined(list(columns.values()), reading.options.get("with", "; ")), heading)
    if reading.how == "when":
        return Read(_when(list(columns.values()), reading.options), heading)
    if reading.how == "chosen":
        (texts,) = columns.values()
        code = reading.options["chosen"]
        answers = each_once(texts, lambda text: _answer(text, code))
        return Read(answers, heading)
    coded = [
        _coded(table, field, private, texts, table.heading(name)) for name, texts in columns.items()
    ]
    return Read(first(coded), heading)


def _when(columns: list[pd.Series[Any]], options: Mapping[str, Any]) -> pd.Series[Any]:
    """Give one value where a cell says something, or one of some words; else it is unknown."""
    words = {fold(word) for word in options.get("is", ())}
    said = [
        each_once(texts, lambda text: "1" if text and (not words or fold(text) in words) else "")
        for texts in columns
    ]
    return first(said).replace("1", options["value"])


def _answer(text: str, code: str) -> str:
    """Say whether a choice was made; a question without an answer says nothing."""
    if not text:
        return ""
    return "yes" if code in text.split() else "no"


def _coded(
    table: Table, field: str, private: bool, texts: pd.Series[Any], heading: str
) -> pd.Series[Any]:
    """Put the words of a column into codes."""
    codes = table.format.codes.get(field)
    if not codes:
        return texts
    sign = table.format.split.get(field)
    made = each_once(texts, lambda text: _code(text, codes, sign))
    lost = (texts != "") & (made == "")
    if sign:
        several = lost & texts.str.contains(sign, regex=False)
        table.note_rows(
            f"{field}: several answers", several, heading, "one answer",
            lambda row: shown(texts[row], private=private),
            "the chart has room for one: it is left unknown",
        )  # fmt: skip
        lost &= ~several
    if lost.any() and "*" in codes:
        words = [shown(word, private=private) for word in texts[lost].unique()]
        more = f" and {len(words) - EXAMPLES} more" if len(words) > EXAMPLES else ""
        table.note(
            f"{field}: read as unknown", 0, heading, "words that the format knows",
            f"{int(lost.sum())} others: {', '.join(words[:EXAMPLES])}{more}",
            f"add them to values.{field} of the format if they mean a code",
        )  # fmt: skip
    return made


def _code(text: str, codes: Mapping[str, str], sign: str | None) -> str:
    """Give the code of a word; of several parts the code that all of them mean, or none."""
    if not text:
        return ""
    parts = [part for part in text.split(sign) if part.strip()] if sign else [text]
    found = {codes.get(fold(part), codes.get("*", part.strip())) for part in parts}
    if len(found) > 1:
        return ""
    return found.pop() if found else ""


def _taken_out(table: Table, field: str, private: bool) -> Read:
    """Take a field out of texts by patterns."""
    found, headings = [], []
    for entry in table.format.patterns[field]:
        texts = table.column(entry["column"])
        if texts is None:
            continue
        pattern, heading = re.compile(entry["pattern"]), table.heading(entry["column"])
        taken = each_once(texts, lambda text, pattern=pattern: _group(pattern, text))  # type: ignore[misc]
        headings.append(heading)
        if entry.get("complete"):
            table.note_rows(
                f"{field}: read as unknown", (texts != "") & (taken == ""), heading,
                f"a text that matches {entry['pattern']!r}",
                lambda row, texts=texts: shown(texts[row], private=private),  # type: ignore[misc]
                "mend it, or leave it: it is unknown",
            )  # fmt: skip
        found.append(_coded(table, field, private, taken, heading))
    if not found:
        return Read(None, table.absence(one["column"] for one in table.format.patterns[field]))
    return Read(first(found), " or ".join(headings))


def _group(pattern: re.Pattern[str], text: str) -> str:
    """Give what a pattern finds in a text."""
    match = pattern.search(text)
    return (match[1] or "").strip() if match else ""


def _key(table: Table) -> Read:
    """Give the id: of the first column that has one, or computed from several."""
    form: Format = table.format
    names = form.key or form.hashed
    columns = {name: table.column(name) for name in names}
    found = {name: texts for name, texts in columns.items() if texts is not None}
    if not found or (form.hashed and len(found) < len(names)):
        return Read(None, table.absence(name for name in names if name not in found))
    heading = " or ".join(table.heading(name) for name in found)
    if form.key:
        return Read(
            each_once(first(list(found.values())), lambda text: text.removeprefix(SCHEME)), heading
        )
    texts = joined([each_once(one, fold) for one in found.values()], "\n")
    return Read(each_once(texts, _digest), heading)


def _digest(text: str) -> str:
    """Compute an id; the same event has the same in every export."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS] if text else ""
