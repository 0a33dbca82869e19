"""What several test modules share."""

from __future__ import annotations

from pathlib import Path

import pytest

import monitorlib as ml
from books import write_notebook
from monitorlib import paths
from monitorlib.processing import build
from monitorlib.report_data import Report
from projects import copy_project


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
    return copy_project(tmp_path, monkeypatch)


@pytest.fixture
def small(project: Path) -> Path:
    """A copy of the project with two quick sections in place of its own."""
    for path in (project / "notebooks").glob("*.ipynb"):
        path.unlink()
    write_notebook(project / "notebooks", "00-first", "YEAR", title="First")
    write_notebook(project / "notebooks", "01-second", "6 * 7", title="Second")
    return project
