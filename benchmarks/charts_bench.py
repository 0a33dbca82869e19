"""Measure the tabulation of charts: against queries written by hand, and how it grows.

Each measurement runs in a process of its own, so that its peak memory is its own. Ours and the
hand-written query take turns on the same charts, and the minima are compared: other work on the
machine can only add time. The exit status is 1 where a bound is missed.

    python benchmarks/charts_bench.py                          # everything, 100 million included
    python benchmarks/charts_bench.py --sizes 10000 1000000 --ratio 1000000 --large 0 --runs 3
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dask.dataframe as dd
import duckdb
import numpy as np
import pandas as pd
import polars as pl

import charts_by_hand
import random_charts
from monitorlib import paths
from monitorlib.observations.tabulation.tabulate import Tables, tabulate
from monitorlib.vocabulary import Vocabulary

BOUNDS = {"ratio": 1.3, "exponent": 1.05, "large GiB": 4.0}
GIB = 2**30
LIMIT, LIMITED = "3GB", "duckdb limited"
"""What DuckDB may take for 100 million charts; the process as a whole has 4 GiB."""
MOST = {"dask": 1_000_000}
"""The largest number of charts that an engine is timed with here; all, if it is not named."""
BYTES_A_CHART = 12
VOCABULARY = Vocabulary(paths.hand())
OPEN: dict[str, Callable[[str], Any]] = {
    "pandas": pd.read_parquet,
    "polars": pl.read_parquet,
    "polars lazy": pl.scan_parquet,
    "duckdb": lambda path: duckdb.connect().read_parquet(path),
    "dask": dd.read_parquet,
    LIMITED: lambda path: duckdb.connect(config={"memory_limit": LIMIT}).read_parquet(path),
}
"""How each engine holds charts: the first two in memory, the others in the file."""


def ours(charts: Any) -> Tables:
    """Tabulate."""
    return tabulate(charts, VOCABULARY, period="2018", towns=VOCABULARY.towns)


def by_hand(engine: str, charts: Any) -> tuple[charts_by_hand.Made, charts_by_hand.Made]:
    """Tabulate by the hand-written query."""
    query = charts_by_hand.sql if engine == "duckdb" else charts_by_hand.polars
    return charts_by_hand.tables(*query(charts), VOCABULARY.towns)


def same(tables: Tables, made: tuple[charts_by_hand.Made, charts_by_hand.Made]) -> bool:
    """Say whether both give the same numbers."""
    key = ["place", "measure", "category"]
    shapes = (
        (tables.counts, ["value", "known", "charts"]),
        (tables.bases, ["numerator", "denominator", "known", "charts"]),
    )
    found = [
        {tuple(row[:3]): tuple(map(float, row[3:])) for row in table[key + cells].values}
        for table, cells in shapes
    ]
    return found == list(made)


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """Give a result, its wall time and its processor time in seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - wall, time.process_time() - cpu


def child_ratio(engine: str, path: str, runs: int) -> dict[str, Any]:
    """Let both take turns on the same charts."""
    charts = OPEN[engine](path)
    hand_charts = charts.lazy() if engine == "polars" else charts
    rounds = []
    agree = True
    for _ in range(runs + 1):
        made, *mine = timed(lambda: ours(charts))
        hand, *theirs = timed(lambda: by_hand(engine, hand_charts))
        agree = agree and same(made, hand)
        rounds.append([*mine, *theirs])
    return {"rounds": rounds[1:], "same": agree}


def child_time(engine: str, path: str, runs: int) -> dict[str, Any]:
    """Time one engine on one file, and say what the process took at most."""
    charts = OPEN[engine](path)
    seconds = min(timed(lambda: ours(charts))[1] for _ in range(runs))
    return {"seconds": seconds, "bytes": peak()}


def peak() -> int:
    """Give the largest resident memory of this process, in bytes.

    Linux hands the peak of a parent down to its child in what `getrusage` tells, so ask /proc.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


CHILDREN = {"ratio": child_ratio, "time": child_time}


def measured(kind: str, engine: str, path: Path, runs: int) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, __file__, "--child", kind, engine, str(path), str(runs)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def written(folder: Path, n: int) -> Path:
    """Write n charts, if the folder has room for them."""
    free = shutil.disk_usage(folder).free
    if free < 2 * n * BYTES_A_CHART:
        sys.exit(f"expected {2 * n * BYTES_A_CHART / GIB:.1f} GiB free in {folder}; give --folder")
    path = folder / f"{n}.parquet"
    random_charts.write(path, n, numbered=False)
    return path


def row(what: str, *cells: str, bound: float | None = None, value: float = math.nan) -> bool:
    """Print one row of the table; say whether it keeps its bound."""
    kept = bound is None or value <= bound
    verdict = "" if bound is None else f"{bound:g}" if kept else f"{bound:g} MISSED"
    print("| " + " | ".join([what, *cells, verdict]) + " |", flush=True)
    return kept


def ratios(path: Path, n: int, runs: int) -> bool:
    """Compare with the queries written by hand."""
    kept = True
    for engine in ("polars", "duckdb"):
        found = measured("ratio", engine, path, runs)
        wall, cpu, hand_wall, hand_cpu = (min(one) for one in zip(*found["rounds"], strict=True))
        equal = "same numbers" if found["same"] else "OTHER NUMBERS"
        kept &= found["same"]
        kept &= row(
            f"{engine}, {n:,} charts, beside the hand-written query ({equal})",
            f"{wall:.2f} s and {hand_wall:.2f} s",
            f"{wall / hand_wall:.2f} (processor time {cpu / hand_cpu:.2f})",
            bound=BOUNDS["ratio"],
            value=wall / hand_wall,
        )
    return kept


def growth(files: dict[int, Path], runs: int) -> bool:
    """Time every engine on every size, and fit the exponent."""
    kept = True
    for engine in [name for name in OPEN if name != LIMITED]:
        seconds = {}
        for n, path in files.items():
            if n > MOST.get(engine, n):
                continue
            found = measured("time", engine, path, runs)
            seconds[n] = found["seconds"]
            row(f"{engine}, {n:,} charts", f"{seconds[n]:.3f} s", f"{found['bytes'] / GIB:.2f} GiB")
        fitted = {n: time_ for n, time_ in seconds.items() if 100_000 <= n <= 10_000_000}
        if len(fitted) > 1:
            sizes = f"{min(fitted):,} to {max(fitted):,} charts"
            last = exponent(dict(list(fitted.items())[-2:]))
            kept &= row(
                f"{engine}, exponent of time from {sizes}",
                f"{last:.2f} between the last two",
                f"{exponent(fitted):.2f}",
                bound=BOUNDS["exponent"],
                value=exponent(fitted),
            )
    return kept


def exponent(seconds: dict[int, float]) -> float:
    """Fit the power of n that time grows with."""
    return float(np.polyfit(np.log(list(seconds)), np.log(list(seconds.values())), 1)[0])


def large(folder: Path, n: int, runs: int) -> bool:
    """Count the largest file."""
    path = written(folder, n)
    found = measured("time", LIMITED, path, runs)
    size = path.stat().st_size / GIB
    path.unlink()
    return row(
        f"duckdb, {n:,} charts in {size:.2f} GiB of Parquet, memory limit {LIMIT}",
        f"{found['seconds']:.1f} s",
        f"{found['bytes'] / GIB:.2f} GiB",
        bound=BOUNDS["large GiB"],
        value=found["bytes"] / GIB,
    )


def main() -> int:
    """Read the arguments and run."""
    if sys.argv[1:2] == ["--child"]:
        kind, engine, path, runs = sys.argv[2:]
        warnings.filterwarnings("ignore", "Dask support", FutureWarning)
        print(json.dumps(CHILDREN[kind](engine, path, int(runs))))
        return 0
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[10**4, 10**5, 10**6, 10**7])
    parser.add_argument("--ratio", type=int, default=10**7, help="charts beside a query by hand")
    parser.add_argument("--large", type=int, default=10**8, help="charts with little memory")
    parser.add_argument("--runs", type=int, default=5, help="runs to take the minimum of")
    parser.add_argument("--folder", type=Path, help="where the files may lie for a while")
    given = parser.parse_args()
    versions = f"Polars {pl.__version__}, DuckDB {duckdb.__version__}, pandas {pd.__version__}"
    print(f"Python {platform.python_version()}, {versions}, minima of {given.runs} runs\n")
    print("| what | seconds | ratio, peak memory or exponent | bound |\n|---|---|---|---|")
    kept = True
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        if given.ratio:
            kept &= ratios(written(folder, given.ratio), given.ratio, given.runs)
        kept &= growth({n: written(folder, n) for n in sorted(given.sizes)}, given.runs)
        if given.large:
            kept &= large(folder, given.large, min(given.runs, 2))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
