"""The Markdown of notebooks in the language in use: each block is a message.

A block stands between blank lines. The sign of a heading or of a list's line is no part of
the message; links and emphasis are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitorlib.messages import tr

LEAD = re.compile(r"^(#+ |[-*] |\d+\. )?(.*)$", re.DOTALL)
ITEM = re.compile(r"\n(?=[-*] |\d+\. )")


def blocks(source: str) -> Iterator[str]:
    r"""Give the messages of a Markdown cell.

    Parameters
    ----------
    source : str
        Markdown.

    Yields
    ------
    str
        Paragraphs, headings without their signs, and lines of lists.

    Examples
    --------
    >>> list(blocks("# Police\n\nHow closely?\n\n- one\n- two"))
    ['Police', 'How closely?', 'one', 'two']
    """
    for part in _parts(source):
        _, text = _split(part)
        if text.strip():
            yield text


def _parts(source: str) -> Iterator[str]:
    """Cut Markdown at blank lines and before the lines of lists."""
    for paragraph in re.split(r"\n{2,}", source):
        yield from ITEM.split(paragraph)


def _split(part: str) -> tuple[str, str]:
    """Tell the sign of a heading or list from the text."""
    found = LEAD.match(part)
    sign, text = found.groups() if found else ("", part)
    return sign or "", text


def translated(source: str) -> str:
    r"""Put a Markdown cell into the language in use.

    Parameters
    ----------
    source : str
        Markdown in English.

    Returns
    -------
    str
        The same headings, paragraphs, lists and links.

    Examples
    --------
    >>> translated("## Limits\n\nSmall *assemblies* are missed.")
    '## Limits\n\nSmall *assemblies* are missed.'
    """
    return "\n\n".join(
        "\n".join(sign + tr(text) for sign, text in map(_split, ITEM.split(paragraph)))
        for paragraph in re.split(r"\n{2,}", source)
    )
