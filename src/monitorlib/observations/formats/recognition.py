"""Which format a table has: told by its headings alone."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from monitorlib.errors import SourceError
from monitorlib.observations.files.sheets import Sheet
from monitorlib.observations.formats.formatfile import Format
from monitorlib.observations.formats.spellings import ends, places
from monitorlib.observations.problems import shown

NAMED = 12
"""Headings that a message names at most."""


def recognise(sheets: Sequence[Sheet], known: Mapping[str, Format]) -> Format:
    """Find the one format that the headers of a file have.

    Parameters
    ----------
    sheets : sequence of Sheet
        The file.
    known : mapping of str to Format
        The formats there are.

    Returns
    -------
    Format
        The one.

    Raises
    ------
    SourceError
        If no sheet has the header of a format, or several formats fit.
    """
    fitting = {sheet.name: [one for one in known.values() if fits(sheet, one)] for sheet in sheets}
    names = {one.name for found in fitting.values() for one in found}
    if len(names) > 1:
        said = "; ".join(
            f"{_sheet(name)} has the columns of {' and of '.join(one.name for one in found)}"
            for name, found in fitting.items()
            if found
        )
        raise SourceError(
            "one format in a file", f"two mixed: {said}", "the headers",
            "split the file, or name the format in monitor.toml",
        )  # fmt: skip
    if not names:
        raise unrecognised(sheets, known)
    return known[names.pop()]


def fits(sheet: Sheet, form: Format) -> bool:
    """Tell whether a sheet has the header of a format.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    form : Format
        The format.

    Returns
    -------
    bool
        True if all columns are there that must be, and none that must not.
    """
    return not _missing(sheet, form) and not any(
        end in form.absent for heading in sheet.header for end in ends(heading)
    )


def _missing(sheet: Sheet, form: Format) -> list[str]:
    """Name the columns that a sheet lacks."""
    return [name for name in form.recognise if not places(sheet.header, form.called(name))]


def _sheet(name: str) -> str:
    """Name a sheet in a sentence."""
    return f"sheet {name!r}" if name else "the table"


def unrecognised(sheets: Sequence[Sheet], known: Mapping[str, Format]) -> SourceError:
    """Say which columns were looked for, which are there, and which format comes nearest.

    Parameters
    ----------
    sheets : sequence of Sheet
        The file.
    known : mapping of str to Format
        The formats that were tried.

    Returns
    -------
    SourceError
        To be raised by the caller.
    """
    pairs = [(sheet, form) for sheet in sheets for form in known.values()]
    sheet, form = max(
        pairs, key=lambda pair: 1 - len(_missing(*pair)) / max(1, len(pair[1].recognise))
    )
    missing = _missing(sheet, form)
    headings = ", ".join(map(shown, sheet.header[:NAMED]))
    more = f" and {len(sheet.header) - NAMED} more" if len(sheet.header) > NAMED else ""
    wanted = "; ".join(f"{one.name} ({', '.join(one.recognise)})" for one in known.values())
    if len(missing) == len(form.recognise):
        then = "name the columns like one of these"
    elif missing:
        hints = [
            f"{name!r} (is it {near[0]!r}?)" if near else repr(name)
            for name in missing
            for near in [difflib.get_close_matches(name, sheet.header, n=1, cutoff=0.7)]
        ]
        then = f"{form.name} comes nearest and lacks {', '.join(hints)}"
    else:
        then = f"{form.name} comes nearest, but has no column {' or '.join(form.absent)}"
    return SourceError(
        f"the columns of one of the formats: {wanted}",
        f"columns {headings}{more}" if len(missing) < len(form.recognise)
        else f"no known column among {headings}{more}",
        f"{_sheet(sheet.name)}, row {sheet.header_line}",
        f"{then}; or describe the table in data/hand/chart-formats, see docs/chart-formats.md",
    )  # fmt: skip
