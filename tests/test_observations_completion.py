"""What a chart implies, and fields filled in that it does not ask for."""

from __future__ import annotations

import pandas as pd
import pytest

from charts import SPECIFICATION, typed
from monitorlib.observations.completion import completed, irrelevant


def test_no_police_means_no_officers_and_no_caution() -> None:
    made = completed(typed({"police_present": "no", "police_officers": ""}), SPECIFICATION)
    assert made["police_officers"].iloc[0] == 0
    assert made["police_cautioned"].iloc[0] == "no"


@pytest.mark.parametrize("present", ["yes", "unknown", ""])
def test_present_or_unknown_police_leave_the_officers_unknown(present: str) -> None:
    made = completed(typed({"police_present": present, "police_officers": ""}), SPECIFICATION)
    assert made["police_officers"].iloc[0] is pd.NA
    assert made["police_cautioned"].iloc[0] == ""


def test_no_case_in_court_means_no_sanction_one_after_the_other() -> None:
    made = completed(typed({"court_cases": "0"}), SPECIFICATION)
    assert made[["persons_cautioned", "persons_fined", "persons_arrested"]].iloc[0].tolist() == [
        0, 0, 0,
    ]  # fmt: skip
    assert made["fine_mci"].iloc[0] is pd.NA


def test_what_is_given_is_never_overwritten() -> None:
    made = completed(typed({"police_present": "no", "police_officers": "3"}), SPECIFICATION)
    assert made["police_officers"].iloc[0] == 3


@pytest.mark.parametrize(
    ("change", "field", "severity"),
    [
        ({"permit": "permitted"}, "reason_not_requested", "error"),
        ({"denial_reason": "late"}, "denial_reason", "error"),
        ({"police_present": "no"}, "police_officers", "error"),
        ({"persons_detained": "0", "detained_before": "1"}, "detained_before", "error"),
        ({"organisation": "a union"}, "organisation", "warning"),
    ],
)
def test_fields_that_are_not_asked_for(change: dict[str, str], field: str, severity: str) -> None:
    found = irrelevant(typed(change), {}, SPECIFICATION)
    assert [(one.column, one.severity) for one in found] == [(field, severity)]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"permit": "unknown"},
        {"police_present": "no", "police_officers": "0"},
        {"persons_detained": "0", "detained_before": "0"},
        {"permit": "permitted", "reason_not_requested": "unknown"},
    ],
)
def test_what_is_asked_for_or_says_the_same_passes(change: dict[str, str]) -> None:
    assert irrelevant(typed(change), {}, SPECIFICATION) == []


def test_what_a_format_cannot_state_stays_unknown() -> None:
    made = completed(typed({"persons_detained": "0"}), SPECIFICATION, ["released_explained"])
    assert made["released_explained"].iloc[0] is pd.NA
    assert made["detained_before"].iloc[0] == 0
