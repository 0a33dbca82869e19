"""How soon a page is ready in Chromium, and what the export adds to executing the notebooks.

    python benchmarks/pages_bench.py [runs] [builds]

A page is ready when the frame after its load event is drawn, counted from the start of the
navigation; pages come from the disk, in a browser that runs already. What the export adds is a
whole build, with nothing to start from, less the notebooks executed alone. Prints the tables of
PAGES.md and fails where a bound is missed.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from monitorlib import paths

# The rest is imported where it is used: every kernel forked from here imports this file again.

READY_IN = 200
"""Milliseconds in which every page has to be ready, in the median of the runs."""
SHARE = 0.5
"""How much the export may add to the time of executing the notebooks."""
NOTE = """
window.readyAfter = new Promise(ready => addEventListener("load",
  () => requestAnimationFrame(() => setTimeout(() => ready(performance.now())))));
"""


def pages(folder: Path, runs: int) -> dict[str, list[float]]:
    """Open every page several times, in turn; give the milliseconds of each."""
    from playwright.sync_api import sync_playwright

    from monitorlib.takeaway.printing import chromium

    names = sorted(path.name for path in folder.glob("*.html"))
    times: dict[str, list[float]] = {name: [] for name in names}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.add_init_script(NOTE)
        for number in range(runs + 1):
            for name in names:
                tab.goto((folder / name).as_uri())
                after = tab.evaluate("window.readyAfter")
                if number:  # the first round warms the browser up
                    times[name].append(after)
        browser.close()
    return times


def cleared(year: str) -> None:
    """Leave nothing of a build."""
    for folder in ("build", "report"):
        shutil.rmtree(paths.root() / folder / year, ignore_errors=True)


def whole(year: str) -> float:
    """Build a report with nothing to start from; give the seconds."""
    from monitorlib.report import make_report

    cleared(year)
    begun = time.perf_counter()
    make_report(year)
    return time.perf_counter() - begun


def executing(year: str) -> float:
    """Execute the notebooks alone, side by side as a build does; give the seconds."""
    from monitorlib.running import execute, kernels
    from monitorlib.running.sections import all_sections

    parameters = {"YEAR": year, "AS_PRINTED": False, "LOCALE": "en"}
    managers: list[Any] = []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        begun = time.perf_counter()
        kernels.warm_up()
        tasks = [
            pool.submit(
                execute.execute, path, parameters, Path(folder) / path.name, managers.append
            )
            for path in (section.notebook for section in all_sections())
        ]
        for task in tasks:
            task.result()
        return time.perf_counter() - begun


def tell_pages(times: dict[str, list[float]]) -> bool:
    """Print the table of pages; say whether all are quick enough."""
    print("| page | KB | ready after, median (ms) | slowest (ms) |\n|---|---|---|---|")
    folder = paths.root() / "report" / paths.edition()
    for name, runs in times.items():
        size = (folder / name).stat().st_size / 1000
        print(f"| {name} | {size:.0f} | {statistics.median(runs):.0f} | {max(runs):.0f} |")
    medians = {
        name: statistics.median(runs)
        for name, runs in times.items()
        if not name.startswith("report-")
    }
    print(f"\nMedian of all pages {statistics.median(medians.values()):.0f} ms, ", end="")
    slowest = max(medians, key=medians.__getitem__)
    print(f"slowest {slowest} with {medians[slowest]:.0f} ms; bound {READY_IN} ms.")
    return medians[slowest] < READY_IN


def tell_share(year: str, runs: int) -> bool:
    """Build and execute in turn; say what the export adds."""
    pairs = [(executing(year), whole(year)) for _ in range(runs)]
    alone, full = (statistics.median(column) for column in zip(*pairs, strict=True))
    noted = json.loads((paths.root() / "build" / year / "timings.json").read_text("utf-8"))
    share = (full - alone) / alone
    print(
        f"\nNotebooks alone {alone:.1f} s, whole build {full:.1f} s (medians of {runs}): ", end=""
    )
    print(f"the export adds {share:.2f} of executing; bound {SHARE}.")
    print("Parts as the last build noted them, those of parallel sections added up: ", end="")
    print(", ".join(f"{name} {seconds:.1f} s" for name, seconds in noted.items()) + ".")
    return share <= SHARE


def copy_of_project(folder: Path) -> Path:
    """Copy what a build needs, so that no report of the project is touched."""
    for name in ("data", "notebooks"):
        shutil.copytree(paths.root() / name, folder / name)
    for name in ("pyproject.toml", "requirements.lock", "CITATION.cff"):
        shutil.copy2(paths.root() / name, folder)
    return folder


def main(runs: int = 7, builds: int = 3) -> int:
    """Measure both, in a copy of the project."""
    from monitorlib.errors import BuildError
    from monitorlib.takeaway.printing import VARIABLE, chromium

    try:
        if chromium() is None:
            raise BuildError("Chromium", "none", VARIABLE, "install it, or name it there")
    except BuildError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    year = paths.edition()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MONITORLIB_ROOT"] = str(copy_of_project(Path(folder)))
        modest = tell_share(year, builds)
        quick = tell_pages(pages(paths.root() / "report" / year, runs))
    return 0 if quick and modest else 1


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
