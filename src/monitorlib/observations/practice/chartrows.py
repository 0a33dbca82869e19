"""The cells of an invented chart, from what was dealt to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from monitorlib.observations.practice.chartsets import AUTHORITIES
from monitorlib.observations.practice.deals import Slot, Solution
from monitorlib.observations.practice.plaincounts import SANCTIONS
from monitorlib.observations.practice.reactions import Done

CHOICES = {
    "visual_materials": ("poster", "banner poster", "flag poster", "none"),
    "notified": ("social_networks", "messenger", "word_of_mouth", "unknown"),
    "photo": ("yes", "no", "unknown"),
    "video": ("yes", "no", "unknown"),
}
"""Fields that no table counts, and what is drawn for them."""
MANY = 10
"""Participants from which a number is reported as a rough one."""
Cells = dict[str, Any]


def event(
    slot: Slot,
    said: Mapping[str, Mapping[str, str]],
    concerns: Mapping[str, Collection[str]],
    rng: np.random.Generator,
) -> Cells:
    """Fill in what took place, and draw what no table counts.

    Parameters
    ----------
    slot : Slot
        The chart.
    said : mapping of str to mapping
        What `dealing.roles` dealt.
    concerns : mapping of str to collection of str
        Single concerns by group.
    rng : Generator
        For the rest.

    Returns
    -------
    dict
        Cells by field; the concern is blank where only its group was dealt.
    """
    number = slot.number
    concern, organiser = said["concern"][number], said["organiser"][number]
    group = next((name for name, listed in concerns.items() if concern in listed), concern)
    permitted = slot.permit == "permitted"
    return {
        "city": slot.town,
        "form": said["form"][number],
        "concern_group": group,
        "concern": "" if concern == group else concern,
        "organiser": organiser,
        "organisation": "an invented organisation" if organiser == "civil_society" else "",
        "permit": "permitted" if permitted else "not_requested",
        "reason_not_requested": said["reason"].get(number, ""),
        "start_time": f"{rng.integers(9, 19):02}:{rng.integers(0, 4) * 15:02}",
        **{name: str(rng.choice(codes)) for name, codes in CHOICES.items()},
    }


def crowd(people: int) -> Cells:
    """Fill in participants; a rough number may be a tenth more or less.

    Parameters
    ----------
    people : int
        How many.

    Returns
    -------
    dict
        Cells by field.
    """
    off = people // 10
    return {
        "participants_reported": f"about {people}" if people >= MANY else str(people),
        "participants_low": people - off,
        "participants_high": people + off,
        "participants_best": people,
    }


def reaction(number: str, done: Done, solution: Solution) -> Cells:
    """Fill in what authorities and courts did.

    Parameters
    ----------
    number : str
        The chart's.
    done : mapping of tuple to mapping
        What `reactions.reactions` dealt.
    solution : mapping of Key to int
        Counts over all charts, for the length of an arrest and the height of a fine.

    Returns
    -------
    dict
        Cells by field.
    """

    def got(name: str, code: str = "") -> int:
        return done.get((name, code), {}).get(number, 0)

    def told(name: str, code: str = "") -> str:
        return "yes" if got(name, code) else "no"

    def each(amount: str, kind: str) -> int | None:
        whole, persons = solution[amount,], solution["persons_sanctioned", kind]
        return whole // persons if got("sanctioned", kind) else None

    return {
        **{f"{who}_present": told("present", who) for who in AUTHORITIES},
        **{f"{who}_cautioned": told("cautioned", who) for who in AUTHORITIES},
        "police_officers": got("officers"),
        "hindered": told("hindered"),
        "dispersed": told("dispersed"),
        "persons_detained": got("detained"),
        "detained_before": 0,
        "released_explained": got("released"),
        "court_cases": got("court"),
        **{field: got("sanctioned", kind) for kind, field in SANCTIONS.items()},
        "fine_mci": each("fines", "fine"),
        "arrest_days": each("days", "arrest"),
    }
