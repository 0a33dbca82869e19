"""Rows of counts: what the groups of charts come to at each place."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from monitorlib.observations.specification import UNKNOWN
from monitorlib.observations.tabulation.engines import CHARTS, Charts
from monitorlib.observations.tabulation.groups import Groups, Places
from monitorlib.observations.tabulation.ratios import Ratio
from monitorlib.observations.tabulation.tallies import Tally
from monitorlib.vocabulary import WHOLE

Row = dict[str, Any]
"""A row of a table, by column."""


def count(tally: Tally, groups: Groups, places: Places) -> list[Row]:
    """Count charts for one tally.

    Parameters
    ----------
    tally : Tally
        A count or a sum.
    groups : Groups
        The charts.
    places : Places
        Where they are.

    Returns
    -------
    list of dict
        One a place: `value` over the charts that are `known`; not-a-number where there are
        `charts` to ask and none of them knows.
    """
    within, maybe = groups.judge(tally.restrictions)
    value, known = (places.total(within * side) for side in groups.answers(tally))
    charts = places.total(maybe * groups.charts)
    return [
        {
            "place": places.names[n],
            "measure": tally.measure,
            "category": tally.category,
            "value": value[n] if known[n] or not charts[n] else np.nan,
            "known": known[n],
            "charts": charts[n],
        }
        for n in _chosen(places, tally.towns)
    ]


def base(ratio: Ratio, groups: Groups, places: Places) -> list[Row]:
    """Add up both sides of an index over the charts that are complete.

    Parameters
    ----------
    ratio : Ratio
        An index.
    groups : Groups
        The charts.
    places : Places
        Where they are.

    Returns
    -------
    list of dict
        One a place: `numerator` and `denominator`, not-a-number where no chart is complete;
        `known`, the complete charts; `charts`, all that the index is about.
    """
    within, maybe = groups.judge(ratio.scope)
    top, bottom, known = (places.total(within * side) for side in groups.sides(ratio))
    charts = places.total(maybe * groups.charts)
    rows = []
    for n in _chosen(places, ratio.towns):
        below = -1 if ratio.whole else n
        rows.append(
            {
                "place": places.names[n],
                "measure": ratio.measure,
                "category": ratio.category,
                "numerator": top[n] if known[below] else np.nan,
                "denominator": bottom[below] if known[below] else np.nan,
                "known": known[below],
                "charts": charts[below],
            }
        )
    return rows


def _chosen(places: Places, towns: bool) -> range:
    """Choose the places to list: all, or the last, which is the whole country."""
    return range(0 if towns else len(places.names) - 1, len(places.names))


def count_issues(tally: Tally, held: Charts) -> tuple[list[Row], list[Row]]:
    """Count the charts of each text of a field.

    Parameters
    ----------
    tally : Tally
        A count of single texts.
    held : Charts
        The charts, which are grouped once more.

    Returns
    -------
    tuple of two lists of dict
        Counts for the whole country, commonest first; and the same texts within each of the
        codes that restrict the tally, as `group`.
    """
    if tally.field in held.missing:
        return [], []
    keys = [*(name for one in tally.restrictions for name in one.fields), tally.field]
    groups = Groups(held.sums(keys, {}), tuple(keys), held.missing)
    within, maybe = groups.judge(tally.restrictions)
    told = within & ~groups.table[tally.field].isin(["", UNKNOWN]).to_numpy()
    known, charts = groups.charts[told].sum(), groups.charts[maybe].sum()
    table = groups.table[told]
    issues = [
        {"group": " ".join(group), "issue": issue, "charts": number}
        for *group, issue, number in table[[*keys, CHARTS]].itertuples(index=False)
    ]
    total: Counter[str] = Counter()
    for row in issues:
        total[row["issue"]] += row["charts"]
    counts = [
        {
            "place": WHOLE,
            "measure": tally.measure,
            "category": issue,
            "value": number,
            "known": known,
            "charts": charts,
        }
        for issue, number in sorted(total.items(), key=lambda one: (-one[1], one[0]))
    ]
    return counts, sorted(issues, key=lambda row: (row["group"], -row["charts"], row["issue"]))
