"""Values to indices: which counts each index divides, and what the source says it is.

`data/hand/measures.csv` names for each derived measure its function in `indices`, its
numerator and its denominator. This module joins the counts, calls the function, and
sets the stated number beside the computed one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from monitorlib import indices
from monitorlib.numbers import is_known, written
from monitorlib.processing.facts import QUANTITY, resolve
from monitorlib.processing.printed import agreement
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


def derive(
    values: pd.DataFrame, vocabulary: Vocabulary, bases: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Compute every index from resolved counts, beside what the source states.

    Parameters
    ----------
    values : DataFrame of shape (n_quantities, 14)
        Resolved values.
    vocabulary : Vocabulary
        The names there are.
    bases : DataFrame of shape (n_bases, 8), optional
        For indices of observation charts: what each divides, over the charts that know both.

    Returns
    -------
    DataFrame of shape (n_indices, 17)
        One row an index. `value` is the computed number, or the stated one where the
        counts are not printed; `basis` says which: ``computed``, ``stated``,
        ``impossible`` (the counts contradict each other) or ``unknown``.
    """
    book = Book.of(values, vocabulary, bases)
    derived = [dict(row) for row in vocabulary.measure.values() if row["function"]]
    return pd.DataFrame(
        [_index_row(measure, key, book) for measure in derived for key in _keys(measure, book)]
    )


def derived_from(
    facts: pd.DataFrame,
    vocabulary: Vocabulary,
    bare: pd.DataFrame | None = None,
    bases: pd.DataFrame | None = None,
) -> dict[str, pd.DataFrame]:
    """Resolve facts and compute indices.

    Parameters
    ----------
    facts : DataFrame of shape (n_facts, 15)
        All facts, or those without corrections.
    vocabulary : Vocabulary
        The names there are.
    bare : DataFrame, optional
        The indices without corrections; these very ones where left out.
    bases : DataFrame, optional
        As for `derive`.

    Returns
    -------
    dict of str to DataFrame
        `facts`, `values` and `indices`; of the last, `as_printed` is the value without
        corrections.
    """
    values = resolve(facts, vocabulary.table("precedence"))
    made = derive(values, vocabulary, bases)
    key = list(QUANTITY)
    printed = (made if bare is None else bare)[[*key, "value"]]
    printed = printed.rename(columns={"value": "as_printed"})
    return {"facts": facts, "values": values, "indices": made.merge(printed, on=key, how="left")}


Key = tuple[str, str, str, str]
"""Period, place, measure and category: what names a quantity."""


@dataclass(frozen=True)
class Book:
    """Everything that an index looks up.

    Attributes
    ----------
    values : mapping of tuple to mapping
        Resolved values by quantity.
    months : mapping of str to float
        Months monitored by period.
    dimension : mapping of str to str
        What each measure is divided by; blank where it is not.
    bases : mapping of tuple to mapping
        What an index of observation charts divides, by quantity.
    """

    values: Mapping[Key, Mapping[str, Any]]
    months: Mapping[str, float]
    dimension: Mapping[str, str]
    bases: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, values: pd.DataFrame, vocabulary: Vocabulary, bases: pd.DataFrame | None = None
    ) -> Book:
        """Make the book of a table of resolved values.

        Parameters
        ----------
        values : DataFrame of shape (n_quantities, 14)
            Resolved values.
        vocabulary : Vocabulary
            The names there are.
        bases : DataFrame, optional
            As for `derive`.

        Returns
        -------
        Book
            Ready to be looked up.
        """
        return cls(
            {(r["period"], r["place"], r["measure"], r["category"]): r for r in records(values)},
            {row["period"]: float(row["months"]) for row in records(vocabulary.periods)},
            {name: str(row["dimension"]) for name, row in vocabulary.measure.items()},
            {}
            if bases is None
            else {
                (r["period"], r["place"], r["measure"], r["category"]): r for r in records(bases)
            },
        )

    def value(self, key: Key) -> float:
        """Give the resolved value of a quantity.

        Parameters
        ----------
        key : tuple of str
            Period, place, measure and category.

        Returns
        -------
        float
            Not-a-number where there is none.
        """
        self.note(key)
        row = self.values.get(key)
        return float(row["value"]) if row else np.nan

    def note(self, key: Key, table: str = "") -> None:
        """Remember that a quantity was looked up; a plain book does not.

        Parameters
        ----------
        key : tuple of str
            Period, place, measure and category.
        table : str, default ""
            The table it was looked up in; blank for what is in use.
        """

    def changed(self, changes: Mapping[Key, float]) -> Book:
        """Give the same book with other values for some quantities.

        Parameters
        ----------
        changes : mapping of tuple to float
            New values by quantity.

        Returns
        -------
        Book
            This one is left as it is.
        """
        new: dict[Key, Mapping[str, Any]] = {
            key: {**self.values.get(key, {}), "value": value} for key, value in changes.items()
        }
        return Book({**self.values, **new}, self.months, self.dimension, self.bases)


@dataclass(frozen=True)
class Computed:
    """One index, and what it was computed from.

    Attributes
    ----------
    value : float
        The index; not-a-number where a count is unknown or the counts contradict each other.
    numerator, denominator : float
        The two counts.
    impossible : bool
        Whether a part is above its whole.
    formula : str
        The formula with the counts put in; blank where one is unknown.
    """

    value: float
    numerator: float
    denominator: float
    impossible: bool
    formula: str


def compute(measure: Mapping[str, Any], key: Key, book: Book) -> Computed:
    """Compute one index.

    Parameters
    ----------
    measure : mapping
        The index's row of `data/hand/measures.csv`.
    key : tuple of str
        Period, place, measure and category.
    book : Book
        The counts.

    Returns
    -------
    Computed
        The index and its counts.
    """
    top, bottom, terms = _operands(measure, key, book)
    function = measure["function"]
    known = is_known(top) and is_known(bottom)
    impossible = function not in UNBOUNDED and known and top > bottom
    value = np.nan if impossible else float(FUNCTIONS[function](top, bottom))
    operands = f"{written(top, _digits(top))} / {written(bottom, _digits(bottom))}"
    formula = _formula(operands, measure["unit"], terms) if known else ""
    return Computed(value, top, bottom, impossible, formula)


def _keys(measure: Mapping[str, Any], book: Book) -> list[Key]:
    """List every period, place and category for which a number is stated or can be computed."""
    speaking = (measure["measure"], measure["numerator"])
    name = measure["measure"]
    keys = {(key[0], key[1], name, key[3]) for key in book.values if key[2] in speaking}
    return sorted(keys | {(period, WHOLE, name, category) for period, _, _, category in keys})


def _operands(measure: Mapping[str, Any], key: Key, book: Book) -> tuple[float, float, str]:
    """Find the numerator and the denominator of one index; name the sums behind them.

    The whole country's numerator is the stated total. Where none is stated it is the sum
    over the places that have both counts, and the denominator is summed over the same.
    """
    period, place, _, category = key
    if key in book.bases:
        return float(book.bases[key]["numerator"]), float(book.bases[key]["denominator"]), ""
    denominator = denominator_of(measure, category)
    top = book.value((period, place, measure["numerator"], category))
    if not denominator:
        return top, np.nan, ""
    if denominator == "months":
        return top, book.months.get(period, np.nan), ""
    same = book.dimension[denominator] == measure["dimension"]
    below = (denominator, category if same else "")
    if place == WHOLE and not is_known(top):
        sums = _sums(book, period, (measure["numerator"], category), below)
        if is_known(sums[0]):
            return sums
    whole = place if measure["denominator_place"] == "same" else WHOLE
    return top, book.value((period, whole, *below)), ""


def denominator_of(measure: Mapping[str, Any], category: str) -> str:
    """Choose what an index is divided by.

    Parameters
    ----------
    measure : mapping
        A row of `measures.csv`; a category may have its own (`base;category=other`) or none.
    category : str
        The category.

    Returns
    -------
    str
        A measure, ``months`` or nothing.

    Examples
    --------
    >>> denominator_of({"denominator": "assemblies;single="}, "single")
    ''
    """
    base, *exceptions = measure["denominator"].split(";")
    found: str = dict(entry.split("=") for entry in exceptions).get(category, base)
    return found


def _sums(
    book: Book, period: str, above: tuple[str, str], below: tuple[str, str]
) -> tuple[float, float, str]:
    """Add numerator and denominator over the places that have both."""
    places = sorted({key[1] for key in book.values if key[0] == period} - {WHOLE})
    pairs = [
        (book.value((period, place, *above)), book.value((period, place, *below)))
        for place in places
    ]
    both = [(top, bottom) for top, bottom in pairs if is_known(top) and bottom > 0]
    if not both:
        return np.nan, np.nan, ""
    names = f"sums over the {len(both)} places that state both"
    return sum(top for top, _ in both), sum(bottom for _, bottom in both), names


def _index_row(measure: Mapping[str, Any], key: Key, book: Book) -> dict[str, Any]:
    """Set the stated number beside the computed one."""
    period, place, _, category = key
    made = compute(measure, key, book)
    row = book.values.get(key)
    stated_value = float(row["value"]) if row is not None else np.nan
    digits = str(row["stated"]) if row is not None else ""
    base = book.bases.get(key, {})
    use_computed = made.impossible or is_known(made.value)
    return {
        "period": period,
        "place": place,
        "measure": measure["measure"],
        "category": category,
        "value": made.value if use_computed else stated_value,
        "unit": measure["unit"],
        "basis": _basis(made.value, stated_value, made.impossible),
        "numerator": made.numerator,
        "denominator": made.denominator,
        "formula": made.formula,
        "stated_value": stated_value,
        "stated": digits,
        "printed": row["printed"] if row is not None else "",
        "table": row["table"] if row is not None else "",
        "agreement": str(agreement(digits, made.value)) if digits and is_known(made.value) else "",
        "known": base.get("known", pd.NA),
        "charts": base.get("charts", pd.NA),
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
