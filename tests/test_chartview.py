"""The page on charts: what it says of a printed edition, and of charts."""

from __future__ import annotations

from pathlib import Path

import pytest

import monitorlib as ml
from charts import write_csv
from monitorlib import chartview, findings, paths
from monitorlib.audit import auditview
from monitorlib.messages import Text
from monitorlib.observations import intake, newyear
from monitorlib.processing import build
from monitorlib.report_data import Report
from monitorlib.tabular.tables import Table
from projects import copy_project


def test_a_printed_edition_has_no_charts_to_show(report: Report) -> None:
    said = chartview.say_charts(report)
    assert said.kind == "lacking"
    assert "2017 come from a printed edition" in said.text
    assert chartview.reading(report, "rows").empty
    assert chartview.known(report).empty
    assert chartview.crowds(report) == chartview.say_crowds(report) == said


@pytest.fixture(scope="module")
def charts_of_2018(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with two charts of 2018, for tests that only read."""
    with pytest.MonkeyPatch.context() as patch:
        copy = copy_project(tmp_path_factory.mktemp("charts"), patch)
        _take_in_two()
    return copy


def _take_in_two() -> None:
    newyear.new_year("2018")
    write_csv(
        paths.private("2018") / "charts.csv",
        {},
        {"id": "b", "city": "Astana", "participants_best": "", "duration": "",
         "participants_reported": "hundreds", "police_officers": ""},
    )  # fmt: skip
    intake.take_in("2018")
    build.build()


@pytest.fixture
def charted(charts_of_2018: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.setenv("MONITORLIB_ROOT", str(charts_of_2018))
    return ml.load(2018)


def test_it_says_how_many_charts_were_read_and_kept(charted: Report) -> None:
    assert chartview.say_charts(charted).text.startswith("2 charts were read as: ")
    rows = chartview.reading(charted, "rows").set_index("name")["number"]
    assert rows.to_dict() == {"rows read": 2, "charts kept": 2}


def test_it_says_how_many_charts_know_a_count(charted: Report) -> None:
    known = chartview.known(charted).set_index("quantity")
    assert known.loc["total duration"].tolist() == [1, 2]
    assert known.loc["number of assemblies"].tolist() == [2, 2]


def test_the_rule_in_use_comes_first(charted: Report) -> None:
    table = chartview.crowds(charted)
    assert isinstance(table, Table)
    assert table.rows[0][0] == "monitor (in use)"
    assert table.rows[0][1][0].text == "212"
    assert "between 112 and 512" in chartview.say_crowds(charted).text


def test_a_sentence_says_where_charts_did_not_know(charted: Report) -> None:
    said = ml.say("It lasted {mean} minutes.", mean=charted.value("mean_duration"))
    assert isinstance(said, Text)
    assert said.text == (
        "It lasted 20.0 minutes. Mean duration of an assembly: known for 1 of 2 charts."
    )


def test_what_no_chart_knows_is_refused_with_the_reason(charted: Report) -> None:
    said = ml.say("{share}", share=charted.value("presence_share", category="akimat"))
    assert said.kind == "lacking"
    assert said.text == (
        "Unknown for 2018: share of unpermitted assemblies attended by an authority: "
        "no chart records it."
    )


def test_what_the_format_cannot_say_is_refused_with_its_reason(project: Path) -> None:
    newyear.new_year("2018")
    path = paths.private("2018") / "acled.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,"
        "actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,"
        "iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,"
        "source_scale,notes,fatalities,tags,timestamp\n"
        "KAZ1,02 April 2018,2018,1,Demonstrations,Protests,Peaceful protest,Protesters,,Protesters,"
        ",,,Protesters only,,398,Caucasus and Central Asia,Kazakhstan,Almaty,,,Almaty,43.2,76.9,1,"
        "Invented,National,An invented row,0,crowd size=about 100,1\n",
        encoding="utf-8",
    )
    assert intake.take_in("2018") != ""
    build.build()
    report = ml.load(2018)
    assert report.value("participants", category="all").value == 100
    said = ml.say("{share}", share=report.value("law_abidance"))
    assert said.kind == "lacking"
    assert said.text.startswith("Unknown for 2018: law abidance index. The charts cannot say it: ")
    assert "permit" in said.text


def test_a_chart_year_speaks_of_charts_and_not_of_print(charted: Report) -> None:
    said = findings.say_towns(charted, "assemblies").text
    assert said.endswith("the towns add up to 2; the total of all charts is 2.")
    assert (
        "not stated yet whether monitors watched them in 2018"
        in findings.say_coverage(charted).text
    )
    edition = auditview.say_edition(charted).text
    assert "edition printed for 2017" in edition
    assert "charts of 2018" in edition
    presence = ml.table(charted, "13")
    assert isinstance(presence, Text) or presence.unit == "assemblies"


def test_a_line_that_ended_before_says_when(charted: Report) -> None:
    rates = charted.index("protest_activity").query("place in ['Almaty', 'Aktau', 'Kazakhstan']")
    chart = ml.figures.lines(
        rates, charted.rows("periods"), by="place", number="4-1", caption="x", lacking="y"
    )
    assert "(2017)" in chart.svg
