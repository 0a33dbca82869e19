"""When the entry of a cell is a value of its field, as formulas of a spreadsheet.

A spreadsheet knows no patterns: each sign of an identifier is looked up in the signs that are
allowed. Array constants are not allowed in a validation, so rows stand for counting.
"""

from __future__ import annotations

from monitorlib.observations.forms.entries import FIRST_DAY, LONGEST_ID, limited
from monitorlib.observations.specification import Field
from monitorlib.observations.values import LARGEST, LONGEST_TEXT

CHARACTERS = {"letters": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "digits": "0123456789"}
"""Names for formulas."""
EARLIEST = f"DATE({FIRST_DAY.year},{FIRST_DAY.month},{FIRST_DAY.day})"
THIRD = "ISNUMBER(FIND(MID({cell},3,1),letters))"
"""One, if a code begins with three letters."""


def _all_of(text: str, longest: int, allowed: str) -> str:
    """Write that each of the first signs of a text is allowed; the text has so many."""
    return f"SUMPRODUCT(--ISERROR(FIND(MID({text},ROW($1:${longest}),1),{allowed})))=0"


ACCEPTED = {
    "id": (
        f"LEN({{cell}})<={LONGEST_ID}", 'LEFT({cell})<>"-"',
        _all_of(f"UPPER({{cell}})&REPT(0,{LONGEST_ID})", LONGEST_ID, 'letters&digits&"-"'),
        "SUMPRODUCT(--ISNUMBER(FIND(ROW($1:$10)-1,{cell})))>0",
    ),
    "monitor": (
        _all_of("LEFT({cell},2)", 2, "letters"), f"ABS(LEN({{cell}})-{THIRD}-5)<=1",
        _all_of(f'MID({{cell}}&"00",3+{THIRD},4)', 4, "digits"),
    ),
    "whole": ("ISNUMBER({cell})", "{cell}=INT({cell})", "{cell}>=0", f"{{cell}}<={LARGEST}"),
    "date": ("ISNUMBER({cell})", f"{{cell}}>={EARLIEST}", "{cell}<TODAY()+1"),
    "time": ("ISNUMBER({cell})", "{cell}>=0", "{cell}<1"),
    "text": (f"LEN({{cell}})<={LONGEST_TEXT}",),
    "code": ("SUMPRODUCT(--({codes}={cell}))>0",),
}  # fmt: skip
"""What holds of a value, by type or by name of the field."""
BUILT_IN = {
    "whole": {"operator": "between", "formula1": "0", "formula2": str(LARGEST)},
    "date": {"operator": "between", "formula1": EARLIEST, "formula2": "TODAY()"},
    "time": {"operator": "between", "formula1": "0", "formula2": "TIME(23,59,59)"},
    "textLength": {"operator": "lessThanOrEqual", "formula1": str(LONGEST_TEXT)},
}
"""Validations that a spreadsheet knows by itself."""


def codes_name(codes: str, language: str) -> str:
    """Name the range of the labels of a list.

    Parameters
    ----------
    codes : str
        The list.
    language : str
        One of the languages of the chart.

    Returns
    -------
    str
        A name that formulas can use.
    """
    return f"codes_{codes}_{language}"


def accepted(field: Field, cell: str, language: str) -> list[str]:
    """Write what holds of an entry that is a value of its field.

    Parameters
    ----------
    field : Field
        A field of the chart.
    cell : str
        Where the entry stands, such as ``$N3``.
    language : str
        The language of its labels.

    Returns
    -------
    list of str
        Formulas that must all hold; empty where anything may be entered.
    """
    kind = field.name if field.name in ACCEPTED else field.type
    kind = {"yes_no": "code", "crowd": "text"}.get(kind, kind)
    if kind not in ACCEPTED or (kind == "text" and not limited(field)):
        return []
    codes = codes_name(field.list, language)
    return [one.format(cell=cell, codes=codes) for one in ACCEPTED[kind]]
