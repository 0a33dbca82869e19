"""Conditions in plain English, with the labels of fields and codes."""

from __future__ import annotations

import ast

from monitorlib.observations.conditions import Condition
from monitorlib.observations.specification import Specification

WORDS = {
    ast.Eq: "is", ast.NotEq: "is not", ast.LtE: "is at most", ast.GtE: "is at least",
    ast.Lt: "is below", ast.Gt: "is above",
}  # fmt: skip


def condition_in_words(condition: Condition, specification: Specification) -> str:
    """Say a condition.

    Parameters
    ----------
    condition : Condition
        On the chart's fields.
    specification : Specification
        The chart.

    Returns
    -------
    str
        Without a full stop.

    Examples
    --------
    >>> from monitorlib import paths
    >>> chart = Specification(paths.hand())
    >>> condition_in_words(Condition.parse("permit == 'denied' or court_cases >= 1"), chart)
    '“Permit” is “Denied”, or “Cases in court” is at least 1'
    """
    return _said(condition.tree, specification)


def _said(node: ast.expr, specification: Specification) -> str:
    """Say one node."""
    if isinstance(node, ast.BoolOp):
        word = ", and " if isinstance(node.op, ast.And) else ", or "
        return word.join(_said(part, specification) for part in node.values)
    if not isinstance(node, ast.Compare):
        raise TypeError(ast.unparse(node))
    sides = (node.left, node.comparators[0])
    names = [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
    left, right = (_side(side, names, specification) for side in sides)
    return f"{left} {WORDS[type(node.ops[0])]} {right}"


def _side(node: ast.expr, names: list[str], specification: Specification) -> str:
    """Say one side of a comparison."""
    if isinstance(node, ast.BinOp):
        parts = [_side(part, names, specification) for part in (node.left, node.right)]
        return " plus ".join(parts)
    if isinstance(node, ast.Name):
        return f"“{specification.field(node.id).labels['en']}”"
    if not isinstance(node, ast.Constant):
        raise TypeError(ast.unparse(node))
    if node.value == "":
        return "blank"
    tables = [specification.codes_of(name) for name in names]
    labels = [codes[node.value]["en"] for codes in tables if node.value in codes]
    return f"“{labels[0]}”" if labels else str(node.value)
