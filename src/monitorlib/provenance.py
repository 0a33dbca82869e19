"""When and from what a report was made: the same for the same state of the project.

A clock would give other bytes each time. The date is that of the state the report was made
from: an epoch given from outside, the last commit, or the release that CITATION.cff names.
"""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, datetime
from functools import cache
from importlib import metadata

from monitorlib import paths

GIVEN = "SOURCE_DATE_EPOCH"
"""Seconds since 1970, as the Reproducible Builds project defines it."""


def built() -> datetime:
    """Give the date of the state that a report is made from.

    Returns
    -------
    datetime
        In UTC.

    Raises
    ------
    BuildError
        If the epoch that was given is no number of seconds.
    """
    given = os.environ.get(GIVEN, "").strip()
    if not given:
        return _committed() or _released()
    try:
        return datetime.fromtimestamp(int(given) if given.isdigit() else float("nan"), UTC)
    except (ValueError, OverflowError, OSError):
        from monitorlib.errors import BuildError

        raise BuildError(
            "seconds since 1970", repr(given), GIVEN, "leave it out, or set it to `date +%s`"
        ) from None


def version() -> str:
    """Give the version of the package.

    Returns
    -------
    str
        Such as ``0.1.0``.
    """
    return metadata.version("monitorlib")


@cache
def _committed() -> datetime | None:
    """Give the date of the last commit, if the project lies in git."""
    command = ["git", "-C", str(paths.root()), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
        return datetime.fromtimestamp(int(done.stdout), UTC)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def cited(name: str) -> str:
    """Give a field of CITATION.cff.

    Parameters
    ----------
    name : str
        Such as ``date-released``.

    Returns
    -------
    str
        Its text; blank if there is none.
    """
    try:
        text = (paths.root() / "CITATION.cff").read_text(encoding="utf-8")
    except OSError:
        return ""
    found = re.search(rf"^{re.escape(name)}: *(.+)$", text, flags=re.MULTILINE)
    return found[1].strip() if found else ""


def _released() -> datetime:
    """Give the date of the release."""
    try:
        return datetime.fromisoformat(cited("date-released")).replace(tzinfo=UTC)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)
