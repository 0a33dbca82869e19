"""The public charts of a year as the tables that the report is made from.

Facts of charts have the table ``charts`` and no printed text. Their `known` says for how many
of `charts` the value is known; a value that no chart knows is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations import chartfacts, completion, settings
from monitorlib.observations.crowd import crowds
from monitorlib.observations.specification import Specification
from monitorlib.observations.tabulation import tabulate
from monitorlib.observations.told import told
from monitorlib.processing.derive import derived_from
from monitorlib.tabular.celltext import restored
from monitorlib.vocabulary import WHOLE, Vocabulary, read_text_table, records

CROWDS = ["period", "rule", "used", "measure", "category", "value"]
READING = ["period", "kind", "name", "number", "text"]
OF_PERSONS = (
    "persons_detained", "detained_before", "released_explained", "court_cases",
    "persons_cautioned", "persons_fined", "fine_mci", "persons_arrested", "arrest_days",
)  # fmt: skip
"""Fields of a chart that say what befell persons."""
MOVED = (
    ("participants", "all"),
    ("participants", "excluding_permitted"),
    ("mean_participants", "all"),
    ("police_control", "all"),
)
"""What depends on how vague numbers of people are read."""


@dataclass(frozen=True)
class Yearly:
    """One year's charts, counted.

    Attributes
    ----------
    facts : DataFrame of shape (n_facts, 17)
        Counts as facts.
    bases : DataFrame of shape (n_indices, 8)
        What each index divides, over the charts that know both.
    charts : DataFrame of shape (n_charts, n_public_fields + 2)
        The charts that were counted.
    crowds : DataFrame of shape (n_rows, 5)
        Totals and indices under each rule for vague numbers of people.
    reading : DataFrame of shape (n_rows, 5)
        How the charts were read.
    """

    facts: pd.DataFrame
    bases: pd.DataFrame
    charts: pd.DataFrame
    crowds: pd.DataFrame
    reading: pd.DataFrame


def read_public(path: Path, specification: Specification) -> pd.DataFrame:
    """Read public charts back with their types.

    Parameters
    ----------
    path : Path
        `charts.csv` of a year.
    specification : Specification
        The chart.

    Returns
    -------
    DataFrame of shape (n_charts, n_public_fields + 1)
        Typed charts.

    Raises
    ------
    SourceError
        If the file has other columns, or a number that is none.
    """
    frame = read_text_table(path)
    wanted = ["id", *specification.public]
    if list(frame) != wanted:
        raise SourceError(
            f"the columns {', '.join(wanted)}",
            ", ".join(map(str, frame)),
            paths.inside(path),
            f"run `make report YEAR={path.parent.name.removeprefix('charts-')}` to write it anew",
        )
    frame = frame.map(restored)
    whole = [name for name in specification.public if specification.field(name).type == "whole"]
    try:
        return frame.assign(
            **{name: pd.to_numeric(frame[name].replace("", None)).astype("Int64") for name in whole}
        )
    except (TypeError, ValueError) as error:
        raise SourceError(
            "whole numbers", str(error), paths.inside(path), "write the file anew"
        ) from None


def read(year: str, vocabulary: Vocabulary) -> Yearly:
    """Count the public charts of a year.

    Parameters
    ----------
    year : str
        A period of `paths.chart_years`.
    vocabulary : Vocabulary
        Names and measures.

    Returns
    -------
    Yearly
        Everything that the processed tables need.

    Raises
    ------
    SourceError
        If the charts, the settings or the period are not as they must be.
    """
    if year not in vocabulary.periods["period"].tolist():
        raise SourceError(
            f"a row for {year} in data/hand/periods.csv",
            "none",
            paths.inside(paths.charts(year)),
            f"run `make new-year YEAR={year}`",
        )
    specification = Specification(vocabulary.folder)
    chosen = settings.read(year)
    raw = read_public(paths.charts(year) / "charts.csv", specification)
    said = read_text_table(paths.charts(year) / "reading.csv").assign(period=year)
    unstated = {*said["name"][said["kind"] == "unstated"]}
    rules, words = crowds.rules(vocabulary.folder), crowds.words(vocabulary.folder)
    rule = crowds.chosen(chosen.crowd_rule, vocabulary.folder)
    made = {}
    for name, each in rules.items():
        estimated = crowds.estimate(raw, each, words)[0]
        whole = completion.completed(estimated, specification, unstated)
        made[name] = (whole, chartfacts.counted(_stated(whole, unstated), year, vocabulary))
    charts, tables = made[rule.name]
    facts = chartfacts.facts(tables.counts, year, vocabulary, chosen.small_cells)
    silent = {*facts["place"][facts["status"].isin(["not_monitored", "coverage_unknown"])]}
    return Yearly(
        facts=facts,
        bases=tables.bases[~tables.bases["place"].isin(silent) & ~_telling(tables.bases, facts)],
        charts=_public(charts, chosen.small_cells).assign(period=year),
        crowds=_sensitivity({name: each for name, (_, each) in made.items()}, year, rule.name),
        reading=pd.concat([_said(chosen, year), said], ignore_index=True)[READING],
    )


def joined(made: Mapping[str, pd.DataFrame], vocabulary: Vocabulary) -> dict[str, pd.DataFrame]:
    """Add what the years with charts hold to the tables of the printed edition.

    Parameters
    ----------
    made : mapping of str to DataFrame
        Processed tables of the printed edition.
    vocabulary : Vocabulary
        Names and measures.

    Returns
    -------
    dict of str to DataFrame
        The same tables, longer, and `charts`, `crowds` and `reading`.

    Raises
    ------
    SourceError
        If a printed edition tells of a year with charts: its assemblies would count twice.
    """
    years = paths.chart_years()
    twice = sorted({*made["facts"]["period"]} & {*years})
    if twice:
        raise SourceError(
            "charts of years that no printed edition tells of",
            f"charts of {', '.join(twice)}",
            paths.inside(paths.charts(twice[0])),
            "move the folder away; its assemblies would be counted twice",
        )
    specification = Specification(vocabulary.folder)
    empty = {
        "charts": pd.DataFrame(columns=["period", "id", *specification.public]),
        "crowds": pd.DataFrame(columns=CROWDS),
        "reading": pd.DataFrame(columns=READING),
    }
    parts = [{**made, **empty}]
    for year in years:
        counted = read(year, vocabulary)
        parts.append(
            {
                **derived_from(counted.facts, vocabulary, bases=counted.bases),
                "charts": counted.charts,
                "crowds": counted.crowds,
                "reading": counted.reading,
                **{
                    name: _with_blanks(pd.DataFrame(rows, columns=list(made[name])))
                    for name, rows in told(counted.charts, specification).items()
                },
            }
        )
    return {name: _end_to_end([part[name] for part in parts if name in part]) for name in parts[0]}


def _with_blanks(frame: pd.DataFrame) -> pd.DataFrame:
    """Write a list of charts as text, as lists of a printed edition are; a gap is a blank."""
    return frame.map(_written).astype("str")


def _written(value: Any) -> str:
    """Write one value."""
    if pd.isna(value):
        return ""
    return str(int(value)) if isinstance(value, float) else str(value)


def _end_to_end(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Put tables one below the other; empty ones only if there is no other."""
    some = [frame for frame in frames if len(frame)] or frames[:1]
    return pd.concat(some, ignore_index=True) if len(some) > 1 else some[0]


def _stated(charts: pd.DataFrame, unstated: set[str]) -> pd.DataFrame:
    """Leave out the columns that a format could not state: a missing one is unknown."""
    silent = [
        name for name in unstated & {*charts} if (charts[name].isna() | charts[name].eq("")).all()
    ]
    return charts.drop(columns=silent)


def _said(chosen: settings.Settings, year: str) -> pd.DataFrame:
    """Say the settings that numbers depend on."""
    rows = [
        (year, "setting", "crowd_rule", "", chosen.crowd_rule),
        (year, "setting", "small_cells", str(chosen.small_cells), ""),
    ]
    return pd.DataFrame(rows, columns=["period", "kind", "name", "number", "text"])


def _telling(bases: pd.DataFrame, facts: pd.DataFrame) -> pd.Series[bool]:
    """Find detention shares that would give a hidden count away."""
    hidden = facts[facts["status"].eq("suppressed") & facts["measure"].eq("detention_events")]
    return bases["measure"].eq("detention_share") & bases["place"].isin(hidden["place"])


def _public(charts: pd.DataFrame, small_cells: int) -> pd.DataFrame:
    """Leave every number of persons and its consequences out of single charts, if any is hidden."""
    if small_cells == 0:
        return charts
    unknown = pd.Series(pd.NA, index=charts.index, dtype="Int64")
    return charts.assign(**dict.fromkeys(OF_PERSONS, unknown))


def _sensitivity(made: dict[str, tabulate.Tables], year: str, used: str) -> pd.DataFrame:
    """Set the whole country's totals and indices under each rule side by side."""
    rows = []
    for rule, tables in made.items():
        for measure, category in MOVED:
            where = {"place": WHOLE, "measure": measure, "category": category}
            value = np.nan
            for row in _at(tables.counts, where):
                value = row["value"]
            for row in _at(tables.bases, where):
                value = row["numerator"] / row["denominator"] if row["denominator"] else np.nan
            rows.append((year, rule, "yes" if rule == used else "no", measure, category, value))
    return pd.DataFrame(rows, columns=CROWDS)


def _at(frame: pd.DataFrame, where: dict[str, str]) -> list[dict[str, Any]]:
    """Give the rows of one quantity."""
    return records(frame[(frame[list(where)] == list(where.values())).all(axis=1)])
