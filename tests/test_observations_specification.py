"""The chart's fields, codes and rules hang together, and agree with the report's own words."""

from __future__ import annotations

import ast
import re
from datetime import date, time

import pytest

from anycharts import typed
from monitorlib import paths
from monitorlib.errors import SourceError, UnknownNameError
from monitorlib.observations.specification import LANGUAGES, TYPES, UNKNOWN, Specification
from monitorlib.vocabulary import Vocabulary, read_text_table, records

CHART = Specification(paths.hand())
WORDS = Vocabulary(paths.hand())
FIELDS = records(read_text_table(paths.hand() / "chart-fields.csv"))
NAMED = ["id", "monitor", "source", "date", "date_precision", "start_time", "duration", "region",
         "city", "place", "participants_reported", "participants_low", "participants_high",
         "participants_best", "form", "visual_materials", "concern_group", "concern", "organiser",
         "organisation", "notified", "permit", "denial_reason", "reason_not_requested",
         "prosecutor_present", "prosecutor_cautioned", "akimat_present", "akimat_cautioned",
         "police_present", "police_cautioned", "police_officers", "hindered", "dispersed",
         "persons_detained", "detained_before", "released_explained", "court_cases",
         "persons_cautioned", "persons_fined", "fine_mci", "persons_arrested", "arrest_days",
         "photo", "video", "notes"]  # fmt: skip


def test_the_chart_holds_every_field_once():
    assert [row["field"] for row in FIELDS] == NAMED
    assert [*CHART.fields] == NAMED


@pytest.mark.parametrize("row", FIELDS, ids=lambda row: row["field"])
def test_every_cell_of_a_field_says_something_known(row):
    assert re.fullmatch("[a-z_]+", row["field"])
    assert row["type"] in TYPES
    assert row["required"] in ("yes", "no")
    assert row["visibility"] in ("public", "private")
    assert row["meaning"]
    assert row["unknown"]
    assert (row["unknown"] == "never blank") <= (row["required"] == "yes")


def test_private_fields_are_those_that_could_lead_to_a_person():
    private = [name for name, field in CHART.fields.items() if field.private]
    assert private == ["id", "monitor", "place", "notes"]
    assert CHART.public == [name for name in NAMED if name not in private]


@pytest.mark.parametrize("name", NAMED)
def test_a_field_has_a_list_of_codes_exactly_where_its_type_wants_one(name):
    field = CHART.field(name)
    assert (field.list in CHART.codes) is (field.type in ("code", "codes", "yes_no"))
    assert (field.list == "yes_no") is (field.type == "yes_no")
    assert bool(CHART.codes_of(name)) is bool(field.list)


def test_every_list_is_used():
    assert {field.list for field in CHART.fields.values()} - {""} == {*CHART.codes}


@pytest.mark.parametrize("name", CHART.codes)
def test_codes_are_short_words_of_one_meaning(name):
    rows = [row for row in records(read_text_table(paths.hand() / "chart-codes.csv"))
            if row["list"] == name]  # fmt: skip
    codes = [row["code"] for row in rows]
    assert len({*codes}) == len(codes)
    pattern = "[A-Z][A-Za-z-]+" if name == "city" else "[a-z][a-z_]*"
    assert all(re.fullmatch(pattern, code) for code in codes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHART.codes)
def test_labels_of_a_list_are_read_back_as_one_code_each(name, language):
    labels = {code: each[language] for code, each in CHART.codes[name].items()}
    assert all(label == label.strip() != "" for label in labels.values())
    folded = [label.casefold() for label in labels.values()]
    assert len({*folded}) == len(folded)
    for code, label in labels.items():
        others = {other.casefold() for other in labels if other != code}
        assert label.casefold() not in others, f"{label} is the code of something else"


@pytest.mark.parametrize("name", CHART.codes)
def test_no_label_means_another_code_in_another_language(name):
    meant = {}
    for code, labels in CHART.codes[name].items():
        for label in labels.values():
            assert meant.setdefault(label.casefold(), code) == code


@pytest.mark.parametrize("name", [n for n, f in CHART.fields.items() if f.type == "codes"])
def test_labels_that_are_joined_can_be_taken_apart(name):
    for labels in CHART.codes_of(name).values():
        assert not any(re.search("[;,|/]", label) for label in labels.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_fields_are_distinct(language):
    labels = [field.labels[language].casefold() for field in CHART.fields.values()]
    assert all(labels)
    assert len({*labels}) == len(labels)
    for name, label in zip(NAMED, labels, strict=True):
        assert label not in NAMED or label == name


def test_no_label_of_a_field_means_another_field_in_another_language():
    meant = {}
    for name, field in CHART.fields.items():
        for label in field.labels.values():
            assert meant.setdefault(label.casefold(), name) == name


@pytest.mark.parametrize("table", [CHART.fields, CHART.rules], ids=["fields", "rules"])
def test_english_is_latin_and_the_others_are_cyrillic(table):
    for each in table.values():
        said = each.labels if table is CHART.fields else each.messages
        assert not re.search("[а-яё]", said["en"].lower())
        assert re.search("[а-яё]", said["ru"].lower())
        assert re.search("[а-яәғқңөұүһі]", said["kk"].lower())
        assert not re.search("[әғқңөұүһі]", said["ru"].lower())


def test_names_of_the_report_are_names_of_the_chart():
    dimensions = {
        "form": [*CHART.codes["form"]],
        "concern": [*CHART.codes["concern"]],
        "organiser": [*CHART.codes["organiser"]],
        "reason": [*CHART.codes["reason"]],
    }
    for dimension, codes in dimensions.items():
        rows = WORDS.categories[WORDS.categories["dimension"] == dimension]
        listed = [name for name in rows["category"] if name != "total"]
        assert sorted(codes) == sorted(listed)
    assert [*CHART.codes["city"]] == WORDS.towns


def test_fields_feed_tables_and_sections_that_there_are():
    cards = {path.stem for path in (paths.raw() / "cards").glob("*.toml")}
    tables = {name.removeprefix("table-").removeprefix("0") for name in cards}
    sections = {path.name[:2] for path in paths.notebooks().glob("[0-9][0-9]-*.ipynb")}
    for field in CHART.fields.values():
        for name in field.feeds:
            assert name in (sections if name.startswith("0") else tables), (field.name, name)


def test_the_tables_that_count_charts_are_all_fed():
    fed = {name for field in CHART.fields.values() for name in field.feeds}
    assert {str(n) for n in range(1, 20)} | {"14-1"} <= fed


def test_an_unknown_field_is_answered_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"found 'permitt'; .*did you mean permit"):
        CHART.field("permitt")


@pytest.mark.parametrize("name", [n for n, f in CHART.fields.items() if f.relevant])
def test_a_field_is_asked_for_by_fields_that_stand_before_it(name):
    field = CHART.field(name)
    assert not field.required
    for other in field.relevant.fields:
        assert NAMED.index(other) < NAMED.index(name)


def test_conditions_compare_fields_with_what_they_can_hold():
    conditions = [rule.holds for rule in CHART.rules.values()]
    conditions += [field.relevant for field in CHART.fields.values() if field.relevant]
    for condition in conditions:
        assert {*condition.fields} <= {*NAMED}
        for node in ast.walk(condition.tree):
            if not isinstance(node, ast.Compare):
                continue
            names = [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
            [*constants] = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
            for name in names:
                field = CHART.field(name)
                assert field.type != "codes"
                for value in constants:
                    assert (isinstance(value, int)) is (field.type == "whole")
                    assert value == "" or isinstance(value, int) or value in CHART.codes_of(name)


@pytest.mark.parametrize("name", [n for n, f in CHART.fields.items() if f.otherwise])
def test_what_a_field_is_where_it_is_not_asked_for_is_a_value_of_its(name):
    field = CHART.field(name)
    assert field.relevant
    readers = {
        "whole": lambda text: int(text) >= 0,
        "date": date.fromisoformat,
        "time": time.fromisoformat,
        "yes_no": lambda text: text in ("yes", "no"),
        "code": lambda text: text in CHART.codes_of(name),
        "codes": lambda text: {*text.split()} <= {*CHART.codes_of(name)},
    }
    assert readers.get(field.type, bool)(field.otherwise)
    assert field.otherwise != UNKNOWN


def test_a_rule_is_one_comparison_or_alternatives():
    # A form asks the fields of a rule one by one whether they are known, which is right for
    # these and would not be for "and".
    for rule in CHART.rules.values():
        assert not any(isinstance(node, ast.And) for node in ast.walk(rule.holds.tree)), rule.name


@pytest.mark.parametrize("name", CHART.rules)
def test_a_rule_names_its_field_and_its_severity(name):
    rule = CHART.rules[name]
    assert rule.severity in ("error", "warning")
    assert rule.field in rule.holds.fields
    assert all(message.strip() and not message.endswith(".") for message in rule.messages.values())


CASES = {
    "low-high": ({"participants_low": 5, "participants_high": 4}, {"participants_high": 5}),
    "low-best": ({"participants_low": 5, "participants_best": 4}, {"participants_best": 5}),
    "best-high": ({"participants_best": 5, "participants_high": 4}, {"participants_high": 5}),
    "someone-took-part": ({"participants_best": 0}, {"participants_best": 1}),
    "single-picket": ({"form": "single_picket", "participants_best": 2}, {"form": "picket"}),
    "single-organiser": ({"organiser": "single", "participants_best": 2},
                         {"participants_best": 1}),
    "officers-present": ({"police_officers": 1, "police_present": "no"},
                         {"police_present": "yes"}),
    "detained-participants": ({"persons_detained": 3, "participants_high": 2},
                              {"persons_detained": 2}),
    "detained-best": ({"persons_detained": 3, "participants_best": 2}, {"persons_detained": 2}),
    "before-detained": ({"detained_before": 2, "persons_detained": 1}, {"persons_detained": 2}),
    "released-detained": ({"released_explained": 2, "persons_detained": 1},
                          {"released_explained": 1}),
    "sanctions-persons": (
        {"persons_cautioned": 1, "persons_fined": 1, "persons_arrested": 1,
         "participants_best": 2}, {"persons_arrested": 0}),
    "sanctions-high": (
        {"persons_cautioned": 1, "persons_fined": 1, "persons_arrested": 1,
         "participants_high": 2}, {"participants_high": 3}),
    "fine-amount": ({"persons_fined": 1, "fine_mci": 0}, {"fine_mci": 1}),
    "arrest-length": ({"persons_arrested": 1, "arrest_days": 0}, {"arrest_days": 1}),
    "arrest-limit": ({"arrest_days": 16}, {"arrest_days": 15}),
    "long-assembly": ({"duration": 1441}, {"duration": 1440}),
    "lasting": ({"duration": 0}, {"duration": 1}),
    "permitted-hindered": ({"permit": "permitted", "hindered": "yes"}, {"hindered": "no"}),
    "permitted-court": ({"permit": "permitted", "court_cases": 1}, {"permit": "denied"}),
    "concern-told": ({"concern": "wages", "concern_group": ""}, {"concern_group": "social"}),
    "crowd-large": ({"participants_best": 100_001}, {"participants_best": 100_000}),
    "officers-many": ({"police_officers": 5_001}, {"police_officers": 5_000}),
}  # fmt: skip


def judged(rule, values):
    """Judge a rule on a chart that says only these values."""
    blank = dict.fromkeys(NAMED, "")
    chart = typed(CHART, blank | {name: str(value) for name, value in values.items()})
    true, false = CHART.rules[rule].holds.judge(chart)
    return bool(true[0]), bool(false[0])


def test_every_rule_has_its_cases():
    assert {*CASES} == {*CHART.rules}


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_is_broken_kept_and_silent_where_something_is_unknown(rule):
    wrong, mended = CASES[rule]
    assert judged(rule, wrong) == (False, True)
    assert judged(rule, wrong | mended) == (True, False)
    for name in CHART.rules[rule].holds.fields:
        if name not in CHART.rules[rule].holds.asked_blank:
            assert not judged(rule, {**wrong, name: ""})[1], name


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("chart-fields", "permit == 'denied'", "permit ~ 'denied'", "a condition such as"),
        ("chart-rules", "duration >= 1", "duration >> 1", "a condition such as"),
    ],
)
def test_a_broken_condition_is_refused_with_its_text(table, old, new, said, tmp_path):
    for path in paths.hand().glob("chart-*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    file = tmp_path / f"{table}.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    chart = Specification(tmp_path)
    with pytest.raises(SourceError, match=said) as caught:
        len(chart.fields) + len(chart.rules)
    assert new in str(caught.value)
