"""A small language for what answers a claim: quantities, lists, and arithmetic on them.

=============================== =====================================================
``[assemblies, Almaty, 2016]``  one number; without a place the whole country, without a
                                period that of the edition, in any order
``[permitted, places]``         one number a place
``[assemblies, periods]``       one number a period; ``2014..2017`` for some of them
``[assemblies_by_form:*]``      one number a category; ``:rally`` for one of them
``[assemblies, Almaty @2]``     as Table 2 prints it; ``@text`` as the text does
``[months, 2016]``              months monitored
``{hindered}``                  how many rows a list has; ``{hindered: place=Astana}``, and
                                ``place=?Aktau`` for a value that no row may have
``{assemblies.participants}``   a column of a list, as numbers
``#L166b``                      the number that another claim states
=============================== =====================================================

Around them stand numbers, ``+ - * /``, comparisons, ``and``, ``not``, and the functions of
`FUNCTIONS`. Between two numbers, ``or`` gives two readings of one claim. An unknown number
makes the result unknown; functions of a series leave unknown members out, except
``total``, ``all`` and ``any``. Nothing else is understood, so a claim cannot run code.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from monitorlib.audit.ledger import Ledger
from monitorlib.errors import MonitorError, SourceError
from monitorlib.numbers import is_known, written
from monitorlib.processing.derive import Key
from monitorlib.processing.facts import PROSE
from monitorlib.processing.printed import number
from monitorlib.vocabulary import WHOLE, unknown_name

Row = Mapping[str, Any]
Value = Any
"""A float, or an array of floats for a series."""

_REFERENCE = re.compile(r"\[(?P<quantity>[^\]]+)\]|\{(?P<list>[^}]+)\}|#(?P<claim>\w+)")
_PREFIX = "_q"
SUMS, QUOTIENTS, ALONE = 1, 2, 3
"""How tightly a written operand holds together."""


@dataclass(frozen=True)
class Term:
    """One reference of an expression, looked up.

    Attributes
    ----------
    value : float or array
        The number, or a series of numbers.
    shown : tuple of str
        The numbers as written for a reader.
    keys : tuple of tuple
        The quantities that were looked up.
    table : str
        The table they were looked up in; blank for the numbers in use.
    """

    value: Value
    shown: tuple[str, ...]
    keys: tuple[Key, ...] = ()
    table: str = ""


@dataclass(frozen=True)
class Outcome:
    """What an expression comes to.

    Attributes
    ----------
    values : tuple of float
        The result; two or more where the expression gives several readings.
    formula : str
        The expression with the values put in.
    keys : tuple of tuple
        Every quantity that was looked up.
    sides : tuple of float
        The two numbers, where the expression compares two.
    """

    values: tuple[float, ...]
    formula: str
    keys: tuple[Key, ...]
    sides: tuple[float, ...] = ()


def _three(test: Callable[[Iterable[bool]], bool], decisive: float) -> Callable[[Value], float]:
    """Make `all` or `any` of three values: true, false, unknown."""

    def decide(series: Value) -> float:
        given = np.atleast_1d(np.asarray(series, dtype=float))
        members = np.where(np.isnan(given), np.nan, given != 0)
        if (members == decisive).any():
            return decisive
        return float("nan") if np.isnan(members).any() or not len(members) else 1 - decisive

    decide.__doc__ = test.__doc__
    return decide


def _known(series: Value) -> np.ndarray[Any, Any]:
    """Give the known members of a series."""
    members: np.ndarray[Any, Any] = np.atleast_1d(np.asarray(series, dtype=float))
    known: np.ndarray[Any, Any] = members[~np.isnan(members)]
    return known


def _of_known(function: Callable[[np.ndarray[Any, Any]], Any]) -> Callable[[Value], float]:
    """Apply a function to the known members; unknown if there is none."""

    def apply(series: Value) -> float:
        members = _known(series)
        return float(function(members)) if len(members) else float("nan")

    return apply


def _steady(compare: Callable[[Any, Any], Any]) -> Callable[[Value], float]:
    """Make a test of each member of a series against the one before; unknown ones are skipped."""

    def test(series: Value) -> float:
        members = _known(series)
        return float(compare(np.diff(members), 0).all()) if len(members) > 1 else float("nan")

    return test


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "sum": _of_known(np.sum),
    "total": lambda series: float(np.sum(series)),
    "mean": _of_known(np.mean),
    "median": _of_known(np.median),
    "min": _of_known(np.min),
    "max": _of_known(np.max),
    "count": lambda series: float(len(_known(series))),
    "all": _three(all, 0.0),
    "any": _three(any, 1.0),
    "falling": _steady(operator.lt),
    "rising": _steady(operator.gt),
    "abs": np.abs,
    "round": lambda value: np.floor(value + 0.5),
}
"""Functions that an expression may call."""
_ARITHMETIC: dict[type[ast.operator], tuple[Callable[[Value, Value], Value], str]] = {
    ast.Add: (operator.add, "+"),
    ast.Sub: (operator.sub, "−"),
    ast.Mult: (operator.mul, "x"),
    ast.Div: (lambda a, b: np.divide(a, np.where(np.equal(b, 0), np.nan, b)), "/"),
}
_COMPARE: dict[type[ast.cmpop], tuple[Callable[[Value, Value], Value], str]] = {
    ast.Eq: (lambda a, b: np.isclose(a, b, rtol=0, atol=1e-9), "="),
    ast.NotEq: (lambda a, b: ~np.isclose(a, b, rtol=0, atol=1e-9), "≠"),
    ast.Lt: (operator.lt, "<"),
    ast.LtE: (lambda a, b: np.less_equal(a, np.add(b, 1e-9)), "≤"),
    ast.Gt: (operator.gt, ">"),
    ast.GtE: (lambda a, b: np.greater_equal(np.add(a, 1e-9), b), "≥"),
}


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[ast.expr, tuple[str, ...]]:
    """Take an expression apart into its tree and its references."""
    found: list[str] = []

    def name(match: re.Match[str]) -> str:
        found.append(match[0])
        return f" {_PREFIX}{len(found) - 1} "

    replaced = _REFERENCE.sub(name, text)
    try:
        if _PREFIX in _REFERENCE.sub("", text) or "#" in replaced:
            raise SyntaxError("a name or a sign that has no meaning here")
        tree = ast.parse(replaced.strip(), mode="eval").body
    except RecursionError:
        raise SourceError(
            "a shorter expression", repr(text[:60]), "answer", "take it apart"
        ) from None
    except SyntaxError as error:
        raise SourceError(
            "an expression such as 100 * [permitted] / [assemblies]", repr(text),
            f"character {error.offset or 1}",
            "mend it; `monitorlib.audit.expressions` lists all forms",
        ) from None  # fmt: skip
    return tree, tuple(found)


def evaluate(text: str, ledger: Ledger, names: Mapping[str, str] | None = None) -> Outcome:
    """Work an expression out.

    Parameters
    ----------
    text : str
        The expression.
    ledger : Ledger
        Where quantities are looked up.
    names : mapping of str to str, optional
        What ``place``, ``period`` and ``category`` stand for in it.

    Returns
    -------
    Outcome
        The result, a comparison being 1 or 0, and the formula with the values put in.

    Raises
    ------
    MonitorError
        If the expression cannot be read, or names a quantity, list or claim that is unknown.
    """
    tree, named = _parsed(text)
    terms = [_look_up(reference, ledger, names or {}) for reference in named]
    readings = [tree]
    if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.Or):
        readings = tree.values if not any(map(_says_yes_or_no, tree.values)) else [tree]
    try:
        values = [_value(reading, terms, text) for reading in readings]
    except ValueError:
        raise SourceError(
            "series of one length", "series of several", text, "compare places with places"
        ) from None
    except (OverflowError, RecursionError) as error:
        raise SourceError("a result of usual size", str(error), text[:60], "mend it") from None
    if any(np.isinf(value).any() for value in values):
        raise SourceError("a result of usual size", "an infinite one", text[:60], "mend it")
    for value in values:
        if np.ndim(value):
            raise SourceError(
                "one number", "a series", text, "put it into sum(), max(), all() or the like"
            )
    return Outcome(
        tuple(float(value) for value in values),
        _formula_behind(tree, terms, ledger)
        or " or ".join(_shown(reading, terms) for reading in readings),
        tuple(dict.fromkeys(key for term in terms for key in term.keys)),
        _sides(tree, terms, text),
    )


def _sides(tree: ast.expr, terms: list[Term], text: str) -> tuple[float, ...]:
    """Give both sides of a comparison of two numbers."""
    if not isinstance(tree, ast.Compare) or len(tree.comparators) > 1:
        return ()
    sides = [_value(side, terms, text) for side in (tree.left, tree.comparators[0])]
    return () if any(np.ndim(side) for side in sides) else tuple(float(side) for side in sides)


def _says_yes_or_no(node: ast.expr) -> bool:
    """Tell a comparison from a number."""
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Not)
    return isinstance(node, ast.Compare | ast.BoolOp) or (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("all", "any", "falling", "rising")
    )


def compares(text: str) -> bool:
    """Tell a comparison, which holds or not, from an expression that gives a number.

    Parameters
    ----------
    text : str
        The expression.

    Returns
    -------
    bool
        True for a comparison.
    """
    tree = _parsed(text)[0]
    parts = tree.values if isinstance(tree, ast.BoolOp) else [tree]
    return any(map(_says_yes_or_no, parts))


def references(text: str) -> tuple[str, ...]:
    """List what an expression refers to.

    Parameters
    ----------
    text : str
        The expression.

    Returns
    -------
    tuple of str
        As written, in order.
    """
    return tuple(match[0] for match in _REFERENCE.finditer(text))


def _formula_behind(tree: ast.expr, terms: list[Term], ledger: Ledger) -> str:
    """Give the formula of an index, where the whole expression is that index."""
    if isinstance(tree, ast.Name) and len(terms[0].keys) == 1 and not terms[0].table:
        key = terms[0].keys[0]
        return ledger.computed(key).formula if ledger.derived(key[2]) else ""
    return ""


def _look_up(reference: str, ledger: Ledger, names: Mapping[str, str]) -> Term:
    """Find what a reference stands for."""
    body = reference[1:-1].strip()
    if reference[0] == "[":
        return _quantity(body, ledger, names)
    if reference[0] == "{":
        return _rows(body, ledger, names)
    return _stated_by(reference[1:], ledger)


def _stated_by(claim: str, ledger: Ledger) -> Term:
    """Give the number that another claim states."""
    if not ledger.told.get(claim):
        stating = [name for name, told in ledger.told.items() if told]
        raise unknown_name("claim that states a number", claim, stating, f"#{claim}")
    try:
        told = number(ledger.told[claim])
    except ValueError as problem:
        raise SourceError("a number", str(problem), f"#{claim}", "mend that claim") from None
    return Term(float(told), (str(told),))


def _quantity(body: str, ledger: Ledger, names: Mapping[str, str]) -> Term:
    """Look a quantity up, or a series of them."""
    body, _, table = (part.strip() for part in body.partition("@"))
    first, *rest = (names.get(part.strip(), part.strip()) for part in body.split(","))
    measure, _, category = first.partition(":")
    category = names.get(category, category)
    periods, places = _at(rest, ledger, body)
    if measure == "months":
        months = [ledger.book.months[period] for period in periods]
        return _term(months, [written(m, 0 if m == int(m) else 1) for m in months], ())
    if measure not in ledger.vocabulary.measure:
        raise unknown_name("measure", measure, ledger.vocabulary.measure, f"[{body}]")
    table = PROSE if table == "text" else table
    if table and table not in ledger.tables:
        raise unknown_name("table", table, ledger.tables, f"[{body} @{table}]")
    categories = _categories(measure, category, ledger, body)
    keys = tuple((p, at, measure, c) for p in periods for at in places for c in categories)
    found = [_one(key, table, ledger) for key in keys]
    return _term([value for value, _ in found], [shown for _, shown in found], keys, table)


def _at(parts: list[str], ledger: Ledger, where: str) -> tuple[list[str], list[str]]:
    """Read periods and places; each may be named once."""
    periods: list[str] = []
    places: list[str] = []
    for part in parts:
        if part == "places":
            chosen, into = ledger.places, places
        elif part == "periods" or ".." in part:
            chosen, into = _range(part, ledger), periods
        elif part in ledger.book.months:
            chosen, into = [part], periods
        elif part in ledger.vocabulary.place_names:
            chosen, into = [part], places
        else:
            known = [*ledger.book.months, WHOLE, *ledger.places, "places", "periods"]
            raise unknown_name("period or place", part, known, f"[{where}]")
        if into:
            raise SourceError(
                "one period and one place", f"{part!r} after {into[0]!r}", f"[{where}]",
                "name each once, or a range",
            )  # fmt: skip
        into.extend(chosen)
    return periods or [ledger.edition], places or [WHOLE]


def _term(values: list[float], shown: list[str], keys: tuple[Key, ...], table: str = "") -> Term:
    """Make a number of one, a series of several."""
    value = values[0] if len(values) == 1 else np.array(values, dtype=float)
    return Term(value, tuple(shown), keys, table)


def _range(part: str, ledger: Ledger) -> list[str]:
    """List the periods from one to another."""
    if part == "periods":
        return ledger.periods
    ends = [end.strip() for end in part.split("..")]
    for end in ends:
        if end not in ledger.periods:
            raise unknown_name("period", end, ledger.periods, part)
    first, last = (ledger.periods.index(end) for end in ends)
    if first > last:
        raise SourceError("a range in the order of time", repr(part), f"[{part}]", "turn it round")
    return ledger.periods[first : last + 1]


def _categories(measure: str, category: str, ledger: Ledger, where: str) -> list[str]:
    """List the categories that a reference names: none, where the measure is not divided."""
    known = ledger.categories(measure)
    dimension = ledger.book.dimension[measure]
    if category == "*":
        printed = {key[3] for key in ledger.printed if key[2] == measure}
        return [name for name in known if name in printed]
    if bool(category) != bool(dimension) or (known and category not in known):
        raise unknown_name(f"category of {measure}", category, known, f"[{where}]")
    return [category]


def _one(key: Key, table: str, ledger: Ledger) -> tuple[float, str]:
    """Look one number up, and write it."""
    if table:
        fact = ledger.fact(key, table)
        if fact is None:
            return float("nan"), "unknown"
        return float(fact["value"]), str(fact["stated"] or "0").replace(",", ".")
    value = ledger.value(key)
    row = ledger.book.values.get(key)
    if row and row.get("stated") and is_known(value) and float(row["value"]) == value:
        return value, str(row["stated"]).replace(",", ".")
    return value, written(value, 0 if is_known(value) and value == int(value) else 2)


def _rows(body: str, ledger: Ledger, names: Mapping[str, str]) -> Term:
    """Count the rows of a list, or give one of its columns."""
    head, _, conditions = (part.strip() for part in body.partition(":"))
    name, _, column = head.partition(".")
    if name not in ledger.lists:
        raise unknown_name("list", name, ledger.lists, f"{{{body}}}")
    rows: Sequence[Row] = ledger.lists[name]
    columns = list(rows[0]) if rows else [column]
    if column and column not in columns:
        raise unknown_name("column", column, columns, f"{{{body}}}")
    for condition in filter(None, (part.strip() for part in conditions.split(","))):
        rows = _filtered(rows, condition, ledger.lists[name], names, f"{{{body}}}")
    if not column:
        return Term(float(len(rows)), (str(len(rows)),))
    texts = [str(row[column]) for row in rows if row[column]]
    try:
        return Term(np.array([float(text) for text in texts]), tuple(texts))
    except ValueError:
        raise SourceError(
            "a column of numbers", repr(texts), f"{{{body}}}", "name another"
        ) from None


def _filtered(
    rows: Sequence[Row], condition: str, whole: Sequence[Row], names: Mapping[str, str], where: str
) -> Sequence[Row]:
    """Keep the rows that meet a condition; a value that no row of the list has is a mistake."""
    left, equal, right = (part.strip() for part in condition.partition("="))
    unequal, left = left.endswith("!"), left.rstrip("!")
    if not equal or right.startswith("="):
        raise SourceError("column=value", repr(condition), where, "add the value")
    if whole and left not in whole[0]:
        raise unknown_name("column", left, whole[0], where)
    wanted = names.get(right, right).removeprefix("?")
    known = dict.fromkeys(str(row[left]) for row in whole)
    if wanted and wanted not in known and right not in names and not right.startswith("?"):
        otherwise = f"{where}, or with =?{wanted} where no row may have it"
        raise unknown_name(f"{left} in the list", wanted, filter(None, known), otherwise)
    return [row for row in rows if (row[left] == wanted) != unequal]


def _value(node: ast.expr, terms: list[Term], text: str) -> Value:
    """Work a tree out."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.Name(id=name) if name.startswith(_PREFIX):
            return terms[int(name.removeprefix(_PREFIX))].value
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner, terms, text)
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return 1 - _value(inner, terms, text)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            return _ARITHMETIC[type(op)][0](_value(left, terms, text), _value(right, terms, text))
        case ast.Compare(left=left, ops=ops, comparators=others) if _comparable(ops):
            members = [_value(each, terms, text) for each in (left, *others)]
            pairs = zip(ops, pairwise(members), strict=True)
            steps = [_compare(op, *pair) for op, pair in pairs]
            return steps[0] if len(steps) == 1 else FUNCTIONS["all"](np.array(steps, dtype=float))
        case ast.BoolOp(op=op, values=members) if all(map(_says_yes_or_no, members)):
            how = "all" if isinstance(op, ast.And) else "any"
            return FUNCTIONS[how](np.array([_value(each, terms, text) for each in members]))
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](_value(argument, terms, text))
        case ast.Call(func=ast.Name(id=name)) if name not in FUNCTIONS:
            raise unknown_name("function", name, FUNCTIONS, text)
    raise MonitorError(
        "quantities, numbers, + - * /, comparisons and functions of one argument",
        ast.unparse(node), text, "write it with these",
    )  # fmt: skip


def _comparable(ops: list[ast.cmpop]) -> bool:
    """Tell whether all signs of a comparison are understood."""
    return all(type(op) in _COMPARE for op in ops)


def _compare(op: ast.cmpop, left: Value, right: Value) -> Value:
    """Compare, and let unknown be unknown."""
    result = np.asarray(_COMPARE[type(op)][0](left, right), dtype=float)
    unknown = np.isnan(np.asarray(left, dtype=float)) | np.isnan(np.asarray(right, dtype=float))
    result = np.where(unknown, np.nan, result)
    return result if result.ndim else float(result)


def _shown(node: ast.expr, terms: list[Term]) -> str:
    """Write a tree with its values put in."""
    match node:
        case ast.Name(id=name):
            return ", ".join(terms[int(name.removeprefix(_PREFIX))].shown)
        case ast.UnaryOp(op=op, operand=inner):
            text = _shown(inner, terms)
            if isinstance(op, ast.Not):
                return f"not ({text})" if isinstance(inner, ast.BoolOp) else f"not {text}"
            return f"−({text})" if _binding(inner, text) < ALONE else f"−{text}"
        case ast.BinOp(left=left, op=op, right=right):
            sign = _ARITHMETIC[type(op)][1]
            first = _bracketed(left, _tightness(op), terms)
            second = _bracketed(right, _tightness(op) + isinstance(op, ast.Sub | ast.Div), terms)
            return f"{first} {sign} {second}"
        case ast.Compare(left=left, ops=ops, comparators=others):
            tail = (
                f" {_COMPARE[type(op)][1]} {_shown(each, terms)}"
                for op, each in zip(ops, others, strict=True)
            )
            return _shown(left, terms) + "".join(tail)
        case ast.BoolOp(op=op, values=members):
            return (" and " if isinstance(op, ast.And) else " or ").join(
                _shown(each, terms) for each in members
            )
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return _call(name, argument, terms)
    return ast.unparse(node)


def _tightness(op: ast.operator) -> int:
    """Say how tightly a sign binds."""
    return SUMS if isinstance(op, ast.Add | ast.Sub) else QUOTIENTS


def _binding(node: ast.expr, text: str) -> int:
    """Say how tightly a written operand holds together."""
    if isinstance(node, ast.BinOp):
        return _tightness(node.op)
    if isinstance(node, ast.Call) and not text.startswith(("|", "round(")):
        return (
            SUMS
            if " + " in text and not text.startswith("(")
            else QUOTIENTS
            if " / " in text
            else ALONE
        )
    return ALONE if isinstance(node, ast.Name | ast.Constant | ast.UnaryOp | ast.Call) else 0


def _bracketed(node: ast.expr, at_least: int, terms: list[Term]) -> str:
    """Write an operand, in brackets where it binds less than what stands beside it asks."""
    text = _shown(node, terms)
    return f"({text})" if _binding(node, text) < at_least else text


def _call(name: str, argument: ast.expr, terms: list[Term]) -> str:
    """Write a function of a series with its known members, a sum without its zeros."""
    if name in ("abs", "round"):
        inner = _shown(argument, terms)
        return f"|{inner}|" if name == "abs" else f"round({inner})"
    if isinstance(argument, ast.Name):
        members = [s for s in terms[int(argument.id.removeprefix(_PREFIX))].shown if s != "unknown"]
    else:
        series = _known(_value(argument, terms, ""))
        members = [written(value, 0 if value == int(value) else 2) for value in series]
    if len(members) == 1 and name in ("sum", "total", "mean", "median", "min", "max"):
        return members[0]
    if name == "sum" and not isinstance(argument, ast.Name) and {*members} <= {"0", "1"}:
        return str(members.count("1"))
    match name:
        case "sum" | "total":
            return " + ".join(member for member in members if member not in ("0", "-")) or "0"
        case "mean":
            return f"({' + '.join(members)}) / {len(members)}"
        case "all" | "any":
            return _shown(argument, terms)
    return f"{name}({', '.join(members)})"
