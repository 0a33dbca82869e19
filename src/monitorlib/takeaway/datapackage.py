"""`datapackage.json`: what each CSV file of the folder holds, for machines (Frictionless).

Data Package 1.0 with tabular resources: name, title, fields with types, sums, sources, licence.
A column is a number only if every cell of it is one; a dash is a statement, not a gap, so a
column with a dash is text.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from monitorlib.takeaway.csvfiles import MARK

WHOLE = re.compile(r"-?(0|[1-9]\d*)")
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?(e-?\d+)?")
TYPES = {"text": "string", "number": "number", "whole": "integer"}
"""Types of the codebook, as a data package names them."""
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


@dataclass(frozen=True)
class Resource:
    """One CSV file.

    Attributes
    ----------
    path : str
        Its name below the folder.
    text : str
        The file.
    title : str
        What a reader calls it.
    description : str
        What its rows are.
    fields : mapping of str to tuple
        Type (``text``, ``number``, ``whole``) and description of columns that are known; any
        other has the type of its cells.
    """

    path: str
    text: str
    title: str
    description: str
    fields: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def write(
    resources: Sequence[Resource],
    *,
    name: str,
    title: str,
    description: str,
    version: str,
    built: datetime,
    sources: Sequence[str],
) -> str:
    """Describe the CSV files of a report.

    Parameters
    ----------
    resources : sequence of Resource
        The files.
    name : str
        Name of the package, such as ``report-2017``.
    title, description : str
        What a reader calls it, and what it holds.
    version : str
        Of the software that made it.
    built : datetime
        Date of the build.
    sources : sequence of str
        Titles of what the data come from.

    Returns
    -------
    str
        The text of `datapackage.json`, a line for each file.
    """
    package = {
        "profile": "data-package",
        "name": name,
        "title": title,
        "description": description,
        "version": version,
        "created": built.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "licenses": [LICENCE],
        "sources": [{"title": source} for source in sources],
        "resources": [],
    }
    head = json.dumps(package, ensure_ascii=False, indent=1).removesuffix("[]\n}")
    lines = ",\n".join(
        json.dumps(_resource(each), ensure_ascii=False, separators=(",", ":")) for each in resources
    )
    return f"{head}[\n{lines}\n]}}\n"


def _resource(resource: Resource) -> dict[str, Any]:
    """Describe one file."""
    data = resource.text.encode()
    rows = list(csv.reader(io.StringIO(resource.text.removeprefix(MARK))))
    columns = list(zip(*rows[1:], strict=True)) if len(rows) > 1 else [()] * len(rows[0])
    return {
        "profile": "tabular-data-resource",
        "name": re.sub(r"[^a-z0-9._-]+", "-", resource.path.removesuffix(".csv").lower()),
        "path": resource.path,
        "title": resource.title,
        "description": resource.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": {
            "fields": [
                _field(heading, cells, resource.fields)
                for heading, cells in zip(rows[0], columns, strict=True)
            ],
            "missingValues": [""],
        },
    }


def _field(
    heading: str, cells: Sequence[str], known: Mapping[str, tuple[str, str]]
) -> dict[str, str]:
    """Describe one column."""
    kind, description = known.get(heading, ("", ""))
    made = {"name": heading, "type": TYPES.get(kind) or _kind([cell for cell in cells if cell])}
    return made | {"description": description} if description else made


def _kind(cells: Sequence[str]) -> str:
    """Tell the type of a column from its cells."""
    if cells and all(WHOLE.fullmatch(cell) for cell in cells):
        return "integer"
    return "number" if cells and all(NUMBER.fullmatch(cell) for cell in cells) else "string"
