"""Every link followed, every anchor reached, and the anchors that were given out still there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from building import PAGES, SECTIONS
from watching import Visit

HERE = Path(__file__).parent
FACTS = (HERE / "facts.js").read_text(encoding="utf-8")
GO = (HERE / "links.js").read_text(encoding="utf-8")
GIVEN_OUT = (HERE / "anchors.txt").read_text(encoding="utf-8").split()
"""Anchors of tables, lists and figures that others may have quoted: a name here never goes."""


@pytest.fixture(scope="module")
def facts(shared: Visit) -> dict[str, dict[str, list[str]]]:
    """Links and ids of every page, as the browser sees them."""
    return {name: shared.open(name).evaluate(FACTS) for name in PAGES}


@pytest.fixture(scope="module")
def wanted(facts: dict[str, dict[str, list[str]]]) -> dict[str, set[str]]:
    """What all pages together link to: file, then fragments."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, page in facts.items():
        for link in page["links"]:
            target, _, fragment = link.partition("#")
            found[unquote(target) or name].add(unquote(fragment))
    return found


def test_links_stay_in_the_folder_and_lead_to_files(
    wanted: dict[str, set[str]], folder: Path
) -> None:
    outside = [name for name in wanted if re.match(r"[a-z]+:|/|\.\.", name)]
    assert outside == []
    assert [name for name in wanted if not (folder / name).is_file()] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_anchor_that_is_linked_to_is_reached_and_seen(
    name: str, wanted: dict[str, set[str]], shared: Visit
) -> None:
    fragments = sorted(wanted[name] - {""})
    page = shared.open(name)
    assert page.evaluate(GO, fragments) == []


def test_next_leads_through_all_sections_and_previous_back(shared: Visit) -> None:
    page = shared.open(SECTIONS[0])
    there = [shared.at]
    while page.locator("a[rel=next]").count():
        shared.follow(page.locator("a[rel=next]").first)
        there.append(shared.at)
    assert there == SECTIONS
    while page.locator("a[rel=prev]").count():
        shared.follow(page.locator("a[rel=prev]").first)
        there.append(shared.at)
    assert there[len(SECTIONS) :] == SECTIONS[-2::-1]


def test_each_page_links_to_every_section_and_marks_where_it_is(shared: Visit) -> None:
    for name in SECTIONS:
        page = shared.open(name)
        links = page.locator("nav a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        assert set(SECTIONS) <= set(links), name
        here = page.locator("nav a[aria-current=page]").evaluate_all(
            "all => all.map(a => a.getAttribute('href'))"
        )
        assert here == [name]


def test_anchors_once_given_out_are_still_there_and_new_ones_are_listed(
    facts: dict[str, dict[str, list[str]]],
) -> None:
    """A new anchor is added to anchors.txt when it is first published; none is ever taken out."""
    now = [
        f"{name}#{identifier}"
        for name in SECTIONS
        for identifier in facts[name]["ids"]
        if re.fullmatch(r"(table|list|figure)-[\w-]+", identifier)
        and not re.search(r"-(caption|r\d+c\d+)$", identifier)
    ]
    assert now == GIVEN_OUT


def test_an_anchor_opened_from_outside_shows_its_table(visit: Callable[..., Visit]) -> None:
    tab = visit()
    for address in (GIVEN_OUT[0], GIVEN_OUT[-1]):
        page = tab.open(address)
        box = page.locator(":target").bounding_box()
        assert box
        assert box["y"] >= 0, f"{address} lies under the head of the page"
        assert box["y"] < page.viewport_size["height"] / 2  # type: ignore[index]
