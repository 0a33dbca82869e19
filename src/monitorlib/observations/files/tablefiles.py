"""Files of charts to tables of text: CSV, XLSX, and a zip or folder of CSVs.

What a file is, is told by its first bytes, never by its name. An archive is looked over before
anything in it is unpacked; nothing is written, no link is followed out of a folder, nothing in a
file is computed or run. What cannot be read raises one error that says why.
"""

from __future__ import annotations

import stat
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from monitorlib import paths
from monitorlib.errors import MonitorError, SourceError
from monitorlib.observations.files import csvtext, xlsxtext
from monitorlib.observations.files.sheets import MOST_ROWS, Allowance, Sheet

__all__ = ["MOST_ROWS", "Sheet", "read"]

MOST_BYTES = 512 * 1024**2
"""Bytes of the tables of a file, folder or archive, once they are unpacked."""
MOST_TABLES = 1_000
"""Tables in an archive or folder."""
MOST_MEMBERS = 20_000
"""Files in an archive, photographs among them."""
MOST_RATIO = 200
"""Times that a file may grow by unpacking, if it grows beyond `SMALL`."""
SMALL = 16 * 1024**2
OLE = bytes.fromhex("D0CF11E0")
ZIP = b"PK"
PROTECTED = "EncryptedPackage".encode("utf-16-le")
WORKBOOK = "[Content_Types].xml"
"""A member that every workbook has."""
OTHER_BOOKS = {
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "content.xml": "an OpenDocument spreadsheet (.ods)",
    "Index/Document.iwa": "a workbook of Numbers",
}
NEVER_READ = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb", ".zip")
"""Endings of tables that stand in no zip or folder of CSVs."""


def read(path: Path, sheet: str = "", *, most_rows: int = MOST_ROWS) -> list[Sheet]:
    """Read every table of a file or folder.

    Parameters
    ----------
    path : Path
        A CSV, an XLSX workbook, or a zip or folder of CSVs.
    sheet : str, default ""
        Name of the one sheet or member to read; blank for all. The ending ``.csv`` may be
        left out.
    most_rows : int, default 200000
        Rows to read at most, all sheets together.

    Returns
    -------
    list of Sheet
        At least one. A table of a header only has no rows.

    Raises
    ------
    SourceError
        If the file is missing, empty, damaged, protected, too large, of another kind, or has
        no such sheet.
    """
    where = paths.inside(path)
    allowance = Allowance.of(most_rows)
    try:
        if path.is_dir():
            found = _folder(path, sheet, where, allowance)
        else:
            found = _file(path, sheet, where, allowance)
    except OSError as error:
        kind = "no file" if isinstance(error, FileNotFoundError) else str(error.strerror)
        raise SourceError(
            "a CSV, an XLSX workbook, or a zip or folder of CSVs",
            kind,
            where,
            "look whether the name is right and the file may be read",
        ) from None
    if not found:
        raise SourceError(
            "a table with a header", "an empty file", where, "export the charts again"
        )
    return found


def _file(path: Path, wanted: str, where: str, allowance: Allowance) -> list[Sheet]:
    """Read one file by what its first bytes say."""
    size = path.stat().st_size
    if not path.is_file():
        raise FileNotFoundError
    with path.open("rb") as file:
        start = file.read(len(OLE))
    if start[:2] == ZIP:
        return _archive(path, wanted, where, allowance)
    _refuse_size(size, where)
    if start == OLE:
        raise _old_workbook(path, where)
    if wanted:
        raise SourceError(
            "no name of a sheet", repr(wanted), f"{where}, a CSV", "leave the sheet blank"
        )
    found = csvtext.read(path.read_bytes(), "", where, allowance)
    return [found] if found else []


def _refuse_size(size: int, where: str) -> None:
    """Refuse what would not fit into memory."""
    if size > MOST_BYTES:
        raise SourceError(
            f"at most {MOST_BYTES // 1024**2} MB of charts",
            f"{size / 1024**2:,.0f} MB",
            where,
            "look whether it is the right file, and leave out what is no chart",
        )


def _old_workbook(path: Path, where: str) -> SourceError:
    """Compose the error for the two kinds of file that begin alike."""
    if PROTECTED in path.read_bytes():
        return SourceError(
            "a workbook that can be opened",
            "one protected by a password",
            where,
            "open it, take the password off, and save it again",
        )
    return SourceError(
        "CSV or XLSX",
        "a workbook of Excel 97-2003 (.xls)",
        where,
        "open it in a spreadsheet and save it as .xlsx",
    )


def _archive(path: Path, wanted: str, where: str, allowance: Allowance) -> list[Sheet]:
    """Read a workbook or a zip of CSVs, once its directory has been looked over."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive, where)
            tables = {member.filename: member for member in members}
            other = next((kind for sign, kind in OTHER_BOOKS.items() if sign in tables), "")
            if other:
                raise SourceError("CSV or XLSX", other, where, "save it as .xlsx")
            chosen = [*tables] if WORKBOOK in tables else _tables(tables, wanted, where)
            _refuse_size(sum(tables[name].file_size for name in chosen), f"{where}, unpacked")
            if WORKBOOK not in tables:
                found = [
                    csvtext.read(archive.read(tables[name]), name, f"{where}, {name}", allowance)
                    for name in chosen
                ]
                return [one for one in found if one]
    except MonitorError:
        raise
    except Exception as error:  # whatever a damaged archive makes the library raise
        raise SourceError(
            "a whole zip or XLSX file",
            f"a truncated or damaged one ({type(error).__name__})",
            where,
            "download it again",
        ) from None
    return xlsxtext.read(path, wanted, where, allowance)


def _members(archive: zipfile.ZipFile, where: str) -> list[zipfile.ZipInfo]:
    """Look an archive's directory over; give its files."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MOST_MEMBERS:
        raise SourceError(
            f"at most {MOST_MEMBERS} files", f"{len(members)}", where, "leave out what is no chart"
        )
    names = [member.filename for member in members]
    bad = [
        f"{member.filename!r} {found}"
        for member in members
        for found in [_suspicious(member)]
        if found
    ] + [f"{name!r} twice" for name, count in Counter(names).items() if count > 1]
    if bad:
        raise SourceError(
            "an archive of plain files", "; ".join(bad[:5]), where, "unpack it by hand and look"
        )
    return members


def _suspicious(member: zipfile.ZipInfo) -> str:
    """Say what is wrong with a member of an archive; nothing mostly."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or path.parts[0].endswith(":"):
        return "leads out of the archive"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link"
    if member.flag_bits & 1:
        return "is protected by a password"
    grown = member.file_size / max(1, member.compress_size)
    if member.file_size > SMALL and grown > MOST_RATIO:
        return f"grows {grown:,.0f} times when unpacked"
    return ""


def _tables(files: Iterable[str], wanted: str, where: str) -> list[str]:
    """Name the CSVs among the files of an archive or folder, or the one that is wanted."""
    names = sorted(name for name in files if not PurePosixPath(name).name.startswith((".", "~$")))
    tables = [name for name in names if name.lower().endswith((".csv", ".tsv"))]
    others = [name for name in names if name.lower().endswith(NEVER_READ)]
    if others or not tables:
        raise SourceError(
            "a zip or folder of CSVs",
            ", ".join((others or names)[:5]) or "no file",
            where,
            "name one workbook itself, or put the CSVs of one export there",
        )
    if len(tables) > MOST_TABLES:
        raise SourceError(
            f"at most {MOST_TABLES} tables",
            f"{len(tables)}",
            where,
            "leave out what is no chart",
        )
    if wanted:
        chosen = [name for name in tables if wanted in (name, name[: -len(".csv")])]
        if not chosen:
            raise SourceError(
                f"a file of: {', '.join(tables)}",
                repr(wanted),
                where,
                "choose one of these, or leave the sheet blank to read all",
            )
        return chosen
    return tables


def _folder(path: Path, wanted: str, where: str, allowance: Allowance) -> list[Sheet]:
    """Read the CSVs of a folder, without going deeper."""
    home = path.resolve()
    files = {one.name: one for one in path.iterdir() if one.is_file()}
    names = _tables(files, wanted, where)
    outside = [name for name in names if not files[name].resolve().is_relative_to(home)]
    if outside:
        raise SourceError(
            "files in the folder itself",
            f"a link out of it: {', '.join(outside)}",
            where,
            "put the file itself there",
        )
    _refuse_size(sum(files[name].stat().st_size for name in names), where)
    found = (
        csvtext.read(files[name].read_bytes(), name, f"{where}, {name}", allowance)
        for name in names
    )
    return [one for one in found if one]
