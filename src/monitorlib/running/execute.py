"""Run one notebook through papermill in a kernel of its own.

Papermill alone lets a misspelt parameter pass with a warning; here it is an error before
anything runs. A kernel that does not start is tried once more; a cell that fails is not.
"""

from __future__ import annotations

import ast
import logging
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import papermill
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from monitorlib import paths
from monitorlib.errors import BuildError
from monitorlib.running import kernels
from monitorlib.running.sections import Section

CELL_SECONDS = 120
LARGEST_OUTPUT = 2_000_000
LONGEST_SOCKET = 70
START_SECONDS = 60

logging.getLogger("papermill").setLevel(logging.ERROR)


def check_parameters(notebook: Path, parameters: Mapping[str, Any]) -> None:
    """Make sure that a notebook takes exactly the parameters that it will be given.

    Parameters
    ----------
    notebook : Path
        The notebook.
    parameters : mapping of str to object
        Parameters by name.

    Raises
    ------
    BuildError
        If one is unknown, missing or declared as something else.
    """
    _check_cells(notebook, parameters)
    declared = papermill.inspect_notebook(_literal(notebook))
    kinds = {name: entry["inferred_type_name"] for name, entry in declared.items()}
    wanted = {name: type(value).__name__ for name, value in parameters.items()}
    if kinds != wanted:
        raise BuildError(
            f"the parameters {', '.join(f'{name}: {kind}' for name, kind in wanted.items())}",
            ", ".join(f"{name}: {kind}" for name, kind in kinds.items()) or "none",
            paths.inside(notebook),
            "mend the cell tagged `parameters`",
        )


def _check_cells(notebook: Path, parameters: Mapping[str, Any]) -> None:
    """Refuse cells that would give a parameter another value, or that would not run."""
    cells = [cell for cell in Section(notebook).content["cells"] if cell["cell_type"] == "code"]
    tags = [cell["metadata"].get("tags", []) for cell in cells]
    wrong = (
        ["two cells tagged `parameters`"] if sum("parameters" in tag for tag in tags) > 1 else []
    )
    for number, (cell, tag) in enumerate(zip(cells, tags, strict=True), start=1):
        if "skip-execution" in tag:
            wrong.append(f"code cell {number}, which is tagged `skip-execution`")
        if "parameters" not in tag and _assigns("".join(cell["source"]), set(parameters)):
            wrong.append(f"code cell {number}, which gives a parameter another value")
    if wrong:
        raise BuildError(
            "cells that all run, with the parameters as given",
            ", ".join(wrong),
            paths.inside(notebook),
            "mend the notebook",
        )


def _assigns(source: str, names: set[str]) -> bool:
    """Tell whether code gives one of the names a value; code that is no Python fails later."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return False
    return any(
        isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in names
        for node in ast.walk(tree)
    )


def execute(
    notebook: Path,
    parameters: Mapping[str, Any] | None,
    target: Path,
    started: Callable[[AsyncKernelManager], None] = lambda _: None,
) -> Any:
    """Run a notebook and write it, executed.

    Parameters
    ----------
    notebook : Path
        The notebook.
    parameters : mapping of str to object or None
        Values to inject; None runs it with its own.
    target : Path
        Where to write it; it is written aside and renamed after success only.
    started : callable, optional
        Told of the kernel manager, so that the caller can stop the kernel.

    Returns
    -------
    NotebookNode
        The executed notebook.

    Raises
    ------
    BuildError
        If a cell fails or takes too long, or the kernel dies or does not start.
    """
    if parameters is not None:
        check_parameters(notebook, parameters)
    for attempt in (1, 2):
        try:
            return _run(notebook, parameters, target, started)
        except _StartError as error:
            if attempt == 2:
                raise BuildError(
                    "a kernel that starts",
                    str(error),
                    paths.inside(notebook),
                    "try again with --jobs 1",
                ) from None
    raise AssertionError


def _literal(path: Path) -> str:
    """Write a path so that papermill takes its braces as braces."""
    return str(path).replace("{", "{{").replace("}", "}}")


class _StartError(Exception):
    """The kernel did not come up."""


def _run(
    notebook: Path,
    parameters: Mapping[str, Any] | None,
    target: Path,
    started: Callable[[AsyncKernelManager], None],
) -> Any:
    """Run a notebook once, in a kernel and a folder of its own."""
    short = len(tempfile.gettempdir()) < LONGEST_SOCKET
    folder = Path(tempfile.mkdtemp(prefix="ml-", dir=None if short else "/tmp"))  # noqa: S108
    aside = target.with_name(f".{target.name}")
    try:
        node = papermill.execute_notebook(
            _literal(notebook),
            _literal(aside),
            parameters=parameters or {},
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            start_timeout=START_SECONDS,
            execution_timeout=CELL_SECONDS,
            kernel_manager_class=kernels.manager_class(folder, started),
            shutdown_kernel="immediate",
        )
        _check_outputs(notebook, node)
        aside.replace(target)
    except PapermillExecutionError as error:
        raise _cell_error(notebook, error, injected=bool(parameters)) from None
    except (DeadKernelError, CellTimeoutError) as error:
        raise _kernel_error(notebook, error) from None
    except (RuntimeError, TimeoutError) as error:
        raise _StartError(str(error).strip().splitlines()[0]) from None
    finally:
        ensure_event_loop().close()
        aside.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
    return node


def _check_outputs(notebook: Path, node: Any) -> None:
    """Refuse warnings, errors that a cell survived, and outputs too large for a page."""
    for number, cell in enumerate((c for c in node.cells if c.cell_type == "code"), start=1):
        for output in cell.get("outputs", []):
            loud = output.get("name") == "stderr" or output.output_type == "error"
            if loud or len(str(output)) > LARGEST_OUTPUT:
                text = output.get("text") or output.get("evalue") or "a very large output"
                raise BuildError(
                    f"results only, each below {LARGEST_OUTPUT} characters",
                    text.strip().splitlines()[-1][:200],
                    f"{paths.inside(notebook)}, code cell {number} as executed",
                    "mend the cell",
                )


def _cell_error(notebook: Path, error: PapermillExecutionError, *, injected: bool) -> BuildError:
    """Say which cell failed, counted as in the committed notebook, without a traceback."""
    first = error.source.strip().splitlines()[0] if error.source.strip() else "an empty cell"
    return BuildError(
        "every cell to run",
        f"{error.ename}: {error.evalue}",
        f"{paths.inside(notebook)}, code cell {error.exec_count - injected} ({first})",
        "run the notebook in JupyterLab (`make lab`) and mend the cell",
    )


def _kernel_error(notebook: Path, error: Exception) -> BuildError:
    """Say that the kernel died or a cell took too long."""
    slow = isinstance(error, CellTimeoutError)
    return BuildError(
        f"each cell to end within {CELL_SECONDS} seconds" if slow else "a kernel that lives",
        "a cell that takes longer" if slow else "a kernel that died while a cell ran",
        paths.inside(notebook),
        "run the notebook in JupyterLab (`make lab`); memory is a common cause",
    )
