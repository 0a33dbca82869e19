"""A check says where a number stands, and a judgement shows its arithmetic."""

from __future__ import annotations

import math
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgers import DASH, fact, small_ledger
from monitorlib.audit.checks import (
    RANK,
    Check,
    Judgement,
    cell_check,
    half_unit,
    name_of,
    relative,
    slug,
    weigh,
)
from monitorlib.audit.ledger import Ledger
from monitorlib.processing.facts import Fact
from monitorlib.processing.printed import Agreement, agreement

REPRODUCED, ROUNDING, CONTRADICTED, NOT_DERIVABLE = Agreement
NAN = float("nan")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return small_ledger()


@pytest.mark.parametrize(
    ("stated", "computed", "formula", "options", "verdict", "shown", "told", "gap", "size"),
    [
        # Tables 12 and 11: 5 of 36 are 13.89 %
        (
            *("14", 500 / 36, "100 x 5 / 36", {}),
            *(REPRODUCED, "13.89", "100 x 5 / 36 = 13.89", 1 / 9, 1 / 126),
        ),
        (
            *("100", 500 / 36, "100 x 5 / 36", {}),
            *(CONTRADICTED, "13.89", "100 x 5 / 36 = 13.89", 775 / 9, 31 / 36),
        ),
        # Table 1, Uralsk: 2 of 36 are 5.556 %
        (
            *("5,5", 200 / 36, "100 x 2 / 36", {}),
            *(ROUNDING, "5.56", "100 x 2 / 36 = 5.56", -1 / 18, 1 / 100),
        ),
        # Table 14: the towns make 134 officers
        (
            *("104", 134, "41 + 49 + 19 + 2 + 23", {"step": "0"}),
            *(CONTRADICTED, "134", "41 + 49 + 19 + 2 + 23 = 134", -30, 30 / 134),
        ),
        ("36", 36, "36", {"step": "0"}, REPRODUCED, "36", "36", 0, 0),
        ("36", 36.0, "", {}, REPRODUCED, "36", "", 0, 0),
        ("0", 0, "0", {}, REPRODUCED, "0", "0", 0, 0),
        # line 164: half of them, for 47.2 %
        ("50", 1700 / 36, "", {"step": "10"}, REPRODUCED, "47.22", "", 25 / 9, 1 / 18),
        # line 276: almost halved, for 29 % to 17 %
        (
            "50",
            1200 / 29,
            "",
            {"step": "10", "decimals": 1},
            ROUNDING,
            "41.4",
            "",
            250 / 29,
            5 / 29,
        ),
        # Table 6: 17 + 49 + 36
        ("100", 102, "", {"slack": 1.5}, ROUNDING, "102", "", -2, 2 / 102),
        ("0", -1.5, "", {}, CONTRADICTED, "-1.50", "", 1.5, 1),
        ("12000", 12345, "", {}, CONTRADICTED, "12\u202f345", "", -345, 345 / 12345),
        ("0.33", 4 / 12, "4 / 12", {}, REPRODUCED, "0.33", "4 / 12 = 0.33", -1 / 300, 1 / 100),
    ],
    ids=[
        *("share", "share-of-another-row", "cut-off", "count", "formula-is-the-number"),
        *("no-formula", "nothing", "step", "decimals", "slack", "below-zero", "thousands"),
        "third",
    ],
)
def test_a_judgement_shows_verdict_number_formula_and_gap(
    stated: str,
    computed: float,
    formula: str,
    options: dict[str, float | str],
    verdict: Agreement,
    shown: str,
    told: str,
    gap: float,
    size: float,
) -> None:
    judged = weigh(stated, computed, formula, **options)
    assert (judged.verdict, judged.computed, judged.formula) == (verdict, shown, told)
    assert judged.gap == pytest.approx(gap)
    assert judged.size == pytest.approx(size)


@pytest.mark.parametrize("options", [{}, {"step": "0"}, {"slack": 1.5}], ids=str)
def test_without_a_number_only_the_formula_is_shown(options: dict[str, float | str]) -> None:
    judged = weigh("36", NAN, "100 x unknown / 36", **options)
    assert (judged.verdict, judged.computed) == (NOT_DERIVABLE, "")
    assert judged.formula == "100 x unknown / 36"
    assert math.isnan(judged.gap)
    assert math.isnan(judged.size)


@settings(deadline=None)
@given(
    stated=st.integers(0, 99_999),
    computed=st.floats(0, 99_999) | st.integers(0, 99_999),
    step=st.sampled_from(["", "0", "10"]),
)
def test_a_judgement_has_the_verdict_of_the_digits_and_a_gap_that_leads_back(
    stated: int, computed: float, step: str
) -> None:
    judged = weigh(str(stated), computed, "", step=step)
    assert judged.verdict is agreement(str(stated), computed, step=step)
    assert stated - judged.gap == pytest.approx(computed, abs=1e-6)
    assert judged.size == relative(stated, computed)


def test_a_judgement_of_nothing_has_no_number_and_no_gap() -> None:
    judged = Judgement(NOT_DERIVABLE)
    assert (judged.computed, judged.formula) == ("", "")
    assert math.isnan(judged.gap)
    assert math.isnan(judged.size)


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        (104, 134, 30 / 134),
        (0, 0, 0),
        (0, 5, 1),
        (5, 5, 0),
        (38, 19, 0.5),
        (-5, 5, 1),
        (-2, -1, 0.5),
    ],
)
def test_a_difference_is_told_as_a_part_of_the_larger_number(
    one: float, other: float, part: float
) -> None:
    assert relative(one, other) == relative(other, one) == pytest.approx(part)


@pytest.mark.parametrize("other", [0, 5, -5, NAN])
def test_the_difference_to_an_unknown_number_is_unknown(other: float) -> None:
    assert math.isnan(relative(NAN, other))
    assert math.isnan(relative(other, NAN))


@settings(deadline=None)
@given(one=st.floats(-1e9, 1e9), other=st.floats(-1e9, 1e9))
def test_a_relative_difference_lies_between_none_and_all(one: float, other: float) -> None:
    assert 0 <= relative(one, other) <= 1
    assert (relative(one, other) == 0) == (one == other)


def test_of_several_readings_the_kindest_comes_first() -> None:
    for readings in permutations(Agreement):
        assert sorted(readings, key=RANK.index) == [
            REPRODUCED,
            ROUNDING,
            NOT_DERIVABLE,
            CONTRADICTED,
        ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Police control index: 2011-12", "police-control-index-2011-12"),
        ("TOTAL (less permitted assemblies in 2017)", "total-less-permitted-assemblies-in-2017"),
        ("[assemblies]", "assemblies"),
        ("Prosecutors' offices", "prosecutors-offices"),
        ("14-1", "14-1"),
        ("a  -- b_c", "a-b-c"),
        ("0.75%", "0-75"),
        ("Қазақстан", "қазақстан"),
        (" - ", ""),
        ("", ""),
    ],
)
def test_a_slug_is_letters_and_digits_joined_by_hyphens(text: str, name: str) -> None:
    assert slug(text) == name


@settings(deadline=None)
@given(text=st.text(st.characters(codec="ascii")))
def test_a_slug_of_a_slug_is_itself_and_fits_an_address(text: str) -> None:
    made = slug(text)
    assert slug(made) == made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made == made.strip("-")
    assert "--" not in made


ABIDANCE = fact(
    "law_abidance",
    "100",
    table="11",
    row="TOTAL",
    column="Law abidance index",
    line=435,
    printed="100%",
)


def test_a_check_of_a_cell_says_where_it_stands_and_what_it_states() -> None:
    assert cell_check(ABIDANCE, "share", rule="index") == {
        "id": "t11-total-law-abidance-index-share",
        "kind": "table",
        "rule": "index",
        "line": 435,
        "location": "Table 11, TOTAL, Law abidance index",
        "printed": "100%",
        "unit": "percent",
        "period": "2017",
        "place": "Kazakhstan",
        "stated": "100",
        "keys": (("2017", "Kazakhstan", "law_abidance", ""),),
        "table": "11",
        "row": "TOTAL",
        "column": "Law abidance index",
    }


@pytest.mark.parametrize(
    ("cell", "suffix", "name", "location"),
    [
        (
            fact("assemblies", "17", table="1", row="Almaty", column="[assemblies]"),
            *("", "t1-almaty-assemblies", "Table 1, Almaty, assemblies"),
        ),
        (
            fact("assemblies_by_form", "17", category="total", table="7", row="", column="TOTAL:"),
            *("total", "t7-total-total", "Table 7, TOTAL:"),
        ),
        (
            fact("police_control", "0.53", category="all", table="15", row="", column="2012"),
            *("", "t15-2012", "Table 15, 2012"),
        ),
        (
            fact("law_abidance", "14", table="12", row="2017", column="[index]"),
            *("", "t12-2017-index", "Table 12, 2017, index"),
        ),
        (
            fact("assemblies", "6", table="concerns-economic", row="Total", column="Number"),
            *("total", "tconcerns-economic-total-number-total"),
            "list of economic concerns, Total, Number",
        ),
        (
            fact(
                "participants", "327", category="all", table="14-1", row="", column="Participants"
            ),
            *("", "t14-1-participants", "Table 14-1, Participants"),
        ),
    ],
    ids=["bracketed", "no-row", "no-row-no-suffix", "bracketed-row", "list", "number-with-hyphen"],
)
def test_a_check_is_named_by_table_row_and_column(
    cell: Fact, suffix: str, name: str, location: str
) -> None:
    fields = cell_check(cell, suffix)
    assert (fields["id"], fields["location"]) == (name, location)


def test_fields_that_are_given_win_over_those_of_the_cell() -> None:
    fields = cell_check(ABIDANCE, "", id="mine", unit="times", keys=(), needs="a second source")
    assert (fields["id"], fields["unit"], fields["keys"]) == ("mine", "times", ())
    assert fields["needs"] == "a second source"


def test_the_fields_of_a_cell_make_a_check(ledger: Ledger) -> None:
    judged = Judgement(REPRODUCED)
    check = Check(**cell_check(ABIDANCE, "", rule="index", judge=lambda _: judged))
    assert check.judge(ledger) is judged
    assert (check.needs, check.note) == ("", "")


@pytest.mark.parametrize(
    ("stated", "half"), [("5,5", 0.05), ("40", 0.5), ("3,0", 0.05), ("0.125", 0.0005), ("0", 0.5)]
)
def test_half_a_unit_is_that_of_the_last_printed_digit(stated: str, half: float) -> None:
    assert half_unit(fact("law_abidance", stated)) == half


def test_a_dash_has_no_digit_to_round() -> None:
    assert half_unit(fact("assemblies", **DASH)) == 0


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (("2017", "Almaty", "assemblies", ""), "number of assemblies, Almaty, 2017"),
        (("2016", "Kazakhstan", "assemblies", ""), "number of assemblies, 2016"),
        (
            ("2017", "Semey", "police_control", "all"),
            "police control index, all assemblies, Semey, 2017",
        ),
        (
            ("2012-13", "Kazakhstan", "concern_share", "political"),
            "share of assemblies by concern, political, 2012-13",
        ),
        (
            ("2017", "Kazakhstan", "assemblies_by_issue", "demand to grant citizenship to a child"),
            "assemblies by single concern, demand to grant citizenship to a child, 2017",
        ),
    ],
    ids=lambda case: case if isinstance(case, str) else None,
)
def test_a_quantity_is_named_for_a_reader(
    key: tuple[str, str, str, str], name: str, ledger: Ledger
) -> None:
    assert name_of(key, ledger) == name
