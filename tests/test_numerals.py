"""Every numeral of the text is found, and covered once by something that is there."""

from __future__ import annotations

import csv
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import astuple

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitorlib import paths
from monitorlib.audit.numerals import Numeral, check, find, pattern
from monitorlib.errors import SourceError
from monitorlib.processing.transcription import read_cards, read_cells
from monitorlib.vocabulary import Vocabulary, read_text_table, records

RAW, SOURCE = paths.raw(), paths.root().parent / "shared" / "report-2017.txt"
NAMES = Vocabulary(paths.hand())
WORDS = NAMES.table("number-words")["word"].tolist()
INVENTORY = read_text_table(RAW / "numerals.csv")
ROWS = records(INVENTORY)
CLAIMS = NAMES.table("claims")
CLAIM = {row["id"]: row for row in records(CLAIMS)}


@pytest.fixture(scope="module")
def cells() -> pd.DataFrame:
    return read_cells(RAW, NAMES)


def found(text: str) -> list[str]:
    return [numeral.text for numeral in find(text, WORDS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5,5%", ["5,5"]),  # line 107
        ("1,697", ["1,697"]),  # line 572
        ("0.75;", ["0.75"]),  # line 140
        ("2011-12", ["2011", "12"]),
        ("14-1", ["14", "1"]),
        ("17 (47%)", ["17", "47"]),  # line 104
        ("1 697", ["1", "697"]),
        ("36.", ["36"]),
        ("36, 31", ["36", "31"]),
        ("30.11.2017", ["30.11.2017"]),
        ("-5 and –5", ["5", "5"]),
        ("A4 and 5th", ["4", "5"]),
        ("007", ["007"]),
        ("three", ["three"]),
        ("Nine, NONE and hAlF", ["Nine", "NONE", "hAlF"]),
        ("seven-year", ["seven"]),  # line 96
        ("Twenty-five", ["Twenty", "five"]),
        ("one's own; 'two'", ["one", "two"]),
        ("ten_two", ["ten", "two"]),
        ("decreased fivefold", ["fivefold"]),  # line 98
        ("a Seventeenfold rise", ["Seventeenfold"]),
        ("five fold, five-fold", ["five", "five"]),
        ("almost halved", ["halved"]),  # line 276
        ("a third; two thirds", ["third", "two", "thirds"]),
        ("the tenth, not ten", ["tenth", "ten"]),
        ("nonetheless", []),
        ("someone told anyone to phone", []),
        ("often weighed, unifying", []),
        ("scaffolding, folder, fold", []),
        ("яone, oneя", []),
        ("Ⅳ, ½, ٣ and ²", []),
        ("", []),
    ],
    ids=lambda case: case if isinstance(case, str) else None,
)
def test_numerals_are_found_in_digits_and_in_whole_words_of_any_case(
    text: str, expected: list[str]
) -> None:
    assert found(text) == expected


def test_a_numeral_knows_its_line_and_its_number_in_the_line() -> None:
    text = "nine towns,\n\n17 (47%) of one\n"
    assert list(find(text, WORDS)) == [
        Numeral(1, 1, "nine"),
        Numeral(3, 1, "17"),
        Numeral(3, 2, "47"),
        Numeral(3, 3, "one"),
    ]


@pytest.mark.parametrize("sign", ["\x0c", "\x0b", "\x85", "\u2028", "\r"], ids=repr)
def test_only_a_line_feed_begins_a_line(sign: str) -> None:
    assert [(numeral.line, numeral.number) for numeral in find(f"1{sign}2", [])] == [(1, 1), (1, 2)]


def test_without_number_words_only_digits_are_found() -> None:
    assert pattern([]).findall("one of 36, and 5,5") == ["36", "5,5"]


def test_the_signs_of_a_number_word_mean_themselves_but_for_the_star() -> None:
    assert pattern(["a.b", "*fold"]).findall("a.b axb tenfold") == ["a.b", "tenfold"]


SENTENCES = "Half of 1,697: fivefold, five, twenty-five sevenths and a seventeenfold 5,5% of none"


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_number_words_does_not_matter(seed: int) -> None:
    mixed = random.Random(seed).sample(WORDS, len(WORDS))  # noqa: S311
    assert pattern(mixed).findall(SENTENCES) == pattern(WORDS).findall(SENTENCES)


PIECES = st.sampled_from(
    [*WORDS, "one", "nonetheless", "17", "5,5", "-", " ", ",", "%", "fold", "x"]
)


@settings(deadline=None)
@given(text=st.text() | st.lists(PIECES).map("".join))
def test_no_digit_is_lost_or_counted_twice(text: str) -> None:
    kept = "".join(re.sub(r"[^0-9]", "", numeral.text) for numeral in find(text, WORDS))
    assert kept == re.sub(r"[^0-9]", "", text)


@settings(deadline=None)
@given(words=st.lists(PIECES | st.just("\n")))
def test_numerals_come_in_the_order_of_reading_and_are_numbered_without_a_gap(
    words: list[str],
) -> None:
    text = "".join(words)
    numbers = defaultdict(list)
    at = dict.fromkeys(range(1, text.count("\n") + 2), 0)
    lines = text.split("\n")
    for numeral in find(text, WORDS):
        numbers[numeral.line].append(numeral.number)
        start = lines[numeral.line - 1].index(numeral.text, at[numeral.line])
        at[numeral.line] = start + len(numeral.text)
    assert list(numbers) == sorted(numbers)
    assert all(mine == list(range(1, len(mine) + 1)) for mine in numbers.values())


def test_number_words_are_lower_case_and_listed_once() -> None:
    table = NAMES.table("number-words")
    assert not table["word"].duplicated().any()
    assert table["word"].str.fullmatch(r"\*?[a-z]+").all()
    assert set(table["kind"]) == {"cardinal", "ordinal", "fraction", "multiple"}


# The inventory of the edition.


def test_the_inventory_is_every_numeral_of_the_source_in_the_order_of_reading() -> None:
    if not SOURCE.exists():
        pytest.skip(f"the source text is not at hand: {SOURCE}")
    again = [astuple(numeral) for numeral in find(SOURCE.read_text(encoding="utf-8"), WORDS)]
    listed = [(int(row["line"]), int(row["number"]), row["text"]) for row in ROWS]
    assert listed == again


def test_each_numeral_is_listed_once_in_the_order_of_lines() -> None:
    assert list(INVENTORY.columns) == ["line", "number", "text", "cover", "reference"]
    places = [(int(row["line"]), int(row["number"])) for row in ROWS]
    assert places == sorted(set(places))
    by_line = Counter(line for line, _ in places)
    assert all(1 <= number <= by_line[line] for line, number in places)


def test_each_numeral_is_covered_by_one_cell_claim_or_exclusion_that_exists(
    cells: pd.DataFrame,
) -> None:
    exist = {
        "cell": {"|".join(cell) for cell in cells[["table", "row", "column"]].to_numpy().tolist()},
        "claim": set(CLAIMS["id"]),
        "exclusion": set(NAMES.table("exclusions")["exclusion"]),
    }
    assert {row["cover"] for row in ROWS} == set(exist)
    assert [row for row in ROWS if row["reference"] not in exist[row["cover"]]] == []


def test_every_number_of_every_printed_cell_is_listed_in_its_order() -> None:
    listed = defaultdict(list)
    for row in ROWS:
        if row["cover"] == "cell":
            listed[row["reference"]].append(row["text"])
    printed = {}
    for card in read_cards(RAW).values():
        if card.get("picture"):
            continue
        with (RAW / "tables" / f"{card['file']}.csv").open(encoding="utf-8", newline="") as file:
            (_, *headings), *body = csv.reader(file)
        for label, *texts in body:
            for heading, text in zip(headings, texts, strict=True):
                digits = re.findall(r"\d+(?:[.,]\d+)?", text)
                printed |= {f"{card['number']}|{label}|{heading}": digits} if digits else {}
    assert dict(listed) == printed


def test_a_number_of_a_cell_stands_within_the_lines_of_its_table() -> None:
    cards = read_cards(RAW)
    for row in ROWS:
        if row["cover"] == "cell":
            first, last = cards[row["reference"].split("|")[0]]["lines"]
            assert first <= int(row["line"]) <= last, row


def test_a_numeral_of_a_claim_stands_on_its_line_and_in_its_words() -> None:
    for row in ROWS:
        if row["cover"] == "claim":
            claim = CLAIM[row["reference"]]
            assert row["line"] == claim["line"], row
            assert row["text"] in found(claim["printed"]), row


def test_every_numeral_in_the_words_of_a_claim_is_listed_on_its_line() -> None:
    listed = defaultdict(set)
    for row in ROWS:
        listed[row["line"]].add(row["text"])
    for claim in CLAIM.values():
        assert set(found(claim["printed"])) <= listed[claim["line"]], claim["id"]


def test_every_exclusion_is_used_and_says_why() -> None:
    exclusions = NAMES.table("exclusions").set_index("exclusion")["reason"]
    assert set(exclusions.index) == {r["reference"] for r in ROWS if r["cover"] == "exclusion"}
    assert exclusions.str.strip().ne("").all()


def test_the_inventory_of_the_edition_is_accepted(cells: pd.DataFrame) -> None:
    check(INVENTORY, cells, CLAIMS, NAMES)


def at(line: str, number: str) -> int:
    """The row of a numeral in the inventory."""
    (row,) = INVENTORY.index[(INVENTORY["line"] == line) & (INVENTORY["number"] == number)]
    return int(row)


def put(line: str, number: str, /, **values: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Change one row of an inventory."""

    def edit(inventory: pd.DataFrame) -> pd.DataFrame:
        row = at(line, number)
        return inventory.assign(
            **{
                name: inventory[name].where(inventory.index != row, text)
                for name, text in values.items()
            }
        )

    return edit


ALMATY = "1|Almaty|[assemblies]"  # line 104: 17 (47%)
DAMAGE = {
    "no such kind of cover": (
        put("104", "1", cover="cel"),
        [
            "line 104, 1. numeral '17': expected a cell, a claim or an exclusion, "
            f"found '{ALMATY}'",
            f"cell {ALMATY}: prints ['17', '47'], listed ['47']",
        ],
    ),
    "a blank": (
        put("62", "1", cover="", reference=""),
        ["line 62, 1. numeral 'three': expected a cell, a claim or an exclusion, found ''"],
    ),
    "no such cell": (
        put("104", "2", reference="1|Almati|[assemblies]"),
        [
            "line 104, 2. numeral '47': expected a cell, a claim or an exclusion, "
            "found '1|Almati|[assemblies]'",
            f"cell {ALMATY}: prints ['17', '47'], listed ['17']",
        ],
    ),
    "no such claim": (
        put("62", "1", reference="L62z"),
        ["line 62, 1. numeral 'three': expected a cell, a claim or an exclusion, found 'L62z'"],
    ),
    "a claim as an exclusion": (
        put("62", "1", cover="exclusion"),
        ["line 62, 1. numeral 'three': expected a cell, a claim or an exclusion, found 'L62a'"],
    ),
    "no such exclusion": (
        put("3", "1", reference="a date"),
        ["line 3, 1. numeral '2017': expected a cell, a claim or an exclusion, found 'a date'"],
    ),
    "words that do not hold the numeral": (
        put("62", "1", text="four"),
        [
            "line 62, 1. numeral 'four': the words of claim L62a do not hold it",
            "claim L62a: 'three' is not listed on line 62",
        ],
    ),
    "the claim of another line": (
        put("62", "1", line="63"),
        [
            "line 63, 1. numeral 'three': claim L62a stands on another line",
            "claim L62a: 'three' is not listed on line 62",
        ],
    ),
    "a cell with another number": (
        put("104", "1", text="71"),
        [f"cell {ALMATY}: prints ['17', '47'], listed ['71', '47']"],
    ),
    "a number left out": (
        lambda inventory: inventory.drop(at("104", "2")),
        [f"cell {ALMATY}: prints ['17', '47'], listed ['17']"],
    ),
    "a whole cell left out": (
        lambda inventory: inventory.drop([at("104", "1"), at("104", "2")]),
        [f"cell {ALMATY}: prints ['17', '47'], listed []"],
    ),
    "a number of a cell twice": (
        lambda inventory: pd.concat([inventory, inventory.loc[[at("104", "2")]]]),
        [
            "line 104, 2. numeral '47': listed twice",
            f"cell {ALMATY}: prints ['17', '47'], listed ['17', '47', '47']",
        ],
    ),
    "numbers of a cell in another order": (
        lambda inventory: put("104", "1", text="47")(put("104", "2", text="17")(inventory)),
        [f"cell {ALMATY}: prints ['17', '47'], listed ['47', '17']"],
    ),
    "several problems": (
        lambda inventory: put("3", "1", reference="dat")(
            put("62", "1", text="four")(inventory.drop(at("104", "2")))
        ),
        [
            "line 3, 1. numeral '2017': expected a cell, a claim or an exclusion, found 'dat'",
            "line 62, 1. numeral 'four': the words of claim L62a do not hold it",
            f"cell {ALMATY}: prints ['17', '47'], listed ['17']",
            "claim L62a: 'three' is not listed on line 62",
        ],
    ),
}


@pytest.mark.parametrize(("damage", "problems"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_inventory_is_refused_with_every_problem(
    damage: Callable[[pd.DataFrame], pd.DataFrame], problems: list[str], cells: pd.DataFrame
) -> None:
    said = f"numeral covered once; found {len(problems)} that are not; at numerals.csv; mend them"
    with pytest.raises(SourceError, match=f"^expected every {said}:") as caught:
        check(damage(INVENTORY), cells, CLAIMS, NAMES)
    assert str(caught.value).split("\n")[1:] == problems


@pytest.mark.parametrize(
    "damage",
    [
        lambda inventory: inventory.drop(at("62", "1")),
        lambda inventory: pd.concat([inventory, inventory.loc[[at("62", "1")]]]),
        lambda inventory: pd.concat([inventory, inventory.loc[[at("3", "1")]]]),
        put("104", "1", line="105"),
    ],
    ids=["claim-left-out", "claim-twice", "exclusion-twice", "cell-on-another-line"],
)
def test_an_inventory_that_is_no_reading_of_the_text_is_refused(
    damage: Callable[[pd.DataFrame], pd.DataFrame], cells: pd.DataFrame
) -> None:
    with pytest.raises(SourceError, match="expected every numeral covered once"):
        check(damage(INVENTORY), cells, CLAIMS, NAMES)
