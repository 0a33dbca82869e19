"""Why a number may be wrong: guesses that the printed numbers themselves support.

Each guess is a test that can fail: the cell repeats another row, or fits the period
beside it, or is the plain mean of the towns' means. What passes is told as an inference,
never as a fact. Where nothing passes, nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from monitorlib.audit.checks import Check, Judgement
from monitorlib.audit.ledger import Ledger, in_prose, key_of
from monitorlib.numbers import is_known, written
from monitorlib.processing.derive import Key
from monitorlib.processing.facts import KNOWN, Fact
from monitorlib.processing.printed import Agreement, agreement
from monitorlib.vocabulary import WHOLE

Guess = Callable[[Check, "Evidence"], str]
TELLING = 2
"""Digits that a number must have before its repetition elsewhere tells anything."""


@dataclass(frozen=True)
class Evidence:
    """Everything that a guess may look at.

    Attributes
    ----------
    ledger : Ledger
        The numbers of the edition.
    judged : mapping of str to Judgement
        What each check came to.
    checks : sequence of Check
        All checks.
    inputs : mapping of str to mapping
        Quantities that each check looked at.
    """

    ledger: Ledger
    judged: Mapping[str, Judgement]
    checks: Sequence[Check]
    inputs: Mapping[str, Mapping[Key, tuple[str, ...]]]
    columns: dict[tuple[str, str], dict[str, Fact]] = field(init=False)
    rows: dict[tuple[str, str], dict[str, Fact]] = field(init=False)
    wrong: set[tuple[str, str, str]] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the cells by row and column, and note which of them are contradicted."""
        columns: dict[tuple[str, str], dict[str, Fact]] = defaultdict(dict)
        rows: dict[tuple[str, str], dict[str, Fact]] = defaultdict(dict)
        for facts in self.ledger.printed.values():
            for fact in facts:
                if not in_prose(fact):
                    columns[fact["table"], fact["column"]].setdefault(fact["row"], fact)
                    rows[fact["table"], fact["row"]].setdefault(fact["column"], fact)
        object.__setattr__(self, "columns", dict(columns))
        object.__setattr__(self, "rows", dict(rows))
        wrong = {
            (check.table, check.row, check.column)
            for check in self.checks
            if check.row and self.judged[check.id].verdict is Agreement.CONTRADICTED
        }
        object.__setattr__(self, "wrong", wrong)


def cause(check: Check, evidence: Evidence) -> str:
    """Guess why a contradicted number is what it is.

    Parameters
    ----------
    check : Check
        A contradicted check.
    evidence : Evidence
        What can be looked at.

    Returns
    -------
    str
        The first guess that the numbers support, marked as an inference; else blank.
    """
    for guess in GUESSES:
        if found := guess(check, evidence):
            return f"Inference: {found}."
    return ""


def _telling(text: str) -> bool:
    """Tell whether a number has digits enough for its repetition not to be chance."""
    return sum(sign.isdigit() for sign in text.lstrip("0.,")) >= TELLING


def _copied(check: Check, evidence: Evidence) -> str:
    """Guess that a row repeats another row: in two contradicted cells at least."""
    if not check.row or check.rule != "index":
        return ""
    mine = evidence.rows[check.table, check.row]
    for other in evidence.columns[check.table, check.column]:
        theirs = evidence.rows[check.table, other]
        same = [
            column
            for column, fact in mine.items()
            if (check.table, check.row, column) in evidence.wrong
            and column in theirs
            and theirs[column]["printed"] == fact["printed"]
            and _telling(fact["stated"])
        ]
        if other != check.row and check.column in same and len(same) > 1:
            columns = " and ".join(same)
            return f"the cells of {check.row} in {columns} repeat those of {other}"
    return ""


def _shifted(check: Check, evidence: Evidence) -> str:
    """Guess that a cell stands one period off: it fits the counts of the neighbour."""
    ledger = evidence.ledger
    if check.rule != "index" or not check.keys or not check.stated:
        return ""
    period, *rest = check.keys[0]
    at = ledger.periods.index(period)
    for beside in ledger.periods[max(0, at - 1) : at] + ledger.periods[at + 1 : at + 2]:
        made = ledger.computed((beside, rest[0], rest[1], rest[2]))
        theirs = ledger.printed.get((beside, rest[0], rest[1], rest[2]), [])
        taken = any(f["stated"] == check.stated for f in theirs)
        fits = is_known(made.value) and made.value > 0 and not taken
        if fits and agreement(check.stated, made.value) is Agreement.REPRODUCED:
            return "shifted column, it fits the counts of {period}: {formula}".format(
                period=beside, formula=f"{made.formula} = {written(made.value, 2)}"
            )
    return ""


def _mean_of_means(check: Check, evidence: Evidence) -> str:
    """Guess that a country's mean is the plain mean of the towns' means."""
    ledger = evidence.ledger
    if not check.keys or check.place != WHOLE or not check.stated:
        return ""
    period, _, measure, category = check.keys[0]
    if not ledger.derived(measure) or not ledger.vocabulary.measure[measure]["function"].startswith(
        "mean"
    ):
        return ""
    facts = [
        fact
        for place in ledger.places
        for fact in ledger.printed.get((period, place, measure, category), [])
        if fact["status"] == "stated" and not in_prose(fact)
    ]
    if len(facts) < 2:
        return ""
    mean = sum(float(fact["value"]) for fact in facts) / len(facts)
    if agreement(check.stated, mean) is not Agreement.REPRODUCED:
        return ""
    terms = " + ".join(fact["stated"].replace(",", ".") for fact in facts)
    return f"unweighted mean of the towns' means: ({terms}) / {len(facts)} = {written(mean, 2)}"


def _denominator(check: Check, evidence: Evidence) -> str:
    """Guess that a share was taken of the sum of its own column."""
    ledger = evidence.ledger
    if check.rule not in ("index", "claim") or not check.keys or not check.stated:
        return ""
    key = check.keys[0]
    if not ledger.derived(key[2]):
        return ""
    row = ledger.vocabulary.measure[key[2]]
    top = ledger.computed(key).numerator
    for label, base in _bases(key, row["numerator"], ledger):
        fits = is_known(top) and base > top > 0 and base != ledger.computed(key).denominator
        if fits and agreement(check.stated, 100 * top / base) is Agreement.REPRODUCED:
            share = written(100 * top / base, 2)
            return f"wrong denominator, {label}: 100 x {written(top)} / {written(base)} = {share}"
    return ""


def _bases(key: Key, numerator: str, ledger: Ledger) -> Iterator[tuple[str, float]]:
    """Give the denominators that somebody may have used by mistake."""
    period, place, measure, category = key
    row = ledger.vocabulary.measure[measure]
    if row["unit"] != "percent":
        return
    if category:
        parts = [
            ledger.book.value((period, place, numerator, c)) for c in ledger.categories(numerator)
        ]
        yield "the sum of its own column", sum(part for part in parts if is_known(part))
    at = ledger.periods.index(period)
    if at and WHOLE in (place, row["denominator_place"]):
        before = (ledger.periods[at - 1], WHOLE, "assemblies", "")
        yield f"the total of {before[0]}", ledger.book.value(before)


def _persons_for_events(check: Check, evidence: Evidence) -> str:
    """Guess that one count was taken for another that the same row of a table prints."""
    ledger = evidence.ledger
    if not check.keys or not check.stated or ledger.derived(check.keys[0][2]):
        return ""
    period, place, measure, _ = check.keys[0]
    tables = set(ledger.vocabulary.measure[measure]["tables"].split(";"))
    for (p, at, other, _), facts in ledger.printed.items():
        if (p, at) != (period, place) or other == measure or ledger.derived(other):
            continue
        for fact in facts:
            if fact["table"] in tables and fact["stated"] == check.stated:
                return "it is the number of {label} that the same row prints".format(
                    label=ledger.vocabulary.measure[other]["label"]
                )
    return ""


def _stale(check: Check, evidence: Evidence) -> str:
    """Guess that the number of the period before was left standing."""
    ledger = evidence.ledger
    if check.rule != "index" or not check.keys or not _telling(check.stated):
        return ""
    period, *rest = check.keys[0]
    at = ledger.periods.index(period)
    if not at:
        return ""
    before = ledger.printed.get((ledger.periods[at - 1], rest[0], rest[1], rest[2]), [])
    if any(fact["stated"] == check.stated for fact in before if fact["status"] in KNOWN):
        return f"stale year, it repeats the number of {ledger.periods[at - 1]}"
    return ""


def _country_in_a_row(check: Check, evidence: Evidence) -> str:
    """Guess that a town's cell holds the country's total: divided by all it gives a stated mean."""
    ledger = evidence.ledger
    if (
        check.rule not in ("index", "claim")
        or not check.keys
        or not ledger.derived(check.keys[0][2])
    ):
        return ""
    period, place, measure, category = check.keys[0]
    row = ledger.vocabulary.measure[measure]
    if not row["function"].startswith("mean"):
        return ""
    base = ledger.book.value((period, WHOLE, row["denominator"].split(";")[0], ""))
    stated = [f for f in ledger.printed.get((period, WHOLE, measure, category), []) if f["stated"]]
    for town in [place] if place != WHOLE else ledger.places:
        top = ledger.book.value((period, town, row["numerator"], category))
        for fact in stated:
            if (
                is_known(top)
                and base
                and agreement(fact["stated"], top / base) is Agreement.REPRODUCED
            ):
                return (
                    "{top} of {town} may be the country's total: {top} / {base} = {mean}, and "
                    "{stated} is stated for the country"
                ).format(
                    top=written(top), town=town, base=written(base), mean=written(top / base, 1),
                    stated=fact["stated"],
                )  # fmt: skip
    return ""


def _not_updated(check: Check, evidence: Evidence) -> str:
    """Guess that a total was used before its rows took their present form."""
    if check.rule != "total" or not check.keys:
        return ""
    for other in evidence.checks:
        fits = evidence.judged[other.id].verdict is Agreement.REPRODUCED
        if fits and other.rule == "index" and check.keys[0] in evidence.inputs[other.id]:
            formula = evidence.judged[other.id].formula
            made = f"{other.location} was made with this total ({formula})"
            return f"total not updated, or a row wrong: {made}"
    return ""


def _elsewhere(check: Check, evidence: Evidence) -> str:
    """Guess that a count of this table is another table's: one quantity alone has its value."""
    ledger = evidence.ledger
    if check.rule != "relation":
        return ""
    mine = [f["stated"] for f in ledger.printed.get(check.keys[0], []) if _telling(f["stated"])]
    found = [
        fact
        for key, facts in ledger.printed.items()
        for fact in facts
        if fact["stated"] in mine[:1] and key[0] == check.period and key not in check.keys
    ]
    if len({key_of(fact) for fact in found}) != 1:
        return ""
    fact = found[0]
    return "the same number stands in Table {table}, {row}, {column}".format(
        table=fact["table"], row=fact["row"], column=fact["column"]
    )


GUESSES: tuple[Guess, ...] = (
    _copied,
    _mean_of_means,
    _country_in_a_row,
    _denominator,
    _persons_for_events,
    _shifted,
    _stale,
    _not_updated,
    _elsewhere,
)
