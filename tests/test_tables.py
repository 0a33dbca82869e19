"""A table is HTML that a screen reader can walk, and shows what came in without running it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

import monitorlib as ml
from monitorlib.messages import Text
from monitorlib.report_data import Report
from monitorlib.tabular import tabledata, tablehtml, tables
from monitorlib.tabular.tabledata import Cell
from monitorlib.tabular.tables import Table

PAYLOADS = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='x")
TAGS = {
    *("figure", "div", "table", "caption", "span", "thead", "tbody", "tr", "th", "td", "sup"),
    *("figcaption", "p", "details", "summary", "ol", "li"),
}
ATTRIBUTES = {
    "data-room",
    "class",
    "id",
    "scope",
    "rowspan",
    "colspan",
    "tabindex",
    "role",
    "aria-labelledby",
}


class Walker(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def small() -> Table:
    return Table(
        number="3",
        caption="A caption",
        unit="assemblies",
        corner="place",
        headings=[("Group", "2016"), ("Group", "2017")],
        rows=[
            ("Almaty", [Cell("21"), Cell("17", beside="18", note=1, mark="≠")]),
            ("TOTAL", [Cell("52"), Cell("36", status="text")]),
        ],
        totals=[1],
        notes=["A note"],
        legend=["A legend"],
        source="A source",
    )


def put(**fields: object) -> Callable[[Table], None]:
    return lambda table: table.__dict__.update(fields)


SLOTS: dict[str, Callable[[str], Callable[[Table], None]]] = {
    "number": lambda text: put(number=text),
    "caption": lambda text: put(caption=text),
    "unit": lambda text: put(unit=text),
    "corner": lambda text: put(corner=text),
    "heading": lambda text: put(headings=[("", text), ("", "b")]),
    "group": lambda text: put(headings=[(text, "a"), (text, "b")]),
    "label": lambda text: put(rows=[(text, [Cell("1"), Cell("2")])]),
    "cell": lambda text: put(rows=[("a", [Cell(text), Cell("2")])]),
    "beside": lambda text: put(rows=[("a", [Cell("1", beside=text, note=1), Cell("2")])]),
    "text-cell": lambda text: put(rows=[("a", [Cell(text, status="text"), Cell("2")])]),
    "status": lambda text: put(rows=[("a", [Cell("1", status=text), Cell("2")])]),
    "note": lambda text: put(notes=[text]),
    "legend": lambda text: put(legend=[text]),
    "source": lambda text: put(source=text),
}


@pytest.mark.parametrize("payload", PAYLOADS, ids=["script", "img", "attribute"])
@pytest.mark.parametrize("slot", SLOTS)
def test_nothing_that_came_in_is_markup(slot: str, payload: str) -> None:
    table = small()
    SLOTS[slot](payload)(table)
    page = tablehtml.to_html(table)
    walked = Walker(page)
    assert payload not in page
    attributes = [str(value) for _, named in walked.tags for value in named.values()]
    shown = payload.replace("_", "-") if slot == "status" else payload
    assert any(shown in text for text in (walked.text, *attributes))
    assert {tag for tag, _ in walked.tags} <= TAGS
    assert {name for _, named in walked.tags for name in named} <= ATTRIBUTES
    assert walked.open == []


def test_a_table_has_a_caption_and_headings_with_a_scope() -> None:
    walked = Walker(tablehtml.to_html(small()))
    scopes = [a.get("scope") for tag, a in walked.tags if tag == "th"]
    assert scopes == ["col", "colgroup", "col", "col", "row", "row"]
    assert [tag for tag, _ in walked.tags].count("caption") == 1
    assert "Table 3. A caption assemblies" in walked.text
    assert walked.tags[0] == ("figure", {"class": "table", "id": "table-3"})
    assert {"class": "total"} in [attributes for tag, attributes in walked.tags if tag == "tr"]


@pytest.mark.parametrize("number", ["1", "2", "9", "10", "18", "19", "concerns-social"])
def test_every_row_and_column_of_a_real_table_has_its_heading(number: str, report: Report) -> None:
    table = ml.table(report, number)
    assert isinstance(table, Table)
    walked = Walker(tablehtml.to_html(table))
    scopes = [str(a["scope"]) for tag, a in walked.tags if tag == "th"]
    assert scopes.count("row") == len(table.rows)
    assert scopes.count("col") == len(table.headings)
    assert [tag for tag, _ in walked.tags].count("caption") == 1
    assert walked.open == []


def test_our_value_stands_after_the_printed_one_and_points_to_its_note() -> None:
    page = tablehtml.to_html(small())
    assert '17 <span class="computed far">≠ 18<sup>[1]</sup></span>' in page
    assert "<summary>Notes (1)</summary><ol><li>A note</li></ol>" in page
    near = small()
    near.rows = [("a", [Cell("1", beside="2", mark="≈"), Cell("3")])]
    assert '<span class="computed">≈ 2</span>' in tablehtml.to_html(near)


def test_a_number_leaves_the_room_of_signs_that_others_have_after_theirs() -> None:
    table = small()
    table.rows = [
        ("a", [Cell("37 minutes", beside="54.7", mark="≠"), Cell("3")]),
        ("b", [Cell("48 minutes"), Cell("not stated")]),
    ]
    page = tablehtml.to_html(table)
    assert '≠ 54.7<span class="room" data-room="\u00a0minutes"></span></span>' in page
    assert page.count("data-room") == 1


def test_a_list_of_many_columns_says_so_and_so_does_a_table_of_many_letters() -> None:
    table = small()
    table.headings = [("", str(at)) for at in range(7)]
    table.rows = [("a", [Cell("word", status="text")] * 7)]
    assert '<table class="stacked many">' in tablehtml.to_html(table)
    table.headings = table.headings[:6]
    table.rows = [("a", [Cell("1013 minutes")] * 6)]
    assert '<div class="scroll wide"' in tablehtml.to_html(table)
    table.rows = [("a", [Cell("1013")] * 6)]
    assert '<div class="scroll"' in tablehtml.to_html(table)


def test_a_number_that_is_linked_to_its_row_of_the_audit_keeps_ours_and_its_note() -> None:
    table = small()
    flagged = Cell("17", beside="18", note=1, mark="≠", flagged=True, audit=(("t3-a", "17"),))
    table.rows = [("a", [flagged, Cell("3")])]
    assert (
        '<td class="flagged"><a class="audit" href="15-audit.html#t3-a">17</a> '
        '<span class="computed far">≠ 18<sup>[1]</sup></span></td>'
    ) in tablehtml.to_html(table)
    table.rows = [("a", [replace(flagged, beside="", mark=""), Cell("3")])]
    assert '#t3-a">17</a><sup>[1]</sup></td>' in tablehtml.to_html(table)


def test_a_list_without_a_number_has_its_caption_for_an_anchor() -> None:
    table = small()
    table.number = ""
    assert tabledata.title(table) == "A caption"
    assert '<figure class="table" id="table-3">' in tablehtml.to_html(table)
    assert Table("", "Peaceful assemblies, told", "", "").name == "list-peaceful-assemblies-told"
    assert tabledata.identifier("14-1") == "table-14-1"


def test_plain_text_and_frame_show_ours_in_brackets_and_number_the_notes() -> None:
    frame = tables.to_frame(small())
    assert frame.loc["Almaty"].tolist() == ["21", "17 [≠ 18]"]
    assert frame.columns.tolist() == ["Group: 2016", "Group: 2017"]
    lines = tables.to_text(small()).splitlines()
    assert (lines[0], lines[-1]) == ("Table 3. A caption", "1. A note")


def test_a_listing_shows_a_gap_as_a_dash_and_never_as_zero() -> None:
    frame = pd.DataFrame(
        {
            "id": ["a", "b"],
            "days": pd.array([0, None], dtype="Int64"),
            "mci": [50.0, float("nan")],
            "note": ["", "0"],
        }
    )
    table = tables.listing(frame, "Cases", {"id": "Case", "days": "Days", "mci": "MCI", "note": ""})
    assert isinstance(table, Table)
    assert [(label, [c.text for c in cells]) for label, cells in table.rows] == [
        ("a", ["0", "50", "–"]),
        ("b", ["–", "–", "0"]),
    ]
    assert table.legend == ["–: not stated"]
    assert '<th scope="col">Case</th>' in tablehtml.to_html(table)


def test_a_listing_without_rows_is_a_sentence() -> None:
    empty = tables.listing(pd.DataFrame({"id": []}), "Cases", {"id": "Case"})
    assert isinstance(empty, Text)
    assert empty.kind == "lacking"
    assert empty.text.startswith("Cases: nothing is listed for this period")
