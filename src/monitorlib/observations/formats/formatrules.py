"""What a format may say: its keys, their shapes, and what must hold between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from monitorlib.observations.specification import LANGUAGES, Specification
from monitorlib.vocabulary import unknown_name

FIELD_TABLES = ("columns", "patterns", "constants", "unstated")
"""Tables of which each field stands in one."""
ALWAYS = ("title", "source", "recognise")


def _text(value: object) -> bool:
    """Tell a text."""
    return isinstance(value, str) and bool(value)


def _texts(value: object) -> bool:
    """Tell a list of texts."""
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _each(check: Callable[[object], bool]) -> Callable[[object], bool]:
    """Tell a table whose values pass."""
    return lambda value: isinstance(value, dict) and all(map(check, value.values()))


def _any(*checks: Callable[[object], bool]) -> Callable[[object], bool]:
    """Tell what passes one of several checks."""
    return lambda value: any(check(value) for check in checks)


@dataclass(frozen=True)
class Keys:
    """Keys of a table: those that must stand there, and those that may."""

    must: Mapping[str, Callable[[object], bool]]
    may: Mapping[str, Callable[[object], bool]]

    def __call__(self, value: object) -> bool:
        """Tell a table of these keys."""
        known = {**self.must, **self.may}
        return (
            isinstance(value, dict)
            and set(self.must) <= set(value) <= set(known)
            and all(known[key](one) for key, one in value.items())
        )


def _list(check: Callable[[object], bool]) -> Callable[[object], bool]:
    """Tell a list whose members pass."""
    return lambda value: isinstance(value, list) and all(map(check, value))


def _flag(value: object) -> bool:
    """Tell true or false."""
    return isinstance(value, bool)


def _string(value: object) -> bool:
    """Tell a text that may be blank."""
    return isinstance(value, str)


ENTRIES = {
    "join": Keys({"join": _texts}, {"with": _text}),
    "chosen": Keys({"chosen": _text, "of": _text}, {}),
    "when": Keys({"when": _texts, "value": _text}, {"is": _texts}),
    "count": Keys(
        {"count": _text},
        {"where": _each(_texts), "unknown": _texts, "total": _text, "empty": _string},
    ),
    "same": Keys({"same": _text, "of": _text}, {}),
}
"""Ways to read a field, besides a heading or a list of headings."""
PARTS = {
    "recognise": Keys({"columns": _texts}, {"absent": _texts}),
    "key": Keys({"hash": _texts}, {}),
    "keep": Keys({"column": _text, "values": _texts, "reason": _text}, {"asked": _flag}),
    "patterns": Keys({"column": _text, "pattern": _text}, {"complete": _flag}),
    "repeats": Keys({"sheets": _texts, "join": _list(_texts)}, {}),
}
"""Keys inside the tables of a format."""
SHAPES: dict[str, tuple[str, Callable[[object], bool]]] = {
    "title": ("a text", _text),
    "source": ("a text", _text),
    "recognise": ("columns, and absent if need be", PARTS["recognise"]),
    "languages": (f"a list of: {', '.join(LANGUAGES)}", _texts),
    "dates": ("a list of patterns", _texts),
    "blank": ("a list of texts", _texts),
    "drop": ("a list of headings", _texts),
    "ignore": ("a list of sheets", _texts),
    "version": ("a list of columns", _texts),
    "key": ("a list of columns, or hash", _any(_texts, PARTS["key"])),
    "keep": ("tables of column, values and reason", _list(PARTS["keep"])),
    "columns": (
        f"for each field a heading, headings, or one of: {', '.join(ENTRIES)}",
        _each(_any(_text, _texts, *ENTRIES.values())),
    ),
    "patterns": ("for each field tables of column and pattern", _each(_list(PARTS["patterns"]))),
    "constants": ("for each field a text", _each(_text)),
    "unstated": ("for each field a reason", _each(_text)),
    "coarse": ("for each field a reason", _each(_text)),
    "values": ("for each field a table of texts", _each(_each(_string))),
    "split": ("for each field a separator", _each(_text)),
    "headings": ("for each column a list of labels", _each(_texts)),
    "choices": ("for each column a list of labels a code", _each(_each(_texts))),
    "repeats": ("for each repeat sheets and join", _each(PARTS["repeats"])),
}
"""Keys of a format: what stands there."""
BY_FIELD = (*FIELD_TABLES, "coarse", "values", "split")


def problems(said: Mapping[str, Any], specification: Specification) -> list[str]:
    """Find everything that a format cannot say.

    Parameters
    ----------
    said : mapping of str to object
        The content of its file.
    specification : Specification
        The chart.

    Returns
    -------
    list of str
        One sentence each; nothing if all is well.
    """
    wrong = [f"{key} is missing" for key in ALWAYS if key not in said]
    for key, value in said.items():
        if key not in SHAPES:
            wrong.append(str(unknown_name("key", key, [*SHAPES, "extends"], "the format")))
        elif not SHAPES[key][1](value):
            wrong.append(f"{key}: expected {SHAPES[key][0]}")
    return wrong or [*_contradictions(said, specification)]


def _contradictions(said: Mapping[str, Any], specification: Specification) -> Iterator[str]:
    """Find what has the right shape but cannot be."""
    named = {field for key in BY_FIELD for field in said.get(key, ())}
    unknown = sorted(named - set(specification.fields))
    if unknown:
        yield f"the chart has no field {', '.join(unknown)}"
        return
    for field in specification.fields:
        ways = [key for key in FIELD_TABLES if field in said.get(key, ())]
        if field == "id" and "key" in said:
            ways.append("key")
        if len(ways) > 1:
            yield f"{field} stands in {' and '.join(ways)}"
        if not ways and not said.get("languages"):
            yield f"{field} is missing: say how it is read, or under unstated why it cannot be"
    yield from _bad_codes(said, specification)
    yield from _bad_patterns(said)
    yield from _bad_repeats(said)
    unspoken = sorted(set(said.get("languages", ())) - set(LANGUAGES))
    if unspoken:
        yield f"languages: the chart has no labels in {', '.join(unspoken)}"


def _bad_codes(said: Mapping[str, Any], specification: Specification) -> Iterator[str]:
    """Find values that are no codes of their field."""
    given = [(field, [value]) for field, value in said.get("constants", {}).items()]
    given += [(field, list(one.values())) for field, one in said.get("values", {}).items()]
    given += [
        (field, [entry["value"]])
        for field, entry in said.get("columns", {}).items()
        if isinstance(entry, dict) and "value" in entry
    ]
    for field, values in given:
        known = specification.codes_of(field)
        bad = sorted({value for value in values if value and value not in known}) if known else []
        if bad:
            yield f"{field} has no code {', '.join(bad)}"


def _bad_patterns(said: Mapping[str, Any]) -> Iterator[str]:
    """Find patterns that are no regular expression of one group."""
    for field, entries in said.get("patterns", {}).items():
        for entry in entries:
            try:
                groups = re.compile(entry["pattern"]).groups
            except re.error as error:
                yield f"patterns.{field}: {error}"
                continue
            if groups != 1:
                yield f"patterns.{field}: expected one group in brackets, found {groups}"


def _bad_repeats(said: Mapping[str, Any]) -> Iterator[str]:
    """Find counts of tables that the format does not describe, and pairs that are none."""
    for field, entry in said.get("columns", {}).items():
        repeat = (entry.get("count") or ("same" in entry and entry["of"])) if _dict(entry) else ""
        if repeat and repeat not in said.get("repeats", {}):
            yield f"columns.{field}: no repeat is called {repeat}"
    for name, entry in said.get("repeats", {}).items():
        if not all(len(pair) == 2 for pair in entry["join"]):
            yield f"repeats.{name}: join is a list of pairs of columns"


def _dict(value: object) -> bool:
    """Tell a table."""
    return isinstance(value, dict)
