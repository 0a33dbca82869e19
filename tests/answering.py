"""What a phone makes of an XPath expression, and a spreadsheet of a formula: just enough of both.

Written from the rules of the two languages, without a look at how the forms are made.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

TOKEN = re.compile(
    r"""\s*(?:(?P<field>\$\{\w+\})|(?P<text>'[^']*'|"(?:[^"]|"")*")
    |(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<range>\$?[A-Z]*\$?[0-9]+:\$?[A-Z]*\$?[0-9]+)
    |(?P<cell>\$?[A-Z]+\$?[0-9]+)|(?P<sign><=|>=|!=|<>|--|[<>=+\-&])|(?P<mark>[(),.])
    |(?P<name>[A-Za-z_][\w-]*))""",
    re.VERBOSE,
)
XPATH = (("or",), ("and",), ("=", "!="), ("<=", ">=", "<", ">"), ("+",))
FORMULA = (("=", "<>", "<=", ">=", "<", ">"), ("&",), ("+", "-"))
Tree = tuple[Any, ...]


@dataclass
class Parser:
    """Reads an expression whose signs bind by level, the loosest first."""

    text: str
    levels: tuple[tuple[str, ...], ...]

    def parse(self) -> Tree:
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(self.text):
            found = TOKEN.match(self.text, at)
            assert found, f"cannot read {self.text[at:]!r}"
            assert found.lastgroup
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.tokens.append(("end", ""))
        tree = self.level(0)
        assert self.tokens == [("end", "")], f"left over: {self.tokens}"
        return tree

    def take(self) -> tuple[str, str]:
        return self.tokens.pop(0)

    def next(self) -> str:
        return self.tokens[0][1]

    def level(self, depth: int) -> Tree:
        if depth == len(self.levels):
            return self.atom()
        left = self.level(depth + 1)
        while self.next() in self.levels[depth]:
            left = ("sign", self.take()[1], left, self.level(depth + 1))
        return left

    def atom(self) -> Tree:
        kind, text = self.take()
        if text == "--":
            return ("call", "--", [self.atom()])
        if text == "(":
            inner = self.level(0)
            assert self.take()[1] == ")"
            return inner
        if kind == "name" and self.next() == "(":
            self.take()
            arguments = []
            while self.next() != ")":
                arguments.append(self.level(0))
                if self.next() == ",":
                    self.take()
            self.take()
            return ("call", text, arguments)
        return (kind, text)


def number(value: Any) -> float:
    """Turn a value into a number as XPath does; a day counts as its number, as in ODK."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return float(date.fromisoformat(value).toordinal())
    try:
        return float(value)
    except ValueError:
        return math.nan


@dataclass
class Phone:
    """Answers XPath expressions about one chart; what is not answered is ''."""

    answers: Mapping[str, str]
    own: str = ""
    today: str = "2018-12-31"

    def __call__(self, text: str) -> bool:
        answer = self.value(Parser(text, XPATH).parse())
        assert isinstance(answer, bool), text
        return answer

    def value(self, tree: Tree) -> Any:
        match tree:
            case ("field", name):
                return self.answers[name[2:-1]]
            case ("mark", "."):
                return self.answers[self.own]
            case ("text", text):
                return text[1:-1]
            case ("number", text):
                return float(text)
            case ("sign", sign, left, right):
                return self.joined(sign, self.value(left), self.value(right))
            case ("call", name, arguments):
                functions: dict[str, Callable[..., Any]] = {
                    "not": lambda one: not one,
                    "regex": lambda text, pattern: bool(re.search(pattern, text)),
                    "string-length": lambda text: float(len(text)),
                    "date": lambda text: text,
                    "today": lambda: self.today,
                }
                return functions[name](*(self.value(one) for one in arguments))
        raise AssertionError(tree)

    @staticmethod
    def joined(sign: str, a: Any, b: Any) -> Any:
        if sign in ("or", "and"):
            assert isinstance(a, bool)
            assert isinstance(b, bool)
            return (a or b) if sign == "or" else (a and b)
        if sign in ("=", "!=") and isinstance(a, str) and isinstance(b, str):
            return (a == b) == (sign == "=")
        a, b = number(a), number(b)
        signs = {"=": a == b, "!=": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}
        return a + b if sign == "+" else signs[sign]


class Broken(Exception):  # noqa: N818 - it is what a cell shows
    """A cell that shows #VALUE!."""


@dataclass
class Spreadsheet:
    """Answers formulas about the cells of one sheet; a blank cell is None, a range a list."""

    cells: Mapping[str, Any]
    names: Mapping[str, Any]
    today: float = 43465.0

    def __call__(self, text: str) -> Any:
        return self.value(Parser(text, FORMULA).parse())

    def value(self, tree: Tree) -> Any:
        match tree:
            case ("sign", sign, left, right):
                return each(lambda a, b: compared(sign, a, b), self.value(left), self.value(right))
            case ("call", "IFERROR", (tried, instead)):
                try:
                    return self.value(tried)
                except Broken:
                    return self.value(instead)
            case ("call", name, arguments):
                return self.called(name, [self.value(one) for one in arguments])
        return self.leaf(*tree)

    def leaf(self, kind: str, said: str) -> Any:
        if kind == "cell":
            return self.cells.get(said.replace("$", ""))
        if kind == "range":
            return self.range(said.replace("$", ""))
        if kind == "name":
            return said == "TRUE" if said in ("TRUE", "FALSE") else self.names[said]
        return float(said) if kind == "number" else said[1:-1].replace('""', '"')

    def range(self, text: str) -> list[Any]:
        first, last = text.split(":")
        if first.isdigit():
            return [float(row) for row in range(int(first), int(last) + 1)]
        column, start = re.fullmatch(r"([A-Z]+)(\d+)", first).groups()  # type: ignore[union-attr]
        end, stop = re.fullmatch(r"([A-Z]+)(\d+)", last).groups()  # type: ignore[union-attr]
        if start == stop:
            return [
                self.cells.get(f"{letters(n)}{start}") for n in range(index(column), index(end) + 1)
            ]
        return [self.cells.get(f"{column}{row}") for row in range(int(start), int(stop) + 1)]

    def called(self, name: str, given: list[Any]) -> Any:
        whole: dict[str, Callable[..., Any]] = {
            "AND": lambda *parts: all(map(truth, parts)),
            "OR": lambda *parts: any(map(truth, parts)),
            "NOT": lambda part: not truth(part),
            "SUM": lambda *parts: sum(one for one in parts if is_number(one)),
            "SUMPRODUCT": sum,
            "COUNTIF": lambda cells, one: float(sum(same(cell, one) for cell in cells)),
            "COUNTA": lambda cells: float(sum(cell is not None for cell in cells)),
            "ROW": lambda rows: rows,
            "TODAY": lambda: self.today,
            "DATE": lambda y, m, d: float((date(int(y), int(m), int(d)) - date(1899, 12, 30)).days),
        }
        if name in whole:
            return whole[name](*given)
        signs: dict[str, Callable[..., Any]] = {
            "ISNUMBER": is_number,
            "ISERROR": lambda one: isinstance(one, Broken),
            "--": float,
            "INT": lambda one: float(math.floor(figure(one))),
            "ABS": lambda one: abs(figure(one)),
            "LEN": lambda one: float(len(spelled(one))),
            "LEFT": lambda one, n=1.0: spelled(one)[: int(n)],
            "UPPER": lambda one: spelled(one).upper(),
            "MID": lambda one, at, n: spelled(one)[int(at) - 1 : int(at) - 1 + int(n)],
            "REPT": lambda one, n: spelled(one) * int(n),
            "FIND": found,
        }
        return each(signs[name], *given)


def each(function: Callable[..., Any], *given: Any) -> Any:
    """Call a function for each of the values of its lists."""
    longest = max((len(one) for one in given if isinstance(one, list)), default=0)
    if not longest:
        return function(*given)
    return [function(*(one[n] if isinstance(one, list) else one for one in given))
            for n in range(longest)]  # fmt: skip


def found(part: Any, whole: Any) -> Any:
    """Say where a text stands in another; a blank is no text, as in LibreOffice."""
    at = spelled(whole).find(spelled(part)) if spelled(part) else -1
    return float(at + 1) if at >= 0 else Broken()


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def figure(value: Any) -> float:
    if value is None or isinstance(value, (bool, int, float)):
        return float(value or 0)
    raise Broken


def truth(value: Any) -> bool:
    if isinstance(value, (str, Broken)):
        raise Broken
    return bool(value)


def spelled(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def same(a: Any, b: Any) -> bool:
    return bool(compared("=", a, b))


def compared(sign: str, a: Any, b: Any) -> Any:
    """Join two values by a sign: numbers stand before texts, and letters have no case."""
    if sign == "&":
        return spelled(a) + spelled(b)
    if sign in "+-":
        return figure(a) + figure(b) if sign == "+" else figure(a) - figure(b)
    blank: dict[bool, Any] = {True: "", False: 0.0}
    a = blank[isinstance(b, str)] if a is None else a
    b = blank[isinstance(a, str)] if b is None else b
    left, right = ((isinstance(one, str), one.casefold() if isinstance(one, str) else one)
                   for one in (a, b))  # fmt: skip
    answers = {"=": left == right, "<>": left != right, "<": left < right, ">": left > right,
               "<=": left <= right, ">=": left >= right}  # fmt: skip
    return answers[sign]


def index(column: str) -> int:
    """Count a column from its letters."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number


def letters(number: int) -> str:
    """Give the letters of a column."""
    said = ""
    while number:
        number, rest = divmod(number - 1, 26)
        said = chr(65 + rest) + said
    return said
