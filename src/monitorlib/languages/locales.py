"""The languages there are, which of them is spoken now, and what each writes in its own way.

Catalogues are the `.po` files beside this module; they are compiled in memory when a language
is first used. Decimal sign, percent sign and dates come from CLDR by way of Babel. English,
the language of the messages themselves, needs neither.
"""

from __future__ import annotations

import contextlib
import gettext
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812
from functools import cache
from pathlib import Path
from typing import Any

from monitorlib.errors import UnknownNameError

LOCALES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
"""Locales and what speakers call their language."""
SOURCE = "en"
"""The language in which messages are written, and the data kept."""
CLDR = {"en": "en_GB", "ru": "ru", "kk": "kk"}
SHORT = {"en": "y-MM-dd", "ru": "dd.MM.y", "kk": "dd.MM.y"}
"""How a date is written in a table."""
FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Signs:
    """What a language writes in a number.

    Attributes
    ----------
    decimal : str
        Between whole and fraction.
    percent : str
        After a percentage, with its space if it has one.
    """

    decimal: str = "."
    percent: str = "%"


@dataclass
class _Speech:
    """The language of the process."""

    locale: str = SOURCE
    catalogue: gettext.NullTranslations = gettext.NullTranslations()  # noqa: RUF009


_now = _Speech()


def checked(locale: str) -> str:
    """Refuse a language that there is not.

    Parameters
    ----------
    locale : str
        Such as ``ru``.

    Returns
    -------
    str
        The same.

    Raises
    ------
    UnknownNameError
        If there is no such language; the message lists those there are.
    """
    if locale not in LOCALES:
        known = ", ".join(f"{name} ({own})" for name, own in LOCALES.items())
        raise UnknownNameError(
            f"a language of: {known}", repr(locale), "LOCALE", "for example LOCALE=ru"
        )
    return locale


def path_of(locale: str) -> Path:
    """Name the catalogue of a language.

    Parameters
    ----------
    locale : str
        Any but English.

    Returns
    -------
    Path
        A `.po` file of the package.
    """
    return FOLDER / f"{locale}.po"


@cache
def catalogue(locale: str) -> gettext.NullTranslations:
    """Read the catalogue of a language.

    Parameters
    ----------
    locale : str
        A language of `LOCALES`.

    Returns
    -------
    NullTranslations
        Its translations; plural forms are chosen by the rule in the file.
    """
    if checked(locale) == SOURCE:
        return gettext.NullTranslations()
    from babel.messages import mofile, pofile

    with path_of(locale).open("rb") as file:
        read = pofile.read_po(file, locale=locale)
    for message in list(read):
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(strings):
            read.delete(message.id)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, read)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def current() -> str:
    """Name the language of the process.

    Returns
    -------
    str
        A key of `LOCALES`.
    """
    return _now.locale


def use(locale: str) -> None:
    """Set the language of the process.

    Parameters
    ----------
    locale : str
        A key of `LOCALES`.

    Raises
    ------
    UnknownNameError
        If there is no such language; the message lists those there are.
    """
    _now.locale, _now.catalogue = locale, catalogue(locale)


@contextlib.contextmanager
def speaking(locale: str, words: gettext.NullTranslations | None = None) -> Iterator[None]:
    """Speak a language for a while.

    Parameters
    ----------
    locale : str
        A key of `LOCALES`.
    words : NullTranslations, optional
        Another catalogue than the language's own.

    Yields
    ------
    None
        While it is spoken.
    """
    before = _now.locale, _now.catalogue
    _now.locale, _now.catalogue = locale, words or catalogue(locale)
    try:
        yield
    finally:
        _now.locale, _now.catalogue = before


def look_up(message: str) -> str:
    """Find a message in the catalogue in use.

    Parameters
    ----------
    message : str
        In English.

    Returns
    -------
    str
        Its translation, or the message itself.
    """
    return _now.catalogue.gettext(message) if message else ""


def look_up_plural(one: str, many: str, count: int) -> str:
    """Find the form of a message that a count asks for.

    Parameters
    ----------
    one, many : str
        In English, for one and for any other count.
    count : int
        The count.

    Returns
    -------
    str
        The form, in the language in use.
    """
    return _now.catalogue.ngettext(one, many, count)


def signs(locale: str | None = None) -> Signs:
    r"""Say how a language writes numbers.

    Parameters
    ----------
    locale : str, optional
        The language in use unless another is named.

    Returns
    -------
    Signs
        Decimal and percent sign.

    Examples
    --------
    >>> signs("en"), signs("ru")
    (Signs(decimal='.', percent='%'), Signs(decimal=',', percent='\xa0%'))
    """
    return _signs(locale or _now.locale)


@cache
def _signs(locale: str) -> Signs:
    """Read the signs of a language from CLDR."""
    if locale == SOURCE:
        return Signs()
    from babel import Locale

    data = Locale.parse(CLDR[locale])
    percent = data.percent_formats[None].pattern.rpartition("0")[2]
    return Signs(str(data.number_symbols["latn"]["decimal"]), percent)


def date(day: Day | str, style: str = "long") -> str:
    r"""Write a date as the language in use does.

    Parameters
    ----------
    day : date or str
        A day, or its ISO form; a month alone is written without a day.
    style : {"long", "short"}
        ``short`` for tables; a month alone, which looks like a period, stays as it is.

    Returns
    -------
    str
        The date; a text that is no date comes back as it is.

    Examples
    --------
    >>> date("2026-11-22"), date("2026-11"), date("2026-11-22", "short"), date("soon")
    ('22 November 2026', 'November 2026', '2026-11-22', 'soon')
    >>> with speaking("ru"):
    ...     date("2026-11-22"), date("2026-11-22", "short")
    ('22 ноября 2026\u202fг.', '22.11.2026')
    """
    found, whole = _read_date(day)
    if found is None or (style == "short" and (_now.locale == SOURCE or not whole)):
        return str(day)
    from babel import dates

    where: Any = CLDR[_now.locale]
    if not whole:
        return str(dates.format_skeleton("yMMMM", found, locale=where))
    return str(dates.format_date(found, SHORT[_now.locale] if style == "short" else style, where))


def _read_date(day: Day | str) -> tuple[Day | None, bool]:
    """Read a day or month; and say whether it is a day."""
    if isinstance(day, Day):
        return day, True
    for text, whole in ((day, True), (f"{day}-01", False)):
        with contextlib.suppress(ValueError):
            return Day.fromisoformat(text), whole
    return None, False
