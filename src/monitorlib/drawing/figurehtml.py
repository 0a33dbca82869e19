"""How a figure stands on a page: the drawing, its description, and the numbers behind it."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from monitorlib.messages import tr

MIMETYPE = "application/vnd.monitorlib.figure+json"
"""Under which a notebook holds the numbers of a figure."""
END = "</figcaption></figure>"


def to_html(drawn: str, figure: Mapping[str, Any], files: Mapping[str, str]) -> str:
    """Add description, numbers and files to a drawn figure.

    Parameters
    ----------
    drawn : str
        The ``figure`` as the notebook holds it.
    figure : mapping
        Its name, description, headings and written numbers.
    files : mapping of str to str
        Files of a report that hold its numbers: words for a reader, and where each lies.

    Returns
    -------
    str
        The ``figure``.
    """
    framed = _framed(drawn.removesuffix(END), figure)
    return framed + _files(figure, files) + _numbers(figure) + END


def _framed(drawn: str, figure: Mapping[str, Any]) -> str:
    """Let the drawing scroll by itself where a screen is narrow."""
    label = _e(tr("Figure {number}.").format(number=figure["number"]).rstrip("."))
    opened = f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><svg'
    narrow = str(figure.get("narrow", ""))
    small = narrow.replace("<svg", '</div><svg class="narrow"', 1) or "</div>"
    kind = ' class="wide"' if narrow else ""
    return drawn.replace("<svg", f"{opened}{kind}", 1).replace(
        "</svg><figcaption>", f"</svg>{small}<figcaption>"
    )


def _e(text: object) -> str:
    """Escape text for HTML."""
    return html.escape(str(text))


def _files(figure: Mapping[str, Any], files: Mapping[str, str]) -> str:
    """Write the links to the files, and to the figure itself."""
    links = [f'<a href="{_e(path)}" download>{_e(words)}</a>' for words, path in files.items()]
    if not links:
        return ""
    anchor = f'<a href="#{_e(figure["name"])}">{_e(tr("Link to this figure"))}</a>'
    return f'<p class="files">{" · ".join([*links, anchor])}</p>'


def _numbers(figure: Mapping[str, Any]) -> str:
    """Write the numbers behind a figure as a folded table, and what the drawing shows."""
    heads = "".join(f'<th scope="col">{_e(heading)}</th>' for heading in figure["headings"])
    rows = "".join(_row(row) for row in figure["texts"])
    caption = tr("Data behind figure {number}").format(number=figure["number"])
    return (
        f'<details class="behind data"><summary>{_e(caption)}</summary><p>{_e(figure["alt"])}</p>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{_e(caption)}"><table>'
        f"<caption>{_e(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
        "</table></div></details>"
    )


def _row(row: list[Any]) -> str:
    """Write one row; a gap is a dash."""
    first, *rest = ("–" if value is None or value == "" else value for value in row)
    cells = "".join(f"<td>{_e(value)}</td>" for value in rest)
    return f'<tr><th scope="row">{_e(first)}</th>{cells}</tr>'
