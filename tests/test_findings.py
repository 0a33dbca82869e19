"""What the data says is counted from the data, and can be counted again by hand."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pandas as pd
import pytest

import monitorlib as ml
from monitorlib import findings
from monitorlib.facts import QUANTITY
from monitorlib.printed import agreement
from monitorlib.report_data import Report
from monitorlib.tables import Table

PERIODS = ("2010", "2011-12", "2012-13", "2014", "2015", "2016", "2017")
FORMULA = re.compile(r"(?P<percent>100 x )?(?P<top>[\d.\u202f]+) / (?P<bottom>[\d.\u202f]+)")


@pytest.fixture(scope="module")
def verdicts(report: Report) -> pd.DataFrame:
    return findings.verdicts(report)


def computed(formula: str) -> float:
    """Work a printed formula out again."""
    match = FORMULA.match(formula)
    assert match is not None, formula
    top, bottom = (float(match[name].replace("\u202f", "")) for name in ("top", "bottom"))
    return (100 if match["percent"] else 1) * top / bottom


@pytest.mark.parametrize("year", PERIODS)
def test_every_verdict_follows_from_the_printed_digits_and_the_formula(year: str) -> None:
    rows = findings.verdicts(ml.load(year)).to_dict("records")
    for row in rows:
        value = computed(row["formula"])
        assert row["agreement"] == agreement(row["stated"], value), row
        assert float(row["computed"].replace("\u202f", "")) == pytest.approx(value, abs=0.005001)


def test_every_stated_index_that_can_be_computed_has_a_verdict(
    report: Report, verdicts: pd.DataFrame
) -> None:
    indices = report.rows("indices")
    can = set(indices.loc[indices["basis"] == "computed", QUANTITY].itertuples(index=False))
    facts = report.rows("facts").query("status == 'stated' and correction == ''")
    judged = [key for key in facts[QUANTITY].itertuples(index=False) if key in can]
    assert len(verdicts) == len(judged) > 150
    assert set(Counter(verdicts["agreement"])) == {"reproduced", "rounding", "contradicted"}


@pytest.mark.parametrize(
    ("source", "quantity", "period", "place", "label", "stated", "verdict"),
    [
        # 5 / 36 = 13.9 %: Table 12 prints 14, Table 11 prints 100
        ("Table 12", "law abidance index", "2017", "Kazakhstan", "–", "14", "reproduced"),
        ("Table 11", "law abidance index", "2017", "Kazakhstan", "–", "100", "contradicted"),
        # 17 / 36 = 47.2 %: line 104 prints 47, line 166 prints 38
        ("Table 1", "share of all assemblies", "2017", "Almaty", "–", "47", "reproduced"),
        ("line 166", "share of all assemblies", "2017", "Almaty", "–", "38", "contradicted"),
        # 2 / 36 = 5.556 %: 5.5 is one digit too low
        (
            *("line 202", "share of assemblies by concern", "2017", "Kazakhstan"),
            *("Political", "5.5", "rounding"),
        ),
        # 7 / 36 = 19.4 %, although line 533 speaks of eight protests
        (
            *("line 533", "share of assemblies with detentions", "2017", "Kazakhstan"),
            *("–", "19.4", "reproduced"),
        ),
        # 47 / 11 = 4.27
        ("Table 3", "protest activity index", "2010", "Almaty", "–", "4,0", "contradicted"),
    ],
)
def test_a_stated_number_has_the_verdict_that_hand_work_gives(
    source: str,
    quantity: str,
    period: str,
    place: str,
    label: str,
    stated: str,
    verdict: str,
    verdicts: pd.DataFrame,
) -> None:
    columns = ["source", "quantity", "period", "place", "label"]
    rows = verdicts[(verdicts[columns] == [source, quantity, period, place, label]).all(axis=1)]
    assert rows[["stated", "agreement"]].to_numpy().tolist() == [[stated, verdict]]


def test_conflicts_of_2017_hold_the_detentions_with_both_numbers(report: Report) -> None:
    rows = findings.conflicts(report).set_index(["period", "place", "measure", "category"])
    row = rows.loc[("2017", "Kazakhstan", "detention_events", "")]
    assert row["value"] == "7"  # Table 16, line 545
    assert row["others"] == "line 363: eight instances; line 533: eight protests"
    assert row["quantity"] == "Assemblies with at least one detention"
    assert row["why"].startswith("Table 16 comes first")
    assert rows.loc[("2017", "Kazakhstan", "participants", "excluding_permitted"), "value"] == "327"


def test_conflicts_of_an_earlier_year_hold_none_of_a_later_one() -> None:
    assert findings.conflicts(ml.load("2010")).empty
    assert set(findings.conflicts(ml.load("2015"))["period"]) == {"2014", "2015"}


@pytest.mark.parametrize(
    ("year", "ids"),
    [("2012-13", []), ("2014", ["C1"]), ("2015", ["C1", "C2"]), ("2017", ["C1", "C2", "C3"])],
)
def test_corrections_are_those_that_touch_the_periods_of_the_report(
    year: str, ids: list[str]
) -> None:
    assert findings.corrections(ml.load(year))["id"].tolist() == ids


def test_police_presence_is_the_only_impossible_index_of_2017(report: Report) -> None:
    rows = findings.impossible(report)
    assert rows[["label", "formula"]].to_numpy().tolist() == [["Police", "100 x 41 / 31"]]
    assert findings.impossible(ml.load("2016")).empty


def test_the_first_period_has_no_rate_ratio_and_says_why() -> None:
    ratio = findings.rate_ratio(ml.load("2010"))
    assert set(ratio) == {"ratio", "low", "high"}
    assert not any(number.known for number in ratio.values())
    assert ratio["ratio"].lacking.startswith("This is the first period")
    assert findings.rate_ratios(ml.load("2010")).empty


@pytest.mark.parametrize(
    ("year", "ratio"),
    [
        ("2017", (36 / 12) / (52 / 12)),
        ("2014", (114 / 12) / (119 / 11.3)),
        ("2011-12", (162 / 10.5) / (64 / 11)),
    ],
)
def test_a_rate_ratio_compares_assemblies_per_month(year: str, ratio: float) -> None:
    found = findings.rate_ratio(ml.load(year))
    assert float(found["ratio"]) == pytest.approx(ratio)
    assert float(found["low"]) < ratio < float(found["high"])
    assert found["ratio"].period == year


def test_rate_ratios_name_each_pair_in_order(report: Report) -> None:
    pairs = findings.rate_ratios(report)["pair"].tolist()
    assert pairs == [f"{now} / {before}" for before, now in itertools.pairwise(PERIODS)]


def test_an_interval_is_known_only_with_both_counts(report: Report) -> None:
    known = findings.interval(report, "permitted", "assemblies")
    assert float(known["low"]) < 100 * 5 / 36 < float(known["high"])
    unknown = findings.interval(ml.load("2014"), "permitted", "assemblies")
    assert not unknown["low"].known


def test_the_index_table_shows_both_periods_and_marks_what_is_only_stated(report: Report) -> None:
    table = findings.index_table(report)
    assert isinstance(table, Table)
    rows = {label: [cell.text for cell in cells] for label, cells in table.rows}
    assert rows["Protest activity index"][1:] == [
        *("4.33", "3.00"),
        "2016: 52 / 12; 2017: 36 / 12",
    ]
    assert rows["Law abidance index"][1:] == [
        *("9.6%", "13.9%"),
        "2016: as stated; 2017: 100 x 5 / 36",
    ]
    assert [heading for _, heading in table.headings] == ["Unit", "2016", "2017", "Formula"]


def test_the_index_table_of_the_first_period_has_no_period_before() -> None:
    table = findings.index_table(ml.load("2010"))
    assert isinstance(table, Table)
    assert [heading for _, heading in table.headings] == ["Unit", "2010", "Formula"]
