"""The header tells the format; where it does not, the message says what was looked for."""

from __future__ import annotations

import pytest

from formattables import ACLED, CHART, CLASSIC, KNOWN, SPECIFICATION, read, table
from monitorlib.errors import SourceError
from monitorlib.observations.formats import formats


def test_a_header_that_no_format_knows_is_told_what_was_looked_for() -> None:
    with pytest.raises(SourceError) as caught:
        read(table("alpha,beta\n1,2\n"))
    message = str(caught.value)
    assert "no known column among 'alpha', 'beta'; at the table, row 1" in message
    assert "chart (date, city, form, permit)" in message
    assert "acled (event_id_cnty" in message
    assert "docs/chart-formats.md" in message


def test_the_nearest_format_is_named_with_what_it_lacks() -> None:
    with pytest.raises(SourceError) as caught:
        read(table("id,date,city,form,permitt,mood\n1,2,3,4,5,6\n"))
    assert "chart comes nearest and lacks 'permit' (is it 'permitt'?)" in str(caught.value)
    with pytest.raises(SourceError, match=r"and 3 more.*nearest and lacks"):
        read(table(",".join(["date", "city", *(f"c{n}" for n in range(13))]) + "\n"))


def test_a_column_that_must_not_be_there_is_named() -> None:
    with pytest.raises(SourceError, match="chart comes nearest, but has no column _uuid or"):
        formats.recognise([table(CHART.replace("\n", ",KEY\n"))], {"chart": KNOWN["chart"]})


def test_two_formats_in_one_file_are_refused() -> None:
    with pytest.raises(SourceError) as caught:
        read(table(CHART, "ours"), table(ACLED, "theirs"))
    assert (
        "two mixed: sheet 'ours' has the columns of chart; sheet 'theirs' has the columns of acled"
        in str(caught.value)
    )
    both = table(ACLED.split("\n")[0] + "," + CLASSIC.split("\n")[0] + "\n")
    with pytest.raises(SourceError, match="the table has the columns of acled and of ccc-classic"):
        read(both)


def test_a_format_that_is_named_must_fit() -> None:
    with pytest.raises(SourceError, match=r"formats: acled \(event_id_cnty"):
        formats.mapped([table(CHART)], KNOWN["acled"], SPECIFICATION)


def test_a_sheet_beside_the_charts_is_told_unless_it_is_expected() -> None:
    others = [table("list,code\na,b\n", "Codes"), table("a,b\n1,2\n", "More"), table("x\n", "None")]
    found = read(table(CHART + "7,2018-03-05,Almaty,rally,denied,,,\n", "Charts"), *others)
    rules = [(one.rule, one.sheet, one.found) for one in found.problems if "sheet" in one.rule]
    assert rules == [("file: a sheet is not read", "More", "1 rows under another header")]
