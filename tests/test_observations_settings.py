"""Settings of a year: defaults, and every mistake named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitorlib.errors import SourceError
from monitorlib.observations import settings


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data" / "hand").mkdir(parents=True)
    monkeypatch.setenv("MONITORLIB_ROOT", str(tmp_path))
    return tmp_path


def test_a_project_without_the_file_has_defaults(project: Path) -> None:
    assert settings.read("2018") == settings.Settings()
    assert settings.settings_file() == project / "monitor.toml"


def test_each_year_has_its_own(project: Path) -> None:
    (project / "monitor.toml").write_text('[charts.2018]\nfile = "a.csv"\nsmall_cells = 3\n')
    assert settings.read("2018").small_cells == 3
    assert settings.read("2019").small_cells == 0


def test_all_mistakes_are_named(project: Path) -> None:
    (project / "monitor.toml").write_text('[charts.2018]\nfiel = "a"\nsmall_cells = "three"\n')
    with pytest.raises(SourceError) as error:
        settings.read("2018")
    assert "no setting is called 'fiel'" in str(error.value)
    assert "small_cells is 'three', expected a whole number" in str(error.value)
    assert "crowd_rule" in str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[charts.2018]\nsmall_cells = -1\n", "expected 0 to 1000"),
        ("[charts.2018]\napproved_only = 1\n", "expected true or false"),
        ("[charts.2018]\nsmall_cells = 99999999999\n", "expected 0 to 1000"),
        ("[chart.2018]\nsmall_cells = 3\n", "no table is called 'chart'"),
        ("small_cells = 3\n", "no table is called 'small_cells'"),
        ("[charts.2018\n", "a file in TOML"),
        ("[charts]\n2018 = 3\n", "expected a table"),
    ],
)
def test_each_kind_of_mistake(project: Path, text: str, words: str) -> None:
    (project / "monitor.toml").write_text(text)
    with pytest.raises(SourceError, match=words):
        settings.read("2018")
