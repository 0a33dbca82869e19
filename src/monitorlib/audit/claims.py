"""Claims: every number and comparison that the text, a title or a note states.

`data/hand/claims.csv` holds one row a claim: where it stands, what it says in our words,
and what answers it. What answers it is an expression (`expressions`), or the quantity that
the claim itself states, or nothing: then `needs` names the datum that would be needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pandas as pd

from monitorlib.audit.checks import RANK, Check, Judgement, relative, weigh
from monitorlib.audit.expressions import compares, evaluate, references
from monitorlib.audit.ledger import Ledger, in_prose
from monitorlib.errors import MonitorError, SourceError
from monitorlib.numbers import is_known
from monitorlib.processing.derive import Key
from monitorlib.processing.facts import PROSE, source_name
from monitorlib.processing.printed import Agreement, number
from monitorlib.vocabulary import WHOLE, Vocabulary, records

ID = re.compile(r"L(?P<line>[0-9]+)[a-z]+")
Row = Mapping[str, Any]


def quantity_of(text: str, vocabulary: Vocabulary, edition: str) -> Key:
    """Read the quantity that a claim states.

    Parameters
    ----------
    text : str
        Measure, with a colon and a category where it has one, then place and period in any
        order; the whole country and the edition's period where they are left out.
    vocabulary : Vocabulary
        The names there are.
    edition : str
        The period that the edition is about.

    Returns
    -------
    tuple of str
        Period, place, measure and category.

    Raises
    ------
    SourceError
        If a part is no period and no place.
    """
    first, *rest = (part.strip() for part in text.split(","))
    measure, _, category = first.partition(":")
    period, place = edition, WHOLE
    for part in rest:
        if part in set(vocabulary.periods["period"]):
            period = part
        elif part in set(vocabulary.places["place"]):
            place = part
        else:
            raise SourceError("a period or a place", repr(part), text, "see data/hand")
    return period, place, measure, category


def figures(claims: pd.DataFrame, vocabulary: Vocabulary, edition: str) -> pd.DataFrame:
    """Give the claims that state a quantity, in the form that `facts_from_prose` reads.

    Parameters
    ----------
    claims : DataFrame of shape (n_claims, 11)
        The table of claims.
    vocabulary : Vocabulary
        The names there are.
    edition : str
        The period that the edition is about.

    Returns
    -------
    DataFrame of shape (n_figures, 8)
        Line, printed words, quantity, value and unit.

    Raises
    ------
    SourceError
        Listing every quantity that cannot be read.
    """
    rows, problems = [], []
    for row in records(claims[claims["quantity"] != ""]):
        try:
            key = quantity_of(row["quantity"], vocabulary, edition)
        except MonitorError as problem:
            problems.append(f"{row['id']}: {problem}")
            continue
        named = dict(zip(("period", "place", "measure", "category"), key, strict=True))
        rows.append(
            {
                **{name: row[name] for name in ("line", "printed", "unit")},
                **named,
                "value": row["stated"],
            }
        )
    if problems:
        raise SourceError(
            "claims whose quantity can be read", f"{len(problems)} that cannot",
            "data/hand/claims.csv", "mend the rows:\n" + "\n".join(problems),
        )  # fmt: skip
    columns = ["line", "printed", "measure", "category", "place", "period", "value", "unit"]
    return pd.DataFrame(rows, columns=columns)


def checks(claims: pd.DataFrame, ledger: Ledger) -> Iterator[Check]:
    """Turn claims into checks.

    Parameters
    ----------
    claims : DataFrame of shape (n_claims, 11)
        The table of claims.
    ledger : Ledger
        The numbers of the edition.

    Yields
    ------
    Check
        One a claim.
    """
    exact = set(ledger.vocabulary.units.query("counted == 'yes'")["unit"])
    for row in records(claims):
        key = (
            quantity_of(row["quantity"], ledger.vocabulary, ledger.edition)
            if row["quantity"]
            else None
        )
        step = row["step"] or ("0" if row["unit"] in exact else "")
        period, place = _about(row, key, ledger)
        yield Check(
            id=row["id"],
            kind="prose" if row["stated"] else "comparison",
            rule="claim",
            line=int(row["line"]),
            location=row["claim"],
            printed=row["printed"],
            unit=row["unit"],
            period=period,
            place=place,
            judge=partial(_judge, row, key, step),
            stated=row["stated"],
            keys=(key,) if key else (),
            needs=row["needs"],
            note=row["note"],
            answer=row["answer"],
        )


def _judge(row: Row, key: Key | None, step: str, ledger: Ledger) -> Judgement:
    """Judge one claim by its answer, or by what else is known of its quantity."""
    if row["answer"]:
        return _judge_answer(row, step, ledger)
    if key is None or row["needs"]:
        return Judgement(Agreement.NOT_DERIVABLE)
    if ledger.derived(key[2]):
        made = ledger.computed(key)
        if made.impossible:
            told = f"{made.formula}: a part above its whole"
            return Judgement(Agreement.CONTRADICTED, formula=told)
        if is_known(made.value):
            return weigh(row["stated"], made.value, made.formula, step=step)
    best = ledger.book.values.get(key, {})
    if best.get("table") == PROSE:
        return _judge_again(row, key, step, ledger)
    if not is_known(best.get("value")):
        return Judgement(Agreement.NOT_DERIVABLE)
    return weigh(row["stated"], float(best["value"]), ledger.source(key), step=step)


def _judge_again(row: Row, key: Key, step: str, ledger: Ledger) -> Judgement:
    """Judge a number that only the text states, by another line that states it, too."""
    stated = [fact for fact in ledger.printed[key] if in_prose(fact)]
    others = [fact for fact in stated if str(fact["line"]) != row["line"]]
    if not others:
        return Judgement(Agreement.NOT_DERIVABLE)
    return weigh(row["stated"], float(others[0]["value"]), source_name(others[0]), step=step)


def _about(row: Row, key: Key | None, ledger: Ledger) -> tuple[str, str]:
    """Say of which period and place a claim speaks: of its quantity, or of all that answers it."""
    keys = (key,) if key else evaluate(row["answer"], ledger).keys if row["answer"] else ()
    periods, places = {each[0] for each in keys}, {each[1] for each in keys}
    return (
        periods.pop() if len(periods) == 1 else ledger.edition,
        places.pop() if len(places) == 1 else WHOLE,
    )


def _judge_answer(row: Row, step: str, ledger: Ledger) -> Judgement:
    """Judge a claim by its expression; of several readings the kindest counts."""
    outcome = evaluate(row["answer"], ledger)
    if row["stated"]:
        readings = outcome.formula.split(" or ")
        formulas = readings if len(readings) == len(outcome.values) else [outcome.formula]
        judged = [
            weigh(row["stated"], value, formula, step=step)
            for value, formula in zip(outcome.values, formulas, strict=False)
        ]
        return min(judged, key=lambda one: RANK.index(one.verdict))
    value = outcome.values[0]
    if not is_known(value):
        return Judgement(Agreement.NOT_DERIVABLE, formula=outcome.formula)
    verdict = Agreement.REPRODUCED if value else Agreement.CONTRADICTED
    size = relative(*outcome.sides) / 2 if outcome.sides else float("nan")
    return Judgement(verdict, "holds" if value else "does not hold", outcome.formula, size=size)


def cited(answer: str, ledger: Ledger) -> dict[str, set[int]]:
    """Name the lists and the lines of other claims that an expression refers to.

    Parameters
    ----------
    answer : str
        The expression; blank for none.
    ledger : Ledger
        The numbers of the edition.

    Returns
    -------
    dict of str to set
        Lines of the source by list or, for claims, by the text.
    """
    found: dict[str, set[int]] = {}
    for reference in references(answer):
        if reference.startswith("#"):
            match = ID.fullmatch(reference[1:])
            if match:
                found.setdefault("the text", set()).add(int(match["line"]))
        elif reference.startswith("{"):
            name = re.split("[.:]", reference[1:-1])[0].strip()
            rows = ledger.lists.get(name, [])
            texts = ";".join(str(row.get("line") or row.get("lines") or "") for row in rows)
            lines = {int(text) for text in texts.split(";") if text.isdigit()}
            found.setdefault(f"list {name}", set()).update(lines)
    return found


def problems(claims: pd.DataFrame, ledger: Ledger) -> list[str]:
    """Find everything in the table of claims that cannot be right.

    Parameters
    ----------
    claims : DataFrame of shape (n_claims, 11)
        The table of claims.
    ledger : Ledger
        The numbers of the edition, without what claims state.

    Returns
    -------
    list of str
        One line a problem, with the claim's id.
    """
    found = [f"{name}: stands twice" for name in claims["id"][claims["id"].duplicated()]]
    units = {"", *ledger.vocabulary.units["unit"]}
    for row in records(claims):
        found += [f"{row['id']}: {problem}" for problem in _row_problems(row, units, ledger)]
    return found


def _row_problems(row: Row, units: set[str], ledger: Ledger) -> Iterator[str]:
    """Find what is wrong with one claim."""
    match = ID.fullmatch(row["id"])
    if not match or match["line"] != row["line"]:
        yield f"id: expected L, the line and a letter, found {row['id']!r} at line {row['line']!r}"
    for name in ("claim", "printed"):
        if not row[name].strip():
            yield f"{name}: expected words, found a blank"
    if row["unit"] not in units:
        yield f"unit: expected one of data/hand/units.csv, found {row['unit']!r}"
    if not (row["answer"] or row["quantity"] or row["needs"]):
        yield "answer: expected an answer, a quantity or what would be needed, found none"
    if row["quantity"] and not row["stated"]:
        yield "stated: expected the number that is stated of the quantity, found a blank"
    if _too_wide(row):
        yield f"step: expected at most the stated number, found {row['step']!r}"
    yield from _unreadable(row, ledger)


def _unreadable(row: Row, ledger: Ledger) -> Iterator[str]:
    """Find numbers and an expression that cannot be read."""
    for name in ("stated", "step"):
        try:
            number(row[name] or "0")
        except ValueError as problem:
            yield f"{name}: {problem}"
    if row["answer"]:
        try:
            evaluate(row["answer"], ledger)
        except MonitorError as problem:
            yield f"answer: {problem}"
        else:
            yield from _unfit(row)


def _unfit(row: Row) -> Iterator[str]:
    """Find an answer of another kind than the claim, or that only repeats it."""
    if compares(row["answer"]) == bool(row["stated"] or row["quantity"]):
        wanted = "a number" if row["stated"] else "a comparison"
        yield f"answer: expected {wanted}, as the claim states one, found {row['answer']!r}"
    if f"#{row['id']}" in references(row["answer"]):
        yield "answer: expected another place than the claim itself, found the claim"


def _too_wide(row: Row) -> bool:
    """Tell a step that is larger than the number itself: anything would fit."""
    try:
        return bool(row["step"]) and number(row["step"]) > abs(number(row["stated"] or "0"))
    except ValueError:
        return False
