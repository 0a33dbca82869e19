"""The archive holds the folder, sorted and dated, and is the same each time."""

from __future__ import annotations

import zipfile
from pathlib import Path

from monitorlib.takeaway import archive
from takeaways import BUILT

NAMES = ["tables/table-3.csv", "index.html", "report-2017.pdf"]


def written(folder: Path, target: Path) -> zipfile.ZipFile:
    """Archive three files."""
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        (folder / name).write_text(name * 100)
    archive.write(target, folder, NAMES, BUILT)
    return zipfile.ZipFile(target)


def test_files_lie_sorted_in_one_folder_with_one_date(tmp_path: Path) -> None:
    with written(tmp_path / "2017", tmp_path / "report-2017.zip") as made:
        assert made.namelist() == [f"report-2017/{name}" for name in sorted(NAMES)]
        assert {entry.date_time for entry in made.infolist()} == {(2026, 11, 22, 12, 0, 0)}
        assert made.read("report-2017/index.html") == b"index.html" * 100
        assert made.testzip() is None


def test_same_files_give_the_same_bytes_in_whatever_order(tmp_path: Path) -> None:
    written(tmp_path / "2017", tmp_path / "report-2017.zip").close()
    first = (tmp_path / "report-2017.zip").read_bytes()
    archive.write(tmp_path / "report-2017.zip", tmp_path / "2017", reversed(NAMES), BUILT)
    assert (tmp_path / "report-2017.zip").read_bytes() == first
