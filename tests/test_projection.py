"""The map is true to area, and the outline is that of the country."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from monitorlib import paths
from monitorlib.drawing.projection import flat, outline
from monitorlib.errors import SourceError

FILE = paths.root() / "data" / "raw" / "outline" / "kazakhstan.geojson"


def area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2


def test_the_outline_encloses_the_2_7_million_square_kilometres_of_the_country() -> None:
    square = sum(area(ring) for ring in outline()) * 6371**2
    assert square == pytest.approx(2_724_900, rel=0.02)


@pytest.mark.parametrize("latitude", [41.0, 48.0, 54.0])
def test_a_degree_by_a_degree_keeps_its_area(latitude: float) -> None:
    corners = np.array([(67, 0), (68, 0), (68, 1), (67, 1), (67, 0)], dtype=float)
    ring = flat(corners[:, 0], latitude + corners[:, 1])
    low, high = np.radians([latitude, latitude + 1])
    assert area(ring) == pytest.approx(np.radians(1) * (np.sin(high) - np.sin(low)), rel=1e-3)


def test_north_is_up_and_east_is_right() -> None:
    almaty, astana = flat(np.array([76.89, 71.43]), np.array([43.24, 51.17]))
    assert almaty[0] > astana[0]
    assert almaty[1] < astana[1]


def test_the_outline_is_small_closed_and_its_source_is_named() -> None:
    assert FILE.stat().st_size < 10_000
    for polygon in json.loads(FILE.read_text(encoding="utf-8"))["geometry"]["coordinates"]:
        assert polygon[0][0] == polygon[0][-1]
    card = (FILE.parent / "README.md").read_text(encoding="utf-8")
    assert all(word in card for word in ("world-atlas 2.0.2", "ISC", "Natural Earth", "sha256"))


def test_a_missing_outline_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "root", lambda: tmp_path)
    with pytest.raises(SourceError, match=r"(?s)outline of the country.*tools/outline\.py"):
        outline()
