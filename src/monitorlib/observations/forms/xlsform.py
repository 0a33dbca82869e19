"""The chart as an XLSForm, for KoboToolbox and ODK.

Names of questions are names of fields. No question asks for the device, the user or the
place by coordinates. A rule whose breach is an error is a constraint; one whose breach is
unusual is a note that shows up when it is broken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from monitorlib.observations.files.sheetcells import put
from monitorlib.observations.forms import entries
from monitorlib.observations.forms.texts import Texts
from monitorlib.observations.problems import WARNING
from monitorlib.observations.specification import LANGUAGES, Field, Rule, Specification
from monitorlib.observations.values import LARGEST, LONGEST_TEXT

SPOKEN = {language: f"{name} ({language})" for language, name in LANGUAGES.items()}
TYPES = {
    "id": "text", "text": "text", "crowd": "text", "whole": "integer", "date": "date",
    "time": "time", "code": "select_one", "yes_no": "select_one", "codes": "select_multiple",
}  # fmt: skip
MANY = 10
"""Codes from which on a list folds up."""
TRANSLATED = ("label", "hint", "guidance_hint", "required_message", "constraint_message")
COLUMNS = (
    "type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant",
    "constraint", "constraint_message", "appearance",
)  # fmt: skip
WIDTHS = {"type": 26, "name": 24, "relevant": 40, "constraint": 60, "required": 9, "list_name": 20}
Row = dict[str, str]


def build(specification: Specification) -> Workbook:
    """Make the form.

    Parameters
    ----------
    specification : Specification
        The chart.

    Returns
    -------
    Workbook
        With the sheets ``survey``, ``choices`` and ``settings``.
    """
    texts = Texts(specification.folder)
    sheets = {"survey": [*survey(specification, texts)], "choices": [*choices(specification)]}
    sheets["settings"] = [_settings(texts, sheets)]
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        columns = _columns(COLUMNS) if name == "survey" else list(rows[0])
        for number, column in enumerate(columns, start=1):
            put(sheet.cell(1, number), column).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, 34)
            for line, row in enumerate(rows, start=2):
                if row.get(column):
                    cell = put(sheet.cell(line, number), row[column])
                    cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.freeze_panes = "C2" if name == "survey" else "A2"
    return book


def survey(specification: Specification, texts: Texts) -> Iterator[Row]:
    """Write the questions.

    Parameters
    ----------
    specification : Specification
        The chart.
    texts : Texts
        The texts of the forms.

    Yields
    ------
    dict of str to str
        A row of the sheet ``survey`` by column.
    """
    for group, fields in entries.groups(specification).items():
        label = _in_each("label", texts.messages[f"group.{group}"])
        # A group has another name than any field, because names of questions must differ.
        yield {"type": "begin_group", "name": f"group_{group}", **label}
        for field in fields:
            yield _question(specification, field, texts)
            for rule in entries.rules_of(specification, field, WARNING):
                yield _note(specification, rule, texts)
        yield {"type": "end_group"}


def choices(specification: Specification) -> Iterator[Row]:
    """Write the codes.

    Parameters
    ----------
    specification : Specification
        The chart.

    Yields
    ------
    dict of str to str
        A row of the sheet ``choices`` by column.
    """
    for name, codes in specification.codes.items():
        for code, labels in codes.items():
            yield {"list_name": name, "name": code, **_in_each("label", labels)}


def relevance(specification: Specification, field: Field) -> str:
    """Write when a field is asked for.

    Parameters
    ----------
    specification : Specification
        The chart.
    field : Field
        One of its fields.

    Returns
    -------
    str
        An XPath expression; blank where it is always asked for.
    """
    conditions = entries.asked_when(specification, field)
    return _every([condition.xpath() for condition in conditions])


def constraint(specification: Specification, field: Field) -> str:
    """Write what an entry must meet.

    Parameters
    ----------
    specification : Specification
        The chart.
    field : Field
        One of its fields.

    Returns
    -------
    str
        An XPath expression; blank where anything may be entered.
    """
    coded = entries.coded(specification)
    rules = entries.rules_of(specification, field)
    return _every(_bounds(field) + [rule.holds.xpath(field.name, coded) for rule in rules])


def _question(specification: Specification, field: Field, texts: Texts) -> Row:
    """Write one question."""
    kind = TYPES[field.type]
    asked = constraint(specification, field)
    row = {
        "type": f"{kind} {field.list}" if kind.startswith("select") else kind,
        "name": field.name,
        **_in_each("label", field.labels),
        **_in_each("hint", texts.messages[f"hint.{field.name}"]),
        "relevant": relevance(specification, field),
        "constraint": asked,
        "appearance": "minimal" if len(specification.codes_of(field.name)) > MANY else "",
    }
    if field.private:
        row |= _in_each("guidance_hint", texts.messages["mark.private"])
    if field.required:
        row |= {"required": "yes", **_in_each("required_message", texts.messages["error.required"])}
    if asked:
        said = {
            language: "\n".join(entries.demands(specification, field, texts, language))
            for language in LANGUAGES
        }
        row |= _in_each("constraint_message", said)
    return row


def _note(specification: Specification, rule: Rule, texts: Texts) -> Row:
    """Write the note that shows up when a rule is broken whose breach is unusual."""
    name = f"warning_{rule.name.replace('-', '_')}"
    said = {
        language: texts.say("note.warning", language, rule=rule.messages[language])
        for language in LANGUAGES
    }
    holds = rule.holds.xpath(name, entries.coded(specification))
    return {
        "type": "note",
        "name": name,
        **_in_each("label", said),
        "relevant": f"not({holds})",
    }


def _bounds(field: Field) -> list[str]:
    """Write what the type of a field demands."""
    if field.type == "id":
        return [f"regex(., '{pattern}')" for pattern in entries.PATTERNS[field.name]]
    if field.type == "whole":
        return [". >= 0", f". <= {LARGEST}"]
    if field.type == "date":
        return [f". >= date('{entries.FIRST_DAY.isoformat()}')", ". <= today()"]
    return [f"string-length(.) <= {LONGEST_TEXT}"] if entries.limited(field) else []


def _every(conditions: list[str]) -> str:
    """Join conditions that must all hold."""
    if len(conditions) == 1:
        return conditions[0]
    return " and ".join(f"({one})" if " or " in one else one for one in conditions)


def _columns(names: tuple[str, ...]) -> list[str]:
    """Give the headings, one for each language where a column is translated."""
    return [
        heading
        for name in names
        for heading in (_in_each(name, LANGUAGES) if name in TRANSLATED else [name])
    ]


def _in_each(column: str, said: Mapping[str, str]) -> Row:
    """Write a text under the headings of the languages."""
    return {f"{column}::{SPOKEN[language]}": said[language] for language in LANGUAGES}


def _settings(texts: Texts, sheets: Mapping[str, list[Row]]) -> Row:
    """Write the settings; a title can have one language only, so it holds all of them."""
    content = repr((texts.messages["title"], sheets))
    return {
        "form_title": " / ".join(texts.messages["title"].values()),
        "form_id": "observation_chart",
        "version": f"v{hashlib.sha256(content.encode()).hexdigest()[:12]}",
        "default_language": SPOKEN["en"],
        "instance_name": "concat(${date}, ' ', ${city})",
    }
