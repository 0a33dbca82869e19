"""Counts of charts by plain pandas, on four charts counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from monitorlib.observations.practice.plaincounts import Count, count

CHARTS = pd.DataFrame(
    {
        "city": ["Almaty", "Almaty", "Astana", "Astana"],
        "permit": ["permitted", "not_requested", "denied", "not_requested"],
        "form": ["rally", "picket", "picket", "rally"],
        "concern_group": ["social", "social", "economic", "social"],
        "concern": ["a road", "a judge", "wages", "a road"],
        "organiser": ["civil_society", "single", "single", "spontaneous"],
        "reason_not_requested": ["", "no_hope", "", "unknown"],
        "participants_best": [300, 1, 2, 40],
        "police_officers": [5, 0, 2, 3],
        "persons_detained": [0, 1, 2, 0],
        "released_explained": [0, 1, 0, 0],
        "duration": [60, 15, 20, 25],
        "prosecutor_present": ["yes", "no", "yes", "yes"],
        "prosecutor_cautioned": ["yes", "no", "no", "yes"],
        "hindered": ["no", "no", "yes", "no"],
        "dispersed": ["no", "no", "no", "yes"],
        "court_cases": [1, 0, 2, 0],
        "persons_cautioned": [0, 0, 1, 0],
        "persons_fined": [0, 0, 2, 0],
        "persons_arrested": [1, 0, 0, 0],
        "fine_mci": pd.array([None, None, 50, None], dtype="Int64"),
        "arrest_days": pd.array([10, None, None, None], dtype="Int64"),
    }
)


@pytest.mark.parametrize(
    ("measure", "place", "category", "expected"),
    [
        ("assemblies", "Kazakhstan", "", 4),
        ("assemblies", "Astana", "", 2),
        ("assemblies", "Semey", "", 0),
        ("months", "Almaty", "", 12),
        ("towns", "Kazakhstan", "", 2),
        ("permitted", "Kazakhstan", "", 1),
        ("unpermitted", "Almaty", "", 1),
        ("applications", "Kazakhstan", "", 2),
        ("participants", "Kazakhstan", "all", 343),
        ("participants", "Kazakhstan", "excluding_permitted", 43),
        ("police_officers", "Almaty", "all", 5),
        ("police_officers", "Kazakhstan", "excluding_permitted", 5),
        ("detention_events", "Kazakhstan", "", 2),
        ("detained_persons", "Kazakhstan", "", 3),
        ("persons_released", "Kazakhstan", "", 1),
        ("duration_total", "Astana", "", 45),
        ("assemblies_by_form", "Kazakhstan", "picket", 2),
        ("assemblies_by_form", "Kazakhstan", "total", 4),
        ("assemblies_by_concern", "Kazakhstan", "social", 3),
        ("assemblies_by_issue", "Kazakhstan", "a road", 2),
        ("assemblies_by_organiser", "Kazakhstan", "single", 2),
        ("assemblies_by_reason", "Kazakhstan", "unknown", 1),
        ("assemblies_attended", "Kazakhstan", "prosecutor", 2),
        ("assemblies_cautioned", "Kazakhstan", "prosecutor", 1),
        ("hindered", "Kazakhstan", "", 1),
        ("dispersed", "Kazakhstan", "", 1),
        ("court_cases", "Kazakhstan", "", 1),
        ("persons_sanctioned", "Kazakhstan", "fine", 2),
        ("persons_sanctioned", "Kazakhstan", "", 4),
        ("fines", "Kazakhstan", "", 100),
        ("days", "Kazakhstan", "", 10),
    ],
)
def test_counts_are_those_made_by_hand(
    measure: str, place: str, category: str, expected: int
) -> None:
    assert count(CHARTS, Count(measure, place, category)) == expected
