"""Charts of a file, looked over: everything that is wrong with them at once.

Nothing is mended and nothing dropped silently: rows that a format sets aside are counted with
their reason, and what is read equals what is kept and what is set aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from monitorlib.errors import SourceError
from monitorlib.messages import noted
from monitorlib.observations import completion, duplicates, personal, values
from monitorlib.observations.crowd import crowds
from monitorlib.observations.files import tablefiles
from monitorlib.observations.formats import formats
from monitorlib.observations.gazetteer import Gazetteer
from monitorlib.observations.problems import ERROR, WARNING, Problem, findings, shown
from monitorlib.observations.settings import Settings
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import Vocabulary, records


@dataclass(frozen=True)
class Checked:
    """What checking a file of charts found.

    Attributes
    ----------
    charts : DataFrame of shape (n_kept, n_fields + 2)
        Typed charts as recorded, private fields included, with `_sheet` and `_row`.
    problems : list of Problem
        Everything found.
    sheets : list of Sheet
        The file as read.
    format : Format
        The format it was recognised as.
    columns : mapping of str to str
        Heading of the column that each field was read from.
    read : int
        Rows below the headers.
    set_aside : list of tuple
        Sheet, row and reason of each row that is no chart of this report.
    unstated : mapping of str to str
        Fields that the format cannot state, with the reason.
    ignored : list of str
        Columns that no field is read from.
    """

    charts: pd.DataFrame
    problems: list[Problem]
    sheets: list[tablefiles.Sheet]
    format: formats.Format
    columns: Mapping[str, str]
    read: int
    set_aside: list[tuple[str, int, str]]
    unstated: Mapping[str, str]
    ignored: list[str]

    @property
    def errors(self) -> list[Problem]:
        """What stops the report."""
        return [problem for problem in self.problems if problem.severity == ERROR]

    @property
    def warnings(self) -> list[Problem]:
        """What is printed in the report."""
        return [problem for problem in self.problems if problem.severity == WARNING]

    def accounting(self) -> list[tuple[str, int]]:
        """Account for every row.

        Returns
        -------
        list of tuple
            What, and how many rows: those read, each reason to set some aside, those kept.
        """
        reasons = Counter(reason for _, _, reason in self.set_aside)
        return [
            (noted("rows read"), self.read),
            *((f"set aside: {reason}", count) for reason, count in sorted(reasons.items())),
            (noted("charts kept"), len(self.charts)),
        ]


def check(
    path: Path, year: str, settings: Settings, vocabulary: Vocabulary, specification: Specification
) -> Checked:
    """Read a file of charts and look it over.

    Parameters
    ----------
    path : Path
        A file or folder in one of the formats of `data/hand/chart-formats`.
    year : str
        The period that the charts belong to.
    settings : Settings
        The editor's settings.
    vocabulary : Vocabulary
        Names of periods and places.
    specification : Specification
        The chart.

    Returns
    -------
    Checked
        The charts and everything found.

    Raises
    ------
    SourceError
        If the file cannot be read at all, or has no known format.
    """
    sheets = tablefiles.read(path, settings.sheet)
    known = formats.formats(vocabulary.folder / "chart-formats", specification)
    chosen = _format(settings.format, sheets, known)
    found = formats.mapped(sheets, chosen, specification, approved_only=settings.approved_only)
    texts, problems = _with_towns(found.charts, found.columns, vocabulary, specification)
    context = values.Context(specification, chosen.dates, any(sheet.typed for sheet in sheets))
    charts, unread = values.typed(texts, found.columns, context)
    rule = crowds.chosen(settings.crowd_rule, vocabulary.folder)
    estimated, vague = _estimated(charts, found.columns, rule, vocabulary)
    whole = completion.completed(estimated, specification, found.unstated)
    problems += [
        *_no_approvals(settings, chosen),
        *found.problems,
        *unread,
        *vague,
        *values.formula_like(charts, specification),
        *_missing(charts, found, specification),
        *_another_year(charts, found.columns, year, vocabulary),
        *completion.irrelevant(charts, found.columns, specification),
        *_broken_rules(whole, found.columns, specification),
        *duplicates.problems(_readable(estimated, unread), dict(found.columns)),
        *personal.problems(charts, dict(found.columns)),
    ]
    return Checked(
        charts,
        sorted(problems),
        sheets,
        chosen,
        found.columns,
        found.read,
        found.set_aside,
        found.unstated,
        [*found.unused, *found.dropped],
    )


def _no_approvals(settings: Settings, chosen: formats.Format) -> list[Problem]:
    """Refuse to keep approved charts only where a format knows of no approval."""
    if not settings.approved_only or any(rule.get("asked") for rule in chosen.keep):
        return []
    return [
        Problem(
            ERROR, "approved_only: not to be had", "", 0, "", "a format with approvals",
            f"the format {chosen.name}", "set approved_only = false in monitor.toml",
        )
    ]  # fmt: skip


def _readable(charts: pd.DataFrame, unread: list[Problem]) -> pd.DataFrame:
    """Leave charts with cells that could not be read out of the search for duplicates."""
    bad = {(problem.sheet, problem.row) for problem in unread}
    where = zip(charts["_sheet"], charts["_row"], strict=True)
    return charts[pd.Series([at not in bad for at in where], index=charts.index, dtype="bool")]


def _format(
    name: str, sheets: list[tablefiles.Sheet], known: dict[str, formats.Format]
) -> formats.Format:
    """Choose the format that is named, or recognise it."""
    if not name:
        return formats.recognise(sheets, known)
    if name not in known:
        raise SourceError(
            f"a format of: {', '.join(known)}",
            repr(name),
            "monitor.toml, format",
            "choose one of these, or leave it blank to have it recognised",
        )
    return known[name]


def _with_towns(
    charts: pd.DataFrame,
    columns: Mapping[str, str],
    vocabulary: Vocabulary,
    specification: Specification,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Give each town its name; one that is not known becomes a finding with the nearest names."""
    gazetteer = Gazetteer.read(vocabulary, specification)
    found = {text: gazetteer.resolve(text) for text in charts["city"].unique() if text.strip()}
    problems = []
    for text, one in found.items():
        if one.place:
            continue
        near = " or ".join(one.suggestions)
        rows = charts[charts["city"] == text]
        hint = f"did you mean {near}? " if near else ""
        problems += findings(
            rows,
            ERROR,
            "city: not a known town",
            columns.get("city", "city"),
            "a town of data/hand/places.csv",
            [shown(text) + (f" ({one.note})" if one.note else "")] * len(rows),
            f"{hint}mend it, or add the spelling to data/hand/place-spellings.csv",
        )
    names = {text: one.place for text, one in found.items()}
    return charts.assign(city=charts["city"].map(names).fillna("").astype("str")), problems


def _estimated(
    charts: pd.DataFrame, columns: Mapping[str, str], rule: crowds.Rule, vocabulary: Vocabulary
) -> tuple[pd.DataFrame, list[Problem]]:
    """Estimate vague crowds; what cannot be read becomes a finding."""
    words = crowds.words(vocabulary.folder)
    name = "participants_reported"
    bad = {}
    for text in charts[name].unique():
        try:
            crowds.read(text, rule, words)
        except ValueError as error:
            bad[text] = str(error)
    rows = charts[charts[name].isin(list(bad))]
    problems = findings(
        rows,
        ERROR,
        f"{name}: not a number of people",
        columns.get(name, name),
        "a number of people, in figures or in known words",
        [f"{shown(text)} ({bad[text]})" for text in rows[name]],
        "say it otherwise, or add the word to data/hand/crowd-words.csv",
    )
    readable = charts.assign(**{name: charts[name].where(~charts[name].isin(list(bad)), "")})
    return crowds.estimate(readable, rule, words)[0], problems


def _missing(
    charts: pd.DataFrame,
    found: formats.Mapped,
    specification: Specification,
) -> list[Problem]:
    """Find required fields that are blank, unless the format cannot state them."""
    return [
        problem
        for name, field in specification.fields.items()
        if field.required and name not in found.unstated
        for rows in [charts[(charts[name] == "") & (found.charts[name].str.strip() == "")]]
        for problem in findings(
            rows,
            ERROR,
            f"{name}: missing",
            found.columns.get(name, name),
            field.labels["en"].lower(),
            ["a blank"] * len(rows),
            "fill it in",
        )
    ]


def _another_year(
    charts: pd.DataFrame, columns: Mapping[str, str], year: str, vocabulary: Vocabulary
) -> list[Problem]:
    """Find days outside the period."""
    periods = vocabulary.periods.set_index("period")
    start, end = f"{periods['start'][year]}-01", f"{periods['end'][year]}-31"
    outside = charts[(charts["date"] != "") & ((charts["date"] < start) | (charts["date"] > end))]
    return findings(
        outside,
        ERROR,
        "date: of another year",
        columns.get("date", "date"),
        f"a day from {periods['start'][year]} to {periods['end'][year]}",
        map(shown, outside["date"]),
        f"mend it, or move the chart to its own year; this is the file for {year}",
    )


def _broken_rules(
    charts: pd.DataFrame, columns: Mapping[str, str], specification: Specification
) -> list[Problem]:
    """Find charts that break a rule of `chart-rules.csv`."""
    problems = []
    for rule in specification.rules.values():
        _, false = rule.holds.judge(charts)
        rows = charts[false]
        problems += findings(
            rows,
            rule.severity,
            rule.name,
            columns.get(rule.field, rule.field),
            f"that {rule.messages['en'][:1].lower()}{rule.messages['en'][1:]}",
            [_values(row, rule.holds.fields, specification) for row in records(rows)],
            "mend the one that is wrong" if rule.severity == ERROR else "look again",
        )
    return problems


def _values(row: dict[str, Any], names: list[str], specification: Specification) -> str:
    """Show the fields that a rule speaks of."""
    return ", ".join(
        f"{name} {shown(row[name], private=specification.field(name).private)}" for name in names
    )
