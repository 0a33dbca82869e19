"""What a report shows is read from its executed notebooks, each thing once."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitorlib.errors import BuildError
from monitorlib.tabular.tabledata import MIMETYPE, Cell, Table
from monitorlib.takeaway import shown
from takeaways import PAGES, activity, notebook, report_folder


def test_tables_and_figures_come_in_the_order_of_the_report(tmp_path: Path) -> None:
    _, build = report_folder(tmp_path)
    found = shown.read(build, PAGES)
    assert list(found.tables) == ["table-1", "table-3"]
    assert found.tables["table-3"] == activity()
    assert found.figures["figure-4-1"].caption == "Figure 4-1. Assemblies per month"
    assert found.sections["table-3"] == "Activity"


def test_lists_with_one_caption_in_two_sections_have_files_of_their_own(tmp_path: Path) -> None:
    one, other = (
        Table("", "Checked", "", "", headings=[("", "a")], rows=[("b", [Cell(text)])])
        for text in ("c", "d")
    )
    for name, table in (("03-results", one), ("04-activity", other)):
        (tmp_path / f"{name}.ipynb").write_text(notebook((MIMETYPE, table.to_data())))
    assert list(shown.read(tmp_path, PAGES).tables) == ["list-checked-03", "list-checked-04"]


def test_two_tables_under_one_number_are_refused(tmp_path: Path) -> None:
    other = activity()
    other.caption = "Another"
    for name, table in (("03-results", activity()), ("04-activity", other)):
        (tmp_path / f"{name}.ipynb").write_text(notebook((MIMETYPE, table.to_data())))
    with pytest.raises(BuildError, match=r"two under 'table-3'; at 04-activity\.html"):
        shown.read(tmp_path, PAGES)


def test_a_notebook_that_is_none_is_named_without_its_folder(tmp_path: Path) -> None:
    (tmp_path / "03-results.ipynb").write_text("{")
    with pytest.raises(BuildError, match=r"at 03-results\.ipynb") as problem:
        shown.read(tmp_path, PAGES)
    assert str(tmp_path) not in str(problem.value)
