"""Copies of the project that a test may damage."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from monitorlib import paths

COPIED = (
    "CITATION.cff",
    "data",
    "notebooks",
    "pyproject.toml",
    "requirements.lock",
    "monitor.toml",
    "build/data.json",  # what data/processed was made from; else each copy makes it again
)


def copy_project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy what a build reads, and let the package work there until the patch is undone."""
    source, copy = paths.root(), folder / "project"
    for name in COPIED:
        target = source / name
        if target.is_dir():
            shutil.copytree(
                target, copy / name, ignore=shutil.ignore_patterns(".ipynb*", "private")
            )
        elif target.exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target, copy / name)
    monkeypatch.setenv("MONITORLIB_ROOT", str(copy))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1514678400")  # 2017-12-31
    monkeypatch.setenv("MONITORLIB_CHROMIUM", "none")
    return copy
