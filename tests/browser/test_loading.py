"""Every page from the disk: whole, quiet, and asking for nothing beyond its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from building import PAGES
from watching import Visit

from monitorlib import paths

SINGLE = f"report-{paths.edition()}.html"
"""The whole report in one file."""
FACTS = (Path(__file__).parent / "facts.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=[*PAGES, SINGLE])
def loaded(request: pytest.FixtureRequest, shared: Visit) -> dict[str, Any]:
    """What one page says of itself, and what it did while it was loaded."""
    before = [len(found) for found in (shared.complaints, shared.outside, shared.requests)]
    page = shared.open(request.param)
    facts: dict[str, Any] = page.evaluate(FACTS)
    done = zip((shared.complaints, shared.outside, shared.requests), before, strict=True)
    complaints, outside, requests = (found[start:] for found, start in done)
    return facts | {
        "name": request.param,
        "complaints": complaints + shared.violations(),
        "outside": outside,
        "requests": requests,
    }


def test_a_page_loads_without_a_word_of_complaint(loaded: dict[str, Any]) -> None:
    assert loaded["complaints"] == []


def test_a_page_asks_for_itself_and_nothing_else(loaded: dict[str, Any], folder: Path) -> None:
    assert loaded["outside"] == []
    assert loaded["requests"] == [(folder / loaded["name"]).as_uri()]


def test_a_page_has_a_title_of_its_own_with_that_of_the_report(loaded: dict[str, Any]) -> None:
    heading = next(text for level, text in loaded["headings"] if level == 1)
    assert "Freedom of peaceful assembly in Kazakhstan, 2017" in loaded["title"]
    assert loaded["title"].startswith(heading) or loaded["name"] == "index.html"


def test_headings_begin_with_the_only_h1_and_skip_no_level(loaded: dict[str, Any]) -> None:
    levels = [level for level, _ in loaded["headings"]]
    assert levels.count(1) == 1
    first = levels.index(1)
    steps = list(zip(levels[first:], levels[first + 1 :], strict=False))
    assert [pair for pair in steps if pair[1] > pair[0] + 1] == []
    assert all(text for _, text in loaded["headings"])


def test_a_page_has_its_landmarks_and_each_navigation_a_name(loaded: dict[str, Any]) -> None:
    kinds = [kind for kind, _ in loaded["landmarks"]]
    whole = ("main",) if loaded["name"] == SINGLE else ("header", "main", "footer")
    assert [kind for kind in whole if kinds.count(kind) != 1] == []
    names = [name for kind, name in loaded["landmarks"] if kind == "nav"]
    assert names
    assert all(names)
    assert len(set(names)) == len(names)


def test_a_page_says_its_language(loaded: dict[str, Any]) -> None:
    assert loaded["language"] == "en"


def test_no_id_stands_twice(loaded: dict[str, Any]) -> None:
    assert sorted(set(loaded["ids"])) == sorted(loaded["ids"])


def test_the_policy_allows_nothing_that_is_not_named(loaded: dict[str, Any]) -> None:
    rules = dict(
        rule.strip().partition(" ")[::2] for rule in loaded["policy"].split(";") if rule.strip()
    )
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in loaded["policy"]
    assert set(rules.get("img-src", "").split()) <= {"data:"}
    for rule in ("style-src", "script-src"):
        assert all(source.startswith("'sha256-") for source in rules.get(rule, "").split())
    assert (rules["base-uri"], rules["form-action"]) == ("'none'", "'none'")
    assert loaded["inline"] == []


STOCK = ("no description", "figure size", "<figure", "untitled", "image.png", "chart", "figure")


def test_a_picture_says_what_it_shows_and_with_what_numbers(loaded: dict[str, Any]) -> None:
    for text in loaded["pictures"]:
        assert text.strip().lower() not in STOCK
        assert len(text.split()) >= 8, text
        assert any(sign.isdigit() for sign in text), text
    assert len(set(loaded["pictures"])) == len(loaded["pictures"])
