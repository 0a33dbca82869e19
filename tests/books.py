"""Small notebooks for tests."""

from __future__ import annotations

from pathlib import Path

import nbformat

PARAMETERS = (
    'YEAR: str = "2017"  # a period the data holds\n'
    "AS_PRINTED: bool = False  # leave every correction out\n"
    'LOCALE: str = "en"  # language of the pages'
)


def write_notebook(
    folder: Path, name: str, *code: str, title: str = "A section", parameters: str = PARAMETERS
) -> Path:
    """Write a section notebook with a title, a parameters cell and the given code cells."""
    cells = [nbformat.v4.new_markdown_cell(f"# {title}")]
    if parameters:
        cells.append(nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}))
    cells += [nbformat.v4.new_code_cell(source) for source in code]
    node = nbformat.v4.new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
    )
    path = folder / f"{name}.ipynb"
    nbformat.write(node, path)
    return path
