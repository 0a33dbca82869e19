"""Tables of every known format become the same charts, and nothing is lost without a word."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from formattables import ACLED, CHART, CLASSIC, KNOWN, SPECIFICATION, filled, read, table, told
from monitorlib import paths
from monitorlib.observations.files import csvtext, tablefiles
from monitorlib.observations.files.sheets import Allowance
from monitorlib.observations.formats import formats
from monitorlib.observations.forms import workbook, xlsform
from monitorlib.observations.forms.texts import Texts
from monitorlib.observations.specification import LANGUAGES

EXAMPLE = Path(__file__).parent / "example-other.toml"
UUID = "00000000-0000-4000-8000-00000000010"


# Our own table


def test_our_own_headings_are_read_as_they_are() -> None:
    found = read(table(CHART + "7,2018-03-05,Almaty,rally,denied,media leaflets,yes,2\n"))
    assert filled(found) == {
        "id": "7", "date": "2018-03-05", "city": "Almaty", "form": "rally", "permit": "denied",
        "notified": "media leaflets", "police_present": "yes", "persons_detained": "2", "_row": 2,
    }  # fmt: skip
    assert found.columns["city"] == "city"
    assert found.unstated["duration"] == "the file has no column 'duration'"
    assert "persons_detained" not in found.unstated


def test_labels_of_any_language_stand_for_headings_and_codes() -> None:
    text = (
        "Номер карты;Дата;City or town;Акция түрі;Разрешение;"
        "Как были оповещены участники?;Полиция присутствовала\n"
        "7;05.03.2018;Алматы;  одиночный ПИКЕТ ;Бас тартылды;Соцсети;\n"
    )
    codes = SPECIFICATION.codes
    text = text.replace("Соцсети", codes["notified"]["social_networks"]["ru"])
    text = text.replace("одиночный ПИКЕТ", codes["form"]["single_picket"]["ru"].upper())
    text = text.replace("Бас тартылды", codes["permit"]["denied"]["kk"])
    assert filled(read(table(text))) == {
        "id": "7", "date": "05.03.2018", "city": "Almaty", "form": "single_picket",
        "permit": "denied", "notified": "social_networks", "_row": 2,
    }  # fmt: skip


def test_words_that_no_list_knows_stay_for_checking_to_name() -> None:
    found = read(table(CHART + "7,x,Almaaty,ralli,denied,media pigeon,maybe,two\n"))
    assert filled(found)["city"] == "Almaaty"
    assert filled(found)["form"] == "ralli"
    assert filled(found)["notified"] == "media pigeon"
    assert filled(found)["police_present"] == "maybe"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_is_read_in_each_language_with_its_labels_set_aside(
    language: str, tmp_path: Path
) -> None:
    book = workbook.build(SPECIFICATION)
    sheet = book[LANGUAGES[language]]
    names = [cell.value for cell in sheet[1]]
    codes = SPECIFICATION.codes
    given = {
        "id": "KZ-1", "city": codes["city"]["Uralsk"][language], "date": "2018-03-05",
        "form": codes["form"]["hunger_strike"][language],
        "notified": "; ".join(
            codes["notified"][code][language] for code in ("word_of_mouth", "social_networks")
        ),
    }  # fmt: skip
    for name, value in given.items():
        sheet.cell(3, names.index(name) + 1, value)
    book.save(tmp_path / "charts.xlsx")
    found = read(*tablefiles.read(tmp_path / "charts.xlsx"))
    assert filled(found) == {
        "id": "KZ-1", "city": "Uralsk", "date": "2018-03-05", "form": "hunger_strike",
        "notified": "word_of_mouth social_networks", "_sheet": LANGUAGES[language], "_row": 3,
    }  # fmt: skip
    assert found.set_aside == [(name, 2, "the row of labels") for name in LANGUAGES.values()]
    assert (found.unstated, found.problems, found.unused) == ({}, [], [])
    assert found.beside == ["Codes", "Read me"]


def test_rows_that_repeat_the_header_are_set_aside() -> None:
    row = "7,2018-03-05,Almaty,rally,denied,,,\n"
    found = read(table(CHART + row + CHART + row.replace("7", "8")))
    assert found.set_aside == [("", 3, "the header again")]
    assert found.charts["_row"].tolist() == [2, 4]


def test_a_file_without_charts_is_still_a_table_of_charts() -> None:
    found = read(table(CHART))
    assert len(found.charts) == 0
    assert found.charts["_row"].dtype == "int64"


def test_columns_that_nothing_reads_are_named() -> None:
    text = CHART.replace("\n", ",mood,,\n") + "7,2018-03-05,Almaty,rally,denied,,,,good,x,\n"
    assert read(table(text.replace(",,\n", ",,last\n", 1))).unused == [
        "mood", "column J, without a heading", "last",
    ]  # fmt: skip


def test_one_heading_twice_is_an_error_unless_no_field_needs_it() -> None:
    text = (
        "id,source,date,city,city,form,permit,mood,mood\n"
        "7,media,2018-03-05,Almaty,Astana,rally,denied,,\n"
    )
    found = read(table(text))
    assert told(found) == [("error", "columns: two of one name", 0)]
    assert found.problems[0].found == "'city' in D, 'city' in E"
    assert found.unstated["city"] == "the file has several columns 'city'"
    assert found.unused == ["mood"]


def test_a_required_field_without_a_column_is_one_finding_not_one_a_row() -> None:
    found = read(table("date,city,form,permit\n2018-03-05,Almaty,rally,denied\n" * 1))
    assert told(found) == [
        ("error", "id: no such column", 0), ("error", "source: no such column", 0),
    ]  # fmt: skip


def test_a_column_that_only_some_sheets_have_is_told() -> None:
    row = "7,media,2018-03-05,Almaty,rally,denied"
    sheets = [
        table(f"id,source,date,city,form,permit,photo,video\n{row},yes,no\n", "One"),
        table(f"id,source,date,city,form,permit,photo\n{row},yes\n", "Two"),
    ]
    found = read(*sheets)
    assert found.charts["_sheet"].tolist() == ["One", "Two"]
    assert found.charts["video"].tolist() == ["no", ""]
    (problem,) = found.problems
    assert (problem.sheet, problem.found) == ("Two", "none for video")


def test_an_encoding_that_had_to_be_guessed_is_told() -> None:
    data = (CHART + "7,2018-03-05,Алматы,rally,denied,,,\n").encode("cp1251")
    sheet = csvtext.read(data, "", "charts.csv", Allowance.of(9))
    assert sheet
    found = read(sheet)
    assert filled(found)["city"] == "Almaty"
    assert ("warning", "file: encoding", 0) in told(found)


def test_what_our_own_copies_put_before_a_formula_is_taken_away() -> None:
    found = read(
        table("id,date,city,form,permit,concern\n7,2018-03-05,Almaty,rally,denied,'=1+1\n")
    )
    assert filled(found)["concern"] == "=1+1"


# Our own form on KoboToolbox and ODK Central


@cache
def survey() -> list[dict[str, str]]:
    """Give the questions of our form."""
    return list(xlsform.survey(SPECIFICATION, Texts(paths.hand())))


def form_header(separator: str, language: str, choices: str) -> dict[str, str]:
    """Give the headings of an export of our form, by name of the question or choice."""
    group, header = "", {}
    for row in survey():
        label = row.get(f"label::{LANGUAGES[language]} ({language})", "") if language else ""
        if row["type"] == "begin_group":
            group = (label or row["name"]) + separator if separator else ""
        elif row["type"] not in ("end_group", "note"):
            heading = group + (label or row["name"])
            multiple = row["type"].startswith("select_multiple")
            if not multiple or choices != "details":
                header[row["name"]] = heading
            if multiple and choices != "summary":
                for code, labels in SPECIFICATION.codes_of(row["name"]).items():
                    end = labels[language] if language else code
                    header[f"{row['name']} {code}"] = f"{heading}/{end}"
    return header


def export(header: dict[str, str], rows: list[dict[str, str]], **system: str) -> str:
    """Write an export, all quoted and with semicolons as Kobo does."""
    lines = [[*header.values(), *system]]
    lines += [[*(row.get(name, "") for name in header), *system.values()] for row in rows]
    return "\n".join(";".join(f'"{cell}"' for cell in line) for line in lines)


def answers(language: str) -> list[dict[str, str]]:
    """Give two filled forms in the words of a language; in the second nobody was notified of."""
    codes = SPECIFICATION.codes

    def said(name: str, code: str) -> str:
        return codes[name][code][language] if language else code

    chosen = ["word_of_mouth", "organisation"]
    first = {
        "id": "7", "date": "2018-03-05", "city": said("city", "Ust-Kamenogorsk"),
        "start_time": "14:30", "form": said("form", "single_picket"), "organisation": "A union",
        "permit": said("permit", "not_requested"), "police_present": said("yes_no", "no"),
        "notified": " ".join(said("notified", code) for code in chosen),
        **{f"notified {code}": str(int(code in chosen)) for code in codes["notified"]},
    }  # fmt: skip
    return [first, {"id": "8", "date": "2018-03-06"}]


@pytest.mark.parametrize("choices", ["both", "summary", "details"])
@pytest.mark.parametrize("separator", ["/", "-", ""], ids=["slash", "hyphen", "no groups"])
@pytest.mark.parametrize("language", ["", *LANGUAGES], ids=["values", *LANGUAGES])
def test_kobo_exports_of_our_form_are_read_in_every_guise(
    language: str, separator: str, choices: str
) -> None:
    header = form_header(separator, language, choices)
    text = export(
        {"start": "start", **header}, answers(language), _id="1", _uuid=f"{UUID}1", _index="1"
    )
    assert formats.recognise([table(text)], KNOWN).name == "kobo"
    found = read(table(text))
    assert filled(found) == {
        "id": "7", "date": "2018-03-05", "city": "Ust-Kamenogorsk", "start_time": "14:30",
        "form": "single_picket", "organisation": "A union", "permit": "not_requested",
        "police_present": "no", "notified": "word_of_mouth organisation", "_row": 2,
    }  # fmt: skip
    assert filled(found, 1) == {"id": "8", "date": "2018-03-06", "_row": 3}
    assert (found.unused, found.unstated, found.problems) == ([], {}, [])
    assert found.dropped == ["start", "_id", "_index"]


def test_half_a_translation_is_read_in_both_languages() -> None:
    russian, header = form_header("/", "ru", "both"), form_header("/", "en", "both")
    halves = {name: (russian if n % 2 else header)[name] for n, name in enumerate(header)}
    halves["permit"] = "permit"
    rows = [{**answers("en")[0], "form": SPECIFICATION.codes["form"]["single_picket"]["kk"]}]
    found = read(table(export(halves, rows, _uuid=f"{UUID}1")))
    assert filled(found)["form"] == "single_picket"
    assert filled(found)["notified"] == "word_of_mouth organisation"
    assert found.problems == []


def test_columns_of_single_choices_that_say_otherwise_are_told() -> None:
    header = form_header("/", "", "both")
    first = answers("")[0]
    rows = [{**first, "notified media": "1"}, {**first, "id": "9", "notified": ""}]
    found = read(table(export(header, rows, _uuid=f"{UUID}1")))
    assert [filled(found, row)["notified"] for row in (0, 1)] == ["word_of_mouth organisation"] * 2
    assert told(found) == [("warning", "choices: two columns differ", row) for row in (2, 3)]


def test_id_is_the_number_of_the_chart_else_that_of_the_submission() -> None:
    text = (
        "id;meta/rootUuid;_uuid;date;city;form;permit\n"
        ";uuid:a1;b1;2018-03-05;;;\n;;b2;;;;\n5;;b3;;;;x\n"
    )
    assert read(table(text)).charts["id"].tolist() == ["a1", "b2", "5"]


def test_only_approved_charts_are_kept_where_that_is_asked() -> None:
    text = (
        "id;date;city;form;permit;source;_uuid;_validation_status\n"
        "1;2018-03-05;Almaty;rally;denied;media;u1;validation_status_approved\n"
        "2;2018-03-05;Almaty;rally;denied;media;u2;Approved\n"
        "3;2018-03-05;Almaty;rally;denied;media;u3;validation_status_on_hold\n"
        "4;2018-03-05;Almaty;rally;denied;media;u4;\n"
    )
    assert len(read(table(text)).charts) == 4
    found = read(table(text), approved_only=True)
    assert found.charts["id"].tolist() == ["1", "2"]
    assert found.set_aside == [("", 4, "not approved"), ("", 5, "not approved")]
    without = read(table(text.replace("_validation_status\n", "mood\n")), approved_only=True)
    assert ("error", "approval: no such column", 0) in told(without)


def test_several_versions_of_a_form_are_named_with_what_only_one_asks() -> None:
    text = (
        "id;date;city;form;permit;source;hindered;_uuid;__version__\n"
        "1;2018-03-05;Almaty;rally;denied;media;;u1;v1\n"
        "2;2018-03-05;Almaty;rally;denied;media;yes;u2;v2\n"
        "3;2018-03-05;Almaty;rally;denied;media;;u3;v2\n"
    )
    (problem,) = read(table(text)).problems
    assert problem.rule == "form: several versions"
    assert problem.found == "v1 (1 charts); v2 (2 charts); only in v2: hindered"
    assert read(table(text.replace("v2", "v1"))).problems == []


def test_two_groups_with_a_question_of_one_name_are_an_error() -> None:
    text = (
        "id;one/date;two/date;city;form;permit;source;_uuid\n"
        "1;2018-03-05;2018-03-06;Almaty;rally;denied;media;u1\n"
    )
    found = read(table(text))
    assert told(found) == [("error", "columns: two of one name", 0)]
    assert found.problems[0].found == "'one/date' in B, 'two/date' in C"
    whole = read(table(text.replace("two/date", "date")))
    assert filled(whole)["date"] == "2018-03-06"
    assert whole.unused == ["one/date"]


def test_odk_central_is_read_with_choices_split_and_names_of_groups_or_without() -> None:
    for separator in ("-", ""):
        header = {"SubmissionDate": "SubmissionDate", **form_header(separator, "", "both")}
        rows = [
            {**answers("")[0], "id": "", "SubmissionDate": "2018-03-05T10:00:00.000Z"},
            {"id": "8", **{f"notified {code}": "0" for code in SPECIFICATION.codes["notified"]}},
        ]
        text = export(header, rows, KEY="uuid:k1", SubmitterName="m", Status="", ReviewState="")
        found = read(table(text, "observation_chart.csv"))
        assert filled(found)["id"] == "k1"
        assert filled(found)["notified"] == "word_of_mouth organisation"
        assert filled(found, 1) == {"id": "8", "_sheet": "observation_chart.csv", "_row": 3}
        assert (found.unused, found.problems) == ([], [])
        assert "SubmitterName" in found.dropped


def test_a_submission_that_was_not_decrypted_is_set_aside() -> None:
    text = (
        "SubmissionDate,id,date,city,form,permit,source,KEY,Status\n"
        ",1,2018-03-05,Almaty,rally,denied,media,uuid:a,\n,,,,,,,uuid:b,not decrypted\n"
    )
    found = read(table(text))
    assert found.set_aside == [("", 3, "not decrypted")]
    assert len(found.charts) == 1


# The sample form of 2017


SAMPLE = (
    "start;username;event/date;event/city;event/place;gps;event/_gps_latitude;event/info_source;"
    "event/form;event/concern;event/concern/political;event/concern/economic;event/concern/social;"
    "event/organiser;event/participants_low;event/participants_high;event/duration_min;"
    "permit/status;permit/no_permit_reason;authorities/present;authorities/present/prosecutor;"
    "authorities/present/akimat;authorities/present/police;authorities/present/none;"
    "authorities/police_n;authorities/cautioned_by;authorities/cautioned_by/police;"
    "authorities/hindered;n_detained;_id;_uuid;_submission_time;_validation_status;_notes;_status;"
    "_submitted_by;__version__;_tags;_index\n"
    "2018;m;2018-03-05;astana;By the river;51 71;51;present;single_picket;social;0;0;1;single;1;1;"
    f"10;not_requested;principle;police prosecutor;1;0;1;0;3;;;yes;3;1;{UUID}1;;;;;m;v1;;1\n"
    "2018;m;2018-03-06;uralsk;;;;social;chaining;political social;1;0;1;cso;300;;;permitted;;"
    f"none;0;0;0;1;;;;;0;2;{UUID}2;;;;;m;v1;;2\n"
    f"2018;m;2018-03-07;almaty;;;;media;rally;;;;;spontaneous;20;30;;denied;;;;;;;;;;;1;3;{UUID}3;;;;;m;v1;;3\n"
)
PERSONS = (
    "person_code,when,outcome,fine_mci,arrest_days,_index,_parent_table_name,_parent_index,"
    "_submission__id,_submission__uuid\n"
    f"P001,during,fine,50,,1,Observation chart,1,1,{UUID}1\n"
    f"P002,before,arrest,,10,2,Observation chart,1,1,{UUID}1\n"
    f"P003,before,arrest,,10,3,Observation chart,1,1,{UUID}1\n"
    f"P001,during,unknown,,,4,Observation chart,3,3,{UUID}3\n"
)


def test_the_sample_form_is_put_into_our_codes() -> None:
    assert formats.recognise([table(SAMPLE)], KNOWN).name == "kobo-2017"
    found = read(table(SAMPLE))
    assert filled(found) == {
        "id": f"{UUID}1", "source": "monitor_present", "date": "2018-03-05", "city": "Astana",
        "date_precision": "day", "duration": "10", "place": "By the river", "form": "single_picket",
        "participants_low": "1", "participants_high": "1", "concern_group": "social",
        "organiser": "single", "permit": "not_requested", "reason_not_requested": "principle",
        "prosecutor_present": "yes", "akimat_present": "no", "police_present": "yes",
        "police_officers": "3", "hindered": "yes", "persons_detained": "3", "_row": 2,
    }  # fmt: skip
    second = filled(found, 1)
    assert (second["form"], second["organiser"]) == ("handcuffing", "civil_society")
    assert (second["police_present"], second["persons_detained"]) == ("no", "0")
    assert "gps" in found.dropped
    assert "event/_gps_latitude" in found.dropped
    assert found.unused == []


def test_an_unanswered_question_is_unknown_not_no() -> None:
    third = filled(read(table(SAMPLE)), 2)
    assert not {"police_present", "police_cautioned", "concern_group"} & set(third)
    second = filled(read(table(SAMPLE)), 1)
    assert "police_cautioned" not in second


def test_several_groups_of_concerns_are_left_to_the_editor() -> None:
    found = read(table(SAMPLE))
    assert told(found) == [("warning", "concern_group: several answers", 3)]
    assert found.problems[0].found == "'political social'"
    assert "concern_group" not in filled(found, 1)


def test_a_csv_without_persons_states_their_number_only() -> None:
    found = read(table(SAMPLE))
    assert found.charts["persons_detained"].tolist() == ["3", "0", "1"]
    for field in ("detained_before", "persons_fined", "court_cases", "arrest_days"):
        assert found.unstated[field].startswith("the file lacks the table 'detained'"), field


def test_persons_are_counted_and_their_rows_stay_where_they_are() -> None:
    found = read(table(SAMPLE, "Observation chart"), table(PERSONS, "detained"))
    counted = ["persons_detained", "detained_before", "court_cases", "persons_cautioned",
               "persons_fined", "persons_arrested", "fine_mci", "arrest_days"]  # fmt: skip
    assert found.charts[counted].to_numpy().tolist() == [
        ["3", "2", "3", "0", "1", "2", "50", "10"],
        ["0", "0", "", "", "", "", "", ""],
        ["1", "0", "", "", "", "", "", ""],
    ]
    assert found.beside == ["detained"]
    assert found.unused == ["detained: person_code"]
    assert ("warning", "persons_fined: not known of everyone", 4) in told(found)
    assert "P001" not in repr(found)
    assert "released" in found.unstated["released_explained"]


def test_persons_that_belong_to_no_chart_and_totals_that_differ_are_told() -> None:
    persons = PERSONS.replace(f"3,{UUID}3", f"9,{UUID}9").replace("P002,before", "P002,")
    found = read(table(SAMPLE, "Observation chart"), table(persons, "detained"))
    assert ("error", "detained: belongs to no chart", 5) in told(found)
    assert ("warning", "persons_detained: rows and total differ", 4) in told(found)
    assert ("warning", "detained_before: not known of everyone", 2) in told(found)
    assert found.charts["detained_before"].tolist() == ["", "0", "0"]


def test_persons_are_joined_by_their_place_where_there_is_no_uuid() -> None:
    persons = PERSONS.replace("_submission__uuid", "mood").replace("10,3,", "12,3,")
    found = read(table(SAMPLE, "Observation chart"), table(persons, "detained"))
    assert found.charts["persons_arrested"].tolist() == ["2", "", ""]
    assert ("warning", "arrest_days: several values", 2) in told(found)
    assert found.charts["arrest_days"].tolist() == ["", "", ""]


def test_labels_of_the_sample_form_are_known_in_both_languages() -> None:
    english = (
        "Date of the assembly;Город;How was it observed?;Форма;Concerns raised/Political;"
        "Concerns raised/Social;Participants (lowest estimate);Duration, minutes;Permit status;"
        "Why was no permit requested?;Present;Cautions given by/Полиция;_uuid\n"
        "2018-03-05;Уральск;Соцсети;Одиночный пикет;1;0;1;10;Не запрашивали;Expected denial;"
        "Полиция Prosecutor;1;u1\n"
    )
    assert filled(read(table(english))) == {
        "id": "u1", "date": "2018-03-05", "date_precision": "day", "city": "Uralsk",
        "source": "social_networks", "form": "single_picket", "concern_group": "political",
        "participants_low": "1", "duration": "10", "permit": "not_requested",
        "reason_not_requested": "no_hope", "prosecutor_present": "yes", "akimat_present": "no",
        "police_present": "yes", "prosecutor_cautioned": "no", "akimat_cautioned": "no",
        "police_cautioned": "yes", "_row": 2,
    }  # fmt: skip


def test_odk_central_joins_persons_of_the_sample_form_by_key(tmp_path: Path) -> None:
    root = (
        "SubmissionDate,event-date,event-city,event-info_source,event-form,event-participants_low,"
        "event-duration_min,permit-status,permit-no_permit_reason,authorities-present,"
        "authorities-present/police,KEY,Status\n"
        ",2018-03-05,astana,present,rally,20,5,denied,,,0,uuid:a,\n"
    )
    (tmp_path / "form.csv").write_text(root, encoding="utf-8")
    (tmp_path / "form-detained.csv").write_text(
        "person_code,when,outcome,PARENT_KEY,KEY\nP001,before,caution,uuid:a,uuid:a/detained[1]\n",
        encoding="utf-8",
    )
    found = read(*tablefiles.read(tmp_path))
    assert filled(found) == {
        "id": "a", "date": "2018-03-05", "date_precision": "day", "city": "Astana",
        "source": "monitor_present", "form": "rally", "participants_low": "20", "duration": "5",
        "permit": "denied", "persons_detained": "1", "detained_before": "1", "court_cases": "1",
        "persons_cautioned": "1", "persons_fined": "0", "persons_arrested": "0",
        "_sheet": "form.csv", "_row": 2,
    }  # fmt: skip


# Other people's tables; all rows are invented


def test_acled_keeps_demonstrations_and_finds_crowds_in_both_places() -> None:
    found = read(table(ACLED))
    assert filled(found) == {
        "id": "XX1", "date": "02 April 2018", "date_precision": "day", "region": "pavlodar",
        "city": "Pavlodar", "form": "rally", "participants_reported": "about 100",
        "source": "media", "notes": "Something happened [size=about 100] there.", "_row": 2,
    }  # fmt: skip
    second = filled(found, 1)
    assert second["participants_reported"] == "between 20 and 30"
    assert (second["police_present"], second["date_precision"]) == ("yes", "week")
    reason = "no peaceful demonstration"
    assert found.set_aside == [("", 4, reason), ("", 6, reason)]
    assert formats.recognise([table(ACLED)], KNOWN).dates == ("%d %B %Y",)


def test_acled_states_no_detention_and_no_permit_at_all() -> None:
    found = read(table(ACLED))
    assert filled(found, 2)["police_present"] == "yes"
    for field in ("persons_detained", "permit", "police_officers", "duration", "court_cases"):
        assert set(found.charts[field]) == {""}, field
        assert "ACLED" in found.unstated[field], field


def test_acled_tells_what_it_states_coarsely_and_what_became_unknown() -> None:
    rules = {one.rule: one.found for one in read(table(ACLED)).problems}
    assert rules["region: read as unknown"] == "1 others: 'Almaty'"
    assert "form: stated coarsely" in rules
    assert "fatalities" in read(table(ACLED)).unused


def test_ccc_gives_blanks_for_na_and_never_zero_for_unknown_arrests() -> None:
    found = read(table(CLASSIC))
    first = filled(found)
    assert re.fullmatch("[0-9a-f]{16}", first.pop("id"))
    assert first == {
        "date": "2018-03-05", "date_precision": "day", "city": "A town", "place": "a park",
        "participants_reported": "over 70; 75", "participants_low": "70", "participants_high": "75",
        "form": "rally", "concern": "for wages", "organiser": "civil_society",
        "organisation": "A union", "police_present": "yes", "persons_detained": "3",
        "source": "media", "_row": 2,
    }  # fmt: skip
    assert found.charts["persons_detained"].tolist() == ["3", "", ""]
    assert found.charts["police_present"].tolist() == ["yes", "", ""]
    assert found.charts["city"].tolist() == ["A town", "A town", "B town"]
    assert found.charts["form"].tolist() == ["rally", "", "strike"]
    assert found.set_aside == [("", 4, "held online")]
    assert ("warning", "persons_detained: read as unknown", 3) in told(found)
    assert ("warning", "form: several answers", 3) in told(found)


def test_an_id_that_is_computed_depends_on_day_place_and_title_alone() -> None:
    ids = read(table(CLASSIC)).charts["id"].tolist()
    others = read(table(CLASSIC.replace("A union", "B union").replace("Title one", " title  ONE")))
    assert others.charts["id"].tolist() == ids
    assert len(set(ids)) == 3
    assert read(table(CLASSIC.replace("Title one", "Title 1"))).charts["id"][0] != ids[0]


def test_the_newer_columns_of_ccc_are_read_too() -> None:
    text = (
        "date,locality,state,resolved_locality,resolved_state,location,title,event_type,"
        "organizations,claims_summary,online,size_text,size_low,size_high,police_measures,arrests,"
        "arrests_any,notes,source1\n"
        "2025-03-05,A town,AA,A town,AA,a park,Title,march,NA,for wages; for rights,0,dozens,NA,NA,"
        "riot gear,more than 5,1,NA,x\n"
    )
    assert formats.recognise([table(text)], KNOWN).name == "ccc-2025"
    found = read(table(text))
    chart = filled(found)
    assert (chart["form"], chart["concern"]) == ("procession", "for wages; for rights")
    assert (chart["place"], chart["participants_reported"]) == ("a park", "dozens")
    assert "persons_detained" not in chart


def test_another_table_needs_a_file_only(tmp_path: Path) -> None:
    (tmp_path / "by-hand.toml").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    own = formats.formats(tmp_path, SPECIFICATION)
    sheet = table(
        "Дата;Город;Место;Участники;Форма;Требование;Разрешение;Задержано\n"
        "05/03/2018;Алматы;у реки;около 200;Митинг;зарплата;отказ;3 чел.\n"
        "06/03/2018;Актау;нет данных;-;пикет;;не знаю;несколько\n"
        "07/03/2018;Актау;в зале;50;концерт;;да;0\n"
    )
    form = formats.recognise([sheet], {**KNOWN, **own})
    assert form.name == "by-hand"
    found = formats.mapped([sheet], form, SPECIFICATION)
    first = filled(found)
    assert re.fullmatch("[0-9a-f]{16}", first.pop("id"))
    assert first == {
        "date": "05/03/2018", "date_precision": "day", "city": "Алматы", "place": "у реки",
        "participants_reported": "около 200", "form": "rally", "concern": "зарплата, Митинг",
        "permit": "denied", "persons_detained": "3", "source": "media", "_row": 2,
    }  # fmt: skip
    assert filled(found, 1)["permit"] == "unknown"
    assert found.charts["persons_detained"].tolist() == ["3", ""]
    assert told(found) == [("warning", "persons_detained: read as unknown", 3)]
    assert found.set_aside == [("", 4, "no assembly")]
    assert found.unstated["police_officers"].startswith("the table tells")
    assert found.unstated["video"] == "the table has no such column"


def test_private_values_are_never_shown() -> None:
    name = "A. Person"
    sheet = table(CHART.replace("notified", "notes,monitor") + f"7,,,,,{name},{name},,\n")
    assert all(name not in str(one) for one in read(sheet).problems)
