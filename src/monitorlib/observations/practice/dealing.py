"""From counts over a set of charts to the charts: each count is dealt out chart by chart.

`roles` deals forms, organisers, concerns and reasons, `crowds` participants and minutes; what
authorities and courts did is dealt by `reactions`. Whatever the counts leave open is drawn
with the generator that is passed in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from monitorlib.observations.practice.chartsets import PERMITS
from monitorlib.observations.practice.deals import Deal, Slot, Solution, share_out, without_permit
from monitorlib.observations.practice.program import total

OF_ONE = ("single_picket", "hunger_strike", "crane")
"""Forms that one person can hold and that the invented charts leave to one."""
OF_ONE_OR_MORE = ("picket", "handcuffing")
MARCH = "march"
"""A concern that begins so was told of a procession."""


def _counts(solution: Solution, measure: str) -> dict[str, int]:
    """Give the counts of a measure by category."""
    return {key[1]: count for key, count in solution.items() if key[0] == measure and count}


def _said(dealt: Solution, name: str) -> dict[str, str]:
    """Give the code of each chart."""
    return {key[2]: key[1] for key, number in dealt.items() if key[0] == name and number}


def roles(
    charts: Sequence[Slot],
    solution: Solution,
    issues: Mapping[str, Collection[str]],
    rng: np.random.Generator,
) -> dict[str, dict[str, str]]:
    """Deal forms, organisers, concerns and reasons.

    Parameters
    ----------
    charts : sequence of Slot
        The charts.
    solution : mapping of Key to int
        Counts over them; `alone` says how many of a town and permit have one participant.
    issues : mapping of str to collection of str
        Single concerns by group.
    rng : Generator
        Draws what is open.

    Returns
    -------
    dict of str to dict
        By ``form``, ``organiser``, ``concern`` and ``reason``: the code of each chart. The
        concern is a single one, or that of its group where the lists name no further one.
    """
    deal, without = Deal(charts, solution), without_permit(charts)
    concerns = _counts(solution, "assemblies_by_issue")
    for group, count in _counts(solution, "assemblies_by_concern").items():
        concerns[group] = count - sum(concerns.get(one, 0) for one in issues.get(group, ()))
    lists = {
        "form": _counts(solution, "assemblies_by_form"),
        "organiser": _counts(solution, "assemblies_by_organiser"),
        "concern": concerns,
    }
    reasons = _counts(solution, "assemblies_by_reason")
    for name, counts in lists.items():
        deal.deal(name, counts, charts)
        deal.each(name, counts, charts)
    deal.deal("reason", reasons, without)
    deal.each("reason", reasons, without)
    for place, among in deal.groups().items():
        alone = solution["alone", *place]
        deal.require(deal.of("organiser", "single", among), alone, alone)
    for chart in charts:
        _suit(deal, [chart])
    dealt = deal.drawn(rng)
    return {name: _said(dealt, name) for name in (*lists, "reason")}


def _suit(deal: Deal, chart: list[Slot]) -> None:
    """Let form, organiser, concern and reason of a chart go together."""
    single = deal.of("organiser", "single", chart)
    spontaneous = deal.of("organiser", "spontaneous", chart)
    few = total(deal.of("form", form, chart) for form in (*OF_ONE, *OF_ONE_OR_MORE))
    deal.require(few - single)
    deal.require(single - total(deal.of("form", form, chart) for form in OF_ONE))
    deal.require(spontaneous - deal.of("reason", "spontaneous", chart))
    if chart[0].permit == PERMITS[0]:
        deal.require(spontaneous, 0, 0)
    for concern in {key[1] for key in deal.most if key[0] == "concern"}:
        if concern.startswith(MARCH):
            marching = deal.of("form", "procession", chart)
            deal.require(marching - deal.of("concern", concern, chart))


def crowds(
    charts: Sequence[Slot],
    solution: Solution,
    single: Mapping[str, bool],
    rng: np.random.Generator,
) -> tuple[dict[str, int], dict[str, int]]:
    """Deal participants and minutes.

    Parameters
    ----------
    charts : sequence of Slot
        The charts.
    solution : mapping of Key to int
        Counts over them.
    single : mapping of str to bool
        Which charts have one participant.
    rng : Generator
        Draws sizes and lengths.

    Returns
    -------
    tuple of two dict
        Participants, and minutes, of each chart.
    """
    people: dict[str, int] = {chart.number: 1 for chart in charts}
    minutes: dict[str, int] = {}
    for place, among in Deal(charts, solution).groups().items():
        several = [chart.number for chart in among if not single[chart.number]]
        left = solution["participants", *place] - len(among) + len(several)
        if several:
            sizes = share_out(left, np.exp(rng.normal(size=len(several))).tolist(), least=2)
            people |= dict(zip(several, sizes, strict=True))
    for town in dict.fromkeys(chart.town for chart in charts):
        numbers = [chart.number for chart in charts if chart.town == town]
        whole = solution["minutes", town]
        unit = 5 if whole % 5 == 0 and whole >= 5 * len(numbers) else 1
        weights = rng.uniform(1, 4, len(numbers)).tolist()
        minutes |= dict(zip(numbers, share_out(whole, weights, unit, unit), strict=True))
    return people, minutes
