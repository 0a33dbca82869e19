"""What is found wrong in charts: where, what was expected, what to do; never a private value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

ERROR, WARNING = "error", "warning"
LONGEST = 60
"""Characters of a value that a message shows at most."""


@dataclass(frozen=True, order=True)
class Problem:
    """One finding.

    Attributes
    ----------
    severity : str
        ``error`` stops the report, ``warning`` is printed in it.
    rule : str
        What was broken; findings are grouped by it.
    sheet : str
        Sheet of a workbook or file of an archive; blank for a plain file.
    row : int
        Row in that sheet as a person counts it, the header being row 1; 0 for the whole.
    column : str
        Heading of the column; blank for the whole row.
    expected, found, then : str
        What should stand there, what does, and what to do. `found` never shows a private value.
    """

    severity: str
    rule: str
    sheet: str
    row: int
    column: str
    expected: str
    found: str
    then: str

    @property
    def where(self) -> str:
        """The place, as a person would say it."""
        parts = [f"sheet {self.sheet!r}"] if self.sheet else []
        parts += [f"row {self.row}"] if self.row else []
        parts += [f"column {self.column!r}"] if self.column else []
        return ", ".join(parts) or "the file"

    def __str__(self) -> str:
        """Write the finding in one line."""
        return f"{self.where}: expected {self.expected}; found {self.found}; {self.then}"


def findings(
    charts: pd.DataFrame,
    severity: str,
    rule: str,
    column: str,
    expected: str,
    found: Iterable[str],
    then: str,
) -> list[Problem]:
    """Make one finding of each chart.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_fields + 2)
        The charts to complain of, with `_sheet` and `_row`.
    severity, rule, column, expected, then : str
        As in `Problem`.
    found : iterable of str of shape (n_charts,)
        What was found in each; never a private value.

    Returns
    -------
    list of Problem
        One a chart.
    """
    return [
        Problem(severity, rule, sheet, int(row), column, expected, said, then)
        for sheet, row, said in zip(charts["_sheet"], charts["_row"], found, strict=True)
    ]


def shown(value: object, *, private: bool = False) -> str:
    """Write a value for a message: short, on one line, or only its length.

    Parameters
    ----------
    value : object
        The cell.
    private : bool, default False
        Whether it must not be shown.

    Returns
    -------
    str
        The value in quotes.

    Examples
    --------
    >>> shown("Almaty "), shown("x" * 99)[-15:], shown("a name", private=True)
    ("'Almaty '", "x' (99 letters)", 'a private value of 6 letters')
    """
    text = str(value)
    if private:
        return f"a private value of {len(text)} letters"
    if not text:
        return "a blank"
    if len(text) <= LONGEST:
        return repr(text)
    return f"{text[:LONGEST]!r} ({len(text)} letters)"


def listing(problems: Iterable[Problem], most: int = 20) -> str:
    """List findings, errors first, grouped by rule.

    Parameters
    ----------
    problems : iterable of Problem
        The findings.
    most : int, default 20
        Lines to write of each group; the rest is counted.

    Returns
    -------
    str
        Text for a terminal.
    """
    ordered = sorted(problems, key=lambda one: (one.severity, one.rule, one.sheet, one.row))
    lines = []
    for (severity, rule), group in groupby(ordered, key=lambda one: (one.severity, one.rule)):
        found = list(group)
        lines.append(f"{severity}: {rule} ({len(found)})")
        lines += [f"  {one}" for one in found[:most]]
        lines += [f"  and {len(found) - most} more"] if len(found) > most else []
    return "\n".join(lines)
