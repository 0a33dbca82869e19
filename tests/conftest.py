"""What several test modules share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import monitorlib as ml
from monitorlib import build, paths
from monitorlib.report_data import Report

COPIED = ("data", "notebooks", "pyproject.toml", "requirements.lock")


@pytest.fixture(scope="session", autouse=True)
def _current_data() -> None:
    build.build()


@pytest.fixture(scope="session")
def report() -> Report:
    """The report of the default year."""
    return ml.load(paths.EDITION)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project that a test may damage."""
    source, copy = paths.root(), tmp_path / "project"
    copy.mkdir()
    for name in COPIED:
        target = source / name
        if target.is_dir():
            shutil.copytree(target, copy / name, ignore=shutil.ignore_patterns(".ipynb*"))
        elif target.exists():
            shutil.copy2(target, copy / name)
    monkeypatch.setenv("MONITORLIB_ROOT", str(copy))
    return copy
