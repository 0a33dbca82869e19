"""Conditions as formulas of a spreadsheet, whose cells hold labels of one language.

A formula is true where the condition is *false*; a blank and the label of ``unknown`` make it
neither true nor false, so that they pass, as in `conditions`.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from monitorlib.observations.conditions import Condition
from monitorlib.observations.specification import UNKNOWN, Specification

OPPOSITE = {
    ast.Eq: "<>", ast.NotEq: "=", ast.LtE: ">", ast.GtE: "<", ast.Lt: ">=", ast.Gt: "<="
}  # fmt: skip


def quoted(text: str) -> str:
    """Write a text for a formula.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The text in quotes.

    Examples
    --------
    >>> print(quoted('a "b" c'))
    "a ""b"" c"
    """
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


@dataclass(frozen=True)
class Formulas:
    """Writes formulas for a sheet.

    Parameters
    ----------
    specification : Specification
        The chart.
    language : str
        The language of the labels in the cells.
    cells : mapping of str to str
        Where each field stands, such as ``$N3``.
    """

    specification: Specification
    language: str
    cells: Mapping[str, str]

    def breach(self, condition: Condition, sure: str = "") -> str:
        """Write when a condition is false.

        Parameters
        ----------
        condition : Condition
            On the chart's fields.
        sure : str, default ""
            A field that is known to be filled in.

        Returns
        -------
        str
            A formula, without a leading equals sign.
        """
        known = self._known([sure]) if sure else []
        parts = [one for one in self._false(condition.tree) if one not in known]
        return _call("AND", parts)

    def _false(self, node: ast.expr) -> list[str]:
        """List what must all hold for a node to be false."""
        if isinstance(node, ast.BoolOp):
            parts = [self._false(part) for part in node.values]
            if isinstance(node.op, ast.Or):
                return list(dict.fromkeys(one for part in parts for one in part))
            return [_call("OR", [_call("AND", part) for part in parts])]
        if not isinstance(node, ast.Compare):
            raise TypeError(ast.unparse(node))
        left, right, sign = node.left, node.comparators[0], OPPOSITE[type(node.ops[0])]
        names = [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
        said = f"{self._side(left, names)}{sign}{self._side(right, names)}"
        if _constant(left) == "" or _constant(right) == "":
            return [said]
        # A cell that equals the label of a code is filled in with something known.
        codes = [_constant(side) for side in (left, right)]
        sure = sign == "=" and any(isinstance(one, str) and one != UNKNOWN for one in codes)
        return list(dict.fromkeys([*([] if sure else self._known(names)), said]))

    def _known(self, names: list[str]) -> list[str]:
        """Write that fields are filled in with something known."""
        guards = []
        for name in sorted(names, key=[*self.cells].index):
            codes, cell = self.specification.codes_of(name), self.cells[name]
            if self.specification.field(name).type == "whole":
                guards.append(f"ISNUMBER({cell})")
            else:
                guards.append(f'{cell}<>""')
            if UNKNOWN in codes:
                guards.append(f"{cell}<>{quoted(codes[UNKNOWN][self.language])}")
        return guards

    def _side(self, node: ast.expr, names: list[str]) -> str:
        """Write one side of a comparison; a code as the label that stands in the cell."""
        if isinstance(node, ast.Name):
            return self.cells[node.id]
        if isinstance(node, ast.BinOp):
            # SUM passes over a text, where a plus would break the whole formula.
            parts = [self._side(part, names) for part in (node.left, node.right)]
            return f"SUM({','.join(part.removeprefix('SUM(').rstrip(')') for part in parts)})"
        value = _constant(node)
        if not isinstance(value, str):
            return str(value)
        tables = [self.specification.codes_of(name) for name in names]
        labels = [codes[value] for codes in tables if value in codes]
        return quoted(labels[0][self.language] if labels else value)


def _constant(node: ast.expr) -> object:
    """Give the number or code that a node is; None for all else."""
    return node.value if isinstance(node, ast.Constant) else None


def _call(function: str, parts: list[str]) -> str:
    """Call a function, if there is more than one thing to join."""
    return parts[0] if len(parts) == 1 else f"{function}({','.join(parts)})"
