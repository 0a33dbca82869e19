"""Charts one by one, as the report lists assemblies."""

from __future__ import annotations

from typing import Any

import pandas as pd

from charts import SPECIFICATION, typed
from monitorlib.observations.told import told


def rows(*changes: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    charts = typed(*changes)[["id", *SPECIFICATION.public]].assign(period="2018")
    return told(charts, SPECIFICATION)


def test_every_chart_is_told() -> None:
    made = rows({}, {"city": "Astana", "concern": ""})["assemblies"]
    assert [row["city"] for row in made] == ["Almaty", "Astana"]
    assert made[0]["lines"] == "chart T-1"
    assert made[0]["concern"] == "safe crossing of a street"
    assert made[1]["concern"] == "social concern, not told"


def test_unknown_permits_and_numbers_stay_unknown() -> None:
    row = rows({"permit": "unknown", "reason_not_requested": "", "police_officers": ""})
    assert row["assemblies"][0]["permitted"] == "unknown"
    assert pd.isna(row["assemblies"][0]["police_officers"])
    assert row["assemblies"][0]["persons_sanctioned"] is None
    assert row["permitted"] == []


def test_permitted_and_hindered_assemblies_are_numbered() -> None:
    change = {"permit": "permitted", "reason_not_requested": ""}
    made = rows(change, {}, change | {"hindered": "yes"})
    assert [row["number"] for row in made["permitted"]] == [1, 2]
    assert [(row["number"], row["note"]) for row in made["hindered"]] == [(1, "chart T-3")]


def test_each_kind_of_sanction_is_a_case_of_its_own() -> None:
    made = rows({
        "court_cases": "2", "persons_cautioned": "3", "persons_fined": "2", "fine_mci": "50",
        "persons_arrested": "1", "arrest_days": "10",
    })["prosecutions"]  # fmt: skip
    assert [(row["case"], row["sanction"], row["persons"]) for row in made] == [
        (1, "caution", 3), (2, "fine", 2), (3, "arrest", 1),
    ]  # fmt: skip
    assert [row["printed"] for row in made] == [
        "3 persons: caution", "2 persons: fine, 50 MCI", "1 persons: arrest, 10 days",
    ]  # fmt: skip


def test_an_organisation_stands_before_the_kind_of_organiser() -> None:
    made = rows({"organiser": "civil_society", "organisation": "a trade union"}, {})
    assert [row["organiser"] for row in made["assemblies"]] == [
        "a trade union",
        "spontaneous assembly by citizens",
    ]
