"""The command line and the Makefile, as a person types them."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from monitorlib import paths
from monitorlib.__main__ import main

ROOT = paths.root()


def make(*words: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run make with this very environment active, unless told otherwise."""
    known = {**os.environ, "VIRTUAL_ENV": sys.prefix, **environment}
    return subprocess.run(
        ["make", "--no-print-directory", *words],
        cwd=folder, env=known, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_make_alone_prints_help() -> None:
    done = make()
    assert done.returncode == 0
    for target in ("report", "test", "lab", "data", "baseline", "bench", "lint", "clean"):
        assert f"  {target} " in done.stdout


def test_a_misspelt_target_is_answered_with_those_there_are() -> None:
    done = make("repport")
    assert done.returncode != 0
    assert done.stderr.startswith("error: there is no target repport; these there are:")
    assert "  report " in done.stderr


@pytest.mark.parametrize("year", ["1999", "abc", "../etc", "", "2017; ls", "$(ls)", "'"])
def test_make_passes_a_bad_year_on_as_text(year: str) -> None:
    done = make("report", f"YEAR={year.replace('$', '$$')}")
    assert done.returncode != 0
    first = done.stderr.splitlines()[0]
    assert first.startswith("error: expected a period of: 2010, 2011-12, 2012-13, 2014, 2015")
    assert repr(year) in first
    assert "Traceback" not in done.stderr
    assert "pyproject.toml" not in done.stdout, "nothing of the year was run by the shell"


def test_the_command_line_gives_one_line_and_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--year", "1999"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("error: expected a period of:")
    assert told.count("\n") == 1


@pytest.mark.parametrize("command", ["report", "audit", "check-pages"])
@pytest.mark.parametrize("text", ["maybe", "2", "Yes", "off", "1 0", "$(ls)", "'"])
def test_make_refuses_a_switch_that_is_neither_yes_nor_no(command: str, text: str) -> None:
    done = make(command, f"AS_PRINTED={text.replace('$', '$$')}")
    assert done.returncode != 0
    first, *rest = done.stderr.splitlines()
    assert first == (
        "error: expected 1, yes or true to leave corrections out, or 0, no, false or nothing to "
        f"keep them; found {text!r}; at AS_PRINTED; for example AS_PRINTED=1"
    )
    assert len(rest) == 1, "make says that its target failed, and nothing else is said"
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("said", "folder"),
    [
        *((text, "2014-as-printed") for text in ("=1", "=yes", "=true", "")),
        *((text, "2014") for text in ("=", "=0", "=no", "=false")),
    ],
)
def test_a_switch_is_understood_either_way(
    project: Path, capsys: pytest.CaptureFixture[str], said: str, folder: str
) -> None:
    assert main(["check-pages", "--year", "2014", f"--as-printed{said}"]) == 1
    told = capsys.readouterr().err
    again = " AS_PRINTED=yes" if folder != "2014" else ""
    assert f"; at report/{folder}; run `make report YEAR=2014{again}`" in told


@pytest.mark.parametrize("text", [" ", "yes ", "TRUE"])
def test_the_command_line_refuses_a_switch_in_one_line(
    capsys: pytest.CaptureFixture[str], text: str
) -> None:
    assert main(["audit", f"--as-printed={text}"]) == 1
    told = capsys.readouterr().err
    assert f"; found {text!r}; at AS_PRINTED; " in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(("said", "folder"), [("yes", "2014-as-printed"), ("no", "2014")])
def test_make_hands_the_switch_on(project: Path, said: str, folder: str) -> None:
    done = make("audit", "YEAR=2014", f"AS_PRINTED={said}", MONITORLIB_ROOT=str(project))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (project / "report").iterdir()] == [folder]


def test_data_says_whether_anything_was_made(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "build" / "data.json").unlink()
    assert main(["data"]) == 0
    assert main(["data"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "data/processed: made again",
        "data/processed: up to date",
    ]


def test_check_pages_fails_where_there_is_no_report(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check-pages", "--year", "2014"]) == 1
    told = capsys.readouterr().err
    assert "expected a report; found none; at report/2014; run `make report YEAR=2014`" in told


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with nothing but what sets up the environment."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    return tmp_path


def fake_python(folder: Path, script: str) -> Path:
    """A PATH with the usual tools and a python3 that does as told."""
    tools = folder / "bin"
    tools.mkdir()
    for name in ("sh", "rm", "touch", "make", "awk", "dirname"):
        (tools / name).symlink_to(str(shutil.which(name)))
    if script:
        path = tools / "python3"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return tools


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("", "Python 3.11 or newer is needed, but there is no python3 on the PATH; install one"),
        (
            'case "$2" in *print*) echo 3.9.2;; *) exit 1;; esac',
            "Python 3.11 or newer is needed, but {} is Python 3.9.2; install one",
        ),
        (
            'case "$2" in *print*) echo 3.12.1;; *venv*) exit 1;; esac',
            "Python's venv module is missing from {}; install it, for example: apt-get install",
        ),
    ],
    ids=["no python", "too old", "no venv"],
)
def test_a_missing_python_is_one_line_that_says_what_to_install(
    bare: Path, script: str, told: str
) -> None:
    tools = fake_python(bare, script)
    done = make("report", folder=bare, VIRTUAL_ENV="", CONDA_PREFIX="", PATH=str(tools))
    errors = [line for line in done.stderr.splitlines() if line.startswith("error:")]
    assert done.returncode != 0
    assert len(errors) == 1
    assert told.format(tools / "python3") in errors[0]
    assert not (bare / ".venv").exists()


def test_an_active_environment_that_lacks_something_is_said(bare: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", bare / "empty"], check=True, timeout=60
    )
    done = make("report", folder=bare, VIRTUAL_ENV=str(bare / "empty"), CONDA_PREFIX="")
    assert done.returncode != 0
    first = done.stderr.splitlines()[0]
    assert (
        f"the active environment {bare / 'empty'} lacks monitorlib, babel, ipykernel and" in first
    )
    assert "make setup" in first
    assert not (bare / ".venv").exists()


@pytest.mark.parametrize("jobs", ["x", "-1", "1.5"])
def test_jobs_that_are_no_number_are_refused_in_one_line(
    jobs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", f"--jobs={jobs}"]) == 1
    assert capsys.readouterr().err == (
        f"error: expected 0 or more jobs at once; found {jobs!r}; at JOBS; "
        "leave it out for one a processor\n"
    )


def test_invented_charts_never_replace_an_offices_own(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new-year", "--year", "2018"]) == 0
    path = project / "data" / "private" / "charts-2018" / "charts.csv"
    path.write_text("id,source\nA1,monitor\n", encoding="utf-8")
    assert main(["example", "--year", "2018"]) == 1
    assert "move them away first" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "id,source\nA1,monitor\n"
    path.unlink()
    assert main(["example", "--year", "2018"]) == 0
    assert main(["example", "--year", "2018"]) == 0


def test_no_charts_are_invented_for_a_printed_edition(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["example", "--year", "2017"]) == 1
    assert "expected a year after 2017; found '2017'" in capsys.readouterr().err


def test_a_blank_epoch_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert main(["audit", "--summary"]) == 0
    assert "SOURCE_DATE_EPOCH" not in os.environ
