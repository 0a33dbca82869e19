"""One pass over charts, on whichever data-frame engine holds them.

The only module that knows Narwhals. Charts are grouped by town and by the few fields that
restrict counts; of each group come plain sums: of numbers, and of columns that are 1 where a
condition is true, or known. Nothing else is asked of an engine, because elementary sums are
what all of them do alike, in any order and on any number of machines. Everything finer is done
afterwards on the small table of groups.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, eq, ge, gt, le, lt, ne, or_
from typing import Any, TypeAlias

import narwhals as nw
import pandas as pd
from narwhals.typing import IntoFrame

from monitorlib.observations.conditions import Condition
from monitorlib.observations.specification import UNKNOWN, Specification

Frame: TypeAlias = IntoFrame
"""A frame of any engine that Narwhals knows."""
CHARTS = "charts"
"""Column that holds the number of charts of a group."""
SIGNS = {ast.Eq: eq, ast.NotEq: ne, ast.LtE: le, ast.GtE: ge, ast.Lt: lt, ast.Gt: gt}
COLLECTING: Mapping[nw.Implementation, Mapping[str, Any]] = {
    nw.Implementation.POLARS: {"engine": "streaming"}
}
"""What an engine is told when it computes: Polars to work piece by piece, in little memory."""


@dataclass(frozen=True)
class Charts:
    """Charts on any engine, each field of the type that the chart gives it.

    Attributes
    ----------
    frame : LazyFrame
        The fields that are asked for: texts, and whole numbers with gaps.
    missing : frozenset of str
        Those of them that no column holds: every chart has a blank there.
    specification : Specification
        The chart.
    """

    frame: nw.LazyFrame[Any]
    missing: frozenset[str]
    specification: Specification

    @classmethod
    def of(cls, native: Frame, names: Iterable[str], specification: Specification) -> Charts:
        """Take the fields that are asked for from a frame; nothing is computed yet.

        Parameters
        ----------
        native : frame
            Of pandas, Polars, DuckDB, Dask or another engine that Narwhals knows.
        names : iterable of str
            Fields.
        specification : Specification
            The chart.

        Returns
        -------
        Charts
            Ready to be grouped.
        """
        frame = nw.from_native(native).lazy()
        schema = frame.collect_schema()
        wanted = list(dict.fromkeys(names))
        columns = [
            _typed(name, schema.get(name), specification.field(name).type).alias(name)
            for name in wanted
        ]
        missing = frozenset(wanted) - frozenset(schema)
        return cls(frame.select(*columns), missing, specification)

    def sums(self, keys: list[str], wanted: Mapping[str, nw.Expr]) -> pd.DataFrame:
        """Group charts and add up columns.

        Parameters
        ----------
        keys : list of str
            Text fields to group by.
        wanted : mapping of str to expression
            What to add up, by name; made of fields, `known` and `truth`.

        Returns
        -------
        DataFrame of shape (n_groups, n_keys + 1 + n_wanted)
            One row a group, in no particular order: the keys with "" for a blank, the number
            of `charts`, and the sums, 0 where there is nothing to add.
        """
        short = {f"sum_{place}": name for place, name in enumerate(wanted)}
        columns = [wanted[name].alias(alias) for alias, name in short.items()]
        grouped = (
            self.frame.select(*keys, *columns)
            .group_by(*keys)
            .agg(nw.len().alias(CHARTS), *[nw.col(alias).sum() for alias in short])
        )
        made = grouped.collect(**COLLECTING.get(self.frame.implementation, {}))
        names = [*keys, CHARTS, *wanted]
        rows = made.select(*keys, CHARTS, *short).rows()
        table = pd.DataFrame(rows, columns=names)
        texts = table[list(keys)].astype("str").fillna("")
        return pd.concat([texts, table.drop(columns=keys).astype("float64").fillna(0)], axis=1)

    def number(self, name: str, other: str = "") -> nw.Expr:
        """Give a whole field to be added up.

        Parameters
        ----------
        name : str
            The field.
        other : str, default ""
            A field that has to be known, too; blank for none.

        Returns
        -------
        Expr
            Null where a field is unknown.
        """
        return nw.when(self.known(other)).then(nw.col(name)) if other else nw.col(name)

    def known(self, name: str) -> nw.Expr:
        """Say where a field is known.

        Parameters
        ----------
        name : str
            A field.

        Returns
        -------
        Expr
            False where it is blank or the code ``unknown``.
        """
        value = nw.col(name)
        if self.specification.field(name).type == "whole":
            return ~value.is_null()
        return ~value.is_null() & (value != "") & (value != UNKNOWN)

    def truth(self, condition: Condition) -> tuple[nw.Expr, nw.Expr]:
        """Judge a condition as `Condition.judge` does.

        Parameters
        ----------
        condition : Condition
            Comparisons with numbers and codes; it may not ask for a blank.

        Returns
        -------
        tuple of two expressions
            True, and false; where neither holds the answer is unknown.
        """
        return self._judge(condition.tree)

    def _judge(self, node: ast.expr) -> tuple[nw.Expr, nw.Expr]:
        """Judge one node by three-valued logic."""
        if isinstance(node, ast.BoolOp):
            true, false = zip(*(self._judge(part) for part in node.values), strict=True)
            if isinstance(node.op, ast.And):
                return reduce(and_, true), reduce(or_, false)
            return reduce(or_, true), reduce(and_, false)
        if not isinstance(node, ast.Compare):
            raise TypeError(ast.unparse(node))
        left, sign, right = node.left, type(node.ops[0]), node.comparators[0]
        answer = SIGNS[sign](_operand(left), _operand(right))
        names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]
        known = reduce(and_, [self.known(name) for name in names])
        certain = isinstance(right, ast.Constant) and right.value != UNKNOWN
        sure = isinstance(left, ast.Name) and certain and sign is not ast.NotEq
        return answer if sure else known & answer, known & ~answer


def _operand(node: ast.expr) -> Any:
    """Give one side of a comparison."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.BinOp):
        return _operand(node.left) + _operand(node.right)
    if not isinstance(node, ast.Name):
        raise TypeError(ast.unparse(node))
    return nw.col(node.id)


def _typed(name: str, found: nw.dtypes.DType | None, type_: str) -> nw.Expr:
    """Read a column as the type of its field; without a column there are gaps only."""
    number = type_ == "whole"
    if found is None:
        return nw.lit(None, dtype=nw.Float64 if number else nw.String)
    column = nw.col(name)
    return _as_number(column, found) if number else _as_text(column, found)


def _as_text(column: nw.Expr, type_: nw.dtypes.DType) -> nw.Expr:
    """Read a column as text; a reader may have taken yes and no for truth values."""
    if type_ == nw.String:
        return column
    if type_ == nw.Boolean:
        return nw.when(column).then(nw.lit("yes")).when(~column).then(nw.lit("no"))
    return column.cast(nw.String)


def _as_number(column: nw.Expr, type_: nw.dtypes.DType) -> nw.Expr:
    """Read a column as numbers; a reader may have taken a column of blanks for text."""
    if type_ == nw.Int64:
        return column
    if type_.is_integer():
        return column.cast(nw.Int64)
    if type_.is_float():
        return nw.when(~column.is_nan()).then(column)
    if type_ == nw.String:
        return nw.when(column != "").then(column).cast(nw.Float64)
    return column.cast(nw.Float64)
