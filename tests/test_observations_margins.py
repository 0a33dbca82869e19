"""Printed figures that charts can give: all are listed, as printed, with what they divide."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

from monitorlib import paths
from monitorlib.observations.practice import invented, margins
from monitorlib.observations.practice.plaincounts import COUNTS, Count
from monitorlib.vocabulary import read_text_table

TARGETS = margins.targets()


def facts() -> pd.DataFrame:
    """Give the printed numbers of 2017, corrections apart."""
    table = read_text_table(paths.processed() / "facts.csv")
    stated = table["status"].isin(["stated", "none_recorded"]) & table["correction"].eq("")
    return table[table["period"].eq("2017") & stated]


def test_every_printed_number_of_the_year_is_a_target() -> None:
    def key(line: object, measure: str, place: str, printed: str) -> tuple[str, str, str, str]:
        return str(line), measure, place, printed

    listed = sorted(
        key(one.line, one.count.measure, one.count.place, one.printed)
        for one in TARGETS.values()
        if one.kind != "remark"
    )
    known = facts()[["line", "measure", "place", "printed"]].itertuples(index=False)
    assert listed == sorted(key(*one) for one in known)


def test_categories_are_those_of_the_data_but_for_two_concerns_worded_without_a_name() -> None:
    listed = {
        (one.count.measure, one.count.category) for one in TARGETS.values() if one.kind != "remark"
    }
    known = set(facts()[["measure", "category"]].itertuples(index=False, name=None))
    assert {name for _, name in listed - known} == {
        "protest against the court's having found a judge not guilty",
        "protest against the arrest of a film director",
    }
    assert len(known - listed) == 2


def test_numbers_stand_at_their_lines_in_the_order_of_the_source() -> None:
    lines = [one.line for one in TARGETS.values()]
    assert lines == sorted(lines)
    assert len(TARGETS) == 320
    assert {one.kind for one in TARGETS.values()} == set(margins.KINDS)


def test_what_is_not_kept_names_a_proof_and_what_is_kept_none() -> None:
    proofs = read_text_table(paths.hand() / "invented-contradictions.csv")
    named = proofs[proofs["figure"].ne("")]
    assert {one.id: one.proof for one in TARGETS.values() if not one.kept} == dict(
        zip(named["figure"], named["contradiction"], strict=True)
    )
    assert all(one.proof == "" for one in TARGETS.values() if one.kept)
    assert all(named["says"].ne(""))


@pytest.mark.parametrize(
    ("name", "top", "bottom", "scale"),
    [
        (
            "t1:uralsk:assembly_share",
            Count("assemblies", "Uralsk", ""),
            Count("assemblies", "Kazakhstan", ""),
            100,
        ),
        (
            "t11:astana:law_abidance",
            Count("permitted", "Astana", ""),
            Count("assemblies", "Astana", ""),
            100,
        ),
        (
            "t14:semey:police_control",
            Count("police_officers", "Semey", "all"),
            Count("participants", "Semey", "all"),
            1,
        ),
        (
            "t18:total:mean_participants",
            Count("participants", "Kazakhstan", "all"),
            Count("assemblies", "Kazakhstan", ""),
            1,
        ),
        (
            "l572:mean_participants:excluding_permitted",
            Count("participants", "Kazakhstan", "excluding_permitted"),
            Count("unpermitted", "Kazakhstan", ""),
            1,
        ),
        (
            "t3:astana:protest_activity",
            Count("assemblies", "Astana", ""),
            Count("months", "Astana", ""),
            1,
        ),
        ("t16:astana:detention_events", Count("detention_events", "Astana", ""), None, 1),
        (
            "l492:officers_per_assembly",
            Count("police_officers", "Kazakhstan", ""),
            Count("assemblies", "Kazakhstan", ""),
            1,
        ),
    ],
)
def test_a_quotient_divides_what_the_source_divides(
    name: str, top: Count, bottom: Count | None, scale: int
) -> None:
    assert (TARGETS[name].top, TARGETS[name].bottom, TARGETS[name].scale) == (top, bottom, scale)


@pytest.mark.parametrize(
    ("name", "value", "slack"),
    [
        ("t1:uralsk:assembly_share", Fraction("5.5"), Fraction(1, 20)),
        ("t3:astana:protest_activity", Fraction("0.75"), Fraction(1, 200)),
        ("t3:pavlodar:protest_activity", Fraction(0), Fraction(0)),
        ("t14:total:participants", Fraction(1697), Fraction(0)),
        ("l476:presence_share:prosecutor", Fraction(50), Fraction(5)),
        ("l555:fine_mci", Fraction(50), Fraction(0)),
    ],
    ids=["one digit", "two digits", "a dash", "a count", "almost half", "an amount"],
)
def test_a_printed_number_is_as_exact_as_its_digits(
    name: str, value: Fraction, slack: Fraction
) -> None:
    assert (TARGETS[name].value, TARGETS[name].slack) == (value, slack)


def test_every_measure_can_be_counted() -> None:
    parts = [one for target in TARGETS.values() for one in (target.top, target.bottom) if one]
    assert {one.measure for one in parts} <= set(COUNTS)


def test_nothing_to_divide_by_gives_no_number() -> None:
    charts = invented.charts()
    there = TARGETS["t14:semey:police_control"]
    assert margins.obtained(charts, there) == pytest.approx(23 / 14)
    elsewhere = charts[charts["city"].ne("Semey")]
    assert pd.isna(margins.obtained(elsewhere, there))


def test_the_report_says_of_each_figure_what_charts_give_and_why_it_is_not_kept() -> None:
    table = margins.report(invented.charts()).set_index("id")
    assert list(table.index) == list(TARGETS)
    kept = table["kept"]
    assert set(table.loc[kept, "agreement"]) == {"reproduced"}
    assert set(table.loc[kept, "proof"]) == {""}
    assert (table.loc[~kept, "proof"].str.len() > 20).all()
    police = table.loc["t13:assemblies_attended:police"]
    assert (police["printed"], police["agreement"]) == ("41", "contradicted")
    assert police["proof"] == "The police cannot have been present at 41 of 36 assemblies"
    assert table.loc["t1:uralsk:assembly_share", "agreement"] == "rounding"
    assert set(table.loc[~kept, "agreement"]) == {"rounding", "contradicted"}
