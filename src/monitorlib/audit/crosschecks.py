"""The checks between tables: what two places say of one thing.

One quantity in two tables is one number; a rate, a mean and a count are about the same
assemblies; a part is not above its whole, and a case not above the total that holds it.
What must hold between quantities is data (`data/hand/relations.csv`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import product

import pandas as pd

from monitorlib.audit.checks import (
    Check,
    Judgement,
    cell_check,
    half_unit,
    name_of,
    relative,
    slug,
    weigh,
)
from monitorlib.audit.expressions import evaluate
from monitorlib.audit.ledger import Ledger, in_prose
from monitorlib.errors import MonitorError
from monitorlib.numbers import is_known, written
from monitorlib.processing.derive import UNBOUNDED, Key
from monitorlib.processing.facts import KNOWN, Fact, source_name
from monitorlib.processing.printed import Agreement, unit_of
from monitorlib.vocabulary import WHOLE, records, unknown_name

RANGES = ("period", "place", "town", "category")
"""What a relation may range over: ``category=measure`` names the measure that is divided."""


def checks(ledger: Ledger, relations: pd.DataFrame) -> Iterator[Check]:
    """Make every check between tables.

    Parameters
    ----------
    ledger : Ledger
        The numbers of the edition.
    relations : DataFrame of shape (n_relations, 4)
        What must hold between quantities: id, over, holds, claim.

    Yields
    ------
    Check
        In the order of the rules.
    """
    yield from _twice_checks(ledger)
    yield from _implied_checks(ledger)
    yield from _relation_checks(ledger, relations)


def _twice_checks(ledger: Ledger) -> Iterator[Check]:
    """Check each quantity that two tables print."""
    for key, facts in ledger.printed.items():
        known = [f for f in facts if not in_prose(f) and f["status"] in KNOWN]
        if not any(f["status"] == "stated" for f in known):
            continue
        first = known[0]
        again: Counter[str] = Counter()
        for other in known[1:]:
            if other["table"] == first["table"]:
                continue
            again[other["table"]] += 1
            times = again[other["table"]]
            pair = f"{first['printed']}; {other['printed']}"
            fields = cell_check(other, "", judge=partial(_judge_twice, first, other))
            places = f"{source_name(first)} and {source_name(other)}"
            yield Check(
                **{
                    **fields,
                    "id": f"x-{slug(' '.join((*key[2:], key[1], key[0])))}-t{slug(first['table'])}"
                    f"-t{slug(other['table'])}{f'-{times}' if times > 1 else ''}",
                    "kind": "cross-table",
                    "rule": "stated twice",
                    "location": f"{places}: {name_of(key, ledger)}",
                    "printed": pair,
                }
            )


def _judge_twice(first: Fact, other: Fact, ledger: Ledger) -> Judgement:
    """Judge two printed numbers of one quantity by the less exact of the two."""
    exact = not ledger.derived(first["measure"])
    a, b = (first, other) if half_unit(first) >= half_unit(other) else (other, first)
    stated = a["stated"] or "0"
    name = "; ".join(f"{source_name(fact)}: {fact['stated'] or '–'}" for fact in (first, other))
    judged = weigh(stated, float(b["value"]), "", step="0" if exact else "")
    return Judgement(judged.verdict, judged.computed, name, judged.gap, judged.size)


def _implied_checks(ledger: Ledger) -> Iterator[Check]:
    """Check that a rate, means and a count speak of the same number of assemblies."""
    for period, place in product(ledger.periods, [WHOLE, *ledger.places]):
        sources = list(_implying(period, place, ledger))
        count = (period, place, "assemblies", "")
        stated = [
            f for f in ledger.printed.get(count, []) if f["status"] == "stated" and not in_prose(f)
        ]
        if len(sources) < 2:
            continue
        texts = [f"{source_name(f)}: {f['printed']}" for f in [*stated[:1], *sources]]
        last = max([*stated[:1], *sources], key=lambda fact: fact["line"])
        yield Check(
            id=f"x-implied-assemblies-{slug(place)}-{slug(period)}",
            kind="cross-table",
            rule="implied count",
            line=int(last["line"]),
            location="Number of assemblies implied by {sources}: {place}, {period}".format(
                sources=", ".join(source_name(fact) for fact in sources), place=place, period=period
            ),
            printed="; ".join(texts),
            unit="assemblies",
            period=period,
            place=place,
            judge=partial(_judge_implied, count, sources),
            keys=(count,),
            table=str(last["table"]),
        )


def _implying(period: str, place: str, ledger: Ledger) -> Iterator[Fact]:
    """Give the printed rates and means that imply a number of assemblies."""
    for measure, row in ledger.vocabulary.measure.items():
        if row["function"] not in UNBOUNDED:
            continue
        if "assemblies" not in (row["numerator"], row["denominator"].split(";")[0]):
            continue
        for category in ledger.categories(measure) or [""]:
            if f"{category}=" in row["denominator"]:
                continue
            for fact in ledger.printed.get((period, place, measure, category), []):
                if fact["status"] == "stated" and not in_prose(fact) and implied(fact, ledger, 1):
                    yield fact


def implied(fact: Fact, ledger: Ledger, units: float) -> tuple[float, float] | None:
    """Give the numbers of assemblies that a printed rate or mean allows.

    Parameters
    ----------
    fact : dict
        The rate or the mean.
    ledger : Ledger
        The numbers of the edition.
    units : float
        How far from the printed number the true one may be, in units of its last digit.

    Returns
    -------
    tuple of float or None
        From and to; None where the other operand is unknown or zero.
    """
    row = ledger.vocabulary.measure[fact["measure"]]
    value, margin = Decimal(str(fact["value"])), unit_of(fact["stated"]) * Decimal(str(units))
    low, high = float(value - margin), float(value + margin)
    if row["numerator"] == "assemblies":
        months = ledger.book.months[fact["period"]]
        return max(low, 0) * months, high * months
    top = ledger.book.value((fact["period"], fact["place"], row["numerator"], fact["category"]))
    if not is_known(top) or top <= 0 or high <= 0:
        return None
    return top / high, (top / low if low > 0 else math.inf)


def _judge_implied(count: Key, sources: list[Fact], ledger: Ledger) -> Judgement:
    """Judge whether one whole number of assemblies meets all that is printed."""
    number = ledger.book.value(count)
    spans = [implied(fact, ledger, 0.5) for fact in sources]
    formula = "; ".join(
        f"{source_name(fact)} allows {_span(span)}"
        for fact, span in zip(sources, spans, strict=True)
        if span
    )
    if is_known(number):
        corrected = ledger.book.values.get(count, {}).get("correction")
        told = "; {source}, corrected, has {n}" if corrected else "; {source} has {n}"
        formula += told.format(source=ledger.source(count), n=written(number))
    for units, verdict in ((0.5, Agreement.REPRODUCED), (1.0, Agreement.ROUNDING)):
        found = _common([implied(fact, ledger, units) for fact in sources], number)
        if found is not None:
            return Judgement(verdict, found, formula)
    asked = _common([implied(fact, ledger, 0.5) for fact in sources], math.nan)
    return Judgement(Agreement.CONTRADICTED, asked or "", formula)


def _common(spans: list[tuple[float, float] | None], number: float) -> str | None:
    """Find the whole numbers that all spans hold; the count, if known, must be one."""
    given = [span for span in spans if span]
    low = max([math.ceil(span[0] - 1e-9) for span in given], default=0)
    high = min(
        [math.inf if span[1] == math.inf else math.floor(span[1] + 1e-9) for span in given],
        default=0,
    )
    if is_known(number):
        return written(number) if low <= number <= high and (number > 0 or high == 0) else None
    if low > high or high == 0:
        return None
    return written(low) if low == high else f"{written(low)} to {written(high)}"


def _span(span: tuple[float, float]) -> str:
    """Write the whole numbers of a span."""
    low = math.ceil(span[0] - 1e-9)
    if span[1] == math.inf:
        return f"{low} or more"
    high = math.floor(span[1] + 1e-9)
    if low > high:
        return f"no whole number ({written(span[0], 2)} to {written(span[1], 2)})"
    return str(low) if low == high else f"{low} to {high}"


def _relation_checks(ledger: Ledger, relations: pd.DataFrame) -> Iterator[Check]:
    """Check what must hold between quantities, wherever all of them are known."""
    for row in records(relations):
        for names in _instances(row["over"], ledger):
            outcome = evaluate(row["holds"], ledger, names)
            first = outcome.keys[0]
            if not is_known(outcome.values[0]) or not is_known(ledger.value(first)):
                continue
            facts = [fact for key in outcome.keys for fact in _cited(key, ledger)]
            if not facts:
                continue
            head = facts[0]
            where = ", ".join(names.values())
            yield Check(
                id=f"r-{row['id']}-{slug(where)}".rstrip("-"),
                kind="cross-table",
                rule="relation",
                line=int(head["line"]),
                location=f"{row['claim']} ({where})" if where else row["claim"],
                printed=_few([f"{source_name(f)}: {f['printed']}" for f in facts]),
                unit=str(head["unit"]),
                period=names.get("period", ledger.edition),
                place=names.get("place", WHOLE),
                judge=partial(_judge_relation, row["holds"], names),
                answer=row["holds"],
                keys=(first,),
                table="" if in_prose(head) else str(head["table"]),
            )


def _cited(key: Key, ledger: Ledger) -> list[Fact]:
    """Give the fact to cite for a quantity: the one in use, if a number is printed."""
    stated = [fact for fact in ledger.printed.get(key, []) if fact["status"] == "stated"]
    used = ledger.book.values.get(key, {}).get("table")
    return sorted(stated, key=lambda fact: fact["table"] != used)[:1]


def _few(texts: list[str], most: int = 4) -> str:
    """Join texts, the first few of them."""
    shown = list(dict.fromkeys(texts))
    more = f"; and {len(shown) - most} more" if len(shown) > most else ""
    return "; ".join(shown[:most]) + more


def problems(relations: pd.DataFrame, ledger: Ledger) -> list[str]:
    """Find everything in the table of relations that cannot be right.

    Parameters
    ----------
    relations : DataFrame of shape (n_relations, 4)
        What must hold between quantities.
    ledger : Ledger
        The numbers of the edition.

    Returns
    -------
    list of str
        One line a problem, with the relation's id.
    """
    found = []
    for row in records(relations):
        if not row["claim"].strip():
            found.append(f"{row['id']}: claim: expected words, found a blank")
        try:
            names = next(_instances(row["over"], ledger), {})
            outcome = evaluate(row["holds"], ledger, names)
            if not outcome.keys:
                found.append(f"{row['id']}: holds: expected a quantity, found {row['holds']!r}")
        except MonitorError as problem:
            found.append(f"{row['id']}: {problem}")
    return found


def _instances(over: str, ledger: Ledger) -> Iterator[dict[str, str]]:
    """Give every combination of the names that a relation ranges over."""
    ranges: dict[str, list[str]] = {}
    for part in filter(None, over.split(";")):
        name, _, measure = part.partition("=")
        if name == "category" and measure not in ledger.vocabulary.measure:
            raise unknown_name("measure", measure, ledger.vocabulary.measure, f"over {over!r}")
        if name not in RANGES:
            raise unknown_name("range", name, RANGES, f"over {over!r}")
        ranges[name] = {
            "place": [WHOLE, *ledger.places],
            "town": ledger.places,
            "period": ledger.periods,
        }.get(name) or ledger.categories(measure)
    for values in product(*ranges.values()):
        names = dict(zip(ranges, values, strict=True))
        if "town" in names:
            names["place"] = names.pop("town")
        yield names


def _judge_relation(holds: str, names: dict[str, str], ledger: Ledger) -> Judgement:
    """Judge a relation."""
    outcome = evaluate(holds, ledger, names)
    value = outcome.values[0]
    if not is_known(value):
        return Judgement(Agreement.NOT_DERIVABLE, formula=outcome.formula)
    verdict = Agreement.REPRODUCED if value else Agreement.CONTRADICTED
    size = relative(*outcome.sides) if outcome.sides else float("nan")
    return Judgement(verdict, "holds" if value else "does not hold", outcome.formula, size=size)
