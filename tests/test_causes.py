"""A likely cause is said only where the printed numbers support it, and as an inference."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import monitorlib as ml
from monitorlib.audit import crosschecks, tablechecks
from monitorlib.audit.causes import Evidence, cause
from monitorlib.audit.checks import Check, Judgement
from monitorlib.audit.ledger import Ledger
from monitorlib.processing.derive import Key
from test_tablechecks import CONTRADICTED, Cells, Column, edition, ledger, table

COUNTS, RATES = [
    [Column(name, period) for period in ("2015", "2016")]
    for name in ("assemblies", "protest_activity")
]
ASSEMBLIES, PERMITTED, ABIDANCE = (
    Column(name) for name in ("assemblies", "permitted", "law_abidance")
)
PEOPLE = [Column("participants", category="all"), Column("mean_participants", category="all")]
TIME = [Column("duration_total"), Column("mean_duration")]
NO_RELATIONS = pd.DataFrame(columns=["id", "over", "holds", "claim"])


def evidence(book: Ledger, relations: pd.DataFrame = NO_RELATIONS) -> Evidence:
    """Everything that a guess may look at in a small ledger."""
    checks = [*tablechecks.checks(book), *crosschecks.checks(book, relations)]
    judged: dict[str, Judgement] = {}
    inputs: dict[str, set[Key]] = {}
    for check in checks:
        traced, seen = book.traced()
        judged[check.id] = check.judge(traced)
        inputs[check.id] = set(seen)
    return Evidence(book, judged, checks, inputs)


def cause_of(name: str, *tables: Cells) -> str:
    """The cause that small tables suggest for a check that they contradict."""
    found = evidence(ledger(*tables))
    check = next(check for check in found.checks if check.id == name)
    assert found.judged[name].verdict is CONTRADICTED
    return cause(check, found)


TWO_TOWNS = table("2", {"Almaty": "77 48", "Pavlodar": "12 6"}, *COUNTS)  # 6.42, 4.0; 1.0, 0.5


@pytest.mark.parametrize("period", ["2015", "2016"])
def test_a_row_that_repeats_another_is_called_copied(period: str) -> None:
    rates = table("3", {"Almaty": "6,4 4,0", "Pavlodar": "6,4 4,0"}, *RATES)
    assert cause_of(f"t3-pavlodar-protest-activity-{period}", TWO_TOWNS, rates) == (
        "Inference: the cells of Pavlodar in protest_activity 2015 and protest_activity 2016 "
        "repeat those of Almaty."
    )


@pytest.mark.parametrize(
    ("rows", "period"),
    [
        ({"Almaty": "6,4 4,0", "Pavlodar": "6,4 0,5"}, "2015"),  # the other cell is right
        ({"Almaty": "6,4 4,0", "Pavlodar": "6,4 4,1"}, "2015"),  # wrong, but not repeated
        ({"Almaty": "6 4", "Pavlodar": "6 4"}, "2015"),  # one digit may repeat by chance
        ({"Almaty": "0,3 0,2", "Pavlodar": "0,3 0,2"}, "2015"),  # one digit that tells
    ],
    ids=["one-cell", "other-cell", "one-digit", "one-telling-digit"],
)
def test_one_repeated_cell_is_no_copied_row(rows: dict[str, str], period: str) -> None:
    rates = table("3", rows, *RATES)
    assert cause_of(f"t3-pavlodar-protest-activity-{period}", TWO_TOWNS, rates) == ""


HELD = table("2", {"Almaty": "2", "Temirtau": "1", "TOTAL": "3"}, ASSEMBLIES)


def people(total_mean: str, temirtau: str = "1000") -> Cells:
    """Rows like those of Table 18: means of 10 and 1000, and that of the country."""
    rows = {"Almaty": "20 10", "Temirtau": f"1000 {temirtau}", "TOTAL": f"1020 {total_mean}"}
    return table("18", rows, *PEOPLE)


def test_a_mean_of_means_is_told_from_a_mean_of_assemblies() -> None:
    # 1020 / 3 = 340, and half of 10 and 1000 is 505
    assert cause_of("t18-total-mean-participants-2016", HELD, people("505")) == (
        "Inference: unweighted mean of the towns' means: (10 + 1000) / 2 = 505.00."
    )


@pytest.mark.parametrize(
    "cells", [people("506"), people("400"), people("10", ".")], ids=["near", "far", "one-town"]
)
def test_another_mean_is_no_mean_of_means(cells: Cells) -> None:
    assert cause_of("t18-total-mean-participants-2016", HELD, cells) == ""


def minutes(stated: str) -> Cells:
    """Rows like those of Table 19: 880 minutes in Almaty, and a mean for the country."""
    rows = {"Almaty": "880_minutes 18_minutes", "TOTAL": f". {stated}_minutes"}
    return table("19", rows, *TIME)


ALL_HELD = table("1", {"Almaty": "17", "TOTAL": "36"}, ASSEMBLIES)


@pytest.mark.parametrize("name", ["t19-almaty-mean-duration-2016", "t19-total-mean-duration-2016"])
def test_the_total_of_the_country_is_recognised_in_the_row_of_a_town(name: str) -> None:
    assert cause_of(name, ALL_HELD, minutes("24")) == (  # lines 596 and 601
        "Inference: 880 of Almaty may be the country's total: 880 / 36 = 24.4, "
        "and 24 is stated for the country."
    )


def test_a_total_that_gives_another_mean_is_left_to_its_town() -> None:
    assert cause_of("t19-almaty-mean-duration-2016", ALL_HELD, minutes("30")) == ""


def test_the_total_of_the_country_is_looked_for_in_the_row_of_the_check_alone() -> None:
    rows = {"Almaty": "880_minutes 18_minutes", "Astana": "205_minutes 99_minutes"}
    cells = table("19", rows | {"TOTAL": ". 24_minutes"}, *TIME)
    held = table("1", {"Almaty": "17", "Astana": "9", "TOTAL": "36"}, ASSEMBLIES)
    assert "880 of Almaty" in cause_of("t19-almaty-mean-duration-2016", held, cells)
    assert cause_of("t19-astana-mean-duration-2016", held, cells) == ""


def forms(rallies: str) -> Cells:
    """Two forms of twenty assemblies, as Table 8 prints them."""
    rows = {"Rallies": rallies, "Pickets": "14_(70%)"}
    return table("8", rows, Column("assemblies_by_form;form_share"), by="form")


SIXTEEN = table("1", {"TOTAL": "16"}, ASSEMBLIES)
RALLIES = "t8-rallies-assemblies-by-form-form-share-2016-share"


def test_a_share_of_its_own_column_has_the_wrong_denominator() -> None:
    assert cause_of(RALLIES, SIXTEEN, forms("6_(30%)")) == (  # 37.5% of the sixteen
        "Inference: wrong denominator, the sum of its own column: 100 x 6 / 20 = 30.00."
    )


def test_a_share_that_no_known_denominator_gives_has_no_cause() -> None:
    assert cause_of(RALLIES, SIXTEEN, forms("6_(28%)")) == ""


def test_a_printed_total_is_no_part_of_its_column() -> None:
    rows = {"Rallies": "6_(30%)", "Pickets": "14_(70%)", "TOTAL:": "20_(100%)"}
    cells = table("8", rows, Column("assemblies_by_form;form_share"), by="form")
    assert "100 x 6 / 20" in cause_of(RALLIES, SIXTEEN, cells)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("20%", "Inference: wrong denominator, the total of 2015: 100 x 10 / 50 = 20.00."),
        ("22%", ""),
    ],
)
def test_a_share_of_the_year_before_has_the_wrong_denominator(share: str, said: str) -> None:
    held = table("1", {"TOTAL": "50 40"}, *COUNTS)  # 10 of 40 would be 25%
    permits = table("11", {"TOTAL": f"10 {share}"}, PERMITTED, ABIDANCE)
    assert cause_of("t11-total-law-abidance-2016", held, permits) == said


@pytest.mark.parametrize(
    ("total", "said"),
    [
        ("8 8", "Inference: it is the number of persons detained that the same row prints."),
        ("9 8", ""),
        ("4 8", ""),  # persons, but in the row of Astana
    ],
)
def test_persons_are_recognised_where_events_should_stand(total: str, said: str) -> None:
    rows = {"Almaty": "3 3", "Astana": "3 4", "Uralsk": "1 1", "TOTAL": total}  # Table 16
    cells = table("16", rows, Column("detention_events"), Column("detained_persons"))
    assert cause_of("t16-total-detention-events-2016-total", cells) == said


@pytest.mark.parametrize(
    ("counts", "rates", "said"),
    [
        ("2 1", ". 0,17", "shifted column, it fits the counts of 2015: 2 / 12 = 0.17"),
        ("1 2", "0,17 .", "shifted column, it fits the counts of 2016: 2 / 12 = 0.17"),
        ("2 1", "0,17 0,17", "stale year, it repeats the number of 2015"),  # not lost there
        ("3 1", ". 0,17", ""),
        ("- 4", ". 0,0", ""),  # nothing cannot be shifted
    ],
    ids=["from-before", "from-after", "repeated", "fits-neither", "none"],
)
def test_a_number_that_fits_the_period_beside_is_called_shifted(
    counts: str, rates: str, said: str
) -> None:
    period = "2015" if rates.endswith(".") else "2016"
    cells = [
        table("2", {"Taldykorgan": counts}, *COUNTS),
        table("3", {"Taldykorgan": rates}, *RATES),
    ]
    expected = f"Inference: {said}." if said else ""
    assert cause_of(f"t3-taldykorgan-protest-activity-{period}", *cells) == expected


@pytest.mark.parametrize(("first", "said"), [("0,17", True), ("0,2", False), ("-", False)])
def test_a_number_left_from_the_year_before_is_called_stale(first: str, said: bool) -> None:
    cells = [
        table("2", {"Almaty": "2 9"}, *COUNTS),
        table("3", {"Almaty": f"{first} 0,17"}, *RATES),
    ]
    expected = "Inference: stale year, it repeats the number of 2015."
    found = cause_of("t3-almaty-protest-activity-2016", *cells)
    assert (found == expected) is said


def officers(index: str) -> list[Cells]:
    """Rows like those of Table 14, whose officers make ten and not nine."""
    columns = [Column(n, category="all") for n in ("participants", "police_officers")]
    rows = {"Almaty": "20 5 .", "Astana": "10 5 .", "TOTAL": f"30 9 {index}"}
    return [table("14", rows, *columns, Column("police_control", category="all"))]


@pytest.mark.parametrize(
    ("index", "said"),
    [
        (
            "0.30",  # 9 / 30
            "Inference: total not updated, or a row wrong: Table 14, TOTAL, police_control 2016 "
            "was made with this total (9 / 30 = 0.30).",
        ),
        ("0.33", ""),  # 10 / 30: the rows were used
        (".", ""),
    ],
)
def test_a_total_that_an_index_was_made_with_is_called_outdated(index: str, said: str) -> None:
    assert cause_of("t14-total-police-officers-2016-total", *officers(index)) == said


ATTENDED = pd.DataFrame(
    [("part", "period", "[assemblies_attended:police, period] <= [assemblies, period]", "")],
    columns=NO_RELATIONS.columns,
)


def attended(officers: dict[str, str], stated: str) -> tuple[Check, Evidence]:
    """The police at 41 of 36 assemblies, the check naming the number that it states."""
    book = ledger(
        table("1", {"TOTAL": "36"}, ASSEMBLIES),
        table("13", {"Police": "41"}, Column("assemblies_attended"), by="authority"),
        table("14", officers, Column("police_officers", category="all")),
    )
    found = evidence(book, ATTENDED)
    [check] = [check for check in found.checks if check.rule == "relation"]
    assert found.judged[check.id].verdict is CONTRADICTED
    return replace(check, stated=stated), found


@pytest.mark.parametrize(
    ("officers", "stated", "said"),
    [
        ({"Almaty": "41"}, "41", "Table 14, Almaty, police_officers 2016"),  # lines 472 and 499
        ({"Almaty": "41", "Astana": "41"}, "41", ""),  # which of the two?
        ({"Almaty": "42"}, "41", ""),
        ({"Almaty": "4"}, "4", ""),  # one digit
    ],
    ids=["one", "two", "none", "one-digit"],
)
def test_a_count_that_stands_once_elsewhere_is_recognised(
    officers: dict[str, str], stated: str, said: str
) -> None:
    expected = f"Inference: the same number stands in {said}." if said else ""
    assert cause(*attended(officers, stated)) == expected


def test_a_relation_tells_where_its_number_stands_too() -> None:
    whys = ml.load(2017).rows("audit").set_index("id")["why"]
    assert "Table 14, Almaty" in whys["r-attended-2017-police"]


def test_the_first_guess_that_the_numbers_support_is_told_alone() -> None:
    # Pavlodar's cells repeat those of Almaty, and its second repeats its first
    rates = table("3", {"Almaty": "6,4 6,4", "Pavlodar": "6,4 6,4"}, *RATES)
    counts = table("2", {"Almaty": "77 77", "Pavlodar": "12 6"}, *COUNTS)
    found = cause_of("t3-pavlodar-protest-activity-2016", counts, rates)
    assert found.startswith("Inference: the cells of Pavlodar")
    assert found.count("Inference") == 1
    assert "stale" not in found


# The edition of 2017.


@pytest.fixture(scope="module")
def audited() -> pd.DataFrame:
    return ml.load(2017).rows("audit").set_index("id")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        # Table 3: line 153 prints 6,4 and 4,0 as line 148 does
        (
            "t3-pavlodar-2011-12",
            "the cells of Pavlodar in 2011-12 and 2012-13 repeat those of Almaty",
        ),
        (
            "t3-pavlodar-2012-13",
            "the cells of Pavlodar in 2011-12 and 2012-13 repeat those of Almaty",
        ),
        # line 155: two assemblies in 2014 (Table 18: 9 / 4,5), one in 2015
        ("t3-taldykorgan-2015", "shifted column, it fits the counts of 2014: 2 / 12 = 0.17"),
        # Table 8: 21+10+9+6+4+4+1 = 55
        (
            "t8-rallies-2016-share",
            "wrong denominator, the sum of its own column: 100 x 21 / 55 = 38.18",
        ),
        (
            "t8-single-pickets-2016-share",
            "wrong denominator, the sum of its own column: 100 x 9 / 55 = 16.36",
        ),
        # Table 16, line 545: seven events, eight persons
        ("L363c", "it is the number of persons detained that the same row prints"),
        ("L533a", "it is the number of persons detained that the same row prints"),
        # Table 18: 166.5 / 8 = 20.81, and 1066 / 8 = 133.25
        (
            "t18-total-average-number-of-participants-per-assembly-2015",
            "unweighted mean of the towns' means: "
            "(19.5 + 32 + 13 + 1 + 1 + 29 + 70 + 1) / 8 = 20.81",
        ),
        (
            "t18-total-average-number-of-participants-per-assembly-2017",
            "unweighted mean of the towns' means: "
            "(28 + 15 + 1 + 1 + 6 + 1 + 1000 + 14) / 8 = 133.25",
        ),
        # Table 19 and line 596
        (
            "t19-almaty-average-per-assembly-2017",
            "880 of Almaty may be the country's total: 880 / 36 = 24.4, "
            "and 24 is stated for the country",
        ),
        (
            "L596a",
            "880 of Almaty may be the country's total: 880 / 36 = 24.4, "
            "and 24 is stated for the country",
        ),
        # Table 14, line 508
        (
            "t14-total-number-of-police-officers-total",
            "total not updated, or a row wrong: Table 14, TOTAL, Police control index was made "
            "with this total (104 / 1697 = 0.06)",
        ),
    ],
)
def test_the_source_supports_a_cause(name: str, said: str, audited: pd.DataFrame) -> None:
    assert audited.loc[name, "verdict"] == "contradicted"
    _, inference, cause = str(audited.loc[name, "why"]).partition("Inference: ")
    assert (inference + cause).startswith(f"Inference: {said}.")


@pytest.mark.parametrize(
    ("name", "against"),
    [
        ("t3-uralsk-2010", "121"),  # 0,2: 4 / 11 = 0.36, and 28 / 10.5 = 2.67 beside it
        ("t3-zhezkazgan-2015", "132"),  # 0,17: one assembly, none before and after
        ("t6-2016-sum", ""),  # 109
        ("t10-2016-sum", ""),  # 89.5
        # 500: 2500 / 4
        ("t18-atyrau-average-number-of-participants-per-assembly-2016", "125"),
        # 194.5 / 9 = 21.6 is not 24, and 1757 / 11 = 159.7 is not 76
        ("t18-total-average-number-of-participants-per-assembly-2014", "118"),
        ("t18-total-average-number-of-participants-per-assembly-2016", "118"),
        # 37: 1586 / 29 = 54.7, 1586 / 71 = 22.3
        ("t19-almaty-average-per-assembly-2015", "119"),
    ],
)
def test_where_the_numbers_support_nothing_no_cause_is_said(
    name: str, against: str, audited: pd.DataFrame
) -> None:
    assert audited.loc[name, "verdict"] == "contradicted"
    told = f"Against Table 2 (line {against})." if against else ""
    assert audited.loc[name, "why"] == told


def test_only_what_is_contradicted_has_a_cause(audited: pd.DataFrame) -> None:
    told = audited[audited["why"].str.contains("Inference", regex=False)]
    assert set(told["verdict"]) == {"contradicted"}
    assert "correction" not in set(told["rule"])  # people gave the reason


def test_as_printed_the_count_of_astana_fits_the_column_beside_it() -> None:
    # Table 2, line 120: 26 and 37; Table 3, line 149: 3,1 in 2014
    judged = edition(as_printed=True)
    found = Evidence(judged.ledger, judged.judgements, [*judged.checks.values()], {})
    assert cause(judged.checks["t3-astana-2014"], found) == (
        "Inference: shifted column, it fits the counts of 2015: 37 / 12 = 3.08."
    )


def test_evidence_knows_each_cell_by_row_and_column_and_which_are_wrong() -> None:
    judged = edition()
    found = Evidence(judged.ledger, judged.judgements, [*judged.checks.values()], {})
    assert found.rows["3", "Pavlodar"]["2011-12"]["printed"] == "6,4"
    assert found.columns["14", "Number of police officers"]["TOTAL"]["printed"] == "104"
    assert ("14", "TOTAL", "Number of police officers") in found.wrong
    assert ("14", "TOTAL", "Number of participants") not in found.wrong
