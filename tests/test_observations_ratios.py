"""Which counts an index divides, over which charts."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations.specification import Specification
from monitorlib.observations.tabulation.ratios import Ratio, read_ratios
from monitorlib.observations.tabulation.tallies import read_tallies
from monitorlib.vocabulary import Vocabulary
from test_observations_tallies import with_rows


def ratios(vocabulary: Vocabulary, specification: Specification) -> dict[tuple[str, str], Ratio]:
    tallies = read_tallies(vocabulary, specification)
    found = read_ratios(vocabulary, specification, tallies)
    return {(ratio.measure, ratio.category): ratio for ratio in found}


@pytest.fixture(scope="module")
def known() -> dict[tuple[str, str], Ratio]:
    return ratios(Vocabulary(paths.hand()), Specification(paths.hand()))


def test_every_index_but_the_one_by_months_is_there(
    known: dict[tuple[str, str], Ratio],
) -> None:
    derived = {r["measure"] for r in Vocabulary(paths.hand()).measure.values() if r["function"]}
    assert {measure for measure, _ in known} == derived - {"protest_activity"}


def test_presence_is_about_unpermitted_assemblies(known: dict[tuple[str, str], Ratio]) -> None:
    ratio = known["presence_share", "police"]
    assert {condition.text for condition in ratio.scope} == {"permit != 'permitted'"}
    assert not ratio.towns


def test_police_control_divides_scope_by_scope(known: dict[tuple[str, str], Ratio]) -> None:
    for scope in ("all", "excluding_permitted"):
        bottom = known["police_control", scope].bottom
        assert bottom is not None
        assert (bottom.measure, bottom.category) == ("participants", scope)
    assert known["police_control", "all"].towns
    assert not known["police_control", "excluding_permitted"].towns


def test_a_mean_without_permitted_assemblies_has_the_charts_it_is_about_below(
    known: dict[tuple[str, str], Ratio],
) -> None:
    assert known["mean_participants", "excluding_permitted"].bottom is None
    assert known["mean_participants", "all"].bottom is not None


def test_only_the_share_of_a_town_is_divided_by_the_whole_country(
    known: dict[tuple[str, str], Ratio],
) -> None:
    assert {measure for (measure, _), ratio in known.items() if ratio.whole} == {"assembly_share"}


ASSEMBLIES = "assemblies,,count,,,,towns,,"


def edited(folder: Path, old: str, new: str) -> tuple[Vocabulary, Specification]:
    """The hand-made tables with one change in `measures.csv`."""
    text = (paths.hand() / "tabulation.csv").read_text(encoding="utf-8")
    made = with_rows(folder, *text.splitlines()[1:])
    path = made[0].folder / "measures.csv"
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8")
    return made


def test_an_index_of_what_is_not_counted_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"found not counted; at .*measure 'concern_share'"):
        ratios(*with_rows(tmp_path, ASSEMBLIES))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("law_abidance,permitted,assemblies,", "law_abidance,permitted,duration_total,",
         "found a count divided by a sum"),
        ("law_abidance,permitted,assemblies,", "law_abidance,permitted,assemblies_by_form,",
         "expected assemblies_by_form; found not counted"),
        ("law_abidance,permitted,assemblies,", "law_abidance,permitted,detention_events,",
         "found about persons_detained"),
    ],
)  # fmt: skip
def test_what_cannot_be_divided_chart_by_chart_is_refused(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match=message):
        ratios(*edited(tmp_path, old, new))
