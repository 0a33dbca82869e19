"""Facts: every number that the source states, and one value per quantity.

A quantity is a period, a place, a measure and a category. Two tables that state the
same quantity give two facts, and both stay. `resolve` picks one by corrections and by
a written order of tables, and says why it won.

A fact's status tells unknown, no and zero apart; see `STATUSES`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pandas as pd

from monitorlib.errors import GuardError, MonitorError, SourceError
from monitorlib.messages import noted
from monitorlib.processing.printed import DASH, Part, number, parts
from monitorlib.vocabulary import WHOLE, Vocabulary, records

Fact = dict[str, Any]
QUANTITY = ["period", "place", "measure", "category"]
PROSE = "prose"
CHARTS = "charts"
"""The table of facts that are counted from observation charts."""

STATUSES = {
    "stated": noted("a number is printed"),
    "none_recorded": noted("a dash where the place was monitored: nothing recorded, counted as 0"),
    "not_monitored": noted("a dash where the place was not monitored: unknown"),
    "coverage_unknown": noted(
        "a dash where it is not stated whether the place was monitored: unknown"
    ),
    "not_applicable": noted("a dash where no average is printed: no value"),
    "not_given": noted("a dash whose meaning is not printed: unknown"),
    "not_printed": noted("a blank cell: unknown"),
    "unreadable": noted("signs that give no certain number: unknown"),
    "not_recorded": noted("no chart records it: unknown"),
    "suppressed": noted("hidden, because so small a number could single out a person"),
}
KNOWN = ("stated", "none_recorded")


def issue(text: str, group: str, twice: bool) -> str:
    """Name a single concern of charts; one that two groups share is named with its group.

    Parameters
    ----------
    text : str
        The concern.
    group : str
        Its group.
    twice : bool
        Whether another group has it, too.

    Returns
    -------
    str
        A name of its own.

    Examples
    --------
    >>> issue("salaries", "economic", False), issue("salaries", "economic", True)
    ('salaries', 'salaries (economic)')
    """
    return f"{text} ({group})" if twice else str(text)


def facts_from_cells(
    cells: pd.DataFrame, corrections: pd.DataFrame, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Read every cell into facts, and every correction into one more.

    Parameters
    ----------
    cells : DataFrame of shape (n_cells, 13)
        As `transcription.read_cells` gives them.
    corrections : DataFrame of shape (n_corrections, 8)
        Guarded by table, row, column and printed text.
    vocabulary : Vocabulary
        The names there are.

    Returns
    -------
    DataFrame of shape (n_facts, 15)
        One row a stated number, or a stated absence of one.

    Raises
    ------
    GuardError
        If a correction does not meet the cell that it replaces.
    SourceError
        Listing every cell that cannot be read.
    """
    monitored = {
        (row["period"], row["place"]): row["monitored"]
        for row in records(vocabulary.table("coverage"))
    }
    rows: list[dict[str, Any]] = []
    problems: list[str] = []
    for cell in [*records(cells), *_corrected_cells(cells, corrections)]:
        try:
            rows.extend(_facts_of(cell, monitored, vocabulary))
        except ValueError as problem:
            place = f"table {cell['table']}, row {cell['row']!r}, column {cell['column']!r}"
            problems.append(f"{place} (line {cell['line']}): {problem}")
    if problems:
        raise SourceError(
            "cells that can be read",
            f"{len(problems)} that cannot",
            "data/raw",
            "mend the transcription, or call the cell unreadable on its card:\n"
            + "\n".join(problems),
        )
    return pd.DataFrame(rows)


def _corrected_cells(cells: pd.DataFrame, corrections: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Give each corrected cell, after its guard has met the printed text."""
    problems = []
    for correction in records(corrections):
        at = [correction[key] for key in ("table", "row", "column")]
        match = cells[(cells[["table", "row", "column"]] == at).all(axis=1)]
        printed = match["printed"].tolist()
        if printed == [correction["printed"]]:
            yield {
                **records(match)[0],
                "printed": correction["corrected"],
                "correction": correction["id"],
            }
        else:
            found = repr(printed[0]) if printed else "no such cell"
            problems.append(
                f"{correction['id']}: table {at[0]}, row {at[1]!r}, column {at[2]!r}: "
                f"expected {correction['printed']!r}, found {found}"
            )
    if problems:
        raise GuardError(
            "the printed text that each correction replaces",
            f"{len(problems)} that no longer match",
            "data/hand/corrections.csv",
            "look at the cell again, then mend or delete the correction:\n" + "\n".join(problems),
        )


def _facts_of(
    cell: dict[str, Any], monitored: dict[tuple[str, str], str], vocabulary: Vocabulary
) -> Iterator[dict[str, Any]]:
    """Give the facts of one cell: one a measure that it speaks of."""
    measures = cell["measures"].split(";")
    found: tuple[Part, ...] = () if cell["unreadable"] else parts(cell["printed"])
    for measure in measures:
        unit = vocabulary.measure[measure]["unit"]
        part = _part_for(unit, found)
        if found and part is None:
            continue
        status = "stated" if part else _silence(cell, monitored)
        value = part.value if part else (0.0 if status == "none_recorded" else float("nan"))
        yield {
            **{key: cell[key] for key in ("period", "place")},
            "measure": measure,
            "category": cell["category"],
            "value": value,
            "unit": unit,
            "status": status,
            "printed": cell["printed"],
            "stated": part.text if part else "",
            "correction": cell.get("correction", ""),
            **{key: cell[key] for key in ("table", "row", "column", "row_no", "column_no", "line")},
        }
    if len(found) > len(measures) or (
        found and not any(_fits(found, m, vocabulary) for m in measures)
    ):
        raise ValueError(f"no measure of the card takes the numbers of {cell['printed']!r}")


def _fits(found: tuple[Part, ...], measure: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a measure takes one of the numbers."""
    return _part_for(vocabulary.measure[measure]["unit"], found) is not None


def _part_for(unit: str, found: tuple[Part, ...]) -> Part | None:
    """Choose the number of a cell that has a measure's unit.

    A percent sign belongs to percent alone; a number without a sign to any other unit.
    """
    for part in found:
        same = part.unit == unit or (part.unit == "minutes" and unit.startswith("minutes"))
        bare = part.unit == "" and unit != "percent"
        if same or bare:
            return part
    return None


def _silence(cell: dict[str, Any], monitored: dict[tuple[str, str], str]) -> str:
    """Say what a cell without a number means."""
    if cell["unreadable"]:
        return "unreadable"
    if cell["printed"].strip() != DASH:
        return "not_printed"
    if not cell["dash"]:
        raise ValueError("expected the card to say what a dash means in this column, found nothing")
    if cell["dash"] != "none_recorded" or cell["place"] == WHOLE:
        return str(cell["dash"])
    coverage = monitored.get((cell["period"], cell["place"]), "unknown")
    return {"yes": "none_recorded", "no": "not_monitored"}.get(coverage, "coverage_unknown")


def facts_from_prose(prose: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Read the figures that the prose states.

    Parameters
    ----------
    prose : DataFrame of shape (n_rows, 8)
        Figures that claims state: line, printed words, quantity and value, as text.
    vocabulary : Vocabulary
        The names there are.

    Returns
    -------
    DataFrame of shape (n_rows, 15)
        Facts whose table is ``prose``.

    Raises
    ------
    SourceError
        Listing every row that names an unknown period, place, measure or category, has
        another unit than its measure, or no number.
    """
    rows: list[Fact] = []
    problems: list[str] = []
    for position, row in enumerate(records(prose)):
        try:
            rows.append(_prose_fact(position, row, vocabulary))
        except (MonitorError, ValueError) as problem:
            problems.append(f"line {row['line']} of the source ({row['printed']!r}): {problem}")
    if problems:
        raise SourceError(
            "figures that can be read",
            f"{len(problems)} that cannot",
            "data/hand/claims.csv",
            "mend the rows:\n" + "\n".join(problems),
        )
    return pd.DataFrame(rows)


def _prose_fact(position: int, row: dict[str, Any], vocabulary: Vocabulary) -> Fact:
    """Read one figure of the prose; every name in it must be known."""
    measure = vocabulary.measure.get(row["measure"])
    if measure is None or measure["unit"] != row["unit"]:
        raise SourceError(
            "a measure with its own unit",
            f"{row['measure']!r} in {row['unit']!r}",
            "measure and unit",
            "see data/hand/measures.csv",
        )
    if row["category"]:
        vocabulary.category_of(measure["dimension"], row["category"], "category")
    return {
        "period": vocabulary.period_of(row["period"], "period"),
        "place": vocabulary.place_of(row["place"], "place"),
        **{key: row[key] for key in ("measure", "category", "unit", "printed")},
        "value": float(number(row["value"])),
        "status": "stated",
        "stated": row["value"],
        "correction": "",
        "table": PROSE,
        "row": f"line {row['line']}",
        "column": "",
        "row_no": position,
        "column_no": 0,
        "line": int(row["line"]),
    }


def resolve(facts: pd.DataFrame, precedence: pd.DataFrame) -> pd.DataFrame:
    """Pick one value per quantity and say why it won.

    Parameters
    ----------
    facts : DataFrame of shape (n_facts, 15)
        All facts.
    precedence : DataFrame of shape (n_measures, 3)
        Per measure the tables in order, first wins, and the reason; the measure ``*``
        serves all that have no row of their own.

    Returns
    -------
    DataFrame of shape (n_quantities, 14)
        The winning fact of each quantity, `why` it won, and what `others` state instead.
    """
    orders = {
        row["measure"]: (row["tables"].split(";"), row["reason"]) for row in records(precedence)
    }
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in records(facts):
        groups[tuple(fact[column] for column in QUANTITY)].append(fact)
    rows = []
    for key, group in sorted(groups.items()):
        order, reason = orders.get(key[2], orders["*"])
        rows.append(_winner(group, order, reason))
    return pd.DataFrame(rows)


def _winner(group: list[Fact], order: list[str], reason: str) -> Fact:
    """Choose among the facts of one quantity: corrected first, then known, then by order."""
    superseded = {_cell(fact) for fact in group if fact["correction"]}
    standing = [fact for fact in group if fact["correction"] or _cell(fact) not in superseded]
    best = min(
        standing,
        key=lambda fact: (
            fact["status"] not in KNOWN,
            not fact["correction"],
            order.index(fact["table"]) if fact["table"] in order else len(order),
            fact["line"],
        ),
    )
    rest = [fact for fact in group if fact is not best]
    differing = [
        fact for fact in rest if fact["status"] in KNOWN and fact["value"] != best["value"]
    ]
    if best["correction"]:
        why = f"correction {best['correction']}"
    elif differing:
        why = f"{source_name(best)} comes first: {reason}"
    else:
        why = "all sources agree" if rest else "the only source"
    columns = [*QUANTITY, "value", "unit", "status", "printed", "stated", "table", "line"]
    return {
        **{column: best[column] for column in columns},
        **{column: best.get(column, pd.NA) for column in ("known", "charts")},
        "why": why,
        "others": "; ".join(f"{source_name(fact)}: {fact['printed']}" for fact in differing),
        "correction": best["correction"],
    }


def _cell(fact: Fact) -> tuple[str, str, str]:
    """Name the cell that a fact was read from."""
    return fact["table"], fact["row"], fact["column"]


def source_name(fact: Any) -> str:
    """Name where a fact stands, for a reader.

    Parameters
    ----------
    fact : mapping
        Anything with `table` and `line`.

    Returns
    -------
    str
        ``Table 14-1``, ``line 363`` or ``list of economic concerns``.

    Examples
    --------
    >>> source_name({"table": "14-1", "line": 515}), source_name({"table": "prose", "line": 363})
    ('Table 14-1', 'line 363')
    """
    table = str(fact["table"])
    if table == PROSE:
        return f"line {fact['line']}"
    if table == CHARTS:
        return "the charts"
    if table.startswith("concerns-"):
        return f"list of {table.removeprefix('concerns-')} concerns"
    return f"Table {table}"
