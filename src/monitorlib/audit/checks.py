"""What a check is: one stated number or comparison, and how to judge it.

A check holds what is printed and a function that judges it on a ledger. It can so be
judged again on a ledger with other counts, which is how repairs and mutations are tried.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from monitorlib.audit.ledger import Ledger
from monitorlib.numbers import is_known, written
from monitorlib.processing.derive import Key
from monitorlib.processing.facts import Fact, source_name
from monitorlib.processing.printed import Agreement, agreement, unit_of
from monitorlib.vocabulary import WHOLE

RANK = (
    Agreement.REPRODUCED,
    Agreement.ROUNDING,
    Agreement.NOT_DERIVABLE,
    Agreement.CONTRADICTED,
)


@dataclass(frozen=True)
class Judgement:
    """What a check comes to.

    Attributes
    ----------
    verdict : Agreement
        How the stated stands to the computed.
    computed : str
        The computed number as written; blank where there is none.
    formula : str
        The formula with its values put in.
    gap : float
        Stated less computed, in the stated unit; not-a-number for a comparison in words.
    size : float
        The gap as a part of the larger of the two numbers, 0 to 1.
    """

    verdict: Agreement
    computed: str = ""
    formula: str = ""
    gap: float = float("nan")
    size: float = float("nan")


@dataclass(frozen=True)
class Check:
    """One stated number or comparison.

    Attributes
    ----------
    id : str
        Permanent name, made of where it stands.
    kind : str
        ``table``, ``prose``, ``comparison`` or ``cross-table``.
    rule : str
        What is asked: ``index``, ``total``, ``hundred``, ``whole cases``, ``stated twice``,
        ``implied count``, ``relation``, ``correction`` or ``claim``.
    line : int
        Line of the source.
    location : str
        Table, row and column, or the claim in our words.
    printed : str
        What the source prints.
    unit : str
        Unit of the number.
    period, place : str
        What it is about.
    judge : callable
        Gives the judgement on a ledger.
    stated : str
        The number itself, as printed; blank for a comparison.
    keys : tuple of tuple
        The quantities that it states.
    needs : str
        The datum that would be needed, where there is none.
    note : str
        What people say about it.
    table, row, column : str
        The cell, where it is one.
    answer : str
        The expression that a claim is judged by.
    """

    id: str
    kind: str
    rule: str
    line: int
    location: str
    printed: str
    unit: str
    period: str
    place: str
    judge: Callable[[Ledger], Judgement]
    stated: str = ""
    keys: tuple[Key, ...] = ()
    needs: str = ""
    note: str = ""
    table: str = ""
    row: str = ""
    column: str = ""
    answer: str = ""


def cell_check(fact: Fact, suffix: str, **other: Any) -> dict[str, Any]:
    """Give the fields of a check that follow from the cell it judges.

    Parameters
    ----------
    fact : dict
        What the cell states.
    suffix : str
        What tells this check from others of the same cell.
    **other : Any
        Further fields, which win.

    Returns
    -------
    dict
        Fields of a `Check`.
    """
    parts = [slug(str(fact[name])) for name in ("table", "row", "column")]
    where = [source_name(fact), str(fact["row"]), str(fact["column"]).strip("[]")]
    return {
        "id": "-".join(["t" + parts[0], *filter(None, [*parts[1:], suffix])]),
        "kind": "table",
        "line": int(fact["line"]),
        "location": ", ".join(part for part in where if part),
        "printed": str(fact["printed"]),
        "unit": str(fact["unit"]),
        "period": str(fact["period"]),
        "place": str(fact["place"]),
        "stated": str(fact["stated"]),
        "keys": ((fact["period"], fact["place"], fact["measure"], fact["category"]),),
        "table": str(fact["table"]),
        "row": str(fact["row"]),
        "column": str(fact["column"]),
        **other,
    }


def slug(text: str) -> str:
    """Make a name that can stand in an address.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Lower-case letters and digits, joined by hyphens.

    Examples
    --------
    >>> slug("Police control index: 2011-12")
    'police-control-index-2011-12'
    """
    kept = "".join(sign if sign.isalnum() else " " for sign in text.lower())
    return "-".join(kept.split())


def weigh(
    stated: str,
    computed: float,
    formula: str,
    *,
    step: str = "",
    slack: float = 0,
    decimals: int = 2,
) -> Judgement:
    """Judge a stated number by a computed one.

    Parameters
    ----------
    stated : str
        The number as printed.
    computed : float
        The computed number in the same unit.
    formula : str
        The formula with its values put in.
    step, slack
        As `printed.agreement` takes them.
    decimals : int, default 2
        Digits of the computed number to show, at most.

    Returns
    -------
    Judgement
        The verdict with its arithmetic.
    """
    verdict = agreement(stated, computed, step=step, slack=slack)
    if not is_known(computed):
        return Judgement(verdict, formula=formula)
    shown = written(computed, 0 if float(computed).is_integer() else decimals)
    gap = float(stated.replace(",", ".")) - computed
    told = f"{formula} = {shown}" if formula not in ("", shown) else formula
    return Judgement(verdict, shown, told, gap, relative(gap + computed, computed))


def relative(one: float, other: float) -> float:
    """Give the difference of two numbers as a part of the larger.

    Parameters
    ----------
    one, other : float
        The numbers.

    Returns
    -------
    float
        0 to 1; not-a-number where one is unknown.

    Examples
    --------
    >>> relative(104, 134) == 30 / 134, relative(0, 0)
    (True, 0.0)
    """
    larger = max(abs(one), abs(other))
    return min(abs(one - other) / larger, 1.0) if larger else 0.0 * (one - other)


def name_of(key: Key, ledger: Ledger) -> str:
    """Name a quantity for a reader.

    Parameters
    ----------
    key : tuple of str
        Period, place, measure and category.
    ledger : Ledger
        The numbers of the edition.

    Returns
    -------
    str
        Measure, category, place unless it is the whole, and period.
    """
    period, place, measure, category = key
    row = ledger.vocabulary.measure[measure]
    label = ledger.vocabulary.label.get((row["dimension"], category), category)
    parts = [row["label"], label.lower() if label else "", place if place != WHOLE else "", period]
    return ", ".join(part for part in parts if part)


def half_unit(fact: Fact) -> float:
    """Give half a unit of the last digit of a printed number.

    Parameters
    ----------
    fact : dict
        What a cell states.

    Returns
    -------
    float
        0 where no number is printed.
    """
    return float(unit_of(fact["stated"]) / 2) if fact["stated"] else 0.0
