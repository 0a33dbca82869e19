"""Executed notebooks to pages: one small template of our own, no outside reference.

The template lies in the package and builds on nbconvert's `base`, so that none of the
stock styles and scripts get in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2
from nbconvert import HTMLExporter, TemplateExporter

from monitorlib import audit
from monitorlib.messages import Quantity, tr
from monitorlib.numbers import written
from monitorlib.paths import edition
from monitorlib.report_data import Report
from monitorlib.sections import Section
from monitorlib.tablehtml import AUDIT_PAGE
from monitorlib.trends import percent_change

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGE = "en"
KEY_FIGURES = (
    ("assemblies", "", "Peaceful assemblies", "overall-results"),
    ("protest_activity", "", "Assemblies per month", "protest-activity"),
    ("law_abidance", "", "Assemblies with a permit", "abidance"),
    ("participants", "all", "Participants", "participation"),
    ("detention_share", "", "Assemblies with detentions", "detentions"),
    ("prosecution_share", "", "Unpermitted assemblies that ended in court", "convictions"),
)
"""Measure, category, label, and the end of the name of the section that explains it."""


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


def _css() -> str:
    """Read the style of all pages."""
    return (TEMPLATES / "monitor" / "page.css").read_text(encoding="utf-8")


class _Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates, so that each page does not compile them again."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Give a template that was compiled before; the key sums up its source.

        Parameters
        ----------
        bucket : Bucket
            The template.
        """
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep a compiled template.

        Parameters
        ----------
        bucket : Bucket
            The template.
        """
        self.code[bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()


class MonitorExporter(HTMLExporter):  # type: ignore[misc]
    """nbconvert's HTML exporter with our template; used by one thread at a time."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            template_name="monitor",
            extra_template_basedirs=[str(TEMPLATES)],
            exclude_anchor_links=True,
            **kwargs,
        )

    def _create_environment(self) -> jinja2.Environment:
        environment: jinja2.Environment = super()._create_environment()
        environment.globals["tr"] = tr
        environment.bytecode_cache = COMPILED
        return environment

    @jinja2.pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Render Markdown, with an anchor for each heading of the second level.

        Parameters
        ----------
        context : Context
            The template's variables.
        source : str
            Markdown.

        Returns
        -------
        str
            HTML.
        """
        html = str(super().markdown2html(context, source))
        return re.sub(
            r"<h2>(.*?)</h2>", lambda match: f'<h2 id="{anchor(match[1])}">{match[1]}</h2>', html
        )


def anchor(heading: str) -> str:
    """Make the anchor of a heading.

    Parameters
    ----------
    heading : str
        The heading, possibly with markup.

    Returns
    -------
    str
        Letters, digits and hyphens.

    Examples
    --------
    >>> anchor("Could it be chance?")
    'could-it-be-chance'
    """
    return re.sub(r"[^\w]+", "-", re.sub(r"<[^>]+>", "", heading).lower()).strip("-")


def _headings(node: Any) -> list[dict[str, str]]:
    """List the second-level headings of a notebook with their anchors."""
    sources = [cell.source for cell in node.cells if cell.cell_type == "markdown"]
    found = [
        text for source in sources for text in re.findall(r"^## (.+)$", source, flags=re.MULTILINE)
    ]
    return [{"id": anchor(text), "text": text} for text in found]


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


def section_page(
    node: Any, section: Section, sections: Sequence[Section], report: str, warning: str = ""
) -> str:
    """Turn an executed notebook into a page.

    Parameters
    ----------
    node : NotebookNode
        The executed notebook.
    section : Section
        Which section it is.
    sections : sequence of Section
        All sections, for the navigation.
    report : str
        The report's title.
    warning : str, default ""
        What every page must say first.

    Returns
    -------
    str
        The page as HTML.
    """
    at = [other.name for other in sections].index(section.name)
    context = {
        "title": section.title,
        "suffix": f" – {report}",
        "report": report,
        "notice": warning,
        "language": LANGUAGE,
        "css": _css(),
        "name": section.page,
        "sections": sections,
        "previous": sections[at - 1] if at else None,
        "next": sections[at + 1] if at + 1 < len(sections) else None,
        "footer": footer(),
        "headings": _headings(node),
    }
    exporter = MonitorExporter()
    # not HTMLExporter's own step: it parses each page again to add what our template writes itself
    body, _ = TemplateExporter.from_notebook_node(exporter, node, {"monitor": context})
    return str(body)


def footer() -> str:
    """Say what the numbers rest on, at the foot of each page.

    Returns
    -------
    str
        One line.
    """
    return tr(
        "Numbers come from the printed report of the Kazakhstan International Bureau for Human "
        "Rights and the Rule of Law, or are counted from observation charts; what is computed "
        "says from what. Monitors see a part of all assemblies."
    )


def index_page(report: Report, sections: Sequence[Section]) -> str:
    """Write the index page.

    Parameters
    ----------
    report : Report
        The period's data.
    sections : sequence of Section
        All sections.

    Returns
    -------
    str
        The page as HTML.
    """
    compared = ", ".join(report.periods[:-1])
    lead = (
        tr("Counted from observation charts and compared with {periods}.").format(periods=compared)
        if report.from_charts
        else tr("Recomputed from the printed tables and compared with {periods}.").format(
            periods=compared
        )
        if compared
        else tr("Recomputed from the printed tables. This is the first period monitored.")
    )
    return _render(
        "front.html.j2",
        report=report_title(report.year, as_printed=report.as_printed),
        language=LANGUAGE,
        css=_css(),
        notice=notice(report),
        lead=lead,
        verdict=_verdict(report),
        audit=next((s.page for s in sections if s.page == AUDIT_PAGE), "index.html"),
        figures=[_key_figure(report, sections, *entry) for entry in KEY_FIGURES],
        sections=sections,
        about=[
            tr("Every page works without a network. Code is folded under each result."),
            tr(
                "Where two numbers stand in a cell, the first is printed and the second is ours; "
                "a sign and a note say how the two differ."
            ),
            tr("The file manifest.json lists every input with its checksum, and all versions."),
            tr(
                "Source: Report on Freedom of Peaceful Assembly in Kazakhstan in {edition}, "
                "Kazakhstan International Bureau for Human Rights and the Rule of Law, author "
                "Sergey Duvanov."
            ).format(edition=edition()),
        ],
        footer=footer(),
    )


def _verdict(report: Report) -> str:
    """Give the audit's verdict, and say whose it is where the report has no text of its own."""
    summary = audit.summary(report.rows("audit"))
    if not report.from_charts:
        return summary
    return tr("of the printed edition for {edition}: {summary}").format(
        edition=edition(), summary=summary
    )


def _key_figure(
    report: Report, sections: Sequence[Section], measure: str, category: str, label: str, end: str
) -> dict[str, str]:
    """Write one key figure with its change, or say that it is not stated."""
    now = report.value(measure, category=category)
    page = next((s.page for s in sections if s.name.endswith(end)), "index.html")
    value = str(now) if now.known else tr("not stated")
    return {
        "label": tr(label),
        "value": value,
        "note": _key_note(report, now, measure, category),
        "page": page,
    }


def _key_note(report: Report, now: Quantity, measure: str, category: str) -> str:
    """Say how a key figure changed, and for how many charts it is known if not for all."""
    change = _key_change(report, now, measure, category)
    if not (now.known and now.partly):
        return change
    return tr("{change}; known for {known} of {charts} charts").format(
        change=change, known=now.known_of[0], charts=now.known_of[1]
    )


def _key_change(report: Report, now: Quantity, measure: str, category: str) -> str:
    """Say how a key figure changed, as a rate where periods differ in length."""
    before = report.value(measure, category=category, period=report.previous)
    if not now.known and report.from_charts:
        return tr("no chart records it")
    if not now.known:
        return tr("{holder} of that edition would hold it").format(holder=now.holder)
    if not before.known:
        return tr("no earlier value stated")
    if measure == "assemblies":
        months = report.rows("periods").set_index("period")["months"]
        return tr("in {months} months; {before} in {earlier} months in {period}").format(
            months=written(months[report.year], 1).removesuffix(".0"),
            earlier=written(months[report.previous], 1).removesuffix(".0"),
            before=before,
            period=report.previous,
        )
    if now.symbol == "%":
        return tr("{before} in {period}").format(before=before, period=report.previous)
    change = written(percent_change(now.value, before.value), 0, "%")
    sign = "" if change.startswith("-") else "+"
    return tr("{change} on {before} in {period}").format(
        change=f"{sign}{change}".replace("-", "−"), before=before, period=report.previous
    )


def failure_page(report: str, failed: Sequence[str]) -> str:
    """Write the page that stands in for the index while sections are missing.

    Parameters
    ----------
    report : str
        The report's title.
    failed : sequence of str
        Names of the sections that have no page.

    Returns
    -------
    str
        The page as HTML.
    """
    return _render(
        "front.html.j2",
        report=tr("Incomplete: {title}").format(title=report),
        language=LANGUAGE,
        css=_css(),
        notice="",
        lead=tr("This report is not complete: these sections could not be made: {names}.").format(
            names=", ".join(failed)
        ),
        verdict="",
        audit="",
        figures=[],
        sections=[],
        about=[tr("Do not use or pass on these pages. Mend the cause and build the report again.")],
        footer=footer(),
    )


def _render(template: str, **context: Any) -> str:
    """Render one of our templates that is not a notebook."""
    loader = jinja2.FileSystemLoader(TEMPLATES / "monitor")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.globals["tr"] = tr
    return environment.get_template(template).render(**context)
