"""A repair is found by what it reconciles, ranked by what it breaks, and changes nothing itself."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from monitorlib.audit import crosschecks, tablechecks
from monitorlib.audit.checks import Check, Judgement
from monitorlib.audit.ledger import Ledger
from monitorlib.audit.repairs import MOST, RULES, Repair, Trial, search
from monitorlib.processing.derive import Key
from monitorlib.processing.printed import Agreement
from test_tablechecks import Column, edition, ledger, table

YEARS = ("2015", "2016")
COUNTS = {"TOTAL": "30 24", "Almaty": "18 12", "Astana": "9 6", "Uralsk": "3 6"}
RATES = {"TOTAL": "2,5 2,0", "Almaty": "1,5 1,0", "Astana": "0,75 0,5", "Uralsk": "0,25 0,5"}
PEOPLE = {  # participants of two years, then their means: 180 / 18, 240 / 12, and so on
    "TOTAL": "300 390 10 16",
    "Almaty": "180 240 10 20",
    "Astana": "90 90 10 15",
    "Uralsk": "30 60 10 10",
}
NO_RELATIONS = pd.DataFrame(columns=["id", "over", "holds", "claim"])


def printed(
    counts: dict[str, str] | None = None, rates: dict[str, str] | None = None
) -> tuple[list[Check], Ledger]:
    """Tables like 2, 3 and 18, which agree but for the rows that are given."""
    people = [Column("participants", year, "all") for year in YEARS]
    means = [Column("mean_participants", year, "all") for year in YEARS]
    book = ledger(
        table("2", COUNTS | (counts or {}), *(Column("assemblies", year) for year in YEARS)),
        table("3", RATES | (rates or {}), *(Column("protest_activity", year) for year in YEARS)),
        table("18", PEOPLE, *people, *means),
    )
    return [*tablechecks.checks(book), *crosschecks.checks(book, NO_RELATIONS)], book


def held(town: str, year: str) -> Key:
    return year, town, "assemblies", ""


def checks_of(town: str, year: str) -> set[str]:
    """The checks that look at a count: the total above it, its rate and its mean."""
    return {
        f"t2-total-assemblies-{year}-total",
        f"t3-{town}-protest-activity-{year}",
        f"t18-{town}-mean-participants-{year}",
    }


def looks(check: Check, book: Ledger) -> bool:
    """Whether a check looks at a quantity at all; a total of rates adds printed cells."""
    traced, seen = book.traced()
    check.judge(traced)
    return bool(seen)


def by_cells(repairs: list[Repair]) -> dict[frozenset[tuple[str, str, float]], Repair]:
    """Repairs by place, period and new value."""
    return {
        frozenset((key[1], key[0], new) for key, _, new in repair.changes): repair
        for repair in repairs
    }


def test_tables_that_agree_ask_for_no_repair() -> None:
    checks, book = printed()
    assert Trial(checks, book).contradicted() == []
    assert search(Trial(checks, book)) == []


def test_two_neighbours_of_a_row_that_changed_places_are_found() -> None:
    checks, book = printed({"Astana": "6 9"})
    best = search(Trial(checks, book))[0]
    assert {key: (old, new) for key, old, new in best.changes} == {
        held("Astana", "2015"): (6, 9),
        held("Astana", "2016"): (9, 6),
    }
    assert set(best.reconciles) == checks_of("astana", "2015") | checks_of("astana", "2016")
    assert (best.breaks, best.strong, best.displaced) == ((), True, 2)


def test_two_rows_of_a_column_that_changed_places_are_found() -> None:
    # the total stays 30; 9 / 12 is not 1,5 and 180 / 9 not 10; 18 / 12 is not 0,75, 90 / 18 not 10
    checks, book = printed({"Almaty": "9 12", "Astana": "18 6"})
    best = search(Trial(checks, book))[0]
    assert by_cells([best]).keys() == {
        frozenset({("Almaty", "2015", 18.0), ("Astana", "2015", 9.0)})
    }
    both = checks_of("almaty", "2015") | checks_of("astana", "2015")
    assert set(best.reconciles) == both - {"t2-total-assemblies-2015-total"}
    assert best.breaks == ()
    assert not best.strong  # four checks for two cells may still be chance


def test_two_rows_that_changed_places_are_found_without_a_total() -> None:
    checks, book = printed({"TOTAL": ". 24", "Almaty": "9 12", "Astana": "18 6"})
    best = search(Trial(checks, book))[0]
    assert by_cells([best]).keys() == {
        frozenset({("Almaty", "2015", 18.0), ("Astana", "2015", 9.0)})
    }


def test_counts_that_do_not_make_the_total_together_are_not_joined() -> None:
    # Astana 9 and Uralsk 3 are asked for, 30 together with the 18 of Almaty, and 32 is printed
    checks, book = printed({"TOTAL": "32 24", "Astana": "- 6", "Uralsk": "- 6"})
    found = search(Trial(checks, book))
    assert frozenset({("Astana", "2015", 9.0)}) in by_cells(found)
    assert frozenset({("Uralsk", "2015", 3.0)}) in by_cells(found)
    assert {len(repair.changes) for repair in found} == {1}


def test_places_are_changed_only_between_periods_that_follow_each_other() -> None:
    years = ("2014", "2015", "2016")
    book = ledger(
        table("2", {"Almaty": "6 9 3"}, *(Column("assemblies", year) for year in years)),
        table("3", {"Almaty": "0,25 0,75 0,5"}, *(Column("protest_activity", y) for y in years)),
        table(
            "18",
            {"Almaty": "3000 900 6000 1000 100 1000"},
            *(Column("participants", year, "all") for year in years),
            *(Column("mean_participants", year, "all") for year in years),
        ),
    )
    found = search(Trial([*tablechecks.checks(book)], book))
    assert {len(repair.changes) for repair in found} == {1}  # 3 and 6, each for itself


def test_a_row_shifted_by_one_column_is_found() -> None:
    # 9 and 6 were meant; 9 stands one column to the right, and 6 is lost
    checks, book = printed({"Astana": "- 9"})
    found = by_cells(search(Trial(checks, book)))
    moved = found[frozenset({("Astana", "2015", 9.0)})]
    lost = found[frozenset({("Astana", "2016", 6.0)})]
    assert set(moved.reconciles) == checks_of("astana", "2015")
    assert set(lost.reconciles) == checks_of("astana", "2016")
    assert (moved.breaks, lost.breaks) == ((), ())
    assert (moved.displaced, lost.displaced) == (1, 0)  # the 9 stands beside its cell
    assert next(iter(found.values())) is moved


@pytest.mark.parametrize("cell", ["-", "."], ids=["dash", "blank"])
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("town", ["Almaty", "Astana", "Uralsk"])
def test_a_lost_count_is_found(town: str, year: str, cell: str) -> None:
    row = COUNTS[town].split()
    at = YEARS.index(year)
    meant, row[at] = float(row[at]), cell
    checks, book = printed({town: " ".join(row)})
    best = search(Trial(checks, book))[0]
    [(key, before, after)] = best.changes
    assert (key, after) == (held(town, year), meant)
    assert before == 0 if cell == "-" else math.isnan(before)
    assert set(best.reconciles) == checks_of(town.lower(), year)
    assert best.breaks == ()


def test_two_lost_counts_that_together_make_the_total_are_strong() -> None:
    checks, book = printed({"Astana": "- 6", "Uralsk": "- 6"})  # 18 of 30; 9 and 3 are lost
    best = search(Trial(checks, book))[0]
    assert by_cells([best]).keys() == {
        frozenset({("Astana", "2015", 9.0), ("Uralsk", "2015", 3.0)})
    }
    assert set(best.reconciles) == checks_of("astana", "2015") | checks_of("uralsk", "2015")
    assert (best.breaks, best.strong) == ((), True)
    assert best.exact >= len(best.reconciles)  # 30; 0,75 and 0,25; 10 and 10


def test_what_a_better_repair_holds_is_not_told_again() -> None:
    checks, book = printed({"Astana": "- 6", "Uralsk": "- 6"})
    best, *rest = search(Trial(checks, book))
    assert not [repair for repair in rest if {*repair.changes} <= {*best.changes}]


def test_a_total_that_its_rate_and_its_mean_deny_is_found() -> None:
    checks, book = printed({"TOTAL": "36 24"})  # 36 / 12 is not 2,5; 300 / 36 is not 10
    best = search(Trial(checks, book))[0]
    assert by_cells([best]).keys() == {frozenset({("Kazakhstan", "2015", 30.0)})}


def test_a_total_that_its_rows_deny_is_found() -> None:
    checks, book = printed({"TOTAL": "33 24"})  # 33 / 12 is not 2,5, and the rows make 30
    found = by_cells(search(Trial(checks, book)))
    assert {"t2-total-assemblies-2015-total", "t3-total-protest-activity-2015"} <= set(
        found[frozenset({("Kazakhstan", "2015", 30.0)})].reconciles
    )


def test_what_breaks_more_claims_than_it_reconciles_is_no_repair() -> None:
    checks, book = printed({"Astana": "6 9"})
    key = held("Astana", "2015")

    def judge(changed: Ledger) -> Judgement:
        same = changed.book.value(key) == 6
        return Judgement(Agreement.REPRODUCED if same else Agreement.CONTRADICTED)

    told = [replace(checks[0], id=f"L{n}a", rule="claim", judge=judge) for n in range(9)]
    repairs = search(Trial([*checks, *told], book))
    assert not [each for each in repairs if len(each.breaks) >= len(each.reconciles)]


def test_one_wrong_rate_is_no_reason_to_change_a_count() -> None:
    checks, book = printed(rates={"Almaty": "7,7 1,0"})
    assert "t3-almaty-protest-activity-2015" in Trial(checks, book).contradicted()
    assert search(Trial(checks, book)) == []


@pytest.mark.parametrize(
    ("town", "value", "breaks", "displaced"),
    [
        # 17 / 12 = 1.42 and 180 / 17 = 10.6 are within a unit of 1,5 and 10; 30 is not 29
        ("Almaty", 17, {"t2-total-assemblies-2015-total"}, 0),
        # 12 / 12 = 1, 180 / 12 = 15; and 12 is printed in the cell beside
        ("Almaty", 12, checks_of("almaty", "2015"), 1),
        ("Almaty", 18, set(), 0),  # nothing changes
        ("Uralsk", 0, checks_of("uralsk", "2015"), 0),
    ],
)
def test_an_attempt_names_what_it_breaks(
    town: str, value: float, breaks: set[str], displaced: int
) -> None:
    checks, book = printed()
    repair = Trial(checks, book).attempt({held(town, "2015"): value})
    assert set(repair.breaks) == breaks
    assert (repair.reconciles, repair.displaced) == ((), displaced)


def test_an_attempt_changes_nothing_in_the_ledger() -> None:
    checks, book = printed({"Astana": "6 9"})
    values = {key: dict(row) for key, row in book.book.values.items()}
    verdicts = [check.judge(book) for check in checks]
    trial = Trial(checks, book)
    before, wrong = dict(trial.before), trial.contradicted()
    changes = {held("Astana", "2015"): 9.0, held("Astana", "2016"): 6.0, held("Semey", "2015"): 1.0}
    first = trial.attempt(changes)
    assert {key: dict(row) for key, row in book.book.values.items()} == values
    assert repr([check.judge(book) for check in checks]) == repr(verdicts)
    assert (trial.before, trial.contradicted()) == (before, wrong)
    assert repr(trial.attempt(changes)) == repr(first)  # one attempt leaves no trace in the next
    assert list(changes.values()) == [9, 6, 1]


def test_an_attempt_at_a_count_that_nothing_looks_at_does_nothing() -> None:
    checks, book = printed()
    repair = Trial(checks, book).attempt({("2016", "Semey", "detention_events", ""): 5.0})
    assert (repair.reconciles, repair.breaks, repair.exact) == ((), (), 0)


def test_a_change_that_makes_something_known_reconciles_it() -> None:
    checks, book = printed({"Uralsk": ". 6"})
    trial = Trial(checks, book)
    rate = "t3-uralsk-protest-activity-2015"
    assert trial.before[rate] is Agreement.NOT_DERIVABLE
    assert rate in trial.attempt({held("Uralsk", "2015"): 3.0}).reconciles
    assert rate in trial.attempt({held("Uralsk", "2015"): 9.0}).breaks  # 0.75 is not 0,25


def test_a_trial_counts_each_stated_number_once() -> None:
    checks, book = printed()
    counting = {each.id for looking in Trial(checks, book).looking.values() for each in looking}
    left_out = {check.rule for check in checks if looks(check, book) and check.id not in counting}
    assert left_out == {"implied count"}
    assert not {"implied count", "relation", "correction"} & set(RULES)


def test_a_trial_knows_the_verdict_of_every_check_also_of_those_that_do_not_count() -> None:
    checks, book = printed({"Astana": "6 9"})
    trial = Trial(checks, book)
    assert trial.before == {check.id: check.judge(book).verdict for check in checks}
    wrong = {name for name, verdict in trial.before.items() if verdict is Agreement.CONTRADICTED}
    implied = {check.id for check in checks if check.rule == "implied count"}
    assert wrong & implied
    assert set(trial.contradicted()) == wrong - implied
    assert set(trial.contradicted(("total",))) == {
        "t2-total-assemblies-2015-total",  # 18 + 6 + 3 = 27, and 30 is printed
        "t2-total-assemblies-2016-total",
    }


def test_an_attempt_counts_only_the_rules_it_is_given() -> None:
    checks, book = printed({"Astana": "6 9"})
    trial = Trial(checks, book)
    changes = {held("Astana", "2015"): 9.0}
    assert set(trial.attempt(changes).reconciles) == checks_of("astana", "2015")
    assert trial.attempt(changes, ("total",)).reconciles == ("t2-total-assemblies-2015-total",)


@pytest.mark.parametrize(
    ("changes", "reconciles", "breaks", "strong"),
    [
        (1, 4, 0, True),
        (1, 3, 0, False),
        (3, 6, 0, True),
        (3, 5, 0, False),
        (1, 9, 1, False),
        (0, 3, 0, True),
    ],
)
def test_a_repair_is_strong_where_it_reconciles_three_more_than_it_changes_and_breaks_none(
    changes: int, reconciles: int, breaks: int, strong: bool
) -> None:
    repair = Repair(
        tuple((held("Almaty", str(n)), 0.0, 1.0) for n in range(changes)),
        tuple(f"r{n}" for n in range(reconciles)),
        tuple(f"b{n}" for n in range(breaks)),
    )
    assert repair.strong is strong


# The edition of 2017, without corrections.


@cache
def found() -> tuple[Repair, ...]:
    judged = edition(as_printed=True)
    return tuple(search(Trial([*judged.checks.values()], judged.ledger)))


def of_tables(names: Iterable[str]) -> set[str]:
    """Checks of printed tables, without what the text claims."""
    return {name for name in names if not name.startswith("L")}


AVERAGE = "average-number-of-participants-per-assembly"
ASTANA_2014 = frozenset(
    {("Astana", "2014", 37.0), ("Taldykorgan", "2014", 2.0), ("Ust-Kamenogorsk", "2014", 2.0)}
)
ASTANA_2015 = frozenset(
    {("Astana", "2015", 22.0), ("Atyrau", "2015", 4.0), ("Aktobe", "2015", 1.0)}
)


@pytest.mark.parametrize(
    ("cells", "before", "reconciles"),
    [
        (
            ASTANA_2014,
            {"Astana": 26, "Taldykorgan": 0, "Ust-Kamenogorsk": 0},
            {
                "t2-total-2014-total",  # 43+37+15+2+5+2+2+2+1+3+2 = 114
                "t3-astana-2014",  # 37 / 12 = 3.08 for 3,1
                "t3-ust-kamenogorsk-2014",  # 2 / 12 = 0.17 for 0,1
                f"t18-astana-{AVERAGE}-2014",  # 541 / 37 = 14.6 for 14
                f"t18-taldykorgan-{AVERAGE}-2014",  # 9 / 2 = 4,5
                f"t18-ust-kamenogorsk-{AVERAGE}-2014",  # 2 / 2 = 1
            },
        ),
        (
            ASTANA_2015,
            {"Astana": 37, "Atyrau": 1, "Aktobe": 0},
            {
                "t2-total-2015-total",  # 29+22+9+1+1+1+4+1+1+1+1 = 71
                "t3-astana-2015",  # 22 / 12 = 1.83 for 1,8
                "t3-atyrau-2015",  # 4 / 12 = 0,33
                "t3-aktobe-2015",  # 1 / 12 = 0.08 for 0,1
                f"t18-atyrau-{AVERAGE}-2015",  # 113 / 4 = 28.3 for 29
                f"t18-aktobe-{AVERAGE}-2015",  # 1 / 1 = 1
            },
        ),
    ],
    ids=["2014", "2015"],
)
def test_the_shifted_row_of_astana_is_found(
    cells: frozenset[tuple[str, str, float]], before: dict[str, float], reconciles: set[str]
) -> None:
    repair = by_cells([*found()])[cells]
    assert {key[1]: old for key, old, _ in repair.changes} == before
    assert of_tables(repair.reconciles) == reconciles
    assert of_tables(repair.breaks) == set()


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(
            ASTANA_2014,
            id="2014",
        ),
        pytest.param(ASTANA_2015, id="2015"),
    ],
)
def test_the_shifted_row_of_astana_is_the_strongest_repair_of_its_year(
    cells: frozenset[tuple[str, str, float]],
) -> None:
    repair = by_cells([*found()])[cells]
    assert repair.strong
    [period] = {year for _, year, _ in cells}
    years = [{key[0] for key, _, _ in each.changes} for each in found()]
    assert found()[years.index({period})] is repair


def test_five_assemblies_in_aktau_are_not_strong() -> None:
    # 21+9+4+5+4+1+3+1+2+1 and one in Semey make 52, and 75 / 5 = 15; but 5 / 12 is not 0,1
    cells = frozenset({("Aktau", "2016", 5.0), ("Semey", "2016", 1.0)})
    repair = by_cells([*found()])[cells]
    assert repair.breaks == ("t3-aktau-2016",)
    assert of_tables(repair.reconciles) == {
        "t2-total-2016-total",
        "t3-semey-2016",  # 1 / 12 = 0,08
        f"t18-aktau-{AVERAGE}-2016",
    }
    assert not repair.strong


def test_no_strong_repair_concerns_2016_or_2017() -> None:
    strong = {key[0] for repair in found() if repair.strong for key, _, _ in repair.changes}
    assert not strong & {"2016", "2017"}


def test_each_repair_reconciles_more_than_it_breaks_in_few_cells_of_its_own() -> None:
    cells = [frozenset(key for key, _, _ in repair.changes) for repair in found()]
    assert len(set(cells)) == len(cells)
    assert max(map(len, cells)) <= MOST
    assert all(len(repair.reconciles) > len(repair.breaks) for repair in found())
    assert {key[2] for each in cells for key in each} == {"assemblies"}


def test_once_corrected_no_strong_repair_is_left() -> None:
    judged = edition()
    repairs = search(Trial([*judged.checks.values()], judged.ledger))
    assert not [repair.changes for repair in repairs if repair.strong]
    assert frozenset({("Aktau", "2016", 5.0), ("Semey", "2016", 1.0)}) in by_cells(repairs)
