"""The checks that a printed table carries in itself.

A derived cell is a claim: a share, an index or a mean follows from counts; a share of
unknown cases must be one of whole cases; a total follows from its rows; shares of one whole
make a hundred; a dash stands for nothing. Nothing here knows a table by its number.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from monitorlib.audit.checks import Check, Judgement, cell_check, half_unit, slug, weigh
from monitorlib.audit.ledger import TOTAL, Ledger, in_prose, key_of
from monitorlib.numbers import is_known, written
from monitorlib.processing.derive import UNBOUNDED, Key
from monitorlib.processing.facts import KNOWN, Fact, source_name
from monitorlib.processing.printed import Agreement, number
from monitorlib.vocabulary import WHOLE

HUNDRED = "100"
BLANK = ("not_printed", "unreadable")
"""Cells that may hold something that nobody can read."""


def checks(ledger: Ledger) -> Iterator[Check]:
    """Make every check that tables carry in themselves.

    Parameters
    ----------
    ledger : Ledger
        The numbers of the edition.

    Yields
    ------
    Check
        In the order of the rules.
    """
    facts = [fact for facts in ledger.printed.values() for fact in facts if not in_prose(fact)]
    facts.sort(key=lambda fact: (fact["line"], fact["row_no"], fact["column_no"]))
    yield from _index_checks(facts, ledger)
    yield from _total_checks(facts, ledger)
    yield from _hundred_checks(facts, ledger)


def _index_checks(facts: list[Fact], ledger: Ledger) -> Iterator[Check]:
    """Check each index, share and mean that a table prints."""
    for fact in facts:
        if not ledger.derived(fact["measure"]) or fact["category"] == TOTAL:
            continue
        if fact["status"] == "none_recorded":
            needs = _needs(key_of(fact), ledger)
            judge = partial(_judge_dash, fact)
            fields = cell_check(fact, "", rule="dash", judge=judge, needs=needs)
            yield Check(**fields)
        if fact["status"] != "stated":
            continue
        share = _is_share(fact["measure"], ledger)
        made = ledger.computed(key_of(fact))
        cases = share and not is_known(made.numerator) and made.denominator > 0
        suffix = "share" if share and "(" in fact["printed"] else ""
        yield Check(
            **cell_check(
                fact,
                suffix,
                rule="whole cases" if cases else "index",
                judge=partial(_judge_cases if cases else _judge_index, fact),
                needs=_needs(key_of(fact), ledger),
            )
        )


def _is_share(measure: str, ledger: Ledger) -> bool:
    """Tell a share of cases from an index without an upper bound."""
    row = ledger.vocabulary.measure[measure]
    return bool(row["function"]) and row["function"] not in UNBOUNDED


def _needs(key: Key, ledger: Ledger) -> str:
    """Name the counts that would be needed to compute an index."""
    row = ledger.vocabulary.measure[key[2]]
    made = ledger.computed(key)
    if _circular(key, ledger):
        return f"the months of {key[0]}; those used are taken from this very number"
    if row["base"] == "assumed":
        return "what the shares are taken of, which is not printed"
    wanted = []
    if not is_known(made.numerator):
        wanted.append(row["numerator"])
    base, *exceptions = row["denominator"].split(";")
    if f"{key[3]}=" in exceptions:
        return "the assemblies that the mean is taken of"
    if not is_known(made.denominator) and base != "months":
        wanted.append(base)
    where = f"{key[1]}, {key[0]}"
    names = " and ".join(ledger.vocabulary.measure[name]["label"] for name in wanted)
    return f"{names} ({where})" if wanted else ""


def _circular(key: Key, ledger: Ledger) -> bool:
    """Tell whether the months that an index divides by were worked out from the index."""
    months = ledger.vocabulary.measure[key[2]]["denominator"] == "months"
    return months and key[1] == WHOLE and key[0] in ledger.vocabulary.implied


def _judge_index(fact: Fact, ledger: Ledger) -> Judgement:
    """Judge an index by its counts."""
    if _circular(key_of(fact), ledger):
        return Judgement(Agreement.NOT_DERIVABLE)
    made = ledger.computed(key_of(fact))
    if made.denominator == 0 and float(fact["value"]) > 0:
        return Judgement(
            Agreement.CONTRADICTED, "", f"{made.formula}: there is nothing to divide by"
        )
    if made.impossible:
        return Judgement(Agreement.CONTRADICTED, "", f"{made.formula}: a part above its whole")
    above = _is_share(fact["measure"], ledger) and float(fact["value"]) > float(HUNDRED)
    if above and not is_known(made.value):
        return Judgement(Agreement.CONTRADICTED, "", "a share above 100 percent")
    return weigh(fact["stated"], made.value, made.formula)


def _judge_dash(fact: Fact, ledger: Ledger) -> Judgement:
    """Judge a dash for nothing recorded: then there must have been nothing to count."""
    made = ledger.computed(key_of(fact))
    if not is_known(made.value):
        return Judgement(Agreement.NOT_DERIVABLE)
    shown = written(made.value, 0 if made.value == 0 else 2)
    verdict = Agreement.CONTRADICTED if made.value > 0 else Agreement.REPRODUCED
    return Judgement(verdict, shown, f"{made.formula} = {shown}")


def _judge_cases(fact: Fact, ledger: Ledger) -> Judgement:
    """Judge a share whose count is not printed: some whole number of cases must give it.

    Where so many cases are divided that any share would be within rounding of some number of
    them, the test could not fail, and nothing is judged.
    """
    base = ledger.computed(key_of(fact)).denominator
    if not (is_known(base) and base > 0):
        return Judgement(Agreement.NOT_DERIVABLE)
    wanted = float(fact["value"]) * base / 100
    if wanted > base:
        told = f"more than all {written(base)}"
        return Judgement(Agreement.CONTRADICTED, "", told)
    assumed = ledger.vocabulary.measure[fact["measure"]]["base"] == "assumed"
    if assumed or 100 / base <= 4 * half_unit(fact):
        return Judgement(Agreement.NOT_DERIVABLE)
    nearest = sorted({math.floor(wanted), math.ceil(wanted)}, key=lambda n: abs(n - wanted))
    judged = [
        weigh(fact["stated"], 100 * n / base, f"100 x {n} / {written(base)}") for n in nearest
    ]
    if judged[0].verdict is not Agreement.CONTRADICTED or len(judged) == 1:
        return judged[0]
    both = "; ".join(one.formula for one in judged)
    return Judgement(
        judged[0].verdict, judged[0].computed, f"no whole number of cases: {both}", judged[0].gap,
        judged[0].size,
    )  # fmt: skip


def _additive(measure: str, ledger: Ledger) -> bool:
    """Tell whether the places of a measure add up: counts, and rates of one denominator."""
    row = ledger.vocabulary.measure[measure]
    if not row["function"]:
        return True
    return bool(row["denominator"] == "months" or row["denominator_place"] == WHOLE)


def _total_checks(facts: list[Fact], ledger: Ledger) -> Iterator[Check]:
    """Check each printed total against the rows above it."""
    columns: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if _additive(fact["measure"], ledger):
            at = (fact["table"], fact["column"], fact["period"], fact["measure"], fact["category"])
            columns[at].append(fact)
    for column in columns.values():
        totals = [f for f in column if f["place"] == WHOLE and f["status"] == "stated"]
        rows = [f for f in column if f["place"] != WHOLE]
        if len(rows) > 1:
            for total in totals:
                yield _sum_check(total, rows, ledger)
    yield from _category_totals(facts, ledger)


def _category_totals(facts: list[Fact], ledger: Ledger) -> Iterator[Check]:
    """Check counts by category against a printed total of their table."""
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if not ledger.derived(fact["measure"]) and ledger.book.dimension[fact["measure"]]:
            groups[fact["table"], fact["column"], fact["place"], fact["period"]].append(fact)
    for group in groups.values():
        labelled = [f for f in group if _is_total(f)]
        rows = [f for f in group if not _is_total(f)]
        if len(rows) > 1:
            for total in labelled:
                yield _sum_check(total, rows, ledger)


def _is_total(fact: Fact) -> bool:
    """Tell a sum over categories by its category, or by its label."""
    return TOTAL in (fact["category"], fact["row"].lower())


def _unknown(rows: list[Fact], ledger: Ledger) -> list[Fact]:
    """Give the blank cells whose number no other table tells either."""
    blank = (row for row in rows if row["status"] in BLANK)
    return [row for row in blank if not is_known(ledger.value(key_of(row)))]


def _sum_check(total: Fact, rows: list[Fact], ledger: Ledger) -> Check:
    """Make the check of a total."""
    share = "(" in total["printed"] and total["unit"] == "percent"
    suffix = "total-share" if share else "total"
    needs = _missing(_unknown(rows, ledger))
    judge = partial(_judge_total, total, rows)
    return Check(**cell_check(total, suffix, rule="total", judge=judge, needs=needs))


def _in_use(fact: Fact, ledger: Ledger) -> float:
    """Give the value of a cell, as corrected if its own table is the one in use."""
    row = ledger.book.values.get(key_of(fact))
    if row is not None and row.get("table") == fact["table"]:
        return ledger.book.value(key_of(fact))
    return float(fact["value"]) if fact["status"] in KNOWN else float("nan")


def _judge_total(total: Fact, rows: list[Fact], ledger: Ledger) -> Judgement:
    """Judge a total by the sum of its rows: counts are exact, rounded numbers have slack."""
    exact = not ledger.derived(total["measure"])
    values = [_in_use(row, ledger) if exact else float(row["value"]) for row in rows]
    parts = [(row, value) for row, value in zip(rows, values, strict=True) if is_known(value)]
    slack = 0.0 if exact else sum(half_unit(row) for row, _ in parts)
    shown = [written(value, _decimals(row)) for row, value in parts if value]
    amount = sum(value for _, value in parts)
    for row, known in zip(rows, values, strict=True):
        if row["status"] not in BLANK or is_known(known):
            continue
        value = ledger.value(key_of(row))
        if is_known(value) and value:
            amount += value
            told = "{n} ({place}, whose cell is blank)"
            shown.append(told.format(n=written(value, 0 if exact else 2), place=row["row"]))
    if exact and amount != float(total["value"]):
        for place, value in _omitted(total, rows, ledger):
            amount += value
            shown.append(f"{written(value)} ({place}, which has no row)")
    formula = " + ".join(shown) or "0"
    step = "0" if exact else ""
    stated = _in_use(total, ledger) if exact else float(total["value"])
    changed = str(int(stated)) if float(stated).is_integer() else repr(stated)
    text = total["stated"] if stated == float(total["value"]) else changed
    judged = weigh(text, round(amount, 9), formula, step=step, slack=slack)
    return _open(judged) if judged.gap > 0 and _unknown(rows, ledger) else judged


def _omitted(total: Fact, rows: list[Fact], ledger: Ledger) -> Iterator[tuple[str, float]]:
    """Give the towns of the same period that other tables know and this one has no row for."""
    here = {row["place"] for row in rows}
    if len(here) < 2:
        return
    period, _, measure, category = key_of(total)
    for place in ledger.places:
        value = ledger.book.value((period, place, measure, category))
        if place not in here and is_known(value) and value:
            yield place, value


def _decimals(fact: Fact) -> int:
    """Count the printed decimals of a cell."""
    return len(fact["stated"].replace(",", ".").partition(".")[2])


def _hundred_checks(facts: list[Fact], ledger: Ledger) -> Iterator[Check]:
    """Check that shares of one whole, which exclude each other, make a hundred."""
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        measure = fact["measure"]
        exclusive = ledger.vocabulary.measure[measure]["exclusive"] == "yes"
        if exclusive and _is_share(measure, ledger):
            groups[fact["table"], fact["period"], fact["place"], measure].append(fact)
    for group in groups.values():
        stated = [fact for fact in group if fact["status"] == "stated"]
        parts = [fact for fact in stated if fact["category"] != TOTAL]
        if len(parts) < 2:
            continue
        totals = [fact for fact in stated if fact["category"] == TOTAL]
        blank = [fact for fact in group if fact["status"] in BLANK]
        head = totals[0] if totals else parts[0]
        printed = totals[0]["stated"] if totals else HUNDRED
        place = head["place"] if head["place"] != WHOLE else ""
        at = (head["table"], head["period"], head["place"])
        several = sum(at == (table, period, where) for table, period, where, _ in groups) > 1
        which = " ".join((head["table"], place, head["period"], head["measure"] if several else ""))
        fields = cell_check(
            head, "", rule="hundred", judge=partial(_judge_hundred, printed, parts, bool(blank))
        )
        fields |= {
            "id": f"t{slug(which)}-sum",
            "location": "{table}, {what}: sum of the shares".format(
                table=source_name(head),
                what=", ".join(filter(None, (place, head["period"]))),
            ),
            "stated": printed,
            "printed": totals[0]["printed"] if totals else "",
            "keys": tuple(key_of(part) for part in parts),
            "row": totals[0]["row"] if totals else "",
            "column": totals[0]["column"] if totals else "",
            "needs": _missing(blank),
        }
        yield Check(**fields)


def _judge_hundred(printed: str, parts: list[Fact], open_: bool, _: Ledger) -> Judgement:
    """Judge a sum of shares; each part may be off by half a unit, the hundred may not."""
    formula = " + ".join(fact["stated"].replace(",", ".") for fact in parts)
    total = round(sum(float(fact["value"]) for fact in parts), 9)
    slack = sum(half_unit(fact) for fact in parts)
    judged = weigh(HUNDRED, total, formula, step="0", slack=slack)
    if number(printed) != number(HUNDRED):
        return weigh(printed, float(HUNDRED), "shares of one whole", step="0")
    return _open(judged) if open_ and judged.gap > 0 else judged


def _open(judged: Judgement) -> Judgement:
    """Leave a sum open that lacks something, where a blank cell may hold it."""
    if judged.verdict is not Agreement.CONTRADICTED:
        return judged
    return Judgement(Agreement.NOT_DERIVABLE, judged.computed, judged.formula, judged.gap)


def _missing(blank: list[Fact]) -> str:
    """Name the cells that are blank."""
    rows = ", ".join(dict.fromkeys(fact["row"] or fact["column"] for fact in blank))
    return f"what the blank cells hold ({rows})" if rows else ""
