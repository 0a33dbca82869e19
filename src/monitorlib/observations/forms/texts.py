"""What the forms say besides fields, codes and rules, in each language.

Everything is read from `data/hand/chart-texts.csv`. A text is a whole message with named
values, such as ``{last}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from monitorlib.observations.specification import LANGUAGES
from monitorlib.vocabulary import read_text_table, records, unknown_name


@dataclass(frozen=True)
class Texts:
    """The texts of the forms.

    Parameters
    ----------
    folder : Path
        `data/hand` of a project.
    """

    folder: Path

    @cached_property
    def messages(self) -> dict[str, dict[str, str]]:
        """Texts by key and language."""
        return {
            row["key"]: {language: row[language] for language in LANGUAGES}
            for row in records(read_text_table(self.folder / "chart-texts.csv"))
        }

    def say(self, key: str, language: str, **values: object) -> str:
        """Give a text in a language.

        Parameters
        ----------
        key : str
            Its key, such as ``error.date``.
        language : str
            One of the languages of the chart.
        **values : object
            The values that it names; those that it does not name are left out.

        Returns
        -------
        str
            The text.

        Raises
        ------
        UnknownNameError
            If there is no such text; the message names the nearest.
        """
        if key not in self.messages:
            raise unknown_name("text", key, self.messages, "data/hand/chart-texts.csv")
        return self.messages[key][language].format(**values)
