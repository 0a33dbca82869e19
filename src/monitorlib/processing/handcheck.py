"""What people decided must hang together before anything is computed from it.

Every broken reference, doubled key and impossible number in `data/hand` is listed at once,
with its file and row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from monitorlib.errors import SourceError
from monitorlib.processing.derive import FUNCTIONS
from monitorlib.processing.facts import PROSE
from monitorlib.processing.printed import parts
from monitorlib.vocabulary import WHOLE, Vocabulary, records

COLUMNS = {
    "periods": "period aliases months start end basis",
    "places": "place aliases kind latitude longitude",
    "coverage": "period place monitored basis",
    "categories": "dimension category label aliases",
    "hues": "hue mark text on dark",
    "colours": "kind name hue",
    "units": "unit decimals symbol label counted",
    "measures": "measure label unit dimension exclusive function numerator denominator "
    "denominator_place base tables source_lines",
    "precedence": "measure tables reason",
    "corrections": "id table row column printed corrected reason evidence",
    "claims": "id line claim printed stated unit step quantity answer needs note",
    "relations": "id over holds claim",
    "exclusions": "exclusion reason",
    "number-words": "word kind",
    "chart-fields": "field group type unit list required visibility relevant otherwise feeds "
    "meaning unknown label_en label_ru label_kk",
    "chart-codes": "list code label_en label_ru label_kk",
    "chart-rules": "rule severity field holds message_en message_ru message_kk",
    "chart-texts": "key en ru kk",
    "crowd-rules": "rule class low high best source note",
    "crowd-words": "phrase language kind number class",
    "place-spellings": "place spelling language kind note",
    "name-patterns": "kind rule severity language pattern note",
    "invented-margins": "id kind table row column line measure place category printed stated step "
    "kept proof",
    "invented-contradictions": "contradiction figure others says",
    "tabulation": "measure category how field condition of places unknown_as note",
}
KEYS = {
    "periods": ("period",),
    "places": ("place",),
    "coverage": ("period", "place"),
    "categories": ("dimension", "category"),
    "hues": ("hue",),
    "colours": ("kind", "name"),
    "units": ("unit",),
    "measures": ("measure",),
    "precedence": ("measure",),
    "corrections": ("table", "row", "column"),
    "claims": ("id",),
    "relations": ("id",),
    "exclusions": ("exclusion",),
    "number-words": ("word",),
    "chart-fields": ("field",),
    "chart-codes": ("list", "code"),
    "chart-rules": ("rule",),
    "chart-texts": ("key",),
    "crowd-rules": ("rule", "class"),
    "tabulation": ("measure", "category"),
    "invented-margins": ("id",),
    "invented-contradictions": ("contradiction",),
}
PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2})?")
Row = dict[str, Any]
Rule = Callable[[Row], Iterator[str]]


def check(vocabulary: Vocabulary, tables: Iterable[str]) -> None:
    """Refuse hand-made tables that contradict themselves or each other.

    Parameters
    ----------
    vocabulary : Vocabulary
        The tables.
    tables : iterable of str
        Numbers of the printed tables that have a card.

    Raises
    ------
    SourceError
        Listing every problem with its file and row.
    """
    problems = list(_columns(vocabulary))
    if not problems:
        problems = [*_rows(vocabulary, {*tables}), *_keys(vocabulary), *_coverage(vocabulary)]
    if problems:
        raise SourceError(
            "hand-made tables that hang together",
            f"{len(problems)} problems",
            "data/hand",
            "mend them:\n" + "\n".join(f"data/hand/{problem}" for problem in problems),
        )


def _columns(vocabulary: Vocabulary) -> Iterator[str]:
    """Find tables with other columns than theirs."""
    for name, columns in COLUMNS.items():
        found = list(vocabulary.table(name).columns)
        if found != columns.split():
            expected = ", ".join(columns.split())
            yield f"{name}.csv: expected the columns {expected}; found {', '.join(found)}"


def _rows(vocabulary: Vocabulary, tables: set[str]) -> Iterator[str]:
    """Find rows that break the rule of their table."""
    for name, rule in _rules(vocabulary, tables).items():
        for line, row in enumerate(records(vocabulary.table(name)), start=2):
            yield from (f"{name}.csv, line {line}: {problem}" for problem in rule(row))


def _keys(vocabulary: Vocabulary) -> Iterator[str]:
    """Find keys that stand twice."""
    keys = [*KEYS.items(), ("corrections", ("id",))]
    for name, key in keys:
        table = vocabulary.table(name)
        for row in records(table[table.duplicated(list(key))]):
            yield f"{name}.csv: {', '.join(row[part] for part in key)!r} stands twice"


def _coverage(vocabulary: Vocabulary) -> Iterator[str]:
    """Find periods and towns whose coverage is not said, and periods out of order."""
    rows = vocabulary.table("coverage")
    said = set(zip(rows["period"], rows["place"], strict=True))
    periods = vocabulary.periods["period"].tolist()
    for period in periods:
        for place in vocabulary.places["place"]:
            if place != WHOLE and (period, place) not in said:
                yield f"coverage.csv: nothing is said of {place} in {period}"
    if periods != sorted(periods):
        yield "periods.csv: expected the order of time"


def _rules(vocabulary: Vocabulary, tables: set[str]) -> dict[str, Rule]:
    """Give the rule for the rows of each table."""
    dimensions = {"", "issue", *vocabulary.categories["dimension"]}
    measures = {*vocabulary.measures["measure"]}
    table = _known("tables", "table", {*tables, PROSE, "text"})
    unit = _known("unit", "unit", {*vocabulary.units["unit"]})
    period = _known("period", "period", {*vocabulary.periods["period"]})
    place = _known("place", "place", {*vocabulary.places["place"]})
    return {
        "periods": _period,
        "units": _decimals,
        "hues": _colours,
        "colours": _known("hue", "colour", {*vocabulary.table("hues")["hue"]}),
        "coverage": _all(period, place, _monitored),
        "measures": _all(
            unit,
            table,
            _known("dimension", "dimension", dimensions),
            _known("exclusive", "value", {"yes", "no", ""}),
            _known("base", "value", {"printed", "assumed", ""}),
            _function(measures),
        ),
        "precedence": _all(_known("measure", "measure", {"*", *measures}), table),
        "corrections": _all(_known("table", "table", tables), _correction),
    }


def _all(*rules: Rule) -> Rule:
    """Join rules into one."""

    def rule(row: Row) -> Iterator[str]:
        for each in rules:
            yield from each(row)

    return rule


def _known(column: str, kind: str, names: set[str]) -> Rule:
    """Make a rule: each name in a column, separated by semicolons, is known."""

    def rule(row: Row) -> Iterator[str]:
        for name in row[column].split(";"):
            if name not in names:
                yield f"{column}: expected a {kind} that is known, found {name!r}"

    return rule


def _period(row: Row) -> Iterator[str]:
    """Check one period."""
    if not PERIOD.fullmatch(row["period"]):
        yield f"period: expected a year, or two such as 2011-12, found {row['period']!r}"
    months = row["months"]
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", months) or float(months) == 0:
        yield f"months: expected a number above 0, found {months!r}"
    elif row["start"] and row["end"] and float(months) > _months(row["start"], row["end"]):
        yield f"months: expected at most those from {row['start']} to {row['end']}, found {months}"


def _months(start: str, end: str) -> int:
    """Count the months from one to another, both included."""
    (year, month), (last_year, last_month) = (map(int, day.split("-")) for day in (start, end))
    return 12 * (last_year - year) + last_month - month + 1


def _decimals(row: Row) -> Iterator[str]:
    """Check one unit."""
    if row["counted"] not in ("yes", "no"):
        yield f"counted: expected yes or no, found {row['counted']!r}"
    if not re.fullmatch("[0-9]", row["decimals"]):
        yield f"decimals: expected one digit, found {row['decimals']!r}"


def _colours(row: Row) -> Iterator[str]:
    """Check one colour."""
    for role in ("mark", "text", "on", "dark"):
        if not re.fullmatch("#[0-9a-f]{6}", row[role]):
            yield f"{role}: expected a colour such as #287bf6, found {row[role]!r}"


def _monitored(row: Row) -> Iterator[str]:
    """Check one row of the coverage."""
    if row["monitored"] not in ("yes", "no", "unknown"):
        yield f"monitored: expected yes, no or unknown, found {row['monitored']!r}"


def _correction(row: Row) -> Iterator[str]:
    """Check one correction."""
    if not re.fullmatch("[A-Za-z0-9]+", row["id"]):
        yield f"id: expected letters and digits, found {row['id']!r}"
    for name in ("corrected", "reason", "evidence"):
        if not row[name].strip():
            yield f"{name}: expected a text, found a blank"
    yield from _units_of(row)
    if row["corrected"] == row["printed"]:
        yield f"corrected: expected another text than the printed one, found {row['corrected']!r}"


def _units_of(row: Row) -> Iterator[str]:
    """Find a correction that is no cell, or has other units than what it replaces."""
    try:
        before, after = (
            [part.unit for part in parts(row[name])] for name in ("printed", "corrected")
        )
    except ValueError as problem:
        yield f"corrected: {problem}"
        return
    if before and after and before != after:
        yield f"corrected: expected the units of {row['printed']!r}, found {row['corrected']!r}"


def _function(measures: set[str]) -> Rule:
    """Make the rule for what a derived measure divides by, and how."""

    def rule(row: Row) -> Iterator[str]:
        if not row["function"]:
            return
        base, *exceptions = row["denominator"].split(";")
        others = [entry.partition("=")[2] for entry in exceptions]
        if row["function"] not in FUNCTIONS:
            yield f"function: expected one of {', '.join(FUNCTIONS)}, found {row['function']!r}"
        if row["numerator"] not in measures:
            yield f"numerator: expected a measure that is known, found {row['numerator']!r}"
        for name in [base, *filter(None, others)]:
            if name not in {*measures, "months"}:
                yield f"denominator: expected a measure that is known or months, found {name!r}"
        if not all("=" in entry for entry in exceptions):
            yield f"denominator: expected base;category=other, found {row['denominator']!r}"
        if row["denominator_place"] not in ("same", WHOLE):
            found = row["denominator_place"]
            yield f"denominator_place: expected same or {WHOLE}, found {found!r}"

    return rule
