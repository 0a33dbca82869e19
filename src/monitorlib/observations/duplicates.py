"""Charts that may describe one assembly twice: reported for a decision, never dropped.

A repeated id and an exact copy are errors. A near duplicate is a warning: same town, same day,
similar size and concern. Messages name rows and nothing private; ids are private, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz, process

from monitorlib.observations.problems import ERROR, WARNING, Problem

FACTOR = 1.5
"""Two numbers of participants are similar if neither is above this multiple of the other."""
SIMILAR = 80
"""Likeness in percent from which two concerns are similar; words may stand in another order."""
COMPARED = 200
"""Charts of one town and day with which a chart is compared at most."""
NEVER = 10**9
"""The day of a chart without a date."""
NAMED = 5
"""Rows that one message names at most."""
LONGEST = 300
"""Letters of a concern that are compared at most."""
APART = ("id", "monitor", "_row", "_sheet")
"""What may differ between exact copies."""
Pairs = npt.NDArray[np.int64]
Row = tuple[str, int]
"""Sheet and row."""
Mask = npt.NDArray[np.bool_]


def problems(charts: pd.DataFrame, columns: Mapping[str, str]) -> list[Problem]:
    """Find charts that may describe one assembly twice.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_fields + 2)
        Typed charts with `_sheet` and `_row`.
    columns : mapping of str to str
        Heading of the column that each field was read from.

    Returns
    -------
    list of Problem
        One a chart and rule, at the later of the two charts. A pair is reported once, by the
        strongest rule that it breaks.

    Notes
    -----
    Charts of two days that follow each other are compared as well where the precision of one
    date is not a day. A blank id, town or day equals no other. A number of participants that
    is unknown in one chart only is not similar; a concern that is unknown in one of them is.
    """
    order = charts.sort_values(["city", "date", "_sheet", "_row"]).reset_index(drop=True)
    order = order.assign(_id=_codes(order["id"]), **_contents(order))
    pairs, cut_short = _candidates(order)
    near = _near(order, pairs)
    found = [
        *_repeated(order, "_id", partial(_repeated_id, column=columns.get("id", "id"))),
        *_repeated(order, "_copy", _copy),
        *_near_problems(order, near),
        *_many(order, cut_short),
    ]
    return sorted(found)


def _codes(column: pd.Series[Any]) -> npt.NDArray[np.int64]:
    """Give each distinct text of a column a number; a blank is -1."""
    return np.asarray(pd.factorize(column.where(column != ""))[0], dtype=np.int64)


def _contents(charts: pd.DataFrame) -> dict[str, npt.NDArray[np.int64]]:
    """Give each distinct content a number; as a copy, a chart of one number and content has -1."""
    fields = [name for name in charts.columns if name not in APART]
    numbers = charts.groupby(fields, dropna=False, sort=False).ngroup().to_numpy(dtype=np.int64)
    known = pd.DataFrame({"id": charts["id"], "content": numbers})
    repeated = (known.duplicated() & (charts["id"] != "")).to_numpy()
    return {"_content": numbers, "_copy": np.where(repeated, -1, numbers)}


def _repeated(
    charts: pd.DataFrame, by: str, problem: Callable[[Row, Row], Problem]
) -> list[Problem]:
    """Report every chart whose value stands in an earlier row."""
    known = charts.loc[charts[by] >= 0, [by, "_sheet", "_row"]].sort_values(
        ["_sheet", "_row"], kind="stable"
    )
    later = known[known.duplicated(by)]
    first = known.drop_duplicates(by).set_index(by).loc[later[by]]
    return [problem(own, other) for own, other in zip(_rows(later), _rows(first), strict=True)]


def _rows(charts: pd.DataFrame) -> list[Row]:
    """Give sheet and row of each chart."""
    return [
        (str(sheet), int(row)) for sheet, row in zip(charts["_sheet"], charts["_row"], strict=True)
    ]


def _repeated_id(own: Row, other: Row, column: str) -> Problem:
    """Compose the finding of a repeated id."""
    return Problem(
        ERROR,
        "id: repeated",
        *own,
        column,
        "a number of its own for each chart",
        f"that of {_named([other], own)}",
        "give one of them another number, or delete it if it is the same assembly",
    )


def _copy(own: Row, other: Row) -> Problem:
    """Compose the finding of an exact copy."""
    return Problem(
        ERROR,
        "duplicate: exact copy",
        *own,
        "",
        "charts that differ in more than number and monitor",
        f"a copy of {_named([other], own)}",
        "delete one of them, or fill in what tells the assemblies apart",
    )


def _named(rows: list[Row], own: Row) -> str:
    """Name rows, with their sheet where it is another one."""
    names = [
        f"row {row}" if sheet == own[0] else f"row {row} of sheet {sheet!r}"
        for sheet, row in rows[:NAMED]
    ]
    return ", ".join(names) + (f" and {len(rows) - NAMED} more" if len(rows) > NAMED else "")


def _candidates(charts: pd.DataFrame) -> tuple[Pairs, Pairs]:
    """Pair charts of one town and day, or of days that follow each other where one is vague.

    Gives the pairs, and the charts that had more neighbours than are compared.
    """
    town = _codes(charts["city"])
    days = pd.to_datetime(charts["date"], errors="coerce", format="%Y-%m-%d")
    day = ((days - pd.Timestamp(0)) // pd.Timedelta(days=1)).fillna(NEVER).to_numpy(dtype=np.int64)
    vague = ~charts["date_precision"].isin(["", "day"]).to_numpy()
    first = np.flatnonzero((town >= 0) & days.notna().to_numpy())
    found = []
    for step in count(1):
        first = first[first + step < len(charts)]
        second = first + step
        reach = (town[first] == town[second]) & (day[second] - day[first] <= 1)
        first, second = first[reach], second[reach]
        same = (day[first] == day[second]) | vague[first] | vague[second]
        if not len(first) or step > COMPARED:
            break
        found.append(np.column_stack([first[same], second[same]]))
    return np.concatenate([np.empty((0, 2), np.int64), *found]), first[same]


def _near(charts: pd.DataFrame, pairs: Pairs) -> Pairs:
    """Keep the pairs of similar size and concern that no stronger rule reports."""
    for alike in (_told_apart, _similar_size, _similar_group, _similar_concern):
        pairs = pairs[alike(charts, pairs[:, 0], pairs[:, 1])]
    return pairs


def _told_apart(charts: pd.DataFrame, first: Pairs, second: Pairs) -> Mask:
    """Leave out pairs with one id or one content."""
    identity, content = charts["_id"].to_numpy(), charts["_content"].to_numpy()
    same_id = (identity[first] == identity[second]) & (identity[first] >= 0)
    same = same_id | (content[first] == content[second])
    return np.asarray(~same, dtype=bool)


def _similar_size(charts: pd.DataFrame, first: Pairs, second: Pairs) -> Mask:
    """Tell where both numbers are unknown, or neither far above the other."""
    best = charts["participants_best"].to_numpy(dtype="float64", na_value=np.nan)
    a, b = best[first], best[second]
    near = (a <= FACTOR * b) & (b <= FACTOR * a)
    return np.asarray(near | (np.isnan(a) & np.isnan(b)), dtype=bool)


def _similar_group(charts: pd.DataFrame, first: Pairs, second: Pairs) -> Mask:
    """Tell where the groups of concerns are the same or one is unknown."""
    group = _codes(charts["concern_group"])
    same = (group[first] == group[second]) | (group[first] < 0) | (group[second] < 0)
    return np.asarray(same, dtype=bool)


def _similar_concern(charts: pd.DataFrame, first: Pairs, second: Pairs) -> Mask:
    """Tell where the concerns are similar or one is unknown; each two texts are compared once."""
    texts = charts["concern"].str.casefold().str.slice(0, LONGEST)
    concern = _codes(texts)
    names = texts.where(texts != "").dropna().unique().tolist()
    like = (concern[first] == concern[second]) | (concern[first] < 0) | (concern[second] < 0)
    open_pairs = np.column_stack([concern[first], concern[second]])[~like]
    distinct, back = np.unique(open_pairs, axis=0, return_inverse=True)
    scores = process.cpdist(
        [names[n] for n in distinct[:, 0]],
        [names[n] for n in distinct[:, 1]],
        scorer=fuzz.token_set_ratio,
    )
    like[~like] = (scores >= SIMILAR)[back.ravel()]
    return np.asarray(like, dtype=bool)


def _near_problems(charts: pd.DataFrame, pairs: Pairs) -> list[Problem]:
    """Compose one finding for each chart that is near to earlier ones."""
    rows = _rows(charts)
    earlier: dict[Row, list[Row]] = {}
    for one, other in pairs.tolist():
        low, high = sorted((rows[one], rows[other]))
        earlier.setdefault(high, []).append(low)
    return [
        Problem(
            WARNING,
            "duplicate: near",
            *own,
            "",
            "one chart for each assembly",
            f"town, day, size and concern much as in {_named(sorted(others), own)}",
            "decide: delete one if both describe one assembly, and else leave them",
        )
        for own, others in earlier.items()
    ]


def _many(charts: pd.DataFrame, cut_short: Pairs) -> list[Problem]:
    """Say of which town and day not all charts were compared with each other."""
    some = charts.iloc[cut_short].drop_duplicates(["city", "date"])
    return [
        Problem(
            WARNING,
            "duplicate: too many to compare",
            *own,
            "",
            f"at most {COMPARED} charts of one town and day",
            f"more of {city} on {date}",
            "look for duplicates there yourself; each was compared with its neighbours only",
        )
        for own, city, date in zip(_rows(some), some["city"], some["date"], strict=True)
    ]
