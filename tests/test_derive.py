"""Indices are the counts of the source divided, and silence stays silence."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import monitorlib as ml
from monitorlib.processing.derive import FUNCTIONS, UNBOUNDED, derive, derived_from
from monitorlib.processing.facts import QUANTITY
from monitorlib.report_data import Report

ALL = "Kazakhstan"


@pytest.fixture(scope="module")
def values(report: Report) -> pd.DataFrame:
    return report.rows("values")


@pytest.fixture(scope="module")
def derived(report: Report, values: pd.DataFrame) -> pd.DataFrame:
    return derive(values, report.vocabulary).set_index(QUANTITY).sort_index()


@pytest.mark.parametrize(
    ("quantity", "top", "bottom", "value", "agreement"),
    [
        # Tables 2 and 3; months from the totals: 64 / 5,8 = 11.0 and 162 / 15,4 = 10.5
        (("2010", ALL, "protest_activity", ""), 64, 11, 64 / 11, "reproduced"),
        (("2011-12", ALL, "protest_activity", ""), 162, 10.5, 162 / 10.5, "reproduced"),
        (("2012-13", ALL, "protest_activity", ""), 119, 11.3, 119 / 11.3, "reproduced"),
        (("2014", ALL, "protest_activity", ""), 114, 12, 9.5, "reproduced"),
        (("2015", ALL, "protest_activity", ""), 71, 12, 71 / 12, "reproduced"),
        (("2016", ALL, "protest_activity", ""), 52, 12, 52 / 12, "reproduced"),
        (("2017", ALL, "protest_activity", ""), 36, 12, 3.0, "reproduced"),
        (("2017", ALL, "law_abidance", ""), 5, 36, 500 / 36, "reproduced"),  # 14%, line 447
        (("2017", ALL, "unpermitted_share", ""), 31, 36, 3100 / 36, "reproduced"),  # 86%, 353
        (("2017", ALL, "police_control", "all"), 104, 1697, 104 / 1697, "reproduced"),  # 508
        (
            ("2017", ALL, "police_control", "excluding_permitted"),
            *(104, 327, 104 / 327, "reproduced"),  # 0.32, line 515
        ),
        (("2017", "Semey", "police_control", "all"), 23, 14, 23 / 14, "reproduced"),  # 1,6
        # line 533 prints 19.4%, which follows from the 7 of Table 16, not from its own eight
        (("2017", ALL, "detention_share", ""), 7, 36, 700 / 36, "reproduced"),
        (("2017", ALL, "prosecution_share", ""), 5, 31, 500 / 31, "reproduced"),  # 16%, 557
        # line 591 prints 133: the mean of the nine cities' means, not of the assemblies
        (("2017", ALL, "mean_participants", "all"), 1697, 36, 1697 / 36, "contradicted"),
        (("2017", "Almaty", "mean_duration", ""), 880, 17, 880 / 17, "contradicted"),  # 18
        # Table 19: 880+205+55+25+15+20+30+240+20 = 1490; Table 1: 17+9+3+2+1+1+1+1+1 = 36
        (("2017", ALL, "mean_duration", ""), 1490, 36, 1490 / 36, "contradicted"),  # 24, 596
        (("2012-13", ALL, "concern_share", "political"), 1, 119, 100 / 119, ""),  # line 192
        (("2017", ALL, "concern_share", "political"), 2, 36, 200 / 36, "rounding"),  # 5,5%
        (("2016", ALL, "form_share", "rally"), 21, 52, 2100 / 52, "contradicted"),  # 38%
        # line 476: almost 50%
        (("2017", ALL, "presence_share", "prosecutor"), 12, 31, 1200 / 31, ""),
        # Table 11 for the lost Table 9
        (("2017", "Almaty", "unpermitted_share", ""), 16, 17, 1600 / 17, ""),
    ],
    ids=lambda case: "-".join(filter(None, case)) if isinstance(case, tuple) else None,
)
def test_an_index_is_its_counts_divided(
    quantity: tuple[str, ...],
    top: float,
    bottom: float,
    value: float,
    agreement: str,
    derived: pd.DataFrame,
) -> None:
    row = derived.loc[quantity]
    assert (row["numerator"], row["denominator"]) == (top, bottom)
    assert row["value"] == pytest.approx(value, rel=1e-12)
    assert (row["basis"], row["agreement"]) == ("computed", agreement)


def test_the_formula_shows_the_counts_and_names_sums(derived: pd.DataFrame) -> None:
    def formula(measure: str) -> str:
        return str(derived.loc[("2017", ALL, measure, ""), "formula"])

    assert formula("law_abidance") == "100 x 5 / 36"
    assert formula("protest_activity") == "36 / 12"
    assert formula("mean_duration") == "1490 / 36 (sums over the 9 places that state both)"


def test_police_at_41_of_31_assemblies_is_impossible_and_no_number(derived: pd.DataFrame) -> None:
    row = derived.loc[("2017", ALL, "presence_share", "police")]  # line 472 against line 435
    assert (row["basis"], row["formula"]) == ("impossible", "100 x 41 / 31")
    assert np.isnan(row["value"])


@pytest.mark.parametrize(
    ("quantity", "basis", "value"),
    [
        (("2014", ALL, "law_abidance", ""), "stated", 9.6),  # line 444; no counts printed
        (("2016", ALL, "prosecution_share", ""), "stated", 25),  # line 564
        (("2016", ALL, "police_control", "excluding_permitted"), "stated", 0.14),  # line 527
        (("2010", "Aktau", "assembly_share", ""), "unknown", None),  # not monitored
        (("2010", "Aktau", "protest_activity", ""), "unknown", None),
        (("2012-13", "Kostanai", "protest_activity", ""), "unknown", None),  # not known if so
        (("2014", ALL, "concern_share", "political"), "computed", 0),  # line 202: a complete lack
        (("2010", ALL, "reason_share", "spontaneous"), "unknown", None),  # line 413
    ],
    ids=lambda case: "-".join(filter(None, case)) if isinstance(case, tuple) else None,
)
def test_without_counts_an_index_is_as_stated_or_unknown(
    quantity: tuple[str, ...], basis: str, value: float | None, derived: pd.DataFrame
) -> None:
    row = derived.loc[quantity]
    assert row["basis"] == basis
    assert np.isnan(row["value"]) if value is None else row["value"] == value


def changed(values: pd.DataFrame, measure: str, value: float) -> pd.DataFrame:
    """The values with one total of 2017 replaced."""
    at = (values[["period", "place", "measure"]] == ["2017", ALL, measure]).all(axis=1)
    assert at.any()
    return values.assign(value=values["value"].where(~at, value))


@pytest.mark.parametrize(
    ("measure", "value", "basis"),
    [
        ("permitted", float("nan"), "stated"),  # falls back to the printed 14%
        ("permitted", 37.0, "impossible"),
        ("assemblies", float("nan"), "stated"),
        ("permitted", 0.0, "computed"),
    ],
    ids=["unknown-part", "part-above-whole", "unknown-whole", "none"],
)
def test_a_damaged_count_never_makes_a_number_up(
    measure: str, value: float, basis: str, report: Report, values: pd.DataFrame
) -> None:
    damaged = changed(values, measure, value)
    if measure == "permitted" and np.isnan(value):  # else the places' sums would stand in
        places = (damaged["measure"] == "permitted") & (damaged["period"] == "2017")
        damaged.loc[places, "value"] = np.nan
    rows = derive(damaged, report.vocabulary).set_index(QUANTITY)
    row = rows.loc[("2017", ALL, "law_abidance", "")]
    assert row["basis"] == basis
    expected = {"stated": 14.0, "computed": 0.0, "impossible": float("nan")}[basis]
    assert row["value"] == pytest.approx(expected, nan_ok=True)


def test_zero_assemblies_give_unknown_and_never_infinity(
    report: Report, values: pd.DataFrame
) -> None:
    nothing = values.assign(value=values["value"].where(values["value"].isna(), 0.0))
    rows = derive(nothing, report.vocabulary)
    shares = rows[rows["numerator"].notna() & (rows["measure"] != "protest_activity")]
    assert not np.isinf(rows["value"]).any()
    assert set(shares["basis"]) == {"stated", "unknown"}


def test_computed_shares_of_a_whole_stay_within_0_and_100(
    derived: pd.DataFrame, report: Report
) -> None:
    function = {m: row["function"] for m, row in report.vocabulary.measure.items()}
    rows = derived[derived["basis"] == "computed"].reset_index()
    bounded = ~rows["measure"].map(function).isin(UNBOUNDED)
    assert bounded.sum() > 100
    assert rows.loc[bounded, "value"].between(0, 100).all()
    assert not np.isinf(rows["value"]).any()


def test_beside_each_index_stands_what_it_is_without_corrections(report: Report) -> None:
    rows = report.rows("indices").set_index(QUANTITY)
    bare = ml.load(2017, as_printed=True).rows("indices").set_index(QUANTITY)
    assert bare["as_printed"].equals(bare["value"])
    other = bare["value"].reindex(rows.index)
    assert np.allclose(rows["as_printed"], other, rtol=1e-6, equal_nan=True)
    astana = rows.loc[("2015", "Astana", "protest_activity", "")]
    assert (astana["value"], astana["as_printed"]) == pytest.approx((22 / 12, 37 / 12))  # C2


def test_an_index_that_only_a_correction_makes_is_unknown_without_it(report: Report) -> None:
    facts = report.rows("facts")
    bare = derived_from(facts[facts["correction"] == ""], report.vocabulary)
    fewer = bare["indices"][bare["indices"]["place"] != "Astana"]
    made = derived_from(facts, report.vocabulary, fewer)["indices"]
    assert made.loc[made["place"] == "Astana", "as_printed"].isna().all()
    assert len(made) == len(derived_from(facts, report.vocabulary)["indices"])


def test_every_function_of_the_measures_exists_and_is_used(report: Report) -> None:
    named = {row["function"] for row in report.vocabulary.measure.values()} - {""}
    assert named == set(FUNCTIONS)
    assert set(UNBOUNDED) <= named
