"""The office's charts on their way into the report: found, checked, published.

What checking finds is written beside the charts, in the private folder: `check.txt`, and
`check.xlsx` with the offending cells marked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations import checking, marked, publish, settings
from monitorlib.observations.problems import listing
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import Vocabulary

OURS = ("check.txt", "check.xlsx", publish.KEY_FILE)
"""What the private folder holds beside the charts."""


def source(year: str, file: str = "") -> Path | None:
    """Find the charts of a year.

    Parameters
    ----------
    year : str
        The period.
    file : str, default ""
        A file named on the command line; it goes before `monitor.toml`.

    Returns
    -------
    Path or None
        The file or folder; None where the private folder holds none.

    Raises
    ------
    SourceError
        If the named file is not there, or the folder holds several.
    """
    named = file or settings.read(year).file
    if named:
        path = Path(named) if file else paths.root() / named
        if not path.exists():
            raise SourceError(
                "the file of charts",
                "no such file",
                path.name,
                f"mend FILE, or file in monitor.toml, [charts.{year}]",
            )
        return path
    folder = paths.private(year)
    found = sorted(
        path for path in folder.glob("*") if path.name not in OURS and path.name[0] not in ".~"
    )
    if len(found) > 1:
        raise SourceError(
            "one file of charts",
            f"{len(found)}",
            paths.inside(folder),
            f"leave one there, or name it: file in monitor.toml, [charts.{year}]",
        )
    return found[0] if found else None


def check(year: str, file: str = "") -> tuple[checking.Checked, str]:
    """Look the charts of a year over and write what was found beside them.

    Parameters
    ----------
    year : str
        A period of `data/hand/periods.csv`.
    file : str, default ""
        A file to take instead of the year's own.

    Returns
    -------
    tuple of Checked and str
        The charts, and the findings as text.

    Raises
    ------
    SourceError
        If there are no charts, or they cannot be read at all.
    """
    path = source(year, file)
    if path is None and year <= paths.edition():
        raise SourceError(
            "a year with charts",
            f"{year}, which a printed edition tells of",
            "YEAR",
            "say for example YEAR=2018, or name charts of that year with FILE",
        )
    if path is None:
        raise SourceError(
            "the year's charts",
            "none",
            paths.inside(paths.private(year)),
            f"put them there; `make new-year YEAR={year}` makes the folder",
        )
    vocabulary = Vocabulary(paths.hand())
    specification = Specification(paths.hand())
    found = checking.check(path, year, settings.read(year), vocabulary, specification)
    text = report(found)
    folder = paths.private(year)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "check.txt").write_text(text + "\n", encoding="utf-8")
    marked.write(folder / "check.xlsx", found.sheets, found.problems)
    return found, text


def report(found: checking.Checked) -> str:
    """Write what checking found, for a terminal.

    Parameters
    ----------
    found : Checked
        The charts.

    Returns
    -------
    str
        The format, the account of the rows, what the format cannot state, the findings.
    """
    lines = [f"format: {found.format.title} ({found.format.name})"]
    lines += [f"{name}: {count}" for name, count in found.accounting()]
    if found.unstated:
        lines.append(f"not stated by this format, so unknown: {', '.join(found.unstated)}")
    if found.ignored:
        lines.append(f"columns not read: {', '.join(found.ignored)}")
    lines.append(f"errors: {len(found.errors)}, warnings: {len(found.warnings)}")
    return "\n".join([*lines, *filter(None, [listing(found.problems)])])


def take_in(year: str) -> str:
    """Bring the public charts of a year up to date with the office's.

    Parameters
    ----------
    year : str
        The period.

    Returns
    -------
    str
        What was done; blank where nothing had to be.

    Raises
    ------
    SourceError
        If the charts have errors; nothing is published then.
    """
    path = source(year)
    if path is None:
        return ""
    record = paths.root() / "build" / f"charts-{year}.json"
    now = _sums(year, path)
    try:
        if json.loads(record.read_text(encoding="utf-8")) == now:
            return ""
    except (OSError, ValueError):
        pass
    found, text = check(year)
    if found.errors:
        raise SourceError(
            "charts without errors",
            f"{len(found.errors)} errors",
            paths.inside(paths.private(year)),
            "mend them; check.xlsx marks each cell:\n" + text,
        )
    folder = publish.publish(year, found, Specification(paths.hand()))
    record.parent.mkdir(exist_ok=True)
    record.write_text(json.dumps(_sums(year, path)), encoding="utf-8")
    return f"charts: {len(found.charts)} charts to {paths.inside(folder)}"


def _sums(year: str, path: Path) -> dict[str, str]:
    """Sum up everything that the public charts are made from, and themselves."""
    package = Path(__file__).parent
    inputs = {
        "charts": _all_below(path),
        "hand": [path for path in paths.hand().rglob("*") if path.is_file()],
        "settings": [settings.settings_file()],
        "package": sorted(package.rglob("*.py")),
        "key": [paths.private(year) / publish.KEY_FILE],
        "public": sorted(paths.charts(year).glob("*.csv")),
    }
    return {name: _sum(files) for name, files in inputs.items()}


def _all_below(path: Path) -> list[Path]:
    """List a file, or the files of a folder."""
    return [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]


def _sum(files: Iterable[Path]) -> str:
    """Sum up names and contents."""
    total = hashlib.sha256()
    for path in sorted(files):
        if path.exists():
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
