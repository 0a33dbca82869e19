"""Values to indices: which counts each index divides, and what the source says it is.

`data/hand/measures.csv` names for each derived measure its function in `indices`, its
numerator and its denominator. This module joins the counts, calls the function, and
sets the stated number beside the computed one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from monitorlib import indices
from monitorlib.facts import QUANTITY
from monitorlib.numbers import is_known, written
from monitorlib.printed import agreement
from monitorlib.vocabulary import WHOLE, Vocabulary, records

FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        indices.protest_activity,
        indices.share,
        indices.law_abidance,
        indices.unpermitted_share,
        indices.reason_share,
        indices.presence_share,
        indices.caution_share,
        indices.police_control,
        indices.detention_share,
        indices.prosecution_share,
        indices.mean_participants,
        indices.mean_duration,
    )
}
UNBOUNDED = ("protest_activity", "police_control", "mean_participants", "mean_duration")
"""Functions whose numerator may exceed the denominator."""


def derive(values: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Compute every index from resolved counts, beside what the source states.

    Parameters
    ----------
    values : DataFrame of shape (n_quantities, 14)
        Resolved values.
    vocabulary : Vocabulary
        The names there are.

    Returns
    -------
    DataFrame of shape (n_indices, 15)
        One row an index. `value` is the computed number, or the stated one where the
        counts are not printed; `basis` says which: ``computed``, ``stated``,
        ``impossible`` (the counts contradict each other) or ``unknown``.
    """
    book = _Book(
        {tuple(row[key] for key in QUANTITY): row for row in records(values)},
        {row["period"]: float(row["months"]) for row in records(vocabulary.periods)},
        {name: str(row["dimension"]) for name, row in vocabulary.measure.items()},
    )
    derived = [dict(row) for row in vocabulary.measure.values() if row["function"]]
    return pd.DataFrame(
        [_index_row(measure, key, book) for measure in derived for key in _keys(measure, book)]
    )


@dataclass(frozen=True)
class _Book:
    """Everything that an index looks up: values by quantity, months by period, dimensions."""

    values: dict[tuple[str, ...], dict[Any, Any]]
    months: dict[str, float]
    dimension: dict[str, str]

    def value(self, *quantity: str) -> float:
        """Give the resolved value of a quantity; unknown where there is none."""
        row = self.values.get(quantity)
        return float(row["value"]) if row else np.nan


def _keys(measure: dict[str, Any], book: _Book) -> list[tuple[str, str, str]]:
    """List every period, place and category for which a number is stated or can be computed."""
    speaking = (measure["measure"], measure["numerator"])
    keys = {(key[0], key[1], key[3]) for key in book.values if key[2] in speaking}
    return sorted(keys | {(period, WHOLE, category) for period, _, category in keys})


def _operands(
    measure: dict[str, Any], key: tuple[str, str, str], book: _Book
) -> tuple[float, float, str]:
    """Find the numerator and the denominator of one index; name the sums behind them.

    The whole country's numerator is the stated total. Where none is stated it is the sum
    over the places that have both counts, and the denominator is summed over the same.
    """
    period, place, category = key
    denominator = _denominator(measure, category)
    top = book.value(period, place, measure["numerator"], category)
    if not denominator:
        return top, np.nan, ""
    if denominator == "months":
        return top, book.months.get(period, np.nan), ""
    same = book.dimension[denominator] == measure["dimension"]
    below = (denominator, category if same else "")
    if place == WHOLE and not is_known(top):
        return _sums(book, period, (measure["numerator"], category), below)
    whole = place if measure["denominator_place"] == "same" else WHOLE
    return top, book.value(period, whole, *below), ""


def _denominator(measure: dict[str, Any], category: str) -> str:
    """Choose the denominator; a category may have its own (`base;category=other`) or none."""
    base, *exceptions = measure["denominator"].split(";")
    found: str = dict(entry.split("=") for entry in exceptions).get(category, base)
    return found


def _sums(
    book: _Book, period: str, above: tuple[str, str], below: tuple[str, str]
) -> tuple[float, float, str]:
    """Add numerator and denominator over the places that have both."""
    places = sorted({key[1] for key in book.values if key[0] == period} - {WHOLE})
    pairs = [
        (book.value(period, place, *above), book.value(period, place, *below)) for place in places
    ]
    both = [(top, bottom) for top, bottom in pairs if is_known(top) and bottom > 0]
    if not both:
        return np.nan, np.nan, ""
    names = f"sums over the {len(both)} places that state both"
    return sum(top for top, _ in both), sum(bottom for _, bottom in both), names


def _index_row(measure: dict[str, Any], key: tuple[str, str, str], book: _Book) -> dict[str, Any]:
    """Divide, and set the stated number beside the result."""
    period, place, category = key
    top, bottom, terms = _operands(measure, key, book)
    row = book.values.get((period, place, measure["measure"], category))
    function = measure["function"]
    impossible = function not in UNBOUNDED and is_known(top) and is_known(bottom) and top > bottom
    computed = np.nan if impossible else FUNCTIONS[function](top, bottom)
    stated_value = float(row["value"]) if row is not None else np.nan
    digits = str(row["stated"]) if row is not None else ""
    operands = f"{written(top, _digits(top))} / {written(bottom, _digits(bottom))}"
    return {
        "period": period,
        "place": place,
        "measure": measure["measure"],
        "category": category,
        "value": computed if impossible or is_known(computed) else stated_value,
        "unit": measure["unit"],
        "basis": _basis(computed, stated_value, impossible),
        "numerator": top,
        "denominator": bottom,
        "formula": _formula(operands, measure["unit"], terms) if is_known(top + bottom) else "",
        "stated_value": stated_value,
        "stated": digits,
        "printed": row["printed"] if row is not None else "",
        "table": row["table"] if row is not None else "",
        "agreement": str(agreement(digits, computed)) if digits and is_known(computed) else "",
    }


def _digits(value: float) -> int:
    """Count the decimals worth showing: none for whole numbers, else one."""
    return 0 if not is_known(value) or float(value).is_integer() else 1


def _formula(operands: str, unit: str, terms: str) -> str:
    """Write the formula with its values put in."""
    percent = "100 x " if unit == "percent" else ""
    return f"{percent}{operands}" + (f" ({terms})" if terms else "")


def _basis(computed: float, stated: float, impossible: bool) -> str:
    """Say what a value rests on."""
    if impossible:
        return "impossible"
    if is_known(computed):
        return "computed"
    return "stated" if is_known(stated) else "unknown"
