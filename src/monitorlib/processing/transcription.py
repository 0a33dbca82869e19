"""The printed tables: cells as keyed, and what each cell states.

A table is a CSV as printed and a card that says which period, place, category and
measures its rows and columns stand for. This module joins the two, resolves every
spelling, and gives one row a cell. It reads no number: that is the next step.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pandas as pd

from monitorlib import paths
from monitorlib.errors import MonitorError, SourceError
from monitorlib.vocabulary import WHOLE, Vocabulary, read_text_table, records, unknown_name, visible

Card = dict[str, Any]
ROW_DIMENSIONS = ("place", "period", "")
CARD_FIELDS = (
    "number", "title", "caption", "section", "lines", "unit", "dash", "blank", "rows", "periods",
    "columns",
)  # fmt: skip


COLUMN_FIELDS = ("match", "measures")


def read_cards(folder: Path) -> dict[str, Card]:
    """Read every card of an edition, in the order of the report.

    Parameters
    ----------
    folder : Path
        The edition's folder, with `cards` and `tables` in it.

    Returns
    -------
    dict of str to dict
        Cards by table number, ordered by the source lines.

    Raises
    ------
    SourceError
        If there is no card, one is no TOML or lacks a field, two have one number, or a
        table has none.
    """
    cards = [_read_card(path) for path in visible(folder / "cards", "*.toml")]
    if not cards:
        raise SourceError(
            "cards", "none", paths.inside(folder / "cards"), "restore the folder from git"
        )
    files = {card["file"] for card in cards}
    orphans = sorted({path.stem for path in visible(folder / "tables", "*.csv")} - files)
    numbers = [card["number"] for card in cards]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if orphans or twice:
        found = [f"table {name} without a card" for name in orphans]
        found += [
            f"number {card['number']} on the card {card['file']} and another"
            for card in cards
            if card["number"] in twice
        ]
        raise SourceError(
            "one card for each table",
            ", ".join(found),
            paths.inside(folder / "cards"),
            "add the card, or give each its own number",
        )
    return {card["number"]: card for card in sorted(cards, key=lambda card: card["lines"])}


def _read_card(path: Path) -> Card:
    """Read one card and make sure that it says what every card says."""
    try:
        card = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SourceError(
            "a card in TOML", str(error), paths.inside(path), "mend the line"
        ) from None
    card["file"] = path.stem
    wanted = CARD_FIELDS if card.get("picture") else (*CARD_FIELDS, "first_row_line")
    missing = [field for field in wanted if field not in card]
    for number, rule in enumerate(card.get("columns", []), start=1):
        missing += [
            f"{field} in column rule {number}" for field in COLUMN_FIELDS if field not in rule
        ]
    if missing:
        raise SourceError(
            f"the fields {', '.join(wanted)}",
            f"no {', '.join(missing)}",
            paths.inside(path),
            "add them to the card",
        )
    return card


def read_cells(folder: Path, vocabulary: Vocabulary) -> pd.DataFrame:
    """Read all cells of all printed tables of an edition.

    Parameters
    ----------
    folder : Path
        The edition's folder.
    vocabulary : Vocabulary
        The names there are.

    Returns
    -------
    DataFrame of shape (n_cells, 15)
        One row a cell: table, row and column (labels and positions from 0), first and last
        line in the source, printed text, the period, place, category and measures (separated by
        ``;``) that it stands for, what a dash means there, and whether it is unreadable.

    Raises
    ------
    MonitorError
        Listing every file, row and column that does not fit its card.
    """
    cells: list[dict[str, Any]] = []
    problems: list[str] = []
    for card in read_cards(folder).values():
        if card.get("picture"):
            continue
        try:
            cells.extend(_cells_of(card, folder, vocabulary))
            _check_second_keying(card, folder)
        except MonitorError as problem:
            problems.append(str(problem))
    if problems:
        raise MonitorError(
            "tables that fit their cards",
            f"{len(problems)} that do not",
            paths.inside(folder),
            "mend them:\n" + "\n".join(problems),
        )
    return pd.DataFrame(cells)


def _cells_of(card: Card, folder: Path, vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """Give the cells of one table, each with the coordinates of what it states."""
    path = folder / "tables" / f"{card['file']}.csv"
    grid = read_text_table(path)
    headers = list(grid.columns[1:])
    labels = [str(label) for label in grid.iloc[:, 0]]
    _check_measures(card, vocabulary)
    columns = [column_coordinates(card, header, vocabulary) for header in headers]
    _check_against_card(card, headers, labels, paths.inside(path))
    unreadable = {(entry["row"], entry["column"]) for entry in card.get("unreadable", [])}
    for row_no, row in enumerate(grid.itertuples(index=False)):
        line = card["first_row_line"] + row_no * card.get("lines_per_row", 1)
        row_at = row_coordinates(card, row[0], vocabulary)
        for column_no, (header, printed) in enumerate(zip(headers, row[1:], strict=True)):
            yield {
                "table": card["number"],
                "row_no": row_no,
                "column_no": column_no,
                "row": row[0],
                "column": header,
                "line": line,
                "last_line": line + card.get("lines_per_row", 1) - 1,
                "printed": printed,
                "unreadable": (row[0], header) in unreadable,
                **columns[column_no],
                **row_at,
            }


def _check_second_keying(card: Card, folder: Path) -> None:
    """Refuse a table that is not, cell by cell, what was keyed the second time."""
    first, second = (folder / name / f"{card['file']}.csv" for name in ("tables", "second-keying"))
    grid, again = read_text_table(first), read_text_table(second)
    found = ["another shape or other columns"]
    if list(grid.columns) == list(again.columns) and len(grid) == len(again):
        found = [
            f"line {line}, {column!r}: {one[column]!r} and {two[column]!r}"
            for line, (one, two) in enumerate(
                zip(records(grid), records(again), strict=True), start=2
            )
            for column in one
            if one[column] != two[column]
        ]
    if found:
        raise SourceError(
            "the cells of both keyings to be the same",
            "; ".join(found[:10]),
            f"{paths.inside(first)} and {paths.inside(second)}",
            "look at the source, then mend the one that is wrong",
        )


def _check_measures(card: Card, vocabulary: Vocabulary) -> None:
    """Refuse a card that names a measure nobody defined."""
    named = [measure for rule in card["columns"] for measure in rule["measures"]]
    named += [row["measure"] for row in card.get("row_names", {}).values() if "measure" in row]
    for measure in named:
        if measure not in vocabulary.measure:
            where = f"table {card['number']}, cards/{card['file']}.toml"
            raise unknown_name("measure", measure, vocabulary.measure, where)


def _check_against_card(card: Card, headers: list[str], labels: list[str], where: str) -> None:
    """Refuse a table that lacks what its card speaks of, or has it twice."""
    wanted = card.get("headings") or [rule["match"] for rule in card["columns"]]
    if missing := [name for name in wanted if name not in headers]:
        raise SourceError(
            f"a column {missing[0]!r}",
            f"the columns {', '.join(headers)}",
            where,
            "restore the column, or mend the card",
        )
    if twice := sorted({label for label in labels if labels.count(label) > 1}):
        raise SourceError("rows of one label each", f"{twice[0]!r} twice", where, "delete one")
    for entry in card.get("unreadable", []):
        if entry["row"] not in labels or entry["column"] not in headers:
            raise SourceError(
                "an unreadable cell that the table has",
                f"row {entry['row']!r}, column {entry['column']!r}",
                f"cards/{card['file']}.toml",
                "mend the entry",
            )


def column_coordinates(card: Card, header: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Say what a column stands for.

    Parameters
    ----------
    card : dict
        The table's card.
    header : str
        The column's heading.
    vocabulary : Vocabulary
        The names there are.

    Returns
    -------
    dict of str to str
        Period, place, category, measures and the meaning of a dash.

    Raises
    ------
    SourceError
        If no rule of the card fits the heading.
    """
    where = f"table {card['number']}, column {header!r}"
    for rule in card["columns"]:
        if _matches(rule["match"], header):
            star = header[len(rule["match"]) - 1 :]
            break
    else:
        raise SourceError(
            "a column that the card knows", repr(header), where, "mend the heading or the card"
        )
    period = rule.get("period", "")
    if period == "*":
        period = vocabulary.period_of(card.get("period_names", {}).get(star, star), where)
    category = rule.get("category", "")
    if category == "*":
        category = vocabulary.category_of(_dimension(rule, vocabulary), star, where)
    return {
        "period": period,
        "place": WHOLE,
        "category": category,
        "measures": ";".join(rule["measures"]),
        "dash": rule.get("dash", ""),
    }


def row_coordinates(card: Card, label: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Say what a row stands for; it overrides what the column says.

    Parameters
    ----------
    card : dict
        The table's card.
    label : str
        The row's label.
    vocabulary : Vocabulary
        The names there are.

    Returns
    -------
    dict of str to str
        Whatever of period, place, category and measures the row decides.
    """
    where = f"table {card['number']}, row {label!r}"
    named = card.get("row_names", {}).get(label)
    if named is not None:
        return {("measures" if key == "measure" else key): value for key, value in named.items()}
    match card["rows"]:
        case "":
            return {}
        case "place":
            return {"place": vocabulary.place_of(label, where)}
        case "period":
            return {"period": vocabulary.period_of(label, where)}
        case dimension:
            return {"category": vocabulary.category_of(dimension, label, where)}


def _dimension(rule: Card, vocabulary: Vocabulary) -> str:
    """Name what the categories of a column rule divide."""
    return str(vocabulary.measure[rule["measures"][0]]["dimension"])


def _matches(pattern: str, header: str) -> bool:
    """Tell whether a heading fits a pattern; brackets stand for themselves."""
    return fnmatchcase(header, pattern.replace("[", "[[]"))
