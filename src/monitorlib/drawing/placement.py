"""Where names stand on a map: beside their point, over nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LETTER = 0.6
"""Width of a letter in parts of its height; wide enough for Cyrillic in all usual fonts."""
NEAR = 4.0
"""Room between a mark and its name."""
PASSES = 4
"""How often names may give way to those that were placed after them."""
BESIDE = 0.03
"""What it costs a name to stand close to something, in parts of what it costs to cover it."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Spot:
    """A point with a name.

    Attributes
    ----------
    name : str
        What is written.
    x, y : float
        Where the point is.
    radius : float
        How far its mark reaches.
    size : float
        Height of the letters.
    """

    name: str
    x: float
    y: float
    radius: float
    size: float


@dataclass(frozen=True)
class Label:
    """Where a name is written.

    Attributes
    ----------
    x, y : float
        Left end of its baseline, or its middle or right end by `anchor`.
    anchor : str
        ``start``, ``middle`` or ``end``.
    box : tuple of float
        Left, top, right and bottom.
    """

    x: float
    y: float
    anchor: str
    box: Box


def placed(spots: Sequence[Spot], frame: Box) -> list[Label]:
    """Place every name where it covers the least of marks, names and the frame's outside.

    Parameters
    ----------
    spots : sequence of Spot
        The most important first.
    frame : tuple of float
        Left, top, right and bottom of the map.

    Returns
    -------
    list of Label
        In the order of the spots.

    Examples
    --------
    >>> placed([Spot("Almaty", 50, 50, 10, 9)], (0, 0, 200, 100))[0].anchor
    'start'
    """
    marks = [_square(spot) for spot in spots]
    places = [[*_candidates(spot), *_pushed_in(spot, frame)] for spot in spots]
    found: dict[int, Label] = {}
    for _ in range(PASSES):
        before = dict(found)
        for number, each in enumerate(places):
            others = [label.box for other, label in found.items() if other != number]
            found[number] = _best(each, [*marks, *others], frame)
        if found == before:
            break
    return list(found.values())


def in_the_clear(
    spots: Sequence[Spot], labels: Sequence[Label], needed: Sequence[bool]
) -> list[bool]:
    """Tell which names can be written: those that are needed, and those that cover nothing.

    Parameters
    ----------
    spots, labels : sequence of Spot, of Label
        The points and where their names would stand.
    needed : sequence of bool
        Whether a name is written whatever it covers.

    Returns
    -------
    list of bool
        In the order of the spots; a name that is not needed gives way to marks and other names.

    Examples
    --------
    >>> spots = [Spot("Temirtau", 50, 50, 3, 9), Spot("Karaganda", 52, 52, 3, 9)]
    >>> same = [Label(60, 50, "start", (60, 42, 103, 52))] * 2
    >>> in_the_clear(spots, same, [True, False])
    [True, False]
    """
    boxes = [label.box for label, keep in zip(labels, needed, strict=True) if keep]
    boxes += [_square(spot) for spot in spots]
    found = []
    for label, keep in zip(labels, needed, strict=True):
        free = keep or not any(_shared(label.box, box) for box in boxes)
        if free and not keep:
            boxes.append(label.box)
        found.append(free)
    return found


def _square(spot: Spot) -> Box:
    """Reckon what a mark covers."""
    return (
        spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius,
    )  # fmt: skip


def _best(places: Sequence[Label], taken: Sequence[Box], frame: Box) -> Label:
    """Choose the first place that costs least."""
    return min(places, key=lambda label: _cost(label.box, taken, frame))


def _candidates(spot: Spot) -> Iterable[Label]:
    """List the places beside a point, the best first."""
    wide, reach = LETTER * spot.size * len(spot.name), spot.radius + NEAR
    slant = 0.72 * spot.radius + NEAR - 1
    half = 0.36 * spot.size
    yield _label(spot.x + reach, spot.y + half, "start", wide, spot.size)
    yield _label(spot.x - reach, spot.y + half, "end", wide, spot.size)
    yield _label(spot.x, spot.y - reach + 1, "middle", wide, spot.size)
    yield _label(spot.x, spot.y + reach + 0.7 * spot.size, "middle", wide, spot.size)
    for up in (-slant, slant + 0.7 * spot.size):
        yield _label(spot.x + slant, spot.y + up, "start", wide, spot.size)
        yield _label(spot.x - slant, spot.y + up, "end", wide, spot.size)
    for y in (spot.y - reach + 1, spot.y + reach + 0.7 * spot.size):
        yield _label(spot.x - spot.radius, y, "start", wide, spot.size)
        yield _label(spot.x + spot.radius, y, "end", wide, spot.size)


def _pushed_in(spot: Spot, frame: Box) -> Iterable[Label]:
    """List the places above and below a point near a side of the frame, pushed inside."""
    wide, reach = LETTER * spot.size * len(spot.name), spot.radius + NEAR
    for y in (spot.y - reach + 1, spot.y + reach + 0.7 * spot.size):
        if spot.x + wide / 2 > frame[2]:
            yield _label(frame[2], y, "end", wide, spot.size)
        if spot.x - wide / 2 < frame[0]:
            yield _label(frame[0], y, "start", wide, spot.size)


def _label(x: float, y: float, anchor: str, wide: float, size: float) -> Label:
    """Reckon what a text covers."""
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return Label(x, y, anchor, (left, y - 0.8 * size, left + wide, y + 0.22 * size))


def _cost(box: Box, taken: Sequence[Box], frame: Box) -> float:
    """Measure what a box covers or stands close to, and what of it sticks out of the frame."""
    around = (box[0] - NEAR, box[1] - NEAR, box[2] + NEAR, box[3] + NEAR)
    covered = sum(_shared(box, each) for each in taken)
    near = sum(_shared(around, each) for each in taken)
    inside = _shared(box, frame)
    outside = (box[2] - box[0]) * (box[3] - box[1]) - inside
    return round(covered + BESIDE * near + 4 * outside, 3)


def _shared(one: Box, other: Box) -> float:
    """Measure the area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)
