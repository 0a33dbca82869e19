"""A report has a folder of its own for each period, form and language."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitorlib.variant import Variant


@pytest.mark.parametrize(
    ("variant", "name", "command"),
    [
        (Variant("2017"), "2017", "make report YEAR=2017"),
        (Variant("2017", locale="kk"), "2017-kk", "make report YEAR=2017 LOCALE=kk"),
        (
            Variant("2011-12", as_printed=True, locale="ru"),
            "2011-12-as-printed-ru",
            "make report YEAR=2011-12 AS_PRINTED=yes LOCALE=ru",
        ),
    ],
    ids=["English", "Kazakh", "as printed in Russian"],
)
def test_each_report_has_its_name_and_command(
    project: Path, variant: Variant, name: str, command: str
) -> None:
    assert variant.name == name
    assert variant.command == command
    assert variant.stem == f"report-{name}"
    assert variant.folder("build") == project.resolve() / "build" / name
