"""The data package describes every CSV file truly and is valid."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monitorlib.takeaway import datapackage
from monitorlib.takeaway.csvfiles import text
from monitorlib.takeaway.datapackage import Resource

RESOURCES = [
    Resource(
        "tables/table-3.csv", text(["place", "2017"], [["Almaty", 17], ["Semey", "-"]]), "T", "D"
    ),
    Resource(
        "tables/table-3-sources.csv",
        text(["period", "value", "line"], [["2017", 17.5, 148], ["2016", None, None]]),
        "S",
        "D",
        {"period": ("text", "the period"), "value": ("number", "a number"), "line": ("whole", "")},
    ),
    Resource("figures/figure-4-1.csv", text(["a"], []), "F", "D"),
]  # fmt: skip


@pytest.fixture
def package() -> dict[str, Any]:
    """The description, read back."""
    made = datapackage.write(
        RESOURCES, name="report-2017", title="Title", description="About", version="0.1.0",
        built=datetime(2026, 11, 22, tzinfo=UTC), sources=["Report for 2017"],
    )  # fmt: skip
    return dict(json.loads(made))


def types(package: dict[str, Any], resource: int) -> dict[str, str]:
    """The types of a resource's fields by name."""
    return {f["name"]: f["type"] for f in package["resources"][resource]["schema"]["fields"]}


def test_a_column_with_a_dash_is_text(package: dict[str, Any]) -> None:
    assert types(package, 0) == {"place": "string", "2017": "string"}


def test_known_columns_have_the_types_of_the_codebook(package: dict[str, Any]) -> None:
    assert types(package, 1) == {"period": "string", "value": "number", "line": "integer"}
    fields = package["resources"][1]["schema"]["fields"]
    assert fields[0]["description"] == "the period"


def test_frictionless_finds_package_and_files_valid(
    package: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frictionless = pytest.importorskip("frictionless")
    for resource in RESOURCES:
        path = tmp_path / resource.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(resource.text.encode())
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    told = frictionless.validate("datapackage.json")
    assert told.valid, told.flatten(["type", "message"])
    (tmp_path / "tables/table-3.csv").write_text("place,2017\nAlmaty,18\n", encoding="utf-8")
    assert not frictionless.validate("datapackage.json").valid


def test_names_are_lower_case_and_each_once(package: dict[str, Any]) -> None:
    names = [resource["name"] for resource in package["resources"]]
    assert names == ["tables-table-3", "tables-table-3-sources", "figures-figure-4-1"]
