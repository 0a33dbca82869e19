"""Charts to be filled in, and a program that deals counts out to them.

Every draw is a cost, so that the solver has one cheapest answer for each seed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from monitorlib.observations.practice.chartsets import PERMITS
from monitorlib.observations.practice.jointtable import DEAREST
from monitorlib.observations.practice.program import Key, Program, Sum, total

Solution = Mapping[Key, int]


@dataclass(frozen=True)
class Slot:
    """A chart to be filled in.

    Attributes
    ----------
    number : str
        Its name among the unknowns.
    town, permit : str
        Where it is, and one of `PERMITS`.
    """

    number: str
    town: str
    permit: str


def slots(solution: Solution) -> list[Slot]:
    """Lay out one empty chart for each assembly.

    Parameters
    ----------
    solution : mapping of Key to int
        Counts over a set of charts.

    Returns
    -------
    list of Slot
        By town and permit.
    """
    places = [
        key[1:] for key, held in solution.items() if key[0] == "assemblies" for _ in range(held)
    ]
    return [Slot(str(number), town, permit) for number, (town, permit) in enumerate(places)]


def without_permit(charts: Iterable[Slot]) -> list[Slot]:
    """Choose the charts without a permit.

    Parameters
    ----------
    charts : iterable of Slot
        Any charts.

    Returns
    -------
    list of Slot
        Those that are not permitted.
    """
    return [chart for chart in charts if chart.permit != PERMITS[0]]


class Deal(Program):
    """A program whose unknowns are what each chart says."""

    def __init__(self, charts: Sequence[Slot], solution: Solution) -> None:
        super().__init__()
        self.charts, self.solution = charts, solution

    def of(self, name: str, code: str = "", among: Collection[Slot] | None = None) -> Sum:
        """Add what some charts say up."""
        charts = self.charts if among is None else among
        keys = [(name, code, chart.number) for chart in charts]
        return Sum({key: 1 for key in keys if key in self.most})

    def deal(
        self, name: str, counts: Mapping[str, int], among: Collection[Slot], most: int = 1
    ) -> None:
        """Let charts share out how often each code is to be had."""
        for code, count in counts.items():
            for chart in among:
                self.unknown(name, code, chart.number, most=most)
            self.require(self.of(name, code, among), count, count)

    def each(self, name: str, codes: Iterable[str], among: Iterable[Slot]) -> None:
        """Give each chart one code."""
        codes = list(codes)
        for chart in among:
            self.require(total(self.of(name, code, [chart]) for code in codes), 1, 1)

    def groups(self) -> dict[tuple[str, str], list[Slot]]:
        """Put the charts of one town and permit together."""
        found: dict[tuple[str, str], list[Slot]] = {}
        for chart in self.charts:
            found.setdefault((chart.town, chart.permit), []).append(chart)
        return found

    def drawn(self, rng: np.random.Generator) -> dict[Key, int]:
        """Deal at random."""
        costs = dict(zip(self.most, rng.integers(1, DEAREST, len(self.most)).tolist(), strict=True))
        dealt = self.solve(cost=costs)
        if dealt is None:
            raise ArithmeticError("expected counts that can be dealt out; found that they cannot")
        return dealt


def share_out(whole: int, weights: Sequence[float], least: int = 0, unit: int = 1) -> list[int]:
    """Share a number out by weights.

    Parameters
    ----------
    whole : int
        The number, `least` for each at least.
    weights : sequence of float of shape (n_shares,)
        Above zero.
    least : int, default 0
        What each share has at least.
    unit : int, default 1
        What shares are counted in, if `whole` and `least` are multiples of it.

    Returns
    -------
    list of int of shape (n_shares,)
        Their sum is `whole`.

    Examples
    --------
    >>> share_out(55, [1, 2, 1], least=5, unit=5)
    [15, 25, 15]
    """
    units = (whole - least * len(weights)) // unit
    exact = np.asarray(weights) / sum(weights) * units
    shares = np.floor(exact).astype(int)
    order = np.argsort(shares - exact, kind="stable")
    shares[order[: units - shares.sum()]] += 1
    return [int(share) * unit + least for share in shares]
