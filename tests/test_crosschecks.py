"""Two tables that speak of one thing agree, round apart, or contradict each other."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from monitorlib.audit import crosschecks
from monitorlib.audit.checks import Check, Judgement
from monitorlib.errors import MonitorError
from monitorlib.processing.printed import Agreement
from test_tablechecks import (
    CONTRADICTED,
    NOT_DERIVABLE,
    REPRODUCED,
    ROUNDING,
    Cells,
    Column,
    edition,
    ledger,
    table,
)

ASSEMBLIES, RATE = Column("assemblies"), Column("protest_activity")
PARTICIPANTS = Column("participants", category="all")
MEAN = Column("mean_participants", category="all")
DURATION, LENGTH = Column("duration_total"), Column("mean_duration")


RELATION = ["id", "over", "holds", "claim"]


def relations(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Relations of an id, what they range over, and what holds."""
    return pd.DataFrame([(*row, "A claim") for row in rows], columns=RELATION)


NONE = relations()


def of_rule(rule: str, *tables: Cells, told: pd.DataFrame = NONE) -> list[tuple[Check, Judgement]]:
    """The checks of one rule between small tables, judged."""
    book = ledger(*tables)
    return [(c, c.judge(book)) for c in crosschecks.checks(book, told) if c.rule == rule]


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("9", "9", REPRODUCED),
        ("9", "8", CONTRADICTED),  # counts are exact
        ("312", "327", CONTRADICTED),  # Tables 18 and 14-1
        ("-", "0", REPRODUCED),
        ("-", "3", CONTRADICTED),
        ("3", "-", CONTRADICTED),
    ],
)
def test_a_count_that_two_tables_print_is_one_number(
    one: str, other: str, verdict: Agreement
) -> None:
    tables = [table(n, {"Almaty": cell}, ASSEMBLIES) for n, cell in (("1", one), ("2", other))]
    [(check, judgement)] = of_rule("stated twice", *tables)
    assert judgement.verdict is verdict
    assert check.id == "x-assemblies-almaty-2016-t1-t2"
    assert check.printed == f"{one}; {other}"


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("0,3", "0,33", REPRODUCED),  # no more digits are asked than both print
        ("0,33", "0,3", REPRODUCED),
        ("0,36", "0,3", ROUNDING),
        ("0,5", "0,33", CONTRADICTED),
        ("0.32", "0.32", REPRODUCED),  # Tables 14-1 and 15
        ("-", "0,0", REPRODUCED),
        ("0,1", "-", CONTRADICTED),  # something and nothing
    ],
)
def test_a_rounded_number_is_judged_by_the_less_exact_print(
    one: str, other: str, verdict: Agreement
) -> None:
    tables = [table(n, {"Almaty": cell}, RATE) for n, cell in (("3", one), ("15", other))]
    [(_, judgement)] = of_rule("stated twice", *tables)
    assert judgement.verdict is verdict


def test_both_numbers_are_shown_with_their_tables() -> None:
    tables = [table(n, {"Almaty": cell}, ASSEMBLIES) for n, cell in (("1", "9"), ("2", "-"))]
    [(check, judgement)] = of_rule("stated twice", *tables)
    assert judgement.formula == "Table 1: 9; Table 2: –"
    assert check.location.endswith("number of assemblies, Almaty, 2016")


@pytest.mark.parametrize(
    "tables",
    [
        [table("1", {"Almaty": "9"}, ASSEMBLIES), table("2", {"Almaty": "."}, ASSEMBLIES)],
        [table("1", {"Almaty": "-"}, ASSEMBLIES), table("2", {"Almaty": "-"}, ASSEMBLIES)],
        [table("1", {"Almaty": "9"}, ASSEMBLIES), table("2", {"Astana": "8"}, ASSEMBLIES)],
        [
            table("1", {"Almaty": "9"}, ASSEMBLIES),
            table("2", {"Almaty": "8"}, Column("assemblies", "2015")),
        ],
        [table("1", {"Almaty": "9 8"}, ASSEMBLIES, ASSEMBLIES)],
    ],
    ids=["blank", "two-dashes", "other-place", "other-period", "one-table"],
)
def test_what_is_not_stated_twice_is_not_compared(tables: list[Cells]) -> None:
    assert of_rule("stated twice", *tables) == []


def test_each_further_table_is_compared_with_the_first() -> None:
    tables = [
        table(n, {"Almaty": cell}, ASSEMBLIES) for n, cell in (("1", "9"), ("2", "9"), ("11", "8"))
    ]
    judged = of_rule("stated twice", *tables)
    assert [(check.id[-6:], judgement.verdict) for check, judgement in judged] == [
        ("-t1-t2", REPRODUCED),
        ("t1-t11", CONTRADICTED),
    ]


def town(count: str, rate: str, total: str, mean: str) -> list[Cells]:
    """What Tables 2, 3 and 18 print of a town in a year of twelve months."""
    return [
        table("2", {"Almaty": count}, ASSEMBLIES),
        table("3", {"Almaty": rate}, RATE),
        table("18", {"Almaty": f"{total} {mean}"}, PARTICIPANTS, MEAN),
    ]


@pytest.mark.parametrize(
    ("cells", "verdict", "computed", "formula"),
    [
        (  # Table 3: 1.65 to 1.75 x 12; Table 18: 1120 / 53.5 to 1120 / 52.5 (Almaty, 2016)
            ("21", "1,7", "1120", "53"),
            REPRODUCED,
            "21",
            "Table 3 allows 20 to 21; Table 18 allows 21; Table 2 has 21",
        ),
        (  # 3.45 to 3.55 x 12 = 41.4 to 42.6; 1838 / 43.5 to 1838 / 42.5 (Almaty, 2014)
            ("43", "3,5", "1838", "43"),
            ROUNDING,
            "43",
            "Table 3 allows 42; Table 18 allows 43; Table 2 has 43",
        ),
        (  # 0.325 to 0.335 x 12 = 3.9 to 4.02; 2500 / 500.5 to 2500 / 499.5 (Atyrau, 2016)
            ("4", "0,33", "2500", "500"),
            CONTRADICTED,
            "",
            "Table 3 allows 4; Table 18 allows 5; Table 2 has 4",
        ),
        (  # 1.15 to 1.25 x 12 = 13.8 to 15; 441 / 31.5 to 441 / 30.5 (Uralsk, 2014)
            ("15", "1,2", "441", "31"),
            CONTRADICTED,
            "14",
            "Table 3 allows 14 to 15; Table 18 allows 14; Table 2 has 15",
        ),
        (  # the count itself is the odd one (Astana, 2014, as printed)
            ("26", "3,1", "541", "14"),
            CONTRADICTED,
            "",
            "Table 3 allows 37; Table 18 allows 38 to 40; Table 2 has 26",
        ),
        (  # no count: 0.2 to 0.3 would be 3; 0.25 to 0.35 x 12 = 3 to 4.2
            (".", "0,3", "8", "2"),
            REPRODUCED,
            "4",  # 8 / 2.5 to 8 / 1.5 = 3.2 to 5.3
            "Table 3 allows 3 to 4; Table 18 allows 4 to 5",
        ),
        (  # no count, and more than one number will do
            (".", "0,3", "9", "3"),
            REPRODUCED,
            "3",  # 9 / 3.5 to 9 / 2.5 = 2.6 to 3.6
            "Table 3 allows 3 to 4; Table 18 allows 3",
        ),
        (
            (".", "1", "24", "2"),
            REPRODUCED,
            "10 to 16",  # 0.5 to 1.5 x 12 = 6 to 18; 24 / 2.5 to 24 / 1.5 = 9.6 to 16
            "Table 3 allows 6 to 18; Table 18 allows 10 to 16",
        ),
        (  # from a mean below half a unit any large number may follow: 5 / 0.5 and more
            ("12", "1,0", "5", "0"),
            REPRODUCED,
            "12",
            "Table 3 allows 12; Table 18 allows 10 or more; Table 2 has 12",
        ),
        (  # a count of none, a rate of some
            ("-", "0,1", "5", "5"),
            CONTRADICTED,
            "1",
            "Table 3 allows 1; Table 18 allows 1; Table 2 has 0",
        ),
    ],
    ids=[
        "one-number-in-all",
        "within-a-unit",
        "apart",
        "two-units-apart",
        "count-apart",
        "count-unknown",
        "one-of-two",
        "several",
        "no-upper-end",
        "none-for-some",
    ],
)
def test_rates_and_means_allow_the_number_of_assemblies(
    cells: tuple[str, str, str, str], verdict: Agreement, computed: str, formula: str
) -> None:
    [(check, judgement)] = of_rule("implied count", *town(*cells))
    assert (judgement.verdict, judgement.computed) == (verdict, computed)
    assert judgement.formula == formula
    assert check.id == "x-implied-assemblies-almaty-2016"
    assert check.keys == (("2016", "Almaty", "assemblies", ""),)


def test_a_mean_that_no_whole_number_gives_is_said_to_allow_none() -> None:
    # 1697 / 133.5 = 12.71 and 1697 / 132.5 = 12.81 (Table 18, 2017)
    [(_, judgement)] = of_rule("implied count", *town("36", "3,0", "1697", "133"))
    assert "Table 18 allows no whole number (12.71 to 12.81)" in judgement.formula
    assert judgement.verdict is CONTRADICTED


def test_durations_imply_a_number_of_assemblies_too() -> None:
    minutes = table("19", {"Almaty": "880_minutes 18_minutes"}, DURATION, LENGTH)
    # 880 / 18.5 = 47.6 and 880 / 17.5 = 50.3 (Table 19, 2017)
    [(_, judgement)] = of_rule("implied count", *town("17", "1,4", "491", "28"), minutes)
    assert "Table 19 allows 48 to 50" in judgement.formula
    assert judgement.verdict is CONTRADICTED


@pytest.mark.parametrize(
    "cells",
    [
        ("21", ".", "1120", "53"),
        ("21", "1,7", "1120", "."),
        ("21", "1,7", ".", "53"),
        ("21", "1,7", "-", "0"),
        ("21", "-", "1120", "53"),
    ],
    ids=["no-rate", "no-mean", "no-participants", "none-at-all", "rate-dash"],
)
def test_one_source_alone_is_not_set_against_another(cells: tuple[str, str, str, str]) -> None:
    assert of_rule("implied count", *town(*cells)) == []


@pytest.mark.parametrize(
    ("measure", "units", "span"),
    [
        ("protest_activity", 0.5, (41.4, 42.6)),  # 3,5 a month in twelve months
        ("protest_activity", 1, (40.8, 43.2)),
        ("mean_participants", 0.5, (1838 / 43.5, 1838 / 42.5)),
        ("mean_participants", 1, (1838 / 44, 1838 / 42)),
    ],
)
def test_a_printed_number_allows_a_span(
    measure: str, units: float, span: tuple[float, float]
) -> None:
    book = ledger(*town("43", "3,5", "1838", "43"))
    [fact] = [
        fact for facts in book.printed.values() for fact in facts if fact["measure"] == measure
    ]
    assert crosschecks.implied(fact, book, units) == pytest.approx(span)


def test_a_mean_below_its_margin_allows_any_large_number() -> None:
    book = ledger(*town("12", "1,0", "5", "0"))
    [fact] = book.printed["2016", "Almaty", "mean_participants", "all"]
    assert crosschecks.implied(fact, book, 0.5) == (10, math.inf)


def test_an_implied_count_is_judged_again_on_a_ledger_with_other_counts() -> None:
    book = ledger(*town("26", "3,1", "541", "14"))
    [check] = crosschecks.checks(book, NONE)
    changed = book.changed({("2016", "Almaty", "assemblies", ""): 37.0})
    assert check.judge(changed).verdict is ROUNDING  # 3.08 a month, 14.6 each
    assert check.judge(book).verdict is CONTRADICTED


AS_MANY = (
    "permits",
    "period;place",
    "[permitted, place, period] + [unpermitted, place, period] == [assemblies, place, period]",
)
ROW = [Column(name) for name in ("assemblies", "unpermitted", "permitted")]


@pytest.mark.parametrize(
    ("row", "verdict", "formula"),
    [
        ("17 16 1", REPRODUCED, "1 + 16 = 17"),  # Table 11, line 426
        ("17 16 2", CONTRADICTED, "2 + 16 = 17"),
        ("3 3 -", REPRODUCED, "0 + 3 = 3"),  # a dash for none, as in Table 16
        ("3 2 -", CONTRADICTED, "0 + 2 = 3"),
        ("- - -", None, ""),  # where no number is printed, none is wrong
        ("17 16 .", None, ""),
        ("17 . 1", None, ""),
        (". 16 1", None, ""),
    ],
)
def test_a_relation_is_judged_where_all_of_it_is_known(
    row: str, verdict: Agreement | None, formula: str
) -> None:
    judged = of_rule("relation", table("11", {"Almaty": row}, *ROW), told=relations(AS_MANY))
    assert [(each.verdict, each.formula) for _, each in judged] == (
        [(verdict, formula)] if verdict else []
    )


def test_a_relation_whose_count_is_lost_is_not_derivable() -> None:
    book = ledger(table("11", {"Almaty": "17 16 1"}, *ROW))
    [check] = crosschecks.checks(book, relations(AS_MANY))
    changed = book.changed({("2016", "Almaty", "unpermitted", ""): float("nan")})
    assert check.judge(changed).verdict is NOT_DERIVABLE
    assert check.judge(book).verdict is REPRODUCED


@pytest.mark.parametrize(
    ("over", "holds", "ids"),
    [
        (
            "period;place",
            "[permitted, place, period] <= [assemblies, place, period]",
            ["2015-almaty", "2015-kazakhstan", "2016-almaty", "2016-kazakhstan"],
        ),
        (
            "period;town",
            "[permitted, place, period] <= [assemblies, place, period]",
            ["2015-almaty", "2016-almaty"],
        ),
        ("period", "[permitted, period] <= [assemblies, period]", ["2015", "2016"]),
        (
            "place",
            "[permitted, place, 2016] <= [assemblies, place, 2016]",
            ["almaty", "kazakhstan"],
        ),
        ("", "[permitted, 2016] <= [assemblies, 2016]", [""]),
    ],
    ids=["period-and-place", "towns-only", "period", "place", "nothing"],
)
def test_a_relation_ranges_over_what_it_names(over: str, holds: str, ids: list[str]) -> None:
    columns = [
        Column(name, period) for period in ("2015", "2016") for name in ("assemblies", "permitted")
    ]
    cells = table("11", {"Almaty": "4 1 5 2", "TOTAL": "9 1 8 2"}, *columns)
    judged = of_rule("relation", cells, told=relations(("part", over, holds)))
    assert sorted(check.id for check, _ in judged) == [f"r-part-{name}".rstrip("-") for name in ids]
    assert {judgement.verdict for _, judgement in judged} == {REPRODUCED}


def test_a_relation_ranges_over_categories() -> None:
    rows = {"Police": "41 5", "Akimat": "5 6"}
    columns = [Column("assemblies_attended"), Column("assemblies_cautioned")]
    told = (
        "cautioned",
        "period;category=assemblies_cautioned",
        "[assemblies_cautioned:category, period] <= [assemblies_attended:category, period]",
    )
    judged = of_rule("relation", table("13", rows, *columns, by="authority"), told=relations(told))
    assert {check.id: judgement.verdict for check, judgement in judged} == {
        "r-cautioned-2016-police": REPRODUCED,
        "r-cautioned-2016-akimat": CONTRADICTED,
    }


def test_a_relation_shows_the_first_four_numbers_it_rests_on() -> None:
    rows = {"Rallies": "6", "Pickets": "12", "Single pickets": "9", "Processions": "3"}
    forms = table("8", rows, Column("assemblies_by_form"), by="form")
    told = ("forms", "period", "total([assemblies_by_form:*, period]) == [assemblies, period]")
    total = table("1", {"TOTAL": "30"}, ASSEMBLIES)
    [(check, judgement)] = of_rule("relation", forms, total, told=relations(told))
    assert judgement.formula == "6 + 12 + 9 + 3 = 30"
    assert check.printed == "Table 8: 6; Table 8: 12; Table 8: 9; Table 8: 3; and 1 more"


def test_a_printed_total_of_categories_is_no_category() -> None:
    rows = {"Rallies": "6", "Pickets": "12", "TOTAL:": "18"}
    forms = table("8", rows, Column("assemblies_by_form"), by="form")
    told = ("forms", "period", "total([assemblies_by_form:*, period]) == [assemblies, period]")
    total = table("1", {"TOTAL": "18"}, ASSEMBLIES)
    [(_, judgement)] = of_rule("relation", forms, total, told=relations(told))
    assert judgement.verdict is REPRODUCED


def test_a_relation_with_an_unknown_name_is_refused() -> None:
    told = relations(("wrong", "period", "[assemblies, period] <= [asemblies, period]"))
    with pytest.raises(MonitorError, match="asemblies"):
        of_rule("relation", table("1", {"TOTAL": "36"}, ASSEMBLIES), told=told)


# The edition of 2017.


@pytest.mark.parametrize(
    ("name", "verdict", "formula"),
    [
        # Table 8, 2016: the forms make 21+10+9+6+4+4+1 = 55, Table 2 prints 52
        ("r-forms-2016", CONTRADICTED, "21 + 10 + 9 + 6 + 4 + 4 + 1 = 52"),
        ("r-forms-2017", REPRODUCED, "6 + 12 + 9 + 3 + 3 + 1 + 1 + 1 = 36"),
        ("r-concerns-2017", REPRODUCED, "2 + 6 + 28 = 36"),  # lines 204, 234 and 259
        # Table 11: the totals agree with each other, 5 + 31, as little as with their rows
        ("r-permits-2017-kazakhstan", REPRODUCED, "5 + 31 = 36"),
        ("r-permits-2017-almaty", REPRODUCED, "1 + 16 = 17"),
        # Table 13, line 472: the police at 41 of 36 assemblies
        ("r-attended-2017-police", CONTRADICTED, "41 ≤ 36"),
        ("r-attended-2017-prosecutor", REPRODUCED, "12 ≤ 36"),
        ("r-cautioned-2017-akimat", REPRODUCED, "3 ≤ 5"),
        # Tables 11, 14 and 14-1: the towns without a permitted assembly alone make 1052
        ("r-without-permitted-2017", CONTRADICTED, "327 ≥ 44 + 2 + 6 + 1000"),
        ("r-one-each-2015-taldykorgan", CONTRADICTED, "0 ≥ 1"),  # a dash in Table 18
        ("r-some-excluded-2017", REPRODUCED, "327 ≤ 1697"),
        ("r-detained-2017-astana", REPRODUCED, "4 ≥ 3"),  # Table 16, line 537
        ("r-detained-2017-kazakhstan", REPRODUCED, "8 ≥ 7"),  # Table 16, line 545
        # two tables
        ("x-law-abidance-kazakhstan-2017-t11-t12", CONTRADICTED, "Table 11: 100; Table 12: 14"),
        (
            "x-participants-excluding-permitted-kazakhstan-2017-t14-1-t18",
            CONTRADICTED,
            "Table 14-1: 327; Table 18: 312",
        ),
        ("x-assemblies-almaty-2017-t1-t11", REPRODUCED, "Table 1: 17; Table 11: 17"),
        ("x-participants-all-temirtau-2017-t14-t18", REPRODUCED, "Table 14: 1000; Table 18: 1000"),
        (
            "x-police-control-excluding-permitted-kazakhstan-2017-t14-1-t15",
            REPRODUCED,
            "Table 14-1: 0.32; Table 15: 0.32",
        ),
        # what rates and means allow
        (  # 0.05 to 0.15 x 12 = 0.6 to 1.8; 75 / 15.5 to 75 / 14.5 = 4.8 to 5.2
            "x-implied-assemblies-aktau-2016",
            CONTRADICTED,
            "Table 3 allows 1; Table 18 allows 5; Table 2 has 1",
        ),
        (  # 1.65 to 1.75 x 12; 1120 / 53.5 to / 52.5; 1013 / 48.5 to / 47.5
            "x-implied-assemblies-almaty-2016",
            REPRODUCED,
            "Table 3 allows 20 to 21; Table 18 allows 21; Table 19 allows 21; Table 2 has 21",
        ),
        (  # 2.95 to 3.05 x 12 = 35.4 to 36.6; 1697 / 133.5 to / 132.5 = 12.71 to 12.81
            "x-implied-assemblies-kazakhstan-2017",
            CONTRADICTED,
            "Table 3 allows 36; Table 18 allows no whole number (12.71 to 12.81); Table 1 has 36",
        ),
    ],
)
def test_two_tables_of_the_source_are_judged_as_worked_by_hand(
    name: str, verdict: Agreement, formula: str
) -> None:
    judgement = edition().judgements[name]
    assert (judgement.verdict, judgement.formula) == (verdict, formula)


def test_of_what_relates_counts_nothing_is_contradicted_but_these() -> None:
    judged = edition()
    wrong = {
        name
        for name, check in judged.checks.items()
        if check.rule == "relation" and judged.judgements[name].verdict is CONTRADICTED
    }
    assert wrong == {
        "r-forms-2016",
        "r-attended-2017-police",
        "r-without-permitted-2017",
        "r-individual-semey",  # line 391: 15 came, line 505: 14 participants
        "r-one-each-2015-taldykorgan",  # line 130: one assembly, line 587: a dash
        "r-police-excluding-2017",  # lines 505 and 515: 104, and 23 in Semey, of 104
        "r-mean-without-permitted-2017",  # line 592: 327 / 31 = 10.5 for 44
    }


@pytest.mark.parametrize(
    ("town", "period", "participants"),
    [("taldykorgan", "2014", 9), ("ust-kamenogorsk", "2014", 2), ("aktobe", "2015", 1)],
)
def test_participants_without_an_assembly_are_contradicted_as_printed(
    town: str, period: str, participants: int
) -> None:
    # Table 18 prints participants where Table 2 prints a dash
    name = f"r-participants-assemblies-{period}-{town}"
    before, after = edition(as_printed=True), edition()
    assert before.judgements[name].formula == f"{participants} = 0 or 0 ≥ 1"
    assert before.judgements[name].verdict is CONTRADICTED
    assert after.judgements[name].verdict is REPRODUCED


def test_a_lost_count_is_what_the_rate_and_the_mean_allow() -> None:
    name = "x-implied-assemblies-astana-2014"  # 26 is printed, and 37 stands beside it
    before, after = edition(as_printed=True), edition()
    assert before.judgements[name].verdict is CONTRADICTED
    assert (after.judgements[name].verdict, after.judgements[name].computed) == (ROUNDING, "37")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"claim": " "}, "new: claim: expected words, found a blank"),
        ({"holds": "1 < 2"}, "new: holds: expected a quantity, found '1 < 2'"),
        ({"holds": "[asemblies] > 0"}, "did you mean assemblies"),
        ({"holds": "[assemblies] >"}, "expected an expression such as"),
        ({"over": "periods"}, "expected a range of: period, place, town, category; found"),
        ({"over": "category=asemblies"}, "did you mean assemblies"),
    ],
    ids=[
        "no words",
        "no quantity",
        "unknown measure",
        "no expression",
        "range",
        "measure of a range",
    ],
)
def test_a_relation_that_cannot_be_right_is_named(changes: dict[str, str], told: str) -> None:
    row = {"id": "new", "over": "period", "holds": "[assemblies, period] > 0", "claim": "Any."}
    book = edition().ledger
    assert crosschecks.problems(pd.DataFrame([row]), book) == []
    (found,) = crosschecks.problems(pd.DataFrame([row | changes]), book)
    assert told in found
    assert found.startswith("new: ")
