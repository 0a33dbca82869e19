"""What the data says is counted from the data, and can be counted again by hand."""

from __future__ import annotations

import itertools

import pytest

import monitorlib as ml
from monitorlib import findings
from monitorlib.report_data import Report
from monitorlib.tabular.tables import Table

PERIODS = ("2010", "2011-12", "2012-13", "2014", "2015", "2016", "2017")


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
    [
        ("2012-13", []),
        ("2014", ["C1", "C6", "C7"]),
        ("2015", ["C1", "C2", "C4", "C5", "C6", "C7"]),
        ("2016", ["C1", "C2", "C4", "C5", "C6", "C7"]),
        ("2017", ["C1", "C2", "C3", "C4", "C5", "C6", "C7"]),
    ],
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


def test_the_towns_stand_beside_the_stated_total(report: Report) -> None:
    # Table 14: 41 + 49 + 19 + 2 + 23 = 134, and 104 in its total
    said = findings.say_towns(report, "police_officers", "all").text
    assert said.endswith("the towns add up to 134; the total stated for 2017 is 104.")


def test_permitted_assemblies_of_the_towns_give_another_index(report: Report) -> None:
    # Table 11: one in Almaty, two in Astana, one each in three more towns; 100 x 6 / 36
    said = findings.say_permitted(report).text
    assert "the towns add up to 6; the total stated for 2017 is 5." in said
    assert said.endswith("From the towns the index would be 16.7%.")


def test_cases_name_their_sanctions_and_lines_apart(report: Report) -> None:
    rows = findings.prosecutions(report)
    assert rows["line"].iloc[0] == "395, 465, 568"
    assert rows["sanction"].iloc[0] == "Administrative arrest"
