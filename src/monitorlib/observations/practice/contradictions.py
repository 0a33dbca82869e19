"""Which printed figures fit together, and of those that do not, which few deny each other.

Figures contradict each other when no set of charts has them all (`chartsets`). A
contradiction is told by a smallest core: without any one of its members the rest fits. The
figures to leave out are the cheapest choice that takes one member from every core. All cores
that this needs are rows of `data/hand/invented-contradictions.csv`, so that the choice can
be checked in seconds; finding them again with `Figures.leave_out` takes minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from monitorlib import paths
from monitorlib.observations.practice.chartsets import ChartSets
from monitorlib.observations.practice.margins import KINDS, Target
from monitorlib.observations.practice.program import Key, Program, Row, Sum, total
from monitorlib.observations.practice.readings import rows
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import Vocabulary, read_text_table, records

Core = tuple[str, ...]
Fits = Callable[[Iterable[str]], bool]


class Figures:
    """Printed figures, and whether some of them fit together.

    Parameters
    ----------
    targets : mapping of str to Target
        The figures by id.
    """

    def __init__(self, targets: Mapping[str, Target]) -> None:
        hand = paths.hand()
        self.targets = dict(targets)
        self.sets = ChartSets(Specification(hand), Vocabulary(hand).towns, targets.values())
        self.rows: dict[str, list[Row]] = {
            name: rows(self.sets, target) for name, target in targets.items()
        }

    def fit(self, names: Iterable[str]) -> bool:
        """Tell whether a set of charts can have some figures together.

        Parameters
        ----------
        names : iterable of str
            Ids of the figures.

        Returns
        -------
        bool
            False if no set of charts has them all.
        """
        return self.sets.program.solve(row for name in names for row in self.rows[name]) is not None

    def core(self, names: Sequence[str], certain: Sequence[str] = ()) -> Core:
        """Find figures that contradict each other, and of which none can be spared.

        Parameters
        ----------
        names : sequence of str
            Figures to choose from, the preferred ones first.
        certain : sequence of str, optional
            Figures that are in it in any case.

        Returns
        -------
        tuple of str
            The certain ones, then those chosen; empty if all fit together.
        """
        if self.fit([*certain, *names]):
            return ()
        return (*certain, *_explain(self.fit, list(certain), list(names), changed=False))

    def proof(self, name: str, kept: Iterable[str]) -> Core:
        """Prove that a figure cannot join those that are kept.

        Parameters
        ----------
        name : str
            The figure.
        kept : iterable of str
            Figures that fit together.

        Returns
        -------
        tuple of str
            The shortest of the cores found: it, and kept figures that deny it.
        """
        one = self.targets[name]
        others = [self.targets[other] for other in kept]
        orders: list[Callable[[Target], tuple[bool, ...]]] = [
            lambda other: (other.table != one.table,),
            lambda other: (other.count.place != one.count.place,),
            lambda other: (other.count.measure != one.count.measure,),
            lambda other: (other.count.place != one.count.place, other.kind != KINDS[0]),
        ]
        found = [
            self.core([other.id for other in sorted(others, key=order)], [name]) for order in orders
        ]
        return min(found, key=len)

    def leave_out(self, cores: list[Core]) -> set[str]:
        """Choose the figures to leave out, finding further contradictions on the way.

        Parameters
        ----------
        cores : list of Core
            Contradictions that are known; those found are added.

        Returns
        -------
        set of str
            Ids of the fewest cells of tables that must go, then of the fewest figures of the
            text and of the fewest remarks, and among equal choices of the later ones.
        """
        while True:
            left = cheapest(cores, self.targets) if cores else set()
            rest = [name for name in self.targets if name not in left]
            fresh = []
            while core := self.core(rest):
                fresh.append(core)
                rest = [name for name in rest if name not in core]
            if not fresh:
                return left
            cores.extend(fresh)


def known(folder: Path | None = None) -> dict[str, Core]:
    """Read the contradictions that were found.

    Parameters
    ----------
    folder : Path, optional
        `data/hand`; that of the project by default.

    Returns
    -------
    dict of str to Core
        By id: those that say why a figure is not kept, it in front, then those that show only
        that no cheaper choice of figures would do.
    """
    table = read_text_table((folder or paths.hand()) / "invented-contradictions.csv")
    return {
        row["contradiction"]: (*filter(None, [row["figure"]]), *row["others"].split(";"))
        for row in records(table)
    }


def _explain(fit: Fits, given: list[str], names: list[str], *, changed: bool) -> list[str]:
    """Choose the fewest of some names that contradict what is given (QuickXplain)."""
    if changed and not fit(given):
        return []
    if len(names) <= 1:
        return names
    half = len(names) // 2
    first, second = names[:half], names[half:]
    later = _explain(fit, [*given, *first], second, changed=True)
    earlier = _explain(fit, [*given, *later], first, changed=bool(later))
    return [*earlier, *later]


def cheapest(cores: Iterable[Core], targets: Mapping[str, Target]) -> set[str]:
    """Choose one member at least of every contradiction, as cheaply as can be.

    Parameters
    ----------
    cores : iterable of Core
        The contradictions.
    targets : mapping of str to Target
        The figures.

    Returns
    -------
    set of str
        Ids, chosen as `Figures.leave_out` says.
    """
    program = Program()
    costs = _costs(cores, targets, program)
    chosen: dict[Key, int] | None = {}
    for cost in costs:
        chosen = program.solve(cost=cost)
        spent = sum(number * cost.get(key, 0) for key, number in (chosen or {}).items())
        program.require(cost, 0, spent)
    return {key[0] for key, number in (chosen or {}).items() if number}


def _costs(cores: Iterable[Core], targets: Mapping[str, Target], program: Program) -> list[Sum]:
    """Write the choice as a program, and give its costs, the weightiest first."""
    members: dict[str, Sum] = {}
    for core in cores:
        for name in core:
            if name not in members:
                members[name] = program.unknown(name, most=1)
        program.require(total(members[name] for name in core), 1)
    order = {name: len(targets) - place for place, name in enumerate(targets)}
    return [
        *(
            total(one for name, one in members.items() if targets[name].kind == kind)
            for kind in KINDS
        ),
        total(order[name] * one for name, one in members.items()),
    ]
