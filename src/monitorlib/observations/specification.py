"""The observation chart as data: its fields, its codes and its rules.

Everything is read from `data/hand/chart-fields.csv`, `chart-codes.csv` and `chart-rules.csv`.
A new field, code or rule is a row there; forms, checks and the codebook page follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from monitorlib.observations.conditions import Condition
from monitorlib.vocabulary import read_text_table, records, unknown_name

LANGUAGES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
TYPES = {
    "id": "letters, digits and hyphens",
    "text": "any text",
    "code": "one code of a list",
    "codes": "codes of a list, separated by spaces",
    "yes_no": "yes, no or unknown",
    "whole": "a whole number, 0 or more",
    "date": "a day",
    "time": "a time of day",
    "crowd": "a number of people in words",
}
UNKNOWN = "unknown"
"""The code that says as much as a blank."""


@dataclass(frozen=True)
class Field:
    """One field of the chart.

    Attributes
    ----------
    name, group, type, unit : str
        Its name, the part of the form it stands in, one of `TYPES`, and its unit.
    list : str
        The list of codes that it takes; blank where it takes none.
    required, private : bool
        Whether it must be filled in; whether it never leaves the office.
    relevant : Condition or None
        When the field is asked for; always where there is none.
    otherwise : str
        What the field is where it is not asked for; blank for nothing.
    feeds : tuple of str
        Tables (``14-1``) and sections (``08``) that it feeds.
    meaning, unknown : str
        What it says, and what a blank says.
    labels : mapping of str to str
        Its label in each language.
    """

    name: str
    group: str
    type: str
    unit: str
    list: str
    required: bool
    private: bool
    relevant: Condition | None
    otherwise: str
    feeds: tuple[str, ...]
    meaning: str
    unknown: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Rule:
    """What must hold of each chart.

    Attributes
    ----------
    name : str
        Its name.
    severity : str
        ``error`` stops the report, ``warning`` is printed in it.
    field : str
        The field to look at first.
    holds : Condition
        What must not be false; unknown passes.
    messages : mapping of str to str
        The rule in words, in each language.
    """

    name: str
    severity: str
    field: str
    holds: Condition
    messages: Mapping[str, str]


@dataclass(frozen=True)
class Specification:
    """The whole chart.

    Parameters
    ----------
    folder : Path
        `data/hand` of a project.
    """

    folder: Path

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Fields by name, in the order of the form."""
        return {
            row["field"]: Field(
                name=row["field"],
                group=row["group"],
                type=row["type"],
                unit=row["unit"],
                list=row["list"],
                required=row["required"] == "yes",
                private=row["visibility"] == "private",
                relevant=Condition.parse(row["relevant"]) if row["relevant"] else None,
                otherwise=row["otherwise"],
                feeds=tuple(filter(None, row["feeds"].split(";"))),
                meaning=row["meaning"],
                unknown=row["unknown"],
                labels={language: row[f"label_{language}"] for language in LANGUAGES},
            )
            for row in records(read_text_table(self.folder / "chart-fields.csv"))
        }

    @cached_property
    def codes(self) -> dict[str, dict[str, dict[str, str]]]:
        """Labels by list, code and language, in the order of the form."""
        lists: dict[str, dict[str, dict[str, str]]] = {}
        for row in records(read_text_table(self.folder / "chart-codes.csv")):
            labels = {language: row[f"label_{language}"] for language in LANGUAGES}
            lists.setdefault(row["list"], {})[row["code"]] = labels
        return lists

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Rules by name."""
        return {
            row["rule"]: Rule(
                name=row["rule"],
                severity=row["severity"],
                field=row["field"],
                holds=Condition.parse(row["holds"]),
                messages={language: row[f"message_{language}"] for language in LANGUAGES},
            )
            for row in records(read_text_table(self.folder / "chart-rules.csv"))
        }

    @property
    def public(self) -> list[str]:
        """Names of the fields that may be published."""
        return [name for name, field in self.fields.items() if not field.private]

    def field(self, name: str) -> Field:
        """Look a field up.

        Parameters
        ----------
        name : str
            Its name.

        Returns
        -------
        Field
            The field.

        Raises
        ------
        UnknownNameError
            If the chart has no such field; the message names the nearest.
        """
        if name not in self.fields:
            raise unknown_name("field", name, self.fields, "the observation chart")
        return self.fields[name]

    def codes_of(self, name: str) -> dict[str, dict[str, str]]:
        """Give the codes that a field takes.

        Parameters
        ----------
        name : str
            A field.

        Returns
        -------
        dict
            Labels by code and language; empty where it takes none.
        """
        return self.codes.get(self.field(name).list, {})
