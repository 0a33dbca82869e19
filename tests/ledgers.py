"""Ledgers for tests: that of the edition, and small ones with numbers of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from monitorlib import paths
from monitorlib.audit.audit import Edition
from monitorlib.audit.audit import ledger_of as of_edition
from monitorlib.audit.ledger import Ledger
from monitorlib.processing.facts import PROSE, Fact, resolve
from monitorlib.processing.printed import number
from monitorlib.report_data import Report
from monitorlib.vocabulary import WHOLE, Vocabulary

DASH = {"printed": "-", "status": "none_recorded", "value": 0.0}
BLANK = {"printed": "", "status": "not_printed", "value": float("nan")}


def fact(measure: str, stated: str = "", *, category: str = "", **other: Any) -> Fact:
    """A printed number of the whole country in 2017, in Table 2, unless something else is said."""
    made = {
        "period": "2017",
        "place": WHOLE,
        "measure": measure,
        "category": category,
        "value": float(number(stated)) if stated else float("nan"),
        "unit": Vocabulary(paths.hand()).measure[measure]["unit"],
        "status": "stated",
        "printed": stated,
        "stated": stated,
        "correction": "",
        "table": "2",
        "row": "TOTAL",
        "column": "2017",
        "row_no": 0,
        "column_no": 0,
        "line": 118,
        **other,
    }
    return {**made, "row": "", "column": ""} if made["table"] == PROSE else made


def small_ledger(
    *facts: Fact,
    lists: Mapping[str, pd.DataFrame] | None = None,
    told: Mapping[str, str] | None = None,
) -> Ledger:
    """A ledger of the given facts, one assembly in Almaty in 2017 if there are none."""
    names = Vocabulary(paths.hand())
    frame = pd.DataFrame(list(facts) or [fact("assemblies", "1", place="Almaty")])
    values = resolve(frame, names.table("precedence"))
    tables = {**(lists or {}), "facts": frame, "values": values}
    return Ledger.of(tables, names, "2017", told or {})


def whole_ledger(report: Report) -> Ledger:
    """The ledger of the edition, with its corrections."""
    edition = Edition.read(report.vocabulary, paths.raw())
    return of_edition({name: report.rows(name) for name in ("facts", "values")}, edition)
