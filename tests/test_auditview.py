"""The audit as a reader sees it: counted, linked, filtered, and true for every period."""

from __future__ import annotations

import re

import pytest

import monitorlib as ml
from monitorlib.audit import auditview
from monitorlib.messages import Text
from monitorlib.pages import pageframe
from monitorlib.report_data import Report
from monitorlib.tabular.tables import Table

PERIODS = ("2010", "2011-12", "2012-13", "2014", "2015", "2016", "2017")


@pytest.fixture(scope="module")
def ledger(report: Report) -> str:
    return html_of(auditview.ledger(report))


def html_of(shown: auditview.AuditLedger | Table) -> str:
    """What a page shows."""
    return str(shown._repr_mimebundle_()["text/html"])


def test_verdicts_are_counted_by_kind_and_add_up(report: Report) -> None:
    rows = {label: [int(cell.text) for cell in cells] for label, cells in counts(report).rows}
    *kinds, total = rows.values()
    assert [sum(column) for column in zip(*kinds, strict=True)] == total
    assert all(sum(row[:-1]) == row[-1] for row in rows.values())
    assert total[-1] == len(report.rows("audit"))


def counts(report: Report) -> Table:
    """Lay out the counts."""
    return auditview.verdict_counts(report)


def test_the_gravest_are_contradictions_of_the_year_and_the_country(report: Report) -> None:
    table = auditview.gravest(report)
    assert isinstance(table, Table)
    assert len(table.rows) == auditview.GRAVEST
    ids = [cells[2].audit[0][0] for _, cells in table.rows]
    audit = report.rows("audit").set_index("id").loc[ids]
    assert set(audit["verdict"]) == {"contradicted"}
    assert set(audit["period"]) == {"2017"}
    assert set(audit["place"]) == {"Kazakhstan"}
    assert audit["gravity"].is_monotonic_decreasing


def test_statements_of_a_section_come_in_the_order_of_the_source(report: Report) -> None:
    table = auditview.statements(report, "detentions")
    assert isinstance(table, Table)
    lines = [int(cells[0].text) for _, cells in table.rows]
    assert lines == sorted(lines)
    assert min(lines) >= 531
    assert max(lines) <= 549
    eight = next(cells for label, cells in table.rows if "eight" in label)
    assert eight[2].text == "contradicted"
    assert eight[2].flagged
    assert "Table 16" in eight[3].text


@pytest.mark.parametrize("year", ["2010", "2016"])
def test_a_year_without_its_edition_has_no_statements(year: str) -> None:
    told = auditview.statements(ml.load(year), "police")
    assert isinstance(told, Text)
    assert told.text == (
        f"The edition for {year} is not at hand: there are no statements of its text to check."
    )


def test_each_row_of_the_ledger_has_one_address(report: Report, ledger: str) -> None:
    ids = re.findall(r'<tr id="([^"]+)"', ledger)
    assert ids == report.rows("audit")["id"].tolist()
    targets = set(re.findall(r'href="15-audit.html#([^"]+)"', ledger))
    assert targets
    assert targets <= set(ids)


@pytest.mark.parametrize("as_printed", [False, True], ids=["corrected", "as printed"])
def test_a_flagged_number_of_a_page_leads_to_its_own_row_of_the_audit(as_printed: bool) -> None:
    report = ml.load(2017, as_printed=as_printed)
    rows = report.rows("audit").set_index("id")
    anchors = set(re.findall(r'<tr id="([^"]+)"', html_of(auditview.ledger(report))))
    flags = 0
    for number in report.cards:
        table = ml.table(report, number)
        assert isinstance(table, Table)
        flagged = [(label, cell) for label, cells in table.rows for cell in cells if cell.flagged]
        links = re.findall(
            r'<td class="[^"]*flagged"><a class="audit" href="15-audit.html#([^"]+)">([^<]+)</a',
            html_of(table),
        )
        assert links == [(cell.audit[0][0], cell.text) for _, cell in flagged]
        for label, cell in flagged:
            [(name, text)] = cell.audit
            assert name in anchors
            found = rows.loc[name]
            assert (found["verdict"], found["table"], found["row"]) == (
                *("contradicted", number, label),
            )
            assert text == {"-": "–"}.get(found["printed"], found["printed"])
        flags += len(flagged)
    assert flags == {False: 49, True: 56}[as_printed]


def test_every_verdict_and_kind_has_a_filter_that_the_style_knows(ledger: str) -> None:
    style = pageframe.asset("ledger.css")
    for group, names in (("verdict", auditview.VERDICTS), ("kind", auditview.KINDS)):
        for name in names:
            identity = f"{group}-{name.replace(' ', '-')}"
            assert f'<input type="radio" name="{group}" id="{identity}"' in ledger
            assert f".ledger:has(#{identity}:checked) tbody" in style
    assert ledger.count(" checked>") == 2, "each filter begins with all"
    assert "<script" not in ledger


def test_what_came_in_with_the_data_is_shown_and_not_run() -> None:
    report = ml.load(2017)
    rows = report.rows("audit").head(1).copy()
    for name in ("id", "location", "printed", "formula", "why", "inherits"):
        rows[name] = '"><script>alert(1)</script>'
    shown = auditview.AuditLedger(rows)._repr_mimebundle_()["text/html"]
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;") >= 6


def test_candidates_say_what_they_break_and_which_corrections_carry_them_out(
    report: Report,
) -> None:
    table = auditview.candidates(report)
    assert isinstance(table, Table)
    rows = {label: [cell.text for cell in cells] for label, cells in table.rows}
    done = rows["Astana 2015: 37 → 22; Atyrau 2015: 1 → 4; Aktobe 2015: 0 → 1"]
    assert done[2] == "strong, carried out: C2, C4, C5"
    assert "Table 3, Atyrau, 2015" in done[0]
    rival = rows["Aktau 2016: 1 → 5; Semey 2016: not printed → 1"]
    assert rival[1:] == ["Table 3, Aktau, 2016", "hypothesis"]  # 0,1 printed, 5 / 12 = 0.42


def test_corrections_move_towns_and_of_the_country_a_mean_that_three_towns_make(
    report: Report,
) -> None:
    moved = auditview.moved_by_corrections(report)
    whole = moved[moved["place"] == "Kazakhstan"]
    assert list(zip(whole["period"], whole["measure"], strict=True)) == [("2015", "mean_duration")]
    row = moved.set_index(["period", "place", "measure"]).loc[
        ("2014", "Astana", "protest_activity")
    ]
    assert row["as_printed"] == pytest.approx(26 / 12)
    assert row["value"] == pytest.approx(37 / 12)
    told = auditview.say_sensitivity(report).text
    assert "Of the main indices of the whole country they move 1, of those of 2017: 0." in told


def test_both_sides_of_the_corrections_are_counted_as_each_report_counts_itself(
    report: Report,
) -> None:
    bare = ml.load(2017, as_printed=True)
    before, now = (
        (each.rows("audit")["verdict"] == "contradicted").sum() for each in (bare, report)
    )
    told = auditview.say_sensitivity(report).text
    assert before > now
    assert told.startswith(
        f"Without corrections the audit contradicts {before} statements, with them {now}. They "
        "move 20 indices, of them of towns: 19."
    )


def test_a_report_without_corrections_says_so_and_does_not_count_what_they_move() -> None:
    bare = ml.load(2017, as_printed=True)
    assert auditview.say_sensitivity(bare).text == "This report carries no corrections."
    told = auditview.sensitivity(bare)
    assert isinstance(told, Text)
    assert told.text == "The report with corrections lists the indices that they move."
    assert auditview.moved_by_corrections(bare).empty


@pytest.mark.parametrize("year", PERIODS)
def test_every_period_has_a_view(year: str) -> None:
    report = ml.load(year)
    assert counts(report).rows
    for made in (auditview.gravest(report), auditview.candidates(report)):
        assert made._repr_mimebundle_()["text/html"]
    assert str(len(report.rows("audit"))) in repr(auditview.ledger(report))


def test_sections_that_rest_on_no_correction_say_so() -> None:
    told = auditview.sensitivity(ml.load("2010"))
    assert isinstance(told, Text)
    assert told.text == "No index of these periods rests on a correction."


def test_a_statement_says_which_contradicted_numbers_it_rests_on(report: Report) -> None:
    table = auditview.statements(report, "convictions")
    assert isinstance(table, Table)
    (found,) = (cells[3].text for label, cells in table.rows if label.startswith("16 percent"))
    # line 557: five of the 31 of Table 11, whose rows add up to 30
    assert found.startswith("100 x 5 / 31 = 16.13")
    assert found.endswith("rests on numbers that are contradicted: Table 11, TOTAL, 2017")


def test_texts_of_a_row_follow_one_another_as_sentences_or_parts() -> None:
    joined = auditview._one_after_another
    assert joined(["1 = 2: does not hold", "Against Table 13.", "one is early"]) == (
        "1 = 2: does not hold. Against Table 13. one is early"
    )
    assert joined(["5 of 31", "five of them"]) == "5 of 31; five of them"
    assert joined([]) == ""
