"""A tab that is watched: what it asks for, what it complains of, and whether anything ran."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Locator, Page, Route

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
REPORTING = """
window.violations = [];
addEventListener("securitypolicyviolation",
  event => window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


class Visit:
    """A tab of its own context, on a folder of pages.

    Everything it asks for is counted; what lies outside of the folder is noted and refused.
    """

    def __init__(self, browser: Browser, folder: Path, **settings: Any) -> None:
        self.folder = folder.resolve()
        self.requests: list[str] = []
        self.outside: list[str] = []
        self.complaints: list[str] = []
        self.dialogs: list[str] = []
        self.context = browser.new_context(**{"viewport": DESKTOP, **settings})
        self.context.route("**/*", self._decide)
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.context.add_init_script(REPORTING)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(4_000)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dialog)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def open(self, address: str) -> Page:
        """Open a page of the folder, such as ``05-concerns.html#table-4``."""
        name, _, fragment = address.partition("#")
        uri = (self.folder / name).as_uri() + (f"#{fragment}" if fragment else "")
        self.page.goto(uri)
        return self.page

    def follow(self, link: Locator) -> None:
        """Click on a link and wait until what it leads to is there."""
        with self.page.expect_navigation():
            link.click()

    @property
    def at(self) -> str:
        """Where the tab is: name of the page, with the fragment."""
        parts = urlsplit(self.page.url)
        name = unquote(parts.path).rpartition("/")[2]
        return f"{name}#{unquote(parts.fragment)}" if parts.fragment else name

    def violations(self) -> list[str]:
        """List what the page's own policy refused."""
        return list(self.page.evaluate("window.violations || []"))

    def _decide(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        path = Path(unquote(parts.path))
        if parts.scheme == "file" and path.is_relative_to(self.folder):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()
