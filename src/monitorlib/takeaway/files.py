"""Everything that a reader takes away, written beside the pages in one go.

The PDF takes longest; Chromium prints it while the other files are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from monitorlib import paths, provenance
from monitorlib.drawing import chart, maps
from monitorlib.drawing.chart import Chart
from monitorlib.errors import BuildError
from monitorlib.languages import locales
from monitorlib.messages import tr
from monitorlib.pages.pageframe import EVERY_STYLE, Page
from monitorlib.report_data import Report
from monitorlib.tabular.tabledata import Table
from monitorlib.takeaway import archive, datapackage, document, singlefile, tablefiles, workbook
from monitorlib.takeaway.parts import parts
from monitorlib.takeaway.shown import read

FRONT = "index.html"
CHARTS = "-charts.html"
"""How the page ends that only says that there are no charts, if there are none."""
SUBFOLDERS = ("tables", "figures")


@dataclass(frozen=True)
class Edition:
    """What all files of a report have in common.

    Attributes
    ----------
    title : str
        Title of the report.
    about : tuple of str
        Lines below the title: version and date, source, licence, notice.
    language : str
        Such as ``en``.
    css : str
        Style of the pages.
    script : str
        Script of the pages.
    built : datetime
        Date of the build, in UTC.
    version : str
        Of the package.
    sources : tuple of str
        Titles of what the data come from.
    notice : str
        What every page has to say; blank for most reports.
    """

    title: str
    about: tuple[str, ...]
    language: str
    css: str
    script: str
    built: datetime
    version: str
    sources: tuple[str, ...] = ()
    notice: str = ""


def edition(report: Report, page: Page) -> Edition:
    """Say what all files of a report have in common.

    Parameters
    ----------
    report : Report
        The period's data.
    page : Page
        What its pages share.

    Returns
    -------
    Edition
        For `write`.
    """
    built, version = provenance.built(), provenance.version()
    state = tr("Version {version} of the project, state of {date}.").format(
        version=version, date=locales.date(built.date())
    )
    source = tr(
        "Source: Report on Freedom of Peaceful Assembly in Kazakhstan in {edition}, "
        "Kazakhstan International Bureau for Human Rights and the Rule of Law, author "
        "Sergey Duvanov."
    ).format(edition=paths.edition())
    charts = (
        [tr("Observation charts of {periods}").format(periods=", ".join(report.chart_periods))]
        if report.chart_periods
        else []
    )
    return Edition(
        page.report,
        tuple(filter(None, [page.notice, *charts, source, state])),
        page.language,
        replace(page, styles=EVERY_STYLE).style,
        page.script,
        built,
        version,
        (*charts, source),
        page.notice,
    )


def write(
    folder: Path,
    build: Path,
    report: Report,
    pages: Mapping[str, str],
    edition: Edition,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[str]:
    """Write all files to take away into the folder of a report.

    Parameters
    ----------
    folder : Path
        `report/YEAR`, with all pages in it, and `audit.csv` if there is one.
    build : Path
        `build/YEAR`, with the executed notebooks.
    report : Report
        The period's data.
    pages : mapping of str to str
        File names of the section pages and their titles, in order.
    edition : Edition
        What all files have in common.
    meanwhile : callable, optional
        What else there is to do while the browser prints; all other files are there by then.

    Returns
    -------
    list of str
        Names of the files written, with forward slashes. There is no PDF among them where no
        browser is found.

    Raises
    ------
    BuildError
        If a page or notebook cannot be read, or Chromium fails.
    """
    stem = f"report-{folder.name}"
    told = [name for name in pages if report.chart_periods or not name.endswith(CHARTS)]
    whole = parts(_texts(folder, [FRONT, *told]))
    whole[0].rename(tr("At a glance"))
    with document.started(
        folder / f"{stem}.pdf",
        whole,
        title=edition.title,
        about=edition.about,
        language=edition.language,
        css=edition.css,
        built=edition.built,
        notice=edition.notice,
    ) as printed:
        made = _tables(folder, build, report, pages, edition, stem)
        page = singlefile.page(
            whole,
            title=edition.title,
            about=edition.about,
            language=edition.language,
            css=edition.css,
            script=edition.script,
        )
        made.append(_put(folder, f"{stem}.html", page.encode()))
        meanwhile()
        if printed():
            made.append(f"{stem}.pdf")
    return made


def write_archive(folder: Path, names: Sequence[str], built: datetime) -> str:
    """Write the archive of a report, when all other files are there.

    Parameters
    ----------
    folder : Path
        `report/YEAR`.
    names : sequence of str
        Every file of the report.
    built : datetime
        Date of the build.

    Returns
    -------
    str
        Name of the archive.
    """
    name = f"report-{folder.name}.zip"
    archive.write(folder / name, folder, [each for each in names if each != name], built)
    return name


def _texts(folder: Path, pages: Sequence[str]) -> dict[str, str]:
    """Read the pages."""
    lost = [page for page in pages if not (folder / page).exists()]
    if lost:
        raise BuildError("all pages", f"no {', '.join(lost)}", paths.inside(folder), "build again")
    return {page: (folder / page).read_text(encoding="utf-8") for page in pages}


def _tables(
    folder: Path,
    build: Path,
    report: Report,
    pages: Mapping[str, str],
    edition: Edition,
    stem: str,
) -> list[str]:
    """Write all CSV files, what they hold, and the workbook."""
    shown = read(build, pages)
    if isinstance(drawn := maps.towns(report), Chart):
        shown.add_figure(drawn._repr_mimebundle_()[chart.MIME], tr("At a glance"))
    audited = folder / "audit.csv"
    audit_text = audited.read_text(encoding="utf-8") if audited.exists() else ""
    resources = list(tablefiles.all_files(report, shown, audit_text))
    made = [resource for resource in resources if resource.path != audited.name]
    _remove_strangers(folder, {resource.path for resource in made})
    names = [_put(folder, resource.path, resource.text.encode()) for resource in made]
    described = datapackage.write(
        resources,
        name=stem.lower(),
        title=edition.title,
        description=" ".join(edition.about),
        version=edition.version,
        built=edition.built,
        sources=edition.sources,
    )
    names.append(_put(folder, "datapackage.json", described.encode()))
    units = {unit: report.unit(unit)["symbol"] for unit in _units(shown.tables.values())}
    workbook.write(folder / f"{stem}.xlsx", shown, [*edition.about], edition.title, units)
    return [*names, f"{stem}.xlsx"]


def _units(tables: Iterable[Table]) -> list[str]:
    """List the units of second numbers in cells."""
    cells = (cell for table in tables for _, row in table.rows for cell in row)
    return sorted({cell.second_unit for cell in cells if cell.second_unit})


def _put(folder: Path, name: str, data: bytes) -> str:
    """Write a file, unless it is there already; give its name."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if not path.exists() or path.read_bytes() != data:
        aside = path.with_name(f".{path.name}.part")
        try:
            aside.write_bytes(data)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    return name


def _remove_strangers(folder: Path, known: set[str]) -> None:
    """Delete CSV files of tables and figures that the report no longer has."""
    for below in SUBFOLDERS:
        for path in (folder / below).glob("*.csv"):
            if f"{below}/{path.name}" not in known:
                path.unlink()
