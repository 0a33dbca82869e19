"""A sheet refuses what breaks a rule, and colours what it could not refuse."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from openpyxl.utils import get_column_letter

from answering import Spreadsheet
from anycharts import charts, typed
from monitorlib import paths
from monitorlib.observations.forms import entries
from monitorlib.observations.forms.acceptance import CHARACTERS, codes_name
from monitorlib.observations.forms.texts import Texts
from monitorlib.observations.forms.validations import Checks
from monitorlib.observations.specification import Specification

CHART = Specification(paths.hand())
COLUMNS = {name: get_column_letter(n) for n, name in enumerate(CHART.fields, start=1)}
CHECKS = {
    language: Checks(CHART, Texts(CHART.folder), language, COLUMNS)
    for language in ("en", "ru", "kk")
}
VALIDATIONS = {
    (name, language): checks.validation(field)
    for name, field in CHART.fields.items()
    for language, checks in CHECKS.items()
}


def value(name, text, language):
    """Give what a cell holds."""
    kind, labels = CHART.field(name).type, CHART.codes_of(name).get(text)
    if kind in ("whole", "date", "time"):
        return {"date": 43164.0, "time": 0.6}.get(kind) or float(text)
    return labels[language] if labels else text


def sheet(chart, language, **pasted):
    """Lay a chart out in row 3: labels, numbers, days and times; and what was pasted."""
    cells = {f"{COLUMNS[name]}3": value(name, text, language)
             for name, text in chart.items() if text}  # fmt: skip
    cells |= {f"{COLUMNS[name]}3": value for name, value in pasted.items()}
    names = CHARACTERS | {
        codes_name(each, language): [labels[language] for labels in codes.values()]
        for each, codes in CHART.codes.items()
    }
    return Spreadsheet(cells, names)


def colour(spreadsheet, language, name):
    """Give the first colour that applies, as a spreadsheet does."""
    for kind, formula in CHECKS[language].colours(CHART.field(name)):
        if spreadsheet(formula):
            return kind
    return ""


def blank(**given):
    return dict.fromkeys(CHART.fields, "") | given


def broken(chart, severity):
    frame = typed(CHART, chart)
    rules = CHART.rules.values()
    return {rule.field for rule in rules
            if rule.severity == severity and rule.holds.judge(frame)[1][0]}  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(chart=charts(CHART))
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_validation_refuses_exactly_what_breaks_a_rule(language, chart):
    wrong, cells = broken(chart, "error"), sheet(chart, language)
    for name, field in CHART.fields.items():
        made = VALIDATIONS[name, language]
        if made.type == "custom" and field.type == "whole":
            assert cells(made.formula1) is (name not in wrong), name


@settings(deadline=None, max_examples=60)
@given(chart=charts(CHART))
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_colours_show_exactly_what_is_wrong_unusual_or_not_asked_for(language, chart):
    frame, cells = typed(CHART, chart), sheet(chart, language)
    wrong, unusual = broken(chart, "error"), broken(chart, "warning")
    for name, field in CHART.fields.items():
        if field.type in ("text", "crowd", "codes", "id") and not field.relevant:
            continue
        unasked = any(one.judge(frame)[1][0] for one in entries.asked_when(CHART, field))
        filled = chart[name] not in ("", field.otherwise) and not (
            chart[name] == "unknown" and CHART.codes_of(name)
        )
        wanted = (
            "error" if name in wrong or (unasked and filled)
            else "not_asked" if unasked
            else "warning" if name in unusual
            else "required" if field.required and not chart[name]
            else ""
        )  # fmt: skip
        assert colour(cells, language, name) == wanted, name


@pytest.mark.parametrize(
    ("name", "pasted"),
    [("duration", "long"), ("city", "Алмата"), ("date", 99999.0), ("id", "Имя"), ("monitor", "Имя"),
     ("concern", "x" * 301), ("start_time", 2.0), ("persons_fined", -1.0), ("photo", "maybe")],
)  # fmt: skip
def test_a_pasted_cell_that_is_no_value_is_red(name, pasted):
    assert colour(sheet(blank(), "ru", **{name: pasted}), "ru", name) == "error"


def test_an_empty_row_has_no_colour():
    for language in CHECKS:
        cells = sheet(blank(), language)
        assert [colour(cells, language, name) for name in CHART.fields] == [""] * len(CHART.fields)


def test_a_number_of_a_chart_stands_once():
    cells = sheet(blank(id="KZ-1"), "en")
    formula = VALIDATIONS["id", "en"].formula1
    assert cells(formula)
    cells.cells["A4"] = "KZ-01"
    assert cells(formula)
    cells.cells["A4"] = "kz-1"
    assert not cells(formula)
    assert colour(cells, "en", "id") == "error"


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_formulas_and_messages_have_the_length_that_a_spreadsheet_takes(language):
    for name in CHART.fields:
        made = VALIDATIONS[name, language]
        assert len(made.formula1 or "") <= 255, name
        assert len(made.error or "") <= 255, name
        assert 0 < len(made.prompt) <= 255, name
        assert len(made.promptTitle or "") <= 32, name
        assert len(made.errorTitle or "") <= 32, name
        for _, formula in CHECKS[language].colours(CHART.field(name)):
            assert len(formula) <= 8_192, name


def test_no_validation_holds_what_spreadsheets_forbid_there():
    for made in VALIDATIONS.values():
        assert not re.search(r"[{}\[\]!]", made.formula1 or ""), made.formula1


@pytest.mark.parametrize(
    ("name", "kind", "first", "second"),
    [
        ("participants_low", "whole", "0", "9999999"),
        ("date", "date", "DATE(2010,1,1)", "TODAY()"),
        ("start_time", "time", "0", "TIME(23,59,59)"),
        ("concern", "textLength", "300", None),
        ("city", "list", "codes_city_ru", None),
        ("photo", "list", "codes_yes_no_ru", None),
        ("notified", "list", "codes_notified_ru", None),
        ("notes", None, None, None),
    ],
)
def test_a_field_without_rules_has_the_validation_that_spreadsheets_know(name, kind, first, second):
    made = VALIDATIONS[name, "ru"]
    assert (made.type, made.formula1, made.formula2) == (kind, first, second)


def test_all_charts_of_a_sheet_are_validated():
    assert str(VALIDATIONS["id", "kk"].sqref) == "A3:A502"


def test_a_blank_passes_although_it_is_not_switched_off():
    # "Ignore blank" would let anything pass where another cell of the formula is blank.
    for (name, language), made in VALIDATIONS.items():
        if made.type == "custom":
            assert not made.allow_blank
            assert sheet(blank(), language)(made.formula1) is True, name


def test_several_codes_are_offered_and_not_enforced():
    assert not VALIDATIONS["notified", "en"].showErrorMessage
    assert VALIDATIONS["city", "en"].showErrorMessage
    assert "Several: separate them by semicolons." in VALIDATIONS["notified", "en"].prompt


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "A whole number from 0 to 9\u202f999\u202f999.\n"
               "No more were detained before the assembly than in all."),
        ("ru", "Целое число от 0 до 9\u202f999\u202f999.\n"
               "Задержанных до начала акции не больше, чем всех задержанных."),
        ("kk", "0-ден 9\u202f999\u202f999-ға дейінгі бүтін сан.\n"
               "Акция басталғанға дейін ұсталғандар барлық ұсталғандардан аспайды."),
    ],
)  # fmt: skip
def test_a_refusal_says_why_in_the_language_of_the_sheet(language, message):
    assert VALIDATIONS["detained_before", language].error == message
