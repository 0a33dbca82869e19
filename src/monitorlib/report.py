"""The report: find what changed, run it side by side, write the pages, check them.

One process drives all sections. Each is executed in a kernel of its own and turned into
a page at once. What did not change is not touched. A section that fails leaves no page;
the index then says that the report is incomplete, and the build ends with an error.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from monitorlib import manifest, paths, provenance
from monitorlib.clock import Clock
from monitorlib.errors import BuildError, MonitorError
from monitorlib.languages import locales
from monitorlib.processing import build
from monitorlib.running.sections import (
    INDEX,
    MANIFEST,
    SEARCH,
    Memory,
    Section,
    all_sections,
    ingredients,
    put,
)
from monitorlib.takeaway import printing
from monitorlib.variant import Variant

if TYPE_CHECKING:
    from monitorlib.pages.pageframe import Page
    from monitorlib.report_data import Report


@dataclass
class Progress:
    """Tells a person how far the build is.

    Attributes
    ----------
    total : int
        Sections to make.
    out : TextIO
        Where to write.
    """

    total: int
    out: TextIO = field(default_factory=lambda: sys.stderr)
    done: int = 0
    begun: float = field(default_factory=time.monotonic)
    running: list[str] = field(default_factory=list)

    def line(self, text: str) -> None:
        """Write one line with the time since the start.

        Parameters
        ----------
        text : str
            What happened.
        """
        seconds = time.monotonic() - self.begun
        print(f"[{seconds:5.1f} s] {text}", file=self.out, flush=True)

    def finished(self, section: Section, how: str) -> None:
        """Count one section and say what runs now.

        Parameters
        ----------
        section : Section
            The section that ended.
        how : str
            Its time, or that it failed.
        """
        self.done += 1
        now = f"; running: {', '.join(sorted(self.running))}" if self.running else ""
        self.line(f"{self.done}/{self.total} {section.name} {how}{now}")


@contextlib.contextmanager
def only_build(year: str) -> Iterator[None]:
    """Hold the one right to build a period's report.

    Parameters
    ----------
    year : str
        The period.

    Yields
    ------
    None
        While nobody else may build it.

    Raises
    ------
    BuildError
        If another build of the same period runs.
    """
    folder = paths.root() / "build"
    folder.mkdir(exist_ok=True)
    with open(folder / f"{year}.lock", "a+", encoding="utf-8") as file:
        try:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            pass
        except OSError:
            file.seek(0)
            raise BuildError(
                f"to be the only build of {year}",
                f"another one running, process {file.read().strip() or 'unknown'}",
                f"build/{year}.lock",
                "wait until it ends, then start again",
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def check_year(year: str) -> str:
    """Make sure that a period exists before anything is written.

    Parameters
    ----------
    year : str
        As typed.

    Returns
    -------
    str
        The same.

    Raises
    ------
    UnknownNameError
        If the data holds no such period; the message lists those it holds.
    """
    import csv

    from monitorlib.errors import SourceError, UnknownNameError

    path = paths.hand() / "periods.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            known = [row["period"] for row in csv.DictReader(file)]
    except (OSError, ValueError, KeyError) as error:
        raise SourceError(
            "a table of periods",
            f"{type(error).__name__}: {error}",
            paths.inside(path),
            "restore it from git",
        ) from None
    if year not in known:
        raise UnknownNameError(
            f"a period of: {', '.join(known)}", repr(year), "YEAR", f"for example YEAR={known[-1]}"
        )
    return year


def make_report(year: str, jobs: int = 0, *, as_printed: bool = False, locale: str = "en") -> Path:
    """Build the report of a period.

    Parameters
    ----------
    year : str
        A period that the data holds.
    jobs : int, default 0
        Sections to run at once; 0 takes one a processor.
    as_printed : bool, default False
        Leave every correction out; the report then goes to a folder of its own.
    locale : str, default "en"
        Language of the pages; another one than English goes to a folder of its own, too.

    Returns
    -------
    Path
        The index page.

    Raises
    ------
    MonitorError
        If period or language is unknown, the data is broken, the folder cannot be written,
        another build runs, or a section fails; the message names all that failed.
    """
    variant = Variant(check_year(year), as_printed, locales.checked(locale))
    if jobs < 0:
        raise BuildError(
            "0 or more sections at once", str(jobs), "JOBS", "leave it out for one a processor"
        )
    try:
        with only_build(variant.name), locales.speaking(variant.locale):
            return _make(variant, jobs or os.cpu_count() or 1)
    except OSError as error:
        raise BuildError(
            "folders that can be written",
            error.strerror or str(error),
            paths.inside(Path(error.filename)) if error.filename else "report",
            "free the folder, or build from a copy of the project elsewhere",
        ) from None


def _make(variant: Variant, jobs: int) -> Path:
    """Build the report while holding the right to."""
    if taken := _take_in(variant.year):
        print(taken, file=sys.stderr)
    if build.build():
        print("data: data/processed made again from data/raw and data/hand", file=sys.stderr)
    pages, folder = variant.folder("report"), variant.folder("build")
    for each in (pages, folder):
        each.mkdir(parents=True, exist_ok=True)
    sections = all_sections()
    shared = ingredients(variant.parameters, sections)
    memory = Memory(folder, pages)
    reasons = {section: memory.reason(section, shared) for section in sections}
    todo = [section for section in sections if reasons[section]]
    state = f"{provenance.built().isoformat()} {'with' if printing.chromium() else 'without'} PDF"
    if not todo and memory.whole_is_sound(state):
        print(
            f"{paths.inside(pages)}: {len(sections)} sections unchanged, nothing to do",
            file=sys.stderr,
        )
        return pages / INDEX
    memory.remove_all_but(sections)
    for section in todo:
        memory.forget(section)
    _tell(pages, sections, todo, reasons)
    run = _Run(variant, sections, shared, memory, Progress(len(todo)))
    _run_all(run, todo, jobs)
    _check_still_same(run, todo)
    memory.note_whole(_finish(run), state)
    _sum_up(run)
    return pages / INDEX


def _take_in(year: str) -> str:
    """Bring the public charts up to date, where the office has charts of the year."""
    if not paths.private(year).is_dir() and not (paths.root() / "monitor.toml").exists():
        return ""
    from monitorlib.observations import intake

    if year <= paths.edition() and intake.source(year):
        raise BuildError(
            "charts of a year that no printed edition tells of",
            f"charts of {year}",
            paths.inside(paths.private(year)),
            "move them away; the report on that year is made from the edition",
        )
    return intake.take_in(year)


def _check_still_same(run: _Run, made: list[Section]) -> None:
    """Refuse a report whose inputs changed while it was built."""
    now = ingredients(run.variant.parameters, all_sections())
    changed = [name for name, value in now.items() if run.shared[name] != value]
    changed += [
        section.name
        for section in run.sections
        if run.memory.recall(section)["ingredients"]["notebook"] != build.sha256(section.notebook)
    ]
    if changed:
        for section in made:
            run.memory.forget(section)
        raise BuildError(
            "inputs that stay as they are during a build",
            f"a change in {', '.join(changed)}",
            paths.inside(run.memory.pages),
            "build again",
        )


def _tell(
    pages: Path, sections: list[Section], todo: list[Section], reasons: dict[Section, str]
) -> None:
    """Say what will be made, and why."""
    kept = len(sections) - len(todo)
    print(f"{paths.inside(pages)}: {len(todo)} sections to make, {kept} unchanged", file=sys.stderr)
    if kept:
        for section in todo:
            print(f"  {section.name}: {reasons[section]}", file=sys.stderr)


@dataclass
class _Run:
    """One build: what all its sections share."""

    variant: Variant
    sections: list[Section]
    shared: dict[str, str]
    memory: Memory
    progress: Progress
    managers: list[Any] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    clock: Clock = field(default_factory=Clock)

    @functools.cached_property
    def report(self) -> Report:
        """The data of the report."""
        from monitorlib.report_data import Report

        return Report(self.variant.year, as_printed=self.variant.as_printed)

    @functools.cached_property
    def page(self) -> Page:
        """What all pages share."""
        from monitorlib.pages import frontpage
        from monitorlib.pages.pageframe import Page

        title = frontpage.report_title(self.variant.year, as_printed=self.variant.as_printed)
        return Page(title, self.sections, frontpage.notice(self.report))

    @property
    def search(self) -> Page:
        """What the page that searches shares with the others, and its own script."""
        return dataclasses.replace(self.page, scripts=("page.js", "search.js"))

    def section(self, section: Section) -> float:
        """Make one section, unless the build is stopping; give the seconds it took."""
        if self.stopping.is_set():
            raise KeyboardInterrupt
        begun = time.monotonic()
        notebook = build.sha256(section.notebook)
        self.progress.running.append(section.name)
        try:
            self._make(section)
        finally:
            self.progress.running.remove(section.name)
        seconds = time.monotonic() - begun
        self.memory.note(section, self.shared, notebook, seconds)
        return seconds

    def _make(self, section: Section) -> None:
        """Execute one section and write its page."""
        from monitorlib.pages import pages, reportfiles
        from monitorlib.running import execute

        if self.stopping.is_set():
            raise KeyboardInterrupt
        target = self.memory.folder / section.notebook.name
        parameters = self.variant.parameters
        with self.clock.part("execute"):
            node = execute.execute(section.notebook, parameters, target, self.managers.append)
        with self.clock.part("pages"):
            page = pages.section_page(node, section, self.page, reportfiles.files_on(section.page))
            put(self.memory.pages / section.page, page)

    def stop(self) -> None:
        """End every kernel, so that no section goes on."""
        self.stopping.set()
        for manager in self.managers:
            if manager.provisioner and manager.provisioner.has_process:
                with contextlib.suppress(OSError, AttributeError):
                    manager.provisioner.process.kill()


def _run_all(run: _Run, todo: list[Section], jobs: int) -> None:
    """Run the sections side by side; on failure say all of them and leave no index."""
    from monitorlib.running import kernels

    kernels.warm_up()
    failures: dict[str, MonitorError] = {}
    with ThreadPoolExecutor(max_workers=max(1, min(jobs, len(todo) or 1))) as pool:
        futures = {pool.submit(run.section, section): section for section in todo}
        try:
            _collect(futures, run.progress, failures)
        except BaseException:
            run.stop()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    if failures:
        from monitorlib.pages import frontpage

        put(run.memory.pages / INDEX, frontpage.failure_page(run.page, sorted(failures)))
        raise BuildError(
            f"{len(todo)} sections made",
            f"{len(failures)} failed",
            paths.inside(run.memory.pages),
            "their pages were removed:\n" + "\n".join(str(error) for error in failures.values()),
        )


def _collect(
    futures: dict[Future[float], Section], progress: Progress, failures: dict[str, MonitorError]
) -> None:
    """Wait for the sections, in the order in which they end."""
    for future in as_completed(futures):
        section = futures[future]
        try:
            progress.finished(section, f"done in {future.result():.1f} s")
        except OSError:
            raise
        except Exception as error:
            failures[section.name] = _as_failure(section, error)
            progress.finished(section, "FAILED")


def _as_failure(section: Section, error: Exception) -> MonitorError:
    """Give an error a message for people; foreign ones name the notebook."""
    if isinstance(error, MonitorError):
        return error
    return BuildError(
        "a notebook that papermill and nbconvert can read",
        f"{type(error).__name__}: {error}",
        paths.inside(section.notebook),
        "open it in JupyterLab (`make lab`) and save it again",
    )


def _finish(run: _Run) -> list[str]:
    """Write what goes beside the sections, look all pages over, and list what was written."""
    from monitorlib.audit import verdicts
    from monitorlib.pages import frontpage, pagecheck, searchpage
    from monitorlib.takeaway import files

    folder, seen = run.memory.pages, dict[str, pagecheck.Seen]()

    def meanwhile() -> None:
        texts = {s.page: (folder / s.page).read_text(encoding="utf-8") for s in run.sections}
        put(folder / SEARCH, searchpage.search_page(run.search, texts))
        put(folder / MANIFEST, manifest.text(run.variant, run.sections, run.memory))
        seen.update(pagecheck.read(folder))

    with run.clock.part("export"):
        verdicts.write(run.report, folder)
        put(folder / INDEX, frontpage.index_page(run.report, run.page))
        edition = files.edition(run.report, run.page)
        titles = run.page.titles
        made = files.write(folder, run.memory.folder, run.report, titles, edition, meanwhile)
        made += [SEARCH, *verdicts.FILES, MANIFEST, INDEX]
        take = frontpage.files_to_take(folder, made)
        put(folder / INDEX, frontpage.index_page(run.report, run.page, take))
        pages = [section.page for section in run.sections]
        made.append(files.write_archive(folder, [*pages, *made], edition.built))
    with run.clock.part("look"):
        found = pagecheck.problems(folder, seen)
    if found:
        (folder / made[-1]).unlink(missing_ok=True)
        put(folder / INDEX, frontpage.failure_page(run.page, ["pages"]))
        raise BuildError(
            "pages that pass the last look", f"{len(found)} problems", paths.inside(folder),
            "mend the notebooks or the template:\n" + "\n".join(found[:40]),
        )  # fmt: skip
    return made


def _sum_up(run: _Run) -> None:
    """Say how large the report is and how long it took; keep the times beside the build."""
    folder = run.memory.pages
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    name = paths.inside(folder)
    seconds = run.clock.total()
    put(run.memory.folder / "timings.json", json.dumps(run.clock.parts, indent=1) + "\n")
    print(
        f"{name}: {len(run.sections)} sections, {size:.1f} MB, {seconds:.1f} s; "
        f"open {name}/{INDEX}",
        file=sys.stderr,
    )
