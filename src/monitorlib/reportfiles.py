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


def table_file(name: str) -> str:
    """Name the file of a table as it is shown.

    Parameters
    ----------
    name : str
        The table's anchor.

    Returns
    -------
    str
        Within the folder of the report.
    """
    return f"tables/{name}.csv"


def sources_file(name: str) -> str:
    """Name the file of the facts behind a table of the source.

    Parameters
    ----------
    name : str
        The table's anchor.

    Returns
    -------
    str
        Within the folder of the report.
    """
    return f"tables/{name}{SOURCES}"


def figure_file(name: str) -> str:
    """Name the file of the numbers of a figure.

    Parameters
    ----------
    name : str
        The figure's anchor.

    Returns
    -------
    str
        Within the folder of the report.
    """
    return f"figures/{name}.csv"


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
        return {tr("Data (CSV)"): figure_file(name)}
    files = {tr("Table (CSV)"): table_file(name)}
    return files | (
        {tr("Facts behind it (CSV)"): sources_file(name)} if name.startswith("table-") else {}
    )
