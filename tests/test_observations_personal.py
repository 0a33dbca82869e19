"""Samples are put together from parts when the tests run: no name stands in this file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations import personal
from monitorlib.observations.personal import Search
from monitorlib.observations.specification import Specification

HAND = paths.hand()
SEARCH = Search.read(HAND)
STEM, GIVEN = "тьмутар".title(), "абв".title()
LATIN_STEM, LATIN_GIVEN = "blablab".title(), "defgh".title()
SEVEN = "7" * 7
NAME = "name of a person"


def looks(text: str) -> list[str]:
    """Give the rules that a text matches."""
    return [pattern.rule for pattern in SEARCH.found(text)]


def charts(*concerns: str, organisation: str = "") -> pd.DataFrame:
    """Make charts with a concern each; the first stands in row 2."""
    frame = pd.DataFrame({"concern": list(concerns)}, dtype="str")
    rows = range(2, 2 + len(frame))
    return frame.assign(organisation=organisation, notes="", _sheet="", _row=list(rows))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (f"+7 7{SEVEN}00", "telephone number"),
        ("+7 (700) 000-00-00", "telephone number"),
        ("call 8 700 000 00 00 now", "telephone number"),
        ("87000000000", "telephone number"),
        ("7 700 0000000", "telephone number"),
        ("+44 20 0000 0000", "telephone number"),
        ("тел. 00-00-00", "telephone number"),
        ("write to a.b@example.org", "e-mail address"),
        ("ИИН 000101000000", "personal number"),
        ("000101 000000", "personal number"),
    ],
)
def test_what_reaches_a_person_is_an_error(text: str, rule: str) -> None:
    assert looks(text) == [rule]
    [problem] = personal.problems(charts(text), {}, SEARCH)
    assert (problem.severity, problem.rule) == ("error", f"personal: {rule}")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("see @somebody", "account name"),
        ("https://t.me/somebody", "personal page"),
        ("www.facebook.com/some.body", "personal page"),
        ("N00000000", "document number"),
        ("паспорт № 000000", "document number"),
        ("identity card 000000000", "document number"),
        # Russian and Kazakh names
        (f"{GIVEN} {STEM}ов", NAME),
        (f"{STEM}баев {GIVEN}", NAME),
        (f"Поддержка {STEM}овой", NAME),
        (f"в поддержку {STEM}бекова", NAME),
        (f"освободить {STEM}ского", NAME),
        (f"дело {STEM}енко", NAME),
        (f"«{STEM}ев»", NAME),
        (f"{STEM}ова", NAME),
        (f"{GIVEN} {STEM}ович", NAME),
        (f"для {STEM}овны", NAME),
        (f"{STEM}ұлы", NAME),
        (f"{STEM} қызы", NAME),
        (f"{STEM}улы", NAME),
        (f"И. И. {STEM}", NAME),
        (f"И.И.{STEM}", NAME),
        (f"{STEM} И. И.", NAME),
        (f"Ә.{STEM}", NAME),
        (f"освободить активиста {GIVEN}а {STEM}а", NAME),
        (f"дело г-на {STEM}а", NAME),
        (f"Алматы {STEM}ов", NAME),
        (f"{GIVEN}\u00a0{STEM}ов", NAME),
        # Latin letters
        (f"{LATIN_GIVEN} {LATIN_STEM}ov", NAME),
        (f"{LATIN_STEM}bayev {LATIN_GIVEN}", NAME),
        (f"{LATIN_STEM}bayeva", NAME),
        (f"freedom for {LATIN_STEM}bekova", NAME),
        (f"{LATIN_GIVEN} {LATIN_STEM}uly", NAME),
        (f"{LATIN_STEM}ovna", NAME),
        (f"A. B. {LATIN_STEM}", NAME),
        (f"{LATIN_STEM} A.", NAME),
        (f"release of activist {LATIN_GIVEN} {LATIN_STEM}", NAME),
        (f"Mr. {LATIN_STEM}", NAME),
    ],
)
def test_what_may_be_a_person_is_a_warning_that_asks_for_a_look(text: str, rule: str) -> None:
    assert looks(text) == [rule]
    [problem] = personal.problems(charts(text), {}, SEARCH)
    assert (problem.severity, problem.rule) == ("warning", f"personal: {rule}")
    assert problem.then.startswith("look at it")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "unpaid wages",
        "Land reform",
        "protest against the price of coal in Almaty and Astana",
        "Oil workers of Zhanaozen",
        "outside the U.S. Embassy",
        "Kazakhstan International Bureau for Human Rights",
        "A. Baitursynov street",
        "May Day, 1 May 2018",
        "prices rose from 1 500 000 to 2 000 000 tenge",
        "1 500 000 000 tenge",
        "loans of 2005-2009",
        "выплата зарплаты",
        "Повышение зарплаты в Казахстане",
        "Союз ветеранов",
        "Профсоюз Работников",
        "Казахстанский союз инвалидов",
        "Казахстанское международное бюро по правам человека",
        "Демократическая партия Казахстана",
        "Независимый профсоюз нефтяников",
        "Усть-Каменогорск, Уральск, Актау",
        "ул. А. Байтурсынова",
        "проспект Сейфуллина, площадь Республики",
        "акция у памятника имени Абая",
        "Абай көшесі",
        "снос домов в микрорайоне Шанырак",
        "Закон О земле",
        "АО «Казахмыс», ТОО «Бурылай»",
        "против тарифов и налогов",
        "Нефтяники Мангистауской области",
        "Халық наразылығы",
    ],
)
def test_words_that_are_no_persons_pass(text: str) -> None:
    assert looks(text) == []


def test_towns_regions_and_codes_of_the_chart_are_no_persons() -> None:
    lists = Specification(HAND).codes.values()
    labels = [label for codes in lists for each in codes.values() for label in each.values()]
    assert len(labels) > 200
    assert [label for label in labels if looks(label)] == []


def test_a_finding_names_row_and_column_and_shows_nothing_of_the_text() -> None:
    secret = f"{GIVEN} {STEM}ов, 87000000000"
    frame = charts("wages", secret, organisation=secret)
    problems = personal.problems(frame, {"concern": "Требование"}, SEARCH)
    assert [(one.severity, one.row, one.column) for one in problems] == [
        ("error", 2, "organisation"),
        ("error", 3, "organisation"),
        ("error", 3, "Требование"),
        ("warning", 2, "organisation"),
        ("warning", 3, "organisation"),
        ("warning", 3, "Требование"),
    ]
    said = " ".join(map(str, problems))
    assert not any(part in said for part in (STEM, GIVEN, "8700", "000"))


def test_public_texts_are_searched_and_private_ones_are_not() -> None:
    assert SEARCH.fields == ("concern", "organisation")
    frame = charts("wages").assign(notes="87000000000")
    assert personal.problems(frame, {}, SEARCH) == []


def test_the_projects_own_patterns_are_the_default() -> None:
    assert personal.problems(charts("87000000000"), {}) == personal.problems(
        charts("87000000000"), {}, SEARCH
    )


def test_no_charts_no_findings() -> None:
    assert personal.problems(charts(), {}, SEARCH) == []


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    found = SEARCH.found(text)
    assert len(found) <= len(SEARCH.patterns)
    assert SEARCH.found(text) == found


@given(st.sampled_from(["", "Almaty: ", "about "]), st.sampled_from(["", " (end)", ", Astana"]))
def test_what_stands_around_a_number_does_not_hide_it(before: str, after: str) -> None:
    assert "telephone number" in looks(f"{before}+7 700 000 00 00{after}")
    assert "personal number" in looks(f"{before}000101000000{after}")
    assert "e-mail address" in looks(f"{before}a@example.org{after}")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("look,name,warning,en,x,", "no kind is called 'look'"),
        ("find,name,notice,en,x,", "no severity is called 'notice'"),
        ("find,name,warning,en,(x,", r"line \d+: missing \)"),
        ("allow,,,en,[x,", r"line \d+: unterminated character set"),
    ],
)
def test_a_row_that_cannot_be_searched_for_is_refused(
    tmp_path: Path, row: str, message: str
) -> None:
    for name in ("name-patterns", "chart-fields", "chart-codes", "chart-rules"):
        shutil.copy2(HAND / f"{name}.csv", tmp_path)
    with (tmp_path / "name-patterns.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    with pytest.raises(SourceError, match=message):
        Search.read(tmp_path)


def test_a_new_word_that_is_no_person_is_a_row(tmp_path: Path) -> None:
    for name in ("name-patterns", "chart-fields", "chart-codes", "chart-rules"):
        shutil.copy2(HAND / f"{name}.csv", tmp_path)
    assert looks(f"the {STEM}ов") == looks(f"парк «{STEM}ов»") == [NAME]
    with (tmp_path / "name-patterns.csv").open("a", encoding="utf-8") as file:
        file.write(f"allow,,,ru,{STEM}ов,a park\n")
    assert Search.read(tmp_path).found(f"парк «{STEM}ов»") == []
