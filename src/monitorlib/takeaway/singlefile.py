"""The whole report as one page, for mail: no other file, no outside reference.

Sections follow one another, with the style and the script of the pages. The policy of the page
allows that style and that script, by their sums, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Sequence
from importlib import resources

from monitorlib.messages import tr
from monitorlib.takeaway.parts import Part, written


def page(
    parts: Sequence[Part], *, title: str, about: Sequence[str], language: str, css: str, script: str
) -> str:
    """Write all parts as one page.

    Parameters
    ----------
    parts : sequence of Part
        The content of the pages, in order.
    title : str
        Title of the report.
    about : sequence of str
        Lines below the title: edition, date, licence.
    language : str
        Such as ``en``.
    css : str
        Style of the pages.
    script : str
        Script of the pages, which every reader may lack.

    Returns
    -------
    str
        An HTML document.
    """
    style = css + own_style("single")
    entries = "".join(f'<li><a href="#{_e(part.name)}">{_e(part.title)}</a></li>' for part in parts)
    lines = "".join(f"<p>{_e(line)}</p>" for line in about)
    sections = "".join(written(part.root) for part in parts)
    running = f"<script>{script}</script>" if script else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{_e(language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_e(policy(style, script))}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_e(title)}</title><style>{style}</style></head>"
        f'<body class="single"><a class="skip" href="#main">{_e(tr("Skip to the text"))}</a>'
        f'<main id="main"><header class="about"><h1>{_e(title)}</h1>{lines}</header>'
        f'<nav class="contents" aria-labelledby="contents"><h2 id="contents">{_e(tr("Contents"))}'
        f"</h2><ol>{entries}</ol></nav>{sections}</main>{running}</body></html>\n"
    )


def policy(style: str, script: str) -> str:
    """Allow one style and one script, and nothing from elsewhere.

    Parameters
    ----------
    style, script : str
        As they stand in the page.

    Returns
    -------
    str
        A Content-Security-Policy.

    Examples
    --------
    >>> policy("", "").split("; ")[-2:]
    ["base-uri 'none'", "form-action 'none'"]
    """
    runs = f"script-src {_sum(script)}" if script else "script-src 'none'"
    return (
        f"default-src 'none'; style-src {_sum(style)}; {runs}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def own_style(name: str) -> str:
    """Read one of our style sheets.

    Parameters
    ----------
    name : str
        ``single`` or ``document``.

    Returns
    -------
    str
        The style.
    """
    return (resources.files("monitorlib.takeaway") / f"{name}.css").read_text(encoding="utf-8")


def _sum(text: str) -> str:
    """Sum a text up as a policy wants it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _e(text: str) -> str:
    """Escape text for HTML."""
    return html.escape(text)
