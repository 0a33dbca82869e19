"""The sections of the report, and when one has to be made again.

A section's key sums up everything that its page depends on: notebook, parameters,
package, data, lock, Python, and the titles that the navigation shows. Only the standard
library is used here, so that finding nothing to do takes no time.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from monitorlib import paths
from monitorlib.errors import BuildError
from monitorlib.processing.build import sha256

INDEX, SEARCH, MANIFEST = "index.html", "search.html", "manifest.json"


@dataclass(frozen=True)
class Section:
    """One notebook and the page that it becomes.

    Attributes
    ----------
    notebook : Path
        The committed notebook.
    """

    notebook: Path

    def __deepcopy__(self, _: object) -> Self:
        """Stay the same: nbconvert copies for each page, and a copy would read its notebook."""
        return self

    @property
    def name(self) -> str:
        """Such as ``04-protest-activity``."""
        return self.notebook.stem

    @property
    def page(self) -> str:
        """File name of the page."""
        return f"{self.name}.html"

    @cached_property
    def content(self) -> dict[str, Any]:
        """The notebook as JSON."""
        try:
            content = dict(json.loads(self.notebook.read_text(encoding="utf-8")))
            for cell in content["cells"]:
                "".join(cell["source"]), cell["cell_type"], cell["metadata"].get("tags")
            return content
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise BuildError(
                "a notebook",
                f"{type(error).__name__}: {error}",
                paths.inside(self.notebook),
                "restore it from git",
            ) from None

    @property
    def title(self) -> str:
        """The notebook's one heading of the first level."""
        for cell in self.content["cells"]:
            found = re.match(r"# (.+)", "".join(cell["source"]))
            if cell["cell_type"] == "markdown" and found:
                return found[1].strip()
        raise BuildError(
            "a first markdown cell that begins with `# `",
            "none",
            paths.inside(self.notebook),
            "give the section a title",
        )


def all_sections() -> list[Section]:
    """List the sections in the order of the report.

    Returns
    -------
    list of Section
        One a notebook, by number.

    Raises
    ------
    BuildError
        If there is no notebook.
    """
    found = [Section(path) for path in sorted(paths.notebooks().glob("[0-9][0-9]-*.ipynb"))]
    if not found:
        raise BuildError("notebooks named NN-*.ipynb", "none", "notebooks", "restore them from git")
    return found


def _sum(files: Iterable[Path]) -> str:
    """Sum up files by name and content."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"{paths.inside(path)}\0{sha256(path)}\n".encode())
    return total.hexdigest()


def _files(folder: Path) -> list[Path]:
    """List the files below a folder that are sources."""
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    ]


def ingredients(parameters: Mapping[str, Any], sections: list[Section]) -> dict[str, str]:
    """Sum up what all sections share.

    Parameters
    ----------
    parameters : mapping of str to object
        Parameters of the report.
    sections : list of Section
        All sections.

    Returns
    -------
    dict of str to str
        A sum for each ingredient, by the name to give as a reason.
    """
    lock = paths.root() / "requirements.lock"
    return {
        "parameters": json.dumps(parameters, sort_keys=True),
        "package": _sum(_files(paths.PACKAGE)),
        "data": _sum(_files(paths.root() / "data")),
        "lock": sha256(lock) if lock.exists() else "",
        "python": platform.python_version(),
        "titles": json.dumps([[section.name, section.title] for section in sections]),
    }


@dataclass(frozen=True)
class Memory:
    """What is known of the sections built before, in one folder of the build.

    Attributes
    ----------
    folder : Path
        `build/YEAR`.
    pages : Path
        `report/YEAR`.
    """

    folder: Path
    pages: Path

    def _file(self, section: Section) -> Path:
        return self.folder / f"{section.name}.json"

    def executed(self, section: Section) -> Path:
        """Name the executed notebook of a section.

        Parameters
        ----------
        section : Section
            The section.

        Returns
        -------
        Path
            In `build/YEAR`.
        """
        return self.folder / section.notebook.name

    def recall(self, section: Section) -> dict[str, Any]:
        """Give what was noted of a section; empty if nothing or nothing legible.

        Parameters
        ----------
        section : Section
            The section.

        Returns
        -------
        dict
            Its ingredients, the sha256 of its page and of its executed notebook, its seconds.
        """
        try:
            noted = json.loads(self._file(section).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        kinds = {"ingredients": dict, "page": str, "executed": str, "seconds": float}
        sound = isinstance(noted, dict) and all(
            isinstance(noted.get(name), kind) for name, kind in kinds.items()
        )
        return dict(noted) if sound else {}

    def reason(self, section: Section, shared: dict[str, str]) -> str:
        """Say why a section must be made again.

        Parameters
        ----------
        section : Section
            The section.
        shared : dict of str to str
            As `ingredients` gives it.

        Returns
        -------
        str
            What changed, or an empty string where the page can stay.
        """
        known = self.recall(section)
        if not known:
            return "new"
        wanted = {**shared, "notebook": sha256(section.notebook)}
        changed = [
            name for name, value in wanted.items() if known["ingredients"].get(name) != value
        ]
        page = self.pages / section.page
        if not page.exists() or sha256(page) != known["page"]:
            changed.append("page missing or altered")
        executed = self.executed(section)
        if not executed.exists() or sha256(executed) != known["executed"]:
            changed.append("executed notebook missing or altered")
        return ", ".join(changed)

    def note(self, section: Section, shared: dict[str, str], notebook: str, seconds: float) -> None:
        """Remember a section that has just been made.

        Parameters
        ----------
        section : Section
            The section.
        shared : dict of str to str
            As `ingredients` gave it before the run.
        notebook : str
            The sha256 of the notebook before the run.
        seconds : float
            How long it took.
        """
        noted = {
            "ingredients": {**shared, "notebook": notebook},
            "page": sha256(self.pages / section.page),
            "executed": sha256(self.executed(section)),
            "seconds": round(float(seconds), 2),
        }
        put(self._file(section), json.dumps(noted, indent=1) + "\n")

    def _whole(self) -> dict[str, Any]:
        """Give what was noted of the files beside the sections; empty if nothing legible."""
        try:
            noted = json.loads((self.folder / "whole.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        sound = isinstance(noted, dict) and isinstance(noted.get("files"), dict)
        return dict(noted) if sound else {}

    def whole_is_sound(self, state: str) -> bool:
        """Tell whether the files beside the sections are those that the last build wrote.

        Parameters
        ----------
        state : str
            The state of the project that they must be made from.

        Returns
        -------
        bool
            False if one is missing or was altered, or another state is wanted.
        """
        known = self._whole()
        if not known or known.get("state") != state:
            return False
        try:
            return all(sha256(self.pages / name) == sum_ for name, sum_ in known["files"].items())
        except OSError:
            return False

    def note_whole(self, names: Iterable[str], state: str) -> None:
        """Remember the files beside the sections as they were just written.

        Parameters
        ----------
        names : iterable of str
            The files, within the folder of the report.
        state : str
            The state of the project that they are made from.
        """
        sums = {name: sha256(self.pages / name) for name in sorted(names)}
        put(self.folder / "whole.json", json.dumps({"state": state, "files": sums}) + "\n")

    def remove_all_but(self, sections: list[Section]) -> None:
        """Delete what an earlier build wrote beside the sections, and pages that have no section.

        Parameters
        ----------
        sections : list of Section
            Those whose pages may stay.
        """
        known = {section.page for section in sections}
        pages = [*self.pages.glob("*.html"), *self.pages.glob(".*.html.*")]
        written = [self.pages / name for name in self._whole().get("files", {})]
        for path in [*pages, *written]:
            if path.name not in known:
                path.unlink(missing_ok=True)
        for folder in {path.parent for path in written} - {self.pages}:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        (self.folder / "whole.json").unlink(missing_ok=True)

    def forget(self, section: Section) -> None:
        """Remove a section's page and what was noted of it.

        Parameters
        ----------
        section : Section
            The section.
        """
        self._file(section).unlink(missing_ok=True)
        (self.pages / section.page).unlink(missing_ok=True)


def put(path: Path, text: str) -> None:
    """Write a file aside, then put it in place in one step.

    Parameters
    ----------
    path : Path
        Where it belongs.
    text : str
        Its content.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_text(text, encoding="utf-8")
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)
