"""Which files stand beside the pages, by the anchors of tables and figures."""

from __future__ import annotations

from collections.abc import Callable

from monitorlib.messages import tr

SOURCES = "-sources.csv"
"""How the file of the facts behind a table ends."""


def file_name(page: str, anchor: str) -> str:
    """Name the files of a table or figure.

    Parameters
    ----------
    page : str
        File name of its page.
    anchor : str
        Its anchor.

    Returns
    -------
    str
        The anchor; that of a list without a number, whose caption other sections may have,
        too, ends with the number of the section.

    Examples
    --------
    >>> file_name("04-protest-activity.html", "table-3")
    'table-3'
    >>> file_name("04-protest-activity.html", "list-statements-of-the-text-checked")
    'list-statements-of-the-text-checked-04'
    """
    number = page.partition("-")[0]
    return f"{anchor}-{number}" if anchor.startswith("list-") else anchor


def files_on(page: str) -> Callable[[str], dict[str, str]]:
    """Give what names the files of the tables and figures of a page.

    Parameters
    ----------
    page : str
        File name of the page.

    Returns
    -------
    callable
        Takes an anchor of the page; see `files_of`.
    """
    return lambda anchor: files_of(file_name(page, anchor))


def csv_path(name: str, *, sources: bool = False) -> str:
    """Name the CSV file of a table or figure.

    Parameters
    ----------
    name : str
        Its file name; that of a figure begins with ``figure-``.
    sources : bool, default False
        The facts behind a table of the source, and not the table as shown.

    Returns
    -------
    str
        Within the folder of the report.

    Examples
    --------
    >>> csv_path("figure-4-1"), csv_path("table-3", sources=True)
    ('figures/figure-4-1.csv', 'tables/table-3-sources.csv')
    """
    folder = "figures" if name.startswith("figure-") else "tables"
    return f"{folder}/{name}{SOURCES if sources else '.csv'}"


def files_of(name: str) -> dict[str, str]:
    """Give the files of a table or figure: words for a reader, and where each lies.

    Parameters
    ----------
    name : str
        Its anchor.

    Returns
    -------
    dict of str to str
        Paths by words.

    Examples
    --------
    >>> files_of("table-3")
    {'Table (CSV)': 'tables/table-3.csv', 'Facts behind it (CSV)': 'tables/table-3-sources.csv'}
    """
    if name.startswith("figure-"):
        return {tr("Data (CSV)"): csv_path(name)}
    files = {tr("Table (CSV)"): csv_path(name)}
    if name.startswith("table-"):
        files[tr("Facts behind it (CSV)")] = csv_path(name, sources=True)
    return files
