"""Change between periods: rates first, because periods differ in length.

Counts of assemblies are treated as Poisson counts over months monitored. Intervals say
how far chance alone could move such small numbers; they know nothing of assemblies that
no monitor saw.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitorlib.errors import CountError
from monitorlib.numbers import is_known


@dataclass(frozen=True)
class Ratio:
    """A ratio of two rates with its interval.

    Attributes
    ----------
    ratio : float
        Rate of the later period over rate of the earlier one.
    low, high : float
        95 percent interval.
    p_value : float
        Probability of a difference at least so large if the rates were one.
    """

    ratio: float
    low: float
    high: float
    p_value: float


def percent_change(now: float, before: float) -> float:
    """Compute the change from before to now.

    Parameters
    ----------
    now, before : float
        Two rates or two numbers over equal time. Unit: any, the same for both.

    Returns
    -------
    float
        Percent of `before`, negative for a fall; unknown where either is unknown or
        `before` is 0.

    Examples
    --------
    The index fell from 52/12 to 36/12 per month, which line 164 calls 30%:

    >>> round(percent_change(36 / 12, 52 / 12), 1)
    -30.8
    """
    if not (is_known(now) and is_known(before)) or before == 0:
        return float("nan")
    return 100.0 * (now - before) / before


def rate_ratio(now: int, months_now: float, before: int, months_before: float) -> Ratio:
    """Compare two counts over different lengths of time, exactly.

    Given both counts together, the later one is binomial; its exact interval and test
    are turned into those of the ratio of rates (Przyborowski and Wilenski, 1940).

    Parameters
    ----------
    now, before : int
        Assemblies of the later and of the earlier period.
    months_now, months_before : float
        Months monitored, above 0.

    Returns
    -------
    Ratio
        Ratio of the monthly rates; unknown where the earlier count is 0.

    Raises
    ------
    CountError
        If a count is negative or a period has no length.

    Examples
    --------
    >>> change = rate_ratio(36, 12, 52, 12)
    >>> round(change.ratio, 2), round(change.low, 2), round(change.high, 2)
    (0.69, 0.44, 1.08)
    """
    from scipy.stats import binomtest

    if min(now, before) < 0 or min(months_now, months_before) <= 0:
        raise CountError(
            "counts >= 0 over months > 0",
            f"{now} in {months_now:g} and {before} in {months_before:g}",
            "the arguments",
            "check data/hand/periods.csv",
        )
    if before == 0:
        return Ratio(float("nan"), float("nan"), float("nan"), float("nan"))
    even = months_now / (months_now + months_before)
    test = binomtest(now, now + before, even)
    interval = test.proportion_ci(0.95, method="exact")
    scale = months_before / months_now

    def odds(share: float) -> float:
        return scale * share / (1 - share)

    return Ratio(scale * now / before, odds(interval.low), odds(interval.high), float(test.pvalue))


def share_interval(part: int, whole: int) -> tuple[float, float]:
    """Compute the 95 percent interval of a share (Wilson, 1927).

    Parameters
    ----------
    part, whole : int
        Assemblies with a property, and all; 0 <= part <= whole, whole > 0.

    Returns
    -------
    tuple of float
        Lower and upper bound in percent.

    Raises
    ------
    CountError
        If the counts are no part and whole.

    Examples
    --------
    >>> low, high = share_interval(5, 36)
    >>> round(low, 1), round(high, 1)
    (6.1, 28.7)
    """
    from scipy.stats import binomtest

    if not 0 <= part <= whole or whole == 0:
        raise CountError(
            "0 <= part <= whole and whole > 0",
            f"{part} of {whole}",
            "the arguments",
            "check both counts",
        )
    interval = binomtest(part, whole).proportion_ci(0.95, method="wilson")
    return 100 * float(interval.low), 100 * float(interval.high)


def rate_interval(count: int, months: float) -> tuple[float, float]:
    """Compute the exact 95 percent interval of a monthly rate (Garwood, 1936).

    Parameters
    ----------
    count : int
        Assemblies of the period.
    months : float
        Months monitored, above 0.

    Returns
    -------
    tuple of float
        Lowest and highest rate per month.

    Raises
    ------
    CountError
        If the count is negative or the period has no length.

    Examples
    --------
    >>> low, high = rate_interval(36, 12)
    >>> round(low, 2), round(high, 2)
    (2.1, 4.15)
    """
    from scipy.stats import chi2

    if count < 0 or months <= 0:
        raise CountError(
            "a count >= 0 over months > 0",
            f"{count} in {months:g}",
            "the arguments",
            "check data/hand/periods.csv",
        )
    low = float(chi2.ppf(0.025, 2 * count)) / 2 if count else 0.0
    return low / months, float(chi2.ppf(0.975, 2 * count + 2)) / 2 / months
