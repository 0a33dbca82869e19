"""Folders are found from the package, and no machine shows through in a message."""

from __future__ import annotations

import re

import pytest

from monitorlib import paths
from monitorlib.errors import SourceError

FOLDERS = {
    "raw": "data/raw/report-2017",
    "hand": "data/hand",
    "processed": "data/processed",
    "notebooks": "notebooks",
}


@pytest.fixture
def empty_root(tmp_path, monkeypatch):
    """A project of empty folders in a temporary one."""
    (tmp_path / "data" / "hand").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "report-2017").mkdir(parents=True)
    monkeypatch.setenv("MONITORLIB_ROOT", str(tmp_path))
    return tmp_path.resolve()


@pytest.mark.parametrize("named", [None, ""], ids=["unset", "blank"])
def test_the_root_does_not_depend_on_the_working_directory(named, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MONITORLIB_ROOT", raising=False)
    if named is not None:
        monkeypatch.setenv("MONITORLIB_ROOT", named)
    assert paths.root().is_absolute()
    assert (paths.root() / "pyproject.toml").is_file()
    assert (paths.root() / "data" / "hand" / "periods.csv").is_file()


def test_the_environment_may_name_another_root(empty_root):
    assert paths.root() == empty_root


def test_a_root_named_from_the_working_directory_is_made_absolute(empty_root, monkeypatch):
    monkeypatch.chdir(empty_root / "data")
    monkeypatch.setenv("MONITORLIB_ROOT", "..")
    assert str(paths.root()) == str(empty_root)


@pytest.mark.parametrize(("name", "below"), FOLDERS.items(), ids=FOLDERS)
def test_each_folder_has_one_name_below_the_root(name, below, empty_root):
    assert getattr(paths, name)() == empty_root / below


@pytest.mark.parametrize("name", FOLDERS)
def test_each_folder_is_there_in_the_project_itself(name, monkeypatch):
    monkeypatch.delenv("MONITORLIB_ROOT", raising=False)
    assert getattr(paths, name)().is_dir()


def test_the_edition_is_the_period_in_the_name_of_its_folder():
    assert paths.edition() == "2017"


@pytest.mark.parametrize("others", [["2016"], ["2010", "2012-13"], ["2016", "draft.txt"]], ids=str)
def test_of_several_editions_the_latest_is_meant_and_a_file_is_none(others, empty_root):
    raw = empty_root / "data" / "raw"
    for name in others:
        if name.endswith(".txt"):
            (raw / f"report-{name}").write_text("")
        else:
            (raw / f"report-{name}").mkdir()
    assert paths.edition() == "2017"
    (raw / "report-2018").mkdir()
    assert paths.edition() == "2018"
    assert paths.raw() == raw / "report-2018"


@pytest.mark.parametrize("ask", [paths.edition, paths.raw])
def test_a_project_without_an_edition_says_so(ask, empty_root):
    (empty_root / "data" / "raw" / "report-2017").rmdir()
    said = "expected a folder data/raw/report-YYYY; found none; at data/raw; restore it from git"
    with pytest.raises(SourceError, match=f"^{re.escape(said)}$"):
        ask()


def test_a_named_root_without_data_is_refused_and_not_searched_above(empty_root, monkeypatch):
    wrong = empty_root / "data"  # its parent is a project
    monkeypatch.setenv("MONITORLIB_ROOT", str(wrong))
    said = (
        f"expected a project folder with data/hand in it; found none; at {wrong}; install the "
        "package with `pip install -e .` from the project, or set MONITORLIB_ROOT"
    )
    with pytest.raises(SourceError, match=re.escape(said)):
        paths.root()


def test_a_package_outside_any_project_says_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.delenv("MONITORLIB_ROOT", raising=False)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "site" / "paths.py"))
    where = re.escape(str((tmp_path / "site").resolve()))
    with pytest.raises(SourceError, match=rf"found none; at {where}; install the package"):
        paths.root()


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        (("data", "hand", "periods.csv"), "data/hand/periods.csv"),
        (("data", "..", "README.md"), "README.md"),
        (("..", "elsewhere", "notes.csv"), "notes.csv"),
    ],
    ids=["below the root", "with a step back", "outside the project"],
)
def test_a_path_is_written_from_the_project_or_by_its_bare_name(parts, written, empty_root):
    assert paths.inside(empty_root.joinpath(*parts)) == written
