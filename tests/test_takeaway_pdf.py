"""The PDF: text, tags and bookmarks of the page, true page numbers, nothing of the machine."""

from __future__ import annotations

import getpass
import io
import re
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from monitorlib.errors import BuildError
from monitorlib.takeaway import document, pdffile, pdftags, pdftext, printing
from monitorlib.takeaway.parts import parts
from takeaways import BUILT, CSS, TITLE, pages

BROWSER = printing.chromium()
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium here")


def made(target: Path) -> bytes:
    """Print the small report."""
    with document.started(
        target, parts(pages()), title=TITLE, about=["Version 0.1.0"], language="ru", css=CSS,
        built=BUILT,
    ) as printed:  # fmt: skip
        assert printed()
    return target.read_bytes()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The PDF of the small report."""
    return made(tmp_path_factory.mktemp("print") / "r.pdf")


@pytest.fixture(scope="module")
def reader(data: bytes) -> PdfReader:
    """The same, read back."""
    return PdfReader(io.BytesIO(data))


@needs_browser
def test_captions_numbers_and_opened_notes_are_on_paper_but_no_code(reader: PdfReader) -> None:
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Table 3. Protest activity index" in text
    assert "≈ 1.42" in text
    assert "printed 1,4; 17 / 12 = 1.42, a rounding difference." in text
    assert "ml.table(3)" not in text


@needs_browser
def test_page_numbers_in_the_contents_are_the_true_ones(reader: PdfReader) -> None:
    contents = " ".join(reader.pages[1].extract_text().split())
    wanted = {"Results": "Limits", "Activity": "Limits", "Table 1. Number of assemblies": "Semey"}
    for title, words in wanted.items():
        stated = re.search(rf"{re.escape(title)} ?(\d+)", contents)
        assert stated, contents
        there = reader.pages[int(stated[1]) - 1].extract_text()
        assert words in there, title
        assert stated[1] in there.splitlines(), title
    assert pdffile.PLACE not in contents
    assert pdffile.DIGITS not in contents


@needs_browser
def test_bookmarks_are_the_sections(reader: PdfReader) -> None:
    def titles(outline: list[object]) -> list[str]:
        return [
            title
            for each in outline
            for title in (titles(each) if isinstance(each, list) else [each.title])  # type: ignore[attr-defined]
        ]

    assert [t for t in titles(reader.outline) if t in ("Results", "Activity")] == [
        "Results",
        "Activity",
    ]


@needs_browser
def test_running_heads_name_report_and_section(reader: PdfReader) -> None:
    last = reader.pages[-1].extract_text()
    assert TITLE in last
    assert "Activity" in last


@needs_browser
def test_a_long_table_repeats_its_head_and_cuts_no_row(reader: PdfReader) -> None:
    texts = [page.extract_text() for page in reader.pages]
    there = [text for text in texts if "Aktau" in text]
    assert len(there) > 1
    assert all(re.search(r"2016\s+2017", text) for text in there)
    assert sum(text.count("≈ 1.42") for text in there) == 30


@needs_browser
def test_tagged_with_language_title_and_date_and_text_for_the_drawing(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "ru"
        assert str(pdf.docinfo.Title) == TITLE
        assert str(pdf.docinfo.CreationDate) == "D:20261122120000+00'00'"
        kinds = [
            (str(each.S), str(each.get("/Alt", "")))
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem"
        ]
    assert ("/Figure", "Line chart. 2016 4.3") in kinds
    assert {"/Table", "/TH", "/TD", "/H1", "/H2", "/H3", "/Caption", "/Link"} <= {
        k for k, _ in kinds
    }


@needs_browser
def test_the_tree_of_tags_holds_every_marked_text(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree = dict(leaves(pdf.Root.StructTreeRoot.ParentTree))
        for page in pdf.pages:
            for number, element in enumerate(tree[int(page.StructParents)]):
                assert (page.objgen, number) in texts(element), element.S


def texts(element: pikepdf.Object) -> list[tuple[object, int]]:
    """Page and number of each marked text that an element holds itself."""
    held = list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]
    own = [(element.Pg.objgen, each) for each in held if isinstance(each, int)]
    elsewhere = [each for each in held if not isinstance(each, int) and "/MCID" in each]
    return own + [(each.Pg.objgen, int(each.MCID)) for each in elsewhere]


def leaves(node: pikepdf.Object) -> list[tuple[int, pikepdf.Object]]:
    """The entries of a tree of numbers."""
    here = list(node.get("/Nums", []))
    below = [each for kid in node.get("/Kids", []) for each in leaves(kid)]
    return [*zip(map(int, here[::2]), here[1::2], strict=True), *below]


@needs_browser
def test_links_stay_inside_and_nothing_tells_of_the_machine(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        links = [a for page in pdf.pages for a in page.get("/Annots", [])]
        assert len(links) > 5
        assert all("/A" not in link for link in links)
        open_text = b"".join(
            each.unparse(resolved=True)
            for each in pdf.objects
            if isinstance(each, (pikepdf.Dictionary, pikepdf.Array))
        )
    for told in (b"file:", b"/tmp", getpass.getuser().encode() + b"/", b"HeadlessChrome"):
        assert told not in open_text


@needs_browser
def test_the_same_pages_give_the_same_bytes(data: bytes, tmp_path: Path) -> None:
    assert made(tmp_path / "again.pdf") == data


def test_without_a_browser_there_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(printing.VARIABLE, "none")
    (tmp_path / "r.pdf").write_bytes(b"old")
    with document.started(
        tmp_path / "r.pdf", [], title="", about=[], language="en", css="", built=BUILT
    ) as printed:
        assert not printed()
    assert not (tmp_path / "r.pdf").exists()


def test_a_browser_that_is_named_must_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(printing.VARIABLE, "no-such-browser")
    with pytest.raises(BuildError, match="found no-such-browser; at MONITORLIB_CHROMIUM"):
        printing.chromium()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script plays the browser")
def test_a_browser_that_hangs_is_ended_with_its_helpers(tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text(f"#!/bin/sh\nsleep 30 & echo $! > {tmp_path}/helper\nwait\n")
    slow.chmod(0o755)
    begun = time.monotonic()
    with pytest.raises(BuildError, match=r"found none after 0\.5 seconds"):
        printing.pdf(slow, "<p>", seconds=0.5)
    assert time.monotonic() - begun < 10
    helper = (tmp_path / "helper").read_text().strip()
    found = subprocess.run(
        ["ps", "-o", "stat=", "-p", helper], capture_output=True, text=True, check=False
    )
    assert found.stdout.strip() in ("", "Z", "Zs")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script plays the browser")
def test_a_browser_that_nobody_waits_for_is_ended_at_once(tmp_path: Path) -> None:
    slow = tmp_path / "slow"
    slow.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/own.part\nmv {tmp_path}/own.part "
                    f"{tmp_path}/own\nsleep 30\n")  # fmt: skip
    slow.chmod(0o755)
    begun = time.monotonic()
    with printing.started(slow, "<p>"):
        while not (tmp_path / "own").exists():
            time.sleep(0.01)
    assert time.monotonic() - begun < 10
    own = (tmp_path / "own").read_text().strip()
    found = subprocess.run(["ps", "-o", "stat=", "-p", own], capture_output=True, text=True,
                           check=False)  # fmt: skip
    assert found.stdout.strip() in ("", "Z", "Zs")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script plays the browser")
def test_a_browser_that_fails_is_quoted_without_its_folder(tmp_path: Path) -> None:
    failing = tmp_path / "failing"
    failing.write_text('#!/bin/sh\nfor last; do :; done\necho "cannot read $last" >&2\n')
    failing.chmod(0o755)
    with pytest.raises(BuildError, match=r"found cannot read file://…/report\.html"):
        printing.pdf(failing, "<p>")


def test_letters_become_strings_that_keep_visible_kerning() -> None:
    text = b"/F1 10 Tf\n<0041> Tj\n5 0 Td <0042> Tj\n6.2 0 Td <0043> Tj\nET\n"
    widths = {b"F1": {b"0041": 500.0, b"0042": 600.0, b"0043": 500.0}}
    assert pdftext.joined(text, widths) == b"/F1 10 Tf\n[<00410042>-20<0043>]TJ\nET\n"
    rising = text.replace(b"6.2 0 Td", b"6.2 1 Td")
    assert pdftext.joined(rising, widths) == rising


def test_needless_tags_go_and_every_offset_stays() -> None:
    tags = (
        b"%PDF\n5 0 obj\n<</Type /StructElem\n/S /TD\n/P 4 0 R\n/K 6 0 R\n/A [<</O /Table\n"
        b"/Headers [(node00000001)]>> <</O /Table\n/RowSpan 1>>]>>\nendobj\n6 0 obj\n<</Type "
        b"/StructElem\n/S /NonStruct\n/P 5 0 R\n/Pg 2 0 R\n/K 7>>\nendobj\n8 0 obj\n[6 0 R]\n"
        b"endobj\n9 0 obj\n<</IDTree 1 0 R\n/ParentTree 8 0 R>>\nendobj\n"
    )
    lean = pdftags.lean(tags)
    assert len(lean) == len(tags)
    assert b"/S /TD\n/P 4 0 R\n/Pg 2 0 R\n/K 7>>" in lean
    assert b"8 0 obj\n[5 0 R]" in lean
    assert b"Headers" not in lean
    assert lean.index(b"\n8 0 obj") == tags.index(b"\n8 0 obj")


def test_a_title_cannot_break_out_of_the_style_sheet() -> None:
    part = parts(pages())[1]
    part.title = '"}</style><script>alert(1)</script>'
    style = document.running_heads([part], "x")
    assert "</style" not in style
    assert "\\22 }\\3c /style>" in style


def test_a_part_that_only_says_what_is_absent_is_not_printed() -> None:
    page = """<main><h1>Police</h1><p>How closely?</p><h2>Checked</h2><p>Each statement.</p>
    <div class="cell"><p class="absent">The edition is not at hand.</p></div>
    <h2>Limits</h2><p>Plain clothes.</p></main>"""
    (part,) = parts({"10-police.html": page})
    left = [each.text for each in document.for_paper(part).root.iter("h2", "h3", "p")]
    assert left == ["Police", "How closely?", "Limits", "Plain clothes."]
