"""Where messages stand: in Python and notebook code, in templates, in Markdown, in the data.

Every function gives messages in the order in which they stand, each with the file that has
it. A message with a plural form has two texts.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from monitorlib import paths
from monitorlib.languages import markdown
from monitorlib.processing.transcription import read_cards
from monitorlib.vocabulary import Vocabulary, read_text_table, records, visible

FIRST = ("tr", "noted", "say")
"""Functions whose first argument is a message."""
PLURAL = ("trn", "counted", "say_count")
"""Functions whose first two arguments are the forms of one message."""
COUNT = "{count}"
"""Two texts in a row that both have it are the forms of one message, whoever gets them."""
NAMED = ("rose", "fell", "same", "caption", "lacking", "empty")
"""Arguments that hold a message wherever they are named."""
ASSIGNED = ("index", "what")
"""Columns of names that a notebook gives to rows for a figure."""
CAPTION = {"listing": 1}
"""Functions that have a message further on, and where."""
MARKS = re.compile(r"[^\W\d_]{2}")
"""Two letters in a row: anything less needs no translation."""
TERMINAL = "src/monitorlib/observations/forms/"
"""Forms have their own texts in three languages."""
COLUMNS = {
    "categories": ("label",),
    "measures": ("label",),
    "units": ("unit", "label"),
    "places": ("place",),
    "precedence": ("reason",),
    "relations": ("claim",),
}
"""Columns of `data/hand` that a reader sees as names."""
CARD = ("caption", "title", "title_note", "unit", "note", "row_heading")
"""Texts of a table's card that a reader sees."""


@dataclass(frozen=True)
class Found:
    """A message and where it stands.

    Attributes
    ----------
    one : str
        The message; of one with plural forms, that for one.
    many : str
        The message for any other number; blank where there are no forms.
    where : str
        File within the project.
    """

    one: str
    many: str
    where: str


def everything() -> list[Found]:
    """Collect the messages of the whole project.

    Returns
    -------
    list of Found
        In a fixed order: package, templates, notebooks, data.
    """
    found: list[Found] = []
    for path in sorted(paths.PACKAGE.rglob("*.py")):
        if _within(path).startswith(TERMINAL):
            continue
        found += in_code(path.read_text(encoding="utf-8"), _within(path))
    for path in sorted(paths.PACKAGE.rglob("*.j2")):
        found += in_template(path.read_text(encoding="utf-8"), _within(path))
    for path in visible(paths.root() / "notebooks", "[0-9][0-9]-*.ipynb"):
        found += in_notebook(path.read_text(encoding="utf-8"), paths.inside(path))
    return [*found, *in_data()]


def _within(path: Path) -> str:
    """Name a file of the package."""
    return f"src/monitorlib/{path.relative_to(paths.PACKAGE).as_posix()}"


def in_code(source: str, where: str) -> Iterator[Found]:
    """Collect the messages of Python code.

    Parameters
    ----------
    source : str
        The code.
    where : str
        Its file.

    Yields
    ------
    Found
        Constant texts that are handed to a function that says them.

    Examples
    --------
    >>> [each.one for each in in_code("say('There are {n}.', n=3)", "x.py")]
    ['There are {n}.']
    """
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        for one, many in _of_call(call):
            yield Found(one, many, where)


def _of_call(call: ast.Call) -> Iterator[tuple[str, str]]:
    """Give the messages of one call."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    texts = [_constant(argument) for argument in call.args]
    if name in FIRST and texts[:1] != [""]:
        yield texts[0], ""
    yield from _forms(name, texts)
    if name in CAPTION and len(texts) > CAPTION[name]:
        yield texts[CAPTION[name]], ""
    yield from ((text, "") for text in _keywords(call, name))
    if name == "listing":
        yield from ((text, "") for node in call.args for text in _values(node))


def _forms(name: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    """Give messages with plural forms, also where a function only hands them on."""
    for one, many in pairwise(texts):
        counted = COUNT in one and COUNT in many
        if one and many and (counted or (name in PLURAL and one is texts[0])):
            yield one, many


def _keywords(call: ast.Call, name: str) -> Iterator[str]:
    """Give the messages among the named arguments of a call."""
    for keyword in call.keywords:
        text = _constant(keyword.value)
        if text and (keyword.arg in NAMED or (name == "assign" and keyword.arg in ASSIGNED)):
            yield text
        if keyword.arg == "levels":
            yield from filter(MARKS.search, _values(keyword.value))


def _constant(node: ast.AST) -> str:
    """Give a constant text; blank for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _values(node: ast.AST) -> list[str]:
    """Give the constant values of a dictionary."""
    return [text for each in getattr(node, "values", []) if (text := _constant(each))]


def in_template(source: str, where: str) -> Iterator[Found]:
    """Collect the messages of a template.

    Parameters
    ----------
    source : str
        Jinja2.
    where : str
        Its file.

    Yields
    ------
    Found
        What stands in calls of `tr` and `trn`.
    """
    import jinja2
    from jinja2.ext import extract_from_ast

    tree = jinja2.Environment(autoescape=True).parse(source)
    for _, _, message in extract_from_ast(tree, gettext_functions=("tr", "trn")):
        given = [message] if isinstance(message, str) else message or []
        texts = [text for text in given if text]
        if texts:
            yield Found(texts[0], texts[1] if len(texts) > 1 else "", where)


def in_notebook(source: str, where: str) -> Iterator[Found]:
    """Collect the messages of a notebook: its Markdown, and what its code says.

    Parameters
    ----------
    source : str
        The notebook's JSON.
    where : str
        Its file.

    Yields
    ------
    Found
        In the order of the cells.
    """
    for cell in json.loads(source)["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            yield from (Found(block, "", where) for block in markdown.blocks(text))
        elif cell["cell_type"] == "code":
            yield from in_code(text, where)


def in_data() -> Iterator[Found]:
    """Collect the names that the data hold: places, categories, measures, units, cards.

    Yields
    ------
    Found
        English names, as the data keep them.
    """
    vocabulary = Vocabulary(paths.hand())
    for name, columns in COLUMNS.items():
        for row in records(vocabulary.table(name)):
            yield from _wordy([row[column] for column in columns], f"data/hand/{name}.csv")
    raw = paths.raw()
    for row in records(read_text_table(raw / "sections.csv")):
        title = row["section"].replace("-", " ").capitalize()
        yield from _wordy([title], paths.inside(raw / "sections.csv"))
    for row in records(read_text_table(raw / "lists" / "laws.csv")):
        yield from _wordy([row["act"]], paths.inside(raw / "lists" / "laws.csv"))
    for card in read_cards(raw).values():
        where = paths.inside(raw / "cards" / f"{card['file']}.toml")
        headings = [rule["heading"] for rule in card["columns"] if "heading" in rule]
        counted = card.get("counted", {})
        words = [counted.get("unit", ""), *counted.get("rows", {}).values()]
        yield from _wordy([card.get(key, "") for key in CARD] + headings + words, where)
        if not card.get("picture"):
            yield from _printed(raw / "tables" / f"{card['file']}.csv", card)


def _printed(path: Path, card: dict[str, Any]) -> Iterator[Found]:
    """Collect the headings and row labels of a printed table; single concerns are evidence."""
    grid = read_text_table(path)
    parts = [part for column in grid.columns[1:] for part in str(column).rpartition(": ")[::2]]
    labels = [] if card["rows"] == "issue" else [str(label) for label in grid.iloc[:, 0]]
    headings = [part.strip("[]") for part in parts]
    corner = [str(card["rows"] or "")]
    yield from _wordy([*corner, *headings, *labels], paths.inside(path))


def _wordy(texts: list[str], where: str) -> Iterator[Found]:
    """Keep texts that hold words."""
    return (Found(text, "", where) for text in texts if MARKS.search(text))
