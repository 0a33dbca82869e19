"""A formula is true exactly where its condition is false, in each language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from answering import Spreadsheet
from anycharts import charts, typed
from monitorlib import paths
from monitorlib.observations.conditions import Condition
from monitorlib.observations.forms.formulas import Formulas, quoted
from monitorlib.observations.specification import Specification

CHART = Specification(paths.hand())
CELLS = {name: f"A{row}" for row, name in enumerate(CHART.fields, start=3)}


def sheet(chart, language):
    """Give the cells of a chart: labels and numbers."""
    cells = {}
    for name, field in CHART.fields.items():
        codes = CHART.codes_of(name)
        if chart[name]:
            label = codes.get(chart[name], {}).get(language, chart[name])
            cells[CELLS[name]] = float(chart[name]) if field.type == "whole" else label
    return Spreadsheet(cells, {})


@settings(deadline=None, max_examples=100)
@given(chart=charts(CHART))
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_formula_is_true_exactly_where_its_rule_is_broken(language, chart):
    formulas, frame = Formulas(CHART, language, CELLS), typed(CHART, chart)
    conditions = {rule.name: rule.holds for rule in CHART.rules.values()}
    conditions |= {field.name: field.relevant for field in CHART.fields.values() if field.relevant}
    for name, condition in conditions.items():
        said = sheet(chart, language)(formulas.breach(condition))
        assert said is bool(condition.judge(frame)[1][0]), name


@settings(deadline=None, max_examples=50)
@given(chart=charts(CHART))
@pytest.mark.parametrize(
    "text",
    [
        "permit == 'denied' and court_cases == 1",
        "permit != 'denied' and (court_cases == 1 or persons_fined < 3)",
        "permit == 'unknown' or hindered == 'no'",
        "permit != 'unknown'",
        "concern == '' and concern_group != ''",
        "court_cases > 1 or persons_fined + persons_arrested >= 3 and police_officers == 0",
    ],
)
def test_conditions_that_no_rule_has_yet_are_written_as_well(text, chart):
    condition = Condition.parse(text)
    said = sheet(chart, "ru")(Formulas(CHART, "ru", CELLS).breach(condition))
    assert said is bool(condition.judge(typed(CHART, chart))[1][0])


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("participants_low <= participants_high", "AND(ISNUMBER($A3),ISNUMBER($B3),$A3>$B3)"),
        ("permit == 'denied'", 'AND($C3<>"",$C3<>"Unknown",$C3<>"Denied")'),
        ("permit != 'denied'", '$C3="Denied"'),
        (
            "participants_low + participants_high + participants_low <= 5",
            "AND(ISNUMBER($A3),ISNUMBER($B3),SUM($A3,$B3,$A3)>5)",
        ),
    ],
)
def test_formulas_are_short_enough_to_read(text, formula):
    cells = {"participants_low": "$A3", "participants_high": "$B3", "permit": "$C3"}
    assert Formulas(CHART, "en", cells).breach(Condition.parse(text)) == formula


def test_what_is_known_already_is_not_asked_again():
    cells = {"participants_low": "$A3", "participants_high": "$B3"}
    condition = Condition.parse("participants_low <= participants_high")
    made = Formulas(CHART, "en", cells).breach(condition, "participants_high")
    assert made == "AND(ISNUMBER($A3),$A3>$B3)"


def test_quotes_are_doubled():
    assert quoted('a "b"') == '"a ""b"""'
