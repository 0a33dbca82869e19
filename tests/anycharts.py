"""Charts of any content, as the forms hold them: a text a field, blank where not filled in."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from hypothesis import strategies as st

from monitorlib.observations.specification import Field, Specification

WHOLES = ["", "0", "1", "2", "3", "15", "16", "1440", "1441", "5000", "5001", "100000", "100001"]
"""Blank, small enough to be equal or in any order, and both sides of every limit."""


def charts(specification: Specification) -> st.SearchStrategy[dict[str, str]]:
    """Make charts, one text a field."""
    return st.fixed_dictionaries(
        {name: st.sampled_from(values(specification, field))
         for name, field in specification.fields.items()}
    )  # fmt: skip


def values(specification: Specification, field: Field) -> list[str]:
    """List values of a field."""
    codes = [*specification.codes_of(field.name)]
    if field.type == "codes":
        return ["", codes[0], " ".join(codes[:2])]
    if codes:
        return ["", *codes]
    plain = {"whole": WHOLES, "date": ["2018-03-05"], "time": ["", "14:30"], "id": ["KZ-1"]}
    return plain.get(field.type, ["", "a text"])


def typed(specification: Specification, chart: Mapping[str, str]) -> pd.DataFrame:
    """Give the fields of a chart their types, as the checks get them."""
    return pd.DataFrame(
        {
            name: pd.Series([int(text) if text else pd.NA], dtype="Int64")
            if specification.field(name).type == "whole"
            else pd.Series([text], dtype="str")
            for name, text in chart.items()
        }
    )
