"""The few sentences in which a number of people is said: what form, and which amounts.

An amount is a whole number of people or the name of a vague class; a sentence that has none
of the known forms is refused with the reason, never half understood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitorlib.observations.crowd.crowdwords import GENITIVE, HYPHEN, Token

MOST = 10_000_000
"""People at most: a larger number is a telephone number or a slip."""
TWO = "two numbers stand side by side"
ZERO = "an assembly has at least one participant; leave unknown ones blank"
COUNTED = ("figure", "count")
AMOUNT = (*COUNTED, "unit", "plural", "class")
SILENT = ("people", "filler")
FORMS = {
    ("amount",): "exact",
    ("above", "amount"): "above",
    ("amount", "above_after"): "above",
    ("from", "amount"): "above",
    ("below", "amount"): "below",
    ("amount", "below_after"): "below",
    ("amount", "to", "amount"): "range",
    ("amount", "below", "amount"): "range",
    ("from", "amount", "to", "amount"): "range",
    ("from", "amount", "below", "amount"): "range",
    ("between", "amount", "and", "amount"): "range",
    ("between", "amount", "to", "amount"): "range",
    ("above", "amount", "below", "amount"): "range",
    ("above", "amount", "and", "below", "amount"): "range",
}


@dataclass(frozen=True)
class Report:
    """What one report says.

    Attributes
    ----------
    form : str
        ``exact``, ``about``, ``above``, ``below``, ``range``, ``size`` (no number) or
        ``silence`` (not reported).
    amounts : tuple of int or str
        Numbers of people, or classes of vague words.
    """

    form: str
    amounts: tuple[int | str, ...] = ()

    @property
    def figures(self) -> bool:
        """Whether it states a number."""
        return any(isinstance(amount, int) for amount in self.amounts)


@dataclass(frozen=True)
class Part:
    """A number or class on its way to an amount; its unit is 0 where it does not end in one."""

    number: Decimal = Decimal(0)
    unit: Decimal = Decimal(0)
    name: str = ""


def report(tokens: Sequence[Token]) -> Report:
    """Understand one report.

    Parameters
    ----------
    tokens : sequence of Token
        Its words and figures.

    Returns
    -------
    Report
        Its form and amounts.

    Raises
    ------
    ValueError
        If it has no known form, or its numbers can be no numbers of people.
    """
    said = _unhyphenated([token for token in tokens if token.kind not in SILENT])
    kinds = {token.kind for token in said}
    if said and kinds == {"silence"}:
        return Report("silence")
    if "things" in kinds or (kinds and kinds <= {"size", "about"}):
        return Report("size")
    said = [token for token in said if token.kind != "size"]
    about = any(token.kind in ("about", "about_after") for token in said)
    shape, parts = _parts(said)
    form = FORMS.get(shape)
    if form is None:
        raise ValueError(_reason(shape))
    if form == "range":
        parts = _shared_unit(parts)
    amounts = tuple(part.name or _people(part.number) for part in parts)
    return Report("about" if about and form == "exact" else form, amounts)


def _unhyphenated(tokens: Sequence[Token]) -> list[Token]:
    """Leave out the hyphen of twenty-five, which is no range."""
    around = zip([None, *tokens], tokens, [*tokens[1:], None], strict=False)
    return [
        token
        for before, token, after in around
        if not (
            token.means == HYPHEN
            and before is not None
            and after is not None
            and before.kind == after.kind == "count"
            and after.number < _place(before.number)
        )
    ]


def _parts(tokens: Sequence[Token]) -> tuple[tuple[str, ...], list[Part]]:
    """Put numbers and their units together; give the shape of the sentence, too."""
    shape: list[str] = []
    parts: list[Part] = []
    run: list[Token] = []
    governed = False
    for token in [*tokens, Token("end")]:
        if token.kind in AMOUNT:
            run.append(token)
            continue
        if run:
            shape.append("amount")
            parts.append(_part(run, governed))
            run = []
        governed = token.means == GENITIVE
        if token.kind not in ("end", "about", "about_after"):
            shape.append(token.kind)
    return tuple(shape), parts


def _part(run: Sequence[Token], governed: bool) -> Part:
    """Put one amount together from neighbouring numbers and units."""
    first, rest = run[0], run[1:]
    if not rest and first.means and first.kind in ("class", "unit"):
        return Part(name=first.means)
    if not rest and first.kind == "plural" and not governed:
        return Part(name=first.means)
    if any(token.kind == "class" for token in run):
        raise ValueError("a vague word and a number stand side by side")
    total = current = unit = Decimal(0)
    for token in run:
        if token.kind in COUNTED:
            if not token.number:
                raise ValueError(ZERO)
            _check_room(token.number, _place(current) if current else unit)
            if current and token.kind == "figure":
                raise ValueError(TWO)
            current += token.number
            continue
        _check_sign(run, token)
        if total and token.number <= unit:
            _check_room((current or 1) * token.number, unit)
            total += (current or 1) * token.number
        else:
            total = (total + current or 1) * token.number
        unit, current = token.number, Decimal(0)
    return Part(total + current, Decimal(0) if current else unit)


def _check_room(number: Decimal, place: Decimal) -> None:
    """Refuse a number that does not fit behind the one before it, as five does in fifty-five."""
    if place and number >= place:
        raise ValueError(TWO)


def _place(number: Decimal) -> Decimal:
    """Give the largest power of ten that divides a number: 200 has room for 45."""
    power = Decimal(1)
    while number % (power * 10) == 0:
        power *= 10
    return power


def _check_sign(run: Sequence[Token], unit: Token) -> None:
    """Refuse 1.500 thousand, which means two things."""
    if run[0].kind == "figure" and run[0].means in (".", ",") and run[1] is unit:
        raise ValueError("a comma or point before three digits and a unit means two things")


def _shared_unit(parts: list[Part]) -> list[Part]:
    """Let the unit of the second end count for the first as well, as in 2-3 thousand."""
    first, last = parts
    shared = first.number * last.unit
    if last.unit > 1 and not (first.unit or first.name or last.name) and shared <= last.number:
        return [Part(shared, last.unit), last]
    return parts


def _people(number: Decimal) -> int:
    """Give a whole number of people."""
    if number != number.to_integral_value():
        raise ValueError("a count of people has no fraction")
    if number > MOST:
        raise ValueError(f"it is above {MOST}")
    return int(number)


def _reason(shape: tuple[str, ...]) -> str:
    """Say why a sentence cannot be read."""
    if shape[:2] == ("to", "amount"):
        return "a count of people is never negative"
    if "silence" in shape:
        return "it says a number and that there is none"
    if "amount" not in shape:
        return "no number of people is said; leave unknown ones blank"
    return "the words do not make one number or one range; separate several by semicolons"
