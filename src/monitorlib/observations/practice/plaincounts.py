"""Counts of charts by plain pandas, apart from the tabulation that makes the report.

Every field that is counted must be filled in: there are no gaps to be minded here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from monitorlib.vocabulary import WHOLE

MONTHS = 12


class Count(NamedTuple):
    """What is counted: a measure at a place, of one category or of all."""

    measure: str
    place: str
    category: str


def count(charts: pd.DataFrame, what: Count) -> float:
    """Count charts, or add one of their fields up.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_fields)
        Typed charts.
    what : Count
        A measure of `COUNTS` at a place.

    Returns
    -------
    float
        A whole number.
    """
    here = charts if what.place == WHOLE else charts[charts["city"] == what.place]
    return float(COUNTS[what.measure](here, what.category))


def _coded(field: str) -> Callable[[pd.DataFrame, str], Any]:
    """Count charts that hold a code in a field; the category ``total`` is all that hold one."""
    return lambda charts, code: (
        charts[field].ne("") if code == "total" else charts[field].eq(code)
    ).sum()


def _summed(field: str) -> Callable[[pd.DataFrame, str], Any]:
    """Add a field up, over all charts or over those without a permit."""
    return lambda charts, scope: charts.loc[
        charts["permit"].ne("permitted") | (scope != "excluding_permitted"), field
    ].sum()


def _answered(field: str) -> Callable[[pd.DataFrame, str], Any]:
    """Count charts with a yes; of an authority, those without a permit (line 476)."""
    return lambda charts, who: (
        charts[f"{who}_{field}".strip("_")].eq("yes")
        & (charts["permit"].ne("permitted") | (not who))
    ).sum()


SANCTIONS = {"caution": "persons_cautioned", "fine": "persons_fined", "arrest": "persons_arrested"}
COUNTS: dict[str, Callable[[pd.DataFrame, str], Any]] = {
    "assemblies": lambda charts, _: len(charts),
    "months": lambda charts, _: MONTHS,  # noqa: ARG005
    "towns": lambda charts, _: charts["city"].nunique(),
    "permitted": lambda charts, _: charts["permit"].eq("permitted").sum(),
    "unpermitted": lambda charts, _: charts["permit"].ne("permitted").sum(),
    "applications": lambda charts, _: charts["permit"].isin(["permitted", "denied"]).sum(),
    "participants": _summed("participants_best"),
    "police_officers": _summed("police_officers"),
    "detained_persons": _summed("persons_detained"),
    "detention_events": lambda charts, _: charts["persons_detained"].gt(0).sum(),
    "duration_total": _summed("duration"),
    "persons_released": _summed("released_explained"),
    "assemblies_by_form": _coded("form"),
    "assemblies_by_concern": _coded("concern_group"),
    "assemblies_by_issue": _coded("concern"),
    "assemblies_by_organiser": _coded("organiser"),
    "assemblies_by_reason": _coded("reason_not_requested"),
    "assemblies_attended": _answered("present"),
    "assemblies_cautioned": _answered("cautioned"),
    "hindered": _answered("hindered"),
    "dispersed": _answered("dispersed"),
    "court_cases": lambda charts, _: (
        charts["permit"].ne("permitted") & charts["court_cases"].gt(0)
    ).sum(),
    "persons_sanctioned": lambda charts, kind: (
        charts[[SANCTIONS[kind]] if kind else list(SANCTIONS.values())].sum().sum()
    ),
    "fines": lambda charts, _: (charts["persons_fined"] * charts["fine_mci"]).sum(),
    "days": lambda charts, _: (charts["persons_arrested"] * charts["arrest_days"]).sum(),
}
