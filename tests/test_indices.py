"""Each index gives the source's figures; the unknown stays unknown; the impossible is refused."""

from __future__ import annotations

import inspect
import math
import re
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitorlib import indices
from monitorlib.errors import CountError

SHARES = {  # percent of a whole: the names of part and whole
    "share": ("part", "whole"),
    "law_abidance": ("permitted", "assemblies"),
    "unpermitted_share": ("unpermitted", "assemblies"),
    "reason_share": ("reason", "unpermitted"),
    "presence_share": ("attended", "assemblies"),
    "caution_share": ("cautioned", "assemblies"),
    "detention_share": ("with_detentions", "assemblies"),
    "prosecution_share": ("in_court", "unpermitted"),
}
RATES = {  # one count by another
    "protest_activity": ("assemblies", "months"),
    "police_control": ("officers", "participants"),
    "mean_participants": ("participants", "assemblies"),
    "mean_duration": ("minutes", "assemblies"),
}
ALL = SHARES | RATES
PLACES = ["Almaty", "Astana", "Semey"]


def slow(name, top, bottom):
    """Divide exactly, one pair at a time."""
    if top is None or not bottom:
        return math.nan
    return float(Fraction(top) * (100 if name in SHARES else 1) / Fraction(bottom))


def same(left, right):
    """Compare numbers of which some are unknown."""
    return np.asarray(left).tolist() == pytest.approx(np.asarray(right).tolist(), nan_ok=True)


def every(names=ALL):
    return pytest.mark.parametrize("name", names)


def test_every_public_index_is_tested_here():
    public = {
        name
        for name, what in vars(indices).items()
        if inspect.isfunction(what) and what.__module__ == indices.__name__ and name[0] != "_"
    }
    assert public == set(ALL)


@every()
def test_the_arguments_carry_the_names_of_the_formula(name):
    function = getattr(indices, name)
    assert tuple(inspect.signature(function).parameters) == ALL[name]
    first, second = ALL[name]
    assert function(**{second: 4, first: 1}) == (25 if name in SHARES else 0.25)


@pytest.mark.parametrize(
    ("name", "top", "bottom", "printed"),
    [
        pytest.param("protest_activity", 17, 12, "1.4", id="Table 3, Almaty"),
        pytest.param("protest_activity", 9, 12, "0.75", id="Table 3, Astana"),
        pytest.param("protest_activity", 2, 12, "0.2", id="Table 3, Uralsk"),
        pytest.param("protest_activity", 1, 12, "0.1", id="Table 3, Karaganda"),
        pytest.param("protest_activity", 3, 12, "0.3", id="Table 3, Shymkent"),
        pytest.param("protest_activity", 36, 12, "3.0", id="Table 3, total"),
        pytest.param("protest_activity", 52, 12, "4.3", id="Table 3, total of 2016"),
        pytest.param("protest_activity", 119, 11.3, "10.5", id="Table 3, total of 2012-13"),
        pytest.param("protest_activity", 162, 10.5, "15.4", id="Table 3, total of 2011-12"),
        pytest.param("share", 17, 36, "47", id="Table 1, Almaty"),
        pytest.param("share", 1, 36, "2.8", id="Table 1, Semey"),
        pytest.param("share", 28, 36, "78", id="Table 4, social"),
        pytest.param("share", 12, 36, "33", id="Table 8, pickets"),
        pytest.param("share", 6, 36, "17", id="Table 8, rallies"),
        pytest.param("share", 10, 52, "19", id="Table 8, pickets of 2016"),
        pytest.param("unpermitted_share", 31, 36, "86", id="line 351"),
        pytest.param("reason_share", 15, 31, "48", id="Table 10, unknown"),
        pytest.param("reason_share", 4, 31, "13", id="Table 10, spontaneous"),
        pytest.param("law_abidance", 1, 17, "6", id="Table 11, Almaty"),
        pytest.param("law_abidance", 2, 9, "22", id="Table 11, Astana"),
        pytest.param("law_abidance", 0, 3, "0", id="Table 11, Shymkent"),
        pytest.param("law_abidance", 1, 1, "100", id="Table 11, Semey"),
        pytest.param("law_abidance", 5, 36, "14", id="Table 12, 2017"),
        pytest.param("police_control", 41, 491, "0.1", id="Table 14, Almaty"),
        pytest.param("police_control", 49, 138, "0.4", id="Table 14, Astana"),
        pytest.param("police_control", 19, 44, "0.4", id="Table 14, Shymkent"),
        pytest.param("police_control", 2, 2, "1", id="Table 14, Uralsk"),
        pytest.param("police_control", 0, 1000, "0", id="Table 14, Temirtau"),
        pytest.param("police_control", 23, 14, "1.6", id="Table 14, Semey"),
        pytest.param("police_control", 104, 1697, "0.06", id="Table 14, total"),
        pytest.param("police_control", 104, 327, "0.32", id="Table 14-1"),
        pytest.param("detention_share", 7, 36, "19.4", id="line 533, events of Table 16"),
        pytest.param("prosecution_share", 5, 31, "16", id="Table 17, 2017"),
        pytest.param("mean_participants", 138, 9, "15", id="Table 18, Astana"),
        pytest.param("mean_participants", 14, 1, "14", id="Table 18, Semey"),
        pytest.param("mean_participants", 1120, 21, "53", id="Table 18, Almaty of 2016"),
        pytest.param("mean_duration", 205, 9, "23", id="Table 19, Astana"),
        pytest.param("mean_duration", 55, 3, "18", id="Table 19, Shymkent"),
        pytest.param("mean_duration", 25, 2, "12.5", id="Table 19, Uralsk"),
        pytest.param("mean_duration", 1013, 21, "48", id="Table 19, Almaty of 2016"),
    ],
)
def test_the_figures_of_the_source_are_reproduced(name, top, bottom, printed):
    half_a_digit = 0.5 * 10.0 ** -len(printed.partition(".")[2])
    assert getattr(indices, name)(top, bottom) == pytest.approx(float(printed), abs=half_a_digit)


@pytest.mark.parametrize(
    ("name", "top", "bottom", "ours"),
    [
        # Table 13 prints no shares: 1200 / 31 and 400 / 31
        pytest.param("presence_share", 12, 31, 38.7097, id="Table 13, prosecutors present"),
        pytest.param("caution_share", 4, 31, 12.9032, id="Table 13, cautions of prosecutors"),
        pytest.param("detention_share", 8, 36, 22.2222, id="eight persons would not be 19.4%"),
        pytest.param("mean_participants", 1697, 36, 47.1389, id="Table 18 prints 133"),
        pytest.param("mean_participants", 312, 31, 10.0645, id="Table 18 prints 44"),
        pytest.param("mean_duration", 880, 17, 51.7647, id="Table 19 prints 18 for Almaty"),
    ],
)
def test_where_the_source_prints_none_or_another_figure_the_formula_holds(name, top, bottom, ours):
    assert getattr(indices, name)(top, bottom) == pytest.approx(ours, abs=1e-4)


NULLABLE = pd.Series([9, pd.NA, 0], index=PLACES, dtype="Int64")
WHOLE = pd.Series([36, 9, 0], index=PLACES)


@every()
@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        (9, 36),
        (9.0, 36.0),
        (np.int64(9), np.int32(36)),
        (np.float32(9), 36),
        (np.array(9), np.array(36)),
    ],
    ids=["int", "float", "numpy int", "numpy float", "array of no dimension"],
)
def test_a_number_in_gives_a_plain_float_out(name, top, bottom):
    result = getattr(indices, name)(top, bottom)
    assert type(result) is float
    assert result == (25 if name in SHARES else 0.25)


@every()
@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        ([9, None, 0], [36, 9, 0]),
        ((9, pd.NA, 0), (36, 9, 0)),
        (np.array([9, np.nan, 0]), np.array([36, 9, 0])),
        (np.array([9, None, 0], dtype=object), [36, 9, 0]),
        (pd.array([9, None, 0], dtype="Int64"), np.array([36, 9, 0])),
    ],
    ids=["lists", "tuples", "arrays", "array of objects", "nullable array"],
)
def test_rows_without_labels_in_give_an_array_out(name, top, bottom):
    result = getattr(indices, name)(top, bottom)
    assert type(result) is np.ndarray
    assert result.dtype == float
    assert same(result, [25 if name in SHARES else 0.25, math.nan, math.nan])


@every()
@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        (NULLABLE, WHOLE),
        (NULLABLE.astype(float), WHOLE.astype("Int64")),
        (NULLABLE.astype(object), WHOLE.astype(object)),
        (pd.Series([9, None, 0], index=PLACES), WHOLE),
        (NULLABLE, np.array([36, 9, 0])),
        ([9, None, 0], WHOLE),
    ],
    ids=["Int64", "float", "object", "None", "Series by array", "list by Series"],
)
def test_a_series_on_either_side_gives_a_series_with_its_labels(name, top, bottom):
    result = getattr(indices, name)(top, bottom)
    assert type(result) is pd.Series
    assert result.dtype == float
    assert result.index.equals(WHOLE.index)
    assert same(result, [25 if name in SHARES else 0.25, math.nan, math.nan])


@pytest.mark.parametrize(
    ("top", "bottom", "percent"),
    [
        pytest.param(np.array([9, 18]), 36, [25, 50], id="array by number"),
        pytest.param(9, np.array([36, 18]), [25, 50], id="number by array"),
        pytest.param(WHOLE, 36, [100, 25, 0], id="Series by number"),
        pytest.param(0, WHOLE, [0, 0, math.nan], id="number by Series"),
        pytest.param(None, WHOLE, [math.nan] * 3, id="unknown by Series"),
        pytest.param(WHOLE, 0 * WHOLE + 36, [100, 25, 0], id="Series by Series"),
        pytest.param([], [], [], id="no rows"),
        pytest.param(pd.Series([], dtype=float), 36, [], id="empty Series by number"),
    ],
)
def test_a_number_beside_rows_counts_for_each_row(top, bottom, percent):
    assert same(indices.share(top, bottom), percent)


@every()
@pytest.mark.parametrize(
    ("top", "bottom"),
    [(None, 36), (5, None), (math.nan, 36), (5, math.nan), (pd.NA, 36), (5, pd.NA), (None, None)],
)
def test_an_unknown_count_gives_an_unknown_index(name, top, bottom):
    result = getattr(indices, name)(top, bottom)
    assert type(result) is float
    assert math.isnan(result)


@every()
@pytest.mark.parametrize("zero", [0, 0.0, -0.0, np.int64(0)], ids=repr)
def test_a_zero_denominator_gives_unknown_and_never_infinity(name, zero):
    assert math.isnan(getattr(indices, name)(0, zero))


@every(RATES)
def test_something_by_nothing_is_unknown_where_no_part_is_meant(name):
    assert math.isnan(getattr(indices, name)(5, 0))


@every()
@pytest.mark.parametrize(
    ("wrong", "found", "where"),
    [
        (-1, "-1", "position 0"),
        (-0.5, "-0.5", "position 0"),
        (math.inf, "inf", "position 0"),
        (-math.inf, "-inf", "position 0"),
        ([1, 1, -3], "-3", "position 2"),
        (np.array([1, -2, -3]), "-2", "position 1"),
        (pd.Series([1, 2, -4], index=PLACES), "-4", "row 'Semey'"),
        (pd.Series([1, pd.NA, -4], index=PLACES, dtype="Int64"), "-4", "row 'Semey'"),
    ],
    ids=["negative", "half", "inf", "-inf", "list", "array", "Series", "Int64"],
)
@pytest.mark.parametrize("side", [0, 1], ids=["numerator", "denominator"])
def test_a_count_below_zero_or_without_end_is_refused_where_it_stands(
    name, side, wrong, found, where
):
    pair = [wrong, wrong] if side == 0 else [0, wrong]
    said = (
        f"expected {ALL[name][side]} >= 0 and finite; found {found}; at {where}; "
        "mend the count, or pass None where it is unknown"
    )
    with pytest.raises(CountError, match=re.escape(said)):
        getattr(indices, name)(*pair)


@pytest.mark.parametrize("series", [WHOLE, WHOLE[:0]], ids=["three rows", "no rows"])
def test_a_wrong_number_beside_a_series_is_not_blamed_on_a_row(series):
    said = "expected whole >= 0 and finite; found -1; at position 0; "
    with pytest.raises(CountError, match=re.escape(said)):
        indices.share(series, -1)


@every()
@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ("5", "'5' of type str"),
        ("", "'' of type str"),
        (True, "True of type bool"),
        (np.True_, "np.True_ of type bool"),
        (["5", 6], "'5' of type str"),
        (np.array([True, False]), "True of type bool"),
        (pd.Series(["5"], index=["Almaty"]), "'5' of type str"),
        (pd.Series([True], index=["Almaty"]), "True of type bool"),
        (pd.Series([True], index=["Almaty"], dtype="boolean"), "True of type bool"),
        (pd.NaT, "NaT of type NaTType"),
        (5 + 0j, "(5+0j) of type complex"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
@pytest.mark.parametrize("side", [0, 1], ids=["numerator", "denominator"])
def test_text_and_truth_values_are_no_counts(name, side, wrong, found):
    pair = [wrong, 36] if side == 0 else [0, wrong]
    said = (
        f"expected {ALL[name][side]} as numbers; found {found}; at the argument "
        f"{ALL[name][side]}; convert it first; unknown is None or NaN"
    )
    with pytest.raises(CountError, match=re.escape(said)):
        getattr(indices, name)(*pair)


@every(SHARES)
@pytest.mark.parametrize(
    ("part", "whole", "found", "where"),
    [
        (41, 31, "41 > 31", "position 0 (1 of 1 rows)"),  # Table 13, police
        (1, 0, "1 > 0", "position 0 (1 of 1 rows)"),
        ([17, 10, 2], [17, 9, 1], "10 > 9", "position 1 (2 of 3 rows)"),
        (10, [17, 9, 1], "10 > 9", "position 1 (2 of 3 rows)"),
        (WHOLE, 20, "36 > 20", "row 'Almaty' (1 of 3 rows)"),
        (10, WHOLE, "10 > 9", "row 'Astana' (2 of 3 rows)"),
        (pd.Series([36, 10, 0], index=PLACES), WHOLE, "10 > 9", "row 'Astana' (1 of 3 rows)"),
        (WHOLE + 1, NULLABLE, "37 > 9", "row 'Almaty' (2 of 3 rows)"),
    ],
    ids=["numbers", "of none", "lists", "number", "Series", "by Series", "two Series", "unknown"],
)
def test_a_part_above_its_whole_is_refused_naming_the_row(name, part, whole, found, where):
    first, second = SHARES[name]
    said = (
        f"expected {first} <= {second}; found {found}; at {where}; "
        "check both counts at their source"
    )
    with pytest.raises(CountError, match=re.escape(said)):
        getattr(indices, name)(part, whole)


@every(RATES)
def test_a_rate_may_exceed_one(name):
    assert getattr(indices, name)(23, 14) == pytest.approx(1.642857, abs=1e-6)  # Table 14, Semey


@every()
@pytest.mark.parametrize(
    "labels",
    [PLACES[::-1], ["Almaty", "Astana", "Aktau"], PLACES[:2], [0, 1, 2]],
    ids=["other order", "other label", "fewer", "numbers"],
)
def test_rows_with_other_labels_are_never_matched_by_position(name, labels):
    other = pd.Series([0] * len(labels), index=labels)
    first, second = ALL[name]
    said = (
        f"expected the same row labels in {first} and {second}; found {labels[:3]} ... and "
        f"{PLACES} ...; at the index of the Series; align the two with reindex before dividing"
    )
    with pytest.raises(CountError, match=re.escape(said)):
        getattr(indices, name)(other, WHOLE)


@every()
@pytest.mark.parametrize(
    ("top", "bottom", "found"),
    [
        ([1, 2], [3, 4, 5], "(2,) and (3,)"),
        ([1, 2], [3], "(2,) and (1,)"),
        (np.zeros(2), np.ones((2, 2)), "(2,) and (2, 2)"),
        (WHOLE, [36, 36], "(3,) and (2,)"),
        ([36], WHOLE, "(1,) and (3,)"),
    ],
    ids=["arrays", "one row", "a matrix", "Series by list", "list by Series"],
)
def test_rows_of_another_length_are_refused(name, top, bottom, found):
    first, second = ALL[name]
    said = (
        f"expected {first} and {second} of one length; found {found}; at the arguments; "
        "pass rows that belong together"
    )
    with pytest.raises(CountError, match=re.escape(said)):
        getattr(indices, name)(top, bottom)


@every()
def test_the_inputs_are_not_changed(name):
    top, bottom = NULLABLE.copy(), WHOLE.astype(float)
    getattr(indices, name)(top, bottom)
    pd.testing.assert_series_equal(top, NULLABLE)
    pd.testing.assert_series_equal(bottom, WHOLE.astype(float))
    rows = np.array([9, np.nan, 0]), np.array([36.0, 9, 0])
    for result in (getattr(indices, name)(*rows), getattr(indices, name)(rows[0], 1_000)):
        result[:] = -1  # nor is the result a view of them
    assert same(rows[0], [9, math.nan, 0])
    assert same(rows[1], [36, 9, 0])


WHOLES = st.integers(1, 10**9)
PARTS = WHOLES.flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
UNKNOWN = st.tuples(st.none(), st.integers(0, 100)) | st.tuples(st.integers(0, 100), st.none())
ROWS = st.lists(PARTS | UNKNOWN | st.just((0, 0)), max_size=8)


@every(SHARES)
@settings(deadline=None)
@given(counts=PARTS)
def test_a_share_and_the_share_of_the_rest_make_a_hundred(name, counts):
    part, whole = counts
    index = getattr(indices, name)
    assert 0 <= index(part, whole) <= 100
    assert index(part, whole) + index(whole - part, whole) == pytest.approx(100)


@every()
@settings(deadline=None)
@given(counts=PARTS, times=st.integers(1, 1_000))
def test_multiplying_both_counts_changes_no_index(name, counts, times):
    index = getattr(indices, name)
    assert index(*counts) == pytest.approx(index(counts[0] * times, counts[1] * times))


@every()
@settings(deadline=None)
@given(rows=ROWS)
def test_rows_give_what_each_pair_gives_alone_and_what_exact_division_gives(name, rows):
    index = getattr(indices, name)
    tops, bottoms = [row[0] for row in rows], [row[1] for row in rows]
    labels = [f"E-{number:04}" for number in range(len(rows))]
    series = index(
        pd.Series(tops, index=labels, dtype="Int64"),
        pd.Series(bottoms, index=labels, dtype="Int64"),
    )
    assert same(series, [slow(name, *row) for row in rows])
    assert same([index(*row) for row in rows], series)
    assert same(index(tops, bottoms), series)
