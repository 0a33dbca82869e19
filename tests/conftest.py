"""What several test modules share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import monitorlib as ml
from books import write_notebook
from monitorlib import build, paths
from monitorlib.report_data import Report

COPIED = (
    "CITATION.cff",
    "data",
    "notebooks",
    "pyproject.toml",
    "requirements.lock",
    "monitor.toml",
)


@pytest.fixture(scope="session", autouse=True)
def _current_data() -> None:
    build.build()


@pytest.fixture(scope="session")
def report() -> Report:
    """The report of the default year."""
    return ml.load(paths.edition())


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project that a test may damage."""
    source, copy = paths.root(), tmp_path / "project"
    copy.mkdir()
    for name in COPIED:
        target = source / name
        if target.is_dir():
            shutil.copytree(
                target, copy / name, ignore=shutil.ignore_patterns(".ipynb*", "private")
            )
        elif target.exists():
            shutil.copy2(target, copy / name)
    monkeypatch.setenv("MONITORLIB_ROOT", str(copy))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1514678400")  # 2017-12-31
    monkeypatch.setenv("MONITORLIB_CHROMIUM", "none")
    return copy


@pytest.fixture
def small(project: Path) -> Path:
    """A copy of the project with two quick sections in place of its own."""
    for path in (project / "notebooks").glob("*.ipynb"):
        path.unlink()
    write_notebook(project / "notebooks", "00-first", "YEAR", title="First")
    write_notebook(project / "notebooks", "01-second", "6 * 7", title="Second")
    return project
