"""Search for changes of few printed counts that would make several tables agree.

The search knows no town and no table by name. For every count that a contradicted check
looks at it takes the values that some other check asks for: a total its rows lack, the
assemblies that a rate or a mean implies, the neighbour's value where two cells may have
changed places. Each candidate is judged by every check that looks at it, before and
after. Candidates of one column that reconcile something and break nothing are then
joined, where together they meet the printed total. A candidate is a hypothesis:
what it breaks is listed beside what it reconciles.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from monitorlib.audit.checks import Check
from monitorlib.audit.crosschecks import implied
from monitorlib.audit.ledger import Ledger, in_prose, key_of
from monitorlib.numbers import is_known
from monitorlib.processing.derive import UNBOUNDED, Key
from monitorlib.processing.facts import Fact
from monitorlib.processing.printed import Agreement, agreement
from monitorlib.vocabulary import WHOLE

QUICK = ("index", "dash", "whole cases", "total", "hundred", "stated twice")
"""Rules that guide the search: each judges one printed number, in no time."""
RULES = (*QUICK, "claim")
"""Rules that count in the end. Others look at the same numbers again."""
MOST = 4
"""Cells that may change together."""
FITS = (Agreement.REPRODUCED, Agreement.ROUNDING)
STRONG = 3
"""A candidate is strong if it reconciles so many checks more than it changes cells, and breaks
none: then the agreement is more than what its own cells were chosen for."""


@dataclass(frozen=True)
class Repair:
    """A change of few counts, and what it does.

    Attributes
    ----------
    changes : tuple of tuple
        Quantity, value before, and value after.
    reconciles : tuple of str
        Checks that were contradicted or not derivable, and now fit.
    breaks : tuple of str
        Checks that were not contradicted and now are.
    exact : int
        Checks that then are reproduced, not only within rounding.
    displaced : int
        New values that are printed in the neighbouring cell of their row.
    """

    changes: tuple[tuple[Key, float, float], ...]
    reconciles: tuple[str, ...]
    breaks: tuple[str, ...]
    exact: int = 0
    displaced: int = 0

    @property
    def strong(self) -> bool:
        """Whether it reconciles clearly more than it changes, and breaks nothing."""
        return not self.breaks and len(self.reconciles) - len(self.changes) >= STRONG


def _judges_a_number(check: Check) -> bool:
    """Tell a check of a stated number from one of words, which says less of a cell."""
    return bool(check.stated) or check.rule != "claim"


class Trial:
    """Tries changes out, judging only the checks that look at what changed.

    Parameters
    ----------
    checks : sequence of Check
        All checks.
    ledger : Ledger
        The numbers as they are.

    Attributes
    ----------
    before : dict of str to Agreement
        Verdict of each check as things are.
    """

    def __init__(self, checks: Sequence[Check], ledger: Ledger) -> None:
        self.ledger, self.checks = ledger, checks
        self.before: dict[str, Agreement] = {}
        self.looking: dict[Key, list[Check]] = defaultdict(list)
        for check in checks:
            traced, seen = ledger.traced()
            self.before[check.id] = check.judge(traced).verdict
            if check.rule in RULES and _judges_a_number(check):
                for key in seen:
                    self.looking[key].append(check)

    def contradicted(self, rules: tuple[str, ...] = RULES) -> list[str]:
        """List the checks that count and are contradicted as things are.

        Parameters
        ----------
        rules : tuple of str
            Rules whose checks count.

        Returns
        -------
        list of str
            Their ids.
        """
        return [
            check.id
            for check in self.checks
            if check.rule in rules
            and _judges_a_number(check)
            and self.before[check.id] is Agreement.CONTRADICTED
        ]

    def attempt(self, changes: Mapping[Key, float], rules: tuple[str, ...] = RULES) -> Repair:
        """Change some counts and see what happens.

        Parameters
        ----------
        changes : mapping of tuple to float
            New values by quantity.
        rules : tuple of str
            Rules whose checks count.

        Returns
        -------
        Repair
            The changes and their consequences.
        """
        changed = self.ledger.changed(changes)
        at = (check for key in changes for check in self.looking[key])
        looking = {check.id: check for check in at if check.rule in rules}
        reconciles, breaks, exact = [], [], 0
        for name, check in looking.items():
            before, after = self.before[name], check.judge(changed).verdict
            if before not in FITS and after in FITS:
                reconciles.append(name)
            elif after is Agreement.CONTRADICTED and before is not after:
                breaks.append(name)
            exact += after is Agreement.REPRODUCED
        value = self.ledger.book.value
        return Repair(
            tuple((key, value(key), new) for key, new in changes.items()),
            tuple(sorted(reconciles)),
            tuple(sorted(breaks)),
            exact,
            sum(self._stands_beside(key, new) for key, new in changes.items()),
        )

    def _stands_beside(self, key: Key, value: float) -> bool:
        """Tell whether a value is printed in the cell of the period before or after."""
        at = self.ledger.periods.index(key[0])
        beside = self.ledger.periods[max(at - 1, 0) : at] + self.ledger.periods[at + 1 : at + 2]
        return any(self.ledger.book.value((period, *key[1:])) == value for period in beside)


def search(trial: Trial) -> list[Repair]:
    """Search for the changes that reconcile most.

    Parameters
    ----------
    trial : Trial
        All checks, and the numbers as they are.

    Returns
    -------
    list of Repair
        Those that reconcile more than they break, the best of each set of cells, strongest
        first.
    """
    ledger = trial.ledger
    wrong = set(trial.contradicted(QUICK))
    single: dict[Key, list[Repair]] = defaultdict(list)
    for key, looking in list(trial.looking.items()):
        doubtful = any(check.id in wrong for check in looking)
        if not _is_cell(key, ledger) or not (doubtful or not is_known(ledger.book.value(key))):
            continue
        for value in sorted(_asked_for(key, looking, wrong, ledger)):
            repair = trial.attempt({key: value}, QUICK)
            if len(repair.reconciles) > 0:
                single[key].append(repair)
    found = [repair for repairs in single.values() for repair in repairs]
    found += _swaps(trial, wrong)
    found += _joined(trial, single)
    worth = (trial.attempt({key: new for key, _, new in repair.changes}) for repair in _best(found))
    kept = (repair for repair in worth if _worth(repair))
    return sorted(kept, key=_score, reverse=True)


def _is_cell(key: Key, ledger: Ledger) -> bool:
    """Tell whether a count stands in a cell of a table, so that it can be mended there."""
    row = ledger.book.values.get(key)
    if ledger.derived(key[2]):
        return False
    if row and row.get("table"):
        return not in_prose(row)
    return key[1] != WHOLE and (key[0], *key[2:]) in ledger.columns


def _asked_for(
    key: Key, looking: Iterable[Check], wrong: set[str], ledger: Ledger
) -> Iterator[float]:
    """Give the other values that some check asks of a count."""
    now = ledger.book.value(key)
    asked: set[float] = set()
    for check in looking:
        if check.id in wrong and check.rule == "total":
            gap = check.judge(ledger).gap
            asked |= {now - gap if key in check.keys else (0 if math.isnan(now) else now) + gap}
        for stated in check.keys:
            asked |= set(_implied_by(stated, key, ledger))
    yield from (value for value in asked if value >= 0 and value != now)


def _implied_by(stated: Key, key: Key, ledger: Ledger) -> Iterator[float]:
    """Give the whole numbers that a printed rate or mean asks of a count of assemblies."""
    row = ledger.vocabulary.measure[stated[2]]
    if not row["function"] or key[2] not in (row["numerator"], row["denominator"].split(";")[0]):
        return
    for fact in ledger.printed.get(stated, []):
        if fact["status"] != "stated":
            continue
        if row["function"] not in UNBOUNDED:
            yield from _cases(fact, key, ledger)
            continue
        if key[2] != "assemblies":
            continue
        span = implied(fact, ledger, 0.5)
        if span and span[1] - span[0] < 3:
            first, last = math.ceil(span[0] - 1e-9), math.floor(span[1] + 1e-9)
            yield from (float(n) for n in range(first, last + 1))


def _cases(fact: Fact, key: Key, ledger: Ledger) -> Iterator[float]:
    """Give the whole number of cases that a printed share asks of its numerator."""
    if key[2] != ledger.vocabulary.measure[fact["measure"]]["numerator"]:
        return
    base = ledger.computed(key_of(fact)).denominator
    if is_known(base) and base > 0:
        cases = round(float(fact["value"]) * base / 100)
        if agreement(fact["stated"], 100 * cases / base) is Agreement.REPRODUCED:
            yield float(cases)


def _swaps(trial: Trial, wrong: set[str]) -> Iterator[Repair]:
    """Try neighbours in a row, and any two rows of a column, that may have changed places."""
    ledger = trial.ledger
    doubtful = [
        key
        for key, looking in trial.looking.items()
        if _is_cell(key, ledger)
        and key[1] != WHOLE
        and sum(check.id in wrong for check in looking) > 1
    ]
    for one, two in combinations(doubtful, 2):
        same_row = one[1:] == two[1:] and _next(one[0], two[0], ledger)
        same_column = (one[0], *one[2:]) == (two[0], *two[2:])
        a, b = ledger.book.value(one), ledger.book.value(two)
        if (same_row or same_column) and a != b and is_known(a) and is_known(b):
            repair = trial.attempt({one: b, two: a}, QUICK)
            if len(repair.reconciles) > 1:
                yield repair


def _next(one: str, two: str, ledger: Ledger) -> bool:
    """Tell whether two periods follow each other."""
    return abs(ledger.periods.index(one) - ledger.periods.index(two)) == 1


def _joined(trial: Trial, single: Mapping[Key, list[Repair]]) -> Iterator[Repair]:
    """Join candidates of one column that together meet its printed total."""
    ledger = trial.ledger
    for check in trial.checks:
        if check.rule != "total" or not check.keys or ledger.derived(check.keys[0][2]):
            continue
        period, place, measure, category = check.keys[0]
        if place != WHOLE:
            continue
        gap = check.judge(ledger).gap
        rows = [
            (key, repair)
            for key, repairs in single.items()
            for repair in repairs
            if (key[0], *key[2:]) == (period, measure, category)
            and key[1] != WHOLE
            and set(repair.reconciles) - {check.id}
            and len({*repair.breaks} - {check.id}) <= len({*repair.reconciles} - {check.id})
        ]
        for size in range(2, MOST + 1):
            for chosen in combinations(rows, size):
                keys = [key for key, _ in chosen]
                deltas = [_delta(repair) for _, repair in chosen]
                if len(set(keys)) == size and abs(sum(deltas) - gap) < 1e-9:
                    changes = {key: repair.changes[0][2] for key, repair in chosen}
                    yield trial.attempt(changes, QUICK)


def _delta(repair: Repair) -> float:
    """Give how much a candidate of one cell adds; an unknown count adds all of it."""
    _, before, after = repair.changes[0]
    return after - (before if is_known(before) else 0)


def _best(found: Iterable[Repair]) -> list[Repair]:
    """Keep the best values for each set of cells, unless a better one holds them, in order."""
    best: dict[frozenset[Key], Repair] = {}
    for repair in found:
        cells = frozenset(key for key, _, _ in repair.changes)
        if cells not in best or _score(repair) > _score(best[cells]):
            best[cells] = repair
    ranked = sorted(filter(_worth, best.values()), key=_score, reverse=True)
    return [repair for at, repair in enumerate(ranked) if not _held(repair, ranked[:at])]


def _worth(repair: Repair) -> bool:
    """Tell whether a repair reconciles two numbers at least, and more than it breaks."""
    return len(repair.reconciles) > max(1, len(repair.breaks))


def _held(repair: Repair, better: Sequence[Repair]) -> bool:
    """Tell whether a better repair makes all the changes of this one, and breaks nothing."""
    return any(set(repair.changes) <= set(other.changes) for other in better if not other.breaks)


def _score(repair: Repair) -> tuple[int, int, int, int, str]:
    """Rank a repair: what it reconciles, less what it breaks and changes, then how well."""
    net = len(repair.reconciles) - 2 * len(repair.breaks) - len(repair.changes)
    return net, -len(repair.changes), repair.exact, repair.displaced, str(repair.changes)
