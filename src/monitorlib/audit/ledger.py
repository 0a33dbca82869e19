"""Every number by its quantity: as each table prints it, and as it is used.

The audit asks three things of a quantity: what a certain table prints, what was chosen
among all that is stated, and what the counts make of it. A ledger answers all three, and
`changed` gives the same ledger with other counts, which is how a repair is tried out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from monitorlib.numbers import is_known
from monitorlib.processing.derive import Book, Computed, Key, compute
from monitorlib.processing.facts import KNOWN, PROSE, Fact, source_name
from monitorlib.vocabulary import WHOLE, Vocabulary, records

TOTAL = "total"
"""The category of a printed sum over all categories."""


@dataclass(frozen=True)
class TracingBook(Book):
    """A book that remembers which quantities were looked up.

    Attributes
    ----------
    seen : dict
        The quantities in order, each with the tables it was looked up in; blank for what is
        in use.
    """

    seen: dict[Key, tuple[str, ...]] = field(default_factory=dict)

    def note(self, key: Key, table: str = "") -> None:
        """Remember that a quantity was looked up.

        Parameters
        ----------
        key : tuple of str
            Period, place, measure and category.
        table : str, default ""
            The table it was looked up in.
        """
        tables = self.seen.get(key, ())
        if table not in tables:
            self.seen[key] = (*tables, table)


@dataclass(frozen=True)
class Ledger:
    """All numbers of an edition.

    Attributes
    ----------
    book : Book
        Counts as resolved.
    printed : mapping of tuple to list
        Facts of each quantity as printed, in the order of the source.
    lists : mapping of str to list
        Rows of the edition's lists, as text.
    vocabulary : Vocabulary
        What names mean.
    edition : str
        The period that the edition is about.
    told : mapping of str to str
        Numbers that claims state, by claim.
    """

    book: Book
    printed: Mapping[Key, list[Fact]]
    lists: Mapping[str, list[dict[str, Any]]]
    vocabulary: Vocabulary
    edition: str
    told: Mapping[str, str]

    @classmethod
    def of(
        cls,
        tables: Mapping[str, pd.DataFrame],
        vocabulary: Vocabulary,
        edition: str,
        told: Mapping[str, str],
    ) -> Ledger:
        """Make the ledger of an edition.

        Parameters
        ----------
        tables : mapping of str to DataFrame
            `facts`, `values` and the lists.
        vocabulary : Vocabulary
            The names there are.
        edition : str
            The period that the edition is about.
        told : mapping of str to str
            Numbers that claims state, by claim.

        Returns
        -------
        Ledger
            Ready to be asked.
        """
        printed: dict[Key, list[Fact]] = {}
        for fact in records(tables["facts"]):
            if not fact["correction"]:
                printed.setdefault(key_of(fact), []).append(fact)
        lists = {
            name: records(frame)
            for name, frame in tables.items()
            if name not in ("facts", "values")
        }
        book = Book.of(tables["values"], vocabulary)
        return cls(book, printed, lists, vocabulary, edition, told)

    def changed(self, changes: Mapping[Key, float]) -> Ledger:
        """Give the same ledger with other counts.

        Parameters
        ----------
        changes : mapping of tuple to float
            New values by quantity.

        Returns
        -------
        Ledger
            This one is left as it is.
        """
        return replace(self, book=self.book.changed(changes))

    def traced(self) -> tuple[Ledger, dict[Key, tuple[str, ...]]]:
        """Give the same ledger, and a record of what is looked up in it.

        Returns
        -------
        tuple
            The ledger, and the quantities as they will have been looked up.
        """
        book = TracingBook(self.book.values, self.book.months, self.book.dimension)
        return replace(self, book=book), book.seen

    @property
    def periods(self) -> list[str]:
        """Periods in order of time."""
        return list(self.book.months)

    @cached_property
    def tables(self) -> list[str]:
        """Tables that print anything, and the text."""
        return sorted({fact["table"] for facts in self.printed.values() for fact in facts})

    @cached_property
    def columns(self) -> set[tuple[str, str, str]]:
        """Period, measure and category of every column that tables print by town."""
        return {
            (key[0], key[2], key[3])
            for key, facts in self.printed.items()
            if key[1] != WHOLE and any(not in_prose(fact) for fact in facts)
        }

    @property
    def places(self) -> list[str]:
        """Places without the whole."""
        return self.vocabulary.towns

    def categories(self, measure: str) -> list[str]:
        """List the categories that a measure is divided into.

        Parameters
        ----------
        measure : str
            A measure.

        Returns
        -------
        list of str
            In the order of the vocabulary, without that of a printed sum.
        """
        dimension = self.book.dimension[measure]
        names = (name for kind, name in self.vocabulary.label if kind == dimension)
        return [name for name in names if name != TOTAL]

    def derived(self, measure: str) -> bool:
        """Tell an index from a count.

        Parameters
        ----------
        measure : str
            A measure.

        Returns
        -------
        bool
            Whether it has a formula.
        """
        return bool(self.vocabulary.measure[measure]["function"])

    def computed(self, key: Key) -> Computed:
        """Compute an index from the counts.

        Parameters
        ----------
        key : tuple of str
            Period, place, measure and category.

        Returns
        -------
        Computed
            The index and its counts.
        """
        return compute(self.vocabulary.measure[key[2]], key, self.book)

    def value(self, key: Key) -> float:
        """Give the number in use: an index from its counts where they are known.

        Parameters
        ----------
        key : tuple of str
            Period, place, measure and category.

        Returns
        -------
        float
            Not-a-number where nothing is known.
        """
        if self.derived(key[2]):
            made = self.computed(key)
            if made.impossible or is_known(made.value):
                return made.value
        return self.book.value(key)

    def fact(self, key: Key, table: str) -> Fact | None:
        """Find what one table prints of a quantity.

        Parameters
        ----------
        key : tuple of str
            Period, place, measure and category.
        table : str
            A table's number, or ``prose``.

        Returns
        -------
        dict or None
            The fact, if the table states a number or a recorded nothing.
        """
        self.book.note(key, table)
        facts = [f for f in self.printed.get(key, []) if f["table"] == table]
        return next((f for f in facts if f["status"] in KNOWN), None)

    def source(self, key: Key) -> str:
        """Name where the number in use stands.

        Parameters
        ----------
        key : tuple of str
            Period, place, measure and category.

        Returns
        -------
        str
            Such as ``Table 2``; blank where there is none.
        """
        self.book.note(key)
        row = self.book.values.get(key)
        return source_name(row) if row and row.get("table") else ""


def key_of(fact: Mapping[str, Any]) -> Key:
    """Name the quantity of a fact.

    Parameters
    ----------
    fact : mapping
        With `period`, `place`, `measure` and `category`.

    Returns
    -------
    tuple of str
        The quantity.
    """
    return fact["period"], fact["place"], fact["measure"], fact["category"]


def in_prose(fact: Mapping[str, Any]) -> bool:
    """Tell whether a fact stands in the text and not in a table.

    Parameters
    ----------
    fact : mapping
        A fact.

    Returns
    -------
    bool
        True for the text.
    """
    return bool(fact["table"] == PROSE)
