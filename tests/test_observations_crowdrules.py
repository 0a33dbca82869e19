from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations.crowd.crowdrules import Crowd, rules

RULES = rules(paths.hand())


@pytest.fixture
def hand(tmp_path: Path) -> Path:
    """A folder with the words and rules, to be damaged."""
    for name in ("crowd-words.csv", "crowd-rules.csv"):
        shutil.copy2(paths.hand() / name, tmp_path)
    return tmp_path


def damaged(folder: Path, old: str, new: str) -> Path:
    """Change rows of the rules."""
    path = folder / "crowd-rules.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_the_default_comes_first_and_says_why_of_every_class() -> None:
    assert next(iter(RULES)) == "monitor"
    rows = pd.read_csv(paths.hand() / "crowd-rules.csv", dtype="str", keep_default_na=False)
    assert (rows.loc[rows["rule"] == "monitor", "note"] != "").all()
    assert (rows["source"] != "").all()


def test_the_default_never_takes_more_for_best_than_its_lowest_of_vague_words() -> None:
    for name, (low, _, best) in RULES["monitor"].ends.items():
        assert name in ("range", "joined") or low == best


def test_an_unknown_number_stays_unknown() -> None:
    assert RULES["ccc"].worth("dozens") == Crowd(vague=True)
    assert RULES["monitor"].worth("below", 50) == Crowd(None, 50, None, True)
    assert RULES["monitor"].worth("no such class") == Crowd(vague=True)


@pytest.mark.parametrize(
    ("rule", "low", "high", "best"),
    [("monitor", 10, 15, 13), ("monitor", 10, 16, 13), ("acled-lower", 10, 15, 10)],
)
def test_the_best_of_a_range_is_the_rules_choice(rule: str, low: int, high: int, best: int) -> None:
    assert RULES[rule].between("range", low, high) == best


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("monitor,hundreds,200,,200", "monitor,hundreds,many,,200", "expected whole numbers"),
        ("monitor,hundreds,200,,200", "monitor,hundreds,0,,200", "expected whole numbers"),
        ("monitor,hundreds,200,,200", "monitor,hundreds,300,,200", "expected low <= best"),
        ("monitor,hundreds,200,,200", "monitor,hundreds,200,100,", "expected low <= best"),
        ("monitor,hundreds,", "monitor,hundred,", "no class of crowd-words.csv is called"),
        ("monitor,hundreds,", "monitor,hundred,", "monitor: nothing is said of hundreds"),
        ("monitor,hundreds,", "monitor,scores,", "monitor: a class stands twice"),
        ("monitor,range,,,mean", "monitor,range,,,median", "one of low, mean, high"),
        ("monitor,range,,,mean", "monitor,range,1,,mean", "expected only a best"),
        ("monitor,above,n,,n", "monitor,above,n,,2", "expected n, the number itself"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(hand: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        rules(damaged(hand, old, new))


def test_all_problems_of_the_rules_are_listed_at_once(hand: Path) -> None:
    damaged(hand, "monitor,range,,,mean", "monitor,range,,,median")
    damaged(hand, "ccc,hundreds,200", "ccc,hundreds,x")
    with pytest.raises(SourceError, match=r"line 2: .*; line \d+: expected whole numbers"):
        rules(hand)
