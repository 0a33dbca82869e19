"""What can go wrong, said in four beats: expected, found, where, what to do next.

Every error that a person can cause by an ordinary mistake is a `MonitorError`;
the command line prints its message and no traceback.
"""

from __future__ import annotations


class MonitorError(Exception):
    """Base of all errors with a message made for people.

    Parameters
    ----------
    expected : str
        What should have been there.
    found : str
        What was there instead.
    where : str
        File, row and column, or the argument.
    then : str
        What to do next.
    """

    def __init__(self, expected: str, found: str, where: str, then: str) -> None:
        super().__init__(f"expected {expected}; found {found}; at {where}; {then}")


class SourceError(MonitorError):
    """A transcribed table, a card, a list or a hand-made file is not as it must be."""


class GuardError(MonitorError):
    """A correction no longer meets the printed value that it replaces."""


class ContractError(MonitorError):
    """A processed table breaks the codebook."""


class UnknownNameError(MonitorError):
    """A period, place, measure, category or table that the data does not hold."""


class CountError(MonitorError, ValueError):
    """Counts that no set of assemblies can have."""


class BuildError(MonitorError):
    """The report could not be built."""


def listing(problems: list[MonitorError]) -> str:
    """Join the messages of several problems, one a line.

    Parameters
    ----------
    problems : list of MonitorError
        The problems, in the order to show them.

    Returns
    -------
    str
        One message a line.
    """
    return "\n".join(str(problem) for problem in problems)
