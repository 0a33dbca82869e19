"""What a report was made from and with: the same text for the same inputs."""

from __future__ import annotations

import json
import platform
from importlib import metadata
from pathlib import Path

from monitorlib import paths, provenance
from monitorlib.processing import build
from monitorlib.running.sections import Memory, Section
from monitorlib.variant import Variant

VERSIONS = (
    "monitorlib", "pandas", "numpy", "scipy", "seaborn", "matplotlib", "papermill", "nbconvert",
    "babel",
)  # fmt: skip


def text(variant: Variant, sections: list[Section], memory: Memory) -> str:
    """Write the manifest of a report.

    Parameters
    ----------
    variant : Variant
        Which report it is.
    sections : list of Section
        All sections.
    memory : Memory
        What is known of their pages.

    Returns
    -------
    str
        JSON; it holds no clock and no path outside of the project.
    """
    content = {
        "year": variant.year,
        "as_printed": variant.as_printed,
        "locale": variant.locale,
        "state": provenance.built().isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "versions": {name: metadata.version(name) for name in VERSIONS},
        "inputs": {paths.inside(path): build.sha256(path) for path in _inputs(sections)},
        "sections": [
            {
                "notebook": paths.inside(section.notebook),
                "page": section.page,
                "sha256": memory.recall(section)["page"],
            }
            for section in sections
        ],
    }
    return json.dumps(content, indent=1) + "\n"


def _inputs(sections: list[Section]) -> list[Path]:
    """List every file that the report is made from."""
    lock = paths.root() / "requirements.lock"
    notebooks = [section.notebook for section in sections]
    tables = sorted(paths.processed().glob("*.csv"))
    return [*build.inputs(), *tables, *notebooks, *([lock] if lock.exists() else [])]
