"""Where things live: the one module that knows folder names.

The project root is the folder that holds `data/hand`. It is found from the package itself,
never from the working directory, because papermill, nbval and a shell each start in
another one. The environment variable MONITORLIB_ROOT names another root, which tests use
for damaged copies.
"""

from __future__ import annotations

import os
from pathlib import Path

from monitorlib.errors import SourceError

PACKAGE = Path(__file__).parent
"""The folder of the package."""


def root() -> Path:
    """Find the project root.

    Returns
    -------
    Path
        Absolute path of the folder with `data/hand` in it.

    Raises
    ------
    SourceError
        If no such folder lies above the package and MONITORLIB_ROOT names none.
    """
    named = os.environ.get("MONITORLIB_ROOT")
    tried = [Path(named)] if named else list(Path(__file__).resolve().parents)
    for folder in tried:
        if (folder / "data" / "hand").is_dir():
            return folder.resolve()
    raise SourceError(
        "a project folder with data/hand in it",
        "none",
        str(tried[0]),
        "install the package with `pip install -e .` from the project, or set MONITORLIB_ROOT",
    )


def raw() -> Path:
    """Name the folder of the printed edition.

    Returns
    -------
    Path
        Such as `data/raw/report-2017`.

    Raises
    ------
    SourceError
        If there is no folder of an edition.
    """
    folder = root() / "data" / "raw"
    found = sorted(path for path in folder.glob("report-*") if path.is_dir())
    if not found:
        raise SourceError(
            "a folder data/raw/report-YYYY", "none", inside(folder), "restore it from git"
        )
    return found[-1]


def edition() -> str:
    """Name the printed edition that the data comes from; it is the default year, too.

    Returns
    -------
    str
        The period in the name of its folder, the latest if there are several.

    Raises
    ------
    SourceError
        If there is no folder of an edition.
    """
    return raw().name.removeprefix("report-")


def charts(year: str) -> Path:
    """Name the folder of a year's public charts.

    Parameters
    ----------
    year : str
        The period.

    Returns
    -------
    Path
        Such as `data/raw/charts-2018`.
    """
    return root() / "data" / "raw" / f"charts-{year}"


def chart_years() -> list[str]:
    """List the periods that have charts.

    Returns
    -------
    list of str
        In order of time.
    """
    found = (root() / "data" / "raw").glob("charts-*/charts.csv")
    return sorted(path.parent.name.removeprefix("charts-") for path in found)


def private(year: str) -> Path:
    """Name the folder of a year's charts as the office has them; git ignores it.

    Parameters
    ----------
    year : str
        The period.

    Returns
    -------
    Path
        Such as `data/private/charts-2018`.
    """
    return root() / "data" / "private" / f"charts-{year}"


def hand() -> Path:
    """Name the folder of what people decided.

    Returns
    -------
    Path
        `data/hand`.
    """
    return root() / "data" / "hand"


def processed() -> Path:
    """Name the folder of typed, checked tables.

    Returns
    -------
    Path
        `data/processed`.
    """
    return root() / "data" / "processed"


def notebooks() -> Path:
    """Name the folder of the section notebooks.

    Returns
    -------
    Path
        `notebooks`.
    """
    return root() / "notebooks"


def inside(path: Path) -> str:
    """Write a path relative to the project, so that no machine shows through.

    Parameters
    ----------
    path : Path
        Any path.

    Returns
    -------
    str
        The path below the project root with forward slashes, or the bare name.
    """
    try:
        return path.resolve().relative_to(root()).as_posix()
    except ValueError:
        return path.name
