"""What a reader who cannot see a figure is told: its kind, its ends, and what changed.

Whole sentences with values put in. The single numbers stand in the table behind the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from monitorlib.messages import tr
from monitorlib.numbers import written
from monitorlib.trends import percent_change

Write = Callable[[float], str]
Named = Sequence[tuple[str, float]]
MOST = 3
"""Names that share an end are listed up to this number."""


def ranked(kind: str, pairs: Named, write: Write) -> str:
    """Describe named numbers without an order in time.

    Parameters
    ----------
    kind : str
        A sentence that says what kind of figure it is.
    pairs : sequence of (str, float)
        Names and numbers.
    write : callable
        Writes a number.

    Returns
    -------
    str
        Its kind, the highest and the lowest.

    Examples
    --------
    >>> ranked("Two bars.", [("Almaty", 17), ("Astana", 9)], str)
    'Two bars. Highest: Almaty, 17. Lowest: Astana, 9.'
    """
    values = [value for _, value in pairs]
    low, high = min(values), max(values)
    if len(pairs) == 1:
        return f"{kind} {_ends(tr('{names}: {value}.'), pairs, high, write)}"
    if write(low) == write(high):
        return f"{kind} {tr('All have the same value: {value}.').format(value=write(low))}"
    highest = _ends(tr("Highest: {names}, {value}."), pairs, high, write)
    lowest = _ends(tr("Lowest: {names}, {value}."), pairs, low, write)
    return f"{kind} {highest} {lowest}"


def _ends(message: str, pairs: Named, value: float, write: Write) -> str:
    """Name those that have a value, or say how many they are."""
    names = [name for name, each in pairs if write(each) == write(value)]
    listed = ", ".join(names[:MOST])
    if len(names) > MOST:
        more = tr("{names} and others, {count} in all")
        listed = more.format(names=listed, count=len(names))
    return message.format(names=listed, value=write(value))


def told(
    name: str, pairs: Named, write: Write, *, percent: bool = False, alike: bool = True
) -> str:
    """Describe one series over time.

    Parameters
    ----------
    name : str
        Name of the series; blank where there is only one.
    pairs : sequence of (str, float)
        Periods with known numbers, in order.
    write : callable
        Writes a number.
    percent : bool, default False
        Whether the numbers are shares; their change is then given in percentage points.
    alike : bool, default True
        Whether first and last are counted alike; else no change is told.

    Returns
    -------
    str
        First, last, change and peak.

    Examples
    --------
    >>> told("Almaty", [("2014", 4.0), ("2015", 5.0), ("2016", 2.0)], str)
    'Almaty: 4.0 in 2014, 2.0 in 2016, a change of −50%; highest 5.0 in 2015.'
    """
    (first, before), (last, now) = pairs[0], pairs[-1]
    if len(pairs) == 1:
        said = tr("{value} in {period}, the only number known.")
        return _named(name, said.format(value=write(now), period=last))
    values = {"first": first, "before": write(before), "last": last, "now": write(now)}
    peak, high = max(pairs, key=lambda pair: pair[1])
    message = tr("{before} in {first}, {now} in {last}; highest {high} in {peak}.")
    if percent and alike:
        message = tr(
            "{before} in {first}, {now} in {last}, a change of {change} percentage points; "
            "highest {high} in {peak}."
        )
    elif before and alike:
        message = tr(
            "{before} in {first}, {now} in {last}, a change of {change}; highest {high} in {peak}."
        )
    change = _change(before, now, percent=percent)
    return _named(name, message.format(**values, change=change, high=write(high), peak=peak))


def _named(name: str, said: str) -> str:
    """Put the name of a series before what is said of it."""
    return tr("{name}: {said}").format(name=name, said=said) if name else said


def _change(before: float, now: float, *, percent: bool) -> str:
    """Write a change with its sign."""
    moved = now - before if percent else percent_change(now, before)
    text = written(moved, 1 if percent else 0, "" if percent else "%")
    return text.replace("-", "−") if text.startswith("-") or moved <= 0 else f"+{text}"


def gaps(names: Sequence[str], message: str) -> str:
    """Name what is not known.

    Parameters
    ----------
    names : sequence of str
        Periods, or towns.
    message : str
        A message with ``{names}``, in the language of the page.

    Returns
    -------
    str
        The sentence; blank without names.
    """
    return " " + message.format(names=", ".join(names)) if names else ""
