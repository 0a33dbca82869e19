"""A format of charts: one TOML file that says how the columns of a table become fields.

Nothing here reads a chart. What a format says is checked when it is read, so that a misspelt
field, code or key is found before any chart is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations.formats.formatrules import FIELD_TABLES, problems
from monitorlib.observations.formats.spellings import fold
from monitorlib.observations.specification import Specification


@dataclass(frozen=True)
class Reading:
    """How a field is read.

    Attributes
    ----------
    how : str
        ``first``, ``join``, ``chosen``, ``when``, ``count`` or ``same``.
    columns : tuple of str
        Names of the columns that it is read from.
    options : mapping of str to object
        What else the format says of it.
    """

    how: str
    columns: tuple[str, ...]
    options: Mapping[str, Any]


@dataclass(frozen=True)
class Format:
    """How charts are read from a table of another header.

    Attributes
    ----------
    name, title, source : str
        Name of its file, name for people, and where the format is described.
    recognise, absent : tuple of str
        Columns that must all be there, and columns that must not.
    dates : tuple of str
        Patterns of days, as for `datetime.strptime`, besides the usual ones.
    languages : tuple of str
        Languages in which the chart's own labels stand for its fields and codes.
    readings : mapping of str to Reading
        How each field is read, as far as it is read from columns.
    patterns : mapping of str to list of dict
        Fields that are taken out of a text: column, pattern, and whether each cell must match.
    constants, unstated, coarse : mapping of str to str
        Fields that are the same everywhere; fields that the format cannot state, and fields that
        it states coarsely, with the reason.
    names : mapping of str to tuple of str
        Labels that stand for the name of a column.
    choices : mapping of str to dict
        Code by folded spelling for each question with several answers.
    codes : mapping of str to dict
        Value by folded spelling for each field; ``*`` is everything else.
    split : mapping of str to str
        Separator of the parts of a cell, of which the field takes one.
    key : tuple of str
        Columns of the id, in order of preference.
    hashed : tuple of str
        Columns that an id is computed from where the format has none.
    keep : tuple of dict
        Conditions on rows: column, values, reason, and whether it is only on request.
    repeats : mapping of str to dict
        Tables beside: their names, and the pairs of columns that join them.
    version : tuple of str
        Columns that hold the version of the form.
    blank : frozenset of str
        Folded cells that say no more than a blank.
    drop : tuple of str
        Patterns of the headings of metadata.
    ignore : tuple of str
        Patterns of the names of sheets that hold no charts.
    """

    name: str
    title: str
    source: str
    recognise: tuple[str, ...]
    absent: tuple[str, ...]
    dates: tuple[str, ...]
    languages: tuple[str, ...]
    readings: Mapping[str, Reading]
    patterns: Mapping[str, list[dict[str, Any]]]
    constants: Mapping[str, str]
    unstated: Mapping[str, str]
    coarse: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    choices: Mapping[str, dict[str, str]]
    codes: Mapping[str, dict[str, str]]
    split: Mapping[str, str]
    key: tuple[str, ...]
    hashed: tuple[str, ...]
    keep: tuple[dict[str, Any], ...]
    repeats: Mapping[str, dict[str, Any]]
    version: tuple[str, ...]
    blank: frozenset[str]
    drop: tuple[str, ...]
    ignore: tuple[str, ...]

    def called(self, column: str) -> tuple[str, ...]:
        """Give the name of a column and the labels that stand for it.

        Parameters
        ----------
        column : str
            The name.

        Returns
        -------
        tuple of str
            The name first.
        """
        return (column, *self.names.get(column, ()))

    def sources(self, field: str) -> tuple[str, ...]:
        """Name the columns that a field is read from.

        Parameters
        ----------
        field : str
            The field.

        Returns
        -------
        tuple of str
            Their names in the format; none for a field that is not read from columns.
        """
        if field == "id" and (self.key or self.hashed):
            return self.key or self.hashed
        if field in self.patterns:
            return tuple(entry["column"] for entry in self.patterns[field])
        return self.readings[field].columns if field in self.readings else ()


def read(path: Path, specification: Specification) -> Format:
    """Read a format.

    Parameters
    ----------
    path : Path
        Its file.
    specification : Specification
        The chart.

    Returns
    -------
    Format
        As described by the file and by those that it extends.

    Raises
    ------
    SourceError
        If it is no TOML, or listing everything in it that cannot be.
    """
    said = _filled(_said(path, ()), specification)
    wrong = problems(said, specification)
    if wrong:
        raise SourceError(
            "a format as docs/chart-formats.md describes it",
            "; ".join(wrong),
            paths.inside(path),
            "mend the file",
        )
    return _format(path.stem, said, specification)


def _said(path: Path, above: tuple[str, ...]) -> dict[str, Any]:
    """Read a file and what it extends; its own word is the last."""
    where = paths.inside(path)
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise SourceError("a format", "no file", where, "look at its name") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError("a file in TOML", str(error), where, "mend the line") from None
    base = own.pop("extends", "")
    if not base:
        return own
    if not isinstance(base, str) or base in (*above, path.stem):
        raise SourceError(
            "the name of another format", repr(base), f"{where}, extends", "name one that does not"
        )
    return _merged(_said(path.with_name(f"{base}.toml"), (*above, path.stem)), own)


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Put one format on top of another; a field is read in one way only."""
    tables = {key: own[key] for key in FIELD_TABLES if isinstance(own.get(key), dict)}
    restated = {field for table in tables.values() for field in table}
    merged = dict(base)
    for key in FIELD_TABLES:
        if isinstance(base.get(key), dict):
            kept = {name: one for name, one in base[key].items() if name not in restated}
            merged[key] = kept
    for key, value in own.items():
        old = merged.get(key)
        joined = isinstance(old, dict) and isinstance(value, dict) and key != "recognise"
        merged[key] = {**old, **value} if joined and old is not None else value
    return merged


def _filled(said: dict[str, Any], specification: Specification) -> dict[str, Any]:
    """Give every field that nothing else is said of the reason that stands for all of them."""
    reasons = said.get("unstated")
    if not isinstance(reasons, dict) or "*" not in reasons:
        return said
    rest = {name: reasons["*"] for name in specification.fields if not _stated(name, said)}
    named = {name: reason for name, reason in reasons.items() if name != "*"}
    return {**said, "unstated": {**rest, **named}}


def _stated(field: str, said: dict[str, Any]) -> bool:
    """Tell whether a format says where a field comes from."""
    tables = [said[key] for key in FIELD_TABLES if isinstance(said.get(key), dict)]
    return any(field in table for table in tables) or (field == "id" and "key" in said)


def _format(name: str, said: dict[str, Any], specification: Specification) -> Format:
    """Put a checked format together."""
    languages = tuple(said.get("languages", ()))
    key = said.get("key", ())
    names = {column: tuple(labels) for column, labels in said.get("headings", {}).items()}
    choices = {
        column: _spelt({code: [code, *labels] for code, labels in codes.items()})
        for column, codes in said.get("choices", {}).items()
    }
    codes: dict[str, dict[str, str]] = {}
    if languages:
        for field in specification.fields.values():
            labels = [field.labels[language] for language in languages]
            names[field.name] = (*names.get(field.name, ()), *labels)
            own = {
                code: [code, *(each[language] for language in languages)]
                for code, each in specification.codes_of(field.name).items()
            }
            (choices if field.type == "codes" else codes)[field.name] = _spelt(own)
    for field_name, values in said.get("values", {}).items():
        spelt = {fold(text): code for text, code in values.items()}
        codes[field_name] = {**codes.get(field_name, {}), **spelt}
    return Format(
        name=name,
        title=said["title"],
        source=said["source"],
        recognise=tuple(said["recognise"]["columns"]),
        absent=tuple(said["recognise"].get("absent", ())),
        dates=tuple(said.get("dates", ())),
        languages=languages,
        readings=_readings(said, specification, bool(languages)),
        patterns=said.get("patterns", {}),
        constants=said.get("constants", {}),
        unstated=said.get("unstated", {}),
        coarse=said.get("coarse", {}),
        names=names,
        choices={column: found for column, found in choices.items() if found},
        codes={field: found for field, found in codes.items() if found},
        split=said.get("split", {}),
        key=() if isinstance(key, dict) else tuple(key),
        hashed=tuple(key["hash"]) if isinstance(key, dict) else (),
        keep=tuple(said.get("keep", ())),
        repeats=said.get("repeats", {}),
        version=tuple(said.get("version", ())),
        blank=frozenset(fold(text) for text in said.get("blank", ())),
        drop=tuple(said.get("drop", ())),
        ignore=tuple(said.get("ignore", ())),
    )


def _spelt(spellings: Mapping[str, list[str]]) -> dict[str, str]:
    """Map each folded spelling to its code; one that means two codes means none."""
    found: dict[str, set[str]] = {}
    for code, texts in spellings.items():
        for text in texts:
            found.setdefault(fold(text), set()).add(code)
    return {text: next(iter(codes)) for text, codes in found.items() if len(codes) == 1}


def _readings(
    said: Mapping[str, Any], specification: Specification, own: bool
) -> dict[str, Reading]:
    """Say how each field is read from columns; by its own name if nothing else is said."""
    found = {field: _reading(entry) for field, entry in said.get("columns", {}).items()}
    elsewhere = {field for key in FIELD_TABLES for field in said.get(key, ())}
    for field in specification.fields if own else ():
        if field not in elsewhere and not (field == "id" and said.get("key")):
            found[field] = Reading("first", (field,), {})
    return found


def _reading(entry: str | list[str] | dict[str, Any]) -> Reading:
    """Read the entry of one field."""
    if isinstance(entry, str):
        return Reading("first", (entry,), {})
    if isinstance(entry, list):
        return Reading("first", tuple(entry), {})
    how = next(key for key in ("join", "when", "chosen", "count", "same") if key in entry)
    columns = entry.get("of" if how in ("chosen", "same") else how, ())
    return Reading(how, (columns,) if isinstance(columns, str) else tuple(columns), entry)
