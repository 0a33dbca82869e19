"""The command line: `python -m monitorlib report --year 2017`."""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from monitorlib.errors import MonitorError
from monitorlib.paths import edition
from monitorlib.provenance import GIVEN

if TYPE_CHECKING:
    from monitorlib.variant import Variant

INTERRUPTED = 130
SWITCH = {"1": True, "yes": True, "true": True, "": False, "0": False, "no": False, "false": False}
"""What may be said of AS_PRINTED; blank where nothing is said."""


def _parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    parser = argparse.ArgumentParser(prog="monitorlib", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    report = commands.add_parser("report", help="build the report of a period as HTML")
    report.add_argument("--year", help="a period that the data holds")
    report.add_argument("--jobs", default="0", help="sections at once; 0: one a processor")
    report.add_argument("--file", default="", help=argparse.SUPPRESS)
    _add_as_printed(report)
    _add_locale(report)
    audit = commands.add_parser("audit", help="check every stated number; fail on a new verdict")
    audit.add_argument("--year", help="the report's period")
    _add_as_printed(audit)
    audit.add_argument("--accept", action="store_true", help="commit to the verdicts as they are")
    audit.add_argument("--summary", action="store_true", help="print the verdicts in one line only")
    data = commands.add_parser("data", help="bring data/processed up to date")
    data.add_argument("--force", action="store_true", help="even where nothing changed")
    baseline = commands.add_parser("baseline", help="run and normalise the committed notebooks")
    baseline.add_argument(
        "--check", action="store_true", help="write nothing; fail on a difference"
    )
    baseline.add_argument("--jobs", default="0", help="notebooks at once")
    check = commands.add_parser("check-pages", help="look over the pages of a built report")
    check.add_argument("--year", help="the report's period")
    _add_as_printed(check)
    _add_locale(check)
    commands.add_parser("messages", help="bring the catalogues of messages up to date")
    new = commands.add_parser("new-year", help="make room for the charts of a year")
    new.add_argument("--year", required=True, help="such as 2018")
    charts = commands.add_parser("check", help="look the charts of a year over")
    charts.add_argument("--year", required=True, help="a period that is there")
    charts.add_argument("--file", default="", help="charts to look over instead of the year's own")
    example = commands.add_parser("example", help="write invented charts, for practice")
    example.add_argument("--year", required=True, help="a period that is there")
    commands.add_parser("forms", help="write the empty observation chart as workbook and form")
    return parser


def _add_as_printed(command: argparse.ArgumentParser) -> None:
    """Add the switch that leaves every correction out; alone it means yes."""
    command.add_argument(
        "--as-printed", nargs="?", const="yes", default="", metavar="yes|no",
        help="leave every correction out",
    )  # fmt: skip


def _add_locale(command: argparse.ArgumentParser) -> None:
    """Add the language of the pages."""
    command.add_argument("--locale", default="en", help="language of the pages: en, ru or kk")


def _switch(text: str) -> bool:
    """Read AS_PRINTED as typed; refuse what is neither yes nor no."""
    if text not in SWITCH:
        raise MonitorError(
            "1, yes or true to leave corrections out, or 0, no, false or nothing to keep them",
            repr(text), "AS_PRINTED", "for example AS_PRINTED=1",
        )  # fmt: skip
    return SWITCH[text]


def _run(arguments: argparse.Namespace) -> int:
    """Run one command; give its exit code."""
    if "as_printed" in arguments:
        arguments.as_printed = _switch(arguments.as_printed)
    match arguments.command:
        case "report":
            from monitorlib import report

            if arguments.file:
                raise MonitorError(
                    "charts that monitor.toml names",
                    f"FILE={arguments.file}",
                    "make report",
                    "write it into file of monitor.toml, [charts.YEAR]; FILE is for `make check`",
                )
            report.make_report(
                edition() if arguments.year is None else arguments.year,
                _jobs(arguments.jobs),
                as_printed=arguments.as_printed,
                locale=arguments.locale or "en",
            )
        case "audit":
            return _audit(arguments)
        case "data":
            from monitorlib.processing import build

            changed = build.build(force=arguments.force)
            print("data/processed: made again" if changed else "data/processed: up to date")
        case "baseline":
            from monitorlib.running import baseline

            return baseline.main(check=arguments.check, jobs=_jobs(arguments.jobs))
        case "messages":
            from monitorlib.languages import extraction

            print(extraction.update())
        case "check-pages":
            return _check_pages(arguments)
        case "new-year" | "check" | "example" | "forms":
            return _charts(arguments)
    return 0


def _jobs(said: str) -> int:
    """Read how many jobs may run at once; blank for one a processor."""
    if not re.fullmatch(r"[0-9]*", said.strip()):
        raise MonitorError(
            "0 or more jobs at once", repr(said), "JOBS", "leave it out for one a processor"
        )
    return int(said.strip() or 0)


def _variant(arguments: argparse.Namespace) -> Variant:
    """Say which report is meant."""
    from monitorlib import report
    from monitorlib.languages import locales
    from monitorlib.variant import Variant

    year = report.check_year(edition() if arguments.year is None else arguments.year)
    locale = locales.checked(getattr(arguments, "locale", "") or locales.SOURCE)
    return Variant(year, arguments.as_printed, locale)


def _check_pages(arguments: argparse.Namespace) -> int:
    """Look over the pages of a report; give 1 where one has a problem."""
    from monitorlib import paths
    from monitorlib.pages import pagecheck

    variant = _variant(arguments)
    folder = variant.folder()
    if not folder.is_dir():
        raise MonitorError("a report", "none", paths.inside(folder), f"run `{variant.command}`")
    found = pagecheck.problems(folder)
    print("\n".join(found) or f"{paths.inside(folder)}: every page passes")
    return 1 if found else 0


def _charts(arguments: argparse.Namespace) -> int:
    """Run a command about observation charts; give its exit code."""
    from monitorlib import paths, report
    from monitorlib.observations import intake

    match arguments.command:
        case "forms":
            from monitorlib.observations.forms import forms

            print("\n".join(paths.inside(path) for path in forms.write_forms(paths.root())))
        case "new-year":
            from monitorlib.observations import newyear

            print("\n".join(newyear.new_year(arguments.year)) or "nothing to do: all is there")
        case "example":
            from monitorlib.observations import newyear
            from monitorlib.observations.practice import invented

            year = report.check_year(newyear.after_edition(arguments.year))
            path = paths.private(year) / "charts.csv"
            if intake.source(year) not in (None, path) or not invented.may_replace(path):
                raise MonitorError(
                    "a folder without charts",
                    "charts",
                    paths.inside(path.parent),
                    "move them away first; invented charts never stand beside real ones",
                )
            invented.write(path, year)
            print(f"{paths.inside(path)}: invented charts, for practice only")
        case "check":
            found, text = intake.check(report.check_year(arguments.year), arguments.file)
            print(text)
            folder = paths.inside(paths.private(arguments.year))
            print(f"written to {folder}: check.txt, and check.xlsx with the cells marked")
            return 1 if found.errors else 0
    return 0


def _audit(arguments: argparse.Namespace) -> int:
    """Check every stated number; give 1 where a verdict differs from the committed one."""
    from monitorlib.audit import audit, verdicts
    from monitorlib.processing import build
    from monitorlib.report_data import Report

    variant = _variant(arguments)
    build.build()
    if arguments.accept:
        verdicts.accept()
    rows = Report(variant.year, as_printed=variant.as_printed)
    if arguments.summary:
        print(audit.summary(rows.rows("audit")))
        return 0
    folder = variant.folder()
    folder.mkdir(parents=True, exist_ok=True)
    verdicts.write(rows, folder)
    print(verdicts.text(rows))
    found = verdicts.differences(arguments.as_printed)
    if found:
        print(
            f"error: expected the verdicts of data/hand/verdicts.csv; found {len(found)} others; "
            "look at each, then run `make accept-verdicts`:",
            *found,
            sep="\n",
            file=sys.stderr,
        )
    return 1 if found else 0


def _interrupt(*_: object) -> None:
    """Let a request to end be answered like Ctrl-C, so that kernels are ended too."""
    raise KeyboardInterrupt


def main(argv: list[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : list of str, optional
        Arguments; those of the process by default.

    Returns
    -------
    int
        0, or 1 after an error with its message on the standard error stream.
    """
    arguments = _parser().parse_args(argv)
    if not os.environ.get(GIVEN, "set").strip():
        del os.environ[GIVEN]  # libraries read it, too, and take blank for a number
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _run(arguments)
    except MonitorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        where = Path(error.filename).name if error.filename else "the project"
        print(
            f"error: expected files that can be read and written; found {error.strerror or error}; "
            f"at {where}; free it, and look whether the disk is full",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("stopped: what was finished is kept, nothing half-made is left", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
