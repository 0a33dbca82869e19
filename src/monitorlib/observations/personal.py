"""Public texts that look as if they named a private person, or gave away how to reach one.

The patterns, and the words that are no persons, are rows of `data/hand/name-patterns.csv`. A
telephone number, an e-mail address and a personal number are errors. A name is only likely, so
it is a warning that asks for a look. No finding shows the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations.problems import ERROR, WARNING, Problem
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import read_text_table, records

KINDS = ("part", "find", "allow")
SPACE = re.compile(r"\s+")
NOBODY = "…"
"""What stands for words that are no person."""
THEN = {
    ERROR: "delete it, or move it to the private notes",
    WARNING: "look at it: of a private person write the role, such as 'a pensioner'; "
    "offices, officials and organisations may stay",
}


@dataclass(frozen=True)
class Pattern:
    """What a text must not look like.

    Attributes
    ----------
    rule : str
        What it looks like, such as ``telephone number``.
    severity : str
        ``error`` or ``warning``.
    expression : Pattern
        Any of the patterns of the rule.
    """

    rule: str
    severity: str
    expression: re.Pattern[str]


@dataclass(frozen=True)
class Search:
    """All patterns, and where to look for them.

    Attributes
    ----------
    fields : tuple of str
        Public fields of any text.
    patterns : tuple of Pattern
        One a rule.
    nobody : Pattern
        Words that are no persons; they are left out before a search for what is a warning.
    """

    fields: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    nobody: re.Pattern[str]

    @classmethod
    def read(cls, folder: Path) -> Search:
        """Read the patterns.

        Parameters
        ----------
        folder : Path
            `data/hand` of a project.

        Returns
        -------
        Search
            The patterns of `name-patterns.csv`, for the chart's public texts.

        Raises
        ------
        SourceError
            Listing every row of an unknown kind or severity, and every pattern that is none.
        """
        rows = records(read_text_table(folder / "name-patterns.csv"))
        problems = _problems(rows)
        if problems:
            raise SourceError(
                "patterns that can be searched for",
                "; ".join(problems),
                "data/hand/name-patterns.csv",
                "mend the rows",
            )
        specification = Specification(folder)
        known = [re.escape(name) for name in _towns_and_regions(specification)]
        rules = dict.fromkeys(
            (row["rule"], row["severity"]) for row in rows if row["kind"] == "find"
        )
        return cls(
            tuple(
                name for name in specification.public if specification.fields[name].type == "text"
            ),
            tuple(
                Pattern(rule, severity, re.compile(_joined(rows, "find", rule)))
                for rule, severity in rules
            ),
            re.compile(rf"(?<!\w)(?:{'|'.join([*known, _joined(rows, 'allow', '')])})(?!\w)"),
        )

    def found(self, text: str) -> list[Pattern]:
        """Give what a text looks like.

        Parameters
        ----------
        text : str
            A public text.

        Returns
        -------
        list of Pattern
            Those that it matches.

        Examples
        --------
        >>> search = Search.read(paths.hand())
        >>> [each.rule for each in search.found("call +7 700 000 00 00, Almaty")]
        ['telephone number']
        """
        plain = SPACE.sub(" ", text)
        others = self.nobody.sub(NOBODY, plain)
        return [
            each
            for each in self.patterns
            if each.expression.search(plain if each.severity == ERROR else others)
        ]


def problems(
    charts: pd.DataFrame, columns: Mapping[str, str], search: Search | None = None
) -> list[Problem]:
    """Find public texts that look as if they named a private person.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_fields + 2)
        Typed charts with `_sheet` and `_row`.
    columns : mapping of str to str
        Heading of the column that each field was read from.
    search : Search, optional
        The patterns; by default those of the project.

    Returns
    -------
    list of Problem
        One a chart, field and rule; it shows nothing of the text.

    Notes
    -----
    A name without one of the known endings, without initials and without a role in front is not
    found, nor is a given name alone. The patterns help an editor; they do not replace one.
    """
    chosen = search or Search.read(paths.hand())
    found = []
    for field in chosen.fields:
        looks = {text: chosen.found(text) for text in charts[field].unique() if text}
        rows = charts[charts[field].isin([text for text, some in looks.items() if some])]
        found += [
            _problem(pattern, sheet, int(row), columns.get(field, field))
            for text, sheet, row in rows[[field, "_sheet", "_row"]].itertuples(index=False)
            for pattern in looks[text]
        ]
    return sorted(found)


def _problem(pattern: Pattern, sheet: str, row: int, column: str) -> Problem:
    """Compose one finding."""
    return Problem(
        pattern.severity,
        f"personal: {pattern.rule}",
        sheet,
        row,
        column,
        "a public text without private persons",
        f"what looks like a {pattern.rule}",
        THEN[pattern.severity],
    )


def _problems(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Say what is wrong with the rows."""
    found = []
    parts: dict[str, str] = {}
    for line, row in enumerate(rows, start=2):
        if row["kind"] not in KINDS:
            found.append(f"line {line}: no kind is called {row['kind']!r}")
        if row["kind"] == "find" and row["severity"] not in (ERROR, WARNING):
            found.append(f"line {line}: no severity is called {row['severity']!r}")
        try:
            re.compile(f"(?:{_filled(row['pattern'], parts)})")
        except re.error as error:
            found.append(f"line {line}: {error}")
        if row["kind"] == "part":
            parts[row["rule"]] = row["pattern"]
    return found


def _joined(rows: Iterable[Mapping[str, str]], kind: str, rule: str) -> str:
    """Join the patterns of one kind and rule, with the parts filled in."""
    parts = {row["rule"]: row["pattern"] for row in rows if row["kind"] == "part"}
    own = [row for row in rows if row["kind"] == kind and row["rule"] == rule]
    return "|".join(f"(?:{_filled(row['pattern'], parts)})" for row in own)


def _filled(pattern: str, parts: dict[str, str]) -> str:
    """Put parts in the place of their names in braces; the last ones may use those before."""
    for name in reversed(parts):
        pattern = pattern.replace(f"{{{name}}}", parts[name])
    return pattern


def _towns_and_regions(specification: Specification) -> list[str]:
    """Give the labels of towns and regions, the longest first."""
    lists = (specification.codes.get(name, {}) for name in ("city", "region"))
    labels = {label for codes in lists for each in codes.values() for label in each.values()}
    return sorted(labels, key=lambda label: (-len(label), label))
