"""How far chance alone could move the numbers of a figure, where counts allow to say it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from monitorlib.messages import tr
from monitorlib.numbers import is_known
from monitorlib.trends import rate_interval, share_interval
from monitorlib.vocabulary import records

UNKNOWN = (float("nan"), float("nan"))
TOLERANCE = 1e-6


def with_ranges(rows: pd.DataFrame) -> pd.DataFrame:
    """Add 95 percent intervals: exact for monthly rates, Wilson's for shares.

    Parameters
    ----------
    rows : DataFrame
        Tidy rows with `value` and `unit`; with `numerator` and `denominator` where they are
        known.

    Returns
    -------
    DataFrame
        With `low` and `high`, unknown where the counts behind a number are not known or the
        number is no share and no rate.
    """
    if {"low", "high"} <= {*rows.columns}:
        return rows
    found = [_range(row) for row in records(rows)]
    return rows.assign(low=[low for low, _ in found], high=[high for _, high in found])


def _range(row: dict[str, Any]) -> tuple[float, float]:
    """Give the interval of one number."""
    part, whole = row.get("numerator"), row.get("denominator")
    if not (is_known(part) and is_known(whole)) or not whole or part != int(part or 0):
        return UNKNOWN
    if row["unit"] == "assemblies per month" and _follows(row["value"], part / whole):
        return rate_interval(int(part), float(whole))
    of_counts = whole == int(whole) and 0 <= part <= whole
    if row["unit"] == "percent" and of_counts and _follows(row["value"], 100 * part / whole):
        return share_interval(int(part), int(whole))
    return UNKNOWN


def _follows(value: float, computed: float) -> bool:
    """Whether a number is the one that its counts give."""
    return is_known(value) and abs(value - computed) < TOLERANCE


def explained(rows: pd.DataFrame) -> list[str]:
    """Say what the thin lines of a figure are, if it has any.

    Parameters
    ----------
    rows : DataFrame
        Rows from `with_ranges`.

    Returns
    -------
    list of str
        One sentence, or none.
    """
    return [tr("Thin lines are 95 percent intervals.")] if ranged(rows) else []


def ranged(rows: pd.DataFrame) -> bool:
    """Tell whether any row has an interval.

    Parameters
    ----------
    rows : DataFrame
        Rows from `with_ranges`.

    Returns
    -------
    bool
        False where nothing can be said of chance.
    """
    return bool(rows["low"].notna().any())
