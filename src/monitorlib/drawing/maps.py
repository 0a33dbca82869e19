"""The towns of a period on the country's outline: a circle's area is its assemblies.

What is not known is not drawn as nothing: a town that nobody watched has a cross, one
without a printed number a question mark, and one without an assembly a hollow ring.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from monitorlib.drawing import alttext
from monitorlib.drawing.chart import SMALL, Chart, Data, in_two_widths
from monitorlib.drawing.colours import AXIS, INK, LAND, MUTED, PAPER, hue
from monitorlib.drawing.lettering import on_phone
from monitorlib.drawing.placement import LETTER, Label, Spot, in_the_clear, placed
from monitorlib.drawing.projection import flat, outline
from monitorlib.drawing.svg import element, picture, short, words
from monitorlib.messages import Text, say_count, tr
from monitorlib.messages import name as named
from monitorlib.numbers import written
from monitorlib.report_data import Report
from monitorlib.vocabulary import WHOLE, records

NUMBER = "0-2"
EDGE = 6.0
"""Margin of the drawing."""
SEEN_THROUGH = 0.55
"""How much a circle covers, so that one that lies below another shows."""
ROUND = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
HALO: dict[str, str | float] = {"stroke": LAND, "stroke_width": 2.4, "paint_order": "stroke"}
"""A rim that parts words from lines and circles below them."""
UNWATCHED, NONE, UNKNOWN = "unwatched", "none", "unknown"


@dataclass(frozen=True)
class Room:
    """How much room a drawing has.

    Attributes
    ----------
    width : float
        Of the drawing.
    largest, sign : float
        Radius of the largest circle, and of a sign.
    name, small : float
        Size of the name of a town with a circle, and of other words.
    key, above : float
        Height of the key, and how far the signs stand above the words of the circles.
    """

    width: float
    largest: float
    sign: float
    name: float
    small: float
    key: float
    above: float


DESK = Room(461.0, 30.0, 3.5, 9.0, SMALL, 64.0, 0.0)
HAND = Room(268.0, 19.0, 2.8, 7.6, 7.4, 58.0, 14.0)
"""A phone shows fewer points, and each larger."""


@dataclass(frozen=True)
class Town:
    """A town on the map.

    Attributes
    ----------
    name : str
        Its name in the data.
    place : tuple of float
        Where it lies on the drawing, from the left and from the top.
    value : float
        Its assemblies; not-a-number where not known.
    sign : str
        What stands for it where it has no circle: ``unwatched``, ``none`` or ``unknown``.
    """

    name: str
    place: tuple[float, float]
    value: float
    sign: str


@in_two_widths
def towns(report: Report) -> Chart | Text:
    """Draw the towns of a report's period as circles on a map.

    Parameters
    ----------
    report : Report
        The data.

    Returns
    -------
    Chart or Text
        The map, or what to say where no town has a number.
    """
    frame = _rows(report)
    if not (frame["value"] > 0).any():
        return Text(report.lacking("assemblies"), "lacking")
    room = HAND if on_phone() else DESK
    land, height, spread = _land(room)
    found = [
        Town(row["place"], spread(row["longitude"], row["latitude"]), row["value"], row["sign"])
        for row in records(frame.sort_values(["value", "place"], ascending=[False, True]))
    ]
    scale = room.largest / math.sqrt(float(frame["value"].max()))
    low = height + room.key
    alt = _alt(found)
    drawing = [land, *_drawn(found, scale, height, room), *_key(found, scale, height, room)]
    svg = picture(room.width, low, alt, *drawing)
    return Chart(NUMBER, _caption(report.year), alt, svg, _data(found))


def _rows(report: Report) -> pd.DataFrame:
    """Give every town with its place, its assemblies and what is known of it."""
    places = report.rows("places")
    places = places[places["place"] != WHOLE]
    counts = report.count("assemblies")
    counts = counts[counts["period"] == report.year].set_index("place")
    rates = report.index("protest_activity").query("period == @report.year").set_index("place")
    idle = places["place"].map(rates["value"]) == 0  # a rate of nothing states a count of nothing
    watched = report.of_year("coverage").set_index("place")["monitored"]
    value = places["place"].map(counts["value"]).astype(float)
    value = value.mask(value.isna() & idle, 0.0)
    status = places["place"].map(counts["status"])
    sign = np.where(
        value.notna(), NONE,
        np.where((places["place"].map(watched) == "no") | (status == "not_monitored"),
                 UNWATCHED, UNKNOWN),
    )  # fmt: skip
    return places.assign(value=value, sign=sign)


def _land(room: Room) -> tuple[str, float, Any]:
    """Draw the country to the drawing's width; give the height and the way onto it."""
    rings = outline()
    every = np.vstack(rings)
    left, top = every[:, 0].min(), every[:, 1].max()
    scale = (room.width - 2 * EDGE) / (every[:, 0].max() - left)
    height = float((top - every[:, 1].min()) * scale) + 2 * EDGE

    def spread(longitude: float, latitude: float) -> tuple[float, float]:
        ((x, y),) = flat(np.array([longitude]), np.array([latitude]))
        return float((x - left) * scale + EDGE), float((top - y) * scale + EDGE)

    lines = [
        np.column_stack([ring[:, 0] - left, top - ring[:, 1]]) * scale + EDGE for ring in rings
    ]
    path = "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + "z" for line in lines
    )  # fmt: skip
    return element("path", d=path, fill=LAND, stroke=AXIS, stroke_width=0.8), height, spread


def _drawn(found: list[Town], scale: float, height: float, room: Room) -> list[str]:
    """Draw circles, the largest first, then signs, then all names."""
    spots = [
        Spot(_name(town), *town.place, _radius(town, scale, room), _size(town, room))
        for town in found
    ]
    labels = placed(spots, (0, 0, room.width, height))
    needed = [room is DESK or town.value > 0 for town in found]
    written_out = in_the_clear(spots, labels, needed)
    return [
        *(_mark(town, spot.radius) for town, spot in zip(found, spots, strict=True)),
        *(
            _label(town, spot, label)
            for town, spot, label, free in zip(found, spots, labels, written_out, strict=True)
            if free
        ),
    ]


def _name(town: Town) -> str:
    """Write a town's name, and its number where it has a circle."""
    name = named(town.name)
    return f"{name} {written(town.value)}" if town.value > 0 else name


def _radius(town: Town, scale: float, room: Room) -> float:
    """Give the radius whose circle has the area of the number."""
    return scale * math.sqrt(town.value) if town.value > 0 else room.sign


def _size(town: Town, room: Room) -> float:
    """Give the size of a town's name."""
    return room.name if town.value > 0 else room.small


def _mark(town: Town, radius: float) -> str:
    """Draw a town's circle or sign."""
    if town.value > 0:
        each, (x, y) = hue("", ""), town.place
        return element("circle", cx=x, cy=y, r=radius, fill=each.mark, fill_opacity=SEEN_THROUGH,
                       stroke=each.mark, stroke_width=1.2)  # fmt: skip
    return _sign(town.sign, *town.place, radius)


def _sign(sign: str, x: float, y: float, radius: float) -> str:
    """Draw what stands for a town without a circle."""
    if sign == NONE:
        return element("circle", cx=x, cy=y, r=radius - 0.7, fill=PAPER, stroke=MUTED,
                       stroke_width=1.2)  # fmt: skip
    if sign == UNKNOWN:
        return words("?", x, y + 3, text_anchor="middle", font_size=9.0, fill=MUTED, **HALO)
    left, right, up, down = (short(place) for place in (x - 2.5, x + 2.5, y - 2.5, y + 2.5))
    path = f"M{left} {up}L{right} {down}M{left} {down}L{right} {up}"
    return "".join(
        element("path", d=path, stroke=colour, stroke_width=width, fill="none")
        for colour, width in ((LAND, 3.2), (MUTED, 1.3))
    )


def _label(town: Town, spot: Spot, label: Label) -> str:
    """Write a town's name."""
    anchor = "" if label.anchor == "start" else label.anchor
    return words(
        spot.name, label.x, label.y, font_size=spot.size, text_anchor=anchor,
        fill=INK if town.value > 0 else MUTED, **HALO,
    )  # fmt: skip


def _key(found: list[Town], scale: float, top: float, room: Room) -> list[str]:
    """Draw two circles with their numbers, and name the signs that stand on the map."""
    highest = max(town.value for town in found if town.value > 0)
    large = max(number for number in ROUND if number <= highest)
    small = max(number for number in ROUND if number <= max(1, large / 4))
    base, parts, x = top + room.key - 6, [], EDGE
    for number in dict.fromkeys((large, small)):
        radius = scale * math.sqrt(number)
        parts += [
            element("circle", cx=x + radius, cy=base - radius, r=radius, fill="none", stroke=MUTED,
                    stroke_width=1.0),
            words(written(number), x + 2 * radius + 4, base - radius + 3, font_size=room.small,
                  fill=INK),
        ]  # fmt: skip
        x += 2 * radius + 12 + 6 * len(written(number))
    parts.append(
        words(tr("assemblies (area of the circle)"), x, base - 2, font_size=room.small, fill=MUTED)
    )
    said = {
        NONE: tr("none recorded"), UNWATCHED: tr("not monitored"), UNKNOWN: tr("number not known"),
    }  # fmt: skip
    used = [sign for sign in said if any(t.sign == sign and not t.value > 0 for t in found)]
    longest = max((len(said[sign]) for sign in used), default=0) * LETTER * room.small
    right = min(room.width * 0.74, room.width - EDGE - longest)
    for line, sign in enumerate(reversed(used)):
        y = base - 5 - room.above - 14 * line
        parts += [_sign(sign, right - 8, y, room.sign), words(said[sign], right, y + 3,
                                                  font_size=room.small, fill=MUTED)]  # fmt: skip
    return parts


def _caption(period: str) -> str:
    """Say what the map shows and what a circle means."""
    return tr(
        "Assemblies by town in {period}. The area of a circle is proportional to the number of "
        "assemblies. Outline: Natural Earth."
    ).format(period=period)


def _alt(found: list[Town]) -> str:
    """Tell the largest, the smallest, and the towns without a number."""
    known = [(named(town.name), town.value) for town in found if town.value > 0]
    kind = say_count(
        "Map of Kazakhstan with a circle for {count} town.",
        "Map of Kazakhstan with circles for {count} towns.",
        len(known),
    )
    said = alttext.ranked(kind.text, known, written)
    messages = {
        NONE: tr("No assembly recorded: {names}."), UNWATCHED: tr("Not monitored: {names}."),
        UNKNOWN: tr("Number not known: {names}."),
    }  # fmt: skip
    for sign, message in messages.items():
        names = [named(town.name) for town in found if town.sign == sign and not town.value > 0]
        said += alttext.gaps(names, message)
    return said


def _data(found: list[Town]) -> Data:
    """Give towns and numbers."""
    said = {NONE: written(0.0), UNWATCHED: tr("not monitored"), UNKNOWN: tr("not known")}
    rows = [(named(town.name), None if math.isnan(town.value) else town.value) for town in found]
    texts = [
        (named(town.name), said[town.sign] if not town.value > 0 else written(town.value))
        for town in found
    ]
    return Data((tr("Name"), tr("Assemblies")), tuple(rows), tuple(texts))
