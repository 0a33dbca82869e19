from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorlib import paths
from monitorlib.observations.crowd import crowds
from monitorlib.observations.crowd.crowds import Crowd

WORDS = crowds.words(paths.hand())
RULES = crowds.rules(paths.hand())
MONITOR = RULES["monitor"]
TEXTS = [
    "dozens", "about 200", "150-200", "between 150 and 200", "more than 30", "over 7,000",
    "at least 25", "up to 50", "hundreds", "several hundred", "a dozen", "two dozen", "scores",
    "thousands", "around 160", "200 people", "no report", "unknown", "large", "massive", "1 000",
    "1.5 thousand", "около 200", "более 30", "не менее 30", "до 50 человек", "десятки",
    "несколько сотен", "около полутора тысяч", "тысячи", "от 150 до 200", "порядка 40",
    "нет данных", "7000; thousands; over 7,000; 5500; 7500", "5; more than 30", "up to 50; 80",
    "200-ден астам",
]  # fmt: skip


def known(crowd: Crowd) -> list[int]:
    """Give the estimates that are known, in their order."""
    return [each for each in (crowd.low, crowd.best, crowd.high) if each is not None]


@pytest.mark.parametrize(
    ("text", "low", "high", "best"),
    [
        # one number
        ("200", 200, 200, 200),
        ("200.0", 200, 200, 200),
        ("200 people", 200, 200, 200),
        ("1 участник", 1, 1, 1),
        ("two dozen", 24, 24, 24),
        ("сто пятьдесят человек", 150, 150, 150),
        ("twenty-five", 25, 25, 25),
        ("two hundred thousand", 200_000, 200_000, 200_000),
        ("1 тысяча 200 человек", 1200, 1200, 1200),
        ("екі жүз адам", 200, 200, 200),
        ("half a dozen", 6, 6, 6),
        # separators of thousands, and fractions of a thousand
        ("1 000", 1000, 1000, 1000),
        ("1\u202f000", 1000, 1000, 1000),
        ("1,000", 1000, 1000, 1000),
        ("1.000", 1000, 1000, 1000),
        ("1,000,000", 1_000_000, 1_000_000, 1_000_000),
        ("1.5 thousand", 1500, 1500, 1500),
        ("1,5 тысячи", 1500, 1500, 1500),
        ("2k", 2000, 2000, 2000),
        ("около полутора тысяч", 1500, 1500, 1500),
        # about a number
        ("about 200", 200, 200, 200),
        ("ca. 200", 200, 200, 200),
        ("около 200", 200, 200, 200),
        ("порядка 40 чел.", 40, 40, 40),
        ("200-дей адам", 200, 200, 200),
        # ranges
        ("150-200", 150, 200, 175),
        ("150–200", 150, 200, 175),
        ("between 150 and 200", 150, 200, 175),
        ("150-200 человек", 150, 200, 175),
        ("от 150 до 200", 150, 200, 175),
        ("не менее 100 и не более 200", 100, 200, 150),
        ("2-3 thousand", 2000, 3000, 2500),
        ("10 to 15", 10, 15, 13),  # 12.5, rounded half up
        # open ends
        ("more than 30", 30, None, 30),
        ("over 30", 30, None, 30),
        ("at least 30", 30, None, 30),
        ("30 or more", 30, None, 30),
        ("100+", 100, None, 100),
        ("более 30", 30, None, 30),
        ("не менее 30", 30, None, 30),
        ("200-ден астам адам", 200, None, 200),
        ("up to 50", None, 50, None),
        ("до 50", None, 50, None),
        ("50-ге дейін", None, 50, None),
        # vague words: two of the unit, and no highest
        ("dozens", 20, None, 20),
        ("десятки", 20, None, 20),
        ("ондаған", 20, None, 20),
        ("dozens of workers", 20, None, 20),
        ("несколько десятков", 20, None, 20),
        ("a dozen", 12, 12, 12),
        ("scores", 40, None, 40),
        ("hundreds", 200, None, 200),
        ("several hundred", 200, None, 200),
        ("сотни", 200, None, 200),
        ("сотен", 200, None, 200),
        ("несколько сотен", 200, None, 200),
        ("thousands", 2000, None, 2000),
        ("тысячи", 2000, None, 2000),
        ("dozens to hundreds", 20, None, 20),
        ("up to several hundred", None, None, None),
        # the same Russian form is a genitive singular after a preposition
        ("около сотни", 100, 100, 100),
        ("более тысячи", 1000, None, 1000),
        ("две тысячи", 2000, 2000, 2000),
        # nothing is known
        ("", None, None, None),
        ("no report", None, None, None),
        ("no reports", None, None, None),
        ("unknown", None, None, None),
        ("нет данных", None, None, None),
        ("large", None, None, None),
        ("massive", None, None, None),
        ("dozens of trucks", None, None, None),
        # several reports
        ("5500; 7500", 5500, 7500, 6500),
        ("50; 50", 50, 50, 50),
        ("10; dozens", 10, 10, 10),
        ("dozens; hundreds", 20, None, 20),
        ("5; more than 30", 5, None, 5),
        ("up to 50; 80", None, 80, 80),
        ("30; up to 50", 30, 50, 40),
        ("no report; 50", 50, 50, 50),
        ("large; dozens", 20, None, 20),
    ],
)
def test_words_become_numbers_under_the_default_rule(
    text: str, low: int | None, high: int | None, best: int | None
) -> None:
    crowd = crowds.read(text, MONITOR, WORDS)
    assert (crowd.low, crowd.high, crowd.best) == (low, high, best)


@pytest.mark.parametrize(
    ("rule", "dozens", "hundreds", "thousands", "span"),
    [
        # what each project says it does; the best estimate of dozens, hundreds, thousands, 150-200
        ("ccc", None, 200, 2000, 175),
        ("count-love", 20, 100, 1000, 150),
        ("media-impact-monitor", 50, 500, 5000, 175),
        ("german-registrations", None, 300, 3000, 175),
        ("acled-lower", 24, 200, 2000, 150),
    ],
)
def test_published_rules_differ_as_published(
    rule: str, dozens: int | None, hundreds: int, thousands: int, span: int
) -> None:
    texts = ("dozens", "hundreds", "thousands", "150-200")
    found = [crowds.read(text, RULES[rule], WORDS).best for text in texts]
    assert found == [dozens, hundreds, thousands, span]
    assert RULES[rule].source


def test_count_love_rounds_a_dozen_down_and_tells_several_hundred_from_hundreds() -> None:
    read = {
        text: crowds.read(text, RULES["count-love"], WORDS).best
        for text in ("a dozen", "about a dozen", "several hundred")
    }
    assert read == {"a dozen": 10, "about a dozen": 10, "several hundred": 200}


def test_ccc_keeps_every_phrase_and_gives_what_its_own_data_give() -> None:
    text = "7000; thousands; over 7,000; 5500; 7500"
    assert crowds.read(text, RULES["ccc"], WORDS) == Crowd(5500, 7500, 6500, True)


@pytest.mark.parametrize(
    ("text", "vague"),
    [("200", False), ("", False), ("no report", False), ("two dozen", False), ("about 200", True),
     ("150-200", True), ("a dozen", True), ("large", True), ("50; 60", True), ("50; 50", False)],
)  # fmt: skip
def test_a_crowd_is_vague_unless_one_number_or_nothing_was_said(text: str, vague: bool) -> None:
    assert crowds.read(text, MONITOR, WORDS).vague is vague


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0", "at least one participant"),
        ("0 тысяч", "at least one participant"),
        ("0-10", "at least one participant"),
        ("up to 0", "at least one participant"),
        ("-5", "never negative"),
        ("−5 человек", "never negative"),
        ("2.5", "no fraction"),
        ("1,5", "no fraction"),
        ("полтора", "no fraction"),
        ("200-150", "first end of the range is above the second"),
        ("100 200 7", "two numbers stand side by side"),
        ("1.500 thousand", "means two things"),
        ("87770000000", "above 10000000"),
        ("people", "no number of people is said"),
        ("-", "no number of people is said"),
        ("50 no report", "it says a number and that there is none"),
        ("100 and 200", "do not make one number"),
        ("2018-12-10", "do not make one number"),
        ("hundreds 50", "a vague word and a number"),
        ("lots of them", "'lots' is not a known word"),
        ("200²", "'²' is not a known word"),
        ("٢٠٠", "is not a known word"),
        ("<script>", "'script>' is not a known word"),
        ("=1+1", "'=1+1' is not a known word"),
        ("\x00", "is not a known word"),
        ("9" * 301, "longer than 300 letters"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        crowds.read(text, MONITOR, WORDS)


@given(st.sampled_from(TEXTS), st.sampled_from(sorted(RULES)))
def test_the_estimates_are_in_order_and_repeat(text: str, rule: str) -> None:
    crowd = crowds.read(text, RULES[rule], WORDS)
    assert known(crowd) == sorted(known(crowd))
    assert crowds.read(text, RULES[rule], WORDS) == crowd


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4), st.sampled_from(sorted(RULES)))
def test_several_reports_stay_in_order_and_their_own_order_does_not_matter(
    texts: list[str], rule: str
) -> None:
    crowd = crowds.read("; ".join(texts), RULES[rule], WORDS)
    assert known(crowd) == sorted(known(crowd))
    assert crowds.read("; ".join(reversed(texts)), RULES[rule], WORDS) == crowd


@given(
    st.sampled_from(TEXTS),
    st.lists(st.sampled_from([" ", "\u00a0", "\u202f", "\t", "\n", "\u200b"]), min_size=1),
)
def test_more_spaces_of_any_kind_change_nothing(text: str, spaces: list[str]) -> None:
    wide = "".join(spaces)
    spaced = wide + text.replace(" ", wide) + wide
    assert crowds.read(spaced, MONITOR, WORDS) == crowds.read(text, MONITOR, WORDS)


@given(st.integers(1, 10_000_000), st.sampled_from(sorted(RULES)))
def test_plain_numbers_come_back_as_themselves(number: int, rule: str) -> None:
    expected = Crowd(number, number, number, vague=False)
    assert crowds.read(str(number), RULES[rule], WORDS) == expected
    assert crowds.read(f"{number:,}".replace(",", " "), RULES[rule], WORDS) == expected


KNOWN = st.sampled_from([*WORDS.tokens, "5", "0", "200", "1,000", "2.5", ";"])


@given(st.one_of(st.text(max_size=40), st.lists(KNOWN, max_size=6).map(" ".join)))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        crowd = crowds.read(text, MONITOR, WORDS)
    except ValueError as error:
        reason = str(error)
        crowd = Crowd()
    else:
        reason = "none needed"
    assert reason
    assert known(crowd) == sorted(known(crowd))


def charts(*rows: tuple[str, int | None, int | None, int | None]) -> pd.DataFrame:
    """Make typed charts of what was reported, lowest, highest and best."""
    names = ("reported", "low", "high", "best")
    frame = pd.DataFrame(rows, columns=[f"participants_{name}" for name in names])
    kinds = dict.fromkeys(frame.columns[1:], "Int64")
    return frame.astype({"participants_reported": "str", **kinds})


def filled(row: tuple[str, int | None, int | None, int | None], rule: str = "monitor") -> list[int]:
    """Give the estimates of one chart, and whether they are vague; unknown ones as 0."""
    made, vague = crowds.estimate(charts(row), RULES[rule], WORDS)
    numbers = made[["participants_low", "participants_high", "participants_best"]]
    return [*numbers.fillna(0).iloc[0].tolist(), int(vague.iloc[0])]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (("", None, None, None), [0, 0, 0, 0]),
        (("", None, None, 20), [0, 0, 20, 0]),
        (("about 200", None, None, None), [200, 200, 200, 1]),
        (("200", None, None, None), [200, 200, 200, 0]),
        (("large", None, None, None), [0, 0, 0, 1]),
        (("", 150, 200, None), [150, 200, 175, 1]),
        (("", 50, 50, None), [50, 50, 50, 0]),
        (("", 30, None, None), [30, 0, 30, 1]),
        (("", None, 50, None), [0, 50, 0, 1]),
        # the monitor's own numbers outrank the words, also where both differ
        (("about 200", None, None, 20), [0, 200, 20, 0]),
        (("more than 30", None, None, 20), [0, 0, 20, 0]),
        (("hundreds", 10, 20, None), [10, 20, 15, 1]),
        (("about 5", 50, None, None), [50, 0, 50, 1]),
        (("about 200", 50, None, None), [50, 200, 200, 1]),
        (("150-200", 160, None, None), [160, 200, 175, 1]),
        (("up to 50", 10, None, None), [10, 50, 30, 1]),
        # what cannot be read says nothing here
        (("lots", None, None, None), [0, 0, 0, 0]),
        (("lots", 150, 200, None), [150, 200, 175, 1]),
    ],
)
def test_blanks_are_filled_and_what_is_given_stays(
    row: tuple[str, int | None, int | None, int | None], expected: list[int]
) -> None:
    assert filled(row) == expected


def test_another_rule_takes_another_best_estimate() -> None:
    assert filled(("", 150, 200, None), "acled-lower") == [150, 200, 150, 1]
    assert filled(("", None, 50, None), "ccc") == [0, 50, 50, 1]
    assert filled(("hundreds", None, None, None), "media-impact-monitor") == [0, 0, 500, 1]


COUNTS = st.one_of(st.none(), st.integers(1, 300))


@given(st.sampled_from(["", *TEXTS]), st.lists(COUNTS, min_size=3, max_size=3), st.data())
def test_filling_keeps_what_is_given_and_the_order_of_the_estimates(
    text: str, counts: list[int | None], data: st.DataObject
) -> None:
    some = iter(sorted(count for count in counts if count is not None))
    low, best, high = (None if count is None else next(some) for count in counts)
    rule = data.draw(st.sampled_from(sorted(RULES)))
    made, _ = crowds.estimate(charts((text, low, high, best)), RULES[rule], WORDS)
    row = made.iloc[0]
    found = [row[f"participants_{name}"] for name in ("low", "best", "high")]
    numbers = [each for each in found if not pd.isna(each)]
    assert numbers == sorted(numbers)
    pairs = zip((low, best, high), found, strict=True)
    assert all(given is None or given == kept for given, kept in pairs)


def test_charts_keep_their_rows_types_and_other_fields() -> None:
    frame = charts(("dozens", None, None, None), ("12", None, None, None), ("dozens", 1, 2, None))
    frame = frame.assign(city="Almaty").set_index(np.array([7, 3, 5]))
    before = frame.copy()
    made, vague = crowds.estimate(frame, MONITOR, WORDS)
    pd.testing.assert_frame_equal(frame, before)
    assert made.index.tolist() == vague.index.tolist() == [7, 3, 5]
    assert made["participants_best"].tolist() == [20, 12, 2]
    assert list(made.columns) == list(frame.columns)
    assert (made.dtypes == frame.dtypes).all()
    assert vague.tolist() == [True, False, True]


def test_no_charts_give_no_estimates() -> None:
    made, vague = crowds.estimate(charts().iloc[:0], MONITOR, WORDS)
    assert len(made) == len(vague) == 0
