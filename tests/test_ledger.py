"""A ledger knows what each table prints, what is in use, and what other counts would make."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgers import BLANK, DASH, fact, small_ledger, whole_ledger
from monitorlib.audit.ledger import Ledger, in_prose, key_of
from monitorlib.processing.derive import Key
from monitorlib.report_data import Report

ALL, ASSEMBLIES = "Kazakhstan", ("2017", "Kazakhstan", "assemblies", "")


@pytest.fixture(scope="module")
def whole(report: Report) -> Ledger:
    return whole_ledger(report)


@pytest.mark.parametrize(
    ("key", "table", "value", "stated"),
    [
        (ASSEMBLIES, "1", 36, "36"),
        (ASSEMBLIES, "prose", 36, "36"),  # line 94
        (("2017", "Uralsk", "assembly_share", ""), "1", 5.5, "5,5"),
        (("2015", "Astana", "assemblies", ""), "2", 37, "37"),  # corrected to 22 by C2
        (("2014", "Taldykorgan", "assemblies", ""), "2", 0, ""),  # a dash; corrected by C6
        (("2017", ALL, "detention_events", ""), "16", 7, "7"),
        (("2017", ALL, "detention_events", ""), "prose", 8, "8"),  # line 363
        (("2017", ALL, "participants", "excluding_permitted"), "14-1", 327, "327"),
        (("2017", ALL, "participants", "excluding_permitted"), "18", 312, "312"),
        (("2017", ALL, "law_abidance", ""), "11", 100, "100"),
    ],
    ids=lambda case: "-".join(filter(None, case)) if isinstance(case, tuple) else None,
)
def test_each_table_is_quoted_as_it_prints(
    key: Key, table: str, value: float, stated: str, whole: Ledger
) -> None:
    found = whole.fact(key, table)
    assert found is not None
    assert (found["value"], found["stated"], found["correction"]) == (value, stated, "")


@pytest.mark.parametrize(
    ("key", "table"),
    [
        (ASSEMBLIES, "14"),  # another table
        (("2017", "Aktau", "assemblies", ""), "2"),  # blank
        (("2010", "Aktau", "assemblies", ""), "2"),  # a dash where nobody monitored
        (("2012-13", "Kostanai", "assemblies", ""), "2"),  # a dash where nobody knows if so
        (("2017", "Aktau", "mean_participants", "all"), "18"),  # 7 / -
        (("2017", "Nowhere", "assemblies", ""), "2"),
    ],
    ids=["table", "blank", "not-monitored", "coverage-unknown", "unreadable", "place"],
)
def test_where_a_table_states_no_number_there_is_nothing_to_quote(
    key: Key, table: str, whole: Ledger
) -> None:
    assert whole.fact(key, table) is None


@pytest.mark.parametrize(
    ("key", "value", "source"),
    [
        (ASSEMBLIES, 36, "Table 1"),
        (("2016", ALL, "assemblies", ""), 52, "Table 2"),
        (("2015", "Astana", "assemblies", ""), 22, "Table 2"),  # C2
        (("2017", ALL, "detention_events", ""), 7, "Table 16"),
        (("2017", ALL, "hindered", ""), 6, "line 363"),
        (("2017", ALL, "law_abidance", ""), 500 / 36, "Table 12"),  # computed; printed as 14
        (("2017", "Almaty", "unpermitted_share", ""), 1600 / 17, ""),  # Table 9 is lost
        (("2014", ALL, "law_abidance", ""), 9.6, "Table 12"),  # no counts: as stated
        (("2017", ALL, "presence_share", "police"), None, ""),  # 41 of 31: impossible
        (("2017", "Aktau", "assemblies", ""), None, "Table 2"),  # blank
        (("2010", ALL, "hindered", ""), None, ""),
    ],
    ids=lambda case: "-".join(filter(None, case)) if isinstance(case, tuple) else None,
)
def test_the_number_in_use_is_counted_computed_stated_or_unknown(
    key: Key, value: float | None, source: str, whole: Ledger
) -> None:
    if value is None:
        assert math.isnan(whole.value(key))
    else:
        assert whole.value(key) == pytest.approx(value)
    assert whole.source(key) == source


def test_an_index_whose_part_is_above_its_whole_is_unknown_even_where_one_is_stated() -> None:
    share = fact("presence_share", "90", category="police", table="13")
    attended = fact("assemblies_attended", "41", category="police", table="13")
    books = small_ledger(share, attended, fact("unpermitted", "31", table="11"))
    assert math.isnan(books.value(key_of(share)))
    assert books.computed(key_of(share)).impossible
    assert small_ledger(share).value(key_of(share)) == 90


def test_measures_with_a_formula_are_derived_and_no_others(whole: Ledger) -> None:
    for measure, row in whole.vocabulary.measure.items():
        assert whole.derived(measure) == bool(row["function"])
    assert not whole.derived("assemblies")
    assert whole.derived("police_control")


def test_corrections_are_in_use_but_not_printed(whole: Ledger) -> None:
    printed = [fact for facts in whole.printed.values() for fact in facts]
    assert not any(fact["correction"] for fact in printed)
    astana = whole.printed["2014", "Astana", "assemblies", ""]
    assert [(fact["table"], fact["printed"]) for fact in astana] == [("2", "26")]
    assert whole.value(("2014", "Astana", "assemblies", "")) == 37  # C1


def test_periods_come_in_order_of_time_and_places_without_the_whole(whole: Ledger) -> None:
    assert whole.periods == ["2010", "2011-12", "2012-13", "2014", "2015", "2016", "2017"]
    assert len(whole.places) == 16
    assert ALL not in whole.places


@pytest.mark.parametrize(
    ("measure", "names"),
    [
        ("concern_share", ["political", "economic", "social"]),
        ("assemblies_attended", ["prosecutor", "akimat", "police"]),
        ("police_control", ["all", "excluding_permitted"]),
        ("assemblies", []),
    ],
)
def test_a_measure_has_the_categories_of_its_dimension_in_their_order(
    measure: str, names: list[str], whole: Ledger
) -> None:
    assert whole.categories(measure) == names


def test_a_ledger_keeps_lists_and_claims_beside_its_numbers(whole: Ledger) -> None:
    assert sorted(whole.lists) == ["assemblies", "hindered", "laws", "permitted", "prosecutions"]
    assert whole.edition == "2017"
    assert (whole.told["L166b"], whole.told["L15a"]) == ("17", "")


PERMITTED, ABIDANCE = (("2017", ALL, name, "") for name in ("permitted", "law_abidance"))


def test_other_counts_make_another_index_and_leave_the_ledger_as_it_is(whole: Ledger) -> None:
    other = whole.changed({PERMITTED: 9.0, ASSEMBLIES: 18.0})
    assert other.value(ABIDANCE) == 50
    assert other.computed(ABIDANCE).formula == "100 x 9 / 18"
    assert other.changed({PERMITTED: 0.0}).value(ABIDANCE) == 0
    assert other.value(PERMITTED) == 9
    assert whole.value(PERMITTED) == 5
    assert whole.computed(ABIDANCE).formula == "100 x 5 / 36"


def test_what_a_table_prints_does_not_change_with_the_counts(whole: Ledger) -> None:
    other = whole.changed({PERMITTED: 9.0})
    quoted = other.fact(PERMITTED, "11")
    assert quoted is not None
    assert quoted["value"] == 5
    assert other.source(PERMITTED) == whole.source(PERMITTED) == "Table 11"


def test_a_count_changed_to_unknown_makes_the_index_the_stated_one(whole: Ledger) -> None:
    other = whole.changed({ASSEMBLIES: float("nan")})
    assert math.isnan(other.value(ASSEMBLIES))
    assert other.value(ABIDANCE) == 14  # Table 12


def test_a_count_that_nobody_stated_can_be_given(whole: Ledger) -> None:
    key = ("2010", ALL, "hindered", "")
    assert whole.changed({key: 3.0}).value(key) == 3
    assert math.isnan(whole.value(key))


@settings(deadline=None)
@given(
    changes=st.dictionaries(
        st.sampled_from(["Almaty", "Astana", "Semey", "Aktau"]), st.integers(0, 999), min_size=1
    )
)
def test_a_change_concerns_only_what_it_names(changes: dict[str, float]) -> None:
    places = ("Almaty", "Astana", "Semey")
    books = small_ledger(*(fact("assemblies", "17", place=place) for place in places))
    other = books.changed({("2017", place, "assemblies", ""): n for place, n in changes.items()})
    for place in places:
        key = ("2017", place, "assemblies", "")
        assert other.value(key) == changes.get(place, 17)
        assert books.value(key) == 17


@pytest.mark.parametrize(
    ("ask", "looked_up"),
    [
        (lambda books: books.value(ASSEMBLIES), [ASSEMBLIES]),
        (lambda books: books.value(ABIDANCE), [PERMITTED, ASSEMBLIES]),
        (lambda books: books.computed(ABIDANCE), [PERMITTED, ASSEMBLIES]),
        (lambda books: books.fact(ABIDANCE, "11"), [ABIDANCE]),
        (lambda books: books.fact(ABIDANCE, "none"), [ABIDANCE]),
        (lambda books: books.source(PERMITTED), [PERMITTED]),
        (lambda books: books.periods, []),
        (lambda books: [books.value(PERMITTED), books.value(ABIDANCE)], [PERMITTED, ASSEMBLIES]),
        (
            lambda books: [books.source(ASSEMBLIES), books.source(PERMITTED)],
            [ASSEMBLIES, PERMITTED],
        ),
    ],
    ids=[
        *("count", "index", "computed", "quoted", "not-printed", "source", "periods"),
        *("once-each", "in-order"),
    ],
)
def test_a_traced_ledger_remembers_what_is_looked_up(
    ask: Callable[[Ledger], object], looked_up: list[Key], whole: Ledger
) -> None:
    traced, seen = whole.traced()
    assert not seen
    ask(traced)
    assert list(seen) == looked_up


def test_an_index_without_its_counts_is_looked_up_itself(whole: Ledger) -> None:
    key = ("2014", ALL, "law_abidance", "")
    traced, seen = whole.traced()
    assert traced.value(key) == 9.6
    assert key in seen


def test_a_trace_names_each_table_that_a_quantity_was_looked_up_in(whole: Ledger) -> None:
    traced, seen = whole.traced()
    traced.fact(ABIDANCE, "11")
    traced.fact(ABIDANCE, "12")
    traced.fact(ABIDANCE, "11")
    assert seen == {ABIDANCE: ("11", "12")}
    traced.source(ABIDANCE)  # what is in use has no table of its own
    assert seen == {ABIDANCE: ("11", "12", "")}


def test_two_traces_do_not_mix_and_the_ledger_itself_keeps_none(whole: Ledger) -> None:
    (first, seen), (_, unseen) = whole.traced(), whole.traced()
    first.value(ASSEMBLIES)
    whole.value(PERMITTED)
    assert (list(seen), list(unseen)) == ([ASSEMBLIES], [])


def test_a_changed_ledger_can_be_traced_with_its_changes(whole: Ledger) -> None:
    traced, seen = whole.changed({PERMITTED: 9.0}).traced()
    assert traced.value(ABIDANCE) == 25
    assert list(seen) == [PERMITTED, ASSEMBLIES]


@pytest.mark.parametrize(
    ("silence", "known"), [(DASH, True), (BLANK, False)], ids=["dash", "blank"]
)
def test_a_recorded_nothing_is_a_zero_and_a_blank_is_none(
    silence: dict[str, Any], known: bool
) -> None:
    cell = fact("permitted", **silence)
    books = small_ledger(cell)
    assert (books.fact(key_of(cell), "2") is not None) == known
    assert books.value(key_of(cell)) == 0 if known else math.isnan(books.value(key_of(cell)))


def test_a_fact_names_its_quantity_and_whether_it_stands_in_the_text() -> None:
    cell = fact("police_control", "0.4", category="all", place="Astana", period="2016")
    assert key_of(cell) == ("2016", "Astana", "police_control", "all")
    assert not in_prose(cell)
    assert in_prose(fact("assemblies", "36", table="prose"))
