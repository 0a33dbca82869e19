"""The index page says how the period was, whether its numbers hold, and where all the rest is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import monitorlib as ml
from monitorlib.pages.frontpage import failure_page, files_to_take, index_page
from monitorlib.pages.pageframe import Page
from monitorlib.running.sections import all_sections

PAGE = Page("2017", all_sections())


@pytest.mark.parametrize(
    ("year", "figures"),
    [
        # 36 / 12; 5 / 36; Table 18 total; 7 / 36; 5 / 31
        ("2017", ["3.00", "13.9%", "1697", "19.4%", "16.1%"]),
        # 64 / 11; Table 12 as stated; the rest is printed nowhere
        ("2010", ["5.82", "7.4%", "not stated", "not stated", "not stated"]),
    ],
)
def test_the_index_shows_the_key_figures(year: str, figures: list[str]) -> None:
    page = index_page(ml.load(year), PAGE)
    assert re.findall(r'<p class="value">([^<]+)</p>', page) == figures


def test_the_index_leads_to_every_section() -> None:
    page = index_page(ml.load("2017"), PAGE)
    for section in all_sections():
        assert f'<a href="{section.page}">' in page


def test_the_failure_page_names_what_failed_and_has_no_figures() -> None:
    page = failure_page(PAGE, ["04-x"])
    assert "04-x" in page
    assert "Incomplete" in page
    assert 'class="value"' not in page


def test_the_index_says_how_many_assemblies_and_compares_with_the_year_before() -> None:
    page = index_page(ml.load("2017"), PAGE)
    assert "Monitors recorded 36 peaceful assemblies in 12 months." in page
    assert "−31% on 4.33 in 2016" in page, "36 / 12 against 52 / 12"
    assert "9.6% in 2016" in page, "5 / 52 of Table 11 and 12"


def test_a_key_figure_says_which_contradicted_total_it_rests_on() -> None:
    page = index_page(ml.load("2017"), PAGE)
    told = re.findall(r'<p class="note doubt">([^<]+)<a href="([^"]+)"', page)
    # assemblies per month, in the order of the key figures: Table 2, line 118; then Table 11
    assert told[:2] == [
        (
            "Rests on the 52 printed for 2016; the rows of Table 2 add up to 47. ",
            "15-audit.html#t2-total-2016-total",
        ),
        (
            "Rests on the 5 printed for 2017; the rows of Table 11 add up to 6. ",
            "15-audit.html#t11-total-permitted-assemblies-total",
        ),
    ]
    assert 'class="note doubt"' not in index_page(ml.load("2010"), PAGE)


def test_the_index_has_a_map_with_a_circle_for_each_town_and_says_what_it_means() -> None:
    page = index_page(ml.load("2017"), PAGE)
    assert 'id="figure-0-2"' in page
    assert "area of a circle is proportional" in page


def test_the_index_offers_the_files_there_are_and_the_archive_last(tmp_path: Path) -> None:
    folder = tmp_path / "2017"
    found = files_to_take(folder, ["report-2017.xlsx", "datapackage.json", "search.html"])
    assert [path.name for path in found] == [
        "report-2017.xlsx",
        "datapackage.json",
        "report-2017.zip",
    ]
