"""No file of the report knows where, by whom or on what machine it was made."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from building import machine

PATHS = re.compile(
    rb"(?:/home/|/Users/|/root/|/tmp/|/private/var/|/opt/|[A-Z]:\\\\Users\\\\|file://)[\w./%-]*"
)
"""What a path of anybody's machine looks like."""


def contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """Give everything that lies in a file, also in an archive; `test_printing` reads the PDF."""
    data = path.read_bytes()
    if path.suffix in (".zip", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for info in parts.infolist():
                yield f"{path.name}/{info.filename}", info.filename.encode() + info.comment
                if Path(info.filename).suffix not in (".pdf", ".xlsx"):
                    yield f"{path.name}/{info.filename}", parts.read(info)
    elif path.suffix == ".pdf":
        plain = io.BytesIO()
        with pikepdf.open(path) as document:
            document.save(
                plain, qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.generalized
            )
        yield path.name, plain.getvalue()
    else:
        yield path.name, data


@pytest.fixture(scope="module")
def everything(folder: Path) -> list[tuple[str, bytes]]:
    """Every part of every file of the report."""
    return [part for path in sorted(folder.rglob("*")) if path.is_file() for part in contents(path)]


def test_all_kinds_of_files_are_looked_into(everything: list[tuple[str, bytes]]) -> None:
    kinds = {Path(name).suffix for name, _ in everything}
    assert kinds >= {".html", ".csv", ".json", ".xml"}
    assert len(everything) > 100
    printed = b"".join(data for name, data in everything if name.endswith(".pdf"))
    assert b"/Producer" in printed, "its streams are unfolded"


def test_nothing_names_this_machine_its_user_or_its_folders(
    everything: list[tuple[str, bytes]],
) -> None:
    known = machine()
    assert known, "at least the folder of the project is a name of its own"
    found = [
        f"{name}: {what}"
        for name, data in everything
        for what, secret in known.items()
        if secret.encode() in data
    ]
    assert found == []


def test_nothing_looks_like_a_path_of_anybodys_machine(everything: list[tuple[str, bytes]]) -> None:
    found = {
        f"{name}: {match.decode(errors='replace')}"
        for name, data in everything
        for match in PATHS.findall(data)
    }
    assert found == set()
