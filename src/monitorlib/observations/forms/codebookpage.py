"""The chart explained on a page: what each field means, its codes, and what is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitorlib.numbers import written
from monitorlib.observations.forms import entries
from monitorlib.observations.forms.inwords import condition_in_words
from monitorlib.observations.forms.texts import Texts
from monitorlib.observations.problems import ERROR
from monitorlib.observations.specification import LANGUAGES, TYPES, Field, Specification
from monitorlib.observations.values import LARGEST, LONGEST_TEXT

INTRODUCTION = """\
# The observation chart

A chart describes one assembly. Its fields, codes and rules are rows of `chart-fields.csv`,
`chart-codes.csv` and `chart-rules.csv` in `data/hand`; what the forms say besides stands in
`chart-texts.csv`. From these, `make forms` writes this page and two empty forms, so do not edit
them by hand:

- [`forms/observation-chart.xlsx`](../forms/observation-chart.xlsx), a workbook with a sheet to fill
  in for each language, drop-down lists and checks;
- [`forms/observation-chart-xlsform.xlsx`](../forms/observation-chart-xlsform.xlsx), an XLSForm for
  KoboToolbox and ODK.

Unknown, no and zero are three things: a blank says that something is not known, and never *no* or
*0*. A private field stays in the office; nothing of it reaches the report or its data. No field
takes the name of a private person."""


def page(specification: Specification) -> str:
    """Write the page.

    Parameters
    ----------
    specification : Specification
        The chart.

    Returns
    -------
    str
        Markdown, with a line end at the end.
    """
    texts = Texts(specification.folder)
    blocks = [INTRODUCTION, "## Fields", _overview(specification)]
    for group, fields in entries.groups(specification).items():
        blocks.append(f"## Part: {texts.say(f'group.{group}', 'en')}")
        for field in fields:
            blocks += [f"### `{field.name}`", _explained(specification, field)]
    blocks.append("## Codes")
    for name, codes in specification.codes.items():
        rows = [[f"`{code}`", *labels.values()] for code, labels in codes.items()]
        blocks += [f"### List `{name}`", _table(["code", *LANGUAGES.values()], rows)]
    blocks += ["## Rules", RULES, _table(["rule", "breach", *LANGUAGES.values(), "condition"],
                                         _rules(specification))]  # fmt: skip
    return "\n\n".join(blocks) + "\n"


RULES = """\
What must hold of each chart. A rule passes where one of its fields is unknown. Errors stop the
report; warnings are printed in it."""


def _overview(specification: Specification) -> str:
    """List the fields."""
    fields = [one for each in entries.groups(specification).values() for one in each]
    rows = [
        [
            f"[`{field.name}`](#{field.name})", field.labels["en"], TYPES[field.type],
            "yes" if field.required else "", "private" if field.private else "",
        ]
        for field in fields
    ]  # fmt: skip
    return _table(["field", "label", "holds", "required", "private"], rows)


def _explained(specification: Specification, field: Field) -> str:
    """Explain one field."""
    rows = [[name, field.labels[language]] for language, name in LANGUAGES.items()]
    rows += [
        ["meaning", field.meaning],
        ["holds", _holds(field)],
        ["unit", field.unit],
        ["required", "yes" if field.required else "no"],
        ["visibility", "private: never published" if field.private else "public"],
        ["a blank says", field.unknown],
        ["asked for", _asked(specification, field)],
        ["feeds", _feeds(field.feeds)],
    ]
    rules = [rule for rule in specification.rules.values() if rule.field == field.name]
    rows += [[rule.severity, rule.messages["en"]] for rule in rules]
    return _table(["", ""], [row for row in rows if row[1]])


def _holds(field: Field) -> str:
    """Say what a field holds."""
    if field.name in entries.PATTERNS:
        patterns = " and ".join(f"`{one}`" for one in entries.PATTERNS[field.name])
        return f"{TYPES[field.type]}, matching {patterns}"
    if field.list:
        return f"{TYPES[field.type]}: [{field.list}](#list-{field.list})"
    if field.type == "whole":
        return f"{TYPES[field.type]}, at most {written(LARGEST)}"
    if field.type == "date":
        return f"{TYPES[field.type]} from {entries.FIRST_DAY.isoformat()} to today"
    limit = f", at most {LONGEST_TEXT} characters" if entries.limited(field) else ""
    return TYPES[field.type] + limit


def _asked(specification: Specification, field: Field) -> str:
    """Say when a field is asked for, and what it is elsewhere."""
    conditions = entries.asked_when(specification, field)
    if not conditions:
        return "always"
    where = ", and ".join(condition_in_words(one, specification) for one in conditions)
    code = " and ".join(f"`{one.text}`" for one in conditions)
    said = f"where {where} ({code})"
    return f"{said}; elsewhere it is `{field.otherwise}`" if field.otherwise else said


def _feeds(feeds: Iterable[str]) -> str:
    """Name the tables and sections of the report that a field feeds."""
    tables = [one for one in feeds if one[0].isdigit() and not one.startswith("0")]
    sections = [one for one in feeds if one.startswith("0")]
    lists = [one for one in feeds if not one[0].isdigit()]
    kinds = (("table", tables), ("section", sections), ("list", lists))
    return "; ".join(
        f"{kind}{'s' * (len(names) > 1)} {', '.join(names)}" for kind, names in kinds if names
    )


def _rules(specification: Specification) -> Iterator[list[str]]:
    """List the rules."""
    for rule in specification.rules.values():
        breach = "error" if rule.severity == ERROR else "warning"
        yield [f"`{rule.name}`", breach, *rule.messages.values(), f"`{rule.holds.text}`"]


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    """Write a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "|" + "|".join(f" {cell.replace('|', chr(92) + '|')} " for cell in line) + "|"
        for line in lines
    )
