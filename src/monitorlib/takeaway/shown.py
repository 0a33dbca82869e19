"""What a report shows, as data: its tables and the numbers behind its figures.

Both are read from the executed notebooks, where they lie beside the HTML. Nothing is laid
out or computed again, so that a file to take away cannot say another thing than the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitorlib import paths
from monitorlib.drawing.figurehtml import MIMETYPE as FIGURE
from monitorlib.errors import BuildError
from monitorlib.messages import tr
from monitorlib.pages.reportfiles import file_name
from monitorlib.tabular import tabledata
from monitorlib.tabular.tabledata import Table

ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
"""Signs that say in which language a text is; a file has no use for them."""


@dataclass(frozen=True)
class Figure:
    """The numbers behind a figure.

    Attributes
    ----------
    name : str
        Its permanent anchor.
    caption : str
        Number and caption.
    columns : tuple of str
        Names of the columns.
    rows : tuple of tuple
        Cells: texts, numbers or None.
    """

    name: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Shown:
    """All tables and figures of a report, in its order.

    Attributes
    ----------
    tables : dict of str to Table
        By the name of its files; see `reportfiles.file_name`.
    figures : dict of str to Figure
        By the name of its files.
    sections : dict of str to str
        Title of the section that shows each first, by the name of its files.
    """

    tables: dict[str, Table] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)

    def add_figure(self, data: Mapping[str, Any], section: str) -> None:
        """Add a figure that no notebook shows.

        Parameters
        ----------
        data : mapping
            As `figure` takes it.
        section : str
            Title of the page that shows it.
        """
        self.figures[data["name"]] = figure(data)
        self.sections[data["name"]] = section


def read(build: Path, pages: Mapping[str, str]) -> Shown:
    """Collect what the executed notebooks of a report show.

    Parameters
    ----------
    build : Path
        Folder of the executed notebooks, `build/YEAR`.
    pages : mapping of str to str
        File names of the section pages and their titles, in order; a page ``04-x.html`` is
        made from the notebook ``04-x.ipynb``.

    Returns
    -------
    Shown
        What they show. A table that two sections show is taken once.

    Raises
    ------
    BuildError
        If a notebook cannot be read, or two different tables have one anchor.
    """
    found = Shown()
    for page, section in pages.items():
        for kind, data in _bundles(build / f"{page.removesuffix('.html')}.ipynb"):
            if kind == tabledata.MIMETYPE:
                name = _take(found.tables, Table.of_data(data), page)
            else:
                name = _take(found.figures, figure(data), page)
            found.sections.setdefault(name, section)
    return found


def figure(data: Mapping[str, Any]) -> Figure:
    """Read a figure's numbers from its data.

    Parameters
    ----------
    data : mapping
        With `name`, `number`, `caption`, `headings` and `rows`.

    Returns
    -------
    Figure
        The same.
    """
    return Figure(
        data["name"],
        f"{tr('Figure {number}.').format(number=data['number'])} {data['caption']}",
        tuple(map(str, data["headings"])),
        tuple(tuple(row) for row in data["rows"]),
    )


def plain(text: str) -> str:
    """Take the signs away that isolate words in another language.

    Parameters
    ----------
    text : str
        A text as pages have it.

    Returns
    -------
    str
        The text for a file.

    Examples
    --------
    >>> plain("напечатано \u2068none\u2069")
    'напечатано none'
    """
    return text.translate(ISOLATES)


def _bundles(notebook: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the data that a notebook's outputs hold, in order."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            for output in cell.get("outputs", ()):
                held = output.get("data", {})
                yield from (
                    (kind, held[kind]) for kind in (tabledata.MIMETYPE, FIGURE) if kind in held
                )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BuildError(
            "an executed notebook",
            f"{type(error).__name__}: {error}".replace(str(notebook.parent), "…"),
            paths.inside(notebook),
            "delete the folder and build again",
        ) from None


def _take(known: dict[str, Any], new: Any, page: str) -> str:
    """Keep a table or figure, and give the name of its files."""
    name = file_name(page, new.name)
    if known.setdefault(name, new) != new:
        raise BuildError(
            "tables and figures with anchors of their own",
            f"two under {new.name!r}",
            page,
            "give one of them another number or caption",
        )
    return name
