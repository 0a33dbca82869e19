"""The same charts in a frame of every engine that the tabulation promises."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import dask.dataframe as dd
import duckdb
import pandas as pd
import polars as pl

from chartoracle import Chart

WHOLE_FIELDS = [
    "duration", "participants_best", "police_officers", "persons_detained", "released_explained",
    "court_cases", "persons_cautioned", "persons_fined", "persons_arrested",
]  # fmt: skip
TEXT_FIELDS = [
    "city", "permit", "concern_group", "concern", "organiser", "form", "reason_not_requested",
    "hindered", "prosecutor_present", "prosecutor_cautioned", "akimat_present",
    "akimat_cautioned", "police_present", "police_cautioned",
]  # fmt: skip
FIELDS = [*TEXT_FIELDS, *WHOLE_FIELDS]


def columns(charts: list[Chart]) -> list[str]:
    """The fields of charts; without any chart, all fields."""
    return list(charts[0]) if charts else FIELDS


def as_pandas(charts: list[Chart], _: Path | None = None) -> pd.DataFrame:
    """Typed charts as the reader gives them: text with blanks, numbers with gaps."""
    names = columns(charts)
    frame = pd.DataFrame(charts, columns=names, dtype=object)
    types = {name: "Int64" if name in WHOLE_FIELDS else "str" for name in names}
    return frame.astype(types)


def as_pandas_floats(charts: list[Chart], _: Path | None = None) -> pd.DataFrame:
    """Charts whose numbers became floats."""
    frame = as_pandas(charts)
    return frame.astype({name: "float64" for name in WHOLE_FIELDS if name in frame})


def as_polars(charts: list[Chart], _: Path | None = None) -> pl.DataFrame:
    """An eager Polars frame."""
    schema = {name: pl.Int64 if name in WHOLE_FIELDS else pl.String for name in columns(charts)}
    return pl.DataFrame(charts, schema=schema)


def as_polars_lazy(charts: list[Chart], _: Path | None = None) -> pl.LazyFrame:
    """A lazy Polars frame."""
    return as_polars(charts).lazy()


def as_duckdb(charts: list[Chart], _: Path | None = None) -> duckdb.DuckDBPyRelation:
    """A DuckDB relation on a registered pandas table."""
    connection = duckdb.connect()
    connection.register("charts", as_pandas(charts))
    return connection.table("charts")


def as_parquet(charts: list[Chart], folder: Path | None) -> duckdb.DuckDBPyRelation:
    """A DuckDB relation on a Parquet file."""
    assert folder is not None
    as_polars(charts).write_parquet(folder / "charts.parquet")
    return duckdb.connect().read_parquet(str(folder / "charts.parquet"))


def as_csv(charts: list[Chart], folder: Path | None) -> duckdb.DuckDBPyRelation:
    """A DuckDB relation on a CSV file, whose types DuckDB guesses."""
    assert folder is not None
    as_pandas(charts).to_csv(folder / "charts.csv", index=False)
    return duckdb.connect().read_csv(str(folder / "charts.csv"), header=True)


def as_dask(charts: list[Chart], _: Path | None = None, parts: int = 2) -> Any:
    """A Dask frame of several partitions."""
    return dd.from_pandas(as_pandas(charts), npartitions=parts)


ENGINES: dict[str, Callable[[list[Chart], Path | None], Any]] = {
    "pandas": as_pandas,
    "pandas floats": as_pandas_floats,
    "polars": as_polars,
    "polars lazy": as_polars_lazy,
    "duckdb table": as_duckdb,
    "duckdb parquet": as_parquet,
    "duckdb csv": as_csv,
    "dask": as_dask,
}
