"""The whole folder of a report as one ZIP file: sorted, with one date, the same bytes each time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""No file of an archive can be older."""
PACKED = (".pdf", ".xlsx", ".png", ".zip")
"""Files that are compressed already."""
READABLE = 0o644 << 16


def write(path: Path, folder: Path, names: Iterable[str], built: datetime) -> None:
    """Write an archive with one folder in it.

    Parameters
    ----------
    path : Path
        Where to; its name without the ending is that of the folder in it.
    folder : Path
        `report/YEAR`.
    names : iterable of str
        Files below the folder, with forward slashes.
    built : datetime
        The date that every file bears.
    """
    moment = max(built.astimezone(UTC), EARLIEST).timetuple()[:6]
    aside = path.with_name(f".{path.name}.part")
    try:
        with zipfile.ZipFile(aside, "w") as archive:
            for name in sorted(names):
                entry = zipfile.ZipInfo(f"{path.stem}/{name}", moment)
                entry.create_system = 3
                entry.external_attr = READABLE
                packed = name.endswith(PACKED)
                entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                archive.writestr(entry, (folder / name).read_bytes(), compresslevel=9)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
