from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from books import write_notebook
from monitorlib.running import execute, kernels


def test_parallel_kernels_do_not_hear_each_other(tmp_path: Path) -> None:
    def number(n: int) -> str:
        code = f"import time; time.sleep(0.2); {n} * 1000"
        path = write_notebook(tmp_path, f"{n:02}-book", code)
        node = execute.execute(
            path,
            {"YEAR": "2017", "AS_PRINTED": False, "LOCALE": "en"},
            tmp_path / f"{n}.done.ipynb",
        )
        return str(node.cells[-1].outputs[0].data["text/plain"])

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(number, range(1, 9))) == [str(n * 1000) for n in range(1, 9)]


def test_no_kernel_and_no_folder_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = tempfile.mkdtemp
    monkeypatch.setattr(tempfile, "mkdtemp", lambda **kw: made.append(make(**kw)) or made[-1])
    managers: list[object] = []
    path = write_notebook(tmp_path, "00-book", "1")
    execute.execute(
        path,
        {"YEAR": "2017", "AS_PRINTED": False, "LOCALE": "en"},
        tmp_path / "done.ipynb",
        managers.append,
    )
    assert len(made) == 1
    assert not Path(made[0]).exists()
    assert not managers[0].has_kernel  # type: ignore[attr-defined]


def test_a_kernel_has_the_libraries_ready(tmp_path: Path) -> None:
    code = "import sys; sorted({'pandas', 'seaborn', 'scipy', 'monitorlib'} & set(sys.modules))"
    path = write_notebook(tmp_path, "00-book", code)
    node = execute.execute(
        path, {"YEAR": "2017", "AS_PRINTED": False, "LOCALE": "en"}, tmp_path / "done.ipynb"
    )
    shown = node.cells[-1].outputs[0].data["text/plain"]
    assert shown == "['monitorlib', 'pandas', 'scipy', 'seaborn']"


def test_the_manager_keeps_its_sockets_in_its_folder(tmp_path: Path) -> None:
    made: list[object] = []
    manager = kernels.manager_class(tmp_path, made.append)(kernel_name="python3")
    assert made == [manager]
    if kernels.can_fork():
        assert (manager.transport, manager.ip) == ("ipc", str(tmp_path / "k"))
    assert manager.connection_file == str(tmp_path / "connection.json")
