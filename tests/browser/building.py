"""Build reports in a process of their own, and name their pages before they are built."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from monitorlib.sections import all_sections

SECTIONS = [section.page for section in all_sections()]
PAGES = ["index.html", *SECTIONS]
"""The pages that a reader walks through; the single file is tested apart."""
PATIENCE = 300
"""Seconds to wait for another build of the same report."""


def ensure_report(root: Path, year: str) -> Path:
    """Build the report of a year, after any build of it that is running, and give its folder."""
    command = [sys.executable, "-m", "monitorlib", "report", "--year", year]
    end = time.monotonic() + PATIENCE
    while True:
        done = subprocess.run(
            command,
            env={**os.environ, "MONITORLIB_ROOT": str(root)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode == 0:
            return root / "report" / year
        if "another one running" not in done.stderr or time.monotonic() > end:
            raise RuntimeError(done.stderr)
        time.sleep(0.5)
