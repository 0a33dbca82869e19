"""Texts of a chart's cells to values of their fields: each distinct text is read once.

A blank stays blank: it is unknown. A text that is no value of its field becomes a finding,
never a guess: ``1,000`` may be a thousand or one, so it is neither.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from monitorlib.observations.problems import ERROR, WARNING, Problem, findings, shown
from monitorlib.observations.specification import Field, Specification

LONGEST_TEXT = 300
"""Characters of a text that is published at most."""
LARGEST = 9_999_999
SPACES = "\u00a0\u2009\u202f\u2007 "
DATES = ("%Y-%m-%d", "%d.%m.%Y")
EPOCH = datetime(1899, 12, 30)
MONITOR = re.compile(r"[A-Z]{2,3}[0-9]{2,4}")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMULA = re.compile(r"[=+\-@\t\r]")


@dataclass(frozen=True)
class Context:
    """What reading a cell may depend on.

    Attributes
    ----------
    specification : Specification
        The chart.
    dates : sequence of str
        Patterns of the days that a format writes, as for `datetime.strptime`.
    typed : bool
        Whether the cells come from a spreadsheet, in which a day may be a serial number.
    """

    specification: Specification
    dates: Sequence[str] = ()
    typed: bool = False


class Unreadable(ValueError):  # noqa: N818 - it is caught where it is raised for
    """A text that is no value of its field: what was expected, and what to do."""

    def __init__(self, expected: str, then: str) -> None:
        super().__init__(expected, then)


def typed(
    charts: pd.DataFrame, columns: Mapping[str, str], context: Context
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read every field of every chart.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_fields + 2)
        Mapped charts: texts by field, with `_sheet` and `_row`.
    columns : mapping of str to str
        Heading of the column that each field was read from.
    context : Context
        What the reading depends on.

    Returns
    -------
    tuple of DataFrame of shape (n_charts, n_fields + 2) and list of Problem
        Typed charts; where a text could not be read the value is unknown and a finding says so.
    """
    made: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, field in context.specification.fields.items():
        texts = charts[name]
        known, bad = _read_distinct(texts, field, context)
        values = texts.map(known)
        made[name] = values.astype("Int64") if field.type == "whole" else values.astype("str")
        problems += _problems(charts, name, field, columns.get(name, name), bad)
    frame = pd.DataFrame(made, index=charts.index)
    return frame.assign(_sheet=charts["_sheet"], _row=charts["_row"]), problems


def _read_distinct(
    texts: pd.Series[Any], field: Field, context: Context
) -> tuple[dict[str, Any], dict[str, Unreadable]]:
    """Read each distinct text once; give the values, and what could not be read."""
    blank: Any = pd.NA if field.type == "whole" else ""
    values: dict[str, Any] = {}
    bad: dict[str, Unreadable] = {}
    for text in texts.unique():
        stripped = text.strip(SPACES + "\t\r\n")
        try:
            values[text] = READERS[field.type](stripped, field, context) if stripped else blank
        except Unreadable as error:
            values[text] = blank
            bad[text] = error
    return values, bad


def _problems(
    charts: pd.DataFrame, name: str, field: Field, column: str, bad: Mapping[str, Unreadable]
) -> list[Problem]:
    """Give a finding for each cell that could not be read."""
    return [
        problem
        for text, error in bad.items()
        for rows in [charts[charts[name] == text]]
        for problem in findings(
            rows,
            ERROR,
            f"{name}: {TITLES[field.type]}",
            column,
            error.args[0],
            [shown(text, private=field.private)] * len(rows),
            error.args[1],
        )
    ]


TITLES = {
    "id": "not a code",
    "text": "not a text that can be used",
    "code": "not a known code",
    "codes": "not a known code",
    "yes_no": "not yes, no or unknown",
    "whole": "not a whole number",
    "date": "not a day",
    "time": "not a time",
    "crowd": "not a number of people",
}


def whole(text: str, field: Field | None = None, context: Context | None = None) -> int:
    """Read a whole number.

    Parameters
    ----------
    text : str
        Digits, in groups of three by spaces if need be; ``12,0`` and ``12.0`` are 12.
    field, context : optional
        Not used.

    Returns
    -------
    int
        0 or more.

    Raises
    ------
    Unreadable
        For anything else; ``1,000`` and ``1.000`` are refused because they mean two things.

    Examples
    --------
    >>> whole("1 000"), whole("12,0")
    (1000, 12)
    """
    del field, context
    bare = re.sub(rf"(?<=[0-9])[{SPACES}](?=[0-9]{{3}}(?![0-9]))", "", text)
    if re.fullmatch(r"[0-9]{1,3}([.,][0-9]{3})+", bare):
        raise Unreadable(
            "a whole number without a comma or point",
            f"write {re.sub('[.,]', '', bare)} if thousands are meant",
        )
    if re.fullmatch(r"-[0-9.,]+", bare):
        raise Unreadable("0 or more", "a count is never negative; leave unknown ones blank")
    if re.fullmatch(r"[0-9]+[.,][0-9]*[1-9][0-9]*", bare):
        raise Unreadable("a whole number", "a count has no fraction")
    found = re.fullmatch(r"([0-9]+)([.,]0*)?", bare)
    if not found:
        raise Unreadable("a whole number", "write digits only, or leave it blank if unknown")
    if len(found[1]) > len(str(LARGEST)) or int(found[1]) > LARGEST:
        raise Unreadable(f"a number up to {LARGEST}", "look at the cell again")
    return int(found[1])


def day(text: str, field: Field | None, context: Context) -> str:
    """Read a day.

    Parameters
    ----------
    text : str
        ``2018-03-05``, ``05.03.2018``, one of the format's own patterns, or a serial number
        of a spreadsheet.
    field : optional
        Not used.
    context : Context
        With the format's patterns.

    Returns
    -------
    str
        ISO date.

    Raises
    ------
    Unreadable
        If no such day exists or the text has another form.
    """
    del field
    bare = re.sub(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+([+-][0-9:]+|Z)?$", r"\1", text)
    for pattern in (*DATES, *context.dates):
        try:
            return datetime.strptime(bare, pattern).date().isoformat()
        except ValueError:
            continue
    if context.typed and re.fullmatch(r"[2-7][0-9]{4}(\.[0-9]+)?", bare):
        return (EPOCH + timedelta(days=int(float(bare)))).date().isoformat()
    looks = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}\.[0-9]{2}\.[0-9]{4}", bare)
    if looks:
        raise Unreadable("a day that exists", "look at the calendar")
    raise Unreadable("a day such as 2018-03-05 or 05.03.2018", "write it like that")


def _time(text: str, field: Field, context: Context) -> str:
    """Read a time of day."""
    del field, context
    found = re.fullmatch(
        r"(?:[0-9-]{10}[T ])?([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::[0-9.]+)?(?:[+-][0-9:]+|Z)?",
        text,
    )
    if not found:
        raise Unreadable("a time such as 14:30", "write hours and minutes")
    return f"{int(found[1]):02}:{found[2]}"


def _code(text: str, field: Field, context: Context) -> str:
    """Read one code."""
    codes = context.specification.codes_of(field.name)
    if text in codes:
        return text
    labels = {label: code for code, each in codes.items() for label in each.values()}
    near = difflib.get_close_matches(text, [*codes, *labels], n=1, cutoff=0.6)
    hint = f"did you mean {near[0]}? " if near and not field.private else ""
    raise Unreadable(f"one of: {', '.join(codes)}", f"{hint}choose one of the list".strip())


def _codes(text: str, field: Field, context: Context) -> str:
    """Read several codes."""
    return " ".join(dict.fromkeys(_code(part, field, context) for part in text.split()))


def _text(text: str, field: Field, context: Context) -> str:
    """Read a text."""
    del context
    if CONTROL.search(text):
        raise Unreadable("a text without control characters", "type it anew")
    if not field.private and len(text) > LONGEST_TEXT:
        raise Unreadable(f"at most {LONGEST_TEXT} letters", "say it in a few words")
    return text


def _crowd(text: str, field: Field, context: Context) -> str:
    """Read a number of people in words; `crowds` makes sense of it."""
    return _text(text, field, context)


def _id(text: str, field: Field, context: Context) -> str:
    """Read an identifier."""
    if field.name == "monitor" and not MONITOR.fullmatch(text):
        raise Unreadable("a code such as ALA07", "never write a name where a code belongs")
    return _text(text, field, context)


READERS: dict[str, Callable[[str, Field, Context], Any]] = {
    "id": _id,
    "text": _text,
    "code": _code,
    "codes": _codes,
    "yes_no": _code,
    "whole": whole,
    "date": day,
    "time": _time,
    "crowd": _crowd,
}


def formula_like(charts: pd.DataFrame, specification: Specification) -> list[Problem]:
    """Find texts that a spreadsheet would take for formulas.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_fields + 2)
        Typed charts.
    specification : Specification
        The chart.

    Returns
    -------
    list of Problem
        A warning each; the text is kept, and neutralised wherever it is written.
    """
    found: list[Problem] = []
    for name, field in specification.fields.items():
        if field.type not in ("text", "crowd") or field.private:
            continue
        rows = charts[charts[name].str.match(FORMULA)]
        found += findings(
            rows,
            WARNING,
            f"{name}: begins like a formula",
            name,
            "a text that begins with a letter or digit",
            map(shown, rows[name]),
            "it is kept as text; better write it otherwise",
        )
    return found
