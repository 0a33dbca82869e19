from __future__ import annotations

from pathlib import Path

import pytest

from monitorlib.pages.pagecheck import problems, read

PAGE = """<!DOCTYPE html><html lang="en"><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>T</title></head>
<body><main><h1 id="top">T</h1>{}</main></body></html>"""


def of(folder: Path, body: str, page: str = PAGE) -> list[str]:
    (folder / "index.html").write_text(page.replace("{}", body), encoding="utf-8")
    return problems(folder)


@pytest.mark.parametrize(
    "body",
    [
        '<a href="index.html#top">here</a>',
        "<table><caption>C</caption></table>",
        '<svg role="img" aria-label="A chart"><use xlink:href="#top"/></svg>',
        '<img src="data:image/png;base64,AAAA" alt="a">',
        "<p>https://example.org is only named</p>",
    ],
    ids=["own link", "captioned table", "own fragment", "inline picture", "address in prose"],
)
def test_a_sound_page_passes(tmp_path: Path, body: str) -> None:
    assert of(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<img src="https://example.org/a.png" alt="a">', "nothing from elsewhere, found 'https"),
        ('<img src="//example.org/a.png" alt="a">', "nothing from elsewhere, found '//exam"),
        ('<img src="a.png" alt="a">', "nothing from elsewhere, found 'a.png'"),
        ('<svg aria-label="a"><image href="http://x.org/a"/></svg>', "nothing from elsewhere"),
        ('<link rel="stylesheet" href="style.css">', "nothing from elsewhere, found 'style.css'"),
        ('<p style="color: red">a</p>', "style in the head only, found <p style>"),
        ("<style>main {display: none}</style>", "what the policy names, found another <style>"),
        ('<meta http-equiv="refresh" content="0;url=https://x.org">', "a page that stays"),
        ("<form></form>", "no form but the search, found another <form>"),
        ("<script>1</script>", "what the policy names, found another <script>"),
        ('<script src="#a"></script>', "nothing that runs, found <script>"),
        ('<p onclick="x()">a</p>', "nothing that runs, found <p>"),
        ('<iframe src="#a"></iframe>', "nothing that runs, found <iframe>"),
        ('<a href="https://example.org">a</a>', "links within the report, found 'https"),
        ('<a href="javascript:alert(1)">a</a>', "links within the report, found 'javascript"),
        ('<a href="gone.html">a</a>', "the file 'gone.html', found none"),
        ('<a href="#gone">a</a>', "the anchor '#gone', found none"),
        ("<h1>Again</h1>", "expected 1 h1, found 2"),
        ("<table></table>", "a caption for each table, found 0 for 1"),
        ('<img src="data:," alt="">', "a description of each picture"),
        ("<svg></svg>", "a description of each figure"),
        ('<p id="top">a</p>', "unique ids, found 'top' 2 times"),
    ],
)
def test_each_fault_is_found(tmp_path: Path, body: str, problem: str) -> None:
    found = of(tmp_path, body)
    assert len(found) == 1, found
    assert found[0].startswith("index.html: expected ")
    assert problem in found[0]


@pytest.mark.parametrize(
    ("cut", "problem"),
    [
        (' lang="en"', "a language on <html>"),
        ("<title>T</title>", "expected 1 title, found 0"),
        ("Content-Security-Policy", "a strict Content-Security-Policy, found 'none'"),
    ],
)
def test_each_part_of_the_frame_is_needed(tmp_path: Path, cut: str, problem: str) -> None:
    found = of(tmp_path, "", PAGE.replace(cut, ""))
    assert len(found) == 1, found
    assert problem in found[0]


def test_a_report_without_index_is_no_report(tmp_path: Path) -> None:
    assert problems(tmp_path) == ["index.html: expected the index page, found none"]


def test_a_page_that_changed_after_it_was_read_is_read_again(tmp_path: Path) -> None:
    assert of(tmp_path, '<a href="index.html#top">here</a>') == []
    known = read(tmp_path)
    assert read(tmp_path, known)["index.html"] is known["index.html"]
    broken = PAGE.replace("{}", '<a href="index.html#gone">here</a>')
    (tmp_path / "index.html").write_text(broken, encoding="utf-8")
    (found,) = problems(tmp_path, known)
    assert "index.html#gone" in found
