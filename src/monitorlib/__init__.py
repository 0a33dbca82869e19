"""Recompute, check and continue a yearly report on freedom of peaceful assembly.

`load` gives the data of a period; `table` lays out a printed table; `say`, `say_change`,
`say_count` and `counted` write sentences, `percent` a percentage; `use` sets the language. The
parts: `indices` (the formulas), `findings` (what the data says), `auditview` (every stated
number, checked), `chartview` (how charts were read), `trends` (change and intervals), `figures`
and `tables` (how they look).

>>> import monitorlib as ml
>>> report = ml.load(2017)
>>> float(report.value("protest_activity"))
3.0
>>> round(ml.indices.police_control(officers=23, participants=14), 2)
1.64
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from monitorlib import chartview, findings, indices, trends
    from monitorlib.audit import auditview
    from monitorlib.drawing import figures
    from monitorlib.messages import counted, say, say_change, say_count, use
    from monitorlib.numbers import percent
    from monitorlib.report_data import Report
    from monitorlib.tabular import tables
    from monitorlib.tabular.layout import table

__version__ = "0.1.0"
__all__ = [
    "auditview", "chartview", "counted", "figures", "findings", "indices", "load", "percent", "say",
    "say_change", "say_count", "table", "tables", "trends", "use",
]  # fmt: skip

_ATTRIBUTES = {
    "counted": "messages",
    "percent": "numbers",
    "say": "messages",
    "say_change": "messages",
    "say_count": "messages",
    "table": "tabular.layout",
    "use": "messages",
}
_MODULES = {
    "auditview": "audit.auditview",
    "chartview": "chartview",
    "figures": "drawing.figures",
    "findings": "findings",
    "indices": "indices",
    "tables": "tabular.tables",
    "trends": "trends",
}


def load(year: str | int, *, as_printed: bool = False) -> Report:
    """Load one period's data, compared with all earlier periods.

    Parameters
    ----------
    year : str or int
        A period that the data holds, such as 2017 or ``"2011-12"``.
    as_printed : bool, default False
        Leave every correction out, to see what rests on them.

    Returns
    -------
    Report
        Tidy tables, counts and indices.

    Raises
    ------
    UnknownNameError
        If there is no such period; the message lists those there are.

    Examples
    --------
    >>> load(2017).index("law_abidance", place="Semey")["value"].tolist()
    [100.0]
    """
    from monitorlib.report_data import Report

    return Report(year, as_printed=as_printed)


def __dir__() -> list[str]:
    """List what is meant for use."""
    return [*__all__, "__version__"]


def __getattr__(name: str) -> Any:
    """Import parts when they are first used: the command line needs few of them."""
    if name in _MODULES:
        return importlib.import_module(f"monitorlib.{_MODULES[name]}")
    if name in _ATTRIBUTES:
        return getattr(importlib.import_module(f"monitorlib.{_ATTRIBUTES[name]}"), name)
    raise AttributeError(f"module 'monitorlib' has no attribute {name!r}")
