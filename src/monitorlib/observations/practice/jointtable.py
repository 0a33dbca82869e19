"""Counts over one set of charts that keep every printed figure that is kept.

Of all such sets, first those that come nearest to the figures that cannot be kept, then the
one that a seed draws. Beyond the rules of the chart it is asked that police who were present
were counted, that a single organiser stands for one participant, and that nobody hinders a
permitted assembly, so that the charts get no warnings.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations.practice.chartsets import MOST, PERMITS, ChartSets
from monitorlib.observations.practice.margins import Target
from monitorlib.observations.practice.program import Key, Sum, total
from monitorlib.observations.practice.readings import missed, rows
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import Vocabulary

DEAREST = 100_000
"""Costs are drawn below it; there are so many unknowns that one answer is cheapest."""
FARTHEST = 10**7


def solved(figures: Mapping[str, Target], seed: int) -> dict[Key, int]:
    """Find counts over a set of charts.

    Parameters
    ----------
    figures : mapping of str to Target
        Printed figures, those that are kept and those that are not.
    seed : int
        Chooses among the sets that there are.

    Returns
    -------
    dict of Key to int
        The unknowns of `chartsets`, and ``alone``: charts with one participant, by town and
        permit.

    Raises
    ------
    SourceError
        If the figures that are kept contradict each other.
    """
    hand = paths.hand()
    sets = ChartSets(Specification(hand), Vocabulary(hand).towns, figures.values())
    for town in sets.towns:
        for permit in PERMITS:
            _wish(sets, town, permit)
    single = Sum({("assemblies_by_organiser", "single"): 1})
    alone = Sum({key: 1 for key in sets.program.most if key[0] == "alone"})
    sets.program.require(alone - single, 0, 0)
    sets.program.require(sets.without - Sum({("hindered",): 1}))
    for target in figures.values():
        for row in rows(sets, target) if target.kept else ():
            sets.program.require(*row)
    return _drawn(sets, [target for target in figures.values() if not target.kept], seed)


def _wish(sets: ChartSets, town: str, permit: str) -> None:
    """Ask for what is likely among the charts of one town and permit."""
    program = sets.program
    charts, people, officers, police, events, singles = (
        Sum({(name, town, permit): 1})
        for name in (
            "assemblies",
            "participants",
            "police_officers",
            "police_attended",
            "detention_events",
            "single_pickets",
        )
    )
    alone = program.unknown("alone", town, permit, most=MOST)
    several = charts - alone
    program.require(alone - singles)
    program.require(several)
    program.require(people - charts - several)
    program.require(MOST * several - (people - charts))
    program.require(officers - police)
    program.require(police - events)


def _drawn(sets: ChartSets, others: list[Target], seed: int) -> dict[Key, int]:
    """Come as near as can be to what is missed, and draw one of the answers."""
    far = total(_distance(sets, target) for target in others)
    nearest = sets.program.solve(cost=far)
    if nearest is None:
        raise SourceError(
            "figures that one set of charts can have",
            "figures that contradict each other",
            "data/hand/invented-margins.csv, column kept",
            "see docs/invented-charts.md",
        )
    gap = sum(nearest[key] * factor for key, factor in far.items())
    sets.program.require(far, gap, gap)
    draws = np.random.default_rng(seed).integers(1, DEAREST, len(sets.program.most)).tolist()
    costs = dict(zip(sets.program.most, draws, strict=True))
    return sets.program.solve(cost=costs) or nearest


def _distance(sets: ChartSets, target: Target) -> Sum:
    """Say how far a figure is missed, above or below."""
    miss = missed(sets, target)
    off = sets.program.unknown("off", target.id, most=FARTHEST)
    sets.program.require(off - miss)
    sets.program.require(off + miss)
    return off
