"""All CSV files of a report's folder, and what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from monitorlib.audit import audit
from monitorlib.messages import tr
from monitorlib.pages.reportfiles import csv_path
from monitorlib.processing.codebook import columns_of
from monitorlib.report_data import Report
from monitorlib.tabular.tabledata import title
from monitorlib.takeaway import csvfiles
from monitorlib.takeaway.datapackage import Resource
from monitorlib.takeaway.shown import Shown, plain
from monitorlib.takeaway.sources import COLUMNS, Sources
from monitorlib.vocabulary import records

Known = Mapping[str, tuple[str, str]]


def all_files(report: Report, shown: Shown, audit_text: str = "") -> Iterator[Resource]:
    """Make every CSV file of a report.

    Parameters
    ----------
    report : Report
        The period's data.
    shown : Shown
        What the report shows.
    audit_text : str, default ""
        The text of `audit.csv`, which is there already.

    Yields
    ------
    Resource
        Path, text and description of each.
    """
    sources, known = Sources(report), _known(report, "facts") | _own_columns(report)
    for name, table in shown.tables.items():
        caption = plain(title(table))
        yield Resource(
            csv_path(name),
            csvfiles.of_table(table),
            caption,
            " ".join(
                part for part in (_how_shown(), plain(table.unit), plain(table.source)) if part
            ),
        )
        if table.tables:
            yield Resource(
                csv_path(name, sources=True),
                csvfiles.text(COLUMNS, sources.behind(table)),
                tr("{caption}: what stands behind it").format(caption=caption),
                tr("A row for each printed fact, value in use and computed index."),
                known,
            )
    for name, figure in shown.figures.items():
        yield Resource(
            csv_path(name),
            csvfiles.of_figure(figure),
            plain(figure.caption),
            tr("The numbers that the figure shows."),
        )
    yield from _charts(report)
    if audit_text:
        yield Resource(
            "audit.csv",
            audit_text,
            tr("Audit: every stated number and comparison"),
            tr("A row for each check, in the order of the source."),
            {name: pair for name, pair in _known(report, "audit").items() if name in audit.PUBLIC},
        )


def _how_shown() -> str:
    """Say how the cells of a table are to be read."""
    return tr(
        "The table as shown, cell by cell. A column headed “ours” holds our number where it "
        "differs from the printed one, and is blank elsewhere."
    )


def _charts(report: Report) -> Iterator[Resource]:
    """Give the public observation charts of the period, if there are any."""
    if not report.from_charts:
        return
    charts = report.of_year("charts")
    if not charts.empty:
        yield Resource(
            f"tables/charts-{report.year}.csv",
            of_frame(charts),
            tr("Observation charts of {year}").format(year=report.year),
            tr("A row for each assembly that a chart describes; no person is named."),
            _known(report, "charts"),
        )


def of_frame(frame: pd.DataFrame) -> str:
    """Write a processed table.

    Parameters
    ----------
    frame : DataFrame
        Its rows.

    Returns
    -------
    str
        A CSV file.
    """
    columns = [str(column) for column in frame.columns]
    return csvfiles.text(columns, ([row[c] for c in columns] for row in records(frame)))


def _known(report: Report, table: str) -> dict[str, tuple[str, str]]:
    """Give type and description of the columns of a processed table."""
    rows = records(columns_of(report._codebook, table))
    return {row["column"]: (row["type"], _told(row)) for row in rows}


def _told(row: Mapping[str, str]) -> str:
    """Describe a column: what it holds, and what a gap in it means."""
    missing = row["missing"] if row["missing"] != "never empty" else ""
    return f"{row['description']}; blank: {missing}" if missing else row["description"]


def _own_columns(report: Report) -> dict[str, tuple[str, str]]:
    """Describe the columns of a file of sources that facts do not have."""
    formula = _known(report, "indices")["formula"]
    kind = "fact: what the table prints; value: what is used in its place; index: what is computed"
    return {"kind": ("text", kind), "formula": formula}
