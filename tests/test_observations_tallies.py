"""What is counted: the rows of `tabulation.csv`, and those that cannot be carried out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from monitorlib import paths
from monitorlib.errors import SourceError, UnknownNameError
from monitorlib.observations.specification import Specification
from monitorlib.observations.tabulation.tallies import CODED, read_tallies
from monitorlib.vocabulary import Vocabulary, records

VOCABULARY = Vocabulary(paths.hand())
SPECIFICATION = Specification(paths.hand())
HEADER = "measure,category,how,field,condition,of,places,unknown_as,note\n"


def with_rows(folder: Path, *lines: str) -> tuple[Vocabulary, Specification]:
    """Hand-made tables whose `tabulation.csv` has these rows."""
    shutil.copytree(paths.hand(), folder / "hand")
    (folder / "hand" / "tabulation.csv").write_text(HEADER + "\n".join(lines) + "\n")
    return Vocabulary(folder / "hand"), Specification(folder / "hand")


def test_a_star_stands_for_every_code_of_the_field() -> None:
    forms = [
        tally
        for tally in read_tallies(VOCABULARY, SPECIFICATION)
        if tally.measure == "assemblies_by_form"
    ]
    assert [tally.category for tally in forms] == list(SPECIFICATION.codes_of("form"))
    assert {tally.condition.text for tally in forms if tally.condition} == {
        f"form == '{code}'" for code in SPECIFICATION.codes_of("form")
    }


def test_every_counted_measure_is_tabulated_and_nothing_else() -> None:
    counted = {row["measure"] for row in VOCABULARY.measure.values() if not row["function"]}
    assert {tally.measure for tally in read_tallies(VOCABULARY, SPECIFICATION)} == counted


def test_categories_are_those_that_the_report_knows() -> None:
    known = {(row["dimension"], row["category"]) for row in records(VOCABULARY.categories)} | {
        ("", "")
    }
    for tally in read_tallies(VOCABULARY, SPECIFICATION):
        dimension = VOCABULARY.measure[tally.measure]["dimension"]
        if dimension != "issue":
            assert (dimension, tally.category) in known, tally


def test_no_private_field_is_counted() -> None:
    for tally in read_tallies(VOCABULARY, SPECIFICATION):
        assert set(tally.every_field) <= set(SPECIFICATION.public)


def test_every_row_says_why() -> None:
    assert all(row["note"] for row in records(VOCABULARY.table("tabulation")))


def test_restrictions_are_by_codes() -> None:
    for tally in read_tallies(VOCABULARY, SPECIFICATION):
        for condition in tally.restrictions:
            assert {SPECIFICATION.field(name).type for name in condition.fields} <= CODED


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("assemblies,,tally,,,,towns,,", "expected count or sum or each; found 'tally'"),
        ("assemblies,,count,,,,city,,", "expected towns or whole; found 'city'"),
        ("participants,all,sum,city,,,whole,,", "a sum of what is no number"),
        ("participants,all,sum,,,,whole,,", "a sum of what is no number"),
        ("hindered,,count,hindered,,,whole,,", "a field without a condition, or the reverse"),
        ("hindered,,count,,hindered == 'yes',,whole,,", "a field without a condition, or the"),
        ("hindered,,count,permit,hindered == 'yes',,whole,,", "does not ask its field"),
        (
            "participants,all,sum,participants_best,participants_best >= 1,,whole,,",
            "a condition where nothing is counted",
        ),
        ("assemblies_by_issue,,each,form,,,whole,,", "no text to count"),
        ("assemblies_by_issue,,each,concern,,,towns,,", "single texts by town"),
        (
            "participants,all,sum,participants_best,,persons_detained >= 1,whole,,",
            "a restriction by what is no code",
        ),
        ("hindered,,count,hindered,hindered != '',,whole,,", "a condition that asks for a blank"),
        ("duration_total,*,sum,duration,,,whole,,", "expected a field with codes; found 'dura"),
        (
            "assemblies_by_form,*,count,form,form == '*',,whole,other,",
            "expected 'other' to be a category of assemblies_by_form; found no such row",
        ),
        ("hindered,,count,hindered,hindered = 'yes',,whole,,", "expected a condition such as"),
    ],
)
def test_a_row_that_cannot_be_carried_out_is_refused(
    row: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceError) as caught:
        read_tallies(*with_rows(tmp_path, row))
    assert message in str(caught.value)


def test_the_message_names_the_line(tmp_path: Path) -> None:
    rows = ("assemblies,,count,,,,towns,,", "assemblies,,tally,,,,towns,,")
    with pytest.raises(SourceError, match=r"tabulation\.csv, line 3"):
        read_tallies(*with_rows(tmp_path, *rows))


def test_a_count_that_stands_twice_is_refused(tmp_path: Path) -> None:
    rows = ("permitted,,count,permit,permit == 'permitted',,towns,,",) * 2
    with pytest.raises(SourceError, match="expected each count once; found 'permitted '"):
        read_tallies(*with_rows(tmp_path, *rows))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("asemblies,,count,,,,towns,,", "did you mean assemblies"),
        ("duration_total,,sum,duratoin,,,towns,,", "did you mean duration"),
        ("assemblies_by_form,*,count,from,from == '*',,whole,,", "found 'from'"),
    ],
)
def test_a_name_that_nobody_knows_is_refused(row: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match=message):
        read_tallies(*with_rows(tmp_path, row))
