"""Index arithmetic: counts in, numbers out, nothing else.

No function here reads a file, looks at a clock or changes its input. Each takes
numbers, arrays or Series alike and gives the same kind back. An unknown count
(None or not-a-number) gives an unknown index: silence from a source is not a zero.
A zero denominator gives an unknown index too, never infinity. Counts below zero, a
part above its whole and rows that do not match raise `CountError`.

Line numbers are lines of the text of the 2017 report.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import pandas as pd

from monitorlib.errors import CountError

PERCENT = 100.0

Counts = TypeVar("Counts", float, "np.ndarray[Any, Any]", "pd.Series[Any]")
"""A number, an array of shape (n,) or a Series of shape (n,); unknown is None or NaN."""


def protest_activity(assemblies: Counts, months: Counts) -> Counts:
    """Compute the protest activity index: assemblies per month monitored.

    Parameters
    ----------
    assemblies : float, array or Series of shape (n,)
        Assemblies of the period. Unit: assemblies.
    months : float, array or Series of shape (n,)
        Months monitored in the period; need not be whole. Unit: months.

    Returns
    -------
    float, array or Series of shape (n,)
        Assemblies per month. Unit: assemblies per month. Range: 0 to infinity. Unknown where a
        count is unknown or `months` is 0.

    Raises
    ------
    CountError
        If a count is negative, infinite or no number, or if rows do not match.

    Notes
    -----
    Formula: assemblies / months. Source: Table 3 and lines 138-172. Periods differ in
    length (10.5 to 12 months), so this rate, not the count, is what may be compared between
    periods.

    Examples
    --------
    In 2017 the source counts 36 assemblies in 12 months and prints 3,0:

    >>> protest_activity(36, 12)
    3.0
    >>> protest_activity(None, 12), protest_activity(5, 0)
    (nan, nan)
    """
    return _ratio(assemblies, months, ("assemblies", "months"))


def share(part: Counts, whole: Counts) -> Counts:
    """Compute the share of assemblies that have a property.

    Parameters
    ----------
    part : float, array or Series of shape (n,)
        Assemblies with some property. Unit: assemblies.
    whole : float, array or Series of shape (n,)
        All assemblies of the same period and place. Unit: assemblies.

    Returns
    -------
    float, array or Series of shape (n,)
        The share. Unit: percent. Range: 0 to 100. Unknown where a
        count is unknown or `whole` is 0.

    Raises
    ------
    CountError
        If a count is negative, infinite or no number, if `part` exceeds `whole`, or if
        rows do not match.

    Notes
    -----
    Formula: 100 part / whole. Source: Tables 1, 4, 5, 6, 7 and 8; lines 103-134, 186-262,
    276-299 and 309-330. Serves the shares by place, concern, organiser and form.

    Examples
    --------
    Almaty had 17 of the 36 assemblies of 2017, printed 47%:

    >>> round(share(17, 36), 1)
    47.2
    """
    return _ratio(part, whole, ("part", "whole"), scale=PERCENT, part_of_whole=True)


def law_abidance(permitted: Counts, assemblies: Counts) -> Counts:
    """Compute the law abidance index: permitted assemblies among all.

    Parameters
    ----------
    permitted : float, array or Series of shape (n,)
        Assemblies that the authorities permitted. Unit: assemblies.
    assemblies : float, array or Series of shape (n,)
        All assemblies. Unit: assemblies.

    Returns
    -------
    float, array or Series of shape (n,)
        The index. Unit: percent. Range: 0 to 100. Unknown where a
        count is unknown or `assemblies` is 0.

    Raises
    ------
    CountError
        If a count is negative, infinite or no number, if `permitted` exceeds
        `assemblies`, or if rows do not match.

    Notes
    -----
    Formula: 100 permitted / assemblies. Source: Tables 11 and 12, lines 420-453. The whole
    country's index is computed from the country's counts; a mean of the cities' indices
    would weigh one assembly in Semey like 17 in Almaty.

    Examples
    --------
    Five of 36 assemblies were permitted in 2017. Table 12 prints 14%, the total row of
    Table 11 prints 100%:

    >>> round(law_abidance(5, 36), 1)
    13.9
    """
    return _ratio(
        permitted, assemblies, ("permitted", "assemblies"), scale=PERCENT, part_of_whole=True
    )


def unpermitted_share(unpermitted: Counts, assemblies: Counts) -> Counts:
    """Compute the share of assemblies held without a permit.

    Parameters
    ----------
    unpermitted : float, array or Series of shape (n,)
        Assemblies held without a permit. Unit: assemblies.
    assemblies : float, array or Series of shape (n,)
        All assemblies. Unit: assemblies.

    Returns
    -------
    float, array or Series of shape (n,)
        The share. Unit: percent. Range: 0 to 100. Unknown where a
        count is unknown or `assemblies` is 0.

    Raises
    ------
    CountError
        If a count is negative, infinite or no number, if `unpermitted` exceeds
        `assemblies`, or if rows do not match.

    Notes
    -----
    Formula: 100 unpermitted / assemblies. Source: lines 346-353; Table 9 itself is a
    picture that the text lost, so this index stands in for it.

    Examples
    --------
    The source prints 86% for 31 of 36:

    >>> round(unpermitted_share(31, 36), 1)
    86.1
    """
    return _ratio(
        unpermitted, assemblies, ("unpermitted", "assemblies"), scale=PERCENT, part_of_whole=True
    )


def reason_share(reason: Counts, unpermitted: Counts) -> Counts:
    """Compute the share of a reason for not applying for a permit.

    Parameters
    ----------
    reason : float, array or Series of shape (n,)
        Unpermitted assemblies whose organisers gave the reason. Unit: assemblies.
    unpermitted : float, array or Series of shape (n,)
        All unpermitted assemblies. Unit: assemblies.

    Returns
    -------
    float, array or Series of shape (n,)
        The share. Unit: percent. Range: 0 to 100. Unknown where a
        count is unknown or `unpermitted` is 0.

    Raises
    ------
    CountError
        If a count is negative, infinite or no number, if `reason` exceeds
        `unpermitted`, or if rows do not match.

    Notes
    -----
    Formula: 100 reason / unpermitted. Source: Table 10, lines 405-418. The source prints
    shares only; with its 31 unpermitted assemblies, 15 of unknown reason would make the 48%
    that it prints.

    Examples
    --------
    >>> round(reason_share(15, 31), 1)
    48.4
    """
    return _ratio(reason, unpermitted, ("reason", "unpermitted"), scale=PERCENT, part_of_whole=True)


def presence_share(attended: Counts, assemblies: Counts) -> Counts:
    """Compute the share of assemblies at which an authority was present.

    Parameters
    ----------
    attended : float, array or Series of shape (n,)
        Assemblies at which the authority was present. Unit: assemblies.
    assemblies : float, array or Series of shape (n,)
        The assemblies asked about; the source takes the unpermitted ones. Unit: assemblies.

    Returns
    -------
    float, array or Series of shape (n,)
        The share. Unit: percent. Range: 0 to 100. Unknown where a
        count is unknown or `assemblies` is 0.

    Raises
    ------
    CountError
        If a count is negative, infinite or no number, if `attended` exceeds
        `assemblies`, or if rows do not match.

    Notes
    -----
    Formula: 100 attended / assemblies, for one authority at a time. Source: Table 13, lines
    467-476; line 476 divides by the 31 unpermitted assemblies. Table 13 prints 41
    assemblies attended by the police in a year that had 36 assemblies in all: that raises.

    Examples
    --------
    Prosecutors, as Table 13 prints them:

    >>> round(presence_share(12, 31), 1)
    38.7
    >>> presence_share(41, 31)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    monitorlib.errors.CountError: expected attended <= assemblies; found 41 > 31; at ...
    """
    return _ratio(
        attended, assemblies, ("attended", "assemblies"), scale=PERCENT, part_of_whole=True
    )


def caution_share(cautioned: Counts, assemblies: Counts) -> Counts:
    """Compute the share of assemblies at which an authority gave a caution.

    Parameters
    ----------
    cautioned : float, array or Series of shape (n,)
        Assemblies at which the authority gave a caution. Unit: assemblies.
    assemblies : float, array or Series of shape (n,)
        The assemblies asked about; the source takes the unpermitted ones. Unit: assemblies.

    Returns
    -------
    float, array or Series of shape (n,)
        The share. Unit: percent. Range: 0 to 100. Unknown where a
        count is unknown or `assemblies` is 0.

    Raises
    ------
    CountError
        If a count is negative, infinite or no number, if `cautioned` exceeds
        `assemblies`, or if rows do not match.

    Notes
    -----
    Formula: 100 cautioned / assemblies, for one authority at a time. Source: Table 13,
    lines 467-476; line 476 divides by the 31 unpermitted assemblies.

    Examples
    --------
    >>> round(caution_share(4, 31), 1)
    12.9
    """
    return _ratio(
        cautioned, assemblies, ("cautioned", "assemblies"), scale=PERCENT, part_of_whole=True
    )


def police_control(officers: Counts, participants: Counts) -> Counts:
    """Compute the police control index: police officers per participant.

    Parameters
    ----------
    officers : float, array or Series of shape (n,)
        Police officers who watched the assemblies. Unit: persons.
    participants : float, array or Series of shape (n,)
        Participants in the same assemblies. Unit: persons.

    Returns
    -------
    float, array or Series of shape (n,)
        The index. Unit: officers per participant. Range: 0 to infinity. Unknown where a
        count is unknown or `participants` is 0.

    Raises
    ------
    CountError
        If a count is negative, infinite or no number, or if rows do not match.

    Notes
    -----
    Formula: officers / participants. Source: Tables 14, 14-1 and 15, lines 488-526. The
    source takes it for all assemblies and once more without permitted ones. It may exceed
    1: Semey had 23 officers for 14 participants.

    Examples
    --------
    >>> round(police_control(officers=23, participants=14), 2)
    1.64
    >>> round(police_control(104, 327), 2)
    0.32
    """
    return _ratio(officers, participants, ("officers", "participants"))


def detention_share(with_detentions: Counts, assemblies: Counts) -> Counts:
    """Compute the share of assemblies with at least one detention.

    Parameters
    ----------
    with_detentions : float, array or Series of shape (n,)
        Assemblies with at least one detention: events, not persons. Unit: assemblies.
    assemblies : float, array or Series of shape (n,)
        All assemblies. Unit: assemblies.

    Returns
    -------
    float, array or Series of shape (n,)
        The share. Unit: percent. Range: 0 to 100. Unknown where a
        count is unknown or `assemblies` is 0.

    Raises
    ------
    CountError
        If a count is negative, infinite or no number, if `with_detentions` exceeds
        `assemblies`, or if rows do not match.

    Notes
    -----
    Formula: 100 with_detentions / assemblies. Source: Table 16, lines 533-549. Line 533
    speaks of eight protests and of 19.4%; 19.4% is 7 of 36, and eight is the number of
    persons.

    Examples
    --------
    >>> round(detention_share(7, 36), 1), round(detention_share(8, 36), 1)
    (19.4, 22.2)
    """
    return _ratio(
        with_detentions,
        assemblies,
        ("with_detentions", "assemblies"),
        scale=PERCENT,
        part_of_whole=True,
    )


def prosecution_share(in_court: Counts, unpermitted: Counts) -> Counts:
    """Compute the share of unpermitted assemblies that ended in court.

    Parameters
    ----------
    in_court : float, array or Series of shape (n,)
        Unpermitted assemblies that ended in court. Unit: assemblies.
    unpermitted : float, array or Series of shape (n,)
        All unpermitted assemblies. Unit: assemblies.

    Returns
    -------
    float, array or Series of shape (n,)
        The share. Unit: percent. Range: 0 to 100. Unknown where a
        count is unknown or `unpermitted` is 0.

    Raises
    ------
    CountError
        If a count is negative, infinite or no number, if `in_court` exceeds
        `unpermitted`, or if rows do not match.

    Notes
    -----
    Formula: 100 in_court / unpermitted. Source: Table 17, lines 553-568. Counts assemblies,
    not persons prosecuted.

    Examples
    --------
    >>> round(prosecution_share(5, 31), 1)
    16.1
    """
    return _ratio(
        in_court, unpermitted, ("in_court", "unpermitted"), scale=PERCENT, part_of_whole=True
    )


def mean_participants(participants: Counts, assemblies: Counts) -> Counts:
    """Compute the mean number of participants per assembly.

    Parameters
    ----------
    participants : float, array or Series of shape (n,)
        Participants in the assemblies whose crowd is known. Unit: persons.
    assemblies : float, array or Series of shape (n,)
        Assemblies whose crowd is known; state this number beside the mean. Unit: assemblies.

    Returns
    -------
    float, array or Series of shape (n,)
        The mean. Unit: persons per assembly. Range: 0 to infinity. Unknown where a
        count is unknown or `assemblies` is 0.

    Raises
    ------
    CountError
        If a count is negative, infinite or no number, or if rows do not match.

    Notes
    -----
    Formula: participants / assemblies. Source: Table 18, lines 572-594. The source prints a
    mean of 133 for 1697 participants in 36 assemblies; 133 is near the mean of the cities'
    means, which is another quantity.

    Examples
    --------
    >>> round(mean_participants(1697, 36), 1)
    47.1
    """
    return _ratio(participants, assemblies, ("participants", "assemblies"))


def mean_duration(minutes: Counts, assemblies: Counts) -> Counts:
    """Compute the mean duration of an assembly.

    Parameters
    ----------
    minutes : float, array or Series of shape (n,)
        Minutes that the assemblies of known length lasted together. Unit: minutes.
    assemblies : float, array or Series of shape (n,)
        Assemblies of known length; state this number beside the mean. Unit: assemblies.

    Returns
    -------
    float, array or Series of shape (n,)
        The mean. Unit: minutes per assembly. Range: 0 to infinity. Unknown where a
        count is unknown or `assemblies` is 0.

    Raises
    ------
    CountError
        If a count is negative, infinite or no number, or if rows do not match.

    Notes
    -----
    Formula: minutes / assemblies. Source: Table 19, lines 596-620. The source prints 18
    minutes for Almaty, with 880 minutes in 17 assemblies.

    Examples
    --------
    >>> round(mean_duration(880, 17), 1), mean_duration(25, 2)
    (51.8, 12.5)
    """
    return _ratio(minutes, assemblies, ("minutes", "assemblies"))


def _ratio(
    numerator: Counts,
    denominator: Counts,
    names: tuple[str, str],
    *,
    scale: float = 1.0,
    part_of_whole: bool = False,
) -> Counts:
    """Check both counts, then divide them; the kind of the input is the kind of the result."""
    index = _common_index(numerator, denominator, names)
    top, bottom = _count(numerator, names[0], index), _count(denominator, names[1], index)
    if top.ndim and bottom.ndim and top.shape != bottom.shape:
        raise CountError(
            f"{names[0]} and {names[1]} of one length",
            f"{top.shape} and {bottom.shape}",
            "the arguments",
            "pass rows that belong together",
        )
    if part_of_whole:
        _check_part(top, bottom, names, index)
    known = np.where(bottom > 0, bottom, np.nan)
    result = scale * top / known
    if index is not None:
        return pd.Series(result, index=index)  # type: ignore[return-value]
    return result if result.ndim else float(result)  # type: ignore[return-value]


def _common_index(numerator: Any, denominator: Any, names: tuple[str, str]) -> pd.Index[Any] | None:
    """Give the row labels that both Series share, or None where no Series came in."""
    series = [side for side in (numerator, denominator) if isinstance(side, pd.Series)]
    if len(series) == 2 and not series[0].index.equals(series[1].index):
        raise CountError(
            f"the same row labels in {names[0]} and {names[1]}",
            f"{list(series[0].index[:3])} ... and {list(series[1].index[:3])} ...",
            "the index of the Series",
            "align the two with reindex before dividing",
        )
    return series[0].index if series else None


def _count(values: Any, name: str, index: pd.Index[Any] | None) -> np.ndarray[Any, Any]:
    """Turn one argument into floats and refuse what cannot be a count."""
    array = _as_floats(values, name)
    wrong = np.isinf(array) | (array < 0)
    if wrong.any():
        raise CountError(
            f"{name} >= 0 and finite",
            f"{array[wrong].flat[0]:g}",
            _first_row(wrong, index if array.ndim else None),
            "mend the count, or pass None where it is unknown",
        )
    return array


def _as_floats(values: Any, name: str) -> np.ndarray[Any, Any]:
    """Give floats with NaN for every kind of gap; text and truth values are no counts."""
    types = pd.api.types
    if isinstance(values, pd.Series) and types.is_numeric_dtype(values.dtype):
        if types.is_bool_dtype(values.dtype):
            values = values.astype(object)
        else:
            return values.to_numpy(dtype=float, na_value=np.nan)
    cells = np.asarray(values, dtype=object)
    for cell in cells.flat:
        gap = cell is None or cell is pd.NA
        number = isinstance(cell, (int, float, np.integer, np.floating))
        if not gap and (not number or isinstance(cell, bool)):
            raise CountError(
                f"{name} as numbers",
                f"{cell!r} of type {type(cell).__name__}",
                f"the argument {name}",
                "convert it first; unknown is None or NaN",
            )
    filled = [np.nan if cell is None or cell is pd.NA else float(cell) for cell in cells.flat]
    return np.array(filled, dtype=float).reshape(cells.shape)


def _check_part(
    part: np.ndarray[Any, Any],
    whole: np.ndarray[Any, Any],
    names: tuple[str, str],
    index: pd.Index[Any] | None,
) -> None:
    """Refuse a part above its whole."""
    above = np.atleast_1d(part > whole)
    if above.any():
        parts = np.broadcast_to(part, above.shape)[above]
        wholes = np.broadcast_to(whole, above.shape)[above]
        raise CountError(
            f"{names[0]} <= {names[1]}",
            f"{parts[0]:g} > {wholes[0]:g}",
            f"{_first_row(above, index)} ({above.sum()} of {above.size} rows)",
            "check both counts at their source",
        )


def _first_row(wrong: np.ndarray[Any, Any], index: pd.Index[Any] | None) -> str:
    """Name the first row that is wrong."""
    position = int(np.atleast_1d(wrong).argmax())
    return f"row {index[position]!r}" if index is not None else f"position {position}"
