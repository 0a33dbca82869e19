"""Where a period lies on an axis of months: drawn to its length, at its place where known.

The months of some periods are not printed. Such a period is drawn to its length in the
middle of the time in which it can lie: within the years that name it, after the period
before and before the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from monitorlib.vocabulary import records

YEAR = 12


@dataclass(frozen=True)
class Span:
    """A period on the axis; all numbers are months since the axis begins.

    Attributes
    ----------
    period : str
        Its name.
    left, right : float
        Where it is drawn.
    months : float
        Its length.
    placed : bool
        Whether its first month is known.
    """

    period: str
    left: float
    right: float
    months: float
    placed: bool

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return (self.left + self.right) / 2


def spans(periods: pd.DataFrame) -> list[Span]:
    """Lay periods out in time.

    Parameters
    ----------
    periods : DataFrame
        Rows in order of time with `period`, `months`, and `start` and `end` as year and
        month where they are known.

    Returns
    -------
    list of Span
        One a period; the first year begins at 0.

    Examples
    --------
    >>> rows = {"period": ["2015", "2016"], "months": [12, 12], "start": ["2015-01", "2016-01"]}
    >>> [(each.left, each.right) for each in spans(pd.DataFrame(rows).assign(end=""))]
    [(0.0, 12.0), (12.0, 24.0)]
    """
    rows = records(periods)
    origin = min((_years(str(row["period"]))[0] for row in rows), default=0) * YEAR
    found: list[Span] = []
    free = 0.0
    for row, later in zip(rows, [*rows[1:], None], strict=True):
        length, start = float(row["months"]), _month(row["start"])
        if start is None:
            left = _middle(str(row["period"]), length, free, _latest(later), origin)
        else:
            left = max(free, start - origin)
        found.append(Span(str(row["period"]), left, left + length, length, start is not None))
        end = _month(row["end"])
        free = max(left + length, free if end is None else end + 1.0 - origin)
    return found


def _middle(name: str, length: float, free: float, latest: float | None, origin: int) -> float:
    """Place a period in the middle of the time in which it can lie."""
    first, last = _years(name)
    begin = max(free, float(first * YEAR - origin))
    end = (last + 1.0) * YEAR - origin
    end = end if latest is None else min(end, latest - origin)
    return max(free, begin + max(0.0, end - begin - length) / 2)


def _latest(row: dict[str, object] | None) -> float | None:
    """Give the month by which the period before must have ended."""
    return None if row is None else _month(row["start"])


def _years(name: str) -> tuple[int, int]:
    """Read the years that name a period."""
    first, _, last = name.partition("-")
    return int(first), int(first[:2] + last) if last else int(first)


def _month(text: object) -> float | None:
    """Read a year and month as a number of months; None where it is not known."""
    found = re.match(r"(\d{4})-(\d{2})", str(text))
    return float(int(found[1]) * YEAR + int(found[2]) - 1) if found else None


def joined(names: Iterable[str], axis: list[Span]) -> list[list[Span]]:
    """Put periods that follow one another into runs.

    Parameters
    ----------
    names : iterable of str
        Some periods of the axis.
    axis : list of Span
        All periods.

    Returns
    -------
    list of list of Span
        Runs in order of time.
    """
    wanted = {*names}
    runs: list[list[Span]] = [[]]
    for each in axis:
        if each.period in wanted:
            runs[-1].append(each)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]
