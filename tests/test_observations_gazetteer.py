from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations.gazetteer import CUTOFF, LONGEST, MOST, Found, Gazetteer, key
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import Vocabulary, read_text_table, records

HAND = paths.hand()
TOWNS = Vocabulary(HAND).towns
KNOWN = Gazetteer.read(Vocabulary(HAND), Specification(HAND))
SPELLINGS = records(read_text_table(HAND / "place-spellings.csv"))


@pytest.fixture
def hand(tmp_path: Path) -> Path:
    """A folder with the tables of names, to be damaged."""
    for name in ("places", "place-spellings", "chart-fields", "chart-codes", "chart-rules"):
        shutil.copy2(HAND / f"{name}.csv", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "place", "how"),
    [
        ("Almaty", "Almaty", "exact"),
        ("  Almaty\u00a0", "Almaty", "exact"),
        ("Ust-Kamenogorsk", "Ust-Kamenogorsk", "exact"),
        # case, ё, spaces and hyphens
        ("ALMATY", "Almaty", "alias"),
        ("семёй", "Semey", "alias"),
        ("Ust Kamenogorsk", "Ust-Kamenogorsk", "alias"),
        ("Усть – Каменогорск", "Ust-Kamenogorsk", "alias"),
        ("Нур Султан", "Astana", "alias"),
        # labels of the form in Russian and Kazakh
        ("Алматы", "Almaty", "alias"),
        ("Орал", "Uralsk", "alias"),
        ("Өскемен", "Ust-Kamenogorsk", "alias"),
        ("Қарағанды", "Karaganda", "alias"),
        # other names and transliterations
        ("Nur-Sultan", "Astana", "alias"),
        ("Целиноград", "Astana", "alias"),
        ("Oral", "Uralsk", "alias"),
        ("Oskemen", "Ust-Kamenogorsk", "alias"),
        ("Öskemen", "Ust-Kamenogorsk", "alias"),
        ("O\u0308skemen", "Ust-Kamenogorsk", "alias"),
        ("Alma-Ata", "Almaty", "alias"),
        ("Алма-Ата", "Almaty", "alias"),
        ("Semipalatinsk", "Semey", "alias"),
        ("Семипалатинск", "Semey", "alias"),
        ("Qaragandy", "Karaganda", "alias"),
        ("Чимкент", "Shymkent", "alias"),
        ("Гурьев", "Atyrau", "alias"),
        # words around the name
        ("г. Алматы", "Almaty", "alias"),
        ("г.Алматы", "Almaty", "alias"),
        ("г Алматы", "Almaty", "alias"),
        ("город Алматы", "Almaty", "alias"),
        ("Алматы қаласы", "Almaty", "alias"),
        ("City of Almaty", "Almaty", "alias"),
        ("Almaty city", "Almaty", "alias"),
        ("Алматы, г.", "Almaty", "alias"),
    ],
)
def test_a_known_spelling_is_resolved(text: str, place: str, how: str) -> None:
    assert KNOWN.resolve(text) == Found(place, how)


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("Almati", ("Almaty",)),
        ("Karagand", ("Karaganda",)),
        ("Актюбе", ("Aktobe",)),
        ("Shimkent", ("Shymkent",)),
        ("Karaganda region", ("Karaganda",)),
        ("Kazakhstan", ()),
        ("Paris", ()),
        ("", ()),
        ("-", ()),
        ("г.", ()),
        ("Almaty" * 2_000, ()),
        ("Almaty\x00\x00\x00\x00\x00\x00", ()),
    ],
)
def test_a_close_spelling_is_suggested_and_never_taken(
    text: str, suggestions: tuple[str, ...]
) -> None:
    assert KNOWN.resolve(text) == Found(suggestions=suggestions)


@pytest.mark.parametrize("text", ["Akmola", "Акмола", "Ақмола", "Shevchenko", "г. Шевченко"])
def test_a_name_that_may_mean_something_else_is_asked_about(text: str) -> None:
    found = KNOWN.resolve(text)
    assert (found.place, found.how) == ("", "")
    assert found.suggestions in (("Astana",), ("Aktau",))
    assert found.note.endswith("say which")


@pytest.mark.parametrize(
    ("text", "suggestion", "named"),
    [
        ("\u0410lmaty", "Almaty", "a Cyrillic letter instead of a Latin one: letter 1 'А'"),
        ("Алм\u0061ты", "Almaty", "a Latin letter instead of a Cyrillic one: letter 4 'a'"),
        ("город \u0410lmaty", "Almaty", "letter 7 'А'"),
        ("Shymk\u0435nt", "Shymkent", "letter 6 'е'"),
        ("ACTAHA", "Astana", "letter 1 'A', letter 2 'C', letter 3 'T' and 3 more"),
        ("Almaтy", "Almaty", "letter 5 'т'"),
    ],
)
def test_a_letter_of_another_script_is_named_with_its_place(
    text: str, suggestion: str, named: str
) -> None:
    found = KNOWN.resolve(text)
    assert (found.place, found.suggestions) == ("", (suggestion,))
    assert named in found.note


def test_a_town_that_is_not_known_has_its_letters_named_all_the_same() -> None:
    found = KNOWN.resolve("Кокшет\u0061у")
    assert (found.place, found.suggestions) == ("", ())
    assert "letter 7 'a'" in found.note


def test_every_spelling_of_the_data_leads_to_its_town() -> None:
    rows = [row for row in SPELLINGS if row["kind"] == "spelling"]
    assert len(rows) > 60
    assert {row["place"] for row in rows} <= {*TOWNS}
    for row in rows:
        assert KNOWN.resolve(row["spelling"]).place == row["place"]
        assert KNOWN.resolve(row["spelling"].upper()).place == row["place"]


@given(st.text(max_size=LONGEST + 5))
def test_any_text_is_a_town_or_unknown_with_a_few_suggestions(text: str) -> None:
    found = KNOWN.resolve(text)
    assert found.place in ("", *TOWNS)
    assert bool(found.place) == bool(found.how)
    assert len(found.suggestions) <= MOST
    assert {*found.suggestions} <= {*TOWNS}
    assert not (found.place and found.suggestions)


@given(st.sampled_from(TOWNS), st.data())
def test_one_wrong_letter_is_never_resolved_to_a_town(town: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(town) - 1))
    wrong = town[:place] + "w" + town[place + 1 :]
    found = KNOWN.resolve(wrong)
    assert found.place == "" or key(wrong) in KNOWN.spellings
    assert found.place or town in found.suggestions or len(town) * CUTOFF > 100 * (len(town) - 1)


def test_distinct_texts_are_resolved_once() -> None:
    assert KNOWN.resolve_all(["Oral", "Paris", "Oral"]) == {
        "Oral": Found("Uralsk", "alias"),
        "Paris": Found(),
    }


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Almaty,Astana,en,spelling,", "'Astana': for Astana and Almaty"),
        ("Almaty,ас-тана,ru,spelling,", "'ас-тана': for Astana and Almaty"),
        ("Narnia,Narnia,en,spelling,", "places.csv knows no 'Narnia'"),
        ("Almaty,Verny,en,guess,", "'Verny': no kind is called 'guess'"),
        ("Almaty,Oral,en,ask,", "'oral': certain and doubtful"),
    ],
)
def test_a_spelling_of_two_towns_or_of_none_is_refused(hand: Path, row: str, message: str) -> None:
    with (hand / "place-spellings.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    with pytest.raises(SourceError, match=message):
        Gazetteer.read(Vocabulary(hand), Specification(hand))


def test_a_new_spelling_is_a_row(hand: Path) -> None:
    assert KNOWN.resolve("Verny") == Found()
    with (hand / "place-spellings.csv").open("a", encoding="utf-8") as file:
        file.write("Almaty,Verny,en,spelling,name until 1921\n")
    known = Gazetteer.read(Vocabulary(hand), Specification(hand))
    assert known.resolve("verny") == Found("Almaty", "alias")
