"""The office's charts on their way: which file is taken, what is written, what is redone."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from charts import write_csv
from monitorlib import paths
from monitorlib.__main__ import main
from monitorlib.errors import SourceError
from monitorlib.observations import intake, newyear

GOOD = {"date": "2017-03-05"}
BAD = {"date": "2017-02-31"}


def test_the_one_file_in_the_private_folder_is_taken(project: Path) -> None:
    assert intake.source("2017") is None
    path = write_csv(paths.private("2017") / "mine.csv", GOOD)
    for ours in intake.OURS:
        (path.parent / ours).touch()
    assert intake.source("2017") == path


def test_several_files_are_refused_and_a_named_one_is_taken(project: Path) -> None:
    write_csv(paths.private("2017") / "a.csv", GOOD)
    path = write_csv(paths.private("2017") / "b.csv", GOOD)
    with pytest.raises(SourceError, match="leave one there, or name it"):
        intake.source("2017")
    (project / "monitor.toml").write_text(
        '[charts.2017]\nfile = "data/private/charts-2017/b.csv"\n', encoding="utf-8"
    )
    assert intake.source("2017") == path.resolve()
    assert intake.source("2017", str(path)) == path
    with pytest.raises(SourceError, match=r"no such file; at none\.csv"):
        intake.source("2017", "/somewhere/none.csv")


def test_checking_writes_beside_the_charts(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_csv(paths.private("2017") / "charts.csv", GOOD, BAD)
    assert main(["check", "--year", "2017"]) == 1
    said = capsys.readouterr().out
    folder = paths.private("2017")
    assert "a day that exists" in said
    assert "rows read: 2\ncharts kept: 2" in said
    assert str(project) not in said, "no path of this machine"
    assert (folder / "check.txt").read_text(encoding="utf-8").strip() in said
    marked = openpyxl.load_workbook(folder / "check.xlsx")
    assert marked.sheetnames[0] == "Findings"


def test_the_marked_copy_can_be_mended_and_put_in_place(project: Path) -> None:
    path = write_csv(paths.private("2017") / "charts.csv", GOOD, BAD)
    intake.check("2017")
    marked = path.parent / "check.xlsx"
    book = openpyxl.load_workbook(marked)
    page = book[book.sheetnames[1]]
    column = [cell.value for cell in page[1]].index("date") + 1
    page.cell(3, column).value = "2017-03-06"
    path.unlink()
    book.save(path.parent / "mended.xlsx")
    found, _ = intake.check("2017")
    assert found.errors == []
    assert found.charts["date"].tolist() == ["2017-03-05", "2017-03-06"]


def test_good_charts_pass(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_csv(paths.private("2017") / "charts.csv", GOOD)
    assert main(["check", "--year", "2017"]) == 0
    assert "errors: 0, warnings: 0" in capsys.readouterr().out


def test_a_year_without_charts_says_where_to_put_them(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--year", "2017"]) == 1
    assert "which a printed edition tells of" in capsys.readouterr().err
    newyear.new_year("2018")
    assert main(["check", "--year", "2018"]) == 1
    assert "put them there" in capsys.readouterr().err
    assert main(["check", "--year", "2031"]) == 1
    assert "expected a period of" in capsys.readouterr().err


def test_unchanged_charts_are_not_taken_in_again(project: Path) -> None:
    path = write_csv(paths.private("2017") / "charts.csv", GOOD)
    assert intake.take_in("2017") == "charts: 1 charts to data/raw/charts-2017"
    public = paths.charts("2017") / "charts.csv"
    first = public.read_bytes()
    assert intake.take_in("2017") == ""
    write_csv(path, GOOD, GOOD | {"id": "other", "city": "Astana"})
    assert intake.take_in("2017") != ""
    assert len(public.read_bytes()) > len(first)
    public.write_bytes(first)
    assert intake.take_in("2017") != "", "an altered public file is written anew"


def test_errors_stop_the_report_and_leave_nothing_half_made(project: Path) -> None:
    write_csv(paths.private("2017") / "charts.csv", GOOD, BAD)
    with pytest.raises(SourceError, match=r"mend them; check\.xlsx marks each cell"):
        intake.take_in("2017")
    assert not paths.charts("2017").exists()
    assert (paths.private("2017") / "check.xlsx").exists()
