"""A small report to take away: two tables, a figure, three pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from monitorlib.drawing.figurehtml import MIMETYPE as FIGURE
from monitorlib.tabular.tabledata import MIMETYPE, Cell, Table
from monitorlib.takeaway.files import Edition

BUILT = datetime(2026, 11, 22, 12, tzinfo=UTC)
TITLE = "Freedom of peaceful assembly, 2017"
PAGES = {"03-results.html": "Results", "04-activity.html": "Activity"}
CSS = "body{color:#1d1d1f}"


def activity() -> Table:
    """A table with ours beside the printed, a note, a dash and a total."""
    ours = Cell("1,4", "1.42", note=1, mark="≈", value=17 / 12)
    counted = Cell("5.25", status="computed", value=5.249)
    return Table(
        "3",
        "Protest activity index",
        "assemblies per month",
        "place",
        headings=[("", "2016"), ("", "2017")],
        rows=[
            ("Almaty", [Cell("1,7", value=1.7), ours]),
            ("Aktau", [Cell("–", status="none_recorded"), counted]),
            ("TOTAL", [Cell("4,3", value=4.3), Cell("3,0", value=3.0, flagged=True)]),
        ],
        totals=[2],
        notes=["Almaty, 2017: printed 1,4; 17 / 12 = 1.42, a rounding difference."],
        legend=["– a dash: nothing recorded, counted as 0"],
        source="Report for 2017, lines 138-160.",
        tables=["3"],
    )  # fmt: skip


def counts() -> Table:
    """A table whose cells hold two numbers, and texts that a spreadsheet would run."""
    share = Cell("17 (47%)", value=17.0, unit="assemblies", second=47.0, second_unit="percent")
    ours = Cell("1 (2%)", "1 (2.8%)", mark="≠", value=1.0, second=100 / 36, second_unit="percent")
    return Table(
        "1",
        "Number of assemblies",
        "assemblies",
        "place",
        headings=[("Held", "number"), ("", "=1+1")],
        rows=[
            ("=cmd()", [share, Cell("@SUM(A1)", status="text")]),
            ("Semey", [ours, Cell("-", status="text")]),
        ],
        tables=["1"],
    )


def figure() -> dict[str, object]:
    """The numbers behind a figure."""
    return {
        "name": "figure-4-1",
        "number": "4-1",
        "caption": "Assemblies per month",
        "headings": ["period", "value"],
        "rows": [["2016", 4.3], ["2017", None]],
    }


def notebook(*bundles: tuple[str, object]) -> str:
    """An executed notebook whose cells hold data."""
    outputs = [[{"output_type": "display_data", "data": {kind: data}}] for kind, data in bundles]
    cells = [{"cell_type": "code", "source": "", "outputs": each} for each in outputs]
    return json.dumps({"cells": [{"cell_type": "markdown", "source": "# x"}, *cells]})


def page(title: str, content: str) -> str:
    """A page as the template writes it."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><a class="skip" href="#main">Skip</a><main id="main"><h1>{title}</h1>{content}'
        '<nav class="steps"><a href="index.html">Back</a></nav></main></body></html>'
    )


def table_html(table: Table, rows: int = 0) -> str:
    """A table as the pages have it, made longer if wanted."""
    from monitorlib.tabular.tablehtml import to_html

    made = Table.of_data(table.to_data())
    made.rows = made.rows * max(1, rows // len(made.rows))
    return to_html(made)


def pages() -> dict[str, str]:
    """The pages of a small report."""
    note = '<details class="code"><summary>Code</summary><pre>ml.table(3)</pre></details>'
    chart = (
        '<figure class="chart" id="figure-4-1"><svg role="img" aria-label="Line chart. 2016 4.3" '
        'viewBox="0 0 10 10"><clipPath id="clip"><rect width="9" height="9"/></clipPath>'
        '<g clip-path="url(#clip)"><text x="1" y="5" font-size="3">4.3</text></g></svg>'
        "<figcaption><p>Figure 4-1. Assemblies per month</p></figcaption></figure>"
    )
    return {
        "index.html": page(TITLE, '<p><a href="04-activity.html#table-3">Table 3</a></p>'),
        "03-results.html": page(
            "Results",
            '<h2 id="limits">Limits</h2><p><a href="04-activity.html#limits">there</a> '
            '<a href="#limits">here</a> <a href="audit.csv">audit.csv</a></p>'
            + table_html(counts()),
        ),
        "04-activity.html": page(
            "Activity",
            f'<h2 id="limits">Limits</h2>{note}{table_html(activity(), 90)}{chart}'
            '<p><a href="03-results.html">Results</a></p>',
        ),
    }


def edition(**changes: object) -> Edition:
    """What all files of the small report have in common."""
    known = {
        "title": TITLE,
        "about": ("Version 0.1.0", "CC BY 4.0"),
        "language": "en",
        "css": CSS,
        "script": "",
        "built": BUILT,
        "version": "0.1.0",
        "sources": ("Report for 2017",),
    }
    return Edition(**{**known, **changes})  # type: ignore[arg-type]


def report_folder(root: Path) -> tuple[Path, Path]:
    """Write pages and executed notebooks of the small report."""
    folder, build = root / "report" / "2017", root / "build" / "2017"
    folder.mkdir(parents=True)
    build.mkdir(parents=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    (build / "03-results.ipynb").write_text(notebook((MIMETYPE, counts().to_data())))
    (build / "04-activity.ipynb").write_text(
        notebook((MIMETYPE, activity().to_data()), (FIGURE, figure()))
    )
    return folder, build
