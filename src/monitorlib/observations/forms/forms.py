"""Write the empty forms and the page that explains the chart."""

from __future__ import annotations

import os
from pathlib import Path

from monitorlib.observations.files.sheetcells import save
from monitorlib.observations.forms import codebookpage, workbook, xlsform
from monitorlib.observations.specification import Specification

WORKBOOK = "forms/observation-chart.xlsx"
XLSFORM = "forms/observation-chart-xlsform.xlsx"
PAGE = "docs/observation-chart.md"


def write_forms(root: Path) -> list[Path]:
    """Write the forms of a project from its `data/hand`.

    Parameters
    ----------
    root : Path
        The project.

    Returns
    -------
    list of Path
        What was written: the workbook, the XLSForm and the page.
    """
    specification = Specification(root / "data" / "hand")
    paths = [root / name for name in (WORKBOOK, XLSFORM, PAGE)]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
    # Not compressed: another compressing library would give other bytes.
    save(workbook.build(specification), paths[0], packed=False)
    save(xlsform.build(specification), paths[1], packed=False)
    aside = paths[2].with_name(f".{paths[2].name}.{os.getpid()}")
    try:
        aside.write_text(codebookpage.page(specification), encoding="utf-8", newline="\n")
        os.replace(aside, paths[2])
    finally:
        aside.unlink(missing_ok=True)
    return paths
