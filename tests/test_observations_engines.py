"""Sums over charts on any engine, and conditions judged there as everywhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartframes import ENGINES, as_pandas, as_polars
from charts import SPECIFICATION
from monitorlib.observations.conditions import Condition
from monitorlib.observations.tabulation.engines import CHARTS, Charts

pytestmark = pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")
FIELDS = ["city", "permit", "hindered", "duration", "police_officers", "participants_best"]


def held(native: Any) -> Charts:
    return Charts.of(native, FIELDS, SPECIFICATION)


CONDITIONS = [
    "permit == 'denied'",
    "permit != 'denied'",
    "permit == 'unknown'",
    "permit != 'unknown'",
    "duration >= 2",
    "duration != 1",
    "duration == 0",
    "2 > duration",
    "police_officers <= participants_best",
    "duration + police_officers >= 3",
    "hindered == 'yes' and permit != 'permitted'",
    "hindered == 'yes' or duration == 1",
    "hindered != 'yes' or (permit == 'denied' and duration < 2)",
    "hindered == permit",
]
NUMBER = st.one_of(st.none(), st.integers(0, 3))
CHARTS_ = st.lists(
    st.fixed_dictionaries(
        {
            "city": st.just("Almaty"),
            "permit": st.sampled_from(["permitted", "denied", "unknown", "", "yes"]),
            "hindered": st.sampled_from(["yes", "no", "unknown", ""]),
            "duration": NUMBER,
            "police_officers": NUMBER,
            "participants_best": NUMBER,
        }
    ),
    min_size=1,
    max_size=8,
)


@given(charts=CHARTS_, text=st.sampled_from(CONDITIONS))
@settings(max_examples=80, deadline=None)
def test_a_condition_is_judged_on_pandas_and_polars_as_by_the_checks(
    charts: list[dict[str, Any]], text: str
) -> None:
    condition = Condition.parse(text)
    true, false = condition.judge(as_pandas(charts))
    for frame in (as_pandas(charts), as_polars(charts)):
        chosen = held(frame)
        made, unmade = chosen.truth(condition)
        sums = chosen.sums(["city"], {"true": made, "false": unmade})
        assert sums[["true", "false"]].iloc[0].tolist() == [true.sum(), false.sum()]


@pytest.mark.parametrize("text", CONDITIONS)
@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_judges_alike(engine: str, text: str, tmp_path: Path) -> None:
    values = [None, 0, 1, 3]
    charts = [
        {"city": "Almaty", "permit": permit, "hindered": hindered, "duration": a,
         "police_officers": b, "participants_best": 1}
        for permit in ("permitted", "denied", "unknown", "")
        for hindered in ("yes", "no", "")
        for a in values
        for b in values[:2]
    ]  # fmt: skip
    condition = Condition.parse(text)
    true, false = condition.judge(as_pandas(charts))
    chosen = held(ENGINES[engine](charts, tmp_path))
    made, unmade = chosen.truth(condition)
    sums = chosen.sums(["city"], {"true": made, "false": unmade})
    assert sums[["true", "false"]].iloc[0].tolist() == [true.sum(), false.sum()]


@pytest.mark.parametrize("engine", ENGINES)
def test_blanks_of_either_kind_are_one_key(engine: str, tmp_path: Path) -> None:
    charts = [{"city": city, "permit": "denied", "duration": 2} for city in ("", None, "Almaty")]
    chosen = held(ENGINES[engine](charts, tmp_path))
    table = chosen.sums(["city"], {"minutes": chosen.number("duration")})
    found = table.groupby("city")[[CHARTS, "minutes"]].sum()
    assert found.loc[""].tolist() == [2, 4]
    assert found.loc["Almaty"].tolist() == [1, 2]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_number_counts_where_another_is_known(engine: str, tmp_path: Path) -> None:
    charts = [
        {"city": "Almaty", "duration": 2, "police_officers": 5},
        {"city": "Almaty", "duration": 7, "police_officers": None},
        {"city": "Almaty", "duration": None, "police_officers": 1},
    ]
    chosen = held(ENGINES[engine](charts, tmp_path))
    table = chosen.sums(["city"], {"minutes": chosen.number("duration", "police_officers")})
    assert table["minutes"].tolist() == [2]


def test_fields_without_a_column_are_named() -> None:
    charts = held(pd.DataFrame({"city": ["Almaty"], "permit": [""], "unasked": [1]}))
    assert charts.missing == {"hindered", "duration", "police_officers", "participants_best"}


def test_a_lazy_frame_is_not_computed_before_it_is_asked(tmp_path: Path) -> None:
    held(pl.scan_parquet(tmp_path / "later.parquet", schema={"city": pl.String}))
