"""The codebook as a contract: no processed table exists that disagrees with it.

`data/codebook.csv` has one row per column of every processed table. A table is checked
against it at every write, and read back with the types that it names. Rows are written
in the order given, in UTF-8 with line feeds, so that a diff shows change only.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from monitorlib.errors import ContractError
from monitorlib.tabular.celltext import restored, safe
from monitorlib.vocabulary import Vocabulary, read_text_table, records, unknown_name

NEVER = "never empty"
TYPES = {"text": "str", "number": "float64", "whole": "Int64"}


def columns_of(codebook: pd.DataFrame, table: str) -> pd.DataFrame:
    """Give the codebook rows of one table.

    Parameters
    ----------
    codebook : DataFrame of shape (n_columns, 7)
        The whole codebook, as text.
    table : str
        Name of a processed table.

    Returns
    -------
    DataFrame
        Its rows, in the order of the columns.

    Raises
    ------
    UnknownNameError
        If the codebook does not describe the table.
    """
    rows = codebook[codebook["table"] == table]
    if rows.empty:
        raise unknown_name(
            "processed table", table, codebook["table"].unique(), "data/codebook.csv"
        )
    return rows


def checked(
    frame: pd.DataFrame, table: str, codebook: pd.DataFrame, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Bring a table to the types of the codebook and hold it against every rule.

    Parameters
    ----------
    frame : DataFrame
        The table as made.
    table : str
        Its name.
    codebook : DataFrame of shape (n_columns, 7)
        The contract.
    vocabulary : Vocabulary
        Lists that an ``allowed`` cell beginning with ``@`` refers to.

    Returns
    -------
    DataFrame
        The same rows, with the columns in the codebook's order and types.

    Raises
    ------
    ContractError
        Listing every column and row that breaks a rule.
    """
    import pandera.pandas as pa

    rows = columns_of(codebook, table)
    _check_whole(frame, rows, table)
    schema = pa.DataFrameSchema(
        {row["column"]: _column(row, vocabulary) for row in records(rows)},
        strict=True,
        ordered=True,
        coerce=True,
    )
    wanted = [name for name in rows["column"] if name in frame]
    extra = [name for name in frame if name not in wanted]
    try:
        valid: pd.DataFrame = schema.validate(_gaps(frame[wanted + extra], rows), lazy=True)
        return valid
    except pa.errors.SchemaErrors as error:
        raise _contract_error(error.failure_cases, table) from None


def _column(row: dict[str, Any], vocabulary: Vocabulary) -> Any:
    """Turn one row of the codebook into one column rule."""
    import pandera.pandas as pa

    check: Any = pa.Check
    allowed = _allowed(row["allowed"], vocabulary)
    empty = [""] if row["type"] == "text" and row["missing"] != NEVER else []
    checks = [check.isin([*allowed, *empty])] if allowed else []
    if row["type"] == "text" and row["missing"] == NEVER and not allowed:
        checks.append(check.str_length(min_value=1))
    nullable = row["type"] != "text" and row["missing"] != NEVER
    return pa.Column(TYPES[row["type"]], checks=checks, nullable=nullable)


def _allowed(cell: str, vocabulary: Vocabulary) -> list[str]:
    """List the values that a column may hold; none listed means any."""
    lists: dict[str, Callable[[], list[str]]] = {
        "@periods": lambda: vocabulary.periods["period"].tolist(),
        "@places": lambda: vocabulary.places["place"].tolist(),
        "@measures": lambda: vocabulary.measures["measure"].tolist(),
        "@units": lambda: vocabulary.units["unit"].tolist(),
        "@forms": lambda: [name for kind, name in vocabulary.label if kind == "form"],
    }
    if cell in lists:
        return lists[cell]()
    return [part.strip() for part in cell.split(";")] if cell else []


def _gaps(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Turn the blank cells of number columns into gaps."""
    numbers = [
        row["column"] for row in records(rows) if row["type"] != "text" and row["column"] in frame
    ]
    return frame.assign(**{name: frame[name].replace("", np.nan) for name in numbers})


def _check_whole(frame: pd.DataFrame, rows: pd.DataFrame, table: str) -> None:
    """Refuse fractions where the codebook wants whole numbers."""
    whole = [row["column"] for row in records(rows) if row["type"] == "whole"]
    cases = [
        {"column": name, "index": number, "check": "coerce_dtype('Int64')", "failure_case": value}
        for name in whole
        if name in frame
        for number, value in enumerate(frame[name])
        if _is_fraction(value)
    ]
    if cases:
        raise _contract_error(pd.DataFrame(cases), table)


def _is_fraction(value: Any) -> bool:
    """Tell whether a value is a number, or text of one, that is not whole."""
    try:
        return not float(value).is_integer() and float(value) == float(value)
    except (TypeError, ValueError):
        return False


def _contract_error(failures: pd.DataFrame, table: str) -> ContractError:
    """Put all broken rules into one message."""
    said = {"coerce_dtype('float64')": "a number", "coerce_dtype('Int64')": "a whole number"}
    lines = [
        f"  column {case['column'] or case['failure_case']!r}"
        + ("" if pd.isna(case["index"]) else f", row {int(case['index']) + 1}")
        + f": expected {said.get(case['check'], case['check'])}, found {case['failure_case']!r}"
        for case in records(failures)
    ]
    return ContractError(
        "a table that keeps the codebook",
        f"{len(lines)} broken rules",
        f"data/processed/{table}.csv",
        "mend the source of the value, or data/codebook.csv:\n" + "\n".join(lines[:40]),
    )


def write(frame: pd.DataFrame, path: Path) -> None:
    """Write a checked table aside, then put it in place in one step.

    Parameters
    ----------
    frame : DataFrame
        A table that `checked` gave back.
    path : Path
        Where it belongs.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    texts = frame.select_dtypes(["string", "object"])
    try:
        frame.assign(**{str(name): texts[name].map(safe) for name in texts}).to_csv(
            aside, index=False, lineterminator="\n", encoding="utf-8", float_format="%.12g"
        )
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def read(folder: Path, table: str, codebook: pd.DataFrame) -> pd.DataFrame:
    """Read a processed table with the types of the codebook.

    Parameters
    ----------
    folder : Path
        The folder of processed tables.
    table : str
        Its name.
    codebook : DataFrame of shape (n_columns, 7)
        The contract.

    Returns
    -------
    DataFrame
        Text columns with empty strings, numbers with gaps.
    """
    rows = columns_of(codebook, table)
    frame = read_text_table(folder / f"{table}.csv")
    kinds = {row["column"]: TYPES[row["type"]] for row in records(rows)}
    quoted = [name for name in frame if frame[name].str.startswith("'").any()]
    frame = frame.assign(**{str(name): frame[name].map(restored) for name in quoted})
    return _gaps(frame, rows).astype(kinds)
