"""A new year: what it adds, that it adds it once, and which years it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations import newyear, settings
from monitorlib.vocabulary import Vocabulary


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(paths.hand(), tmp_path / "data" / "hand")
    (tmp_path / "data" / "raw" / "report-2017").mkdir(parents=True)
    monkeypatch.setenv("MONITORLIB_ROOT", str(tmp_path))
    return tmp_path


def test_a_year_gets_its_rows_folder_and_settings(project: Path) -> None:
    assert len(newyear.new_year("2018")) == 4
    vocabulary = Vocabulary(paths.hand())
    row = vocabulary.periods.set_index("period").loc["2018"]
    assert row[["months", "start", "end"]].tolist() == ["12", "2018-01", "2018-12"]
    coverage = vocabulary.table("coverage").query("period == '2018'")
    assert coverage["place"].tolist() == vocabulary.towns
    assert set(coverage["monitored"]) == {"unknown"}
    assert (project / "data" / "private" / "charts-2018").is_dir()
    assert settings.read("2018") == settings.Settings()


def test_a_second_time_changes_nothing(project: Path) -> None:
    newyear.new_year("2018")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    newyear.new_year("2018")
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_what_an_editor_decided_stays(project: Path) -> None:
    newyear.new_year("2018")
    path = project / "monitor.toml"
    path.write_text(path.read_text().replace("small_cells = 0", "small_cells = 3"))
    newyear.new_year("2018")
    newyear.new_year("2019")
    assert settings.read("2018").small_cells == 3
    assert settings.read("2019").small_cells == 0


@pytest.mark.parametrize("year", ["2009", "2017", "18", "next", "", "2018-19", "../2018", "20018"])
def test_what_is_no_later_year_is_refused(project: Path, year: str) -> None:
    with pytest.raises(SourceError, match="for example YEAR=2018"):
        newyear.new_year(year)
    assert not (project / "monitor.toml").exists()
