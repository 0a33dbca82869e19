"""The pages in Russian and Kazakh, whose words are longer: they fit, are light, axe agrees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import PAGES, SECTIONS, ensure_report
from playwright.sync_api import Browser
from test_adapting import ADAPTING, ZOOMED
from test_axe import examine
from watching import Visit

from monitorlib import paths

HEAVIEST = 100_000
"""Bytes of a section page without its figures; the audit has a row for each statement."""

DOCUMENT = 660_000
"""Bytes that a PDF in these languages adds at most (644,000 in Russian); none is made here."""


@pytest.fixture(scope="module", params=["ru", "kk"])
def translated(request: pytest.FixtureRequest, program: Path) -> Path:
    """The folder of the report in another language, without a PDF."""
    language = str(request.param)
    return ensure_report(paths.root(), paths.edition(), language, MONITORLIB_CHROMIUM="none")


@pytest.fixture(scope="module")
def zoomed(browser: Browser, translated: Path) -> Iterator[Visit]:
    """A tab as narrow as a zoom of 400 percent makes it."""
    with Visit(browser, translated, viewport=ZOOMED) as visit:
        yield visit


def test_at_400_percent_every_page_fits(zoomed: Visit) -> None:
    for name in PAGES:
        found = zoomed.open(name).evaluate(ADAPTING)
        assert (found["wide"], found["beyond"], found["clipped"]) == ([], [], []), name


@pytest.mark.parametrize("name", ["index.html", "search.html", SECTIONS[8], SECTIONS[10]])
def test_axe_finds_nothing(name: str, zoomed: Visit) -> None:
    assert examine(zoomed, name, unfolded=True)["wrong"] == []


def test_sections_without_figures_stay_light(translated: Path) -> None:
    for name in SECTIONS:
        text = (translated / name).read_text(encoding="utf-8")
        without = re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)
        assert "audit" in name or len(without.encode()) < HEAVIEST, name


def test_the_folder_without_its_archive_is_below_five_megabytes(translated: Path) -> None:
    archive, document = (translated / f"report-{translated.name}.{end}" for end in ("zip", "pdf"))
    files = [path for path in translated.rglob("*") if path.is_file() and path != archive]
    made = sum(path.stat().st_size for path in files)
    assert made + (0 if document in files else DOCUMENT) < 5_000_000
