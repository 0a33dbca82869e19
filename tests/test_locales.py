"""Each language writes numbers and dates as CLDR has them, and chooses its own plural forms."""

from __future__ import annotations

import datetime
import gettext

import pytest

import monitorlib as ml
from monitorlib import messages, paths
from monitorlib.errors import UnknownNameError
from monitorlib.languages import locales
from monitorlib.languages.locales import Signs
from monitorlib.processing import build

NARROW, NO_BREAK = "\u202f", "\u00a0"


def test_there_are_three_languages_by_their_own_names() -> None:
    assert locales.LOCALES == {"en": "English", "ru": "Русский", "kk": "Қазақша"}


@pytest.mark.parametrize("use", [locales.use, locales.checked, locales.catalogue, ml.use])
def test_an_unknown_language_is_refused_with_a_list_of_those_there_are(use) -> None:
    with pytest.raises(UnknownNameError, match=r"en \(English\), ru \(Русский\), kk.*'de'"):
        use("de")
    assert locales.current() == "en"


def test_a_language_is_spoken_for_a_while_and_given_back_even_after_an_error() -> None:
    with messages.speaking("ru"):
        with messages.speaking("kk"):
            assert messages.locale() == "kk"
        assert messages.locale() == "ru"
        with pytest.raises(ZeroDivisionError), messages.speaking("kk"):
            _ = 1 / 0
        assert messages.locale() == "ru"
    assert messages.locale() == "en"


@pytest.mark.parametrize(
    ("locale", "signs"),
    [("en", Signs(".", "%")), ("ru", Signs(",", NO_BREAK + "%")), ("kk", Signs(",", "%"))],
)
def test_signs_of_numbers_are_those_of_cldr(locale: str, signs: Signs) -> None:
    assert locales.signs(locale) == signs


@pytest.mark.parametrize(
    ("locale", "long", "month", "short"),
    [
        ("en", "22 November 2026", "November 2026", "2026-11-22"),
        ("ru", f"22 ноября 2026{NARROW}г.", f"ноябрь 2026{NARROW}г.", "22.11.2026"),
        ("kk", f"2026{NARROW}ж. 22 қараша", f"2026{NARROW}ж. қараша", "22.11.2026"),
    ],
)
def test_dates_are_written_as_the_language_does(locale, long, month, short) -> None:
    with locales.speaking(locale):
        assert locales.date("2026-11-22") == long
        assert locales.date(datetime.date(2026, 11, 22)) == long
        assert locales.date("2026-11") == month
        assert locales.date("2026-11-22", "short") == short
        assert locales.date("in spring") == "in spring"
        assert locales.date("") == ""


@pytest.mark.parametrize(
    ("locale", "forms"),
    [
        ("ru", {0: 2, 1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 12: 2, 14: 2, 21: 0, 22: 1, 36: 2, 111: 2}),
        ("kk", {0: 1, 1: 0, 2: 1, 36: 1}),
    ],
)
def test_the_rule_for_plural_forms_is_in_the_catalogue(locale, forms) -> None:
    catalogue = locales.catalogue(locale)
    assert isinstance(catalogue, gettext.GNUTranslations)
    assert {n: catalogue.plural(n) for n in forms} == forms


def test_a_blank_message_is_not_answered_with_the_head_of_the_catalogue() -> None:
    with locales.speaking("ru"):
        assert messages.tr("") == messages.name("") == ""


def test_a_message_without_a_translation_stays_english() -> None:
    with locales.speaking("ru"):
        assert messages.name("Tassay, 2017") == "Tassay, 2017"


def test_data_are_made_in_english_whatever_is_spoken() -> None:
    stored = {path.name: path.read_bytes() for path in paths.processed().glob("*.csv")}
    with locales.speaking("ru"):
        assert build.build(force=True)
    assert stored == {path.name: path.read_bytes() for path in paths.processed().glob("*.csv")}


def test_a_report_as_printed_is_audited_in_english_whatever_is_spoken() -> None:
    english = ml.load(2017, as_printed=True).rows("audit")
    with locales.speaking("ru"):
        assert ml.load(2017, as_printed=True).rows("audit").equals(english)
