"""The watch itself: a page that misbehaves in every way is caught in each."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from watching import Visit

BAD = """<!DOCTYPE html><html lang="en"><head><title>bad</title>{policy}
<link rel="stylesheet" href="../beyond.css"></head><body>
<img alt="" src="http://192.0.2.1/pixel.png"><img alt="" src="inside.png">
<p onclick="1" style="color:red">x</p>
<script>window.ran = true; console.error("said"); alert("seen"); fetch("https://example.org/");</script>
</body></html>"""
POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with a page that may do anything, and the same page under a policy."""
    (tmp_path / "beyond.css").write_text("p {color: red}", encoding="utf-8")
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, policy in (("free.html", ""), ("bound.html", POLICY)):
        (folder / name).write_text(BAD.format(policy=policy), encoding="utf-8")
    return folder


def test_what_a_bad_page_asks_for_says_and_runs_is_noted(browser: Browser, pages: Path) -> None:
    with Visit(browser, pages) as visit:
        page = visit.open("free.html")
        assert page.evaluate("window.ran") is True
    assert {address.rpartition("/")[2] for address in visit.outside} == {
        "pixel.png", "beyond.css", "",
    }  # fmt: skip
    assert [address.rpartition("/")[2] for address in visit.requests].count("inside.png") == 1
    assert "said" in visit.complaints
    assert visit.dialogs == ["seen"]


def test_a_policy_stops_the_same_page_and_each_stop_is_noted(browser: Browser, pages: Path) -> None:
    with Visit(browser, pages) as visit:
        page = visit.open("bound.html")
        assert page.evaluate("window.ran") is None
        refused = {line.partition(":")[0] for line in visit.violations()}
    assert refused >= {"img-src", "script-src-elem", "style-src-elem", "style-src-attr"}
    assert visit.dialogs == []
    assert visit.outside == []
    assert visit.complaints
