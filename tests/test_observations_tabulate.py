"""Charts to counts: by hand, against a slow oracle, and alike on every engine."""

from __future__ import annotations

import math
import random
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import chartoracle
from chartframes import ENGINES, FIELDS, WHOLE_FIELDS, as_dask, as_pandas, as_polars
from chartoracle import AUTHORITIES, FORMS, REASONS, TOWNS, Chart
from monitorlib import indices, paths
from monitorlib.errors import SourceError
from monitorlib.observations.tabulation.tabulate import Tables, tabulate
from monitorlib.vocabulary import Vocabulary

VOCABULARY = Vocabulary(paths.hand())
pytestmark = pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")

SEVEN = """
city   permit        concern_group concern         organiser     form          reason      police officers best minutes detained court
Almaty permitted     political     -               civil_society procession    -           yes    10       300  60      0        0
Almaty not_requested social        safe_crossing   spontaneous   picket        principle   yes    4        20   30      2        1
Almaty not_requested social        safe_crossing   single        single_picket unknown     no     0        1    -       -        0
Almaty unknown       economic      late_salaries   spontaneous   rally         -           yes    -        50   40      0        -
Astana denied        economic      late_salaries   civil_society rally         -           yes    6        -    20      1        3
Astana not_required  social        housing         single        single_picket -           -      -        1    15      0        0
Astana not_requested -             -               -             picket        not_aware   unknown 2       8    -       0        -
"""  # noqa: E501
"""Seven invented charts; a dash is a blank."""
SHORT = {
    "reason": "reason_not_requested",
    "police": "police_present",
    "officers": "police_officers",
    "best": "participants_best",
    "minutes": "duration",
    "detained": "persons_detained",
    "court": "court_cases",
}


def seven() -> list[Chart]:
    """The seven charts, with the fields that they have columns for."""
    header, *lines = [line.split() for line in SEVEN.strip().splitlines()]
    names = [SHORT.get(name, name) for name in header]
    charts: list[Chart] = []
    for line in lines:
        texts = dict(zip(names, line, strict=True))
        charts.append({name: _cell(name, text) for name, text in texts.items()})
    return charts


def _cell(name: str, text: str) -> Any:
    if name in WHOLE_FIELDS:
        return None if text == "-" else int(text)
    return "" if text == "-" else text


def tabulated(charts: Any, towns: list[str] = TOWNS) -> Tables:
    return tabulate(charts, VOCABULARY, period="2018", towns=towns)


@cache
def of_seven() -> Tables:
    return tabulated(as_pandas(seven()))


def count(tables: Tables, measure: str, category: str = "", place: str = "Kazakhstan") -> Any:
    found = tables.counts.query("measure == @measure and category == @category and place == @place")
    return tuple(found[["value", "known", "charts"]].iloc[0])


def base(tables: Tables, measure: str, category: str = "", place: str = "Kazakhstan") -> Any:
    found = tables.bases.query("measure == @measure and category == @category and place == @place")
    return tuple(found[["numerator", "denominator", "known", "charts"]].iloc[0])


def rows(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The rows of a table without its period, ready to be compared: a gap equals a gap."""
    table = table.drop(columns="period").astype(object)
    return [tuple(row) for row in table.where(table.notna(), None).itertuples(index=False)]


def expected(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The oracle's rows, with gaps of the same kind."""
    return [
        tuple(None if isinstance(cell, float) and math.isnan(cell) else cell for cell in row)
        for row in found
    ]


def agrees_with_oracle(tables: Tables, charts: list[Chart], towns: list[str] = TOWNS) -> None:
    assert rows(tables.counts) == expected(chartoracle.counts(charts, towns))
    assert rows(tables.bases) == expected(chartoracle.bases(charts, towns))
    assert rows(tables.issues) == expected(chartoracle.issues(charts))


# Seven charts, by hand


@pytest.mark.parametrize(
    ("measure", "category", "place", "worked"),
    [
        ("assemblies", "", "Kazakhstan", (7, 7, 7)),
        ("assemblies", "", "Almaty", (4, 4, 4)),
        ("assemblies", "", "Semey", (0, 0, 0)),
        ("assemblies_by_concern", "social", "Kazakhstan", (3, 6, 7)),
        ("assemblies_by_organiser", "single", "Kazakhstan", (2, 6, 7)),
        ("assemblies_by_form", "rally", "Kazakhstan", (2, 7, 7)),
        ("assemblies_by_form", "crane", "Kazakhstan", (0, 7, 7)),
        # Five are unpermitted and one may be. Of the five one was denied a permit and two gave
        # no reason.
        ("assemblies_by_reason", "principle", "Kazakhstan", (1, 5, 6)),
        ("assemblies_by_reason", "not_aware", "Kazakhstan", (1, 5, 6)),
        ("assemblies_by_reason", "unknown", "Kazakhstan", (2, 5, 6)),
        ("permitted", "", "Almaty", (1, 3, 4)),
        ("unpermitted", "", "Almaty", (2, 3, 4)),
        ("unpermitted", "", "Kazakhstan", (5, 6, 7)),
        ("applications", "", "Kazakhstan", (2, 6, 7)),
        # Nobody recorded hindrance: these charts have no such column.
        ("hindered", "", "Kazakhstan", (np.nan, 0, 7)),
        ("assemblies_attended", "police", "Kazakhstan", (2, 3, 6)),
        ("assemblies_attended", "akimat", "Kazakhstan", (np.nan, 0, 6)),
        ("participants", "all", "Kazakhstan", (380, 6, 7)),
        ("participants", "all", "Astana", (9, 2, 3)),
        ("participants", "excluding_permitted", "Kazakhstan", (30, 4, 6)),
        ("police_officers", "all", "Kazakhstan", (22, 5, 7)),
        ("police_officers", "excluding_permitted", "Kazakhstan", (12, 4, 6)),
        ("detention_events", "", "Kazakhstan", (2, 6, 7)),
        ("detained_persons", "", "Kazakhstan", (3, 6, 7)),
        ("detained_persons", "", "Semey", (0, 0, 0)),
        # Three cases of one assembly count once.
        ("court_cases", "", "Kazakhstan", (2, 4, 6)),
        ("duration_total", "", "Kazakhstan", (165, 5, 7)),
    ],
)
def test_counts_of_seven_charts_are_as_worked_by_hand(
    measure: str, category: str, place: str, worked: tuple[float, int, int]
) -> None:
    assert count(of_seven(), measure, category, place) == pytest.approx(worked, nan_ok=True)


@pytest.mark.parametrize(
    ("measure", "category", "place", "worked"),
    [
        ("assembly_share", "", "Astana", (3, 7, 7, 7)),
        ("assembly_share", "", "Semey", (0, 7, 7, 7)),
        ("concern_share", "social", "Kazakhstan", (3, 6, 6, 7)),
        ("law_abidance", "", "Almaty", (1, 3, 3, 4)),
        ("law_abidance", "", "Semey", (np.nan, np.nan, 0, 0)),
        ("unpermitted_share", "", "Kazakhstan", (5, 6, 6, 7)),
        ("reason_share", "unknown", "Kazakhstan", (2, 5, 5, 6)),
        ("presence_share", "police", "Kazakhstan", (2, 3, 3, 6)),
        ("presence_share", "prosecutor", "Kazakhstan", (np.nan, np.nan, 0, 6)),
        # Officers and participants are both known of four: 10, 4, 0 and 2 by 300, 20, 1 and 8.
        ("police_control", "all", "Kazakhstan", (16, 329, 4, 7)),
        ("police_control", "excluding_permitted", "Kazakhstan", (6, 29, 3, 6)),
        ("police_control", "all", "Astana", (2, 8, 1, 3)),
        ("detention_share", "", "Kazakhstan", (2, 6, 6, 7)),
        ("prosecution_share", "", "Kazakhstan", (2, 4, 4, 6)),
        ("mean_participants", "all", "Kazakhstan", (380, 6, 6, 7)),
        ("mean_participants", "excluding_permitted", "Kazakhstan", (30, 4, 4, 6)),
        ("mean_duration", "", "Almaty", (130, 3, 3, 4)),
    ],
)
def test_bases_of_seven_charts_are_as_worked_by_hand(
    measure: str, category: str, place: str, worked: tuple[float, float, int, int]
) -> None:
    assert base(of_seven(), measure, category, place) == pytest.approx(worked, nan_ok=True)


def test_single_concerns_are_listed_within_their_group_and_counted_in_all() -> None:
    tables = of_seven()
    assert rows(tables.issues) == [
        ("economic", "late_salaries", 2),
        ("social", "safe_crossing", 2),
        ("social", "housing", 1),
    ]
    counted = tables.counts.query("measure == 'assemblies_by_issue'")
    assert counted["category"].tolist() == ["late_salaries", "safe_crossing", "housing"]
    assert counted["value"].tolist() == [2, 2, 1]


def test_a_concern_of_two_groups_is_one_count_and_stands_in_both_lists() -> None:
    charts = [
        {"city": "Almaty", "concern_group": group, "concern": "debts"}
        for group in ("social", "economic", "social", "political")
    ]
    tables = tabulated(as_pandas(charts))
    assert rows(tables.issues) == [("economic", "debts", 1), ("social", "debts", 2)]
    assert count(tables, "assemblies_by_issue", "debts") == (3, 3, 3)


def test_reasons_and_the_denied_make_up_all_unpermitted_assemblies() -> None:
    tables = of_seven()
    reasons = tables.counts.query("measure == 'assemblies_by_reason'")["value"].sum()
    denied = 1
    assert reasons + denied == count(tables, "unpermitted")[0]


def test_bases_divide_as_the_indices_do() -> None:
    top, bottom, _, _ = base(of_seven(), "law_abidance")
    assert indices.law_abidance(top, bottom) == pytest.approx(100 / 6)


def test_tables_name_the_period_in_every_row() -> None:
    tables = of_seven()
    for table in (tables.counts, tables.bases, tables.issues):
        assert set(table["period"]) == {"2018"}


def test_quantities_are_counted_once_each() -> None:
    tables = of_seven()
    for table in (tables.counts, tables.bases):
        assert not table.duplicated(["period", "place", "measure", "category"]).any()


# Unknown, no and zero


def test_all_permitted_means_no_unpermitted_assembly_was_attended() -> None:
    charts = [{"city": "Almaty", "permit": "permitted", "police_present": "yes"}]
    assert count(tabulated(as_pandas(charts)), "assemblies_attended", "police") == (0, 0, 0)


def test_unknown_permits_leave_it_unknown_whether_unpermitted_assemblies_were_attended() -> None:
    charts = [{"city": "Almaty", "permit": "", "police_present": "yes"}]
    found = count(tabulated(as_pandas(charts)), "assemblies_attended", "police")
    assert found == pytest.approx((np.nan, 0, 1), nan_ok=True)


def test_reasons_are_unknown_where_no_column_states_them() -> None:
    charts = [{"city": "Almaty", "permit": "not_requested"}]
    found = count(tabulated(as_pandas(charts)), "assemblies_by_reason", "unknown")
    assert found == pytest.approx((np.nan, 0, 1), nan_ok=True)


def test_a_blank_reason_is_the_category_of_unknown_reasons() -> None:
    charts = [{"city": "Almaty", "permit": "not_requested", "reason_not_requested": ""}]
    tables = tabulated(as_pandas(charts))
    assert count(tables, "assemblies_by_reason", "unknown") == (1, 1, 1)
    assert count(tables, "assemblies_by_reason", "principle") == (0, 1, 1)


def test_no_participant_anywhere_is_a_zero_denominator_that_stays_zero() -> None:
    charts = [{"city": "Almaty", "participants_best": 0, "police_officers": 3}]
    top, bottom, known, _ = base(tabulated(as_pandas(charts)), "police_control", "all")
    assert (top, bottom, known) == (3, 0, 1)
    assert math.isnan(indices.police_control(top, bottom))


def test_nothing_at_all_counts_as_zero_and_every_index_is_unknown() -> None:
    tables = tabulated(as_pandas([]))
    assert (tables.counts["value"] == 0).all()
    assert tables.bases["numerator"].isna().all()
    assert tables.bases["denominator"].isna().all()


# What is refused


@pytest.mark.parametrize("engine", ENGINES)
def test_towns_that_nobody_expects_are_refused_and_listed(engine: str, tmp_path: Path) -> None:
    cities = ["Almaty", "Omsk", "", "Omsk", "Tomsk"]
    charts = [{"city": city, "permit": "denied"} for city in cities]
    with pytest.raises(SourceError) as caught:
        tabulated(ENGINES[engine](charts, tmp_path))
    message = str(caught.value)
    assert "expected city to be one of: Almaty, Astana, Semey" in message
    assert "found a blank (charts: 1), 'Omsk' (charts: 2), 'Tomsk' (charts: 1)" in message


def test_charts_without_a_city_are_refused() -> None:
    with pytest.raises(SourceError, match=r"found a blank \(charts: 1\)"):
        tabulated(pd.DataFrame({"permit": ["denied"]}))


@pytest.mark.parametrize(
    ("field", "code", "message"),
    [
        ("permit", "maybe", r"expected permit to be one of: permitted, .*'maybe' \(charts: 1\)"),
        ("form", "feast", r"expected form to be one of: rally, .*something else \(charts: 1\)"),
        ("organiser", "Single", r"expected organiser to be one of: civil_society"),
    ],
)
def test_codes_that_no_field_takes_are_refused(field: str, code: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        tabulated(as_pandas([{"city": "Almaty", field: code}]))


# The same on every engine


def ordinary(n: int = 60, seed: int = 7) -> list[Chart]:
    """Invented charts with every field, blanks and unknowns among them."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    return [drawn(rng, TOWNS[:2]) for _ in range(n)]


def drawn(rng: random.Random, towns: list[str]) -> Chart:
    answers = ["yes", "no", "unknown", "", None]
    chart: Chart = {
        "city": rng.choice(towns),
        "permit": rng.choice(["permitted", "denied", "not_requested", "unknown", "", None]),
        "concern_group": rng.choice(["political", "economic", "social", "", None]),
        "concern": rng.choice(["debts", "late salaries", 'a "quoted", odd one', "", None]),
        "organiser": rng.choice(["civil_society", "spontaneous", "single", None]),
        "form": rng.choice([*FORMS, ""]),
        "reason_not_requested": rng.choice([*REASONS, "unknown", "", None]),
        "hindered": rng.choice(answers),
    }
    for who in AUTHORITIES:
        chart[f"{who}_present"] = rng.choice(answers)
        chart[f"{who}_cautioned"] = rng.choice(answers)
    return {**chart, **{name: rng.choice([0, 1, 2, 17, 4000, None]) for name in WHOLE_FIELDS}}


def changed(charts: list[Chart], **values: Any) -> list[Chart]:
    return [{**chart, **values} for chart in charts]


CASES: dict[str, list[Chart]] = {
    "ordinary": ordinary(),
    "seven": seven(),
    "one chart": ordinary(1),
    "no chart": [],
    "one town only": changed(ordinary(), city="Semey"),
    "nothing known": [{**dict.fromkeys(FIELDS), "city": "Almaty"} for _ in range(5)],
    "blanks for nulls": [
        {name: "" if name not in WHOLE_FIELDS else None for name in FIELDS} | {"city": "Astana"}
        for _ in range(3)
    ],
    "all unknown": [
        {name: "unknown" if name not in WHOLE_FIELDS else None for name in FIELDS}
        | {"city": "Astana"}
        for _ in range(3)
    ],
    "all permitted": changed(ordinary(), permit="permitted"),
    "all denied": changed(ordinary(), permit="denied"),
    "permits unknown": changed(ordinary(), permit=None),
    "yes and no only": changed(ordinary(), hindered="yes", police_present="no"),
    "no participants": changed(ordinary(), participants_best=0, police_officers=0),
    "nobody counted": changed(ordinary(), participants_best=None, police_officers=None),
    "town and permit only": [{"city": "Almaty", "permit": "denied"} for _ in range(4)],
    "large numbers": changed(ordinary(), participants_best=2_000_000_000),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_agrees_with_the_oracle(engine: str, case: str, tmp_path: Path) -> None:
    charts = CASES[case]
    agrees_with_oracle(tabulated(ENGINES[engine](charts, tmp_path)), charts)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_order_of_charts_changes_nothing(engine: str, tmp_path: Path) -> None:
    charts = ordinary()
    first = tabulated(as_pandas(charts))
    random.Random(3).shuffle(charts)  # noqa: S311
    same(tabulated(ENGINES[engine](charts, tmp_path)), first)


@pytest.mark.parametrize("parts", [1, 3, 7])
def test_partitions_change_nothing(parts: int) -> None:
    charts = ordinary()
    same(tabulated(as_dask(charts, parts=parts)), tabulated(as_pandas(charts)))


def test_files_change_nothing(tmp_path: Path) -> None:
    charts = ordinary()
    for number in range(3):
        as_polars(charts[20 * number : 20 * (number + 1)]).write_parquet(
            tmp_path / f"{number}.parquet"
        )
    same(tabulated(pl.scan_parquet(tmp_path / "*.parquet")), tabulated(as_pandas(charts)))


def same(found: Tables, wanted: Tables) -> None:
    for name in ("counts", "bases", "issues"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(wanted, name), check_exact=True)


def test_charts_are_left_as_they_were() -> None:
    charts = as_pandas(ordinary())
    before = charts.copy()
    tabulated(charts)
    pd.testing.assert_frame_equal(charts, before)


@pytest.mark.parametrize(
    "type_", [pl.Int8, pl.Int16, pl.Int32, pl.UInt32, pl.Float32, pl.Float64, pl.String]
)
def test_any_type_of_number_will_do(type_: Any) -> None:
    charts = changed(ordinary(), participants_best=100)
    frame = as_polars(charts).with_columns(pl.col("participants_best").cast(type_))
    agrees_with_oracle(tabulated(frame), charts)


def test_a_float_that_is_no_number_is_unknown(tmp_path: Path) -> None:
    charts = changed(ordinary(), duration=None)
    frame = as_polars(charts).with_columns(pl.lit(float("nan")).alias("duration"))
    frame.write_parquet(tmp_path / "nan.parquet")
    agrees_with_oracle(tabulated(frame), charts)
    agrees_with_oracle(tabulated(duckdb.read_parquet(str(tmp_path / "nan.parquet"))), charts)


def test_an_arrow_table_will_do() -> None:
    charts = ordinary()
    agrees_with_oracle(tabulated(as_polars(charts).to_arrow()), charts)


def test_columns_that_nobody_asks_for_may_be_there() -> None:
    charts = ordinary()
    frame = as_pandas(charts).assign(sum_0="x", charts="y", date="2018-01-01")
    agrees_with_oracle(tabulated(frame), charts)


@pytest.mark.parametrize("type_", [pl.Categorical(), pl.Enum(["Almaty", "Astana"])])
def test_categories_are_texts(type_: Any) -> None:
    charts = ordinary()
    frame = as_polars(charts).with_columns(pl.col("city").cast(type_))
    agrees_with_oracle(tabulated(frame), charts)


ANSWERS = st.sampled_from(["yes", "no", "unknown", "", None])
SMALL = st.one_of(st.none(), st.integers(0, 3))
CHARTS = st.lists(
    st.fixed_dictionaries(
        {
            "city": st.sampled_from(TOWNS),
            "permit": st.sampled_from(["permitted", "denied", "not_requested", "unknown", None]),
            "concern_group": st.sampled_from(["political", "economic", "social", None]),
            "concern": st.sampled_from(["debts", "housing", "unknown", "", None]),
            "organiser": st.sampled_from(["civil_society", "single", None]),
            "form": st.sampled_from([*FORMS[:3], None]),
            "reason_not_requested": st.sampled_from([*REASONS[:2], "unknown", "", None]),
            "hindered": ANSWERS,
            **{f"{who}_{did}": ANSWERS for who in AUTHORITIES for did in ("present", "cautioned")},
            **dict.fromkeys(WHOLE_FIELDS, SMALL),
        }
    ),
    max_size=12,
)


@given(charts=CHARTS)
@settings(max_examples=40, deadline=None)
def test_any_charts_agree_with_the_oracle(charts: list[Chart]) -> None:
    agrees_with_oracle(tabulated(as_pandas(charts)), charts)


@pytest.mark.parametrize("engine", [name for name in ENGINES if not name.startswith("pandas")])
@given(charts=CHARTS)
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_charts_agree_on_every_engine(engine: str, charts: list[Chart], tmp_path: Path) -> None:
    agrees_with_oracle(tabulated(ENGINES[engine](charts, tmp_path)), charts)
