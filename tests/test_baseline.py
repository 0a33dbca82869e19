from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from books import write_notebook
from monitorlib.errors import BuildError
from monitorlib.running import baseline


def test_a_run_fills_in_outputs_and_a_second_one_changes_nothing(small: Path) -> None:
    assert baseline.main(jobs=2) == 0
    first = (small / "notebooks/01-second.ipynb").read_bytes()
    node = nbformat.reads(first.decode(), as_version=4)
    assert [cell.execution_count for cell in node.cells if cell.cell_type == "code"] == [1, 2]
    assert node.cells[-1].outputs[0].data["text/plain"] == "42"
    assert set(node.metadata) == {"kernelspec", "language_info"}
    assert all(not cell.metadata or set(cell.metadata) == {"tags"} for cell in node.cells)
    assert baseline.main(check=True, jobs=2) == 0
    assert (small / "notebooks/01-second.ipynb").read_bytes() == first


def test_a_moved_number_is_named_and_nothing_written(small: Path) -> None:
    baseline.main(jobs=2)
    path = small / "notebooks/01-second.ipynb"
    moved = path.read_text(encoding="utf-8").replace('"42"', '"41"')
    path.write_text(moved, encoding="utf-8")
    with pytest.raises(BuildError, match=r"others after a run; at notebooks/01-second\.ipynb; run"):
        baseline.main(check=True, jobs=2)
    assert path.read_text(encoding="utf-8") == moved


def test_a_failing_notebook_changes_no_notebook(small: Path) -> None:
    write_notebook(small / "notebooks", "01-second", "1 / 0")
    before = {path: path.read_bytes() for path in (small / "notebooks").iterdir()}
    with pytest.raises(BuildError, match="ZeroDivisionError"):
        baseline.main(jobs=2)
    assert {path: path.read_bytes() for path in (small / "notebooks").iterdir()} == before
