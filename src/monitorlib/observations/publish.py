"""From the office's charts to those that anybody may read: what is private stays behind.

Public charts have no private field, no row number and another id. The id is a keyed sum of
the private one: it stays the same from build to build, and without the office's key nobody
can tell which chart it was.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

import pandas as pd

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.messages import noted
from monitorlib.observations.checking import Checked
from monitorlib.observations.specification import Specification
from monitorlib.tabular.celltext import safe

KEY_FILE = "key"
KEY_BYTES = 32
ID_LETTERS = 12
READING = ["kind", "name", "number", "text"]


def key(year: str) -> bytes:
    """Give the office's key for the ids of a year; make one where there is none.

    Parameters
    ----------
    year : str
        The period.

    Returns
    -------
    bytes
        32 bytes, kept in the year's private folder.

    Raises
    ------
    SourceError
        If the key was damaged.
    """
    path = paths.private(year) / KEY_FILE
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_hex(KEY_BYTES) + "\n", encoding="ascii")
        path.chmod(0o600)
    try:
        made = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        made = b""
    if len(made) != KEY_BYTES:
        raise SourceError(
            f"a key of {2 * KEY_BYTES} hexadecimal digits",
            "something else",
            paths.inside(path),
            "restore the file from a backup; a new key gives every chart a new public id",
        )
    return made


def public_id(private: str, secret: bytes) -> str:
    """Give a chart its public id.

    Parameters
    ----------
    private : str
        The office's id.
    secret : bytes
        The office's key.

    Returns
    -------
    str
        ``c`` and 12 hexadecimal digits; the same for the same id and key.

    Examples
    --------
    >>> public_id("ALA-17", b"0" * 32) == public_id("ALA-17", b"0" * 32)
    True
    >>> public_id("ALA-17", b"0" * 32) == public_id("ALA-17", b"1" * 32)
    False
    """
    return "c" + hmac.new(secret, private.encode(), hashlib.sha256).hexdigest()[:ID_LETTERS]


def public_charts(
    charts: pd.DataFrame, specification: Specification, secret: bytes
) -> pd.DataFrame:
    """Leave out what is private.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_fields + 2)
        Typed charts.
    specification : Specification
        The chart.
    secret : bytes
        The office's key.

    Returns
    -------
    DataFrame of shape (n_charts, n_public_fields + 1)
        By day, town and public id, so that the order tells nothing either.
    """
    ids = charts["id"].map(lambda private: public_id(private, secret)).astype("str")
    made = charts[specification.public].assign(id=ids)
    made = made[["id", *specification.public]]
    for name in made.select_dtypes(["string", "object"]):
        made[name] = made[name].map(safe)
    return made.sort_values(["date", "city", "id"], ignore_index=True)


def reading(checked: Checked) -> pd.DataFrame:
    """Say how the charts were read, without any value of theirs.

    Parameters
    ----------
    checked : Checked
        Charts without errors.

    Returns
    -------
    DataFrame of shape (n_rows, 4)
        Kind (``rows``, ``format``, ``unstated``, ``warning``, ``ignored``), name, number, text.
    """
    rows = [("format", checked.format.name, len(checked.charts), checked.format.title)]
    rows += [("rows", name, count, "") for name, count in checked.accounting()]
    rows += [("unstated", name, 0, reason) for name, reason in checked.unstated.items()]
    warned = pd.Series([problem.rule for problem in checked.warnings], dtype="str")
    for rule, count in warned.value_counts().sort_index().items():
        rows.append(("warning", str(rule), int(count), ""))
    rows.append(("ignored", noted("columns not read"), len(checked.ignored), ""))
    return pd.DataFrame(rows, columns=READING)


def publish(year: str, checked: Checked, specification: Specification) -> Path:
    """Write the public charts of a year and how they were read.

    Parameters
    ----------
    year : str
        The period.
    checked : Checked
        Charts without errors.
    specification : Specification
        The chart.

    Returns
    -------
    Path
        `data/raw/charts-YEAR`.

    Raises
    ------
    SourceError
        If the charts have errors.
    """
    if checked.errors:
        raise SourceError(
            "charts without errors",
            f"{len(checked.errors)} errors",
            f"the charts of {year}",
            f"run `make check YEAR={year}` and mend them",
        )
    folder = paths.charts(year)
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        "charts": public_charts(checked.charts, specification, key(year)),
        "reading": reading(checked),
    }
    for name, frame in made.items():
        _put(folder / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n"))
    return folder


def _put(path: Path, text: str) -> None:
    """Write a file in one step, and only where it changes."""
    data = text.encode()
    if path.exists() and path.read_bytes() == data:
        return
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(data)
    aside.replace(path)
