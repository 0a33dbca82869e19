"""Which files stand beside the pages, by the anchors of tables and figures."""

from __future__ import annotations

from monitorlib.messages import tr


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
    return f"tables/{name}-sources.csv"


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
