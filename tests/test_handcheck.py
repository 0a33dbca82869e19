from __future__ import annotations

from pathlib import Path

import pytest

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.processing import handcheck
from monitorlib.processing.transcription import read_cards
from monitorlib.vocabulary import Vocabulary


def check() -> None:
    handcheck.check(Vocabulary(paths.hand()), read_cards(paths.raw()))


def edit(name: str, old: str, new: str) -> None:
    path = paths.hand() / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_committed_tables_hang_together() -> None:
    check()


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("periods", "2010,2010,11.0", "2010,2010,abc", "line 2: months: expected a number above 0"),
        ("periods", "2010,2010,11.0", "2010,2010,0", "line 2: months: expected a number above 0"),
        ("periods", "2010,2010,11.0", "2010,2010,-3", "line 2: months: expected a number above 0"),
        ("periods", "2010,2010,", "a/b,2010,", "line 2: period: expected a year"),
        ("periods", "2014,2014,", "2009,2014,", "expected the order of time"),
        ("periods", "period,aliases", "periode,aliases", "expected the columns period, aliases"),
        ("coverage", "2010,Almaty,yes", "2010,Almaty,perhaps", "monitored: expected yes, no or"),
        ("coverage", "2010,Almaty,yes", "2010,Astana,yes", "'2010, Astana' stands twice"),
        ("coverage", "2010,Almaty,yes", "2010,Astana,yes", "nothing is said of Almaty in 2010"),
        ("units", "percent,1", "percent,x", "decimals: expected one digit, found 'x'"),
        ("measures", ",law_abidance,permitted", ",lawabidance,permitted", "function: expected one"),
        ("measures", ",law_abidance,permitted", ",law_abidance,permited", "numerator: expected a"),
        ("measures", ",permitted,assemblies,same", ",permitted,x,same", "denominator: expected a"),
        (
            "measures",
            ",permitted,assemblies,same",
            ",permitted,assemblies,sane",
            "expected same or",
        ),
        (
            "measures",
            "assemblies;excluding_permitted=",
            "assemblies;excluding",
            "base;category=oth",
        ),
        ("precedence", "1;11;2;prose", "1;99;2;prose", "tables: expected a table that is known"),
        ("precedence", "1;11;2;prose", "1 ;11;2;prose", "found '1 '"),
        (
            "precedence",
            "participants,",
            "participant,",
            "measure: expected a measure that is known",
        ),
        ("precedence", "*,", "assemblies,", "'assemblies' stands twice"),
        ("corrections", "C2,2,Astana,2015", "C2,2,Astana,2014", "'2, Astana, 2014' stands twice"),
        ("corrections", "C2,2,", "C1,2,", "'C1' stands twice"),
        ("corrections", "C1,2,", ",2,", "id: expected letters and digits, found"),
        ("corrections", "2014,26,37,", "2014,26,26,", "corrected: expected another text"),
        ("corrections", "C1,2,", "C1,77,", "table: expected a table that is known, found '77'"),
    ],
)
def test_what_does_not_hang_together_is_named(
    project: Path, name: str, old: str, new: str, problem: str
) -> None:
    edit(name, old, new)
    with pytest.raises(SourceError) as caught:
        check()
    assert f"data/hand/{name}.csv" in str(caught.value)
    assert problem in str(caught.value)


def test_all_problems_are_listed_at_once(project: Path) -> None:
    edit("units", "percent,1", "percent,x")
    edit("precedence", "1;11;2;prose", "1;99;2;prose")
    with pytest.raises(SourceError, match=r"found 2 problems; at data/hand"):
        check()
