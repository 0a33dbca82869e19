"""Each claim stands on its line and is judged by what the data make of it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgers import BLANK, fact, small_ledger, whole_ledger
from monitorlib import paths
from monitorlib.audit.checks import Check, Judgement
from monitorlib.audit.claims import checks, figures, problems, quantity_of
from monitorlib.audit.ledger import Ledger
from monitorlib.errors import SourceError
from monitorlib.numbers import round_half_up
from monitorlib.processing.derive import Key
from monitorlib.processing.facts import Fact, facts_from_prose
from monitorlib.processing.printed import Agreement
from monitorlib.report_data import Report
from monitorlib.vocabulary import Vocabulary, records

REPRODUCED, ROUNDING, CONTRADICTED, NOT_DERIVABLE = Agreement
SOURCE = paths.root().parent / "shared" / "report-2017.txt"
NAMES = Vocabulary(paths.hand())
CLAIMS = NAMES.table("claims")
ROWS = records(CLAIMS)
ALL = "Kazakhstan"


@pytest.fixture(scope="module")
def whole(report: Report) -> Ledger:
    return whole_ledger(report)


def claim(**cells: str) -> dict[str, str]:
    """A row of the table of claims, with words and no number unless one is given."""
    words = {"id": "L1a", "line": "1", "claim": "Something is so.", "printed": "it is so"}
    return {**dict.fromkeys(CLAIMS.columns, ""), **words, **cells}


def table(*rows: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=CLAIMS.columns, dtype="str")


def check(books: Ledger, **cells: str) -> Check:
    (made,) = checks(table(claim(**cells)), books)
    return made


def judged(books: Ledger, **cells: str) -> Judgement:
    return check(books, **cells).judge(books)


# The claims of the edition.


def test_each_claim_prints_words_of_its_line() -> None:
    if not SOURCE.exists():
        pytest.skip(f"the source text is not at hand: {SOURCE}")
    source = ["", *SOURCE.read_text(encoding="utf-8").split("\n")]  # line 1 has index 1
    for row in ROWS:
        pieces = row["printed"].split(" ... ")
        missing = [piece for piece in pieces if piece not in source[int(row["line"])]]
        assert missing == [], row["id"]


WORDS = {
    "lack": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "fifteen": 15, "sixteen": 16, "twenty": 20,
    "fivefold": 5, "third": 33, "half": 50, "halved": 50,
}  # fmt: skip
PHRASES = {
    "not a single": 0,
    "three police officers for two": 1.5,
    "one to ten": 0.1,
    "four protests ... one public protest each": 4 + 1 + 1,  # feminist and trade unions
}


def test_each_stated_number_is_what_the_printed_words_say() -> None:
    stated = [row for row in ROWS if row["stated"]]
    assert len(stated) > 100
    for row in stated:
        printed = row["printed"].lower()
        digits = re.findall(r"[0-9]+(?:[.,][0-9]+)*", printed)
        said = {float(number.replace(",", ".")) for number in digits}
        said |= {float(number.replace(",", "")) for number in digits if re.search(",...$", number)}
        said |= {WORDS[word] for word in re.findall("[a-z]+", printed) if word in WORDS}
        said |= {number for phrase, number in PHRASES.items() if phrase in printed}
        assert float(row["stated"].replace(",", ".")) in said, row["id"]


def test_claims_come_in_the_order_of_the_source_and_say_what_is_unsure() -> None:
    lines = [int(row["line"]) for row in ROWS]
    assert lines == sorted(lines)
    assert all(row["stated"] for row in ROWS if row["step"] or row["quantity"])
    assert all(row["unit"] for row in ROWS if row["stated"])
    assert not any(row["answer"] and row["needs"] for row in ROWS)


def test_the_claims_of_the_edition_have_no_problem(whole: Ledger) -> None:
    assert problems(CLAIMS, whole) == []


@pytest.mark.parametrize(
    ("name", "computed", "verdict"),
    [
        ("L94a", 36, REPRODUCED),  # Table 1
        ("L98c", 15.4 / 3.0, REPRODUCED),  # fivefold; Table 3
        ("L164b", 100 * (4.3 - 3.0) / 4.3, REPRODUCED),  # 30%; Table 3
        ("L164e", 36 / 12, REPRODUCED),
        ("L164f", 1700 / 36, REPRODUCED),  # half; Table 1
        ("L166b", 17, REPRODUCED),
        ("L166c", 1700 / 36, CONTRADICTED),  # 38%
        ("L166g", 100 * (21 - 17) / 21, REPRODUCED),  # 19%; Table 2
        ("L168c", 900 / 36, REPRODUCED),  # 25%
        ("L202e", 15.5, REPRODUCED),  # Table 4
        ("L202f", 200 / 36, ROUNDING),  # 5.5%
        ("L204a", 36 - 6 - 28, REPRODUCED),  # two
        ("L223b", 600 / 36, ROUNDING),  # 16.6%
        ("L236b", 2800 / 36, REPRODUCED),  # 78%
        ("L276a", 100 * (29 - 17) / 29, ROUNDING),  # almost halved; Table 5
        ("L286b", 49, CONTRADICTED),  # 47%; Table 6
        ("L353b", 3100 / 36, REPRODUCED),  # 86%; Table 11
        ("L363b", 5, CONTRADICTED),  # six; lines 381-389
        ("L363c", 7, CONTRADICTED),  # eight; Table 16
        ("L439a", 7, REPRODUCED),  # Table 12
        ("L451a", (7.4 + 15.6 + 24 + 9.6 + 6 + 9.6 + 14) / 7, CONTRADICTED),  # 10%; Table 12
        ("L490a", 104, REPRODUCED),  # Table 14
        ("L517e", 138 / 49, ROUNDING),  # one for two; Table 14
        ("L517f", 44 / 19, REPRODUCED),
        ("L519b", 41 / 491, REPRODUCED),  # one to ten
        ("L533b", 700 / 36, REPRODUCED),  # 19.4%
        ("L555a", 1 + 4 + 1, REPRODUCED),  # lines 399-403
        ("L557a", 500 / 31, REPRODUCED),  # 16%
        ("L566a", (18 + 25 + 16) / 3, REPRODUCED),  # approximately 20%; Table 17
        ("L572a", 1697, REPRODUCED),  # Table 14
        ("L572d", 327, CONTRADICTED),  # 312; Table 14-1
        ("L596a", 1490 / 36, CONTRADICTED),  # 24; Table 19
        ("L642a", 36 - 6 - 28, CONTRADICTED),  # not a single
    ],
)
def test_a_claim_of_the_edition_has_the_verdict_that_hand_work_gives(
    name: str, computed: float, verdict: Agreement, whole: Ledger
) -> None:
    (made,) = checks(CLAIMS[CLAIMS["id"] == name], whole)
    found = made.judge(whole)
    assert found.verdict is verdict
    assert float(found.computed.replace("\u202f", "")) == pytest.approx(computed, abs=0.005001)
    assert float(made.stated) - found.gap == pytest.approx(computed)


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("L98a", REPRODUCED),  # 162, 119, 114, 71, 52, 36: falling
        ("L168a", REPRODUCED),  # 9 < 17
        ("L168d", REPRODUCED),  # 9 after 9
        ("L170d", REPRODUCED),  # four towns have more than one
        ("L187a", CONTRADICTED),  # political: 40, 9, none in 2015, 15.5
        ("L521a", CONTRADICTED),  # Table 15: 0.53, 0.50, 0.41, 0.35, 0.14, 0.32
        ("L648c", REPRODUCED),  # Table 6: 36 after 33
        ("L209a", NOT_DERIVABLE),  # around 300 participants
        ("L549a", NOT_DERIVABLE),
    ],
)
def test_a_comparison_of_the_edition_has_the_verdict_that_hand_work_gives(
    name: str, verdict: Agreement, whole: Ledger
) -> None:
    (made,) = checks(CLAIMS[CLAIMS["id"] == name], whole)
    assert made.judge(whole).verdict is verdict


# Each kind of claim, with numbers of our own.

PROSE = fact("assemblies", "8", table="prose", line=1)
COUNTS = (fact("permitted", "5", table="11"), fact("assemblies", "36", table="1"))


@pytest.mark.parametrize(
    ("facts", "cells", "verdict", "computed", "formula"),
    [
        (
            [fact("assemblies", "8", table="1"), PROSE],
            {"stated": "8", "unit": "assemblies", "quantity": "assemblies"},
            *(REPRODUCED, "8", "Table 1 = 8"),
        ),
        (
            [fact("assemblies", "7", table="1"), PROSE],
            {"stated": "8", "unit": "assemblies", "quantity": "assemblies"},
            *(CONTRADICTED, "7", "Table 1 = 7"),
        ),
        (
            [fact("assemblies", table="1", **BLANK), PROSE],
            {"stated": "8", "unit": "assemblies", "quantity": "assemblies"},
            *(NOT_DERIVABLE, "", ""),
        ),
        (
            [PROSE],
            {"stated": "8", "unit": "assemblies", "quantity": "assemblies"},
            *(NOT_DERIVABLE, "", ""),
        ),
        (
            [fact("assemblies", "8", table="1"), PROSE],
            {"stated": "8", "unit": "assemblies", "quantity": "assemblies", "needs": "a chart"},
            *(NOT_DERIVABLE, "", ""),
        ),
        (
            COUNTS,
            {"stated": "14", "unit": "percent", "quantity": "law_abidance"},
            *(REPRODUCED, "13.89", "100 x 5 / 36 = 13.89"),
        ),
        (
            [*COUNTS, fact("law_abidance", "14", table="12")],
            {"stated": "100", "unit": "percent", "quantity": "law_abidance"},
            *(CONTRADICTED, "13.89", "100 x 5 / 36 = 13.89"),
        ),
        (
            [fact("law_abidance", "9.6", table="12")],
            {"stated": "9,5", "unit": "percent", "quantity": "law_abidance"},
            *(ROUNDING, "9.60", "Table 12 = 9.60"),
        ),
        (
            COUNTS[:1],
            {"stated": "14", "unit": "percent", "quantity": "law_abidance"},
            *(NOT_DERIVABLE, "", ""),
        ),
        (
            COUNTS,
            {"stated": "31", "unit": "assemblies", "answer": "[assemblies] - [permitted]"},
            *(REPRODUCED, "31", "36 − 5 = 31"),
        ),
        (
            COUNTS,
            {"stated": "30", "unit": "assemblies", "answer": "[assemblies] - [permitted]"},
            *(CONTRADICTED, "31", "36 − 5 = 31"),
        ),
        (
            COUNTS,
            {"stated": "30", "unit": "assemblies", "answer": "[assemblies] - [hindered]"},
            *(NOT_DERIVABLE, "", "36 − unknown"),
        ),
        (
            [*COUNTS, fact("unpermitted", "30", table="prose")],
            {
                "stated": "30",
                "unit": "assemblies",
                "quantity": "unpermitted",
                "answer": "[assemblies] - [permitted]",
            },
            *(CONTRADICTED, "31", "36 − 5 = 31"),
        ),
        (COUNTS, {"answer": "[permitted] < [assemblies] / 2"}, REPRODUCED, "holds", "5 < 36 / 2"),
        (
            COUNTS,
            {"answer": "[permitted] > [assemblies] / 2"},
            *(CONTRADICTED, "does not hold", "5 > 36 / 2"),
        ),
        (COUNTS, {"answer": "[hindered] > 0"}, NOT_DERIVABLE, "", "unknown > 0"),
        (
            COUNTS,
            {"answer": "[hindered] > 0 or [permitted] > 0"},
            *(REPRODUCED, "holds", "unknown > 0 or 5 > 0"),
        ),
        (COUNTS, {"needs": "a second count"}, NOT_DERIVABLE, "", ""),
    ],
    ids=[
        *("another-source", "another-number", "blank", "text-only", "needs-more", "index"),
        *("index-over-table", "table", "one-count", "expression", "expression-differs"),
        *("expression-unknown", "expression-over-quantity", "true", "false", "unknown"),
        *("true-all-the-same", "needs"),
    ],
)
def test_each_kind_of_claim_is_judged_by_what_answers_it(
    facts: list[Fact],
    cells: dict[str, str],
    verdict: Agreement,
    computed: str,
    formula: str,
) -> None:
    found = judged(small_ledger(*facts), **cells)
    assert (found.verdict, found.computed, found.formula) == (verdict, computed, formula)
    assert math.isnan(found.gap) == (not cells.get("stated") or not computed)


@pytest.mark.parametrize(
    ("stated", "unit", "step", "computed", "verdict"),
    [
        ("36", "assemblies", "", "36", REPRODUCED),  # counts are exact
        ("36", "assemblies", "", "36.4", CONTRADICTED),
        ("36", "assemblies", "", "37", CONTRADICTED),
        ("300", "persons", "", "299", CONTRADICTED),
        ("10", "days", "", "10.5", CONTRADICTED),
        ("300", "persons", "10", "304", REPRODUCED),  # around 300
        ("300", "persons", "10", "305", REPRODUCED),
        ("300", "persons", "10", "310", ROUNDING),
        ("300", "persons", "10", "311", CONTRADICTED),
        ("36", "percent", "", "36.5", REPRODUCED),  # ties either way
        ("36", "percent", "", "35.5", REPRODUCED),
        ("36", "percent", "", "36.51", ROUNDING),
        ("36", "percent", "", "37", ROUNDING),
        ("36", "percent", "", "37.01", CONTRADICTED),
        ("5,5", "percent", "", "5.55", REPRODUCED),  # a decimal comma
        ("5.5", "percent", "", "5.55", REPRODUCED),
        ("5,5", "percent", "", "5.56", ROUNDING),
        ("5,5", "percent", "", "5.61", CONTRADICTED),
        ("3.0", "assemblies per month", "", "3.1", ROUNDING),
        ("3", "assemblies per month", "", "3.1", REPRODUCED),
        ("50", "percent", "10", "47.2", REPRODUCED),  # half
        ("50", "percent", "10", "41.4", ROUNDING),  # almost halved
        ("50", "percent", "10", "38.7", CONTRADICTED),
        ("5", "times", "1", "4.5", REPRODUCED),  # fivefold
        ("1.5", "officers per participant", "0.5", "1.64", REPRODUCED),  # three for two
        ("0", "assemblies", "", "0", REPRODUCED),  # not a single
        ("0", "assemblies", "", "2", CONTRADICTED),
    ],
)
def test_a_stated_number_is_as_exact_as_its_unit_its_digits_or_its_words(
    stated: str, unit: str, step: str, computed: str, verdict: Agreement
) -> None:
    found = judged(small_ledger(), stated=stated, unit=unit, step=step, answer=computed)
    assert found.verdict is verdict
    assert found.gap == pytest.approx(float(stated.replace(",", ".")) - float(computed))


@pytest.mark.parametrize(
    ("stated", "answer", "verdict", "computed", "formula"),
    [
        ("5", "15.4 / 3 or 119 / 36", REPRODUCED, "5.13", "15.4 / 3 = 5.13"),
        ("5", "119 / 36 or 15.4 / 3", REPRODUCED, "5.13", "15.4 / 3 = 5.13"),
        ("5", "2 or 30 / 5", ROUNDING, "6", "30 / 5 = 6"),
        ("5", "10 / 2 or 12 / 2 or 14 / 2", REPRODUCED, "5", "10 / 2 = 5"),
        ("5", "119 / 36 or 7", CONTRADICTED, "3.31", "119 / 36 = 3.31"),  # of equals the first
        ("5", "7 or [hindered]", NOT_DERIVABLE, "", "unknown"),  # the one that is not refuted
        ("5", "[hindered] or 10 / 2", REPRODUCED, "5", "10 / 2 = 5"),
    ],
)
def test_of_several_readings_the_kindest_counts(
    stated: str, answer: str, verdict: Agreement, computed: str, formula: str
) -> None:
    found = judged(small_ledger(), stated=stated, unit="times", answer=answer)
    assert (found.verdict, found.computed, found.formula) == (verdict, computed, formula)


@settings(deadline=None)
@given(
    value=st.floats(0, 9_999),
    decimals=st.integers(0, 2),
    sign=st.sampled_from(",."),
    unit=st.sampled_from(["percent", "times", "persons per assembly"]),
)
def test_a_number_rounded_to_what_is_printed_is_reproduced(
    value: float, decimals: int, sign: str, unit: str
) -> None:
    key: Key = ("2017", "Almaty", "assemblies", "")
    books = BOOKS.changed({key: value})
    stated = str(round_half_up(value, decimals)).replace(".", sign)
    found = judged(books, stated=stated, unit=unit, answer="[assemblies, Almaty]")
    assert found.verdict is REPRODUCED


BOOKS = small_ledger()


def test_a_claim_becomes_a_check_that_says_where_it_stands() -> None:
    made = check(
        small_ledger(),
        id="L166b",
        line="166",
        claim="Almaty had 17 assemblies.",
        printed="17 peaceful assemblies",
        stated="17",
        unit="assemblies",
        quantity="assemblies, Almaty, 2016",
        needs="a list",
        note="Table 1",
    )
    assert (made.id, made.kind, made.rule, made.line) == ("L166b", "prose", "claim", 166)
    assert (made.location, made.printed) == ("Almaty had 17 assemblies.", "17 peaceful assemblies")
    assert (made.stated, made.unit, made.needs, made.note) == (
        "17",
        "assemblies",
        "a list",
        "Table 1",
    )
    assert (made.period, made.place) == ("2016", "Almaty")
    assert made.keys == (("2016", "Almaty", "assemblies", ""),)
    assert (made.table, made.row, made.column) == ("", "", "")


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        ("[assemblies, Almaty] > 0", ("2017", "Almaty")),
        ("[assemblies, Almaty] < [assemblies]", ("2017", ALL)),
        ("[assemblies, 2016] > 0", ("2016", ALL)),
        ("[assemblies] < [assemblies, 2016]", ("2017", ALL)),
    ],
    ids=["one town", "town and country", "one earlier period", "two periods"],
)
def test_a_claim_without_a_number_is_a_comparison_about_what_all_its_quantities_share(
    answer: str, about: tuple[str, str]
) -> None:
    made = check(small_ledger(), answer=answer)
    assert (made.kind, made.stated, made.keys) == ("comparison", "", ())
    assert (made.period, made.place) == about


def test_every_claim_becomes_one_check_of_its_name(whole: Ledger) -> None:
    made = list(checks(CLAIMS, whole))
    assert [each.id for each in made] == CLAIMS["id"].tolist()
    assert {each.rule for each in made} == {"claim"}
    assert {each.kind for each in made} == {"prose", "comparison"}


# Quantities that claims state.


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("assemblies", ("2017", ALL, "assemblies", "")),
        ("assemblies, Almaty", ("2017", "Almaty", "assemblies", "")),
        ("assemblies, 2016", ("2016", ALL, "assemblies", "")),
        ("assemblies, Almaty, 2016", ("2016", "Almaty", "assemblies", "")),
        ("assemblies,2016 , Almaty", ("2016", "Almaty", "assemblies", "")),
        ("concern_share:political, 2012-13", ("2012-13", ALL, "concern_share", "political")),
        (
            "police_control:excluding_permitted",
            ("2017", ALL, "police_control", "excluding_permitted"),
        ),
    ],
)
def test_a_quantity_names_measure_category_place_and_period_in_any_order(
    text: str, key: Key
) -> None:
    assert quantity_of(text, NAMES, "2017") == key


@pytest.mark.parametrize("part", ["Almati", "2071", "2011-2012", "places", "periods", ""])
def test_a_quantity_with_another_part_is_refused(part: str) -> None:
    text = f"assemblies, {part}"
    said = f"expected a period or a place; found {part!r}; at {text}; see data/hand"
    with pytest.raises(SourceError, match=f"^{re.escape(said)}$"):
        quantity_of(text, NAMES, "2017")


def test_the_claims_that_state_a_quantity_are_the_figures_of_the_text() -> None:
    found = figures(
        table(
            claim(answer="[assemblies] > 0"),
            claim(
                id="L2a",
                line="2",
                printed="two (5,5%)",
                stated="5,5",
                unit="percent",
                quantity="concern_share:political, 2016",
            ),
            claim(
                id="L3a",
                line="3",
                printed="nine",
                stated="9",
                unit="assemblies",
                quantity="assemblies, Astana",
                answer="9",
            ),
        ),
        NAMES,
        "2017",
    )
    assert found.to_dict("records") == [
        {
            "line": "2",
            "printed": "two (5,5%)",
            "value": "5,5",
            "unit": "percent",
            "measure": "concern_share",
            "category": "political",
            "place": ALL,
            "period": "2016",
        },
        {
            "line": "3",
            "printed": "nine",
            "value": "9",
            "unit": "assemblies",
            "measure": "assemblies",
            "category": "",
            "place": "Astana",
            "period": "2017",
        },
    ]


def test_without_a_quantity_there_are_no_figures_but_their_columns() -> None:
    found = figures(table(claim(needs="a chart")), NAMES, "2017")
    assert found.empty
    assert list(found.columns) == [
        *("line", "printed", "measure", "category", "place", "period", "value", "unit")
    ]


def test_every_figure_of_the_edition_is_a_fact_of_the_text() -> None:
    facts = facts_from_prose(figures(CLAIMS, NAMES, "2017"), NAMES)
    assert len(facts) == sum(row["quantity"] != "" for row in ROWS) > 30
    assert set(facts["table"]) == {"prose"}
    almaty = facts[(facts["place"] == "Almaty") & (facts["measure"] == "assembly_share")]
    assert almaty[["period", "value", "stated", "line"]].to_numpy().tolist() == [
        ["2017", 38.0, "38", 166]
    ]


def test_all_quantities_that_cannot_be_read_are_listed_at_once() -> None:
    rows = [
        claim(id="L1a", stated="1", quantity="assemblies, Almati"),
        claim(id="L1b", stated="1", quantity="assemblies, Almaty"),
        claim(id="L1c", stated="1", quantity="assemblies, 2071"),
    ]
    with pytest.raises(
        SourceError,
        match=r"expected claims whose quantity can be read; found 2 that cannot; "
        r"at data/hand/claims\.csv; mend the rows:",
    ) as caught:
        figures(table(*rows), NAMES, "2017")
    assert [line.split("; at ")[0] for line in str(caught.value).splitlines()[1:]] == [
        "L1a: expected a period or a place; found 'Almati'",
        "L1c: expected a period or a place; found '2071'",
    ]


# Damaged tables of claims.

SOUND = {"stated": "5", "unit": "assemblies", "answer": "[assemblies]"}
NUMBER = "expected a printed number such as 5,5 or 17"
BROKEN = {
    "another line": (
        {"id": "L2a"},
        "id: expected L, the line and a letter, found 'L2a' at line '1'",
    ),
    "an id without L": (
        {"id": "1a"},
        "id: expected L, the line and a letter, found '1a' at line '1'",
    ),
    "an id without letter": (
        {"id": "L1"},
        "id: expected L, the line and a letter, found 'L1' at line '1'",
    ),
    "a line in words": (
        {"line": "one"},
        "id: expected L, the line and a letter, found 'L1a' at line 'one'",
    ),
    "a blank claim": ({"claim": " "}, "claim: expected words, found a blank"),
    "no printed words": ({"printed": ""}, "printed: expected words, found a blank"),
    "an unknown unit": (
        {"unit": "person"},
        "unit: expected one of data/hand/units.csv, found 'person'",
    ),
    "nothing that answers": (
        {"answer": ""},
        "answer: expected an answer, a quantity or what would be needed, found none",
    ),
    "a quantity without its number": (
        {"stated": "", "quantity": "assemblies"},
        "stated: expected the number that is stated of the quantity, found a blank",
    ),
    "a number with its sign": ({"stated": "5%"}, f"stated: {NUMBER}, found '5%'"),
    "a number in words": ({"stated": "five"}, f"stated: {NUMBER}, found 'five'"),
    "a number with two meanings": (
        {"stated": "1,697"},
        "stated: expected one meaning, found '1,697': thousands or decimals",
    ),
    "a step in words": ({"step": "ten"}, f"step: {NUMBER}, found 'ten'"),
    "a step below zero": ({"step": "-1"}, f"step: {NUMBER}, found '-1'"),
    "an unknown measure": (
        {"answer": "[asemblies]"},
        r"answer: expected a measure of: .*; found 'asemblies'; .*; did you mean assemblies\?",
    ),
    "no expression": (
        {"answer": "1 +"},
        r"answer: expected an expression such as .*; found '1 \+'; .*",
    ),
    "a series": (
        {"answer": "[assemblies, places]"},
        "answer: expected one number; found a series; .*",
    ),
    "a claim that there is not": (
        {"answer": "#L9z"},
        "answer: expected a claim that states a number of: .*; found 'L9z'; .*",
    ),
}


@pytest.mark.parametrize(("cells", "problem"), BROKEN.values(), ids=BROKEN)
def test_a_claim_that_cannot_be_right_is_named_with_what_is_wrong(
    cells: dict[str, str], problem: str
) -> None:
    row = claim(**{**SOUND, **cells})
    (found,) = problems(table(row), small_ledger(told={"L1a": "5"}))
    pattern = problem if ".*" in problem else re.escape(problem)
    assert re.fullmatch(f"{row['id']}: {pattern}", found), found


def test_a_sound_claim_has_no_problem() -> None:
    rows = [
        claim(**SOUND),
        claim(id="L1b", stated="5,5", unit="percent", step="0.5", quantity="law_abidance"),
        claim(id="L1c", needs="a chart"),
        claim(id="L1aa", answer="#L1a > 0"),
    ]
    assert problems(table(*rows), small_ledger(told={"L1a": "5"})) == []


def test_a_claim_that_stands_twice_is_named() -> None:
    rows = [claim(**SOUND), claim(**SOUND), claim(**{**SOUND, "id": "L1b"})]
    assert problems(table(*rows), small_ledger()) == ["L1a: stands twice"]


def test_every_problem_of_the_table_is_listed_at_once() -> None:
    rows = [
        claim(**SOUND),
        claim(**{**SOUND, "id": "L2b", "claim": "", "unit": "towns", "stated": "x", "step": "y"}),
        claim(**SOUND),
        claim(id="L1d", quantity="assemblies", answer="[nothing]"),
        claim(id="L1e"),
    ]
    found = problems(table(*rows), small_ledger())
    assert [": ".join(line.split(": ")[:2]) for line in found] == [
        "L1a: stands twice",
        "L2b: id",
        "L2b: claim",
        "L2b: unit",
        "L2b: stated",
        "L2b: step",
        "L1d: stated",
        "L1d: answer",
        "L1e: answer",
    ]


def test_a_claim_that_leans_on_a_broken_number_is_listed_too() -> None:
    rows = [
        claim(stated="ca. 300", unit="euros", needs="the rate"),
        claim(id="L1b", stated="300", unit="euros", answer="#L1a"),
    ]
    found = problems(table(*rows), small_ledger(told={"L1a": "ca. 300"}))
    assert [line.split(":")[0] for line in found] == ["L1a", "L1b"]


def test_a_step_with_a_decimal_comma_is_read_or_named() -> None:
    row = claim(stated="1.5", unit="times", step="0,5", answer="1.7")
    if not problems(table(row), small_ledger()):
        assert judged(small_ledger(), **row).verdict is REPRODUCED


def test_a_share_that_no_counts_can_have_is_contradicted() -> None:
    books = small_ledger(
        fact("assemblies_attended", "41", category="police", table="13"),
        fact("unpermitted", "31", table="11"),
    )
    found = judged(books, stated="90", unit="percent", quantity="presence_share:police")
    assert (found.verdict, found.computed) == (CONTRADICTED, "")
    assert found.formula.startswith("100 x 41 / 31")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"stated": "1", "answer": "[assemblies] > 3"}, "answer: expected a number, as the claim"),
        ({"stated": "", "answer": "[assemblies]"}, "answer: expected a comparison, as the claim"),
        ({"stated": "5", "answer": "#L1a"}, "answer: expected another place than the claim itself"),
        (
            {"stated": "50", "step": "1000"},
            "step: expected at most the stated number, found '1000'",
        ),
    ],
    ids=["a comparison for a number", "a number for a comparison", "itself", "a step too wide"],
)
def test_an_answer_that_proves_nothing_is_named(changes: dict[str, str], told: str) -> None:
    cells = {"unit": "assemblies", "answer": "[assemblies]"} | changes
    (found,) = problems(table(claim(**cells)), small_ledger(told={"L1a": "5"}))
    assert found.startswith(f"L1a: {told}")
