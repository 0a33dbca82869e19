"""Modules import downwards only: each from a layer below its own, or from above in its own."""

from __future__ import annotations

import ast
from pathlib import Path

import monitorlib

PACKAGE = Path(monitorlib.__file__).parent
LAYERS = [
    ["__main__"],
    ["baseline", "report"],
    ["verdicts"],
    ["execute", "pages"],
    ["kernels", "pagecheck", "sections"],
    ["warm"],
    ["build"],
    ["handcheck"],
    ["auditview"],
    ["findings"],
    ["layout"],
    ["cells"],
    ["report_data"],
    ["audit"],
    ["causes", "repairs"],
    ["claims", "crosschecks", "tablechecks"],
    ["checks", "expressions"],
    ["ledger"],
    ["figures", "tables"],
    ["chart"],
    ["codebook", "derive", "messages", "numerals", "transcription", "trends"],
    ["facts"],
    ["indices", "numbers", "printed", "vocabulary"],
    ["paths"],
    ["errors"],
]
PACKAGES = ("monitorlib", "monitorlib.observations")
ONLY_HERE = {
    "papermill": {"execute"},
    "nbclient": {"execute"},
    "nbconvert": {"pages"},
    "jupyter_client": {"kernels", "execute"},
    "matplotlib": {"chart", "figures", "warm"},
    "seaborn": {"figures"},
    "pandera": {"codebook"},
}
STANDARD_ONLY = ("sections", "report", "build", "pagecheck", "__main__")
"""Loaded by a build that has nothing to do: their top level must stay light."""


def imports(name: str, *, inside_functions: bool) -> set[str]:
    """Give the modules that a module imports, at its top level or anywhere."""
    path = PACKAGE.joinpath(*name.split(".")).with_suffix(".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if inside_functions else iter(tree.body)
    found = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module in PACKAGES:
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_every_module_has_a_layer() -> None:
    modules = {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for path in PACKAGE.rglob("*.py")
        if path.stem != "__init__"
    }
    listed = [name for layer in LAYERS for name in layer]
    assert sorted(listed) == sorted(modules)


def test_modules_import_only_downwards() -> None:
    level = {name: n for n, layer in enumerate(LAYERS) for name in layer}
    upwards = [
        (name, other)
        for name in level
        for module in imports(name, inside_functions=True)
        if module.startswith("monitorlib.") and module not in PACKAGES
        for other in [module.removeprefix("monitorlib.")]
        if level.get(other, level.get(other.rpartition(".")[0], -1)) <= level[name]
    ]
    assert upwards == []


def test_each_heavy_library_is_known_to_its_own_module_only() -> None:
    for library, homes in ONLY_HERE.items():
        users = {
            name
            for layer in LAYERS
            for name in layer
            if any(
                module.split(".")[0] == library for module in imports(name, inside_functions=True)
            )
        }
        assert users == homes, library


def test_a_build_with_nothing_to_do_loads_nothing_heavy() -> None:
    heavy = {"papermill", "nbconvert", "matplotlib", "seaborn", "scipy", "jinja2"}
    for name in STANDARD_ONLY:
        top = {module.split(".")[0] for module in imports(name, inside_functions=False)}
        assert not top & heavy, name


def test_source_checks_with_raise_never_assert() -> None:
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not any(isinstance(node, ast.Assert) for node in ast.walk(tree)), path.name
