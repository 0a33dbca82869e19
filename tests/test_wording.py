"""Short phrases that the data make are put into the language of the report; evidence is not."""

from __future__ import annotations

import gettext
import re

import pytest

from monitorlib import messages, wording
from monitorlib.report_data import Report
from monitorlib.vocabulary import records

WORDS = {
    "Table {number}": "Таблица {number}",
    "line {line}": "строка {line}",
    "{source}: {n}": "{source}: {n}",
    "{source} allows {low} to {high}": "{source} допускает от {low} до {high}",
    "{source}, corrected, has {n}": "{source}, с исправлением: {n}",
    "{source} comes first: {reason}": "первой идёт {source}: {reason}",
    "tables come before the text; Table 5 has the longer series": "таблицы идут перед текстом",
    "the only source": "единственный источник",
    "{table}, {what}: sum of the shares": "{table}, {what}: сумма долей",
    "{one} and {other}: {quantity}": "{one} и {other}: {quantity}",
    "Number of assemblies implied by {sources}: {place}, {period}":
        "Собраний по {sources}: {place}, {period}",
    "number of assemblies": "число собраний",
    "assemblies by form": "собрания по форме",
    "Rallies": "Митинги",
    "Almaty": "Алматы",
    "TOTAL": "ИТОГО",
    "and": "и",
    "each below the one before (": "каждое меньше предыдущего (",
    "the highest of (": "наибольшее из (",
    "({place}, whose cell is blank)": "({place}, ячейка пуста)",
    "Average per assembly": "В среднем",
    "The forms of assemblies make all assemblies": "Формы составляют все собрания",
}  # fmt: skip


class Russian(gettext.NullTranslations):
    """A few words of Russian."""

    def gettext(self, message: str) -> str:
        return WORDS.get(message, message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return "суммы по местам: {count}" if "sums" in one else super().ngettext(one, many, n)


@pytest.fixture
def russian():
    with messages.speaking("ru", Russian()):
        yield


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("say", "text", "said"),
    [
        (wording.source, "Table 14-1", "Таблица 14-1"),
        (wording.source, "line 363", "строка 363"),
        (wording.formula, "100 x 47 / 64 = 73.44", "100 x 47 / 64 = 73,44"),
        (wording.formula, "1490 / 36 (sums over the 9 places that state both) = 41.39",
         "1490 / 36 (суммы по местам: 9) = 41,39"),
        (wording.formula, "Table 3 allows 14 to 15; Table 2, corrected, has 37",
         "Таблица 3 допускает от 14 до 15; Таблица 2, с исправлением: 37"),
        (wording.formula, "Table 1 = 36", "Таблица 1 = 36"),
        (wording.formula, "0.36 = max(1.5, 2) and falling(3, 2)",
         "0,36 = наибольшее из (1,5; 2) и каждое меньше предыдущего (3; 2)"),
        (wording.formula, "6.4 + 0.19 (Almaty, whose cell is blank) = 6.59",
         "6,4 + 0,19 (Алматы, ячейка пуста) = 6,59"),
        (wording.formula, "3,1 per month in Table 3 (37 / 12 = 3.08)",
         "\u20683,1 per month in Table 3 (37 / 12 = 3.08)\u2069"),
        (wording.reason, "the only source", "единственный источник"),
        (wording.reason, "Table 6 comes first: tables come before the text; Table 5 has the longer "
         "series", "первой идёт Таблица 6: таблицы идут перед текстом"),
        (wording.stated, "Table 2: 26; line 286: 47.5%", "Таблица 2: 26; строка 286: 47,5%"),
        (wording.stated, "line 363: eight instances", "строка 363: \u2068eight instances\u2069"),
        (wording.quantity, "assemblies by form, rallies, Almaty, 2017",
         "собрания по форме, митинги, Алматы, 2017"),
    ],
)  # fmt: skip
def test_what_the_data_say_in_fixed_words_is_said_in_the_language(say, text, said) -> None:
    assert say(text) == said


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("rule", "text", "row", "column", "said"),
    [
        ("claim", "There were 36.", "", "", "\u2068There were 36.\u2069"),
        ("index", "Table 1, TOTAL, assemblies", "TOTAL", "[assemblies]",
         "Таблица 1, ИТОГО, assemblies"),
        ("index", "Table 19, Almaty, Average per assembly: 2015", "Almaty",
         "Average per assembly: 2015", "Таблица 19, Алматы, В среднем: 2015"),
        ("hundred", "Table 4, Almaty, 2010: sum of the shares", "", "",
         "Таблица 4, Алматы, 2010: сумма долей"),
        ("stated twice", "Table 1 and Table 2: number of assemblies, Almaty, 2017", "Almaty",
         "2017", "Таблица 1 и Таблица 2: число собраний, Алматы, 2017"),
        ("implied count", "Number of assemblies implied by Table 3, Table 18: Almaty, 2014", "", "",
         "Собраний по Таблица 3, Таблица 18: Алматы, 2014"),
        ("relation", "The forms of assemblies make all assemblies (2017)", "", "",
         "Формы составляют все собрания (2017)"),
    ],
)  # fmt: skip
def test_a_place_of_the_audit_is_named_in_the_language(rule, text, row, column, said) -> None:
    given = {"rule": rule, "location": text, "row": row, "column": column}
    assert wording.location(given) == said


FUNCTIONS = {
    "count(": "how many numbers in (",
    "falling(": "each below the one before (",
    "rising(": "each above the one before (",
    "round(": "rounded (",
    "max(": "the highest of (",
    "min(": "the lowest of (",
}


def spoken(formula: str) -> str:
    """A formula whose functions are said in words."""
    for name, words in FUNCTIONS.items():
        formula = formula.replace(name, words)
    return formula


def test_in_english_nothing_that_the_data_say_changes_but_functions_are_spoken(
    report: Report,
) -> None:
    for row in records(report.rows("audit")):
        assert wording.location(row) == row["location"]
        assert wording.formula(row["formula"]) == spoken(row["formula"])
        assert wording.stated(row["printed"]) == row["printed"]
    for row in records(report.rows("values")):
        assert wording.reason(row["why"]) == row["why"]
        assert wording.stated(row["others"]) == row["others"]


def test_every_reason_of_the_data_is_recognised(report: Report) -> None:
    for text in {*report.rows("values")["why"]}:
        assert any(re.fullmatch(pattern, text) for pattern in wording.REASONS), text
    for text in {*report.rows("values")["others"]} - {""}:
        assert re.match(rf"({wording.SOURCE}): ", text), text
