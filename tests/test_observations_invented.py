"""Invented charts: the printed figures of 2017, counted once more and by hand."""

from __future__ import annotations

import datetime as dt
import functools
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from scipy.optimize import milp

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations import checking
from monitorlib.observations.practice import invented, margins, program
from monitorlib.observations.settings import Settings
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import Vocabulary, read_text_table

SPECIFICATION = Specification(paths.hand())
CHARTS = invented.charts()
SEEDS = {seed: invented.charts(seed=seed) for seed in (2017, 0, 1, 77)}
TOWNS = [
    "Almaty", "Astana", "Shymkent", "Uralsk", "Karaganda", "Temirtau", "Semey", "Taldykorgan",
    "Atyrau",
]  # fmt: skip
"""As the rows of Tables 11 and 14 stand."""
every_seed = pytest.mark.parametrize(
    "charts", SEEDS.values(), ids=[f"seed {seed}" for seed in SEEDS]
)


def by_town(numbers: pd.Series) -> list[int]:
    """List numbers in the order of the towns."""
    assert set(numbers.index) <= set(TOWNS)
    return [int(numbers.get(town, 0)) for town in TOWNS]


def with_yes(charts: pd.DataFrame, field: str) -> int:
    """Count charts with a yes."""
    return int((charts[field] == "yes").sum())


@every_seed
def test_tables_1_and_11_assemblies_and_permits(charts: pd.DataFrame) -> None:
    """Semey is printed as permitted; with it the rows make six, and the total says five."""
    assert len(charts) == 36
    assert by_town(charts.groupby("city").size()) == [17, 9, 3, 2, 1, 1, 1, 1, 1]
    permitted = charts["permit"] == "permitted"
    assert set(charts["permit"]) == {"permitted", "not_requested"}
    assert by_town(charts[permitted].groupby("city").size()) == [1, 2, 0, 0, 1, 0, 0, 1, 0]
    assert by_town(charts[~permitted].groupby("city").size()) == [16, 7, 3, 2, 0, 1, 1, 0, 1]
    assert (permitted.sum(), (~permitted).sum()) == (5, 31)


@every_seed
def test_table_4_and_its_lists_concerns(charts: pd.DataFrame) -> None:
    groups = charts["concern_group"].value_counts()
    assert dict(groups) == {"social": 28, "economic": 6, "political": 2}
    economic = charts.loc[charts["concern_group"] == "economic", "concern"]
    assert sorted(economic) == [
        "demands to improve working conditions and raise salaries",
        "late salary payments",
        "protest against an unfair tender",
        "protest against increased prices",
        "protest against increased tariffs",
        "protest against the seizure of shops because of a debt to a bank",
    ]
    social = charts.loc[charts["concern_group"] == "social", "concern"].value_counts()
    assert sorted(social.tolist(), reverse=True) == [8, 2, 2, 2, *[1] * 14]
    assert social["protest against unfair actions by judges"] == 8
    assert social["protest against the construction of a motor road"] == 2


@every_seed
def test_tables_5_and_6_organisers(charts: pd.DataFrame) -> None:
    """17 and 36 percent of 36, and the 47 percent of line 286; Table 6 prints 49."""
    assert dict(charts["organiser"].value_counts()) == {
        "spontaneous": 17, "single": 13, "civil_society": 6
    }  # fmt: skip


@every_seed
def test_tables_7_and_8_forms(charts: pd.DataFrame) -> None:
    assert dict(charts["form"].value_counts().sort_index()) == {
        "crane": 1, "handcuffing": 1, "hunger_strike": 1, "picket": 12, "procession": 3,
        "rally": 6, "roadblock": 3, "single_picket": 9,
    }  # fmt: skip


@every_seed
def test_table_10_reasons(charts: pd.DataFrame) -> None:
    """13 and 48 percent of 31 are four and 15; 28 and 11 are no whole number."""
    asked = charts.loc[charts["permit"] != "permitted", "reason_not_requested"]
    assert dict(asked.value_counts().sort_index()) == {
        "no_hope": 9, "not_aware": 3, "spontaneous": 4, "unknown": 15
    }  # fmt: skip
    assert set(charts.loc[charts["permit"] == "permitted", "reason_not_requested"]) == {""}


@every_seed
def test_table_13_authorities(charts: pd.DataFrame) -> None:
    """The police cannot have been at 41 of 36; they were wherever officers can have been."""
    present = [with_yes(charts, f"{who}_present") for who in ("prosecutor", "akimat", "police")]
    assert present == [12, 5, 29]
    cautioned = [with_yes(charts, f"{who}_cautioned") for who in ("prosecutor", "akimat", "police")]
    assert cautioned == [4, 3, 5]


@every_seed
def test_tables_14_and_18_participants_and_officers(charts: pd.DataFrame) -> None:
    """Astana's 49 officers do not fit into the total of 104; 19 are left for it."""
    sums = charts.groupby("city")[["participants_best", "police_officers"]].sum()
    assert by_town(sums["participants_best"]) == [491, 138, 44, 2, 1, 1000, 14, 1, 6]
    assert by_town(sums["police_officers"]) == [41, 19, 19, 2, 0, 0, 23, 0, 0]
    assert charts["participants_best"].sum() == 1697
    without = charts[charts["permit"] != "permitted"]
    assert without["police_officers"].sum() == charts["police_officers"].sum() == 104
    assert round(without["participants_best"].sum() / len(without)) == 44


@every_seed
def test_tables_16_and_17_detentions_and_courts(charts: pd.DataFrame) -> None:
    detained = charts[charts["persons_detained"] > 0]
    assert by_town(detained.groupby("city").size()) == [3, 3, 0, 1, 0, 0, 0, 0, 0]
    assert by_town(detained.groupby("city")["persons_detained"].sum()) == [
        3, 4, 0, 1, 0, 0, 0, 0, 0
    ]  # fmt: skip
    assert charts["released_explained"].sum() == 4
    assert (charts["court_cases"] > 0).sum() == charts["court_cases"].sum() == 5
    fields = ["persons_cautioned", "persons_fined", "persons_arrested"]
    assert charts[fields].sum().tolist() == [6, 2, 1]
    assert set(charts["fine_mci"].dropna()) == {50}
    assert set(charts["arrest_days"].dropna()) == {10}
    assert (with_yes(charts, "hindered"), with_yes(charts, "dispersed")) == (6, 0)


@every_seed
def test_table_19_minutes(charts: pd.DataFrame) -> None:
    minutes = charts.groupby("city")["duration"].sum()
    assert by_town(minutes) == [880, 205, 55, 25, 15, 20, 30, 240, 20]


@every_seed
def test_every_figure_that_is_kept_is_given_back_as_printed(charts: pd.DataFrame) -> None:
    table = margins.report(charts).query("kept")
    assert set(table["agreement"]) == {"reproduced"}
    counts = [name for name, target in margins.targets().items() if target.bottom is None]
    exact = table[table["id"].isin(counts) & table["printed"].str.fullmatch(r"\d+")]
    assert len(exact) > 100
    assert (exact["obtained"] == exact["printed"].astype(float)).all()


@every_seed
@pytest.mark.parametrize("severity", ["error", "warning"])
def test_no_rule_of_the_chart_is_broken(charts: pd.DataFrame, severity: str) -> None:
    for name, rule in SPECIFICATION.rules.items():
        if rule.severity == severity:
            assert not rule.holds.judge(charts)[1].any(), name


@every_seed
def test_every_row_says_that_it_is_invented(charts: pd.DataFrame) -> None:
    assert set(charts["source"]) == set(charts["notes"]) == {"invented"}
    assert set(charts["monitor"]) == {"INV01"}
    assert charts["id"].tolist() == [f"INV-{number:03}" for number in range(1, 37)]
    assert set(charts["place"]) == {""}
    assert set(charts["organisation"]) == {"", "an invented organisation"}


@every_seed
def test_charts_have_the_fields_codes_and_types_of_the_specification(charts: pd.DataFrame) -> None:
    assert list(charts) == list(SPECIFICATION.fields)
    for name, field in SPECIFICATION.fields.items():
        if field.type == "whole":
            assert str(charts[name].dtype) == "Int64", name
            continue
        assert str(charts[name].dtype) == "str", name
        if SPECIFICATION.codes_of(name):
            said = {code for text in charts[name] for code in text.split()}
            assert said <= set(SPECIFICATION.codes_of(name)), name


def test_what_a_table_counts_is_filled_in() -> None:
    for name in ("city", "form", "organiser", "concern_group", "concern", "permit", "duration",
                 "participants_best", "police_officers", "persons_detained"):  # fmt: skip
        assert CHARTS[name].notna().all(), name
        assert CHARTS[name].astype("str").ne("").all(), name


def test_the_seed_decides() -> None:
    pd.testing.assert_frame_equal(invented.charts(seed=2017), CHARTS)
    assert not SEEDS[1].drop(columns="date").equals(CHARTS.drop(columns="date"))


def test_the_seed_decides_and_not_the_way_in_which_the_solver_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slowly = functools.partial(milp, options={"mip_rel_gap": 0, "presolve": False})

    def without_presolve(*given: Any, options: object, **named: Any) -> Any:
        return slowly(*given, **named)

    monkeypatch.setattr(program, "milp", without_presolve)
    pd.testing.assert_frame_equal(invented.charts(), CHARTS)


@pytest.mark.parametrize("year", [2016, 2018, "2024", 1999])
def test_another_year_moves_the_dates_only(year: int | str) -> None:
    made = invented.charts(year)
    pd.testing.assert_frame_equal(made.drop(columns="date"), CHARTS.drop(columns="date"))
    assert set(made["date"].str[:4]) == {str(year)}
    weekdays = [
        [dt.date.fromisoformat(day).weekday() for day in one["date"]] for one in (made, CHARTS)
    ]
    assert weekdays[0] == weekdays[1]


@every_seed
def test_days_are_spread_over_the_year_and_mostly_working_days(charts: pd.DataFrame) -> None:
    days = pd.to_datetime(charts["date"])
    assert days.is_monotonic_increasing
    assert days.is_unique
    assert days.dt.quarter.nunique() == 4
    assert (days.dt.weekday < 5).sum() > 24


@pytest.mark.parametrize("year", ["2011-12", "", "next", 0, 10_000])
def test_a_year_that_is_none_is_refused(year: int | str) -> None:
    with pytest.raises(SourceError, match=re.escape(f"found {year!r}")):
        invented.charts(year)


def test_the_checks_of_an_office_find_nothing_in_the_file(tmp_path: Path) -> None:
    path = invented.write(tmp_path / "charts-2017" / "charts.csv")
    found = checking.check(
        path, "2017", Settings(), Vocabulary(paths.hand()), SPECIFICATION
    )  # fmt: skip
    assert found.problems == []
    assert found.accounting() == [("rows read", 36), ("charts kept", 36)]


def test_the_same_file_is_written_twice(tmp_path: Path) -> None:
    first, second = (invented.write(tmp_path / name, 2018) for name in ("a.csv", "b.csv"))
    assert first.read_bytes() == second.read_bytes()
    assert len(read_text_table(first)) == 36


PAGE = (paths.root() / "docs" / "invented-charts.md").read_text(encoding="utf-8")


def test_the_page_lists_what_is_not_kept_with_its_proof() -> None:
    left = margins.report(CHARTS).query("not kept")
    rows = [line.split(" | ")[-1].removesuffix(" |") for line in PAGE.splitlines() if "| X" in line]
    assert rows == left["proof"].tolist()
    assert f"{len(margins.targets())} printed figures" in PAGE
    assert f"keep {len(margins.targets()) - len(left)} of them" in PAGE
