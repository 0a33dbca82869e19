"""The chart as a workbook: one sheet to fill in per language, with lists and checks.

Row 1 of such a sheet holds the names of the fields, row 2 their labels; charts follow. Cells
hold labels of the sheet's language. Marks of a heading are number formats, so that the cell
itself holds the label and nothing else.
"""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from monitorlib.observations.files.sheetcells import put
from monitorlib.observations.forms import entries
from monitorlib.observations.forms.acceptance import CHARACTERS, codes_name
from monitorlib.observations.forms.texts import Texts
from monitorlib.observations.forms.validations import LAST, NOT_ASKED, REQUIRED, Checks
from monitorlib.observations.problems import ERROR, WARNING
from monitorlib.observations.specification import LANGUAGES, Field, Specification

CODES, GUIDE = "Codes", "Read me"
PALETTE = (
    "1F4E79", "2E6B4F", "7A4B12", "6B2E5F", "3F3F76", "1D6A72", "7B2D26", "5B5A1E", "2F5597",
    "4A4A4A",
)  # fmt: skip
"""Colours of the headings, one a part of the form."""
COLOURS = {ERROR: "F4C7C3", NOT_ASKED: "D9D9D9", WARNING: "FCE8B2", REQUIRED: "DCE9F7"}
FORMATS = {"date": "yyyy-mm-dd", "time": "hh:mm", "whole": "0"}
WIDTHS = {"id": 14, "date": 13, "time": 12, "whole": 16, "yes_no": 17, "text": 32, "crowd": 24}
WIDEST = 40
FONT = "Calibri"
GUIDE_WIDTH = 60
GUIDANCE = ("row", "headings", "blank", "names", "several", "rows")


def build(specification: Specification) -> Workbook:
    """Make the workbook.

    Parameters
    ----------
    specification : Specification
        The chart.

    Returns
    -------
    Workbook
        One sheet per language, the codes, and a guide.
    """
    texts = Texts(specification.folder)
    book = Workbook()
    book.remove(book.active)
    for language, title in LANGUAGES.items():
        _entry_sheet(book.create_sheet(title), specification, texts, language)
    _codes(book, specification)
    _guide(book.create_sheet(GUIDE), specification, texts)
    return book


def _entry_sheet(
    sheet: Worksheet, specification: Specification, texts: Texts, language: str
) -> None:
    """Lay out the sheet of one language."""
    parts = entries.groups(specification)
    fields = [(field, part) for part, each in enumerate(parts.values()) for field in each]
    columns = {field.name: get_column_letter(n) for n, (field, _) in enumerate(fields, start=1)}
    checks = Checks(specification, texts, language, columns)
    for field, part in fields:
        _heading(sheet, checks, field, PALETTE[part % len(PALETTE)])
        _column(sheet, checks, field)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 12, 64
    sheet.freeze_panes = "B3"
    sheet.print_title_rows, sheet.page_setup.orientation = "1:2", "landscape"


def _heading(sheet: Worksheet, checks: Checks, field: Field, colour: str) -> None:
    """Write the name and the label of a field, and what there is to say of it."""
    letters = checks.columns[field.name]
    name = put(sheet[f"{letters}1"], field.name)
    name.font = Font(FONT, size=8, color="8C8C8C")
    label = put(sheet[f"{letters}2"], field.labels[checks.language])
    label.font = Font(FONT, bold=True, color="FFFFFF", italic=field.private)
    label.fill = PatternFill("solid", fgColor=colour)
    label.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    label.border = Border(left=Side("thin", color="FFFFFF"))
    private = checks.texts.say("header.private", checks.language)
    star, lock = " *" * field.required, f" ({private})" * field.private
    label.number_format = f'@"{star}{lock}"' if star or lock else "@"
    comment = Comment(_explained(checks, field), checks.texts.say("title", checks.language))
    comment.width, comment.height = 360, 40 + 16 * (comment.text.count("\n") + 4)
    label.comment = comment


def _explained(checks: Checks, field: Field) -> str:
    """Say what a field means, who may see it, and what is checked."""
    texts, language = checks.texts, checks.language
    keys = [f"hint.{field.name}"]
    keys += ["mark.several"] if field.type == "codes" else []
    keys += ["mark.required"] if field.required else []
    keys += ["mark.private" if field.private else "mark.public"]
    said = [texts.say(key, language) for key in keys]
    checked = entries.demands(checks.specification, field, texts, language)
    rules = entries.rules_of(checks.specification, field, WARNING)
    checked += [f"{rule.messages[language]}." for rule in rules]
    if checked:
        said += [texts.say("mark.checked", language), *(f"• {one}" for one in checked)]
    return "\n".join(said)


def _column(sheet: Worksheet, checks: Checks, field: Field) -> None:
    """Dress and check the cells of a field."""
    letters = checks.columns[field.name]
    column = sheet.column_dimensions[letters]
    texts = [codes[checks.language] for codes in checks.specification.codes_of(field.name).values()]
    longest = max(map(len, [*texts, *field.labels[checks.language].split()]))
    column.width = min(WIDEST, max(WIDTHS.get(field.type, 18), 1.2 * longest + 3))
    column.number_format = FORMATS.get(field.type, "@")
    sheet.add_data_validation(checks.validation(field))
    where = checks.cells(field.name).replace("$", "")
    for kind, formula in checks.colours(field):
        fill = PatternFill("solid", bgColor=COLOURS[kind])
        rule = FormulaRule([formula], fill=fill, stopIfTrue=True)
        sheet.conditional_formatting.add(where, rule)


def _codes(book: Workbook, specification: Specification) -> None:
    """List the codes, and name the ranges of their labels."""
    sheet = book.create_sheet(CODES)
    for number, heading in enumerate(["list", "code", *LANGUAGES.values()], start=1):
        cell = put(sheet.cell(1, number), heading)
        cell.font, cell.fill = (
            Font(FONT, bold=True),
            PatternFill("solid", fgColor=COLOURS[REQUIRED]),
        )
        sheet.column_dimensions[get_column_letter(number)].width = 24 if number < 3 else 48
    row = 2
    for name, codes in specification.codes.items():
        first = row
        for code, labels in codes.items():
            for number, value in enumerate([name, code, *labels.values()], start=1):
                put(sheet.cell(row, number), value)
            row += 1
        for number, language in enumerate(LANGUAGES, start=3):
            letters = get_column_letter(number)
            where = f"'{CODES}'!${letters}${first}:${letters}${row - 1}"
            _define(book, codes_name(name, language), where)
    for name, signs in CHARACTERS.items():
        _define(book, name, f'"{signs}"')
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(sheet.max_column)}{row - 1}"


def _define(book: Workbook, name: str, content: str) -> None:
    """Give a name to a range or a text."""
    book.defined_names[name] = DefinedName(name, attr_text=content)


def _guide(sheet: Worksheet, specification: Specification, texts: Texts) -> None:
    """Say in each language how to fill in the chart, and what the colours mean."""
    several = [*specification.codes["visual_materials"].values()][:2]
    rows = [("title", ""), *((f"readme.{key}", "") for key in GUIDANCE)]
    rows += [(f"legend.{kind}", colour) for kind, colour in COLOURS.items()]
    parts = [*entries.groups(specification)]
    rows += [(f"group.{part}", PALETTE[n % len(PALETTE)]) for n, part in enumerate(parts)]
    sheet.column_dimensions["A"].width = 6
    for number, language in enumerate(LANGUAGES, start=2):
        sheet.column_dimensions[get_column_letter(number)].width = GUIDE_WIDTH
        example = "; ".join(labels[language] for labels in several)
        for row, (key, _) in enumerate(rows, start=1):
            cell = put(
                sheet.cell(row, number), texts.say(key, language, last=LAST, example=example)
            )
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(FONT, bold=key == "title", size=14 if key == "title" else 11)
    for row, (key, colour) in enumerate(rows, start=1):
        longest = max(map(len, texts.messages[key].values()))
        sheet.row_dimensions[row].height = 17 * (longest // (GUIDE_WIDTH - 6) + 1) + 3
        if colour:
            sheet.cell(row, 1).fill = PatternFill("solid", fgColor=colour)
