"""What a printed figure says of a set of charts, in the unknowns of `chartsets`."""

from __future__ import annotations

import math
from fractions import Fraction

from monitorlib.observations.practice.chartsets import COUNTED, PERMITS, SUMMED, ChartSets
from monitorlib.observations.practice.margins import Target
from monitorlib.observations.practice.plaincounts import MONTHS, Count
from monitorlib.observations.practice.program import Row, Sum, total
from monitorlib.vocabulary import WHOLE

NUMBER = Sum({(): 1})


def reading(sets: ChartSets, what: Count) -> Sum:
    """Write a count in the unknowns.

    Parameters
    ----------
    sets : ChartSets
        The program.
    what : Count
        What is counted.

    Returns
    -------
    Sum
        The same count over a set of charts.
    """
    measure, place, category = what
    if measure in PERMITS:
        return sets.sum("assemblies", place, (measure,))
    if measure in (*COUNTED, *SUMMED):
        excluding = category == "excluding_permitted"
        return sets.sum(measure, place, PERMITS[1:] if excluding else PERMITS)
    towns = sets.towns if place == WHOLE else (place,)
    special = {
        "months": MONTHS * NUMBER,
        "towns": total(Sum({("town", town): 1}) for town in sets.towns),
        "duration_total": total(Sum({("minutes", town): 1}) for town in towns),
        "applications": sets.sum("assemblies", permits=PERMITS[:1]) + Sum({("denied",): 1}),
    }
    if measure in special:
        return special[measure]
    if what[::2] == ("assemblies_attended", "police"):
        return sets.sum("police_attended", permits=PERMITS[1:])
    parts = [key for key in sets.program.most if key[0] == measure and len(key) > 1]
    if parts and category in ("", "total"):
        return total(Sum({key: 1}) for key in parts)
    return Sum({(measure, category) if category else (measure,): 1})


def rows(sets: ChartSets, target: Target) -> list[Row]:
    """Say of a printed figure what it asks of a set of charts.

    Parameters
    ----------
    sets : ChartSets
        The program.
    target : Target
        The figure.

    Returns
    -------
    list of Row
        Whole-number rows: a count is exact, a quotient within half its last digit, and there
        is something to divide by.
    """
    top = reading(sets, target.top)
    if target.bottom is None:
        return [(top, float(target.value), float(target.value))]
    bottom = reading(sets, target.bottom)
    least, most = target.value - target.slack, target.value + target.slack
    return [
        (_above(target.scale, top, least, bottom), 0, math.inf),
        (-1 * _above(target.scale, top, most, bottom), 0, math.inf),
        (bottom, 1, math.inf),
    ]


def missed(sets: ChartSets, target: Target) -> Sum:
    """Say by how much a set of charts misses a printed figure.

    Parameters
    ----------
    sets : ChartSets
        The program.
    target : Target
        The figure.

    Returns
    -------
    Sum
        In whole numbers, zero where it is met, and of either sign.
    """
    bottom = reading(sets, target.bottom) if target.bottom else NUMBER
    return _above(target.scale, reading(sets, target.top), target.value, bottom)


def _above(scale: int, top: Sum, bound: Fraction, bottom: Sum) -> Sum:
    """Write ``scale x top - bound x bottom`` in whole numbers."""
    return scale * bound.denominator * top - bound.numerator * bottom
