"""Measure the build against the plain chain of commands, in one run on one machine.

The plain chain is the papermill command and then the nbconvert command for each notebook,
one after another. Everything runs in a copy of the project. Short commands are run several
times and the median is taken; ratios are what counts, seconds depend on the machine.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPEATS = 5
BOUNDS = {
    "full build": 0.25,
    "second run, nothing changed": 0.02,
    "one notebook edited": 0.10,
    "import monitorlib / import pandas": 1.2,
    "audit and search for repairs": 0.015,
}
AUDIT = """
import time
from monitorlib import paths
from monitorlib.audit import audit
from monitorlib.processing import build, derive
from monitorlib.vocabulary import Vocabulary
made = build.tables()
begun = time.perf_counter()
vocabulary = Vocabulary(paths.hand())
edition = audit.Edition.read(vocabulary, paths.raw())
facts = made["facts"]
bare = derive.derived_from(facts[facts["correction"] == ""], vocabulary)
verdicts, _ = audit.as_printed(bare, edition)
audit.audit(made, edition, verdicts)
print(time.perf_counter() - begun)
"""
"""What the audit adds to a build, timed inside a process in which all is imported."""


def seconds(*command: str, root: Path) -> float:
    """Run a Python command to its end and give its wall time."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, *command],
        env={**os.environ, "MONITORLIB_ROOT": str(root)},
        cwd=root,
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - begun


def copy_of_project(folder: Path) -> Path:
    """Copy what a build needs."""
    root = folder / "project"
    root.mkdir()
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("pyproject.toml", "requirements.lock"):
        shutil.copy2(ROOT / name, root / name)
    return root


def plain_chain(root: Path) -> float:
    """Time the papermill and nbconvert commands, notebook by notebook."""
    folder = root / "plain"
    folder.mkdir()
    total = 0.0
    for notebook in sorted((root / "notebooks").glob("*.ipynb")):
        done = str(folder / notebook.name)
        total += seconds("-m", "papermill", str(notebook), done, "-p", "YEAR", "2017", root=root)
        total += seconds("-m", "nbconvert", "--to", "html", done, root=root)
    return total


def build(root: Path) -> float:
    """Time one build."""
    return seconds("-m", "monitorlib", "report", "--year", "2017", root=root)


def fresh_build(root: Path) -> float:
    """Time a build with nothing to start from."""
    for name in ("build", "report"):
        shutil.rmtree(root / name, ignore_errors=True)
    return build(root)


def edited_build(root: Path, turn: int) -> float:
    """Time a build after one notebook changed."""
    notebook = root / "notebooks" / "04-protest-activity.ipynb"
    text = notebook.read_text(encoding="utf-8")
    notebook.write_text(text.replace("## Limits", f"## Limits {turn}", 1), encoding="utf-8")
    taken = build(root)
    notebook.write_text(text, encoding="utf-8")
    return taken


def median(figures: list[float]) -> float:
    """Give the median."""
    return statistics.median(figures)


def import_ratio(root: Path) -> float:
    """Compare the two imports, in turn; each figure is one fresh process."""
    ours, theirs = [], []
    for _ in range(2 * REPEATS):
        ours.append(seconds("-c", "import monitorlib", root=root))
        theirs.append(seconds("-c", "import pandas", root=root))
    return median(ours) / median(theirs)


def audit_seconds(root: Path) -> float:
    """Time the audit alone."""
    done = subprocess.run(
        [sys.executable, "-c", AUDIT],
        env={**os.environ, "MONITORLIB_ROOT": str(root)},
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout)


def main() -> int:
    """Measure everything, print it, and fail where a bound is missed."""
    with tempfile.TemporaryDirectory() as name:
        root = copy_of_project(Path(name))
        build(root)
        chain = plain_chain(root)
        full = median([fresh_build(root) for _ in range(3)])
        second = median([build(root) for _ in range(REPEATS)])
        edited = median([edited_build(root, turn) for turn in range(3)])
        audited = median([audit_seconds(root) for _ in range(REPEATS)])
        measured = {
            "audit and search for repairs": (audited, audited / chain),
            "full build": (full, full / chain),
            "second run, nothing changed": (second, second / chain),
            "one notebook edited": (edited, edited / chain),
            "import monitorlib / import pandas": (float("nan"), import_ratio(root)),
        }
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors")
    print(f"plain chain: {chain:.1f} s")
    missed = 0
    for label, (taken, ratio) in measured.items():
        verdict = "ok" if ratio <= BOUNDS[label] else "MISSED"
        missed += ratio > BOUNDS[label]
        shown = "" if taken != taken else f"{taken:.2f} s, "
        print(f"{label}: {shown}ratio {ratio:.3f}, bound {BOUNDS[label]}: {verdict}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
