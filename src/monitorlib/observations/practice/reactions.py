"""What authorities and courts did at each assembly, dealt out of counts over a set of charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from monitorlib.observations.practice.chartsets import AUTHORITIES
from monitorlib.observations.practice.deals import Deal, Slot, Solution, share_out, without_permit
from monitorlib.observations.practice.plaincounts import SANCTIONS
from monitorlib.observations.practice.program import total

Done = Mapping[tuple[str, str], Mapping[str, int]]
"""Numbers of each chart, by what is counted and its category."""


def reactions(
    charts: Sequence[Slot],
    solution: Solution,
    people: Mapping[str, int],
    rng: np.random.Generator,
) -> Done:
    """Deal what authorities and courts did.

    Parameters
    ----------
    charts : sequence of Slot
        The charts.
    solution : mapping of Key to int
        Counts over them.
    people : mapping of str to int
        Participants of each chart.
    rng : Generator
        Draws who met with what.

    Returns
    -------
    mapping of tuple to mapping
        Numbers of each chart, by what is counted and its category: ``present`` and
        ``cautioned`` by authority; ``dispersed``, ``hindered``, ``court``, ``event``,
        ``detained``, ``released`` and ``officers``; ``sanctioned`` by sanction.
    """
    deal, without = Deal(charts, solution), without_permit(charts)
    most = max(people.values())
    for who in AUTHORITIES:
        if who != "police":
            deal.deal("present", {who: solution["assemblies_attended", who]}, without)
        deal.deal("cautioned", {who: solution["assemblies_cautioned", who]}, without)
    for place, among in deal.groups().items():
        deal.deal("present", {"police": solution["police_attended", *place]}, among)
        deal.deal("event", {"": solution["detention_events", *place]}, among)
        deal.deal("detained", {"": solution["detained_persons", *place]}, among, most)
    deal.deal("dispersed", {"": solution["dispersed",]}, charts)
    deal.deal("hindered", {"": solution["hindered",]}, without)
    deal.deal("court", {"": solution["court_cases",]}, without)
    deal.deal("released", {"": solution["persons_released",]}, charts, most)
    persons = {kind: solution["persons_sanctioned", kind] for kind in SANCTIONS}
    deal.deal("sanctioned", persons, without, most)
    for chart in charts:
        _bind(deal, [chart], people[chart.number])
    dealt = deal.drawn(rng)
    found: dict[tuple[str, str], dict[str, int]] = {}
    for (name, code, number), value in dealt.items():
        found.setdefault((name, code), {})[number] = value
    found["officers", ""] = _officers(deal, found["present", "police"], people, rng)
    return found


def _bind(deal: Deal, chart: list[Slot], people: int) -> None:
    """Let cautions, detentions and sanctions of a chart go with who was there."""
    police, event = deal.of("present", "police", chart), deal.of("event", "", chart)
    detained, court = deal.of("detained", "", chart), deal.of("court", "", chart)
    for who in AUTHORITIES:
        deal.require(deal.of("present", who, chart) - deal.of("cautioned", who, chart))
    deal.require(police - event)
    deal.require(police - deal.of("hindered", "", chart))
    deal.require(detained - event)
    deal.require(people * event - detained)
    deal.require(detained - deal.of("released", "", chart))
    persons = total(deal.of("sanctioned", kind, chart) for kind in SANCTIONS)
    deal.require(persons - court)
    deal.require(people * court - persons)


def _officers(
    deal: Deal, police: Mapping[str, int], people: Mapping[str, int], rng: np.random.Generator
) -> dict[str, int]:
    """Deal police officers to where the police were, more of them to larger assemblies."""
    officers = dict.fromkeys(people, 0)
    for place, among in deal.groups().items():
        there = [chart.number for chart in among if police[chart.number]]
        if there:
            weights = [float(rng.uniform(1, 2)) * people[number] ** 0.5 for number in there]
            shares = share_out(deal.solution["police_officers", *place], weights, least=1)
            officers |= dict(zip(there, shares, strict=True))
    return officers
