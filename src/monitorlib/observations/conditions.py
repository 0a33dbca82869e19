"""Conditions on the fields of a chart: one text, judged here and asked in the forms alike.

A condition is written like ``form != 'single_picket' or participants_best == 1``: comparisons
of fields, numbers, codes and sums, joined by ``and`` and ``or``. A blank and the code
``unknown`` are unknown, and a comparison with them is neither true nor false; only a
comparison with ``''`` asks whether something is filled in.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitorlib.errors import SourceError

SIGNS = {
    ast.Eq: ("=", np.equal),
    ast.NotEq: ("!=", np.not_equal),
    ast.LtE: ("<=", np.less_equal),
    ast.GtE: (">=", np.greater_equal),
    ast.Lt: ("<", np.less),
    ast.Gt: (">", np.greater),
}
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Condition:
    """A parsed condition.

    Attributes
    ----------
    text : str
        As written.
    tree : ast.expr
        As parsed.

    Examples
    --------
    >>> rule = Condition.parse("persons_detained <= participants_high")
    >>> charts = {"persons_detained": pd.Series([1, 3, None], dtype="Int64"),
    ...           "participants_high": pd.Series([2, 2, 2], dtype="Int64")}
    >>> true, false = rule.judge(charts)
    >>> true.tolist(), false.tolist()
    ([True, False, False], [False, True, False])
    >>> rule.xpath(own="persons_detained")
    "${participants_high} = '' or (. <= ${participants_high})"
    """

    text: str
    tree: ast.expr

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Read a condition.

        Parameters
        ----------
        text : str
            As described above.

        Returns
        -------
        Condition
            Ready to be judged or written.

        Raises
        ------
        SourceError
            If the text is no condition.
        """
        try:
            tree = ast.parse(text, mode="eval").body
            _check(tree)
        except (SyntaxError, ValueError) as error:
            raise SourceError(
                "a condition such as permit == 'denied' or police_officers >= 1",
                f"{text!r} ({error})",
                "data/hand, chart-fields.csv or chart-rules.csv",
                "mend it; see CONTRIBUTING.md",
            ) from None
        return cls(text, tree)

    @property
    def fields(self) -> list[str]:
        """Names of the fields that it speaks of, in order."""
        names = [node for node in ast.walk(self.tree) if isinstance(node, ast.Name)]
        names.sort(key=lambda node: (node.lineno, node.col_offset))
        return list(dict.fromkeys(node.id for node in names))

    @property
    def asked_blank(self) -> set[str]:
        """Fields that are compared with the blank."""
        return {
            name.id
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Compare)
            for pair in (node.left, node.comparators[0])
            if isinstance(pair, ast.Constant) and pair.value == ""
            for name in (node.left, node.comparators[0])
            if isinstance(name, ast.Name)
        }

    def judge(self, columns: Mapping[str, pd.Series[Any]] | pd.DataFrame) -> tuple[Mask, Mask]:
        """Say of each chart whether the condition is true, and whether it is false.

        Parameters
        ----------
        columns : mapping of str to Series of shape (n_charts,)
            Typed fields: text with blanks, numbers with gaps.

        Returns
        -------
        tuple of two bool arrays of shape (n_charts,)
            True, and false; where neither holds the answer is unknown.
        """
        return _judge(self.tree, columns)

    def xpath(self, own: str = "", coded: Collection[str] = ()) -> str:
        """Write the condition for an XLSForm.

        Parameters
        ----------
        own : str, default ""
            The field whose constraint it is, written as a dot; blank for a relevance.
        coded : collection of str, optional
            Fields that know the code ``unknown``.

        Returns
        -------
        str
            An XPath expression; a constraint also passes where one of its fields is unknown.
        """
        body = _xpath(self.tree, own)
        guards = [
            f"{_reference(name, own)} = '{silence}'"
            for name in self.fields
            if own and name not in self.asked_blank
            for silence in (["", "unknown"] if name in coded else [""])
            if name != own or silence
        ]
        return " or ".join([*guards, f"({body})"]) if guards else body


def _check(node: ast.expr) -> None:
    """Refuse what is no condition."""
    if isinstance(node, ast.BoolOp):
        for part in node.values:
            _check(part)
    elif isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in SIGNS:
        for side in (node.left, node.comparators[0]):
            _check_operand(side)
    else:
        raise ValueError(f"no comparison: {ast.unparse(node)}")


def _check_operand(node: ast.expr) -> None:
    """Refuse what can be no side of a comparison."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        _check_operand(node.left)
        _check_operand(node.right)
    elif not (
        isinstance(node, ast.Name)
        or (isinstance(node, ast.Constant) and isinstance(node.value, (int, str)))
    ):
        raise ValueError(f"no field, number or code: {ast.unparse(node)}")


def _judge(node: ast.expr, columns: Any) -> tuple[Mask, Mask]:
    """Judge one node by three-valued logic."""
    if isinstance(node, ast.BoolOp):
        parts = [_judge(part, columns) for part in node.values]
        every, some = (0, 1) if isinstance(node.op, ast.And) else (1, 0)
        found: list[Mask] = [parts[0][0], parts[0][1]]
        for part in parts[1:]:
            found[every] = found[every] & part[every]
            found[some] = found[some] | part[some]
        return found[0], found[1]
    if not isinstance(node, ast.Compare):
        raise TypeError(ast.unparse(node))
    left, right = node.left, node.comparators[0]
    blank = any(isinstance(side, ast.Constant) and side.value == "" for side in (left, right))
    (a, known_a), (b, known_b) = (_operand(side, columns, blank) for side in (left, right))
    answer = np.asarray(SIGNS[type(node.ops[0])][1](a, b), dtype=bool)
    known = known_a & known_b
    return answer & known, ~answer & known


def _operand(node: ast.expr, columns: Any, blank: bool) -> tuple[Any, Any]:
    """Give the values of one side, and where they are known."""
    if isinstance(node, ast.Constant):
        return node.value, np.bool_(True)
    if isinstance(node, ast.BinOp):
        (a, known_a), (b, known_b) = (
            _operand(side, columns, blank) for side in (node.left, node.right)
        )
        return a + b, known_a & known_b
    if not isinstance(node, ast.Name):
        raise TypeError(ast.unparse(node))
    column = columns[node.id]
    if pd.api.types.is_numeric_dtype(column):
        known = column.notna().to_numpy()
        return column.to_numpy(dtype="float64", na_value=np.nan), known | np.bool_(blank)
    text = column.fillna("").to_numpy(dtype=object)
    return text, np.ones(len(text), bool) if blank else (text != "") & (text != "unknown")


def _reference(name: str, own: str) -> str:
    """Write a field for XPath."""
    return "." if name == own else f"${{{name}}}"


def _xpath(node: ast.expr, own: str) -> str:
    """Write one node for XPath."""
    if isinstance(node, ast.BoolOp):
        word = " and " if isinstance(node.op, ast.And) else " or "
        return word.join(
            f"({_xpath(part, own)})" if isinstance(part, ast.BoolOp) else _xpath(part, own)
            for part in node.values
        )
    if isinstance(node, ast.Compare):
        sign = SIGNS[type(node.ops[0])][0]
        return f"{_xpath(node.left, own)} {sign} {_xpath(node.comparators[0], own)}"
    if isinstance(node, ast.BinOp):
        return f"{_xpath(node.left, own)} + {_xpath(node.right, own)}"
    return _reference(node.id, own) if isinstance(node, ast.Name) else ast.unparse(node)
