"""The catalogues hold what the project says, nothing else, in bytes that stay the same."""

from __future__ import annotations

import gettext
import re
import string

import pytest
from babel.messages import Catalog
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from monitorlib.languages import extraction, locales
from monitorlib.languages.extraction import forms, lacking, read, renewed, template, written
from monitorlib.languages.sources import Found, everything
from monitorlib.numbers import NARROW_SPACE
from monitorlib.numbers import written as number

OTHERS = ("ru", "kk")
LETTERS = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
}
LATIN = re.compile(r"[A-Za-z]{3,}")
KEPT = {
    "html", "audit", "csv", "json", "xlsx", "pdf", "manifest", "report", "zip", "max", "min",
    "Natural", "Earth", "Frictionless", "Excel", "Python", "JupyterLab", "JavaScript", "Chromium",
}  # fmt: skip
"""Latin words that a translation may keep beside abbreviations: files, signs, programs."""
COUNTED_NOUNS = (
    "assemblies|persons|months|days|hours|minutes|towns|officers|participants|charts|statements|"
    "indices|places|cases|rows|sections|pages"
)
GLUED = re.compile(rf"\{{\w+[^}}]*\}} (?:(?!of|per|in)\w+ )?(?:{COUNTED_NOUNS})\b(?! per )")
"""A number with its noun, where the noun would have to bend; a rate is always a fraction."""
catalogues = pytest.mark.parametrize("locale", OTHERS)


@pytest.fixture(scope="module")
def fresh() -> Catalog:
    return template(everything())


def catalog_of(locale: str) -> Catalog:
    return read(locales.path_of(locale), locale)


def translations(locale: str) -> list[tuple[str, str]]:
    """Pair every form of a translation with the English form that it stands for."""
    pairs = []
    for message in catalog_of(locale):
        ids, strings = forms(message.id), forms(message.string)
        if message.id and all(strings):
            pairs += [(ids[min(n, len(ids) - 1)], text) for n, text in enumerate(strings)]
    return pairs


def fields(text: str) -> set[str]:
    """Give the names in braces, each with its format."""
    return {f"{name}:{spec}" for _, name, spec, _ in string.Formatter().parse(text) if name}


def marks(text: str) -> list[str]:
    """Give what must stay as it is: targets of links, file names, emphasis."""
    return sorted(re.findall(r"\]\([^)]*\)|`[^`]*`|\*\*|(?<!\*)\*(?!\*)", text))


@catalogues
def test_every_message_is_translated_for_certain(locale: str) -> None:
    assert lacking(catalog_of(locale)) == [], "translate these in the .po file"


@catalogues
def test_a_catalogue_holds_what_is_said_and_nothing_else(locale: str, fresh: Catalog) -> None:
    assert [m.id for m in catalog_of(locale) if m.id] == [m.id for m in fresh if m.id]
    assert not catalog_of(locale).obsolete, "run `make messages`"


@catalogues
def test_make_messages_changes_no_byte_of_a_current_catalogue(locale: str, fresh: Catalog) -> None:
    text = locales.path_of(locale).read_text(encoding="utf-8")
    assert written(renewed(catalog_of(locale), fresh), locale) == text, "run `make messages`"
    assert not re.search(r"Creation-Date|Revision-Date|Translator|#~", text)


@catalogues
def test_a_translation_has_the_names_and_marks_of_its_message(locale: str) -> None:
    for english, text in translations(locale):
        if "{count}" in english and "{count}" not in text:
            assert fields(english) - {"count:"} == fields(text)
        else:
            assert fields(text) == fields(english), english
        assert marks(text) == marks(english), english
        assert not re.search(r"</?[a-z]", text), english


@catalogues
def test_each_plural_message_has_as_many_forms_as_the_language(locale: str) -> None:
    catalog = catalog_of(locale)
    assert catalog.num_plurals == {"ru": 3, "kk": 2}[locale]
    for message in catalog:
        if isinstance(message.id, tuple):
            assert len(forms(message.string)) == catalog.num_plurals, message.id


@catalogues
def test_numbers_in_translations_are_written_as_the_language_writes_them(locale: str) -> None:
    percent = locales.signs(locale).percent
    for english, text in translations(locale):
        bare = re.sub(r"\{[^}]*\}|\([^)]*\.html\)|`[^`]*`", "{}", text)
        assert not re.search(r"\d\.\d", bare), f"a decimal point: {text}"
        for sign in re.findall(r"(?<=[\d}])\s*%", bare):
            assert sign == percent, f"the percent sign wants {percent!r} before it: {text}"
        assert numerals(bare) == numerals(english), english


def numerals(text: str) -> list[str]:
    """Give the numerals of a message, in whatever order; not those of its marks."""
    return sorted(re.findall(r"\d+", re.sub(r"\{[^}]*\}|\([^)]*\.html\)|`[^`]*`", "", text)))


@catalogues
def test_a_translation_is_in_the_letters_of_its_language(locale: str) -> None:
    for english, text in translations(locale):
        bare = re.sub(r"\{[^}]*\}|\([^)]*\.html\)|`[^`]*`", "", text)
        if LATIN.search(re.sub(r"\{[^}]*\}", "", english)):
            assert set(LETTERS[locale]) & set(text.lower()), f"not translated: {english}"
        foreign = {word for word in LATIN.findall(bare) if not word.isupper()} - KEPT
        assert foreign == set(), text
        assert text == text.strip() or english != english.strip(), text


def test_a_noun_after_a_number_stands_in_a_message_with_plural_forms(fresh: Catalog) -> None:
    plain = [str(m.id) for m in fresh if m.id and not isinstance(m.id, tuple)]
    assert [text for text in plain if GLUED.search(text)] == [], "use counted, say_count or trn"


def test_no_message_carries_a_percent_sign_or_begins_or_ends_in_a_gap(fresh: Catalog) -> None:
    for message in fresh:
        for text in forms(message.id):
            assert not re.search(r"\}\s*%", text), f"use percent: {text}"
            assert text == text.strip(), f"a glued part: {text!r}"


@pytest.mark.parametrize("locale", OTHERS)
@given(value=st.floats(-1e9, 1e9), decimals=st.integers(0, 2), sign=st.sampled_from(["", "%"]))
def test_a_written_number_reads_back_in_its_language(locale, value, decimals, sign) -> None:
    with locales.speaking(locale):
        text = number(value, decimals, sign)
    bare = text.removesuffix(locales.signs(locale).percent) if sign else text
    assert "%" not in bare
    assert float(parse_decimal(bare, locale=locale)) == pytest.approx(
        value, abs=0.5 * 10**-decimals + 1e-9
    )
    assert "." not in text
    assert (NARROW_SPACE in text) == (len(re.sub(r"\D", "", bare.partition(",")[0])) > 4)


def test_a_renewed_catalogue_keeps_translations_and_drops_what_is_gone() -> None:
    old = template([Found("Stays", "", "a.py"), Found("Goes", "", "a.py")])
    old["Stays"].string, old["Goes"].string = "Остаётся", "Уходит"
    new = renewed(old, template([Found("Comes", "", "b.py"), Found("Stays", "", "b.py")]))
    text = written(new, "ru")
    assert (
        '#: b.py\nmsgid "Comes"\nmsgstr ""\n\n#: b.py\nmsgid "Stays"\nmsgstr "Остаётся"\n' in text
    )
    assert "Уходит" not in text
    assert lacking(new) == ["Comes"]


def test_a_message_said_twice_stands_once_with_both_files() -> None:
    catalog = template([Found("Limits", "", "a.ipynb"), Found("Limits", "", "b.ipynb")])
    assert [m.id for m in catalog if m.id] == ["Limits"]
    assert "#: a.ipynb b.ipynb\n" in written(catalog, "ru")


def test_the_head_of_a_catalogue_is_read_by_gettext() -> None:
    for locale, rule in extraction.PLURALS.items():
        assert rule in locales.path_of(locale).read_text(encoding="utf-8")
        assert isinstance(locales.catalogue(locale), gettext.GNUTranslations)
