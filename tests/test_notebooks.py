"""House rules for the committed notebooks."""

from __future__ import annotations

import ast
import itertools
import json
import re
from typing import Any

import pytest

from monitorlib import paths
from monitorlib.running.sections import Section, all_sections

SECTIONS = all_sections()
ORDER = [
    "summary", "monitoring", "laws", "overall-results", "protest-activity", "concerns",
    "organisers", "forms", "abidance", "authorities", "police", "detentions", "convictions",
    "participation",
    "conclusions", "audit", "charts",
]  # fmt: skip
TABLES = [
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "14-1", "15", "16",
    "17", "18", "19", "concerns-economic", "concerns-social",
]  # fmt: skip
LONGEST = 12


def cells(section: Section, kind: str = "code") -> list[dict[str, Any]]:
    return [cell for cell in section.content["cells"] if cell["cell_type"] == kind]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def tags(cell: dict[str, Any]) -> list[str]:
    return list(cell["metadata"].get("tags", []))


def trees(section: Section) -> list[ast.Module]:
    return [ast.parse(source(cell)) for cell in cells(section)]


every_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)


def test_the_sections_follow_the_source() -> None:
    assert [section.name[3:] for section in SECTIONS] == ORDER
    assert [section.name[:2] for section in SECTIONS] == [f"{n:02}" for n in range(len(ORDER))]


def test_every_table_of_the_source_has_its_place() -> None:
    text = "".join(source(cell) for section in SECTIONS for cell in cells(section))
    shown = re.findall(r'ml\.table\(report, "([^"]+)"\)', text)
    assert sorted(shown) == sorted(TABLES)


@every_section
def test_one_parameters_cell_with_annotated_literals_only(section: Section) -> None:
    tagged = [cell for cell in cells(section) if "parameters" in tags(cell)]
    assert len(tagged) == 1
    assert tagged[0] is cells(section)[0], "parameters come before everything that uses them"
    body = ast.parse(source(tagged[0])).body
    assert [ast.unparse(node.target) for node in body if isinstance(node, ast.AnnAssign)] == [
        "YEAR",
        "AS_PRINTED",
        "LOCALE",
    ]
    assert all(isinstance(node, ast.AnnAssign) for node in body)
    assert all(
        isinstance(node.value, ast.Constant) for node in body if isinstance(node, ast.AnnAssign)
    )
    assert f'"{paths.edition()}"' in source(tagged[0])
    assert "  # " in source(tagged[0]), "papermill shows the comment as help"


@every_section
def test_the_language_is_set_before_anything_is_loaded(section: Section) -> None:
    loading = next(cell for cell in cells(section) if "load" in tags(cell))
    assert source(loading).splitlines() == [
        "ml.use(LOCALE)",
        "report = ml.load(YEAR, as_printed=AS_PRINTED)",
    ]


@every_section
def test_nothing_is_defined_and_nothing_written(section: Section) -> None:
    for tree in trees(section):
        for node in ast.walk(tree):
            assert not isinstance(
                node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
            )
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                assert not re.search(r"(^open|\.to_\w+|\.write\w*|\.save\w*)$", name), name


@every_section
def test_one_cell_holds_the_imports(section: Section) -> None:
    importing = [
        n
        for n, tree in enumerate(trees(section))
        if any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(tree))
    ]
    assert importing == [1]


@every_section
def test_no_result_is_typed(section: Section) -> None:
    """Numbers stand in the data; prose gets them through braces or does without."""
    for tree in trees(section):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = re.sub(r"\{[^}]*\}", "", node.value)
                typed = re.findall(r"(?<![\w-])\d[\d.,]*%?(?![\w-])", text)
                allowed = {"2017", "95", "1", *(TABLES)}
                assert set(typed) <= allowed, (node.value, typed)
    for cell in cells(section, "markdown"):
        assert not re.search(r"\d", re.sub(r"\(\d\d-[\w-]+\.html\)", "", source(cell))), source(
            cell
        )


@every_section
def test_a_section_reads_like_one(section: Section) -> None:
    first = source(cells(section, "markdown")[0])
    assert re.match(r"# [^\n]+\n\n", first)
    headings = [
        line
        for cell in cells(section, "markdown")
        for line in source(cell).splitlines()
        if line.startswith("#")
    ]
    assert [line for line in headings if line.startswith("# ")] == headings[:1]
    assert re.search(r"imits|not", headings[-1]), "what the numbers do not show stands last"
    assert any("ml.figures." in source(cell) for cell in cells(section)), "a figure"
    assert all(len(source(cell).splitlines()) <= LONGEST for cell in cells(section))


@every_section
def test_every_cell_was_run_in_order_and_shows_something(section: Section) -> None:
    counts = [cell["execution_count"] for cell in cells(section)]
    assert counts == list(range(1, len(counts) + 1))
    for cell in cells(section)[3:]:
        assert cell["outputs"], source(cell)
    kinds = {output["output_type"] for cell in cells(section) for output in cell["outputs"]}
    assert kinds == {"execute_result"}, "no warning, no stray print, no error"


@every_section
def test_no_two_runs_would_differ_by_their_metadata(section: Section) -> None:
    assert set(section.content["metadata"]) == {"kernelspec", "language_info"}
    for cell in section.content["cells"]:
        assert set(cell["metadata"]) <= {"tags"}


@every_section
def test_no_path_of_a_machine_is_in_an_output(section: Section) -> None:
    text = json.dumps(section.content)
    assert str(paths.root()) not in text
    assert not re.search(r"/(home|root|Users|tmp)/", text)


def test_figures_and_cells_have_names_of_their_own() -> None:
    text = "".join(source(cell) for section in SECTIONS for cell in cells(section))
    numbers = re.findall(r'number="(\d+-\d+)"', text)
    assert len(numbers) == len(set(numbers))
    assert len(numbers) >= len(SECTIONS)
    for section in SECTIONS:
        mine = itertools.chain.from_iterable(
            re.findall(r'number="(\d+)-\d+"', source(cell)) for cell in cells(section)
        )
        assert {f"{int(number):02}" for number in mine} == {section.name[:2]}
        ids = [cell["id"] for cell in section.content["cells"]]
        assert len(ids) == len(set(ids))
