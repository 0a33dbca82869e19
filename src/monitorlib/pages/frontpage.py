"""The index page: the period at a glance, whether its numbers hold, and the way to the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from monitorlib import provenance
from monitorlib.audit import audit
from monitorlib.audit.doubts import doubts
from monitorlib.drawing import figurehtml, maps, multiples
from monitorlib.evidence import LANGUAGE
from monitorlib.languages import locales
from monitorlib.messages import Quantity, Text, alike, counted, locale, noted, tr, trn
from monitorlib.numbers import percent, round_half_up, written
from monitorlib.pages import reportfiles
from monitorlib.pages.pageframe import Page, render
from monitorlib.paths import edition
from monitorlib.report_data import Report
from monitorlib.running.sections import Section
from monitorlib.tabular.tablehtml import AUDIT_PAGE
from monitorlib.trends import percent_change

FRONT = ("front.css", "page.css")
KEY_FIGURES = (
    ("protest_activity", "", noted("Assemblies per month"), "protest-activity"),
    ("law_abidance", "", noted("Assemblies with a permit"), "abidance"),
    ("participants", "all", noted("Participants"), "participation"),
    ("detention_share", "", noted("Assemblies with detentions"), "detentions"),
    ("prosecution_share", "", noted("Unpermitted assemblies that ended in court"), "convictions"),
)
"""Measure, category, label, and the end of the name of the section that explains it."""
FILES = {
    ".pdf": noted("The report to print (PDF)"),
    ".xlsx": noted("All tables as a workbook (Excel)"),
    ".html": noted("The whole report in one page, for mail"),
    "datapackage.json": noted("What the tables in CSV hold, for programs (Data Package)"),
    "audit.csv": noted("Every stated number and its verdict (CSV)"),
    "manifest.json": noted("What this report was made from"),
    ".zip": noted("Everything in this folder, zipped"),
}
"""Files to take away, by how their names end."""


def report_title(year: str, *, as_printed: bool = False) -> str:
    """Name the report of a period.

    Parameters
    ----------
    year : str
        The period.
    as_printed : bool, default False
        Whether corrections are left out.

    Returns
    -------
    str
        Its title.
    """
    if as_printed:
        message = tr("Freedom of peaceful assembly in Kazakhstan, {year}, as printed")
        return message.format(year=year)
    return tr("Freedom of peaceful assembly in Kazakhstan, {year}").format(year=year)


def notice(report: Report) -> str:
    """Say on every page that charts behind it are invented.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    str
        One sentence; blank where all charts are real.
    """
    if not report.invented:
        return ""
    return tr("For practice only: the charts of {periods} are invented.").format(
        periods=", ".join(report.invented)
    )


def index_page(report: Report, page: Page, files: Sequence[Path] = ()) -> str:
    """Write the index page.

    Parameters
    ----------
    report : Report
        The period's data.
    page : Page
        What all pages of the report share.
    files : sequence of Path, optional
        Files to take away.

    Returns
    -------
    str
        The page as HTML.
    """
    audited = next((s.page for s in page.sections if s.page == AUDIT_PAGE), "index.html")
    return render(
        "front.html.j2",
        page=replace(page, styles=FRONT),
        lead=_lead(report),
        verdict=_verdict(report),
        audit=audited,
        figures=_key_figures(report, page.sections),
        map=_map(report),
        files=[_file(path) for path in files],
        parts=[_method(report), _citation(report), _state()],
    )


def files_to_take(folder: Path, names: Sequence[str]) -> list[Path]:
    """List the files that the index page offers, the archive last.

    Parameters
    ----------
    folder : Path
        The report.
    names : sequence of str
        All files beside the sections.

    Returns
    -------
    list of Path
        In the order of `FILES`.
    """
    stem = f"report-{folder.name}"
    wanted = [f"{stem}{end}" if end.startswith(".") else end for end in FILES]
    archive = f"{stem}.zip"
    return [folder / name for name in wanted if name in names or name == archive]


def failure_page(page: Page, failed: Sequence[str]) -> str:
    """Write the page that stands in for the index while sections are missing.

    Parameters
    ----------
    page : Page
        What all pages of the report share.
    failed : sequence of str
        Names of the sections that have no page.

    Returns
    -------
    str
        The page as HTML.
    """
    lead = tr("This report is not complete: these sections could not be made: {names}.")
    advice = tr("Do not use or pass on these pages. Mend the cause and build the report again.")
    return render(
        "front.html.j2",
        page=replace(
            page,
            report=tr("Incomplete: {title}").format(title=page.report),
            sections=(),
            styles=FRONT,
        ),
        lead=lead.format(names=", ".join(failed)),
        verdict="",
        audit="",
        figures=[],
        map="",
        files=[],
        parts=[{"id": "advice", "heading": tr("What to do"), "paragraphs": [advice]}],
    )


def _lead(report: Report) -> str:
    """Say what the report rests on, and how many assemblies it tells of."""
    compared = ", ".join(report.periods[:-1])
    if report.from_charts:
        basis = tr("Counted from observation charts and compared with {periods}.")
    elif compared:
        basis = tr("Recomputed from the printed tables and compared with {periods}.")
    else:
        basis = tr("Recomputed from the printed tables. This is the first period monitored.")
    return " ".join(filter(None, [_told(report), basis.format(periods=compared)]))


def _told(report: Report) -> str:
    """Say how many assemblies were recorded in how many months."""
    assemblies = report.value("assemblies")
    if not assemblies.known:
        return ""
    return tr("Monitors recorded {assemblies} in {months}.").format(
        assemblies=counted("{count} peaceful assembly", "{count} peaceful assemblies", assemblies),
        months=counted("{count} month", "{count} months", report.months()),
    )


def _verdict(report: Report) -> str:
    """Give the audit's verdict, and say whose it is where the report has no text of its own."""
    summary = audit.summary(report.rows("audit"))
    if not report.from_charts:
        return summary
    return tr(
        "The numbers of {year} are counted from charts; the section on observation charts accounts "
        "for each row. Earlier periods come from the printed edition for {edition}: {summary}"
    ).format(year=report.year, edition=edition(), summary=summary)


def _map(report: Report) -> str:
    """Draw the map of the towns; say so where nothing is known of them."""
    drawn = maps.towns(report)
    if isinstance(drawn, Text):
        return ""
    bundle = drawn._repr_mimebundle_()
    figure = bundle[figurehtml.MIMETYPE]
    return figurehtml.to_html(bundle["text/html"], figure, reportfiles.files_of(figure["name"]))


def _key_figures(report: Report, sections: Sequence[Section]) -> list[dict[str, Any]]:
    """Write the key figures, each with its small drawing over all periods."""
    small = {drawn.measure: drawn.html for drawn in multiples.key_figures(report)}
    return [
        _key_figure(report, sections, *entry) | {"small": small.get(entry[0], "")}
        for entry in KEY_FIGURES
    ]


def _key_figure(
    report: Report, sections: Sequence[Section], measure: str, category: str, label: str, end: str
) -> dict[str, Any]:
    """Write one key figure with its change, or say that it is not stated."""
    now = report.value(measure, category=category)
    return {
        "label": tr(label),
        "value": str(now) if now.known else tr("not stated"),
        "note": _note(report, now, measure, category),
        "doubts": [
            *doubts(report, measure, category),
            *(doubts(report, measure, category, report.previous) if report.previous else ()),
        ],
        "page": next((s.page for s in sections if s.name.endswith(end)), "index.html"),
    }


def _note(report: Report, now: Quantity, measure: str, category: str) -> str:
    """Say how a key figure changed, and for how many charts it is known if not for all."""
    change = _change(report, now, measure, category)
    if not (now.known and now.partly):
        return change
    known, charts = now.known_of
    said = trn(
        "{change}; known for {known} of {charts} chart",
        "{change}; known for {known} of {charts} charts",
        charts,
    )
    return said.format(change=change, known=known, charts=charts)


def _change(report: Report, now: Quantity, measure: str, category: str) -> str:
    """Say how a key figure changed: a share in percentage points, the rest in percent."""
    before = report.value(measure, category=category, period=report.previous)
    if not now.known and report.from_charts:
        return tr("no chart records it")
    if not now.known:
        return tr("{holder} of that edition would hold it").format(holder=now.holder)
    if not before.known:
        return tr("no earlier value stated")
    if alike(now, before):
        return tr("as in {period}").format(period=report.previous)
    if now.symbol == "%":
        points = float(round_half_up(now.value - before.value, 1))
        return tr("{points} percentage points on {before} in {period}").format(
            points=("+" if points > 0 else "") + written(points, 1).replace("-", "−"),
            before=before,
            period=report.previous,
        )
    change = percent_change(now.value, before.value)
    return tr("{change} on {before} in {period}").format(
        change=("+" if change > 0 else "") + percent(change).replace("-", "−"),
        before=before,
        period=report.previous,
    )


def _file(path: Path) -> dict[str, str]:
    """Name a file to take away, with its size."""
    label = next((tr(words) for end, words in FILES.items() if path.name.endswith(end)), path.name)
    size = path.stat().st_size if path.exists() and path.suffix != ".zip" else 0
    kilobytes = tr("{n} kB").format(n=written(max(1, size / 1000)))
    return {"path": path.name, "label": label, "size": kilobytes if size else ""}


def _method(report: Report) -> dict[str, object]:
    """Say where the numbers come from and how to read them."""
    screen = [
        tr(
            "Each number in a numbered table leads to where it comes from: point at it, tap it, or "
            "open “Where each number comes from” below the table. A key figure leads to its "
            "section, and below each figure stand its data."
        ),
        tr("Every page works without a network and asks for nothing from elsewhere."),
    ]
    said = [
        tr(
            "Where two numbers stand in a cell, the first is printed and the second is ours; "
            "a sign and a note say how the two differ."
        ),
        tr(
            "Source: Report on Freedom of Peaceful Assembly in Kazakhstan in {edition}, "
            "Kazakhstan International Bureau for Human Rights and the Rule of Law, author "
            "Sergey Duvanov."
        ).format(edition=edition()),
        tr(
            "A “line” is a line of that report's text, counted from its beginning: a paragraph, "
            "or a row of a table."
        ),
    ]
    if report.from_charts:
        said.append(
            tr("Section 16 says how the charts of {year} were read.").format(year=report.year)
        )
    if locale() != LANGUAGE:
        said.append(
            tr(
                "Words quoted from the source, and judgements that people wrote, stay in English, "
                "the language in which they were written."
            )
        )
    heading = tr("Data and method")
    return {"id": "method", "heading": heading, "screen": screen, "paragraphs": said}


def _citation(report: Report) -> dict[str, object]:
    """Say how to cite the report."""
    built = provenance.built()
    cited = tr("{title}. {project}, version {version}, state of {date}.").format(
        title=report_title(report.year, as_printed=report.as_printed),
        project=provenance.cited("title"),
        version=provenance.version(),
        date=locales.date(built.date()),
    )
    return {"id": "cite", "heading": tr("How to cite"), "paragraphs": [cited]}


def _state() -> dict[str, object]:
    """Say of which state the pages are."""
    said = tr("Version {version} of the project, state of {date}.").format(
        version=provenance.version(), date=locales.date(provenance.built().date())
    )
    more = tr("The file manifest.json lists every input with its checksum, and all versions.")
    return {"id": "build", "heading": tr("This build"), "paragraphs": [said, more]}
