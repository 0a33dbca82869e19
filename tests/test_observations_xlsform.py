"""The XLSForm asks what the specification holds, in three languages, under the same rules."""

from __future__ import annotations

import re
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from pyxform.xls2xform import convert

from answering import Phone
from anycharts import charts, typed
from monitorlib import paths
from monitorlib.observations.files.sheetcells import save
from monitorlib.observations.forms import xlsform
from monitorlib.observations.specification import Specification

CHART = Specification(paths.hand())
SPOKEN = ["English (en)", "Русский (ru)", "Қазақша (kk)"]


def rows(sheet):
    """Give the rows of a sheet by heading, without blanks."""
    lines = [*sheet.iter_rows(values_only=True)]
    return [
        {heading: cell for heading, cell in zip(lines[0], line, strict=True) if cell is not None}
        for line in lines[1:]
    ]


BOOK = xlsform.build(CHART)
SURVEY = rows(BOOK["survey"])
QUESTIONS = {row["name"]: row for row in SURVEY if row.get("name") in CHART.fields}
NOTES = {row["name"]: row for row in SURVEY if row["type"] == "note"}
CONSTRAINED = [name for name, row in QUESTIONS.items() if "constraint" in row]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    path = tmp_path_factory.mktemp("form") / "form.xlsx"
    save(BOOK, path)
    return convert(str(path), validate=False)


def test_it_compiles_without_a_warning(compiled):
    assert compiled.warnings == []
    for spoken in SPOKEN:
        assert f'lang="{spoken}"' in compiled.xform


def test_every_field_is_asked_exactly_once(compiled):
    names = [row["name"] for row in SURVEY if row["type"] not in ("begin_group", "end_group")]
    asked = [name for name in names if not name.startswith("warning_")]
    assert sorted(asked) == sorted(CHART.fields)
    for name in asked:
        assert len(re.findall(rf'<bind nodeset="/[^"]*/{name}"', compiled.xform)) == 1


def test_no_name_means_two_things():
    names = [row["name"] for row in SURVEY if row["type"] != "end_group"]
    assert len(set(names)) == len(names)


def test_groups_are_those_of_the_specification_each_once():
    found, group = {}, None
    for row in SURVEY:
        if row["type"] == "begin_group":
            group = row["name"].removeprefix("group_")
        elif row["name" if "name" in row else "type"] in CHART.fields:
            found.setdefault(group, []).append(row["name"])
    wanted = {}
    for field in CHART.fields.values():
        wanted.setdefault(field.group, []).append(field.name)
    assert found == wanted
    kinds = [row["type"] for row in SURVEY if row["type"].endswith("_group")]
    assert kinds == ["begin_group", "end_group"] * len(wanted)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("id", "text"), ("monitor", "text"), ("date", "date"), ("start_time", "time"),
        ("duration", "integer"), ("city", "select_one city"),
        ("police_present", "select_one yes_no"), ("notified", "select_multiple notified"),
        ("participants_reported", "text"), ("concern", "text"),
        ("reason_not_requested", "select_one reason"),
    ],
)  # fmt: skip
def test_types_become_types_of_questions(name, kind):
    assert QUESTIONS[name]["type"] == kind


def test_choices_are_the_codes_with_their_labels():
    wanted = [
        {"list_name": name, "name": code, "label::English (en)": labels["en"],
         "label::Русский (ru)": labels["ru"], "label::Қазақша (kk)": labels["kk"]}
        for name, codes in CHART.codes.items() for code, labels in codes.items()
    ]  # fmt: skip
    assert rows(BOOK["choices"]) == wanted


@pytest.mark.parametrize("column", xlsform.TRANSLATED)
def test_a_text_stands_in_every_language_or_in_none(column):
    for row in SURVEY:
        said = [row.get(f"{column}::{spoken}", "") for spoken in SPOKEN]
        assert all(one.strip() for one in said) or not any(said), row
        assert said[0] not in said[1:] or not any(said), f"not translated: {row}"


@pytest.mark.parametrize("spoken", SPOKEN)
def test_every_label_hint_and_message_is_filled_in(spoken):
    for row in SURVEY:
        assert row["type"] == "end_group" or row[f"label::{spoken}"].strip()
    for row in QUESTIONS.values():
        assert row[f"hint::{spoken}"].strip()
        assert ("constraint" in row) == bool(row.get(f"constraint_message::{spoken}"))
        assert ("required" in row) == bool(row.get(f"required_message::{spoken}"))
    for row in rows(BOOK["choices"]):
        assert row[f"label::{spoken}"].strip()


def test_required_and_private_fields_say_so():
    for name, field in CHART.fields.items():
        assert (QUESTIONS[name].get("required") == "yes") == field.required
        assert ("guidance_hint::English (en)" in QUESTIONS[name]) == field.private


def test_nothing_is_asked_of_the_device_or_the_user():
    kinds = {row["type"].split()[0] for row in SURVEY}
    assert kinds == {"begin_group", "end_group", "note", "text", "date", "time", "integer",
                     "select_one", "select_multiple"}  # fmt: skip


NAMES = ["Aigerim", "A. Ivanova", "Иванова", "Айгерім", "Ivanova-Petrova", "Anna", "ANNA", "Al", ""]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("field", ["id", "monitor"])
def test_a_name_cannot_be_typed_where_a_code_belongs(field, name):
    assert not Phone({field: name}, field)(QUESTIONS[field]["constraint"])


@pytest.mark.parametrize(
    ("field", "code"),
    [("id", "KZ-2018-001"), ("id", "7"), ("id", "1" * 32), ("monitor", "ALA07"),
     ("monitor", "KZ0001"), ("monitor", "AB12")],
)  # fmt: skip
def test_a_code_can_be_typed(field, code):
    assert Phone({field: code}, field)(QUESTIONS[field]["constraint"])


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("id", "-1"), ("id", "KZ 1"), ("id", "1" * 33), ("id", "KZ/1"), ("id", "№1"),
     ("monitor", "ala07"), ("monitor", "A07"), ("monitor", "ALMA07"), ("monitor", "ALA7"),
     ("monitor", "ALA00007"), ("monitor", "АLA07")],
)  # fmt: skip
def test_what_is_no_code_cannot_be_typed(field, wrong):
    assert not Phone({field: wrong}, field)(QUESTIONS[field]["constraint"])


@pytest.mark.parametrize(
    ("day", "passes"),
    [("2009-12-31", False), ("2010-01-01", True), ("2018-12-31", True), ("2019-01-01", False)],
)
def test_a_day_lies_between_the_first_of_the_monitoring_and_today(day, passes):
    phone = Phone({"date": day}, "date", today=date(2018, 12, 31).isoformat())
    assert phone(QUESTIONS["date"]["constraint"]) is passes


@pytest.mark.parametrize(("letters", "passes"), [(300, True), (301, False)])
def test_a_public_text_is_short_and_a_private_one_is_free(letters, passes):
    assert (
        Phone({"concern": "x" * letters}, "concern")(QUESTIONS["concern"]["constraint"]) is passes
    )
    assert "constraint" not in QUESTIONS["notes"]


def broken(chart, severity):
    """Name the fields whose rules a chart breaks, by the conditions themselves."""
    frame = typed(CHART, chart)
    return {
        (rule.field, rule.name)
        for rule in CHART.rules.values()
        if rule.severity == severity and rule.holds.judge(frame)[1][0]
    }


@settings(deadline=None, max_examples=150)
@given(chart=charts(CHART))
def test_constraints_refuse_exactly_what_breaks_a_rule(chart):
    wrong = {field for field, _ in broken(chart, "error")}
    for name in CONSTRAINED:
        if chart[name] and name != "monitor":
            passes = Phone(chart, name)(QUESTIONS[name]["constraint"])
            assert passes == (name not in wrong), name


@settings(deadline=None, max_examples=150)
@given(chart=charts(CHART))
def test_notes_show_exactly_the_warnings(chart):
    wanted = {f"warning_{rule.replace('-', '_')}" for _, rule in broken(chart, "warning")}
    assert {name for name, row in NOTES.items() if Phone(chart)(row["relevant"])} == wanted


def test_every_rule_stands_in_the_form_with_its_words():
    for rule in CHART.rules.values():
        name = f"warning_{rule.name.replace('-', '_')}"
        row, column = (QUESTIONS[rule.field], "constraint_message")
        if rule.severity == "warning":
            row, column = NOTES[name], "label"
        for spoken, message in zip(SPOKEN, rule.messages.values(), strict=True):
            assert message in row[f"{column}::{spoken}"]


@settings(deadline=None, max_examples=150)
@given(chart=charts(CHART))
def test_a_question_is_asked_where_its_condition_may_hold(chart):
    # As a phone does: a question that is not asked is blank for the others; as the checks do:
    # it is what follows from its not being asked.
    shown, implied = dict(chart), dict(chart)
    for name, field in CHART.fields.items():
        if field.relevant is None:
            assert "relevant" not in QUESTIONS[name]
            continue
        needed = {other: implied[other] for other in field.relevant.fields}
        true, false = field.relevant.judge(typed(CHART, needed))
        asked = Phone(shown)(QUESTIONS[name]["relevant"])
        assert asked or not true[0], name
        assert not asked or not false[0], name
        if not asked:
            shown[name] = ""
            implied[name] = field.otherwise if false[0] else ""


@pytest.mark.parametrize(
    ("answers", "name", "asked"),
    [
        ({"permit": "denied"}, "denial_reason", True),
        ({"permit": "permitted"}, "denial_reason", False),
        ({"permit": "unknown"}, "denial_reason", False),
        ({"permit": ""}, "denial_reason", False),
        ({"permit": "not_required"}, "reason_not_requested", True),
        ({"permit": "permitted"}, "reason_not_requested", False),
        ({"police_present": "no"}, "police_officers", False),
        ({"police_present": ""}, "police_officers", True),
        ({"police_present": "unknown"}, "police_officers", True),
        ({"persons_detained": "0"}, "detained_before", False),
        ({"persons_detained": ""}, "detained_before", True),
        ({"court_cases": "0", "persons_fined": ""}, "fine_mci", False),
        ({"court_cases": "", "persons_fined": ""}, "fine_mci", True),
        ({"court_cases": "1", "persons_fined": "0"}, "fine_mci", False),
        ({"court_cases": "1", "persons_fined": "1"}, "fine_mci", True),
    ],
    ids=str,
)
def test_what_is_unknown_is_asked_for_and_what_cannot_be_is_not(answers, name, asked):
    assert Phone(answers)(QUESTIONS[name]["relevant"]) is asked


def test_settings_name_the_form_in_every_language_and_its_content():
    [found] = rows(BOOK["settings"])
    assert found["form_id"] == "observation_chart"
    assert found["default_language"] == "English (en)"
    assert found["form_title"] == "Observation chart / Карта наблюдения / Байқау картасы"
    assert re.fullmatch("v[0-9a-f]{12}", found["version"])


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("chart-fields.csv", "Chart number", "Number of the chart"),
        ("chart-codes.csv", "Rally", "Rallies"),
        ("chart-rules.csv", "duration <= 1440", "duration <= 2880"),
        ("chart-texts.csv", "Observation chart", "Chart"),
    ],
)
def test_the_version_changes_with_the_specification_only(file, old, new, tmp_path):
    def version():
        book = xlsform.build(Specification(tmp_path))
        return rows(book["settings"])[0]["version"]

    for path in paths.hand().glob("chart-*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    first = version()
    assert first == rows(BOOK["settings"])[0]["version"]
    content = (tmp_path / file).read_text(encoding="utf-8")
    assert old in content
    (tmp_path / file).write_text(content.replace(old, new), encoding="utf-8")
    assert version() != first


def test_no_cell_begins_like_a_formula():
    assert all(
        not re.match("[=+@-]", cell)
        for sheet in BOOK
        for line in sheet.iter_rows(values_only=True)
        for cell in line
        if isinstance(cell, str)
    )


def test_the_form_reads_back_as_it_was_made(tmp_path):
    save(BOOK, tmp_path / "form.xlsx")
    read = openpyxl.load_workbook(tmp_path / "form.xlsx")
    assert read.sheetnames == ["survey", "choices", "settings"]
    assert rows(read["survey"]) == SURVEY
