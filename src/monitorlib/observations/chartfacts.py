"""Charts of a year counted, and the counts as facts.

A town without charts had a recorded nothing only where monitors watched it. Small counts of
persons can be hidden.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from monitorlib.observations.tabulation import tabulate
from monitorlib.processing.facts import CHARTS, issue
from monitorlib.vocabulary import WHOLE, Vocabulary

PERSONS = ("detained_persons", "persons_released", "persons_sanctioned")
"""Counts that can single out a person where they are small."""
SILENCE = {"yes": "none_recorded", "no": "not_monitored", "unknown": "coverage_unknown"}


def counted(charts: pd.DataFrame, year: str, vocabulary: Vocabulary) -> tabulate.Tables:
    """Count charts, and add what all forms make together, as the source's tables do.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_fields)
        Charts of the year, completed.
    year : str
        The period.
    vocabulary : Vocabulary
        Towns and measures.

    Returns
    -------
    Tables
        Counts, and what each index divides.
    """
    made = tabulate.tabulate(charts, vocabulary, period=year, towns=vocabulary.towns)
    counts = _with_total(_told_apart(made.counts, made.issues))
    return replace(made, counts=counts, bases=_with_total(made.bases))


def _told_apart(counts: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """Count a single concern that two groups share once for each group."""
    rows = counts[counts["measure"] == "assemblies_by_issue"]
    twice = issues.groupby("issue")["group"].transform("nunique") > 1
    if not twice.any():
        return counts
    names = [issue(*each) for each in zip(issues["issue"], issues["group"], twice, strict=True)]
    like = rows.iloc[[0] * len(issues)].reset_index(drop=True)
    made = like.assign(category=names, value=issues["charts"].astype("float64").to_list())
    return pd.concat([counts.drop(rows.index), made], ignore_index=True)


def facts(
    counts: pd.DataFrame, year: str, vocabulary: Vocabulary, small_cells: int = 0
) -> pd.DataFrame:
    """Turn counts into facts.

    Parameters
    ----------
    counts : DataFrame of shape (n_counts, 6)
        Place, measure, category, value, known, charts.
    year : str
        The period.
    vocabulary : Vocabulary
        Units and coverage.
    small_cells : int, default 0
        Counts of persons below this are hidden, with one more where a total would give one away.

    Returns
    -------
    DataFrame of shape (n_facts, 17)
        A town without charts has a recorded nothing only where monitors watched it.
    """
    coverage = vocabulary.table("coverage")
    coverage = coverage[coverage["period"] == year]
    watched = dict(zip(coverage["place"], coverage["monitored"], strict=True))
    seen = counts[(counts["measure"] == "assemblies") & (counts["value"] > 0)]["place"]
    frame = counts.reset_index(drop=True)
    status = np.where(frame["value"].isna(), "not_recorded", "stated").astype(object)
    silent = ~frame["place"].isin([*seen, WHOLE])
    status[silent] = [SILENCE[watched.get(place, "unknown")] for place in frame["place"][silent]]
    status[_hidden(frame, small_cells)] = "suppressed"
    gone = ~pd.Series(status).isin(["stated", "none_recorded"])
    return pd.DataFrame(
        {
            "period": year,
            "place": frame["place"],
            "measure": frame["measure"],
            "category": frame["category"],
            "value": frame["value"].mask(gone, np.nan),
            "unit": [vocabulary.measure[name]["unit"] for name in frame["measure"]],
            "status": status,
            "printed": "",
            "stated": "",
            "correction": "",
            "table": CHARTS,
            "row": "",
            "column": "",
            "row_no": 0,
            "column_no": 0,
            "line": 0,
            "known": frame["known"].astype("Int64"),
            "charts": frame["charts"].astype("Int64"),
        }
    )


def _hidden(frame: pd.DataFrame, small_cells: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Find counts of persons to hide: small ones, and what would give them away.

    These are further towns, until the total leaves open how the hidden ones share it, or else
    the total itself; and the assemblies with detentions of each hidden town.
    """
    persons = frame["measure"].isin(PERSONS)
    value = frame["value"].fillna(0)
    hidden = persons & (value > 0) & (value < small_cells)
    names = frame["measure"] + "/" + frame["category"]
    for name, group in frame[persons & (frame["place"] != WHOLE)].groupby(names):
        towns = value.loc[group.index].loc[lambda number: number > 0].sort_values()
        mine = [index for index in towns.index if hidden[index]]
        rest = [index for index in towns.index if not hidden[index]]
        while mine and rest and towns[mine].sum() - len(mine) < small_cells:
            mine.append(rest.pop(0))
        hidden |= hidden.index.isin(mine)
        if mine and towns[mine].sum() - len(mine) < small_cells:
            hidden |= names.eq(str(name)) & frame["place"].eq(WHOLE)
    told = frame["measure"].eq("detention_events") & (value > 0)  # so many persons at least
    towns = frame["place"][hidden & frame["measure"].eq("detained_persons")]
    return np.asarray(hidden | (told & frame["place"].isin(towns)), dtype=bool)


def _with_total(frame: pd.DataFrame) -> pd.DataFrame:
    """Add what all forms make together, as the source's tables of forms do."""
    forms = frame[frame["measure"].isin(["assemblies_by_form", "form_share"])]
    whole = [name for name in ("value", "numerator") if name in frame]
    made = forms.groupby(["place", "measure"], as_index=False, sort=False).agg(
        {**dict.fromkeys(frame.columns.difference(["place", "measure"]), "first"),
         **dict.fromkeys(whole, _sum_of_known)}
    )  # fmt: skip
    return pd.concat([frame, made.assign(category="total")[list(frame)]], ignore_index=True)


def _sum_of_known(values: pd.Series[float]) -> float:
    """Add values up; unknown where all are."""
    return float(values.sum(min_count=1))
