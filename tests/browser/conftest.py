"""One Chromium and one built report for all tests of the pages in a browser.

Without Chromium these tests are skipped, and say so; where MONITORLIB_NEEDS_CHROMIUM is set they
fail instead, so that a CI that lost its browser is not taken for one that passes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from building import ensure_report
from playwright.sync_api import Browser, sync_playwright
from watching import Visit

from monitorlib import paths
from monitorlib.takeaway.document import chromium

MISSING = "no Chromium was found; install it (apt-get install chromium) or set MONITORLIB_CHROMIUM"


@pytest.fixture(scope="package")
def folder() -> Path:
    """The folder of the built report; building it again takes no time if nothing changed."""
    return ensure_report(paths.root(), paths.edition())


@pytest.fixture(scope="package")
def program() -> Path:
    """The browser's program, or the reason why its tests are left out."""
    found = chromium()
    if found is None and os.environ.get("MONITORLIB_NEEDS_CHROMIUM"):
        pytest.fail(MISSING)
    if found is None:
        pytest.skip(MISSING)
    return found


@pytest.fixture(scope="package")
def browser(program: Path) -> Iterator[Browser]:
    """One browser; it ends with this folder's tests, as it keeps an event loop running."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=["--disable-gpu"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def shared(browser: Browser, folder: Path) -> Iterator[Visit]:
    """One tab on the report for tests that only read."""
    with Visit(browser, folder) as visit:
        yield visit


@pytest.fixture
def visit(browser: Browser, folder: Path) -> Iterator[Callable[..., Visit]]:
    """Open tabs on the report with settings of their own: `visit(color_scheme="dark")`."""
    opened: list[Visit] = []

    def open_tab(**settings: Any) -> Visit:
        opened.append(Visit(browser, folder, **settings).__enter__())
        return opened[-1]

    yield open_tab
    for tab in opened:
        tab.__exit__()
