"""Take the outline of Kazakhstan out of the npm package world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/outline.py package/countries-50m.json

writes data/raw/outline/kazakhstan.geojson. Needed again only for another outline: the file
is part of the project, and nothing is loaded from a network when the report is made.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

COUNTRY = "Kazakhstan"
TOLERANCE = 0.03
"""Degrees by which the simplified line may leave the detailed one: about three kilometres."""
SMALLEST = 0.5
"""Degrees from west to east below which an island is left out: it would be a speck."""
TARGET = Path(__file__).parents[1] / "data" / "raw" / "outline" / "kazakhstan.geojson"
Point = tuple[float, float]


def main() -> None:
    """Read the TopoJSON named on the command line and write the outline."""
    source = Path(sys.argv[1])
    topology = json.loads(source.read_text(encoding="utf-8"))
    country = next(
        each
        for each in topology["objects"]["countries"]["geometries"]
        if each["properties"]["name"] == COUNTRY
    )
    arcs = [decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    rings = [simplified(joined(polygon[0], arcs)) for polygon in polygons]
    rings = [ring for ring in rings if extent(ring) >= SMALLEST]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(written(rings) + "\n", encoding="utf-8")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    print(f"{source.name}, sha256 {digest}: {sum(map(len, rings))} points in {len(rings)} rings")


def extent(ring: list[Point]) -> float:
    """Measure from the west end to the east end."""
    return max(x for x, _ in ring) - min(x for x, _ in ring)


def decoded(arc: list[list[int]], transform: dict[str, Any]) -> list[Point]:
    """Turn an arc of steps into degrees."""
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * wide + left, y * high + low))
    return points


def joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Join the arcs of a ring; a negative number means an arc in reverse."""
    points: list[Point] = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def simplified(ring: list[Point]) -> list[Point]:
    """Leave out points that lie within the tolerance (Douglas and Peucker, 1973)."""
    far = max(range(len(ring)), key=lambda n: _distance(ring[n], ring[0], ring[0]))
    return [*_thinned(ring[: far + 1])[:-1], *_thinned(ring[far:])]


def _thinned(line: list[Point]) -> list[Point]:
    """Simplify a line between its ends."""
    if len(line) < 3:
        return line
    far = max(range(1, len(line) - 1), key=lambda n: _distance(line[n], line[0], line[-1]))
    if _distance(line[far], line[0], line[-1]) <= TOLERANCE:
        return [line[0], line[-1]]
    return [*_thinned(line[: far + 1])[:-1], *_thinned(line[far:])]


def _distance(point: Point, begin: Point, end: Point) -> float:
    """Measure from a point to the line through two others, or to the one they are."""
    (x, y), (x1, y1), (x2, y2) = point, begin, end
    length = float(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
    if not length:
        return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def written(rings: list[list[Point]]) -> str:
    """Write the rings as GeoJSON, to a hundredth of a degree."""
    polygons = [[[[round(x, 2), round(y, 2)] for x, y in ring]] for ring in rings]
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    feature = {"type": "Feature", "properties": {"name": COUNTRY}, "geometry": geometry}
    return json.dumps(feature, separators=(",", ":"))


if __name__ == "__main__":
    main()
