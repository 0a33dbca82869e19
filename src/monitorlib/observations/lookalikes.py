"""Letters of one script that look like letters of the other: found and named, never changed.

A word that mixes Latin and Cyrillic letters looks right and equals nothing.
"""

from __future__ import annotations

import re
import unicodedata

LATIN = "ABCEHIKMOPTXYYaceikmopsxyyh"
CYRILLIC = "АВСЕНІКМОРТХУҮасеікморѕхуүһ"
SCRIPTS = {
    "Latin": dict(zip(CYRILLIC, LATIN, strict=True)),
    "Cyrillic": dict(zip(LATIN, CYRILLIC, strict=True)),
}
"""What the letters of the other script look like in this one."""
WORD = re.compile(r"[^\W\d_]+")
NAMED = 3
"""Letters to name at most."""


def rewritten(text: str, script: str) -> str:
    """Write the words of a text in one script where all their letters look like letters of it.

    Parameters
    ----------
    text : str
        Any text.
    script : str
        ``Latin`` or ``Cyrillic``.

    Returns
    -------
    str
        As long as the text.

    Examples
    --------
    >>> rewritten("\u0410lmaty", "Latin") == "Almaty", rewritten("город Almaty", "Latin")
    (True, 'город Almaty')
    """

    def one(word: re.Match[str]) -> str:
        changed = "".join(SCRIPTS[script].get(letter, letter) for letter in word[0])
        return changed if all(_script(letter) == script for letter in changed) else word[0]

    return WORD.sub(one, text)


def mixed_into(text: str) -> str:
    """Tell into which script letters of the other one are mixed within a word.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        ``Latin`` or ``Cyrillic``: of the first such word, the script with more letters that look
        like no other; blank if there is no such word.

    Examples
    --------
    >>> mixed_into("\u0410lmaty"), mixed_into("город Almaty")
    ('Latin', '')
    """
    for word in WORD.findall(text):
        scripts = [_script(letter) for letter in word]
        if {*SCRIPTS} <= {*scripts}:
            alike = {letter for letters in SCRIPTS.values() for letter in letters}
            sure = [each for letter, each in zip(word, scripts, strict=True) if letter not in alike]
            return max(SCRIPTS, key=lambda script: (sure.count(script), scripts.count(script)))
    return ""


def note(text: str, script: str) -> str:
    """Name the letters that are not of the script that they seem to be of.

    Parameters
    ----------
    text : str
        A text with such letters.
    script : str
        The script that it seems to be written in: ``Latin`` or ``Cyrillic``.

    Returns
    -------
    str
        A clause for a message; the first letter of the text is letter 1.

    Examples
    --------
    >>> note("\u0410lmaty", "Latin")
    "a Cyrillic letter instead of a Latin one: letter 1 'А'"
    """
    changed = rewritten(text, script)
    wrong = [n for n, letter in enumerate(text) if letter != changed[n]] or _strangers(text, script)
    named = ", ".join(f"letter {n + 1} {text[n]!r}" for n in wrong[:NAMED])
    more = f" and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
    other = next(each for each in SCRIPTS if each != script)
    if len(wrong) == 1:
        return f"a {other} letter instead of a {script} one: {named}"
    return f"{other} letters instead of {script} ones: {named}{more}"


def _strangers(text: str, script: str) -> list[int]:
    """Find the letters of the other script in words that mix both."""
    return [
        word.start() + n
        for word in WORD.finditer(text)
        if mixed_into(word[0])
        for n, letter in enumerate(word[0])
        if _script(letter) not in (script, "")
    ]


def _script(letter: str) -> str:
    """Name the script of a letter; blank if it is neither Latin nor Cyrillic."""
    name = unicodedata.name(letter, "").partition(" ")[0].title()
    return name if name in SCRIPTS else ""
