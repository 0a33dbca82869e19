"""The charts one by one, in the form in which the report lists assemblies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from monitorlib.numbers import written
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import records

Row = dict[str, Any]
SANCTIONS = {
    "persons_cautioned": "caution",
    "persons_fined": "fine",
    "persons_arrested": "arrest",
}


def told(charts: pd.DataFrame, specification: Specification) -> dict[str, list[Row]]:
    """List assemblies, permitted and hindered ones, and sanctions.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_public_fields + 2)
        Public charts with their period.
    specification : Specification
        The chart, for its labels.

    Returns
    -------
    dict of str to list of dict
        Rows of the processed tables ``assemblies``, ``permitted``, ``hindered`` and
        ``prosecutions``; the chart's public id stands where a printed edition has lines.
    """
    rows = [{**row, "said": _said(row, specification)} for row in records(charts)]
    permitted = [row for row in rows if row["permit"] == "permitted"]
    hindered = [row for row in rows if row["hindered"] == "yes"]
    cases = [case for row in rows for case in _sanctions(row)]
    return {
        "assemblies": [_assembly(row) for row in rows],
        "permitted": [
            {**_listed(row, number), "organiser": _organiser(row)}
            for number, row in enumerate(permitted, start=1)
        ],
        "hindered": [
            {**_listed(row, number), "role": _organiser(row)}
            for number, row in enumerate(hindered, start=1)
        ],
        "prosecutions": [{**case, "case": number} for number, case in enumerate(cases, start=1)],
    }


def _said(row: Row, specification: Specification) -> dict[str, str]:
    """Give the labels of a chart's codes."""
    return {
        name: specification.codes_of(name).get(row[name], {}).get("en", "")
        for name in ("concern_group", "organiser", "form")
    }


def _concern(row: Row) -> str:
    """Say what an assembly was about, as far as its chart does."""
    group = row["said"]["concern_group"].lower()
    return str(row["concern"] or (f"{group} concern, not told" if group else "not recorded"))


def _organiser(row: Row) -> str:
    """Say who held an assembly."""
    return str(row["organisation"] or row["said"]["organiser"].lower())


def _listed(row: Row, number: int) -> Row:
    """Give what the lists of permitted and hindered assemblies share."""
    return {
        "period": row["period"],
        "number": number,
        "form": row["form"],
        "description": _concern(row),
        "place": row["city"],
        "note": f"chart {row['id']}",
    }


def _assembly(row: Row) -> Row:
    """Give one assembly."""
    permit = {"permitted": "yes", "unknown": "unknown", "": "unknown"}
    return {
        "id": row["id"],
        "period": row["period"],
        "kind": "held",
        "lines": f"chart {row['id']}",
        "date_from": row["date"],
        "date_to": row["date"],
        "place_text": row["city"],
        "city": row["city"],
        "form": row["form"],
        "concern_group": row["concern_group"],
        "concern": _concern(row),
        "organiser": _organiser(row),
        "participants_printed": row["participants_reported"],
        "participants_low": row["participants_low"],
        "participants": row["participants_best"],
        "duration_minutes": row["duration"],
        "police_officers": row["police_officers"],
        "permitted": permit.get(row["permit"], "no"),
        "hindered": row["hindered"] or "unknown",
        "persons_detained": row["persons_detained"],
        "persons_sanctioned": _sum([row[name] for name in SANCTIONS]),
    }


def _sanctions(row: Row) -> Iterator[Row]:
    """Give one row for each kind of sanction at an assembly."""
    for name, sanction in SANCTIONS.items():
        persons = row[name]
        if not _known(persons) or persons == 0:
            continue
        mci = row["fine_mci"] if sanction == "fine" else pd.NA
        days = row["arrest_days"] if sanction == "arrest" else pd.NA
        size = f", {written(int(str(mci)))} MCI" if _known(mci) else ""
        size += f", {written(int(str(days)))} days" if _known(days) else ""
        yield {
            "period": row["period"],
            "line": f"chart {row['id']}",
            "place": row["city"],
            "date": "",
            "role": _organiser(row) or "participants",
            "persons": persons,
            "act": "not recorded",
            "article": "not recorded",
            "conduct": _concern(row),
            "sanction": sanction,
            "mci": mci,
            "days": days,
            "printed": f"{written(persons)} persons: {sanction}{size}",
        }


def _known(value: Any) -> bool:
    """Tell whether a chart states a number."""
    return bool(pd.notna(value))


def _sum(values: list[Any]) -> Any:
    """Add numbers up; one that is unknown makes the sum unknown."""
    return sum(values) if all(map(_known, values)) else None
