from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from books import write_notebook
from monitorlib.errors import BuildError
from monitorlib.running import execute


def run(folder: Path, *code: str, **given: str) -> dict[str, object]:
    """Execute a notebook with YEAR=2014 and give its last result."""
    path = write_notebook(folder, "00-book", *code, **given)
    node = execute.execute(
        path, {"YEAR": "2014", "AS_PRINTED": False, "LOCALE": "en"}, folder / "done.ipynb"
    )
    return dict(node.cells[-1].outputs[-1].data)


def test_a_parameter_reaches_the_cells(tmp_path: Path) -> None:
    assert run(tmp_path, "YEAR * 2")["text/plain"] == "'20142014'"
    assert (tmp_path / "done.ipynb").exists()


def test_each_kernel_is_a_fresh_one(tmp_path: Path) -> None:
    run(tmp_path, "import builtins; builtins.left_behind = 1; 1")
    code = "import builtins; hasattr(builtins, 'left_behind')"
    assert run(tmp_path, code)["text/plain"] == "False"


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ('YAER: str = "2017"', "YAER: str"),
        ("YEAR: int = 2017", "YEAR: int"),
        ('YEAR: str = "2017"\nCITY: str = "Almaty"', "YEAR: str, CITY: str"),
        ("", "none"),
    ],
    ids=["misspelt", "another type", "one too many", "no parameters cell"],
)
def test_parameters_must_be_those_declared(tmp_path: Path, parameters: str, found: str) -> None:
    path = write_notebook(tmp_path, "00-book", "1", parameters=parameters)
    with pytest.raises(
        BuildError, match=f"expected the parameters YEAR: str, LOCALE: str; found {found};"
    ):
        execute.execute(path, {"YEAR": "2014", "LOCALE": "en"}, tmp_path / "done.ipynb")
    assert not (tmp_path / "done.ipynb").exists()


def test_a_failing_cell_is_named_and_leaves_no_notebook(tmp_path: Path) -> None:
    with pytest.raises(BuildError) as caught:
        run(tmp_path, "1", "count = 0\n1 / count", "2")
    message = str(caught.value)
    assert "ZeroDivisionError: division by zero" in message
    assert "00-book.ipynb, code cell 3 (count = 0)" in message
    assert "Traceback" not in message
    assert sorted(path.name for path in tmp_path.iterdir()) == ["00-book.ipynb"]


def test_a_dying_kernel_is_said_and_leaves_no_notebook(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"a kernel that died while a cell ran; at 00-book\.ipynb"):
        run(tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["00-book.ipynb"]


def test_an_endless_cell_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execute, "CELL_SECONDS", 1)
    with pytest.raises(BuildError, match="each cell to end within 1 seconds"):
        run(tmp_path, "while True: pass")


def test_a_kernel_that_does_not_start_is_tried_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def refuse(*args: object, **kwargs: object) -> None:
        tries.append(1)
        raise RuntimeError("Kernel didn't respond in 60 seconds")

    monkeypatch.setattr(execute.papermill, "execute_notebook", refuse)
    with pytest.raises(BuildError, match=r"a kernel that starts; found Kernel didn't respond"):
        run(tmp_path, "1")
    assert len(tries) == 2


def test_braces_in_a_path_are_only_braces(tmp_path: Path) -> None:
    folder = tmp_path / "{YEAR}"
    folder.mkdir()
    assert run(folder, "6 * 7")["text/plain"] == "42"
    assert (folder / "done.ipynb").exists()


def tagged(folder: Path, tag: str, source: str) -> Path:
    """Write a notebook with one more cell that carries a tag."""
    path = write_notebook(folder, "00-book", "1")
    node = nbformat.read(path, as_version=4)
    node.cells.append(nbformat.v4.new_code_cell(source, metadata={"tags": [tag]}))
    nbformat.write(node, path)
    return path


@pytest.mark.parametrize(
    ("tag", "source", "found"),
    [
        ("parameters", 'YEAR: str = "2016"', "two cells tagged `parameters`"),
        ("x", 'YEAR = "2014"', "code cell 3, which gives a parameter another value"),
        ("x", "for YEAR in []: pass", "code cell 3, which gives a parameter another value"),
        ("skip-execution", "2", "code cell 3, which is tagged `skip-execution`"),
    ],
)
def test_no_cell_may_show_another_year(tmp_path: Path, tag: str, source: str, found: str) -> None:
    path = tagged(tmp_path, tag, source)
    with pytest.raises(BuildError, match=f"cells that all run, with the parameters.*{found}"):
        execute.execute(
            path, {"YEAR": "2014", "AS_PRINTED": False, "LOCALE": "en"}, tmp_path / "done.ipynb"
        )


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import sys; print('warned', file=sys.stderr)", "warned"),
        ("import warnings; warnings.warn('old')", "old"),
        ("print('x' * 3_000_000)", "xxx"),
    ],
)
def test_warnings_and_floods_are_no_results(tmp_path: Path, source: str, found: str) -> None:
    with pytest.raises(BuildError, match=f"expected results only, .*{found}"):
        run(tmp_path, source)
    assert not (tmp_path / "done.ipynb").exists()
