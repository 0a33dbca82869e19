"""Sentences that a reader sees: whole messages with named values, never glued parts.

A message is looked up in a catalogue before its values are put in, so that another
language is another catalogue. `tr` looks up what the code says, `name` what the data say.
Where a value is unknown no sentence is made up: the reader is told what is not stated and
which table would hold it.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from numbers import Real
from typing import Any

from monitorlib.languages import locales
from monitorlib.languages.locales import current as locale
from monitorlib.languages.locales import speaking, use
from monitorlib.numbers import is_known, round_half_up, written
from monitorlib.paths import edition

__all__ = [
    "Counted", "Quantity", "Text", "counted", "locale", "name", "noted", "say", "say_change",
    "say_count", "speaking", "tr", "trn", "use",
]  # fmt: skip


def tr(message: str) -> str:
    """Look a whole message up in the catalogue.

    Parameters
    ----------
    message : str
        The English message.

    Returns
    -------
    str
        Its translation, or the message itself.
    """
    return locales.look_up(message)


def trn(one: str, many: str, count: float) -> str:
    """Look up the form of a message that a count asks for.

    Parameters
    ----------
    one : str
        The English message for one.
    many : str
        The English message for any other number.
    count : float
        The count as it is shown; a fraction takes the form of two, as Russian wants.

    Returns
    -------
    str
        The form, in the language in use.
    """
    return locales.look_up_plural(one, many, int(count) if count == int(count) else 2)


def name(text: str) -> str:
    """Look up a name that comes from the data: of a place, a measure, a category, a unit.

    Parameters
    ----------
    text : str
        As the data have it; a period, a number or words of the source have no translation.

    Returns
    -------
    str
        The name in the language in use, or the text itself.
    """
    return locales.look_up(text)


def noted(message: str) -> str:
    """Mark a constant as a message that is looked up later, where it is shown.

    Parameters
    ----------
    message : str
        The English message.

    Returns
    -------
    str
        The same.
    """
    return message


@dataclass(frozen=True)
class Quantity:
    """One number with its unit, and where to look when it is unknown.

    Attributes
    ----------
    value : float
        The number, or not-a-number.
    decimals : int
        Digits to show.
    symbol : str
        Sign after the number, such as ``%``.
    label : str
        What is counted.
    period : str
        The period.
    holder : str
        Where that period's edition would state it, such as ``Table 11``.
    formula : str
        Formula with the values put in, where computed.
    basis : str
        What the value rests on.
    known_of : tuple of int
        For charts: how many knew the value, and how many it is about; empty otherwise.
    silence : str
        The whole sentence to show where there is no number; blank for the usual one.
    """

    value: float
    decimals: int
    symbol: str
    label: str
    period: str
    holder: str
    formula: str = ""
    basis: str = "stated"
    silence: str = ""
    known_of: tuple[int, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return is_known(self.value)

    @property
    def lacking(self) -> str:
        """What to tell a reader when there is no number."""
        if not self.period:
            return tr("This is the first period: there is none before it to compare with.")
        if self.silence:
            return self.silence
        message = tr(
            "Not stated for {period}: {label}. The edition for {period} would hold it, "
            "as {holder} does in the one for {edition}."
        )
        return message.format(
            label=name(self.label), period=self.period, holder=self.holder, edition=edition()
        )

    @property
    def partly(self) -> str:
        """What to tell a reader where some charts did not know the value; else blank."""
        if len({*self.known_of}) < 2:
            return ""
        known, charts = self.known_of
        label = name(self.label)
        return trn(
            "{label}: known for {known} of {charts} chart.",
            "{label}: known for {known} of {charts} charts.",
            charts,
        ).format(label=label[:1].upper() + label[1:], known=known, charts=charts)

    def __str__(self) -> str:
        """Write the number for a reader."""
        return written(self.value, self.decimals, self.symbol)

    def __float__(self) -> float:
        """Give the bare number."""
        return float(self.value)


ABSENT = "absent"
"""Kind of a paragraph that says what a whole part of a page would hold; paper leaves both out."""


@dataclass(frozen=True)
class Text:
    """A paragraph that shows itself in a notebook.

    Attributes
    ----------
    text : str
        The paragraph, plain.
    kind : str
        ``say`` for a sentence, ``lacking`` for what the sources do not hold, or `ABSENT`.
    """

    text: str
    kind: str = "say"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        escaped = html.escape(self.text, quote=False)
        return {"text/html": f'<p class="{self.kind}">{escaped}</p>', "text/plain": self.text}


def say(message: str, **values: Any) -> Text:
    """Put values into a message.

    Parameters
    ----------
    message : str
        A whole sentence or paragraph with names in braces.
    **values : object
        Numbers, texts or quantities by name.

    Returns
    -------
    Text
        The paragraph; or, where a quantity is unknown, what the sources do not state.

    Examples
    --------
    >>> say("{n} of {all} assemblies were in Almaty.", n=17, all=36).text
    '17 of 36 assemblies were in Almaty.'
    >>> say("{share:.0f} percent", share=12.5).text
    '13 percent'
    """
    gaps = [value for value in values.values() if isinstance(value, Quantity) and not value.known]
    if gaps:
        return Text(" ".join(dict.fromkeys(gap.lacking for gap in gaps)), "lacking")
    return _said(tr(message), **values)


def _said(translated: str, **values: Any) -> Text:
    """Put known values into a message that was looked up."""
    shown = {key: _number(value) for key, value in values.items()}
    partly = dict.fromkeys(filter(None, (getattr(v, "partly", "") for v in values.values())))
    return Text(" ".join([translated.format(**shown), *partly]))


def _number(value: Any) -> Any:
    """Give a bare number the way of writing that all numbers have."""
    bare = isinstance(value, Real) and not isinstance(value, bool)
    return _Rounded(value) if bare else value


class _Rounded(float):
    """A number that a message writes as everything else does: rounded half up."""

    def __format__(self, spec: str) -> str:
        if not spec:
            return written(self, 0 if self.is_integer() else 1)
        return written(self, int(spec.removeprefix(".").removesuffix("f")))


class Counted(str):
    """A counted noun such as ``36 assemblies``, to be put into a sentence.

    Attributes
    ----------
    partly : str
        What to tell a reader where some charts did not know the number.
    """

    __slots__ = ("partly",)
    partly: str


def counted(one: str, many: str, count: float | Quantity) -> Counted | Quantity:
    """Write a count with its noun, for a sentence that counts several things.

    Parameters
    ----------
    one, many : str
        Whole messages for one and for any other number, such as ``{count} month``. They name
        the thing as a list would (nominative), and sentences leave room for that.
    count : float or Quantity
        The count.

    Returns
    -------
    Counted or Quantity
        The words; an unknown quantity comes back as it is, so that the sentence tells of it.

    Examples
    --------
    >>> print(counted("{count} month", "{count} months", 12))
    12 months
    """
    if isinstance(count, Quantity) and not count.known:
        return count
    words = Counted(trn(one, many, _shown(count)).format(count=_number(count)))
    words.partly = count.partly if isinstance(count, Quantity) else ""
    return words


def _shown(count: float | Quantity) -> float:
    """Give a count as its digits show it."""
    if isinstance(count, Quantity):
        return float(round_half_up(count.value, count.decimals))
    return float(count)


def say_count(one: str, many: str, count: float | Quantity, **values: Any) -> Text:
    """Put values into the plural form that a count asks for.

    Parameters
    ----------
    one : str
        The message for one.
    many : str
        The message for any other number.
    count : float or Quantity
        The count; it is also the value named ``count``.
    **values : object
        Further values by name.

    Returns
    -------
    Text
        As `say`.

    Examples
    --------
    >>> say_count("{count} person", "{count} persons", 1).text
    '1 person'
    """
    if any(isinstance(v, Quantity) and not v.known for v in (count, *values.values())):
        return say(many, count=count, **values)
    return _said(trn(one, many, _shown(count)), count=count, **values)


def say_change(
    now: Quantity, before: Quantity, *, rose: str, fell: str, same: str, **values: Any
) -> Text:
    """Choose the sentence that a change asks for.

    Parameters
    ----------
    now, before : Quantity
        The two numbers to compare; also the values named ``now`` and ``before``.
    rose, fell, same : str
        Whole messages; ``{change}`` is the change in percent of before, without a sign.
    **values : object
        Further values by name.

    Returns
    -------
    Text
        As `say`.
    """
    if not (now.known and before.known):
        return say(same, now=now, before=before, **values)
    moved = rose if now.value > before.value else fell
    message = same if alike(now, before) else moved
    percent = abs(now.value - before.value) / before.value * 100 if before.value else float("nan")
    change = written(percent, 0, "%")
    if "{change}" in tr(message) and not before.value:
        message = noted(
            "The {label} was {before} in {earlier} and {now} in {later}: "
            "no percentage leads up from nothing."
        )
        values = {"label": name(now.label), "earlier": before.period, "later": now.period}
    return say(message, now=now, before=before, change=change, **values)


def alike(now: Quantity, before: Quantity) -> bool:
    """Tell whether two numbers are the same, as far as the coarser printed one can tell.

    Parameters
    ----------
    now, before : Quantity
        Known numbers.

    Returns
    -------
    bool
        True for a computed 36.1% and a printed 36%.
    """
    stated = [each.decimals for each in (now, before) if each.basis == "stated"]
    places = min(stated, default=max(now.decimals, before.decimals))
    return written(now.value, places) == written(before.value, places)
