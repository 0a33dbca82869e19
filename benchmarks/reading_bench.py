"""Reading and checking charts from CSV, beside pandas.read_csv of the same file.

    python benchmarks/reading_bench.py [charts] [runs]

Both are timed in turn within one process; the least of each counts. The generated charts are
invented and of one year of their own, so that only the reading is measured.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

import random_charts
from monitorlib import paths
from monitorlib.observations import checking
from monitorlib.observations.settings import Settings
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import Vocabulary

YEAR = "2017"


def main(charts: int = 100_000, runs: int = 3) -> None:
    """Print rows a second and the ratio, and where the time goes."""
    vocabulary, specification = Vocabulary(paths.hand()), Specification(paths.hand())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "charts.csv"
        random_charts.write(path, charts)
        text = path.read_text(encoding="utf-8")
        year = pd.read_csv(path, usecols=["date"], nrows=1)["date"].iloc[0][:4]
        path.write_text(text.replace(f"{year}-", f"{YEAR}-"), encoding="utf-8")
        ours, plain = [], []
        for _ in range(runs):
            begun = time.perf_counter()
            frame = pd.read_csv(path)
            plain.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            checked = checking.check(path, YEAR, Settings(), vocabulary, specification)
            ours.append(time.perf_counter() - begun)
        profile = cProfile.Profile()
        profile.runcall(checking.check, path, YEAR, Settings(), vocabulary, specification)
    megabytes = len(text.encode()) / 1e6
    print(f"{len(frame)} charts of {frame.shape[1]} columns, {megabytes:.1f} MB")
    print(f"errors {len(checked.errors)}, warnings {len(checked.warnings)}")
    print(f"read and checked in {min(ours):.2f} s: {charts / min(ours):.0f} charts a second")
    print(f"pandas.read_csv in {min(plain):.2f} s; ratio {min(ours) / min(plain):.1f}")
    stats = pstats.Stats(profile)
    stats.sort_stats("cumulative").print_stats("monitorlib/observations", 25)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
