"""A new year: its rows in `data/hand`, its folder for charts, its settings."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations.settings import Settings, settings_file
from monitorlib.vocabulary import Vocabulary

SETTINGS = """
[charts.{year}]
file = ""                # the charts; blank: the one file in data/private/charts-{year}
sheet = ""               # sheet of a workbook; blank: every sheet that looks like charts
format = ""              # a format of data/hand/chart-formats; blank: recognised by its header
crowd_rule = "{rule}"    # how "dozens" becomes a number: a rule of data/hand/crowd-rules.csv
small_cells = 0          # hide counts of persons detained or sanctioned below this; 0 hides none
approved_only = false    # keep only submissions that were approved
"""
NOTE = "calendar year; months monitored as planned"
COVERAGE = "not stated yet whether monitors watched the town"


def new_year(year: str) -> list[str]:
    """Make room for the charts of a year; what is there already stays as it is.

    Parameters
    ----------
    year : str
        A calendar year after all periods there are.

    Returns
    -------
    list of str
        What was done, a line each.

    Raises
    ------
    SourceError
        If the year is no year, or lies before a period that there is.
    """
    after_edition(year)
    vocabulary = Vocabulary(paths.hand())
    periods = vocabulary.periods["period"].tolist()
    done = []
    if year not in periods:
        row = [year, year, "12", f"{year}-01", f"{year}-12", NOTE]
        _append(paths.hand() / "periods.csv", [row])
        done.append("data/hand/periods.csv: a row with 12 months; mend it if fewer were monitored")
    said = vocabulary.table("coverage")
    missing = [
        town for town in vocabulary.towns if town not in set(said["place"][said["period"] == year])
    ]
    if missing:
        _append(
            paths.hand() / "coverage.csv", [[year, town, "unknown", COVERAGE] for town in missing]
        )
        done.append("data/hand/coverage.csv: say for each town whether monitors watched it")
    done += _folder(year)
    done += _settings(year)
    return done


def after_edition(year: str) -> str:
    """Give a year that charts can be counted for: one that no printed edition tells of.

    Parameters
    ----------
    year : str
        What was asked for.

    Returns
    -------
    str
        The year.

    Raises
    ------
    SourceError
        If it is no year, or the printed edition tells of it.
    """
    if not re.fullmatch("20[0-9]{2}", year) or year <= paths.edition():
        periods = Vocabulary(paths.hand()).periods["period"].tolist()
        raise SourceError(
            f"a year after {paths.edition()}",
            repr(year),
            "YEAR",
            f"for example YEAR={_next(periods)}",
        )
    return year


def _next(periods: list[str]) -> int:
    """Name the year after the last period."""
    last = periods[-1]
    return int(last[:2] + last[-2:] if "-" in last else last) + 1


def _append(path: Path, rows: list[list[str]]) -> None:
    """Add rows to the end of a table."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    before = path.read_text(encoding="utf-8")
    gap = "" if before.endswith("\n") else "\n"
    path.write_text(before + gap + text.getvalue(), encoding="utf-8")


def _folder(year: str) -> list[str]:
    """Make the private folder, with the empty form in it."""
    folder = paths.private(year)
    folder.mkdir(parents=True, exist_ok=True)
    return [f"{paths.inside(folder)}: put the charts here; nothing in it is ever published"]


def _settings(year: str) -> list[str]:
    """Add the year's settings to `monitor.toml`."""
    path = settings_file()
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if f"[charts.{year}]" in before:
        return []
    text = SETTINGS.format(year=year, rule=Settings().crowd_rule)
    path.write_text(before + text, encoding="utf-8")
    return [f"monitor.toml: the settings of {year}, each with what it means"]
