"""Executed notebooks to pages: one small template of our own, no outside reference.

The template lies in the package and builds on nbconvert's `base`, so that none of the
stock styles and scripts get in. The same exporter serves `jupyter nbconvert --to monitor`
and JupyterLab's menu, for one notebook that stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import jinja2
from nbconvert import HTMLExporter, TemplateExporter

from monitorlib import evidence
from monitorlib.drawing import figurehtml
from monitorlib.errors import BuildError
from monitorlib.languages import markdown
from monitorlib.messages import tr
from monitorlib.pages.pageframe import TEMPLATES, Page
from monitorlib.pages.reportfiles import SOURCES
from monitorlib.running.sections import Section
from monitorlib.tabular import tabledata, tablehtml
from monitorlib.tabular.tabledata import slug

Files = Callable[[str], dict[str, str]]
"""Gives the files of a table or figure by its anchor: words and path of each."""


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

    export_from_notebook = "Monitor page"
    optimistic_validation = True  # once, after all of nbconvert's steps, not after each

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            extra_template_basedirs=[str(TEMPLATES)], exclude_anchor_links=True, **kwargs
        )

    def _template_name_default(self) -> str:
        return "monitor"

    def _create_environment(self) -> jinja2.Environment:
        environment: jinja2.Environment = super()._create_environment()
        environment.globals["tr"] = tr
        environment.filters["shown"] = shown
        environment.filters["tagged"] = evidence.tagged
        environment.bytecode_cache = COMPILED
        return environment

    def from_notebook_node(
        self, nb: Any, resources: Any = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """Turn a notebook into a page; without a report around it, one that stands alone.

        Parameters
        ----------
        nb : NotebookNode
            The executed notebook.
        resources : dict, optional
            With ``monitor`` for a section of a report, as `section_page` gives it.
        **kwargs : object
            For nbconvert.

        Returns
        -------
        tuple of str and dict
            The page, and what nbconvert keeps beside it.
        """
        given = dict(resources or {})
        given.setdefault("monitor", _context(nb, Page(_title(nb))))
        # not HTMLExporter's own step: it parses each page again to add what our template writes
        body, kept = TemplateExporter.from_notebook_node(self, nb, given, **kwargs)
        return str(body), kept

    @jinja2.pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Render Markdown in the language in use, with an anchor for each second-level heading.

        Parameters
        ----------
        context : Context
            The template's variables.
        source : str
            Markdown in English; the anchors are made of it, whatever the language.

        Returns
        -------
        str
            HTML.
        """
        anchors = iter(re.findall(r"^## (.+)$", source, flags=re.MULTILINE))
        html = str(super().markdown2html(context, markdown.translated(source)))
        return re.sub("<h2>", lambda _: f'<h2 id="{slug(next(anchors))}">', html)


def shown(data: dict[str, Any], section: dict[str, Any]) -> str:
    """Show what a notebook holds as data, with the files of the report; blank for the rest.

    Parameters
    ----------
    data : dict
        The output's data by mime type.
    section : dict
        What the template knows of the section.

    Returns
    -------
    str
        HTML.
    """
    files: Files = section.get("files", lambda _: {})
    if tabledata.MIMETYPE in data:
        try:
            table = tabledata.Table.of_data(data[tabledata.MIMETYPE])
        except BuildError:
            if section.get("name"):
                raise
            return ""  # a lone notebook still shows what else the output holds
        return tablehtml.to_html(table, _held(files(table.name), table))
    if figurehtml.MIMETYPE in data:
        figure = data[figurehtml.MIMETYPE]
        return figurehtml.to_html(data["text/html"], figure, files(figure["name"]))
    return ""


def _held(files: dict[str, str], table: tabledata.Table) -> dict[str, str]:
    """Leave out the file of the facts behind a table that no printed table stands behind."""
    return {w: path for w, path in files.items() if table.tables or not path.endswith(SOURCES)}


def _title(node: Any) -> str:
    """Give the first heading of a notebook."""
    sources = (cell.source for cell in node.cells if cell.cell_type == "markdown")
    found = (re.match(r"# (.+)", source) for source in sources)
    return next((match[1].strip() for match in found if match), tr("Notebook"))


def _headings(node: Any) -> list[dict[str, str]]:
    """List the second-level headings of a notebook with their anchors."""
    sources = [cell.source for cell in node.cells if cell.cell_type == "markdown"]
    found = [
        text for source in sources for text in re.findall(r"^## (.+)$", source, flags=re.MULTILINE)
    ]
    return [{"id": slug(text), "text": tr(text)} for text in found]


def _context(node: Any, page: Page, **more: Any) -> dict[str, Any]:
    """Give the template what it needs for a notebook."""
    blank: dict[str, Any] = {
        "name": "",
        "suffix": "",
        "previous": None,
        "next": None,
        "files": lambda _: {},
    }
    if any("table ledger" in html for html in _shown(node)):
        page = replace(page, styles=("ledger.css", *page.styles))
    own = {"page": page, "title": tr(_title(node)), "headings": _headings(node)}
    return blank | own | more


def _shown(node: Any) -> Iterator[str]:
    """Give the HTML that the cells of a notebook show."""
    for cell in node.cells:
        for output in cell.get("outputs", ()):
            yield output.get("data", {}).get("text/html", "")


def section_page(node: Any, section: Section, page: Page, files: Files = lambda _: {}) -> str:
    """Turn an executed notebook into a page of a report.

    Parameters
    ----------
    node : NotebookNode
        The executed notebook.
    section : Section
        Which section it is.
    page : Page
        What all pages of the report share.
    files : callable, optional
        Gives the files of a table or figure by its anchor.

    Returns
    -------
    str
        The page as HTML.
    """
    before, after = _neighbours(section, page.sections)
    context = _context(
        node, page, name=section.page, suffix=f" – {page.report}", previous=before, next=after,
        files=files,
    )  # fmt: skip
    body, _ = MonitorExporter().from_notebook_node(node, {"monitor": context})
    return body


def _neighbours(
    section: Section, sections: Sequence[Section]
) -> tuple[Section | None, Section | None]:
    """Give the sections before and after one."""
    at = [other.name for other in sections].index(section.name)
    return (
        sections[at - 1] if at else None,
        sections[at + 1] if at + 1 < len(sections) else None,
    )
