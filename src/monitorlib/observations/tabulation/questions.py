"""What an engine is asked for: by which fields to group charts, and what to add up."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from monitorlib.observations.conditions import Condition
from monitorlib.observations.tabulation.engines import Charts
from monitorlib.observations.tabulation.ratios import Ratio
from monitorlib.observations.tabulation.tallies import EACH, SUM, Tally


def restricting(tallies: Iterable[Tally], ratios: Iterable[Ratio]) -> list[str]:
    """Name the fields that restrict a count or an index: charts are grouped by them.

    Parameters
    ----------
    tallies : iterable of Tally
        What is counted.
    ratios : iterable of Ratio
        What is divided.

    Returns
    -------
    list of str
        Fields, each once.
    """
    conditions = [one for tally in tallies if tally.how != EACH for one in tally.restrictions]
    conditions += [condition for ratio in ratios for condition in ratio.scope]
    return list(dict.fromkeys(name for condition in conditions for name in condition.fields))


def wanted(
    charts: Charts, tallies: Iterable[Tally], ratios: Iterable[Ratio], keys: Collection[str]
) -> Mapping[str, Any]:
    """Say what an engine has to add up.

    Parameters
    ----------
    charts : Charts
        Of which the sums are taken.
    tallies : iterable of Tally
        What is counted.
    ratios : iterable of Ratio
        What is divided.
    keys : collection of str
        Fields that charts are grouped by; of these nothing needs to be added up.

    Returns
    -------
    mapping of str to expression
        Each sum once, by the name that `Groups` looks it up by.
    """
    found: dict[str, Any] = {}
    for tally in tallies:
        if tally.how != EACH and tally.fields:
            found |= _parts(charts, tally, keys)
    for ratio in ratios:
        if ratio.bottom is not None and ratio.bottom.how == SUM:
            one, other = ratio.top.field, ratio.bottom.field
            found[f"sum {one} with {other}"] = charts.number(one, other)
            found[f"sum {other} with {one}"] = charts.number(other, one)
            found[f"known {one} {other}"] = charts.known(one) & charts.known(other)
    return found


def _parts(charts: Charts, tally: Tally, keys: Collection[str]) -> dict[str, Any]:
    """Name the sums behind one tally."""
    if tally.condition is None:
        field = tally.field
        return {f"sum {field}": charts.number(field), f"known {field}": charts.known(field)}
    asked = split(tally.condition, keys)[1]
    if asked is None:
        return {}
    true, false = charts.truth(asked)
    single = len(asked.fields) == 1
    known = charts.known(asked.fields[0]) if single else true | false
    return {f"true {asked.text}": true, known_name(asked): known}


def known_name(condition: Condition) -> str:
    """Name the number of charts whose answer is known; conditions on one field share it.

    Parameters
    ----------
    condition : Condition
        What is asked of each chart.

    Returns
    -------
    str
        Name of a sum.
    """
    fields = condition.fields
    return f"known {fields[0] if len(fields) == 1 else condition.text}"


def split(condition: Condition, keys: Collection[str]) -> tuple[Condition | None, Condition | None]:
    """Part a condition into what all charts of a group share and what each has to be asked.

    Parameters
    ----------
    condition : Condition
        Parts joined by ``and``, or by ``or``.
    keys : collection of str
        Fields that charts are grouped by.

    Returns
    -------
    tuple of two Condition or None
        The parts that speak of keys alone, and the others; None where there is none.

    Examples
    --------
    >>> parts = split(Condition.parse("permit != 'denied' and hindered == 'yes'"), ["permit"])
    >>> [part.text for part in parts]
    ["permit != 'denied'", "hindered == 'yes'"]
    """
    tree = condition.tree
    parts = tree.values if isinstance(tree, ast.BoolOp) else [tree]
    sides: tuple[list[ast.expr], list[ast.expr]] = ([], [])
    for part in parts:
        names = {node.id for node in ast.walk(part) if isinstance(node, ast.Name)}
        sides[not names <= set(keys)].append(part)
    shared, asked = (_joined(side, tree) for side in sides)
    return shared, asked


def is_choice(condition: Condition) -> bool:
    """Say whether one true part is enough for a condition.

    Parameters
    ----------
    condition : Condition
        Parts joined by ``and``, or by ``or``.

    Returns
    -------
    bool
        True for ``or``.
    """
    return isinstance(condition.tree, ast.BoolOp) and isinstance(condition.tree.op, ast.Or)


def _joined(parts: list[ast.expr], tree: ast.expr) -> Condition | None:
    """Join parts of a condition as they were joined."""
    if not parts:
        return None
    made = parts[0]
    if len(parts) > 1 and isinstance(tree, ast.BoolOp):
        made = ast.BoolOp(tree.op, parts)
    return Condition(ast.unparse(made), made)
