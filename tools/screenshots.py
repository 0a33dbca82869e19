"""Pictures of every page in the four settings, and of the printed report, for people to look at.

    python tools/screenshots.py [YEAR [AS_PRINTED [LOCALE]]]

Pages come from the folder of that report, pictures go to `build/screenshots` with an `index.html`
that shows all of them side by side.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from monitorlib import paths
from monitorlib.__main__ import SWITCH
from monitorlib.errors import BuildError, MonitorError
from monitorlib.languages.locales import SOURCE, checked
from monitorlib.report import check_year
from monitorlib.takeaway.printing import VARIABLE, chromium
from monitorlib.variant import Variant

SETTINGS: dict[str, dict[str, Any]] = {
    f"{scheme}-{width}": {"color_scheme": scheme, "viewport": {"width": width, "height": height}}
    for width, height in ((1280, 800), (360, 740))
    for scheme in ("light", "dark")
}
TALLEST = 12_000
"""Pixels from which a page is cut: Chromium draws no taller picture reliably."""
SHEET = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:14px system-ui;margin:1rem}}section{{display:flex;gap:1rem;overflow-x:auto}}
figure{{margin:0;flex:none}}img{{width:20rem;max-height:60vh;object-fit:cover;
object-position:top;border:1px solid #888}}</style><h1>{title}</h1>{body}</html>
"""


def take(program: Path, pages: list[Path], target: Path) -> None:
    """Take every page in every setting; a tab draws while it is in front, so one after another."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        for name, settings in SETTINGS.items():
            tab = browser.new_context(**settings).new_page()
            tab.set_default_timeout(120_000)
            for page in pages:
                tab.goto(page.as_uri())
                height = tab.evaluate("document.documentElement.scrollHeight")
                width = settings["viewport"]["width"]
                box = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
                tab.screenshot(path=target / f"{page.stem}-{name}.png", full_page=True, clip=box)
            tab.context.close()
        browser.close()


def printed(document: Path, target: Path) -> list[str]:
    """Draw the pages of the PDF; none where pdftoppm or the PDF is missing."""
    if not (shutil.which("pdftoppm") and document.exists()):
        print("no pictures of the PDF: pdftoppm (poppler-utils) or the PDF is missing")
        return []
    subprocess.run(["pdftoppm", "-r", "50", "-png", document, target / "pdf"], check=True)
    return sorted(path.name for path in target.glob("pdf-*.png"))


def sheet(title: str, rows: dict[str, list[str]]) -> str:
    """Write the page that shows all pictures."""
    body = "".join(
        f"<h2>{html.escape(name)}</h2><section>"
        + "".join(
            f'<figure><a href="{file}"><img src="{file}" alt="{file}" loading="lazy"></a>'
            f"<figcaption>{file}</figcaption></figure>"
            for file in files
        )
        + "</section>"
        for name, files in rows.items()
    )
    return SHEET.format(title=html.escape(title), body=body)


def main(year: str = "", as_printed: str = "", locale: str = "") -> int:
    """Take the pictures of a report."""
    try:
        printed_only = SWITCH.get(as_printed.lower(), False)
        chosen = Variant(
            check_year(year or paths.edition()), printed_only, checked(locale or SOURCE)
        )
        program, folder = chromium(), chosen.folder()
        pages = sorted(
            page for page in folder.glob("*.html") if not page.name.startswith("report-")
        )
        if program is None:
            raise BuildError("Chromium", "none", VARIABLE, "install it, or name it there")
        if not pages:
            raise BuildError("a report", "none", paths.inside(folder), f"run `{chosen.command}`")
    except MonitorError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    target = paths.root() / "build" / "screenshots" / folder.name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    take(program, pages, target)
    rows = {page.name: [f"{page.stem}-{name}.png" for name in SETTINGS] for page in pages}
    rows |= {"on paper": printed(folder / f"report-{folder.name}.pdf", target)}
    (target / "index.html").write_text(sheet(f"Pages of {folder.name}", rows), encoding="utf-8")
    print(f"{paths.inside(target)}: {sum(map(len, rows.values()))} pictures; open index.html")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
