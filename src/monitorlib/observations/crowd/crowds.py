"""How many people came: vague words to lowest, highest and best estimate under a declared rule.

Published rules differ, so the rule is always an argument. An unknown number stays unknown, and
zero is no crowd.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from monitorlib.errors import SourceError
from monitorlib.observations.crowd import crowdgrammar
from monitorlib.observations.crowd.crowdgrammar import Report
from monitorlib.observations.crowd.crowdrules import Crowd, Rule, rules
from monitorlib.observations.crowd.crowdwords import Words

__all__ = ["Crowd", "Rule", "Words", "chosen", "estimate", "read", "rules", "words"]
REPORTED, LOW, HIGH, BEST = (f"participants_{name}" for name in ("reported", "low", "high", "best"))


def chosen(name: str, folder: Path) -> Rule:
    """Give the rule that a year uses.

    Parameters
    ----------
    name : str
        Its name.
    folder : Path
        `data/hand` of a project.

    Returns
    -------
    Rule
        The rule.

    Raises
    ------
    SourceError
        If there is no such rule.
    """
    known = rules(folder)
    if name not in known:
        raise SourceError(
            f"a crowd rule of: {', '.join(known)}",
            repr(name),
            "monitor.toml, crowd_rule",
            "choose one of these, or add a row to data/hand/crowd-rules.csv",
        )
    return known[name]


def words(folder: Path) -> Words:
    """Read the words for numbers of people.

    Parameters
    ----------
    folder : Path
        `data/hand` of a project.

    Returns
    -------
    Words
        The words of all languages.
    """
    return Words.read(folder)


def read(text: str, rule: Rule, words: Words) -> Crowd:
    """Read how many people came.

    Parameters
    ----------
    text : str
        A number, a range or vague words; several reports are separated by semicolons.
    rule : Rule
        What vague words are worth.
    words : Words
        The known words.

    Returns
    -------
    Crowd
        All unknown for a blank, for "no report" and for a size without a number.

    Raises
    ------
    ValueError
        If the text cannot be read, with the reason.

    Notes
    -----
    Of several reports those with a figure outrank those in vague words. The lowest estimate is
    then the smallest lower end and the highest the largest upper end that a report states; an
    end is unknown where another report goes beyond it. "More than 30" is taken as 30, as all
    published rules do.

    Examples
    --------
    >>> from monitorlib import paths
    >>> known, ours = words(paths.hand()), rules(paths.hand())["monitor"]
    >>> read("от 150 до 200 человек", ours, known)
    Crowd(low=150, high=200, best=175, vague=True)
    >>> read("hundreds", ours, known)
    Crowd(low=200, high=None, best=200, vague=True)
    >>> read("1 000", ours, known)
    Crowd(low=1000, high=1000, best=1000, vague=False)
    """
    reports = [crowdgrammar.report(tokens) for tokens in words.phrases(text)]
    crowds = [_crowd(report, rule) for report in reports]
    figures = [crowd for crowd, report in zip(crowds, reports, strict=True) if report.figures]
    chosen = [crowd for crowd in figures or crowds if crowd != Crowd()]
    if len(chosen) < 2:
        return chosen[0] if chosen else Crowd()
    return _joined(chosen, rule)


def _crowd(report: Report, rule: Rule) -> Crowd:
    """Judge one report by a rule."""
    if report.form in ("silence", "size"):
        return Crowd(vague=report.form == "size")
    first, *_, last = (
        rule.worth(each) if isinstance(each, str) else Crowd(each, each, each)
        for each in (report.amounts[0], *report.amounts)
    )
    if report.form == "range":
        return _range(first, last, rule)
    if report.form == "below":
        end = last.high
        return Crowd(vague=True) if end is None else rule.worth("below", end)
    if report.form == "above":
        end = first.low
        return Crowd(None, None, first.best, True) if end is None else rule.worth("above", end)
    if report.form == "about" and not first.vague:
        return rule.worth("about", first.best)
    return first


def _range(first: Crowd, last: Crowd, rule: Rule) -> Crowd:
    """Judge a range, the ends of which may be vague."""
    if first.low is None or last.high is None:
        return Crowd(first.low, last.high, first.best if last.high is None else None, True)
    if first.low > last.high:
        raise ValueError("the first end of the range is above the second")
    return Crowd(first.low, last.high, rule.between("range", first.low, last.high), True)


def _joined(crowds: list[Crowd], rule: Rule) -> Crowd:
    """Join several reports."""
    if len({*crowds}) == 1:
        return crowds[0]
    lows = [crowd.low for crowd in crowds if crowd.low is not None]
    highs = [crowd.high for crowd in crowds if crowd.high is not None]
    bests = [crowd.best for crowd in crowds if crowd.best is not None]
    low, high = min(lows, default=None), max(highs, default=None)
    if low is not None and low > min([*bests, *highs], default=low):
        low = None
    if high is not None and high < max([*bests, *lows], default=high):
        high = None
    if low is not None and high is not None:
        return Crowd(low, high, rule.between("joined", low, high), True)
    if bests:
        least, most = min(bests), max(bests)
        return Crowd(low, high, low or rule.between("joined", least, most), True)
    return Crowd(low, high, None, True)


def estimate(
    charts: pd.DataFrame, rule: Rule, words: Words
) -> tuple[pd.DataFrame, pd.Series[bool]]:
    """Fill in the estimates that a chart leaves blank.

    Parameters
    ----------
    charts : DataFrame of shape (n_charts, n_fields)
        Typed charts: `participants_reported` as text, `participants_low`, `participants_high`
        and `participants_best` as whole numbers with gaps.
    rule : Rule
        What vague words are worth.
    words : Words
        The known words.

    Returns
    -------
    tuple of DataFrame of shape (n_charts, n_fields) and bool Series of shape (n_charts,)
        The charts with the estimates, and where the best one rests on the rule because neither
        the monitor nor the source gave one number. A text that cannot be read says nothing.

    Notes
    -----
    What is given is never changed. A blank end is filled from the reported words unless that
    would put it beyond what is given. A blank best estimate is chosen between both given ends;
    failing these, it comes from the words if it lies between the ends, and else from the ends.
    """
    said = _said(charts[REPORTED], rule, words)
    given = {name: charts[name].astype("Int64") for name in (LOW, HIGH, BEST)}
    low, high, best = given[LOW], given[HIGH], given[BEST]
    both = (low.notna() & high.notna()).astype("bool")
    low = low.fillna(said[LOW].mask(_above(said[LOW], best) | _above(said[LOW], high)))
    high = high.fillna(said[HIGH].mask(_above(best, said[HIGH]) | _above(low, said[HIGH])))
    fits = ~_above(low, said[BEST]) & ~_above(said[BEST], high) & ~both
    middle = rule.between("range", low, high).where(low.notna() & high.notna())
    chosen = best.fillna(said[BEST].where(fits)).fillna(middle)
    for name, end, other in (("above", low, high), ("below", high, low)):
        if rule.ends[name][2]:
            chosen = chosen.fillna(end.where(other.isna()))
    several = ~(low.notna() & (low == high).fillna(value=False)) & (low.notna() | high.notna())
    vague = best.isna() & ((said["vague"] & ~both) | several)
    made = {LOW: low, HIGH: high, BEST: chosen}
    return charts.assign(**made), vague.astype("bool").rename("vague")


def _said(texts: pd.Series[Any], rule: Rule, words: Words) -> pd.DataFrame:
    """Read each distinct text once; one that cannot be read says nothing."""
    known = {}
    for text in texts.unique():
        try:
            known[text] = read(text, rule, words)
        except ValueError:
            known[text] = Crowd()
    crowds = list(known.values())
    codes = texts.map({text: code for code, text in enumerate(known)}).to_numpy()
    made = {
        name: pd.array([getattr(crowd, part) for crowd in crowds], dtype="Int64").take(codes)
        for name, part in ((LOW, "low"), (HIGH, "high"), (BEST, "best"))
    }
    vague = pd.array([crowd.vague for crowd in crowds], dtype="bool").take(codes)
    return pd.DataFrame({**made, "vague": vague}, index=texts.index)


def _above(one: pd.Series[Any], other: pd.Series[Any]) -> pd.Series[bool]:
    """Tell where a known number is above another known one."""
    return (one > other).fillna(value=False).astype("bool")
