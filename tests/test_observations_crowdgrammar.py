from __future__ import annotations

import pytest

from monitorlib import paths
from monitorlib.observations.crowd.crowdgrammar import Report, report
from monitorlib.observations.crowd.crowdwords import Words

WORDS = Words.read(paths.hand())


def understood(text: str) -> Report:
    """Understand one report."""
    return report(WORDS.phrases(text)[0])


@pytest.mark.parametrize(
    ("text", "form", "amounts"),
    [
        ("200", "exact", (200,)),
        ("about 200", "about", (200,)),
        ("about dozens", "about", ("dozens",)),
        ("more than 30", "above", (30,)),
        ("от 30", "above", (30,)),
        ("fewer than 30", "below", (30,)),
        ("150 or 200", "range", (150, 200)),
        ("from 150 to 200", "range", (150, 200)),
        ("dozens or hundreds", "range", ("dozens", "hundreds")),
        ("2-3 thousand", "range", (2000, 3000)),
        ("100-2 thousand", "range", (100, 2000)),
        ("1 thousand - 2 thousand", "range", (1000, 2000)),
        ("dozen", "exact", ("dozen",)),
        ("two dozen", "exact", (24,)),
        ("hundred", "exact", (100,)),
        ("hundred thousand", "exact", (100_000,)),
        ("two thousand five hundred", "exact", (2500,)),
        ("two hundred fifty thousand", "exact", (250_000,)),
        ("2 million 300 thousand", "exact", (2_300_000,)),
        ("25 dozen", "exact", (300,)),
        ("twenty-five to thirty-five", "range", (25, 35)),
        ("тысячи", "exact", ("thousands",)),
        ("около тысячи", "about", (1000,)),
        ("около 200 или 300", "range", (200, 300)),
        ("a large crowd of 500", "exact", (500,)),
        ("very large", "size", ()),
        ("50 trucks", "size", ()),
        ("not known", "silence", ()),
    ],
)
def test_a_sentence_has_a_form_and_amounts(
    text: str, form: str, amounts: tuple[int | str, ...]
) -> None:
    assert understood(text) == Report(form, amounts)


def test_figures_are_told_from_vague_words() -> None:
    assert understood("about 200").figures
    assert not understood("dozens").figures
    assert understood("dozens to 200").figures


@pytest.mark.parametrize(
    "text", ["five hundred six hundred", "twenty 30", "thousand thousand", "20 thirty"]
)
def test_neighbouring_numbers_that_make_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="two numbers stand side by side"):
        understood(text)
