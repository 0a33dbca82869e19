"""What all pages share: style, scripts, what the browser may do, header, foot.

A page carries its style and script and names both by their sums: the browser runs these
and nothing else, whatever came in with the data.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from monitorlib import messages
from monitorlib.drawing import colours
from monitorlib.messages import tr
from monitorlib.running.sections import Section

EVERY_STYLE = ("ledger.css", "front.css", "page.css")
"""What a document of all pages needs."""
TEMPLATES = Path(__file__).parent / "templates"
OWN = TEMPLATES / "monitor"


@cache
def asset(name: str) -> str:
    """Read a style or script of the template, without comments and indents.

    Parameters
    ----------
    name : str
        Such as ``page.css``.

    Returns
    -------
    str
        Its text.
    """
    text = (OWN / name).read_text(encoding="utf-8")
    flush = re.sub(r"^\s+", "", text, flags=re.MULTILINE)
    bare = re.sub(r"^//[^\n]*\n|/\*.*?\*/\n?", "", flush, flags=re.MULTILINE | re.DOTALL)
    if name.endswith(".js"):
        return bare
    return re.sub(r";? ?([{},;])\s*|(?<=[\w)-])(:)\s", r"\1\2", bare)


def digest(text: str) -> str:
    """Sum up a style or script as a Content-Security-Policy names it.

    Parameters
    ----------
    text : str
        Exactly what stands between the tags.

    Returns
    -------
    str
        Such as ``'sha256-…='``.

    Examples
    --------
    >>> digest("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@dataclass(frozen=True)
class Page:
    """What the template needs for any page.

    Attributes
    ----------
    report : str
        Title of the report.
    sections : sequence of Section
        For the navigation; none for a page that stands alone.
    notice : str
        What every page must say first.
    scripts, styles : tuple of str
        Scripts and style sheets of the template, in order; what adapts to screen and paper is last.
    """

    report: str
    sections: Sequence[Section] = ()
    notice: str = ""
    scripts: tuple[str, ...] = ("page.js",)
    styles: tuple[str, ...] = ("page.css",)

    @property
    def titles(self) -> dict[str, str]:
        """Titles of the sections by page."""
        return {section.page: tr(section.title) for section in self.sections}

    @property
    def language(self) -> str:
        """The language of the page."""
        return messages.locale()

    @property
    def style(self) -> str:
        """The style, with the colours that figures have in the dark."""
        dark = f"@media screen and (prefers-color-scheme: dark) {{\n{colours.dark_css()}\n}}\n"
        return "".join(asset(name) for name in self.styles) + dark

    @property
    def script(self) -> str:
        """All scripts, one after another."""
        return "\n".join(asset(name) for name in self.scripts)

    @property
    def policy(self) -> str:
        """The Content-Security-Policy: this style, this script, drawn pictures, nothing else."""
        return (
            f"default-src 'none'; style-src {digest(self.style)}; "
            f"script-src {digest(self.script)}; img-src data:; base-uri 'none'; form-action 'none'"
        )

    @property
    def footer(self) -> list[str]:
        """What the numbers rest on."""
        return [
            tr(
                "Numbers come from the printed report of the Kazakhstan International Bureau for "
                "Human Rights and the Rule of Law, or are counted from observation charts; what "
                "is computed says from what. Monitors see a part of all assemblies."
            )
        ]


def render(template: str, **context: Any) -> str:
    """Render one of our templates that is not a notebook.

    Parameters
    ----------
    template : str
        Its file.
    **context : object
        Its variables.

    Returns
    -------
    str
        HTML.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(OWN), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.globals["tr"] = tr
    return environment.get_template(template).render(**context)
