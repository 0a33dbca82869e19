"""Which colour means what, in every figure: one a town, concern, form; in light and in dark.

A drawing names the light colour as an exact hex value; a page set in dark replaces it by
attribute selectors (`dark_css`). So one light value stands for one dark value, always.
What has no colour of its own is grey and carries its name beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.vocabulary import read_text_table, records

PAPER, INK, MUTED = "#ffffff", "#1d1d1f", "#5f6368"
AXIS, GRID, LAND = "#85888d", "#e4e6e9", "#f1f3f4"
STRUCTURE = {
    PAPER: "#15181c",
    INK: "#e8eaed",
    MUTED: "#a9adb2",
    AXIS: "#7f848a",
    GRID: "#2c3137",
    LAND: "#20252a",
    "#fefefe": "#15181d",
    "#111113": "#15181d",
}
"""What is no data: paper, ink, lesser ink, axes, grid lines, land, and text on a mark."""
OTHER, MAIN = "grey", "main"


@dataclass(frozen=True)
class Hue:
    """A colour in its roles.

    Attributes
    ----------
    mark : str
        Of bars, lines and dots: 3:1 against paper.
    text : str
        Of words: the same colour, dark enough for 4.5:1.
    on : str
        Of words on a mark.
    dark : str
        Of marks and words where the page is dark.
    """

    mark: str
    text: str
    on: str
    dark: str


@cache
def _read(folder: Path) -> tuple[dict[str, Hue], dict[tuple[str, str], str]]:
    """Read the colours and what each stands for."""
    hues = {
        row["hue"]: Hue(row["mark"], row["text"], row["on"], row["dark"])
        for row in records(read_text_table(folder / "hues.csv"))
    }
    rows = records(read_text_table(folder / "colours.csv"))
    unknown = sorted({row["hue"] for row in rows} - {*hues})
    if unknown or not {MAIN, OTHER} <= {*hues}:
        raise SourceError(
            f"colours of: {', '.join(hues)}, among them {MAIN} and {OTHER}",
            ", ".join(map(repr, unknown)) or "one of the two missing",
            "data/hand/colours.csv",
            "name one of these, or add it to data/hand/hues.csv",
        )
    return hues, {(row["kind"], row["name"]): row["hue"] for row in rows}


def hues() -> dict[str, Hue]:
    """Give all colours that mean something.

    Returns
    -------
    dict of str to Hue
        By name.

    Examples
    --------
    >>> hues()["blue"].mark
    '#287bf6'
    """
    return _read(paths.hand())[0]


def hue(kind: str, name: str) -> Hue:
    """Give the colour of a thing, the same in every figure.

    Parameters
    ----------
    kind : str
        Such as ``place`` or ``form``; blank where colour carries no meaning.
    name : str
        Its name in the data.

    Returns
    -------
    Hue
        Its own; the grey where others of its kind have one and it has none; the main
        colour where the kind has no colours.

    Examples
    --------
    >>> hue("place", "Almaty") == hues()["blue"], hue("place", "Semey") == hues()["grey"]
    (True, True)
    >>> hue("reason", "no_hope") == hues()["main"]
    True
    """
    known, meanings = _read(paths.hand())
    kinds = {each for each, _ in meanings}
    return known[meanings.get((kind, name), OTHER if kind in kinds else MAIN)]


def dark_css() -> str:
    """Write the rules that turn every figure dark.

    Returns
    -------
    str
        CSS for inside of ``@media (prefers-color-scheme: dark)``: one rule a colour and
        attribute.

    Examples
    --------
    >>> dark_css().splitlines()[0]
    '.chart [fill="#ffffff"]{fill:#15181c}'
    """
    return "\n".join(
        f'.chart [{what}="{light}"]{{{what}:{dark}}}'
        for light, dark in pairs().items()
        for what in ("fill", "stroke")
    )


def pairs() -> dict[str, str]:
    """Map every light colour to its dark one.

    Returns
    -------
    dict of str to str
        Structure first, then marks and words.
    """
    found = dict(STRUCTURE)
    for each in hues().values():
        found |= {each.mark: each.dark, each.text: each.dark}
    return found


def luminance(colour: str) -> float:
    """Compute the relative luminance of WCAG 2.

    Parameters
    ----------
    colour : str
        Such as ``#0072b2``.

    Returns
    -------
    float
        From 0 for black to 1 for white.
    """
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Compute the contrast ratio of WCAG 2.

    Parameters
    ----------
    one, other : str
        Two colours.

    Returns
    -------
    float
        From 1 to 21.

    Examples
    --------
    >>> contrast("#ffffff", "#000000")
    21.0
    """
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)
