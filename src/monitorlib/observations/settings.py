"""What an editor decides about a year's charts: one table of `monitor.toml` a year."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from monitorlib import paths
from monitorlib.errors import SourceError

LARGEST_CELL = 1_000
KINDS = {str: "a text in quotes", int: "a whole number", bool: "true or false"}


@dataclass(frozen=True)
class Settings:
    """The settings of one year.

    Attributes
    ----------
    file : str
        The charts, relative to the project; blank for the one file in the year's private folder.
    sheet : str
        Sheet of a workbook; blank for every sheet that looks like charts.
    format : str
        Name of a format; blank to recognise it by its header.
    crowd_rule : str
        Rule that turns vague numbers of people into numbers.
    small_cells : int
        Counts of persons detained, released or sanctioned below this are not shown; 0 shows all.
    approved_only : bool
        Whether to keep only submissions that a validation approved.
    """

    file: str = ""
    sheet: str = ""
    format: str = ""
    crowd_rule: str = "monitor"
    small_cells: int = 0
    approved_only: bool = False


def settings_file() -> Path:
    """Name the file of the settings.

    Returns
    -------
    Path
        `monitor.toml` of the project.
    """
    return paths.root() / "monitor.toml"


def read(year: str) -> Settings:
    """Read the settings of a year.

    Parameters
    ----------
    year : str
        A period.

    Returns
    -------
    Settings
        Those of `monitor.toml`, the defaults where it says nothing.

    Raises
    ------
    SourceError
        If the file is no TOML, or listing every setting that is unknown or of a wrong kind.
    """
    whole = _tables()
    tables = whole.get("charts", {})
    found = tables.get(year, {}) if isinstance(tables, dict) else {}
    problems = [*_problems(found)] if isinstance(found, dict) else ["expected a table"]
    problems += [f"no table is called {name!r}" for name in whole if name != "charts"]
    if problems:
        raise SourceError(
            "settings that are known",
            "; ".join(problems),
            f"monitor.toml, [charts.{year}]",
            f"the settings there are: {', '.join(field.name for field in fields(Settings))}",
        )
    return Settings(**found)


def _tables() -> dict[str, Any]:
    """Read the whole file; a project without one has no settings."""
    try:
        return tomllib.loads(settings_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(
            "a file in TOML", str(error), "monitor.toml", "mend the line; texts stand in quotes"
        ) from None


def _problems(found: dict[str, Any]) -> list[str]:
    """Name every setting that cannot be used."""
    kinds = {field.name: type(field.default) for field in fields(Settings)}
    wrong = [f"no setting is called {name!r}" for name in found if name not in kinds]
    wrong += [
        f"{name} is {found[name]!r}, expected {KINDS[kind]}"
        for name, kind in kinds.items()
        if name in found and type(found[name]) is not kind
    ]
    if not wrong and not 0 <= found.get("small_cells", 0) <= LARGEST_CELL:
        wrong.append(f"small_cells is {found['small_cells']}, expected 0 to {LARGEST_CELL}")
    return wrong
