"""The catalogues, brought up to date with what the project says.

A catalogue is a text file that holds every message once, in the order of the project, with
the files that have it. No dates stand in it, so that it changes only when a message does.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

from babel.messages import Catalog, pofile

from monitorlib.languages import locales
from monitorlib.languages.sources import Found, everything

PLURALS = {
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "kk": "nplurals=2; plural=(n != 1);",
}
"""Rules that choose the plural form."""
HEADER = """\
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
WIDTH = 100


def template(found: list[Found]) -> Catalog:
    """Make the catalogue that has no translations.

    Parameters
    ----------
    found : list of Found
        Messages in order; one may come several times.

    Returns
    -------
    Catalog
        Each message once, with every file that has it.
    """
    catalog = Catalog()
    plural = {each.one: each.many for each in found if each.many}
    for each in found:
        many = plural.get(each.one, "")
        catalog.add((each.one, many) if many else each.one, locations=[(each.where, 0)])
    return catalog


def read(path: Path, locale: str) -> Catalog:
    """Read a catalogue.

    Parameters
    ----------
    path : Path
        A `.po` file.
    locale : str
        Its language.

    Returns
    -------
    Catalog
        With translations.
    """
    with path.open("rb") as file:
        return pofile.read_po(file, locale=locale)


def renewed(catalog: Catalog, fresh: Catalog) -> Catalog:
    """Bring a catalogue up to date; a message that is gone goes with its translation.

    Parameters
    ----------
    catalog : Catalog
        With translations.
    fresh : Catalog
        From `template`.

    Returns
    -------
    Catalog
        The same catalogue.
    """
    catalog.update(fresh, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def written(catalog: Catalog, locale: str) -> str:
    """Write a catalogue as text.

    Parameters
    ----------
    catalog : Catalog
        The catalogue.
    locale : str
        Its language.

    Returns
    -------
    str
        The same text for the same messages.
    """
    out = io.BytesIO()
    pofile.write_po(out, catalog, width=WIDTH, omit_header=True, include_lineno=False)
    body = out.getvalue().decode("utf-8").strip("\n")
    return HEADER.format(locale=locale, plurals=PLURALS[locale]) + body + "\n"


def update() -> str:
    """Bring the catalogues of all languages up to date.

    Returns
    -------
    str
        One line: how many messages there are, and how many each language still lacks.
    """
    fresh = template(everything())
    told = []
    for locale in PLURALS:
        path = locales.path_of(locale)
        catalog = renewed(read(path, locale), fresh)
        aside = path.with_suffix(f".{os.getpid()}")
        aside.write_text(written(catalog, locale), encoding="utf-8", newline="\n")
        os.replace(aside, path)
        told.append(f"{locale}: {len(lacking(catalog))} to translate")
    locales.catalogue.cache_clear()
    return f"{len(fresh)} messages; {'; '.join(told)}"


def lacking(catalog: Catalog) -> list[str]:
    """List the messages that a catalogue does not translate, or only by a guess.

    Parameters
    ----------
    catalog : Catalog
        The catalogue.

    Returns
    -------
    list of str
        Messages, by their first form.
    """
    return [
        forms(message.id)[0]
        for message in catalog
        if message.id and (message.fuzzy or not all(forms(message.string)))
    ]


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Give all forms of a message or of a translation.

    Parameters
    ----------
    text : str or sequence of str
        As Babel has it.

    Returns
    -------
    tuple of str
        One at least.
    """
    return (text,) if isinstance(text, str) else tuple(text or ("",))
