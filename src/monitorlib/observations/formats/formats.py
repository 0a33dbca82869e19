"""The formats in which charts arrive: each is a file, recognised by the header of a table."""

from __future__ import annotations

from pathlib import Path

from monitorlib.errors import SourceError
from monitorlib.observations.formats import formatfile
from monitorlib.observations.formats.formatfile import Format
from monitorlib.observations.formats.mapping import Mapped, mapped
from monitorlib.observations.formats.recognition import fits, recognise
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import visible

__all__ = ["Format", "Mapped", "fits", "formats", "mapped", "recognise"]


def formats(folder: Path, specification: Specification | None = None) -> dict[str, Format]:
    """Read all formats there are.

    Parameters
    ----------
    folder : Path
        `data/hand/chart-formats` of a project.
    specification : Specification, optional
        The chart; that of the folder above by default.

    Returns
    -------
    dict of str to Format
        By name.

    Raises
    ------
    SourceError
        If there is none, or one says what cannot be.
    """
    chart = specification or Specification(folder.parent)
    found = {path.stem: formatfile.read(path, chart) for path in visible(folder, "*.toml")}
    if not found:
        raise SourceError(
            "formats of charts", "none", "data/hand/chart-formats", "restore it from git"
        )
    return found
