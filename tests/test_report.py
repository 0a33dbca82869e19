from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from books import write_notebook
from monitorlib import messages, report
from monitorlib.errors import BuildError, MonitorError, UnknownNameError

SLOW = "import time; time.sleep(60)"
WHOLE = {
    *("index.html", "search.html", "manifest.json", "audit.csv", "audit.json"),
    *("datapackage.json", "report-2017.html", "report-2017.xlsx", "report-2017.zip"),
}


def pages(root: Path) -> set[str]:
    return {path.name for path in (root / "report" / "2017").iterdir() if path.is_file()}


def start(root: Path) -> subprocess.Popen[str]:
    """Start a build of its own, as a person would: Ctrl-C reaches it wherever the tests run."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "monitorlib", "report", "--year", "2017", "--jobs", "2"],
            env={**os.environ, "MONITORLIB_ROOT": str(root)},
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)


def wait_for(condition: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "the build never came so far"
        time.sleep(0.05)


def test_a_build_leaves_a_page_for_each_section_index_and_manifest(small: Path) -> None:
    index = report.make_report("2017", 2)
    assert index == small.resolve() / "report" / "2017" / "index.html"
    assert pages(small) == WHOLE | {"00-first.html", "01-second.html"}
    first = (index.parent / "00-first.html").read_text(encoding="utf-8")
    assert "&#39;2017&#39;" in first
    assert '<a href="01-second.html" rel="next">' in first
    assert "42" in (index.parent / "01-second.html").read_text(encoding="utf-8")


def test_the_manifest_names_inputs_and_versions_and_no_clock(small: Path) -> None:
    report.make_report("2017", 2)
    manifest = json.loads((small / "report/2017/manifest.json").read_text(encoding="utf-8"))
    assert {"data/hand/periods.csv", "data/raw/report-2017/tables/table-01.csv"} <= set(
        manifest["inputs"]
    )
    assert all(len(value) == 64 for value in manifest["inputs"].values())
    assert manifest["versions"]["pandas"].startswith("3.")
    assert (manifest["year"], manifest["as_printed"]) == ("2017", False)
    assert [section["notebook"] for section in manifest["sections"]] == [
        "notebooks/00-first.ipynb",
        "notebooks/01-second.ipynb",
    ]
    assert manifest["state"] == "2017-12-31T00:00:00+00:00", "as SOURCE_DATE_EPOCH says"
    assert "seconds" not in manifest["sections"][0]
    assert str(small) not in json.dumps(manifest), "no path of this machine"


def test_a_second_build_redoes_only_what_changed_and_says_so(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report.make_report("2017", 2)
    kept = (small / "report/2017/00-first.html").stat().st_mtime_ns
    capsys.readouterr()
    report.make_report("2017", 2)
    assert "2 sections unchanged, nothing to do" in capsys.readouterr().err
    write_notebook(small / "notebooks", "01-second", "6 * 8", title="Second")
    report.make_report("2017", 2)
    told = capsys.readouterr().err
    assert "1 sections to make, 1 unchanged" in told
    assert "01-second: notebook" in told
    assert (small / "report/2017/00-first.html").stat().st_mtime_ns == kept
    assert "48" in (small / "report/2017/01-second.html").read_text(encoding="utf-8")


def test_a_failed_section_leaves_no_page_and_an_index_that_says_so(small: Path) -> None:
    report.make_report("2017", 2)
    write_notebook(small / "notebooks", "01-second", "1 / 0", title="Second")
    with pytest.raises(BuildError) as caught:
        report.make_report("2017", 2)
    assert "01-second.ipynb, code cell 2 (1 / 0)" in str(caught.value)
    assert "ZeroDivisionError" in str(caught.value)
    assert pages(small) == {"index.html", "00-first.html"}
    index = (small / "report/2017/index.html").read_text(encoding="utf-8")
    assert "Incomplete" in index
    assert "01-second" in index
    with pytest.raises(BuildError, match="01-second"):
        report.make_report("2017", 2)


def test_every_failed_section_is_named_at_once(small: Path) -> None:
    for name in ("00-first", "01-second"):
        write_notebook(small / "notebooks", name, "1 / 0")
    with pytest.raises(BuildError) as caught:
        report.make_report("2017", 2)
    assert "00-first.ipynb" in str(caught.value)
    assert "01-second.ipynb" in str(caught.value)


def test_a_page_that_reaches_outside_is_refused(small: Path) -> None:
    code = (
        "from IPython.display import HTML\n"
        'HTML(\'<img alt="x" src="https://example.org/x.png"><script>1</script>\')'
    )
    write_notebook(small / "notebooks", "01-second", code, title="Second")
    with pytest.raises(BuildError) as caught:
        report.make_report("2017", 2)
    assert "nothing from elsewhere, found 'https://example.org/x.png'" in str(caught.value)
    assert "what the policy names, found another <script>" in str(caught.value)
    assert "Incomplete" in (small / "report/2017/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("year", ["1999", "abc", "../etc", "", "2017; ls", "2017\n", "２０１７"])
def test_an_unknown_period_writes_nothing_and_lists_those_there_are(small: Path, year: str) -> None:
    with pytest.raises(MonitorError, match=r"2010, 2011-12, .*2017; found .*; at YEAR"):
        report.make_report(year)
    assert not (small / "report").exists()
    assert [path.name for path in (small / "build").iterdir()] == ["data.json"]


def test_a_folder_that_cannot_be_written_is_said(small: Path) -> None:
    (small / "report").symlink_to("/proc")
    with pytest.raises(
        BuildError, match=r"expected folders that can be written; found .*report/2017|2017"
    ):
        report.make_report("2017")


def test_a_file_in_the_place_of_the_folder_is_said(small: Path) -> None:
    (small / "report").write_text("", encoding="utf-8")
    with pytest.raises(BuildError, match=r"expected folders that can be written; .*at report"):
        report.make_report("2017")


def test_broken_data_stops_before_any_page(small: Path) -> None:
    (small / "data/raw/report-2017/tables/table-11.csv").unlink()
    with pytest.raises(MonitorError, match=r"table-11\.csv"):
        report.make_report("2017")
    assert not (small / "report").exists()


def test_ctrl_c_leaves_nothing_that_a_later_run_takes_for_good(small: Path) -> None:
    write_notebook(small / "notebooks", "01-second", SLOW, title="Second")
    build = start(small)
    wait_for(lambda: (small / "report/2017/00-first.html").exists())
    os.killpg(build.pid, signal.SIGINT)
    told = build.communicate(timeout=30)[1]
    assert build.returncode == 130
    assert "stopped" in told
    assert "Traceback" not in told
    assert pages(small) == {"00-first.html"}
    write_notebook(small / "notebooks", "01-second", "6 * 7", title="Second")
    report.make_report("2017", 2)
    assert "index.html" in pages(small)


def test_two_builds_at_once_do_not_mix(small: Path) -> None:
    write_notebook(small / "notebooks", "01-second", SLOW, title="Second")
    build = start(small)
    try:
        wait_for(lambda: (small / "report/2017/00-first.html").exists())
        with pytest.raises(BuildError, match=rf"another one running, process {build.pid};"):
            report.make_report("2017")
    finally:
        os.killpg(build.pid, signal.SIGINT)
        build.communicate(timeout=30)


def test_a_removed_section_takes_its_page_along(small: Path) -> None:
    report.make_report("2017", 2)
    (small / "notebooks/01-second.ipynb").unlink()
    report.make_report("2017", 2)
    assert pages(small) == WHOLE | {"00-first.html"}


def test_an_input_saved_during_a_build_makes_it_fail(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = report._check_still_same

    def save_then_check(*args: Any) -> None:
        write_notebook(small / "notebooks", "01-second", "6 * 8", title="Second")
        finish(*args)

    monkeypatch.setattr(report, "_check_still_same", save_then_check)
    with pytest.raises(BuildError, match=r"a change in 01-second; at report/2017; build again"):
        report.make_report("2017", 2)
    monkeypatch.undo()
    monkeypatch.setenv("MONITORLIB_ROOT", str(small))
    report.make_report("2017", 2)
    assert "48" in (small / "report/2017/01-second.html").read_text(encoding="utf-8")


def test_the_same_inputs_give_the_same_bytes(small: Path) -> None:
    folder = report.make_report("2017", 2).parent
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    shutil.rmtree(folder)
    report.make_report("2017", 1)
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert before == after


def test_a_report_in_another_language_has_a_folder_of_its_own(small: Path) -> None:
    write_notebook(small / "notebooks", "01-second", "LOCALE", title="Police")
    index = report.make_report("2017", 2, locale="ru")
    assert index == small.resolve() / "report" / "2017-ru" / "index.html"
    page = (index.parent / "01-second.html").read_text(encoding="utf-8")
    assert '<html lang="ru">' in page
    assert "&#39;ru&#39;" in page
    assert "<h1>Police" not in page
    assert (index.parent / "report-2017-ru.xlsx").exists()
    assert messages.locale() == "en", "the process speaks as before"


def test_an_unknown_language_writes_nothing_and_lists_those_there_are(small: Path) -> None:
    with pytest.raises(UnknownNameError, match=r"en \(English\), ru .* LOCALE"):
        report.make_report("2017", locale="fr")
    assert not (small / "report").exists()


def test_another_date_of_the_state_makes_the_files_again_but_no_section(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = report.make_report("2017", 2)
    section = (index.parent / "00-first.html").stat().st_mtime_ns
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_600_000_000))
    report.make_report("2017", 2)
    assert "13 September 2020" in index.read_text(encoding="utf-8")
    assert (index.parent / "00-first.html").stat().st_mtime_ns == section


def test_a_report_as_printed_has_a_folder_of_its_own_and_says_so(small: Path) -> None:
    write_notebook(small / "notebooks", "01-second", "AS_PRINTED", title="Second")
    report.make_report("2017", 2)
    index = report.make_report("2017", 2, as_printed=True)
    assert index == small.resolve() / "report" / "2017-as-printed" / "index.html"
    manifest = json.loads((index.parent / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["year"], manifest["as_printed"]) == ("2017", True)
    assert "2017, as printed</title>" in index.read_text(encoding="utf-8")
    assert "True" in (index.parent / "01-second.html").read_text(encoding="utf-8")
    assert "False" in (small / "report/2017/01-second.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["index.html", "manifest.json", "audit.csv", "report-2017.xlsx"])
def test_an_altered_index_manifest_or_audit_is_written_again(small: Path, name: str) -> None:
    report.make_report("2017", 2)
    (small / "report/2017" / name).write_bytes(b"WRONG")
    report.make_report("2017", 2)
    assert (small / "report/2017" / name).read_bytes() != b"WRONG"


def kernels_of(pid: int) -> list[int]:
    """List the processes that a build started, directly or not."""
    listed = subprocess.run(
        ["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    pairs = [(int(line.split()[0]), int(line.split()[1])) for line in listed.splitlines()]
    found, wave = [], [pid]
    while wave:
        wave = [child for child, parent in pairs if parent in wave]
        found += wave
    return found


@pytest.mark.skipif(shutil.which("ps") is None, reason="needs ps")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_no_kernel_outlives_its_driver(small: Path, number: signal.Signals) -> None:
    write_notebook(small / "notebooks", "01-second", SLOW, title="Second")
    build = start(small)
    wait_for(lambda: (small / "report/2017/00-first.html").exists())
    family = kernels_of(build.pid)
    assert family
    os.kill(build.pid, number)
    build.communicate(timeout=30)
    wait_for(lambda: not any(Path(f"/proc/{pid}/status").exists() for pid in family), 30)
    assert not (small / "report/2017/index.html").exists()


def test_a_negative_number_of_jobs_is_refused(small: Path) -> None:
    with pytest.raises(BuildError, match="0 or more sections at once; found -1; at JOBS"):
        report.make_report("2017", -1)
    assert not (small / "report").exists()
