"""The committed notebooks: run with their own defaults and brought to one form.

After `make baseline` every notebook holds the outputs of the default year and nothing
that differs from run to run, so that git shows a number that moved and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from monitorlib import paths
from monitorlib.errors import BuildError
from monitorlib.processing import build
from monitorlib.running import execute, kernels
from monitorlib.running.sections import Section, all_sections, put

RUN_METADATA = ("papermill", "execution")
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def normalised(node: nbformat.NotebookNode) -> str:
    """Write a notebook without anything that differs from run to run.

    Parameters
    ----------
    node : NotebookNode
        An executed notebook; it is changed.

    Returns
    -------
    str
        The notebook as JSON, as JupyterLab writes it.
    """
    node.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    for cell in node.cells:
        for name in RUN_METADATA:
            cell.metadata.pop(name, None)
        if cell.cell_type == "markdown":
            cell.pop("attachments", None)
        if cell.metadata.get("tags") == []:
            del cell.metadata["tags"]
    return str(nbformat.writes(node, version=4)).rstrip("\n") + "\n"


def rerun(section: Section, folder: Path) -> str:
    """Run one committed notebook with its own defaults.

    Parameters
    ----------
    section : Section
        The section.
    folder : Path
        A folder for the executed copy.

    Returns
    -------
    str
        The normalised notebook.
    """
    return normalised(execute.execute(section.notebook, None, folder / section.notebook.name))


def main(*, check: bool = False, jobs: int = 0) -> int:
    """Run and normalise all notebooks.

    Parameters
    ----------
    check : bool, default False
        Write nothing; tell which notebooks would change.
    jobs : int, default 0
        Notebooks at once; 0 takes one a processor.

    Returns
    -------
    int
        0; with `check`, 1 where a notebook would change.

    Raises
    ------
    BuildError
        If a notebook fails.
    """
    build.build()
    kernels.warm_up()
    sections = all_sections()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        pool = stack.enter_context(ThreadPoolExecutor(jobs or os.cpu_count() or 1))
        texts = list(pool.map(lambda section: rerun(section, folder), sections))
    changed = [
        section
        for section, text in zip(sections, texts, strict=True)
        if section.notebook.read_text(encoding="utf-8") != text
    ]
    if check and changed:
        names = ", ".join(paths.inside(section.notebook) for section in changed)
        raise BuildError(
            "notebooks as committed",
            "others after a run",
            names,
            "run `make baseline` and look at the diff",
        )
    if not check:
        for section, text in zip(sections, texts, strict=True):
            put(section.notebook, text)
    print(f"notebooks: {len(sections)} run, {len(changed)} changed", file=sys.stderr)
    return 0
