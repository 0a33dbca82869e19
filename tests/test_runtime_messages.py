"""Every message that a report looks up is one that extraction knows.

All notebooks run here without a kernel, in Russian, with a catalogue that takes notes.
"""

from __future__ import annotations

import ast
import gettext
import sys
from typing import Any

import pytest

from monitorlib import messages
from monitorlib.audit import auditview
from monitorlib.languages.sources import MARKS, everything
from monitorlib.report_data import Report
from monitorlib.running.sections import all_sections
from monitorlib.tabular import layout

YEARS = ("2017", "2010")


class Notes(gettext.NullTranslations):
    """Keeps what is looked up; names from the data need not be known."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        if sys._getframe(2).f_code.co_name != "name":
            self.asked.add(message)
        return message

    def ngettext(self, one: str, many: str, n: int) -> str:
        self.asked |= {one, many}
        return one if n == 1 else many


def unknown(notes: Notes, known: set[str]) -> list[str]:
    """List what was looked up in vain; a period or a number has no translation."""
    return sorted(text for text in notes.asked - known if MARKS.search(text))


def shown(source: str, names: dict[str, Any]) -> None:
    """Run a cell, and let its last line show itself as a notebook would."""
    body = ast.parse(source).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)  # noqa: S102
    if isinstance(last, ast.Expr):
        result = eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307
        if hasattr(result, "_repr_mimebundle_"):
            result._repr_mimebundle_()


@pytest.fixture(scope="module")
def known() -> set[str]:
    return {text for each in everything() for text in (each.one, each.many)}


@pytest.mark.parametrize("year", YEARS)
def test_the_notebooks_look_up_no_message_that_the_catalogues_cannot_have(year, known) -> None:
    notes = Notes()
    for section in all_sections():
        names: dict[str, Any] = {}
        for cell in section.content["cells"]:
            if cell["cell_type"] != "code":
                continue
            with messages.speaking("ru", notes):
                shown("".join(cell["source"]).replace("ml.use(LOCALE)", "pass"), names)
            if "parameters" in cell["metadata"].get("tags", []):
                names |= {"YEAR": year, "LOCALE": "ru"}
    assert len(notes.asked) > 100
    assert unknown(notes, known) == []


def test_the_tables_as_printed_and_of_all_periods_look_up_known_messages(known) -> None:
    notes = Notes()
    with messages.speaking("ru", notes):
        for year in ("2016", "2011-12"):
            report = Report(year)
            for number in report.cards:
                layout.table(report, number)._repr_mimebundle_()
        bare = Report("2017", as_printed=True)
        for part in (auditview.say_sensitivity, auditview.sensitivity, auditview.gravest):
            part(bare)._repr_mimebundle_()
    assert unknown(notes, known) == []
