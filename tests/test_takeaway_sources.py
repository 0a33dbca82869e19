"""Behind a table stand the facts that it prints, and what is used or computed in their place."""

from __future__ import annotations

import monitorlib as ml
from monitorlib.report_data import Report
from monitorlib.takeaway.sources import COLUMNS, Sources


def rows(report: Report, number: str) -> list[dict[str, object]]:
    """The rows behind one table."""
    behind = Sources(report).behind(ml.table(report, number))
    return [dict(zip(COLUMNS, row, strict=True)) for row in behind]


def test_a_printed_index_stands_beside_the_computed_one(report: Report) -> None:
    here = [r for r in rows(report, "3") if (r["period"], r["place"]) == ("2010", "Almaty")]
    assert [(r["kind"], r["value"], r["line"], r["formula"]) for r in here] == [
        ("fact", 4.0, 148, None),
        ("index", 4.27272727273, None, "47 / 11"),
    ]


def test_every_fact_of_the_printed_table_is_there(report: Report) -> None:
    facts = report.rows("facts")
    assert sum(r["kind"] == "fact" for r in rows(report, "18")) == (facts["table"] == "18").sum()


def test_a_table_of_one_year_is_answered_by_the_year_of_the_report() -> None:
    earlier = rows(ml.load(2016), "11")
    assert {r["period"] for r in earlier} == {"2016"}
    assert {r["kind"] for r in earlier} <= {"fact", "value", "index"}


def test_a_value_that_the_table_prints_itself_is_not_said_twice(report: Report) -> None:
    found = rows(report, "1")
    values = [r for r in found if r["kind"] == "value"]
    assert all(r["table"] != "1" or r["correction"] for r in values)
