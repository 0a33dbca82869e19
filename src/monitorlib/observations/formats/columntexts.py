"""Columns of text: what is done to all of their cells alike.

A column is a Series of texts, a blank being unknown. Each distinct text is looked at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from monitorlib.observations.formats.spellings import chosen

Column = pd.Series  # of texts
YES = ("1", "1.0", "true", "yes")
"""How a column of a single choice says that it was chosen, without regard to case."""


def each_once(texts: pd.Series[Any], function: Callable[[str], str]) -> pd.Series[Any]:
    """Put every text through a function, each distinct one once.

    Parameters
    ----------
    texts : Series of shape (n_rows,)
        Texts.
    function : callable
        From text to text.

    Returns
    -------
    Series of shape (n_rows,)
        Its answers.

    Examples
    --------
    >>> each_once(pd.Series(["a", "b", "a"]), str.upper).tolist()
    ['A', 'B', 'A']
    """
    codes, distinct = pd.factorize(texts)
    made = np.array([*map(function, distinct)], dtype=object)
    return pd.Series(made[codes] if len(made) else [], index=texts.index, dtype="str")


def first(columns: Sequence[pd.Series[Any]]) -> pd.Series[Any]:
    """Give the first text of each row that is no blank.

    Parameters
    ----------
    columns : sequence of Series of shape (n_rows,)
        At least one, in order of preference.

    Returns
    -------
    Series of shape (n_rows,)
        The texts.

    Examples
    --------
    >>> first([pd.Series(["a", ""]), pd.Series(["b", "c"])]).tolist()
    ['a', 'c']
    """
    texts = columns[0]
    for other in columns[1:]:
        texts = texts.where(texts != "", other)
    return texts


def joined(columns: Sequence[pd.Series[Any]], sign: str) -> pd.Series[Any]:
    """Put the texts of each row together, without blanks.

    Parameters
    ----------
    columns : sequence of Series of shape (n_rows,)
        At least one.
    sign : str
        What stands between two texts.

    Returns
    -------
    Series of shape (n_rows,)
        The texts.

    Examples
    --------
    >>> joined([pd.Series(["a", ""]), pd.Series(["b", "c"])], "; ").tolist()
    ['a; b', 'c']
    """
    rows = zip(*columns, strict=True)
    return pd.Series([sign.join(filter(None, row)) for row in rows], columns[0].index, dtype="str")


def singled(columns: Sequence[tuple[str, pd.Series[Any]]]) -> pd.Series[Any]:
    """Read the columns of the single choices of a question, in which 1 is yes.

    Parameters
    ----------
    columns : sequence of tuple of str and Series of shape (n_rows,)
        Code and column of each choice; at least one.

    Returns
    -------
    Series of shape (n_rows,)
        Codes chosen, separated by spaces. A question without an answer is a blank, whether
        its columns are blank, as Kobo writes them, or 0, as ODK Central does.

    Examples
    --------
    >>> singled([("a", pd.Series(["1", "0", ""])), ("b", pd.Series(["1", "0", ""]))]).tolist()
    ['a b', '', '']
    """
    marks = [
        each_once(cells, lambda text, code=code: code if text.casefold() in YES else "")  # type: ignore[misc]
        for code, cells in columns
    ]
    return joined(marks, " ")


def listed(cells: pd.Series[Any], codes: Mapping[str, str]) -> tuple[Column[Any], Column[Any]]:
    """Read the one column of a question with several answers.

    Parameters
    ----------
    cells : Series of shape (n_rows,)
        Codes or labels.
    codes : mapping of str to str
        Codes by folded spelling.

    Returns
    -------
    tuple of Series of shape (n_rows,)
        Codes chosen, separated by spaces, or the cell where it cannot be read; and whether it
        can be.

    Examples
    --------
    >>> texts, known = listed(pd.Series(["Social networks", "?"]), {"social networks": "net"})
    >>> texts.tolist(), known.tolist()
    (['net', '?'], [True, False])
    """
    texts = each_once(cells, lambda text: " ".join(chosen(text, codes) or [text]))
    return texts, each_once(cells, lambda text: "" if chosen(text, codes) is None else "1") != ""


def differing(cells: pd.Series[Any], others: pd.Series[Any], codes: set[str]) -> pd.Series[Any]:
    """Find rows in which two columns of codes differ.

    Parameters
    ----------
    cells, others : Series of shape (n_rows,)
        Codes, separated by spaces.
    codes : set of str
        Codes that both columns can hold.

    Returns
    -------
    Series of bool of shape (n_rows,)
        True where they differ in one of these codes.

    Examples
    --------
    >>> differing(pd.Series(["b a", "a"]), pd.Series(["a b", "b"]), {"a", "b"}).tolist()
    [False, True]
    """
    ordered = [
        each_once(texts, lambda text: " ".join(sorted(codes.intersection(text.split()))))
        for texts in (cells, others)
    ]
    return ordered[0] != ordered[1]
