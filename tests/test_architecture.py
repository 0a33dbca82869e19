"""Modules import downwards only: each from a layer below its own, or from above in its own."""

from __future__ import annotations

import ast
from pathlib import Path

import monitorlib

PACKAGE = Path(monitorlib.__file__).parent
LAYERS = [
    ["__main__"],
    ["report"],
    ["running.baseline", "pages.frontpage", "pages.pages", "pages.searchpage", "takeaway.files"],
    ["running.execute", "manifest", "pages.pageframe", "audit.verdicts", "running.warm"],
    [
        "audit.auditview",
        "chartview",
        "tabular.layout",
        "observations.intake",
        "running.sections",
        "takeaway.tablefiles",
    ],
    [
        "processing.build",
        "tabular.cells",
        "findings",
        "drawing.maps",
        "drawing.multiples",
        "observations.publish",
        "takeaway.sources",
    ],
    ["audit.doubts"],
    [
        "observations.checking",
        "observations.practice.invented",
        "observations.yearly",
        "report_data",
    ],
    [
        "audit.audit",
        "observations.chartfacts",
        "observations.formats.formats",
        "observations.practice.chartrows",
    ],
    [
        "drawing.figures",
        "observations.formats.mapping",
        "observations.forms.forms",
        "observations.practice.dealing",
        "observations.practice.reactions",
        "observations.tabulation.tabulate",
        "audit.repairs",
    ],
    [
        "audit.causes",
        "audit.claims",
        "audit.crosschecks",
        "drawing.figurelines",
        "observations.formats.fieldtexts",
        "observations.forms.workbook",
        "observations.practice.deals",
        "observations.tabulation.counting",
        "audit.tablechecks",
        "takeaway.workbook",
    ],
    [
        "audit.checks",
        "audit.expressions",
        "drawing.figuredots",
        "drawing.figuretimes",
        "observations.formats.repeats",
        "observations.forms.validations",
        "observations.practice.contradictions",
        "observations.practice.jointtable",
        "observations.tabulation.groups",
        "takeaway.columns",
        "takeaway.datapackage",
    ],
    [
        "drawing.figurebars",
        "drawing.figureparts",
        "processing.handcheck",
        "languages.extraction",
        "audit.ledger",
        "observations.formats.charttable",
        "observations.formats.recognition",
        "observations.forms.acceptance",
        "observations.forms.codebookpage",
        "observations.forms.xlsform",
        "observations.practice.readings",
        "observations.tabulation.questions",
        "tabular.tables",
        "takeaway.csvfiles",
        "drawing.timeaxes",
    ],
    [
        "drawing.chart",
        "processing.derive",
        "languages.sources",
        "observations.crowd.crowds",
        "observations.formats.formatfile",
        "observations.forms.entries",
        "observations.practice.chartsets",
        "observations.tabulation.ratios",
        "tabular.tablehtml",
        "takeaway.document",
        "takeaway.shown",
        "wording",
    ],
    [
        "drawing.alttext",
        "evidence",
        "processing.facts",
        "drawing.figurehtml",
        "languages.markdown",
        "drawing.lettering",
        "observations.completion",
        "observations.crowd.crowdgrammar",
        "observations.crowd.crowdrules",
        "observations.formats.formatrules",
        "observations.forms.formulas",
        "observations.forms.inwords",
        "observations.forms.texts",
        "observations.gazetteer",
        "observations.marked",
        "observations.personal",
        "observations.practice.margins",
        "observations.tabulation.engines",
        "observations.tabulation.tallies",
        "observations.told",
        "observations.values",
        "ranges",
        "pages.reportfiles",
        "tabular.tabledata",
        "takeaway.contested",
        "takeaway.singlefile",
    ],
    [
        "processing.codebook",
        "drawing.colours",
        "messages",
        "audit.numerals",
        "observations.crowd.crowdwords",
        "observations.files.tablefiles",
        "observations.newyear",
        "observations.practice.plaincounts",
        "observations.specification",
        "timeline",
        "processing.transcription",
        "trends",
    ],
    [
        "numbers",
        "observations.files.csvtext",
        "observations.files.xlsxtext",
        "observations.settings",
        "drawing.projection",
        "provenance",
        "variant",
        "vocabulary",
    ],
    [
        "indices",
        "languages.locales",
        "observations.conditions",
        "observations.duplicates",
        "observations.files.sheetcells",
        "observations.files.sheets",
        "observations.formats.columntexts",
        "paths",
        "takeaway.parts",
        "takeaway.pdffile",
        "takeaway.printing",
    ],
    [
        "tabular.alignment",
        "tabular.celltext",
        "clock",
        "errors",
        "running.kernels",
        "observations.formats.spellings",
        "observations.lookalikes",
        "observations.practice.program",
        "observations.problems",
        "pages.pagecheck",
        "drawing.clearance",
        "drawing.placement",
        "processing.printed",
        "drawing.svg",
        "takeaway.archive",
        "takeaway.pdftags",
        "takeaway.pdftext",
    ],
]
PACKAGES = {
    ".".join(("monitorlib", *path.parent.relative_to(PACKAGE).parts))
    for path in PACKAGE.rglob("__init__.py")
}
ONLY_HERE = {
    "papermill": {"running.execute"},
    "nbclient": {"running.execute"},
    "nbconvert": {"pages.pages"},
    "jupyter_client": {"running.kernels", "running.execute"},
    "matplotlib": {
        "drawing.chart",
        "drawing.clearance",
        "drawing.figurebars",
        "drawing.figuredots",
        "drawing.figurelines",
        "drawing.figureparts",
        "drawing.figuretimes",
        "drawing.timeaxes",
        "running.warm",
    },
    "seaborn": {"drawing.figurebars", "drawing.figuredots", "drawing.figureparts"},
    "pandera": {"processing.codebook"},
    "narwhals": {"observations.tabulation.engines"},
    "openpyxl": {
        "observations.files.sheetcells",
        "observations.files.xlsxtext",
        "observations.forms.validations",
        "observations.forms.workbook",
        "observations.forms.xlsform",
        "observations.formats.charttable",
        "observations.marked",
        "takeaway.workbook",
    },
    "babel": {"languages.extraction", "languages.locales"},
    "lxml": {"takeaway.contested", "takeaway.document", "takeaway.parts"},
    "pikepdf": {"takeaway.pdffile", "takeaway.pdftext"},
    "rapidfuzz": {"observations.duplicates", "observations.gazetteer"},
}
STANDARD_ONLY = ("running.sections", "report", "processing.build", "pages.pagecheck", "__main__")
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
        if level[other if other in level else other.rpartition(".")[0]] <= level[name]
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
