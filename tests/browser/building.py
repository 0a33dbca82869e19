"""Build reports in a process of their own, and name their pages before they are built."""

from __future__ import annotations

import getpass
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from monitorlib import paths
from monitorlib.running.sections import all_sections

SECTIONS = [section.page for section in all_sections()]
PAGES = ["index.html", "search.html", *SECTIONS]
"""The pages that a reader walks through; the single file is tested apart."""
PATIENCE = 300
"""Seconds to wait for another build of the same report."""


def monitorlib(root: Path, *words: str, **settings: str) -> str:
    """Run the program on a project; give what it says, or raise that."""
    done = subprocess.run(
        [sys.executable, "-m", "monitorlib", *words],
        env={**os.environ, "MONITORLIB_ROOT": str(root), **settings},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stderr


def ensure_report(root: Path, year: str, locale: str = "en", **settings: str) -> Path:
    """Build the report of a year, after any build of it that is running, and give its folder."""
    name = year if locale == "en" else f"{year}-{locale}"
    end = time.monotonic() + PATIENCE
    while True:
        try:
            monitorlib(root, "report", "--year", year, "--locale", locale, **settings)
            return root / "report" / name
        except RuntimeError as error:
            if "another one running" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.5)


COMMON = {"root", "user", "runner", "admin", "localhost", "ubuntu", "debian", "home", "main"}
"""Names of users and hosts that are words, too: finding them proves nothing."""


def machine() -> dict[str, str]:
    """What a careless file would tell of this machine, as far as it is distinctive."""
    named = {
        "folder of the project": str(paths.root()),
        "home": str(Path.home()),
        "user": getpass.getuser(),
        "host": socket.gethostname(),
    }
    return {
        what: text
        for what, text in named.items()
        if len(text.strip("/")) >= 5 and text.strip("/").lower() not in COMMON
    }
