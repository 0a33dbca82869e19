"""Charts for tests: one plain chart, changed where a test wants it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from monitorlib import paths
from monitorlib.observations.specification import Specification

SPECIFICATION = Specification(paths.hand())
PLAIN = {
    "id": "T-1",
    "monitor": "TT01",
    "source": "monitor_present",
    "date": "2018-03-05",
    "city": "Almaty",
    "form": "picket",
    "concern_group": "social",
    "concern": "safe crossing of a street",
    "organiser": "spontaneous",
    "permit": "not_requested",
    "reason_not_requested": "not_aware",
    "participants_best": "12",
    "police_present": "yes",
    "police_officers": "2",
    "persons_detained": "0",
    "duration": "20",
}
"""A chart without any problem, as text."""


def mapped(*changes: dict[str, str]) -> pd.DataFrame:
    """Give mapped charts, one for each set of changes to the plain one."""
    rows = [
        {**PLAIN, "id": f"T-{number}", **change, "_sheet": "", "_row": number + 1}
        for number, change in enumerate(changes, start=1)
    ]
    frame = pd.DataFrame(rows, columns=[*SPECIFICATION.fields, "_sheet", "_row"])
    return frame.fillna("").astype(dict.fromkeys(SPECIFICATION.fields, "str"))


def typed(*changes: dict[str, str]) -> pd.DataFrame:
    """Give typed charts, one for each set of changes to the plain one."""
    from monitorlib.observations import values

    frame, problems = values.typed(mapped(*changes), {}, values.Context(SPECIFICATION))
    if problems:
        raise ValueError("\n".join(map(str, problems)))
    return frame


def write_csv(path: Path, *changes: dict[str, str]) -> Path:
    """Write charts in our own format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frame = mapped(*changes)[list(SPECIFICATION.fields)]
    path.write_text(frame.to_csv(index=False), encoding="utf-8")
    return path
