"""Findings as text: where, what, grouped, and never too long."""

from __future__ import annotations

import pandas as pd

from monitorlib.observations.problems import Problem, findings, listing, shown


def finding(row: int, severity: str = "error", rule: str = "a rule") -> Problem:
    return Problem(severity, rule, "", row, "Город", "a town", "'x'", "mend it")


def test_a_finding_says_where_expected_found_and_next() -> None:
    assert str(finding(4)) == ("row 4, column 'Город': expected a town; found 'x'; mend it")


def test_a_finding_names_its_sheet_and_may_be_of_the_whole_file() -> None:
    assert Problem("error", "r", "S", 0, "", "a", "b", "c").where == "sheet 'S'"
    assert Problem("error", "r", "", 0, "", "a", "b", "c").where == "the file"


def test_errors_come_first_and_findings_are_grouped_by_rule() -> None:
    text = listing([finding(3, "warning"), finding(9), finding(2, rule="another"), finding(5)])
    heads = [line for line in text.splitlines() if not line.startswith(" ")]
    assert heads == ["error: a rule (2)", "error: another (1)", "warning: a rule (1)"]
    assert text.index("row 5") < text.index("row 9")


def test_long_groups_are_counted() -> None:
    text = listing([finding(row) for row in range(1, 31)], most=3)
    assert text.count("row") == 3
    assert text.endswith("  and 27 more")


def test_values_are_short_and_private_ones_hidden() -> None:
    assert shown("") == "a blank"
    assert shown("a\nb") == "'a\\nb'"
    assert len(shown("x" * 10_000)) < 100
    assert shown("a secret", private=True) == "a private value of 8 letters"


def test_one_finding_for_each_chart() -> None:
    charts = pd.DataFrame({"_sheet": ["S", "S"], "_row": [2, 3]})
    found = findings(charts, "error", "r", "c", "a", ["b", "d"], "e")
    assert [(one.row, one.found) for one in found] == [(2, "b"), (3, "d")]
