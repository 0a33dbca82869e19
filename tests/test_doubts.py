"""A number is not shown without the contradiction that it rests on."""

from __future__ import annotations

import pytest

import monitorlib as ml
from monitorlib.audit.doubts import doubts


@pytest.mark.parametrize(
    ("measure", "category", "period", "ids"),
    [
        # Table 11, line 435: 5 and 31 over rows that make 6 and 30
        ("law_abidance", "", "2017", ["t11-total-permitted-assemblies-total"]),
        ("prosecution_share", "", "2017", ["t11-total-unpermitted-assemblies-total"]),
        # Table 2, line 118: 52 over rows that make 47; 162 over 153; 36 is right
        ("protest_activity", "", "2016", ["t2-total-2016-total"]),
        ("protest_activity", "", "2011-12", ["t2-total-2011-2012-total"]),
        ("protest_activity", "", "2017", []),
        ("assemblies", "", "2016", ["t2-total-2016-total"]),
        # Table 14, line 508: 104 officers, the towns have 134
        ("police_control", "all", "2017", ["t14-total-number-of-police-officers-total"]),
        # line 596: 24 minutes against 41.4
        ("mean_duration", "", "2017", ["L596a"]),
        ("participants", "all", "2017", []),
        # Table 12, line 447: 9.6% is stated, not divided by us; Table 19: 1385 / 34 of three towns
        ("law_abidance", "", "2016", []),
        ("mean_duration", "", "2016", []),
        # 52 assemblies were printed for 2016, but no detentions: there is no share
        ("detention_share", "", "2016", []),
    ],
)
def test_a_number_names_the_contradictions_behind_it(
    measure: str, category: str, period: str, ids: list[str]
) -> None:
    assert [doubt.id for doubt in doubts(ml.load(2017), measure, category, period)] == ids


def test_a_doubt_says_what_is_printed_and_what_the_rows_make() -> None:
    found = doubts(ml.load(2017), "prosecution_share")
    assert [doubt.text for doubt in found] == [
        "Rests on the 31 printed for 2017; the rows of Table 11 add up to 30."
    ]
    (printed,) = doubts(ml.load(2017), "mean_participants", "all")
    assert printed.text == "The source prints 133 for 2017; its counts give 47.1."
