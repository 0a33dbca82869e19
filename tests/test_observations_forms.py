"""The committed forms and the page are what the specification makes, byte for byte."""

from __future__ import annotations

import shutil

import pytest

from monitorlib import paths
from monitorlib.observations.forms.forms import PAGE, WORKBOOK, XLSFORM, write_forms


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    root = tmp_path_factory.mktemp("project")
    hand = root / "data" / "hand"
    hand.mkdir(parents=True)
    for path in paths.hand().glob("chart-*.csv"):
        shutil.copy(path, hand)
    return root, write_forms(root)


@pytest.mark.parametrize("name", [WORKBOOK, XLSFORM, PAGE])
def test_a_committed_file_is_what_the_specification_makes(made, name):
    root, _ = made
    committed = (paths.root() / name).read_bytes()
    assert committed == (root / name).read_bytes(), f"{name} is old: run `make forms`"


def test_three_files_are_written_and_nothing_else(made):
    root, written = made
    assert written == [root / WORKBOOK, root / XLSFORM, root / PAGE]
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert {name for name in found if not name.startswith("data/hand/")} == {
        WORKBOOK, XLSFORM, PAGE,
    }  # fmt: skip


def test_writing_again_changes_no_byte(made):
    root, written = made
    before = [path.read_bytes() for path in written]
    write_forms(root)
    assert [path.read_bytes() for path in written] == before


def test_files_that_are_committed_stay_small(made):
    _, written = made
    assert sum(path.stat().st_size for path in written) < 1_000_000
