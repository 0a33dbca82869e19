"""The audit's files and the committed verdicts: what moved is named, what is written is whole."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

import monitorlib as ml
from monitorlib import paths
from monitorlib.__main__ import main
from monitorlib.audit import audit, verdicts
from monitorlib.report_data import Report

COLUMNS = [
    "id", "kind", "location", "line", "printed", "computed", "unit", "verdict", "formula", "why",
    "inherits",
]  # fmt: skip
LINE = re.compile(
    r"\d+ stated numbers and comparisons checked: \d+ reproduced, \d+ rounding, "
    r"\d+ contradicted, \d+ not derivable\."
)


def change(name: str, verdict: str) -> None:
    """Give one check another committed verdict."""
    path = verdicts.committed()
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"{name},"))
    path.write_text(text.replace(line, f"{name},{verdict},{verdict}"), encoding="utf-8")


def test_the_readme_states_the_verdicts_as_the_command_prints_them(report: Report) -> None:
    lines = LINE.findall((paths.root() / "README.md").read_text(encoding="utf-8"))
    assert lines == [audit.summary(report.rows("audit"))]


@pytest.mark.parametrize("as_printed", [False, True], ids=["corrected", "as printed"])
def test_the_committed_verdicts_are_those_of_today(as_printed: bool) -> None:
    assert verdicts.differences(as_printed) == []


def test_the_files_hold_the_same_rows_in_the_promised_columns(
    report: Report, tmp_path: Path
) -> None:
    verdicts.write(report, tmp_path)
    with (tmp_path / "audit.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    listed = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))
    assert list(rows[0]) == COLUMNS == list(listed[0])
    assert [row["id"] for row in rows] == [row["id"] for row in listed]
    assert len(rows) == len(report.rows("audit"))
    by_id = {row["id"]: row for row in listed}
    assert by_id["t14-total-number-of-police-officers-total"]["computed"] == "134"  # 41+49+19+2+23
    assert isinstance(by_id["L363c"]["line"], int)


def test_a_cell_that_begins_like_a_formula_is_kept_from_being_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = ml.load(2017)
    rows = report.rows("audit")
    rows.loc[rows.index[0], "printed"] = "=HYPERLINK(1)"
    assert "=HYPERLINK(1)" not in {*report.rows("audit")["printed"]}, "a reader's change stays his"
    monkeypatch.setattr(report, "rows", lambda _: rows)
    verdicts.write(report, tmp_path)
    assert "'=HYPERLINK(1)" in (tmp_path / "audit.csv").read_text(encoding="utf-8")


def test_a_report_on_an_earlier_period_holds_only_what_was_known_then(tmp_path: Path) -> None:
    verdicts.write(ml.load(2014), tmp_path)
    listed = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))
    assert not [row["id"] for row in listed if row["id"].endswith(("2015", "2016", "2017"))]
    assert "t2-astana-2014" in {row["id"] for row in listed}


@pytest.mark.parametrize(
    ("name", "verdict", "told"),
    [
        ("L94a", "contradicted", "L94a: contradicted → reproduced: 36 peaceful assemblies"),
        ("t14-total-number-of-police-officers-total", "reproduced", "reproduced → contradicted"),
        ("t14-total-police-control-index", "", "not there → reproduced: 0.06"),
    ],
    ids=["got better", "got worse", "is new"],
)
def test_a_verdict_that_is_not_the_committed_one_is_named(
    project: Path, capsys: pytest.CaptureFixture[str], name: str, verdict: str, told: str
) -> None:
    change(name, verdict)
    assert main(["audit", "--year", "2017"]) == 1
    found = capsys.readouterr().err
    assert "expected the verdicts of data/hand/verdicts.csv; found 1 others" in found
    assert told in found


def test_a_check_that_went_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with verdicts.committed().open("a", encoding="utf-8") as file:
        file.write("t99-gone,reproduced,reproduced\n")
    assert main(["audit"]) == 1
    assert "t99-gone: reproduced → not there" in capsys.readouterr().err


def test_accepting_makes_the_audit_pass_again(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = verdicts.committed().read_text(encoding="utf-8")
    change("L94a", "contradicted")
    assert main(["audit", "--accept", "--summary"]) == 0
    assert LINE.fullmatch(capsys.readouterr().out.strip())
    assert verdicts.committed().read_text(encoding="utf-8") == before


def test_the_audit_prints_summary_and_gravest_and_leaves_its_files(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "--year", "2017", "--as-printed"]) == 0
    told = capsys.readouterr().out
    assert LINE.match(told)
    assert "cross-table" in told
    assert "t11-total-law-abidance-index (line 435): 100%" in told
    for name in verdicts.FILES:
        assert (project / "report" / "2017-as-printed" / name).stat().st_size > 0


def test_an_unknown_year_is_answered_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["audit", "--year", "1999"]) == 1
    assert capsys.readouterr().err.startswith("error: expected a period of: 2010, 2011-12")
