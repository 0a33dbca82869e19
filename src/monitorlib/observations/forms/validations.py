"""What a workbook refuses to take into a cell, and which cells it colours.

A validation sees what is typed. It does not see what is pasted, nor a rule that is broken by
a change in another cell; those are coloured. Formulas of a validation stay short enough to
be looked at in a spreadsheet, and speak of blank cells by themselves, because the switch
"ignore blank" would let anything pass where any cell of the formula is blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from openpyxl.worksheet.datavalidation import DataValidation

from monitorlib.observations.forms import entries
from monitorlib.observations.forms.acceptance import BUILT_IN, accepted, codes_name
from monitorlib.observations.forms.formulas import Formulas, quoted
from monitorlib.observations.forms.texts import Texts
from monitorlib.observations.problems import ERROR, WARNING
from monitorlib.observations.specification import UNKNOWN, Field, Specification

FIRST, LAST = 3, 502
"""Rows that charts stand in."""
REQUIRED, NOT_ASKED = "required", "not_asked"
LONGEST_TITLE = 32


@dataclass(frozen=True)
class Checks:
    """The checks of one sheet.

    Parameters
    ----------
    specification : Specification
        The chart.
    texts : Texts
        The texts of the forms.
    language : str
        The language of the sheet.
    columns : mapping of str to str
        Letters of the column of each field.
    """

    specification: Specification
    texts: Texts
    language: str
    columns: Mapping[str, str]

    @cached_property
    def formulas(self) -> Formulas:
        """Write formulas for the first row of charts."""
        cells = {name: self.cell(name) for name in self.columns}
        return Formulas(self.specification, self.language, cells)

    def cell(self, name: str) -> str:
        """Give the cell of a field in the first row of charts.

        Parameters
        ----------
        name : str
            A field.

        Returns
        -------
        str
            Such as ``$N3``.
        """
        return f"${self.columns[name]}{FIRST}"

    def cells(self, name: str) -> str:
        """Give all cells of a field.

        Parameters
        ----------
        name : str
            A field.

        Returns
        -------
        str
            Such as ``$N$3:$N$502``.
        """
        letters = self.columns[name]
        return f"${letters}${FIRST}:${letters}${LAST}"

    def validation(self, field: Field) -> DataValidation:
        """Make the validation of a field's cells, with its message and its hint.

        Parameters
        ----------
        field : Field
            A field of the chart.

        Returns
        -------
        DataValidation
            Not yet bound to a sheet.
        """
        demands = entries.demands(self.specification, field, self.texts, self.language)
        if field.name == "id":
            demands.append(self.texts.say("error.twice", self.language))
        label = field.labels[self.language]
        title = label if len(label) <= LONGEST_TITLE else None
        made = DataValidation(**{"allow_blank": True, **self._criterion(field)})
        made.showInputMessage = True
        made.showErrorMessage = bool(demands) and field.type != "codes"
        if made.showErrorMessage:
            made.error, made.errorTitle = "\n".join(demands), title
        made.prompt, made.promptTitle = self._prompt(field), title
        made.add(self.cells(field.name).replace("$", ""))
        return made

    def colours(self, field: Field) -> Iterator[tuple[str, str]]:
        """Say which cells of a field are coloured, the more serious first.

        Parameters
        ----------
        field : Field
            A field of the chart.

        Yields
        ------
        tuple of two str
            The kind of mark, and when it is shown.
        """
        cell, letters = self.cell(field.name), [*self.columns.values()]
        unasked = [
            self.formulas.breach(condition)
            for condition in entries.asked_when(self.specification, field)
        ]
        blank = [f"COUNTA(${letters[0]}{FIRST}:${letters[-1]}{FIRST})>0", f'{cell}=""']
        marks = {
            ERROR: [*self._breaches(field, ERROR), *self._no_value(field, unasked)],
            NOT_ASKED: unasked,
            WARNING: [*self._breaches(field, WARNING)],
            REQUIRED: [f"AND({','.join(blank)})"] if field.required else [],
        }
        for kind, formulas in marks.items():
            if formulas:
                yield kind, formulas[0] if len(formulas) == 1 else f"OR({','.join(formulas)})"

    def _no_value(self, field: Field, unasked: list[str]) -> Iterator[str]:
        """Write when a cell holds what it cannot hold."""
        cell = self.cell(field.name)
        if parts := accepted(field, cell, self.language):
            yield f'AND({cell}<>"",NOT(IFERROR(AND({",".join(parts)}),FALSE)))'
        if field.name == "id":
            yield f'AND({cell}<>"",{self._times()}>1)'
        for formula in unasked:
            yield f"AND({','.join([*self._given(field), formula])})"

    def _breaches(self, field: Field, severity: str) -> Iterator[str]:
        """Write when the rules that look at a field are broken."""
        for rule in entries.rules_of(self.specification, field, severity):
            yield self.formulas.breach(rule.holds)

    def _given(self, field: Field) -> list[str]:
        """Write that a field holds more than what follows from its not being asked for."""
        cell, codes = self.cell(field.name), self.specification.codes_of(field.name)
        implied = {"", field.otherwise, UNKNOWN if UNKNOWN in codes else ""}
        said = [codes[one][self.language] if one in codes else one for one in sorted(implied)]
        return [f"{cell}<>{one if field.type == 'whole' and one else quoted(one)}" for one in said]

    def _times(self) -> str:
        """Count the charts of a number; COUNTIF would take 001 and 1 for the same."""
        return f"SUMPRODUCT(--({self.cells('id')}={self.cell('id')}))"

    def _criterion(self, field: Field) -> dict[str, object]:
        """Give what a validation demands."""
        if field.list:
            return {"type": "list", "formula1": codes_name(field.list, self.language)}
        kind = "textLength" if entries.limited(field) else field.type
        rules = entries.rules_of(self.specification, field)
        if kind in BUILT_IN and not rules:
            return {"type": kind, **BUILT_IN[kind]}
        cell = self.cell(field.name)
        if not (parts := accepted(field, cell, self.language)):
            return {}
        if field.name == "id":
            parts.append(f"{self._times()}=1")
        parts += [f"NOT({self.formulas.breach(rule.holds, field.name)})" for rule in rules]
        formula = f'OR({cell}="",AND({",".join(parts)}))'
        return {"type": "custom", "formula1": formula, "allow_blank": False}

    def _prompt(self, field: Field) -> str:
        """Write what shows up beside a chosen cell."""
        hint = self.texts.say(f"hint.{field.name}", self.language)
        if field.type != "codes":
            return hint
        return f"{hint}\n{self.texts.say('mark.several', self.language)}"
