"""A report knows its own period and those before, and explains every name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import monitorlib as ml
from monitorlib.errors import SourceError, UnknownNameError
from monitorlib.report_data import Report, holder

PERIODS = ["2010", "2011-12", "2012-13", "2014", "2015", "2016", "2017"]
DATED = ("facts", "values", "indices", "periods", "coverage", "assemblies", "permitted")


@pytest.mark.parametrize("year", PERIODS)
def test_every_period_loads_and_does_not_know_later_ones(year: str) -> None:
    report = ml.load(year)
    known = PERIODS[: PERIODS.index(year) + 1]
    assert report.periods == known
    assert report.previous == (known[-2] if known[1:] else "")
    for name in DATED:
        assert set(report.rows(name)["period"]) <= set(known), name
    assert report.index("protest_activity", place="Kazakhstan")["period"].tolist() == known
    assert report.count("assemblies", place="Kazakhstan")["period"].tolist() == known
    assert set(report.of_year("values")["period"]) == {year}
    assert not any(
        report.value("assemblies", period=later).known for later in PERIODS[len(known) :]
    )


@pytest.mark.parametrize(
    ("year", "assemblies", "rate"),
    [  # Table 2, line 118, and Table 3, line 162
        ("2010", 64, 5.8),
        ("2011-12", 162, 15.4),
        ("2012-13", 119, 10.5),
        ("2014", 114, 9.5),
        ("2015", 71, 5.9),
        ("2016", 52, 4.3),
        (2017, 36, 3.0),
    ],
)
def test_a_report_gives_the_numbers_of_its_own_period(
    year: str | int, assemblies: int, rate: float
) -> None:
    report = ml.load(year)
    assert float(report.value("assemblies")) == assemblies
    assert float(report.value("protest_activity")) == pytest.approx(rate, abs=0.05)


def test_a_report_says_what_it_is() -> None:
    assert repr(ml.load("2010")) == "<Report on 2010, compared with nothing>"
    assert repr(ml.load("2011-12")) == "<Report on 2011-12, compared with 2010>"


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda r: ml.load("2071"),
            r"a period of: 2010, 2011-12, 2012-13, 2014, 2015, 2016, 2017; found '2071'; "
            r"at the argument year; did you mean 2017\?",
        ),
        (lambda r: ml.load("soon"), r"found 'soon'; at the argument year; choose one of these"),
        (
            lambda r: r.value("assembies"),
            r"a measure of: assemblies, .*; found 'assembies'; .*did you mean assemblies\?",
        ),
        (
            lambda r: r.index("law_abidence"),
            r"index of: .*law_abidance.*; found 'law_abidence'.*did you mean law_abidance\?",
        ),
        (lambda r: r.index("permitted"), r"index of: .*; found 'permitted'; at the argument"),
        (
            lambda r: r.count("law_abidance"),
            r"counted measure of: assemblies, .*; found 'law_abidance'; at the argument measure",
        ),
        (
            lambda r: r.count("assemblies", place="Almati"),
            r"a place of: Kazakhstan, Almaty, .*; found 'Almati'; .*did you mean Almaty\?",
        ),
        (lambda r: r.value("assemblies", "Uralks"), r"found 'Uralks'; .*did you mean Uralsk\?"),
        (
            lambda r: r.index("concern_share", category="politics"),
            r"category of concern_share of: political, economic, social; found 'politics'; "
            r".*did you mean political\?",
        ),
        (
            lambda r: r.value("assemblies", period="2071"),
            r"a period of: 2010, .*2017; found '2071'; .*did you mean 2017\?",
        ),
        (
            lambda r: r.months("2071"),
            r"a period of: 2010, .*2017; found '2071'; .*did you mean 2017\?",
        ),
        (lambda r: r.label("assembies"), r"found 'assembies'; .*did you mean assemblies\?"),
        (lambda r: r.lacking("assembies"), r"found 'assembies'; .*did you mean assemblies\?"),
        (
            lambda r: ml.table(r, "14-2"),
            r"a table of: 1, 2, .*, 19; found '14-2'; at the argument number; .*14-1\?",
        ),
        (
            lambda r: r.rows("asemblies"),
            r"a processed table of: facts, .*; found 'asemblies'; .*did you mean assemblies\?",
        ),
    ],
    ids=[
        *("year", "no-year", "measure", "index", "count-as-index", "index-as-count", "place"),
        *("value-place", "category", "value-period", "months", "label", "lacking", "table", "list"),
    ],
)
def test_an_unknown_name_lists_what_there_is_and_suggests(
    ask: Callable[[Report], Any], message: str, report: Report
) -> None:
    with pytest.raises(UnknownNameError, match=message):
        ask(report)


@pytest.mark.parametrize(
    ("year", "measure", "category", "place", "told"),
    [
        ("2014", "permitted", "", "Kazakhstan", "Table 11"),
        ("2010", "participants", "all", "Kazakhstan", "Table 14 or Table 14-1 or Table 18"),
        ("2016", "hindered", "", "Kazakhstan", "the text"),
        ("2015", "mean_duration", "", "Semey", "Table 19"),
        ("2017", "presence_share", "police", "Kazakhstan", "Table 13"),
    ],
)
def test_an_unknown_value_names_the_table_that_would_hold_it(
    year: str, measure: str, category: str, place: str, told: str
) -> None:
    report = ml.load(year)
    value = report.value(measure, place, category)
    assert not value.known
    assert str(value) == "unknown"
    assert value.lacking.startswith(f"Not stated for {year}: {report.label(measure)}")
    assert value.lacking.endswith(
        f". The edition for {year} would hold it, as {told} does in the one for 2017."
    )
    assert report.lacking(measure).split(".", 1)[1] == value.lacking.split(".", 1)[1]


def test_a_stated_index_is_written_with_the_digits_of_its_print() -> None:
    assert str(ml.load(2014).value("law_abidance")) == "9.6%"  # line 444
    assert str(ml.load(2016).value("prosecution_share")) == "25%"  # line 564
    assert str(ml.load(2017).value("law_abidance")) == "13.9%"  # 5 of 36, printed 14%


@pytest.mark.parametrize(
    ("year", "months"), [("2010", 11.0), ("2011-12", 10.5), ("2012-13", 11.3), ("2017", 12.0)]
)
def test_months_are_those_of_the_period(year: str, months: float) -> None:
    assert float(ml.load(year).months()) == months


def test_a_category_carries_its_label_and_a_single_concern_its_own_words(report: Report) -> None:
    forms = report.index("form_share", category="crane")
    assert set(forms["label"]) == {"Climbing a building crane"}
    issues = report.count("assemblies_by_issue")
    assert (issues["label"] == issues["category"]).all()


def test_a_table_that_was_not_built_says_how_to_build_it(project: Path) -> None:
    (project / "data" / "processed" / "laws.csv").unlink()
    with pytest.raises(
        SourceError, match=r"expected data/processed/laws.csv; found no file; .*; run `make data`"
    ):
        ml.load(2017).rows("laws")


@pytest.mark.parametrize(
    ("tables", "name"),
    [
        ("11;12", "Table 11 or Table 12"),
        ("text", "the text"),
        ("4;concerns-social", "Table 4 or the list of social concerns"),
    ],
)
def test_a_holder_is_named_for_a_reader(tables: str, name: str) -> None:
    assert holder(tables) == name
