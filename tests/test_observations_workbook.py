"""The workbook has a sheet to fill in for each language, and its lists come from the codes."""

from __future__ import annotations

import re
from datetime import date

import openpyxl
import pytest

from monitorlib import paths
from monitorlib.observations.files import tablefiles
from monitorlib.observations.files.sheetcells import save
from monitorlib.observations.formats import formats, mapping
from monitorlib.observations.forms import entries, workbook
from monitorlib.observations.specification import LANGUAGES, Specification

CHART = Specification(paths.hand())
ORDER = [field for each in entries.groups(CHART).values() for field in each]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "chart.xlsx"
    save(workbook.build(CHART), path)
    return openpyxl.load_workbook(path)


def test_there_is_a_sheet_a_language_and_the_codes_and_a_guide(book):
    assert book.sheetnames == ["English", "Русский", "Қазақша", "Codes", "Read me"]


@pytest.mark.parametrize(("language", "title"), LANGUAGES.items())
def test_a_sheet_has_names_above_labels_and_nothing_else(book, language, title):
    names, labels, *rest = book[title].iter_rows(values_only=True)
    assert sorted(names) == sorted(CHART.fields)
    assert list(labels) == [CHART.field(name).labels[language] for name in names]
    assert rest == []


def test_fields_of_one_part_stand_together_in_one_colour(book):
    headings = book["English"][2]
    assert [CHART.fields[cell.value].group for cell in book["English"][1]] == [
        field.group for field in ORDER
    ]
    colours = {}
    for field, cell in zip(ORDER, headings, strict=True):
        colours.setdefault(field.group, set()).add(cell.fill.fgColor.rgb)
    assert all(len(each) == 1 for each in colours.values())
    assert len({min(each) for each in colours.values()}) == len(colours)


def test_headings_stay_in_sight(book):
    assert {book[title].freeze_panes for title in LANGUAGES.values()} == {"B3"}
    assert {book[title].print_title_rows for title in LANGUAGES.values()} == {"$1:$2"}


@pytest.mark.parametrize(
    ("title", "field", "pattern"),
    [
        ("English", "date", '@" *"'),
        ("English", "id", '@" * (private)"'),
        ("Русский", "place", '@" (служебное)"'),
        ("Қазақша", "notes", '@" (қызметтік)"'),
        ("English", "duration", "@"),
    ],
)
def test_marks_of_a_heading_are_no_part_of_its_text(book, title, field, pattern):
    [cell] = [two for one, two in zip(*book[title].iter_rows(max_row=2), strict=True)
              if one.value == field]  # fmt: skip
    assert cell.number_format == pattern
    assert cell.font.italic is CHART.fields[field].private


@pytest.mark.parametrize(("language", "title"), LANGUAGES.items())
def test_every_heading_explains_its_field_in_its_language(book, language, title):
    texts = workbook.Texts(CHART.folder)
    for cell, field in zip(book[title][2], ORDER, strict=True):
        said = cell.comment.text.split("\n")
        assert said[0] == texts.say(f"hint.{field.name}", language)
        assert (texts.say("mark.required", language) in said) is field.required
        assert (texts.say("mark.private", language) in said) is field.private
        assert (texts.say("mark.public", language) in said) is not field.private
        assert (texts.say("mark.several", language) in said) is (field.type == "codes")
        rules = [rule for rule in CHART.rules.values() if rule.field == field.name]
        for rule in rules:
            assert f"• {rule.messages[language]}." in said


@pytest.mark.parametrize(("language", "title"), LANGUAGES.items())
def test_every_list_names_the_labels_of_its_language(book, language, title):
    for field in ORDER:
        if field.list:
            where = book.defined_names[f"codes_{field.list}_{language}"].attr_text
            sheet, area = re.fullmatch(r"'(Codes)'!(.+)", where).groups()
            labels = [row[0].value for row in book[sheet][area.replace("$", "")]]
            assert labels == [each[language] for each in CHART.codes[field.list].values()]
    lists = {one.formula1 for one in book[title].data_validations.dataValidation
             if one.type == "list"}  # fmt: skip
    assert lists == {f"codes_{field.list}_{language}" for field in ORDER if field.list}
    assert lists <= {*book.defined_names}


def test_every_field_of_every_sheet_is_validated_over_all_rows(book):
    for title in LANGUAGES.values():
        areas = [str(one.sqref) for one in book[title].data_validations.dataValidation]
        letters = [cell.column_letter for cell in book[title][1]]
        assert sorted(areas) == sorted(f"{each}3:{each}502" for each in letters)


def test_every_rule_and_every_relevance_colours_its_field(book):
    wanted = {rule.field for rule in CHART.rules.values()}
    wanted |= {field.name for field in ORDER if field.relevant or field.required}
    for title in LANGUAGES.values():
        letters = {cell.column_letter: cell.value for cell in book[title][1]}
        coloured = {letters[re.match("[A-Z]+", str(each.sqref))[0]]
                    for each in book[title].conditional_formatting}  # fmt: skip
        assert wanted <= coloured


@pytest.mark.parametrize(
    ("field", "pattern"),
    [("id", "@"), ("participants_reported", "@"), ("date", "yyyy-mm-dd"), ("start_time", "hh:mm"),
     ("duration", "0"), ("city", "@")],
)  # fmt: skip
def test_a_column_has_the_format_of_its_field(book, field, pattern):
    # A text stays text: "001" keeps its zeros and "10-12" does not become a day.
    [letters] = [cell.column_letter for cell in book["English"][1] if cell.value == field]
    assert book["English"].column_dimensions[letters].number_format == pattern


def test_the_codes_are_listed_with_their_labels(book):
    head, *rows = book["Codes"].iter_rows(values_only=True)
    assert head == ("list", "code", "English", "Русский", "Қазақша")
    assert rows == [
        (name, code, *labels.values())
        for name, codes in CHART.codes.items()
        for code, labels in codes.items()
    ]


def test_the_guide_speaks_three_languages_and_explains_every_colour(book):
    rows = [row[1:] for row in book["Read me"].iter_rows(values_only=True)]
    assert rows[0] == ("Observation chart", "Карта наблюдения", "Байқау картасы")
    assert all(all(row) for row in rows)
    assert not any("{" in cell for row in rows for cell in row)
    shown = {cell.fill.fgColor.rgb[2:] for cell in book["Read me"]["A"]} - {"000000"}
    used = {
        rule.dxf.fill.bgColor.rgb[2:]
        for each in book["English"].conditional_formatting
        for rule in each.rules
    } | {cell.fill.fgColor.rgb[2:] for cell in book["English"][2]}
    assert shown == used
    assert any("502" in cell for row in rows for cell in row)


@pytest.mark.parametrize(("language", "title"), LANGUAGES.items())
def test_what_is_filled_in_is_read_back_as_codes(language, title, tmp_path):
    book, wanted = workbook.build(CHART), []
    sheet = book[title]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(max(map(len, CHART.codes.values()))):
        chart = {"id": f"KZ-{row:03}", "date": "2018-03-05", "participants_reported": "10-12"}
        sheet.cell(row + 3, columns["date"], date(2018, 3, 5))
        for name in ("id", "participants_reported"):
            sheet.cell(row + 3, columns[name], chart[name])
        for field in ORDER:
            if field.list:
                codes = [*CHART.codes[field.list]]
                several = [codes[row % len(codes)], codes[(row + 1) % len(codes)]]
                chosen = several if field.type == "codes" else several[:1]
                said = [CHART.codes[field.list][code][language] for code in chosen]
                sheet.cell(row + 3, columns[field.name], "; ".join(said))
                chart[field.name] = " ".join(chosen)
        wanted.append(chart)
    save(book, tmp_path / "filled.xlsx")
    sheets = tablefiles.read(tmp_path / "filled.xlsx")
    form = formats.formats(paths.hand() / "chart-formats", CHART)["chart"]
    found = mapping.mapped(sheets, form, CHART)
    assert found.charts[[*wanted[0]]].to_dict("records") == wanted
    assert [one for one in found.problems if one.severity == "error"] == []
