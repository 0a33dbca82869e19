"""Formulas tell values of a field from what is none, as a spreadsheet would work them out."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from answering import Broken, Spreadsheet
from monitorlib import paths
from monitorlib.observations.forms import entries
from monitorlib.observations.forms.acceptance import CHARACTERS, accepted, codes_name
from monitorlib.observations.specification import Specification

CHART = Specification(paths.hand())
NAMES = CHARACTERS | {
    codes_name(name, "ru"): [labels["ru"] for labels in codes.values()]
    for name, codes in CHART.codes.items()
}


def passes(name, entry):
    """Work out whether a cell accepts an entry."""
    sheet = Spreadsheet({"A3": entry}, NAMES, today=43465.0)  # 31 December 2018
    try:
        return all(sheet(one) for one in accepted(CHART.field(name), "$A3", "ru"))
    except Broken:
        return False


@pytest.mark.parametrize(
    ("name", "entry", "expected"),
    [
        ("duration", 0.0, True),
        ("duration", 90.0, True),
        ("duration", 9_999_999.0, True),
        ("duration", 10_000_000.0, False),
        ("duration", -1.0, False),
        ("duration", 1.5, False),
        ("duration", "долго", False),
        ("date", 40178.0, False),  # 31 December 2009
        ("date", 40179.0, True),
        ("date", 43465.0, True),
        ("date", 43466.0, False),  # tomorrow
        ("date", "31.02", False),
        ("start_time", 0.0, True),
        ("start_time", 0.999, True),
        ("start_time", 1.0, False),
        ("city", "Алматы", True),
        ("city", "Алмата", False),
        ("city", "Almaty", False),
        ("city", "*", False),
        ("photo", "Да", True),
        ("photo", "да", True),
        ("photo", "yes", False),
        ("concern", "x" * 300, True),
        ("concern", "x" * 301, False),
        ("participants_reported", "x" * 301, False),
        ("notes", "x" * 301, True),
        ("notified", "СМИ; Листовки", True),
    ],
)
def test_a_cell_accepts_values_of_its_field(name, entry, expected):
    assert passes(name, entry) is expected


SIGNS = st.text(st.sampled_from("ABZaz019-_ ЖА."), max_size=9)


@settings(deadline=None, max_examples=500)
@given(SIGNS | st.from_regex(r"[A-Z]{2,3}[0-9]{2,4}", fullmatch=True))
@example("A" * 32 + "1")
@example("1" * 32)
@example("Aigerim")
@example("Иванова")
@example("ALA07")
@pytest.mark.parametrize("name", ["id", "monitor"])
def test_a_cell_accepts_the_identifiers_that_the_form_accepts(name, entry):
    # Letters of an identifier of a chart may be small: both cases are looked up as capitals.
    wanted = all(re.search(pattern, entry) for pattern in entries.PATTERNS[name])
    assert (not entry) or passes(name, entry) is wanted


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_lists_are_looked_up_by_a_name_of_their_language(language):
    assert accepted(CHART.field("city"), "$I3", language) == [
        f"SUMPRODUCT(--(codes_city_{language}=$I3))>0"
    ]
