"""The date of a report is that of its state, not of the clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitorlib import provenance
from monitorlib.errors import BuildError


def test_a_date_that_is_given_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1514678400")
    assert provenance.built().isoformat() == "2017-12-31T00:00:00+00:00"


@pytest.mark.parametrize("given", ["soon", "1e9", "9" * 30])
def test_what_is_no_date_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(BuildError, match=r"seconds since 1970.*SOURCE_DATE_EPOCH"):
        provenance.built()


def test_without_git_the_release_dates_the_report(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setattr(provenance, "_committed", lambda: None)
    (project / "CITATION.cff").write_text("date-released: 2018-03-01\n", encoding="utf-8")
    assert provenance.built().date().isoformat() == "2018-03-01"
    (project / "CITATION.cff").unlink()
    assert provenance.built().year == 1980, "the first year that an archive can hold"
