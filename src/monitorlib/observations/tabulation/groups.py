"""The small table that an engine gives back: what it says of a tally, and of each place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt
import pandas as pd

from monitorlib.observations.conditions import Condition
from monitorlib.observations.tabulation.engines import CHARTS
from monitorlib.observations.tabulation.questions import is_choice, known_name, split
from monitorlib.observations.tabulation.ratios import Ratio
from monitorlib.observations.tabulation.tallies import SUM, Tally
from monitorlib.vocabulary import WHOLE

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Groups:
    """Sums over charts of one town that are alike in the fields that restrict.

    Attributes
    ----------
    table : DataFrame of shape (n_groups, n_columns)
        Keys, number of charts and sums.
    keys : tuple of str
        Fields that charts were grouped by.
    missing : frozenset of str
        Fields that the charts cannot state.
    """

    table: pd.DataFrame
    keys: tuple[str, ...]
    missing: frozenset[str]

    @property
    def charts(self) -> Numbers:
        """Charts of each group."""
        return self.sums(CHARTS)

    def sums(self, name: str) -> Numbers:
        """Give one sum of each group.

        Parameters
        ----------
        name : str
            As `wanted` calls it.

        Returns
        -------
        float array of shape (n_groups,)
            The sums.
        """
        return self.table[name].to_numpy(dtype="float64")

    def judge(self, conditions: Iterable[Condition]) -> tuple[Mask, Mask]:
        """Say of each group whether its charts fulfil all conditions.

        Parameters
        ----------
        conditions : iterable of Condition
            On fields that charts were grouped by.

        Returns
        -------
        tuple of two bool arrays of shape (n_groups,)
            They do, and they may: they do, or it is unknown.
        """
        judged = [condition.judge(self.table) for condition in conditions]
        everything = np.ones(len(self.table), dtype=bool)
        true = reduce(np.logical_and, [true for true, _ in judged], everything)
        return true, reduce(np.logical_and, [~false for _, false in judged], everything)

    def answers(self, tally: Tally) -> tuple[Numbers, Numbers]:
        """Give what a tally comes to in each group, and how many charts know the answer.

        Parameters
        ----------
        tally : Tally
            A count or a sum.

        Returns
        -------
        tuple of two float arrays of shape (n_groups,)
            The value over the charts that know, in the measure's unit; and these charts.
        """
        if tally.condition is None:
            if not tally.field:
                return self.charts, self.charts
            return self.sums(f"sum {tally.field}"), self.sums(f"known {tally.field}")
        true, false = self._truth(tally.condition)
        if not tally.unknown_as:
            return true, true + false
        every = self.charts * self.missing.isdisjoint(tally.fields)
        return (every - false if tally.takes_unknown else true), every

    def _truth(self, condition: Condition) -> tuple[Numbers, Numbers]:
        """Count the charts for which a condition is true, and for which it is false."""
        shared, asked = split(condition, self.keys)
        yes, no = self.charts, np.zeros(len(self.table))
        if asked is not None:
            yes = self.sums(f"true {asked.text}")
            no = self.sums(known_name(asked)) - yes
        if shared is None:
            return yes, no
        true, false = shared.judge(self.table)
        if asked is not None and is_choice(condition):
            return np.where(true, self.charts, yes), no * false
        return yes * true, np.where(false, self.charts, no)

    def sides(self, ratio: Ratio) -> tuple[Numbers, Numbers, Numbers]:
        """Give both sides of an index in each group, over charts that know both.

        Parameters
        ----------
        ratio : Ratio
            An index.

        Returns
        -------
        tuple of three float arrays of shape (n_groups,)
            Numerator, denominator, and the number of these charts.
        """
        if ratio.bottom is not None and ratio.bottom.how == SUM:
            one, other = ratio.top.field, ratio.bottom.field
            names = (f"sum {one} with {other}", f"sum {other} with {one}", f"known {one} {other}")
            top, bottom, known = (self.sums(name) for name in names)
            return top, bottom, known
        value, known = self.answers(ratio.top)
        return value, known, known


@dataclass(frozen=True)
class Places:
    """Towns and the whole country, and which groups of charts belong to each.

    Attributes
    ----------
    names : list of str
        The towns, then the whole country.
    member : float array of shape (n_places, n_groups)
        1 where a group belongs to a place.
    """

    names: list[str]
    member: Numbers

    @classmethod
    def of(cls, cities: pd.Series[str], towns: Sequence[str]) -> Places:
        """Sort groups into towns.

        Parameters
        ----------
        cities : Series of shape (n_groups,)
            The town of each group.
        towns : sequence of str
            The towns there are.

        Returns
        -------
        Places
            Ready to add up.
        """
        member = np.ones((len(towns) + 1, len(cities)))
        for place, name in enumerate(towns):
            member[place] = (cities == name).to_numpy()
        return cls([*towns, WHOLE], member)

    def total(self, groups: Numbers) -> Numbers:
        """Add up over the groups of each place.

        Parameters
        ----------
        groups : float array of shape (n_groups,)
            Numbers of the groups.

        Returns
        -------
        float array of shape (n_places,)
            Sums; 0 where a place has no group.
        """
        return self.member @ groups
