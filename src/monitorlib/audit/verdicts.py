"""The files of an audit: those that go with a report, and the verdicts that are committed.

`data/hand/verdicts.csv` holds the verdict of every check, with corrections and without. A
verdict that differs from it stops `make audit`, so that no number moves unnoticed; who has
looked at the difference accepts it.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pandas as pd

from monitorlib import paths
from monitorlib.audit import audit
from monitorlib.errors import SourceError
from monitorlib.report_data import Report
from monitorlib.running.sections import put
from monitorlib.tabular.celltext import safe
from monitorlib.vocabulary import read_text_table, records

FILES = ("audit.csv", "audit.json")
COLUMNS = ("id", "verdict", "as_printed")
SHOWN = 10


def write(report: Report, folder: Path) -> None:
    """Write the audit of a report as CSV and JSON.

    Parameters
    ----------
    report : Report
        The period's data.
    folder : Path
        Where to; it must exist.
    """
    rows = report.rows("audit")[list(audit.PUBLIC)]
    text = io.StringIO()
    shown = rows.map(lambda cell: safe(cell) if isinstance(cell, str) else cell)
    shown.to_csv(text, index=False, lineterminator="\n")
    put(folder / FILES[0], text.getvalue())
    listed = [{**row, "line": int(row["line"])} for row in records(rows)]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in listed)
    put(folder / FILES[1], f"[\n{lines}\n]\n")


def text(report: Report) -> str:
    """Write the summary of an audit for a terminal.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    str
        The verdicts, by kind, and the gravest contradictions.
    """
    rows = report.rows("audit")
    kinds = pd.crosstab(rows["kind"], rows["verdict"]).to_string()
    lines = [
        f"  {row['id']} (line {row['line']}): {row['printed']} | {audit.worked_out(row)}"
        for row in records(audit.gravest(rows).head(SHOWN))
    ]
    return "\n".join([audit.summary(rows), kinds, "the gravest contradictions:", *lines])


def committed() -> Path:
    """Name the file of the committed verdicts.

    Returns
    -------
    Path
        `data/hand/verdicts.csv`.
    """
    return paths.hand() / "verdicts.csv"


def differences(as_printed: bool) -> list[str]:
    """Compare the verdicts with the committed ones.

    Parameters
    ----------
    as_printed : bool
        Whether corrections are left out.

    Returns
    -------
    list of str
        One line a check that came, went or has another verdict.
    """
    column = "as_printed" if as_printed else "verdict"
    table = read_text_table(committed())
    if list(table.columns) != list(COLUMNS) or table["id"].duplicated().any():
        raise SourceError(
            f"the columns {', '.join(COLUMNS)}, and each id once", "others",
            paths.inside(committed()), "restore it from git",
        )  # fmt: skip
    known = {row["id"]: row[column] for row in records(table) if row[column]}
    rows = records(Report(paths.edition(), as_printed=as_printed).rows("audit"))
    now = {row["id"]: row for row in rows}
    found = []
    for name in sorted({*known, *now}):
        was = known.get(name, "not there")
        verdict = now[name]["verdict"] if name in now else "not there"
        if was != verdict:
            told = (
                f": {now[name]['printed']} | {audit.worked_out(now[name])}" if name in now else ""
            )
            found.append(f"{name}: {was} → {verdict}{told}")
    return found


def accept() -> None:
    """Commit to the verdicts as they are now, with corrections and without; README tells them."""
    both = [
        Report(paths.edition(), as_printed=as_printed).rows("audit")[["id", "verdict"]]
        for as_printed in (False, True)
    ]
    printed = both[1].rename(columns={"verdict": "as_printed"})
    rows = both[0].merge(printed, on="id", how="outer").fillna("").sort_values("id")
    put(committed(), rows[list(COLUMNS)].to_csv(index=False, lineterminator="\n"))
    _renew_readme(audit.summary(both[0]))


def _renew_readme(line: str) -> None:
    """Put the verdicts into the line of README that holds them."""
    path = paths.root() / "README.md"
    if path.exists():
        before = path.read_text(encoding="utf-8")
        put(path, re.sub(r"^> \d+ stated numbers .*$", f"> {line}", before, flags=re.MULTILINE))
