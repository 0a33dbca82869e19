"""Invented charts whose margins are the printed figures of 2017, as far as these agree.

They describe no assembly that took place. `margins` says which printed figures they keep,
`contradictions` why they cannot keep the others, `jointtable` which counts they have, and
`dealing` how counts become charts. Every row says that it is invented. The same seed gives
the same charts.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations.practice import dealing, deals
from monitorlib.observations.practice.chartrows import crowd, event, reaction
from monitorlib.observations.practice.chartsets import issues
from monitorlib.observations.practice.jointtable import solved
from monitorlib.observations.practice.margins import targets
from monitorlib.observations.practice.reactions import reactions
from monitorlib.observations.specification import Specification

INVENTED = "invented"
SEED = 2017
POLITICAL = ("against political repressions", "in support of the president")
"""The source has no list of political concerns; its text tells of these two (lines 208-209)."""
WEEKS = 51
"""Whole weeks that every year has from its first Monday on."""
LIKELY = [3, 3, 3, 3, 3, 1, 1]
"""How likely a day of the week is, from Monday on."""


def charts(year: str | int = 2017, seed: int = SEED) -> pd.DataFrame:
    """Invent the charts of a year.

    Parameters
    ----------
    year : str or int, default 2017
        A calendar year; it moves the dates and nothing else.
    seed : int, default 2017
        Chooses among the sets of charts with the same margins.

    Returns
    -------
    DataFrame of shape (36, n_fields)
        Typed charts by date, all fields of the specification in order. `source` and `notes`
        are ``invented`` in every row, and ids begin with ``INV``.

    Raises
    ------
    SourceError
        If the year is none, or if the figures to keep contradict each other.

    Examples
    --------
    >>> made = charts(2018)
    >>> len(made), set(made["source"]), int(made["participants_best"].sum())
    (36, {'invented'}, 1697)
    """
    monday = _first_monday(year)
    figures, rng = targets(), np.random.default_rng(seed)
    solution, concerns = solved(figures, seed), issues(figures.values())
    slots = deals.slots(solution)
    said = dealing.roles(slots, solution, concerns, rng)
    single = {number: code == "single" for number, code in said["organiser"].items()}
    people, minutes = dealing.crowds(slots, solution, single, rng)
    done = reactions(slots, solution, people, rng)
    days = _days(len(slots), rng)
    rows = [
        {"date": (monday + dt.timedelta(day)).isoformat(), "duration": minutes[slot.number]}
        | event(slot, said, concerns, rng)
        | crowd(people[slot.number])
        | reaction(slot.number, done, solution)
        for day, slot in zip(days, slots, strict=True)
    ]
    political = [row for row in rows if row["concern_group"] == "political"]
    for row, text in zip(political, POLITICAL, strict=True):
        row["concern"] = text
    return _typed(rows)


def may_replace(path: Path) -> bool:
    """Tell whether invented charts may be written to a place.

    Parameters
    ----------
    path : Path
        A CSV, which need not exist.

    Returns
    -------
    bool
        False where there are charts of which one does not say that it is invented.
    """
    if not path.exists():
        return True
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return all(row.get("source") == INVENTED for row in csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error):
        return False


def write(path: Path, year: str | int = 2017, seed: int = SEED) -> Path:
    """Write the invented charts of a year as a table, as an office would hand it in.

    Parameters
    ----------
    path : Path
        The CSV to write, UTF-8 with commas; its folder is made.
    year : str or int, default 2017
        As for `charts`.
    seed : int, default 2017
        As for `charts`.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    SourceError
        As for `charts`.
    """
    made = charts(year, seed)
    path.parent.mkdir(parents=True, exist_ok=True)
    made.to_csv(path, index=False, lineterminator="\n")
    return path


def _first_monday(year: str | int) -> dt.date:
    """Give the first Monday of a year."""
    try:
        start = dt.date(int(year), 1, 1)
    except ValueError:
        raise SourceError(
            "a calendar year such as 2018", repr(year), "the year", "name one year"
        ) from None
    return start + dt.timedelta(-start.weekday() % 7)


def _days(number: int, rng: np.random.Generator) -> list[int]:
    """Draw different days, counted from the first Monday of a year."""
    weights = np.array(LIKELY * WEEKS) / (sum(LIKELY) * WEEKS)
    return [int(day) for day in rng.choice(len(weights), number, replace=False, p=weights)]


def _typed(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Put the rows in order of date, number and mark them, and type their fields."""
    fields = Specification(paths.hand()).fields
    blank = {name: None if one.type == "whole" else "" for name, one in fields.items()}
    same = {"monitor": "INV01", "source": INVENTED, "notes": INVENTED, "date_precision": "day"}
    ordered = sorted(rows, key=lambda row: row["date"])
    made = [blank | same | row | {"id": f"INV-{n:03}"} for n, row in enumerate(ordered, start=1)]
    types = {name: "Int64" if one.type == "whole" else "str" for name, one in fields.items()}
    return pd.DataFrame(made, columns=list(fields)).astype(types)
