"""Plain SVG: what a drawing library writes, brought down to what a strict page allows.

Presentation attributes only: no style, no references, no ids, no clipping. Numbers have
two decimals at most. Text stays text, in the fonts of the reader's own system.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html import escape

FONTS = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
KEPT = (
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap",
    "opacity", "font-size", "font-weight", "text-anchor", "d", "x", "y",
)  # fmt: skip
CIRCLE = 8
"""Curves in the path by which matplotlib draws a circle."""


def short(number: float) -> str:
    """Write a coordinate with two decimals at most.

    Parameters
    ----------
    number : float
        Any coordinate.

    Returns
    -------
    str
        Without zeros that say nothing.

    Examples
    --------
    >>> short(12.3456), short(5.0), short(-0.001)
    ('12.35', '5', '0')
    """
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(tag: str, *inside: str, **attributes: str | float) -> str:
    """Write one element; its texts are escaped by `words`, its attributes here.

    Parameters
    ----------
    tag : str
        Such as ``rect``.
    *inside : str
        Elements or escaped words.
    **attributes : str or float
        With underscores for hyphens; blank ones are left out.

    Returns
    -------
    str
        The element.

    Examples
    --------
    >>> element("circle", cx=1.234, r=2, stroke_width=1)
    '<circle cx="1.23" r="2" stroke-width="1"/>'
    """
    texts = {
        name.replace("_", "-"): short(value) if isinstance(value, float) else str(value)
        for name, value in attributes.items()
    }
    written = "".join(f' {name}="{escape(text)}"' for name, text in texts.items() if text)
    return f"<{tag}{written}>{''.join(inside)}</{tag}>" if inside else f"<{tag}{written}/>"


def words(text: str, x: float, y: float, **attributes: str | float) -> str:
    """Write a text at a place.

    Parameters
    ----------
    text : str
        As it is to be read.
    x, y : float
        Where its baseline begins, or ends or is centred by ``text_anchor``.
    **attributes : str or float
        As for `element`.

    Returns
    -------
    str
        The element.
    """
    return element("text", escape(text, quote=False), x=float(x), y=float(y), **attributes)


def picture(width: float, height: float, alt: str, *inside: str) -> str:
    """Frame a drawing: its size, its description, its fonts.

    Parameters
    ----------
    width, height : float
        The drawing's own units.
    alt : str
        What a reader who cannot see it is told.
    *inside : str
        Elements.

    Returns
    -------
    str
        An ``svg`` that fills the width it is given.
    """
    return element(
        "svg", *inside, xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {short(width)} {short(height)}", role="img", aria_label=alt,
        font_family=FONTS, stroke_linejoin="round",
    )  # fmt: skip


def plain(text: str, alt: str) -> str:
    """Bring matplotlib's SVG down to presentation attributes.

    Parameters
    ----------
    text : str
        What matplotlib wrote, with text as text.
    alt : str
        What a reader who cannot see it is told.

    Returns
    -------
    str
        The same drawing, about half as long.
    """
    root = ET.fromstring(text[text.index("<svg") :])  # noqa: S314 - written by ourselves
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    defined = {
        each.attrib["id"]: each
        for each in root.iter()
        if "id" in each.attrib and "d" in each.attrib
    }
    return picture(width, height, alt, *_leaves(root, defined))


def _leaves(node: ET.Element, defined: dict[str, ET.Element]) -> Iterator[str]:
    """Write paths and texts in the order in which they are drawn."""
    for child in node:
        kind = child.tag.rpartition("}")[2]
        if kind == "path":
            yield from _path(_attributes(child))
        elif kind == "use":
            yield from _used(child, defined)
        elif kind == "text":
            yield _text(child)
        elif kind == "g":
            yield from _leaves(child, defined)


def _attributes(node: ET.Element) -> dict[str, str]:
    """Give what is to be kept of an element's attributes and of its style."""
    style = re.findall(r"([\w-]+):\s*([^;]+)", node.attrib.get("style", ""))
    found = {**node.attrib, **{name: value.strip() for name, value in style}}
    kept = {name: found[name] for name in KEPT if name in found}
    return {name: value.removesuffix("px") for name, value in kept.items()}


def _path(kept: dict[str, str]) -> Iterator[str]:
    """Write a path, unless nothing of it would show."""
    data = re.sub(r"-?\d+\.?\d*(e-?\d+)?", lambda m: short(float(m[0])), kept.pop("d", ""))
    data = re.sub(r"\s*([A-Za-z])\s*", r"\1", " ".join(data.split()))
    if "stroke" not in kept and kept.get("fill") == "none":
        return
    yield _element("path", {"d": data, **_numbers(kept)})


def _used(node: ET.Element, defined: dict[str, ET.Element]) -> Iterator[str]:
    """Write a mark where it is used; a round one as a circle."""
    href = next(value for name, value in node.attrib.items() if name.endswith("href"))
    mark = defined[href.removeprefix("#")]
    kept = {**_attributes(mark), **_attributes(node)}
    x, y = float(kept.pop("x", 0)), float(kept.pop("y", 0))
    data = kept.pop("d")
    if data.count("C") == CIRCLE:
        radius = max(abs(float(number)) for number in re.findall(r"-?\d+\.?\d*", data))
        where = {"cx": short(x), "cy": short(y), "r": short(radius)}
        yield _element("circle", where | _numbers(kept))
    else:
        moved = re.sub(
            r"(-?\d+\.?\d*) (-?\d+\.?\d*)",
            lambda m: f"{short(float(m[1]) + x)} {short(float(m[2]) + y)}",
            data,
        )
        yield from _path({"d": moved, **kept})


def _text(node: ET.Element) -> str:
    """Write a text; its place stands in x and y, or in a movement."""
    kept = _numbers(_attributes(node))
    moved = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", node.attrib.get("transform", ""))
    if moved:
        kept |= {"x": short(float(moved[1])), "y": short(float(moved[2]))}
    return _element("text", kept, escape("".join(node.itertext()), quote=False))


def _numbers(kept: dict[str, str]) -> dict[str, str]:
    """Shorten the numbers among attributes, and leave out what is so anyway."""
    usual = {"font-weight": "400", "fill": ""}
    return {
        name: short(float(value)) if re.fullmatch(r"-?\d+\.\d+", value) else value
        for name, value in kept.items()
        if usual.get(name) != value
    }


def _element(tag: str, attributes: dict[str, str], inside: str = "") -> str:
    """Write an element whose attributes have their own names."""
    return element(tag, *([inside] if inside else []), **attributes)
