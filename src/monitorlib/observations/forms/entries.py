"""What may be written into each field, and when it is asked for: the same in all forms."""

from __future__ import annotations

from datetime import date

from monitorlib.numbers import written
from monitorlib.observations.conditions import Condition
from monitorlib.observations.forms.texts import Texts
from monitorlib.observations.problems import ERROR
from monitorlib.observations.specification import UNKNOWN, Field, Rule, Specification
from monitorlib.observations.values import LARGEST, LONGEST_TEXT, MONITOR

FIRST_DAY = date(2010, 1, 1)
"""The monitoring began with this year."""
LONGEST_ID = 32
PATTERNS = {
    "id": (f"^[A-Za-z0-9][A-Za-z0-9-]{{0,{LONGEST_ID - 1}}}$", "^.*[0-9].*$"),
    "monitor": (f"^{MONITOR.pattern}$",),
}
"""Regular expressions that an identifier meets; without its digits a name would, too."""


def groups(specification: Specification) -> dict[str, list[Field]]:
    """Gather the fields by the part of the form that they stand in.

    Parameters
    ----------
    specification : Specification
        The chart.

    Returns
    -------
    dict of str to list of Field
        In the order in which each part is first named.
    """
    found: dict[str, list[Field]] = {}
    for field in specification.fields.values():
        found.setdefault(field.group, []).append(field)
    return found


def coded(specification: Specification) -> set[str]:
    """Find the fields that know the code ``unknown``.

    Parameters
    ----------
    specification : Specification
        The chart.

    Returns
    -------
    set of str
        Their names.
    """
    return {name for name in specification.fields if UNKNOWN in specification.codes_of(name)}


def asked_when(specification: Specification, field: Field) -> list[Condition]:
    """Collect what must not be false for a field to be asked for.

    A field that depends on one that is not asked for is not asked for either.

    Parameters
    ----------
    specification : Specification
        The chart.
    field : Field
        One of its fields.

    Returns
    -------
    list of Condition
        Those of the fields that it depends on first; empty where it is always asked for.
    """
    if field.relevant is None:
        return []
    before = [
        condition
        for name in field.relevant.fields
        for condition in asked_when(specification, specification.field(name))
    ]
    return [*dict.fromkeys(before), field.relevant]


def rules_of(specification: Specification, field: Field, severity: str = ERROR) -> list[Rule]:
    """List the rules that look at a field first.

    Parameters
    ----------
    specification : Specification
        The chart.
    field : Field
        One of its fields.
    severity : str, default "error"
        Which rules.

    Returns
    -------
    list of Rule
        In the order of the specification.
    """
    rules = specification.rules.values()
    return [rule for rule in rules if (rule.field, rule.severity) == (field.name, severity)]


def limited(field: Field) -> bool:
    """Tell a text that is published, so that it has to be short.

    Parameters
    ----------
    field : Field
        A field.

    Returns
    -------
    bool
        True for a text of at most `values.LONGEST_TEXT` characters.
    """
    return field.type in ("text", "crowd") and not field.private


def expected(field: Field, texts: Texts, language: str) -> str:
    """Say what may be written into a field.

    Parameters
    ----------
    field : Field
        A field.
    texts : Texts
        The texts of the forms.
    language : str
        One of the languages of the chart.

    Returns
    -------
    str
        One or two sentences; blank for a private text, which is free.
    """
    kind = field.name if field.name in PATTERNS else field.type
    kind = {"yes_no": "code", "crowd": "text"}.get(kind, kind)
    if kind == "text" and field.private:
        return ""
    longest = LONGEST_ID if field.type == "id" else LONGEST_TEXT
    return texts.say(
        f"error.{kind}",
        language,
        longest=longest,
        most=written(LARGEST),
        first=FIRST_DAY.isoformat(),
    )


def demands(specification: Specification, field: Field, texts: Texts, language: str) -> list[str]:
    """List what an entry must meet, in words.

    Parameters
    ----------
    specification : Specification
        The chart.
    field : Field
        One of its fields.
    texts : Texts
        The texts of the forms.
    language : str
        One of the languages of the chart.

    Returns
    -------
    list of str
        What may be written, and each rule whose breach is an error, once.
    """
    said = [rule.messages[language] + "." for rule in rules_of(specification, field)]
    return [*dict.fromkeys(filter(None, [expected(field, texts, language), *said]))]
