"""From degrees to a flat map on which areas are true: Albers' conic projection.

The parallels lie a sixth of the country's height from its ends, which keeps shapes near
to true all over Kazakhstan (Snyder, Map Projections: A Working Manual, 1987, pages 98-103,
the form for the sphere).
"""

from __future__ import annotations

import json

import numpy as np
from numpy.typing import NDArray

from monitorlib import paths
from monitorlib.errors import SourceError

PARALLELS = (43.1, 52.9)
CENTRE = (67.0, 48.0)
Points = NDArray[np.float64]


def flat(longitude: Points, latitude: Points) -> Points:
    """Project points; north is up and one unit is the radius of the earth.

    Parameters
    ----------
    longitude, latitude : array of shape (n,)
        Degrees.

    Returns
    -------
    array of shape (n, 2)
        To the right and up from the centre of the map.

    Examples
    --------
    >>> flat(np.array([67.0]), np.array([48.0])).round(6).tolist()
    [[0.0, 0.0]]
    """
    south, north = np.radians(PARALLELS)
    n = (np.sin(south) + np.sin(north)) / 2
    c = np.cos(south) ** 2 + 2 * n * np.sin(south)
    rho = np.sqrt(c - 2 * n * np.sin(np.radians(latitude))) / n
    rho_centre = np.sqrt(c - 2 * n * np.sin(np.radians(CENTRE[1]))) / n
    theta = n * np.radians(np.asarray(longitude) - CENTRE[0])
    return np.column_stack([rho * np.sin(theta), rho_centre - rho * np.cos(theta)])


def outline() -> list[Points]:
    """Read the outline of the country, projected.

    Returns
    -------
    list of arrays of shape (n, 2)
        One closed line a part of the country.

    Raises
    ------
    SourceError
        If the file is missing or is no outline.
    """
    path = paths.root() / "data" / "raw" / "outline" / "kazakhstan.geojson"
    try:
        shape = json.loads(path.read_text(encoding="utf-8"))["geometry"]["coordinates"]
        rings = [np.array(polygon[0], dtype=float) for polygon in shape]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(
            "the outline of the country as GeoJSON",
            f"{type(error).__name__}: {error}",
            paths.inside(path),
            "restore it from git, or make it again with tools/outline.py",
        ) from None
    return [flat(ring[:, 0], ring[:, 1]) for ring in rings]
