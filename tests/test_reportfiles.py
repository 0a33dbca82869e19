"""Tables and figures have files of their own beside the pages."""

from __future__ import annotations

from monitorlib.pages.reportfiles import files_of, files_on


def test_a_printed_table_has_its_facts_beside_it_and_a_list_has_none() -> None:
    assert list(files_of("table-3").values()) == [
        "tables/table-3.csv",
        "tables/table-3-sources.csv",
    ]
    assert list(files_of("list-verdicts").values()) == ["tables/list-verdicts.csv"]
    assert list(files_of("figure-4-1").values()) == ["figures/figure-4-1.csv"]


def test_lists_of_two_sections_have_files_of_their_own() -> None:
    one, other = files_on("04-protest-activity.html"), files_on("10-police.html")
    assert set(one("list-a").values()) & set(other("list-a").values()) == set()
