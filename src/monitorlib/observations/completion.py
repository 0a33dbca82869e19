"""What a chart implies: fields that are not asked for, and the best estimate of a crowd."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from monitorlib.observations.problems import ERROR, WARNING, Problem, findings, shown
from monitorlib.observations.specification import Specification


def completed(
    charts: pd.DataFrame, specification: Specification, unstated: Collection[str] = ()
) -> pd.DataFrame:
    """Fill in what follows from other fields: no police, so no officers.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_fields)
        Typed charts.
    specification : Specification
        The chart.
    unstated : collection of str, optional
        Fields that the format cannot state: they stay unknown.

    Returns
    -------
    DataFrame of the same shape
        A blank field that its chart does not ask for has the value that this implies.
    """
    made = charts.copy()
    for name, field in specification.fields.items():
        if field.relevant is None or not field.otherwise or name in unstated or name not in made:
            continue
        _, never = field.relevant.judge(made)
        blank = _blank(made[name])
        value: Any = int(field.otherwise) if field.type == "whole" else field.otherwise
        made[name] = made[name].mask(never & blank, value)
    return made


def irrelevant(
    charts: pd.DataFrame, columns: Mapping[str, str], specification: Specification
) -> list[Problem]:
    """Find fields that are filled in although their chart does not ask for them.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_fields + 2)
        Typed charts, with `_sheet` and `_row`.
    columns : mapping of str to str
        Heading of the column that each field was read from.
    specification : Specification
        The chart.

    Returns
    -------
    list of Problem
        Errors; for texts warnings.
    """
    found: list[Problem] = []
    for name, field in specification.fields.items():
        if field.relevant is None:
            continue
        _, never = field.relevant.judge(charts)
        given = charts[name].astype("str").fillna("")
        wrong = never & ~_blank(charts[name]) & ~given.isin([field.otherwise, "unknown"]).to_numpy()
        found += findings(
            charts[wrong],
            WARNING if field.type == "text" else ERROR,
            f"{name}: not asked for",
            columns.get(name, name),
            f"a blank, because {field.relevant.text} does not hold",
            [shown(value, private=field.private) for value in charts[name][wrong]],
            f"delete it, or mend {' and '.join(field.relevant.fields)}",
        )
    return found


def _blank(column: pd.Series[Any]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Tell where nothing is filled in."""
    return np.asarray(column.isna() | (column.astype("str") == ""), dtype=bool)
