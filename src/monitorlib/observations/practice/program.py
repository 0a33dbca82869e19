"""Whole-number programs in words: named unknowns, sums of them, and bounds that must hold.

A thin layer over HiGHS (`scipy.optimize.milp`). All unknowns are whole numbers from 0 up.
Coefficients and bounds are whole, too, so that a tie is a tie and not a matter of floats.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Key = tuple[str, ...]
INFEASIBLE = 2
"""The status by which HiGHS says that nothing fits."""


class Sum(dict[Key, int]):
    """A sum of unknowns with whole factors; the empty key stands for the number one.

    Examples
    --------
    >>> 2 * Sum({("officers",): 1}) - Sum({("assemblies",): 1, (): 3})
    {('officers',): 2, ('assemblies',): -1, (): -3}
    """

    def __add__(self, other: Sum) -> Sum:
        """Add another sum."""
        keys = dict.fromkeys([*self, *other])
        return Sum({key: self.get(key, 0) + other.get(key, 0) for key in keys})

    def __sub__(self, other: Sum) -> Sum:
        """Take another sum off."""
        return self + -1 * other

    def __rmul__(self, factor: int) -> Sum:
        """Multiply by a whole number."""
        return Sum({key: factor * value for key, value in self.items()})


def total(sums: Iterable[Sum]) -> Sum:
    """Add several sums.

    Parameters
    ----------
    sums : iterable of Sum
        The sums; none make an empty sum, which is zero.

    Returns
    -------
    Sum
        Their sum.
    """
    whole: Sum = Sum()
    for one in sums:
        for key, factor in one.items():
            whole[key] = whole.get(key, 0) + factor
    return whole


Row = tuple[Sum, float, float]
"""A sum, and the least and the most that it may be."""


class Program:
    """Unknowns and what must hold between them.

    Examples
    --------
    >>> program = Program()
    >>> rallies, pickets = program.unknown("rally", most=9), program.unknown("picket", most=9)
    >>> program.require(rallies + pickets, 10, 10)
    >>> program.solve(cost=2 * rallies + pickets)
    {('rally',): 1, ('picket',): 9}
    >>> program.solve([(rallies, 0, 0)]) is None
    True
    """

    def __init__(self) -> None:
        self.most: dict[Key, int] = {}
        self.rows: list[Row] = []

    def unknown(self, *key: str, most: int) -> Sum:
        """Name an unknown.

        Parameters
        ----------
        *key : str
            Its name, in parts.
        most : int
            The most it may be.

        Returns
        -------
        Sum
            The unknown by itself.
        """
        self.most[key] = most
        return Sum({key: 1})

    def require(self, what: Sum, least: float = 0, most: float = math.inf) -> None:
        """Ask for a sum within bounds.

        Parameters
        ----------
        what : Sum
            The sum.
        least, most : float
            Its bounds; by default, not below zero.
        """
        self.rows.append((what, least, most))

    def solve(
        self, further: Iterable[Row] = (), cost: Mapping[Key, int] | None = None
    ) -> dict[Key, int] | None:
        """Find numbers for which everything holds.

        Parameters
        ----------
        further : iterable of Row
            What must hold this time, too.
        cost : mapping of Key to int, optional
            What one of each unknown costs; the cheapest numbers are found.

        Returns
        -------
        dict of Key to int, or None
            A number for each unknown; None if there are none.

        Raises
        ------
        ArithmeticError
            If the solver gives up.
        """
        places = {key: place for place, key in enumerate(self.most)}
        matrix, least, most = _matrix([*self.rows, *further], places)
        price = np.zeros(len(places))
        for key, value in (cost or {}).items():
            price[places[key]] = value
        answer: Any = milp(
            price,
            integrality=np.ones(len(places), dtype=np.int64),
            bounds=Bounds(0, np.array(list(self.most.values()), dtype=float)),
            constraints=LinearConstraint(matrix, least, most),
            options={"mip_rel_gap": 0},
        )
        if answer.status == INFEASIBLE:
            return None
        if answer.x is None or answer.status:
            raise ArithmeticError(f"expected an answer of HiGHS; found {answer.message!r}")
        return {key: round(answer.x[place]) for key, place in places.items()}


def _matrix(rows: list[Row], places: Mapping[Key, int]) -> tuple[Any, Any, Any]:
    """Write rows as a matrix and its bounds, constants taken to the other side."""
    entries = [
        (value, number, places[key])
        for number, (what, _, _) in enumerate(rows)
        for key, value in what.items()
        if key
    ]
    values = np.array([entry[0] for entry in entries], dtype=float)
    down, across = (np.array([entry[n] for entry in entries], dtype=np.int32) for n in (1, 2))
    matrix = csr_array((values, (down, across)), shape=(len(rows), len(places)))
    shift = np.array([what.get((), 0) for what, _, _ in rows], dtype=float)
    least = np.array([row[1] for row in rows], dtype=float) - shift
    return matrix, least, np.array([row[2] for row in rows], dtype=float) - shift
