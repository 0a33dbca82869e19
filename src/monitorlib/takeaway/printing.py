"""Chromium prints a page to PDF: found, started without a network, ended in time.

Its profile is a new folder for each print, gone afterwards. It cannot resolve a name, and the
page's own policy allows nothing from elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from monitorlib.errors import BuildError

VARIABLE = "MONITORLIB_CHROMIUM"
"""Environment variable that names another browser; ``none`` stands for no browser."""
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "msedge",
    "chrome",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-crash-reporter",
    "--disable-breakpad",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--metrics-recording-only",
    "--mute-audio",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
SECONDS = 120
"""How long a print may take."""


def chromium() -> Path | None:
    """Find Chromium, or a browser made from it.

    Returns
    -------
    Path or None
        The program; None where there is none, or where the variable says ``none``.

    Raises
    ------
    BuildError
        If the variable names a program that does not exist.
    """
    named = os.environ.get(VARIABLE, "")
    if named == "none":
        return None
    if named:
        found = shutil.which(named)
        if not found:
            raise BuildError("a browser", named, VARIABLE, "name Chromium's program, or `none`")
        return Path(found)
    known = next((path for name in NAMES if (path := shutil.which(name))), None)
    known = known or next((place for place in PLACES if Path(place).exists()), None)
    return Path(known) if known else None


def pdf(browser: Path, page: str, *, seconds: float = SECONDS) -> bytes:
    """Print a page.

    Parameters
    ----------
    browser : Path
        As `chromium` gives it.
    page : str
        The page, which refers to nothing but itself.
    seconds : float, default 120
        How long it may take.

    Returns
    -------
    bytes
        A PDF file as the browser makes it.

    Raises
    ------
    BuildError
        If the browser fails or does not end in time.
    """
    with started(browser, page, seconds=seconds) as printed:
        return printed()


@contextlib.contextmanager
def started(browser: Path, page: str, *, seconds: float = SECONDS) -> Iterator[Callable[[], bytes]]:
    """Print a page while the caller does other things.

    Parameters
    ----------
    browser : Path
        As `chromium` gives it.
    page : str
        The page, which refers to nothing but itself.
    seconds : float, default 120
        How long it may take from the moment that it is waited for.

    Yields
    ------
    callable
        Waits for the browser and gives the PDF file, or fails as `pdf` does. A browser that
        nobody waited for is ended.
    """
    with tempfile.TemporaryDirectory(prefix="monitorlib-", ignore_cleanup_errors=True) as folder:
        source, made, said = (Path(folder) / f"report.{end}" for end in ("html", "pdf", "txt"))
        source.write_text(page, encoding="utf-8")
        command = [
            str(browser),
            *FLAGS,
            *(["--no-sandbox"] if _is_root() else []),
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={made}",
            source.as_uri(),
        ]
        with said.open("wb") as words:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=words,
                start_new_session=True,
            )

        def printed() -> bytes:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                raise _failed([f"none after {seconds:g} seconds"], "") from None
            if not made.exists() or made.stat().st_size == 0:
                lines = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()
                raise _failed(lines[-1:] or ["no file"], folder)
            return made.read_bytes()

        try:
            yield printed
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what is left of a browser."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        elif process.poll() is None:
            process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)


def _failed(said: list[str], folder: str) -> BuildError:
    """Say that there is no PDF, without naming a folder of this machine."""
    text = " ".join(said)
    return BuildError(
        "a PDF file from Chromium",
        text.replace(folder, "…") if folder else text,
        "the report's PDF",
        f"try again, or leave the PDF out with {VARIABLE}=none",
    )


def _is_root() -> bool:
    """Tell whether the browser's own sandbox cannot be used, as for the user root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
