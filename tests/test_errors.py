"""What can go wrong is said in four beats, and every mistake of a person is one class."""

from __future__ import annotations

import pytest

from monitorlib import errors
from monitorlib.errors import CountError, MonitorError, SourceError, UnknownNameError, listing

BEATS = ("a table", "no file", "data/hand/periods.csv", "restore it from git")
SAID = "expected a table; found no file; at data/hand/periods.csv; restore it from git"
KINDS = ("SourceError", "GuardError", "ContractError", "UnknownNameError", "CountError")


@pytest.mark.parametrize("name", [*KINDS, "BuildError", "MonitorError"])
def test_every_error_says_expected_found_where_and_next(name):
    kind = getattr(errors, name)
    problem = kind(*BEATS)
    assert str(problem) == SAID
    assert isinstance(problem, MonitorError)


def test_no_error_of_the_module_is_left_out_of_the_family():
    classes = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert len(classes) == len(KINDS) + 2
    assert all(issubclass(kind, MonitorError) for kind in classes)


def test_impossible_counts_are_also_a_value_error_for_those_who_catch_that():
    assert issubclass(CountError, ValueError)
    assert not issubclass(SourceError, ValueError)


@pytest.mark.parametrize("beats", [0, 1, 2, 3], ids="{} beats".format)
def test_an_error_with_a_beat_missing_cannot_be_made(beats):
    with pytest.raises(TypeError, match=r"missing \d required positional argument.*'then'"):
        SourceError(*BEATS[:beats])


def test_listing_gives_one_message_a_line_in_the_order_given():
    other = UnknownNameError("a place", "'Almati'", "table 2", "did you mean Almaty?")
    assert listing([SourceError(*BEATS), other]) == (
        f"{SAID}\nexpected a place; found 'Almati'; at table 2; did you mean Almaty?"
    )


def test_listing_nothing_says_nothing():
    assert listing([]) == ""
