"""Words of the source or of a judgement inside a sentence of ours.

They stay in the language in which they were written. In a report in another language they
are marked by signs that isolate foreign text (Unicode FSI and PDI), so that a page can say
in which language they are, and a reading voice can change.
"""

from __future__ import annotations

import html
import re

from monitorlib import messages

BEGIN, END = "\u2068", "\u2069"
LANGUAGE = "en"
"""The language of the source and of `data/hand`."""


def quoted(text: str) -> str:
    """Mark words of the source, where the report is in another language.

    Parameters
    ----------
    text : str
        Words as the source has them.

    Returns
    -------
    str
        The same words, isolated if need be.

    Examples
    --------
    >>> quoted("shifted column")
    'shifted column'
    """
    return text if not text or messages.locale() == LANGUAGE else f"{BEGIN}{text}{END}"


def marked(text: str) -> str:
    """Write a text as HTML with the language of each isolated part.

    Parameters
    ----------
    text : str
        A sentence, perhaps with isolated parts.

    Returns
    -------
    str
        HTML; everything is escaped.

    Examples
    --------
    >>> marked("a < b"), marked("\u2068shifted\u2069")
    ('a &lt; b', '<span lang="en">shifted</span>')
    """
    return tagged(html.escape(text))


def tagged(markup: str) -> str:
    """Put an element with its language in the place of the signs around an isolated part.

    Parameters
    ----------
    markup : str
        HTML; signs within attributes stay.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> tagged("<p>\u2068shifted\u2069 column</p>")
    '<p><span lang="en">shifted</span> column</p>'
    """
    isolated = f"{BEGIN}([^{END}]*){END}(?=[^<>]*(?:<|$))"
    return re.sub(isolated, rf'<span lang="{LANGUAGE}">\1</span>', markup)
