"""Which report is meant: its period, with or without corrections, in which language.

Only the standard library is used here, so that finding nothing to do takes no time.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitorlib import paths
from monitorlib.languages.locales import SOURCE


@dataclass(frozen=True)
class Variant:
    """One report of those that could be built.

    Attributes
    ----------
    year : str
        The period.
    as_printed : bool
        Whether corrections are left out.
    locale : str
        Language of its pages.

    Examples
    --------
    >>> Variant("2017").name, Variant("2016", as_printed=True, locale="ru").name
    ('2017', '2016-as-printed-ru')
    """

    year: str
    as_printed: bool = False
    locale: str = SOURCE

    @property
    def name(self) -> str:
        """Name of its folders."""
        printed = "-as-printed" if self.as_printed else ""
        return f"{self.year}{printed}" + (f"-{self.locale}" if self.locale != SOURCE else "")

    @property
    def stem(self) -> str:
        """How the files to take away begin."""
        return f"report-{self.name}"

    @property
    def parameters(self) -> dict[str, Any]:
        """What its notebooks are run with."""
        return {"YEAR": self.year, "AS_PRINTED": self.as_printed, "LOCALE": self.locale}

    @property
    def command(self) -> str:
        """The command that builds it."""
        printed = " AS_PRINTED=yes" if self.as_printed else ""
        language = f" LOCALE={self.locale}" if self.locale != SOURCE else ""
        return f"make report YEAR={self.year}{printed}{language}"

    def folder(self, below: str = "report") -> Path:
        """Name a folder of the report.

        Parameters
        ----------
        below : {"report", "build"}
            The pages, or what the build keeps.

        Returns
        -------
        Path
            Such as `report/2017` or `build/2017-as-printed`.
        """
        return paths.root() / below / self.name
