"""Counts of charts as facts: silent towns, unknown values, hidden cells, and the printed year."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from charts import SPECIFICATION, typed
from monitorlib import paths
from monitorlib.observations import chartfacts, completion
from monitorlib.observations.practice import invented, margins
from monitorlib.processing import printed
from monitorlib.processing.derive import derived_from
from monitorlib.vocabulary import WHOLE, Vocabulary


def counted(*changes: dict[str, str], small: int = 0) -> pd.DataFrame:
    vocabulary = Vocabulary(paths.hand())
    charts = completion.completed(typed(*changes), SPECIFICATION)
    made = chartfacts.counted(charts, "2017", vocabulary)
    return chartfacts.facts(made.counts, "2017", vocabulary, small)


def at(facts: pd.DataFrame, measure: str, place: str, category: str = "") -> pd.Series:
    rows = facts[
        (facts["measure"] == measure) & (facts["place"] == place) & (facts["category"] == category)
    ]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_watched_town_without_charts_had_a_recorded_nothing() -> None:
    fact = at(counted({}), "assemblies", "Semey")  # 2017: every town was watched
    assert (fact["status"], fact["value"]) == ("none_recorded", 0)


@pytest.mark.parametrize(
    ("said", "status"), [("no", "not_monitored"), ("unknown", "coverage_unknown")]
)
def test_an_unwatched_town_without_charts_is_unknown(project: Path, said: str, status: str) -> None:
    path = paths.hand() / "coverage.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2017,Semey,yes", f"2017,Semey,{said}"), encoding="utf-8")
    fact = at(counted({}), "assemblies", "Semey")
    assert fact["status"] == status
    assert pd.isna(fact["value"])


def test_what_no_chart_knows_is_unknown_and_not_zero() -> None:
    facts = counted({"duration": ""}, {"duration": ""})
    fact = at(facts, "duration_total", "Almaty")
    assert (fact["status"], fact["known"], fact["charts"]) == ("not_recorded", 0, 2)
    assert pd.isna(fact["value"])


def test_a_total_says_how_many_charts_knew_it() -> None:
    fact = at(counted({"duration": "30"}, {"duration": ""}), "duration_total", "Almaty")
    assert (fact["value"], fact["known"], fact["charts"]) == (30, 1, 2)


TOWNS = [
    {"city": "Almaty", "persons_detained": "2"},
    {"city": "Astana", "persons_detained": "5"},
    {"city": "Semey", "persons_detained": "7"},
]


def test_small_counts_of_persons_are_hidden_with_one_more() -> None:
    """Almaty's 2 could be found as 14 less the others, so Astana's 5 is hidden, too."""
    facts = counted(*TOWNS, small=3)
    status = {place: at(facts, "detained_persons", place)["status"]
              for place in ("Almaty", "Astana", "Semey", WHOLE)}  # fmt: skip
    assert status == {
        "Almaty": "suppressed", "Astana": "suppressed", "Semey": "stated", WHOLE: "stated",
    }  # fmt: skip
    assert pd.isna(at(facts, "detained_persons", "Almaty")["value"])
    assert at(facts, "participants", "Almaty", "all")["status"] == "stated"


def test_where_one_town_alone_has_any_the_total_is_hidden_too() -> None:
    facts = counted({"persons_detained": "2"}, small=3)
    assert at(facts, "detained_persons", WHOLE)["status"] == "suppressed"


def test_no_threshold_hides_nothing() -> None:
    facts = counted(*TOWNS)
    assert "suppressed" not in set(facts["status"])


@pytest.fixture(scope="module")
def tabulated() -> dict[tuple[str, str, str], float]:
    """Counts and indices of the invented charts of 2017, through tabulation."""
    vocabulary = Vocabulary(paths.hand())
    charts = invented.charts()[SPECIFICATION.public]
    made = chartfacts.counted(charts, "2017", vocabulary)
    facts = chartfacts.facts(made.counts, "2017", vocabulary)
    indices = derived_from(facts, vocabulary, bases=made.bases)["indices"]
    rows = pd.concat([facts, indices], ignore_index=True)
    return {
        (row["measure"], row["place"], row["category"]): row["value"]
        for row in rows.to_dict("records")
    }


TARGETS = [
    target
    for target in margins.targets().values()
    if target.count.measure in Vocabulary(paths.hand()).measure and target.kept
]


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.id)
def test_the_invented_charts_give_back_each_printed_number_that_any_charts_can(
    target: margins.Target, tabulated: dict[tuple[str, str, str], float]
) -> None:
    """Printed 2017 figures, against the charts counted and divided by the code of every year."""
    count = target.count
    found = tabulated[count.measure, count.place, count.category]
    if target.step:
        assert abs(found - float(target.stated)) <= float(target.step) / 2
    else:
        assert printed.agreement(target.stated, found) == "reproduced", (target.printed, found)


def test_nearly_all_printed_figures_are_among_them() -> None:
    cells = [target for target in margins.targets().values() if target.kind == "cell"]
    assert len(cells) == 261
    assert len([target for target in TARGETS if target.kind == "cell"]) >= 235


def test_where_persons_are_hidden_the_assemblies_with_detentions_are_too() -> None:
    facts = counted(*TOWNS, small=3)
    status = {place: at(facts, "detention_events", place)["status"]
              for place in ("Almaty", "Astana", "Semey")}  # fmt: skip
    assert status == {"Almaty": "suppressed", "Astana": "suppressed", "Semey": "stated"}


def test_a_concern_of_two_groups_is_counted_once_for_each() -> None:
    same = {"concern": "late salaries"}
    facts = counted(
        same | {"concern_group": "economic"}, same | {"concern_group": "economic"},
        same | {"concern_group": "social"},
    )  # fmt: skip
    issues = facts[facts["measure"] == "assemblies_by_issue"].set_index("category")["value"]
    assert issues.to_dict() == {"late salaries (economic)": 2, "late salaries (social)": 1}


def test_hidden_towns_cannot_be_told_from_their_total() -> None:
    """1, 1 and 10 of 12: were only the ones hidden, 12 - 10 would give both away."""
    facts = counted(
        {"city": "Almaty", "persons_detained": "1"}, {"city": "Astana", "persons_detained": "1"},
        {"city": "Semey", "persons_detained": "10"}, small=3,
    )  # fmt: skip
    status = {place: at(facts, "detained_persons", place)["status"]
              for place in ("Almaty", "Astana", "Semey", WHOLE)}  # fmt: skip
    assert status == {"Almaty": "suppressed", "Astana": "suppressed", "Semey": "suppressed",
                      WHOLE: "stated"}  # fmt: skip
