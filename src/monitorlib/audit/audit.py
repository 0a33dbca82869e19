"""The audit: every stated number and comparison beside what the data make of it.

Checks come from the printed tables and from the claims; each is judged on the ledger.
A figure that follows from a wrong one is reproduced and says what it inherits. The result
is a table of one row a check, and nothing in it is typed by hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from monitorlib import wording
from monitorlib.audit import causes, claims, crosschecks, repairs, tablechecks
from monitorlib.audit.checks import Check, Judgement, cell_check
from monitorlib.audit.ledger import Ledger, in_prose
from monitorlib.errors import SourceError
from monitorlib.messages import noted, tr
from monitorlib.numbers import is_known, written
from monitorlib.processing.derive import Key
from monitorlib.processing.facts import source_name
from monitorlib.processing.printed import Agreement
from monitorlib.processing.transcription import Card, read_cards
from monitorlib.vocabulary import WHOLE, Vocabulary, read_text_table, records, visible

PUBLIC = (
    "id", "kind", "location", "line", "printed", "computed", "unit", "verdict", "formula", "why",
    "inherits",
)  # fmt: skip
"""Columns of the files that go with a report, in their order."""
INPUTS = ("total", "stated twice", "relation", "implied count")
"""Rules whose contradiction makes the count that they speak of doubtful for others."""
SUM = re.compile(r"(?P<terms>[\d.]+(?: \+ [\d.]+)+) = (?P<stated>[\d.]+)")
"""A comparison of a sum with a number."""
HOLDS = {"holds": noted("holds"), "does not hold": noted("does not hold")}
"""What a comparison comes to."""
MOST_LINES = 5
"""Lines, or runs of lines, that are named one by one; of more, the first and the last."""


@dataclass(frozen=True)
class Edition:
    """What the audit of an edition needs, read once.

    Attributes
    ----------
    period : str
        The period that the edition is about.
    vocabulary : Vocabulary
        What names mean.
    claims, relations, corrections, sections : DataFrame
        The tables of these names, as text.
    cards : mapping of str to dict
        Cards of the tables.
    lists : mapping of str to DataFrame
        The lists of the edition, as text.
    """

    period: str
    vocabulary: Vocabulary
    claims: pd.DataFrame
    relations: pd.DataFrame
    corrections: pd.DataFrame
    sections: pd.DataFrame
    cards: Mapping[str, Card]
    lists: Mapping[str, pd.DataFrame]

    @classmethod
    def read(cls, vocabulary: Vocabulary, raw: Path) -> Edition:
        """Read an edition.

        Parameters
        ----------
        vocabulary : Vocabulary
            The hand-made tables.
        raw : Path
            The edition's folder; its name ends with the period.

        Returns
        -------
        Edition
            Everything that the audit needs beside facts and values.
        """
        return cls(
            raw.name.removeprefix("report-"),
            vocabulary,
            vocabulary.table("claims"),
            vocabulary.table("relations"),
            vocabulary.table("corrections"),
            read_text_table(raw / "sections.csv"),
            read_cards(raw),
            {path.stem: read_text_table(path) for path in visible(raw / "lists", "*.csv")},
        )

    @property
    def told(self) -> dict[str, str]:
        """Numbers that claims state, by claim."""
        return {row["id"]: row["stated"] for row in records(self.claims)}


def ledger_of(tables: Mapping[str, pd.DataFrame], edition: Edition) -> Ledger:
    """Make the ledger of an edition.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Facts and values.
    edition : Edition
        The edition.

    Returns
    -------
    Ledger
        Its numbers.
    """
    return Ledger.of(
        {**edition.lists, "facts": tables["facts"], "values": tables["values"]},
        edition.vocabulary,
        edition.period,
        edition.told,
    )


def all_checks(edition: Edition, ledger: Ledger) -> list[Check]:
    """Make every check of an edition.

    Parameters
    ----------
    edition : Edition
        The edition.
    ledger : Ledger
        Its numbers.

    Returns
    -------
    list of Check
        In the order of the source.

    Raises
    ------
    SourceError
        If two checks have one id.
    """
    found = [
        *tablechecks.checks(ledger),
        *crosschecks.checks(ledger, edition.relations),
        *_correction_checks(edition.corrections, ledger),
        *claims.checks(edition.claims, ledger),
    ]
    twice = [name for name, n in Counter(check.id for check in found).items() if n > 1]
    if twice:
        raise SourceError(
            "checks of one id each", f"twice: {', '.join(twice)}", "the cards of the tables",
            "give the rows or columns different names",
        )  # fmt: skip
    return sorted(found, key=lambda check: check.line)


def refuse_problems(edition: Edition, ledger: Ledger) -> None:
    """Refuse hand-made tables from which no check can be made.

    Parameters
    ----------
    edition : Edition
        The edition.
    ledger : Ledger
        Its numbers.

    Raises
    ------
    SourceError
        Listing every problem of claims, relations and sections.
    """
    problems = [
        *(f"claims.csv, {told}" for told in claims.problems(edition.claims, ledger)),
        *(f"relations.csv, {told}" for told in crosschecks.problems(edition.relations, ledger)),
        *(f"sections.csv, {told}" for told in _section_problems(edition.sections)),
    ]
    if problems:
        raise SourceError(
            "claims and relations that can be judged", f"{len(problems)} problems", "data",
            "mend them:\n" + "\n".join(problems),
        )  # fmt: skip


def _section_problems(sections: pd.DataFrame) -> list[str]:
    """Find sections that are not in order, overlap, or lack lines in figures."""
    if list(sections.columns) != ["section", "first", "last"] or sections.empty:
        return ["expected rows with the columns section, first, last"]
    found, before = [], 0
    for row in records(sections):
        if not (row["first"].isdigit() and row["last"].isdigit()):
            found.append(f"{row['section']}: expected lines, found {row['first']} to {row['last']}")
        elif not before < int(row["first"]) <= int(row["last"]):
            found.append(f"{row['section']}: expected lines after {before}, found {row['first']}")
        before = int(row["last"]) if row["last"].isdigit() else before
    return found


def _correction_checks(corrections: pd.DataFrame, ledger: Ledger) -> list[Check]:
    """Make a check of each printed cell that is corrected."""
    cells = {
        (fact["table"], fact["row"], fact["column"]): fact
        for facts in ledger.printed.values()
        for fact in facts
        if not in_prose(fact)
    }
    found = []
    for row in records(corrections):
        fact = cells[row["table"], row["row"], row["column"]]
        key = (fact["period"], fact["place"], fact["measure"], fact["category"])
        if not ledger.book.values[key].get("correction"):
            continue
        judged = Judgement(Agreement.CONTRADICTED, row["corrected"], row["evidence"])
        fields = cell_check(
            fact,
            "correction" if ledger.derived(fact["measure"]) else "",
            rule="correction",
            judge=lambda _, judged=judged: judged,
            note="Corrected ({id}): {reason}.".format(id=row["id"], reason=row["reason"]),
        )
        found.append(Check(**fields))
    return found


def audit(
    tables: Mapping[str, pd.DataFrame],
    edition: Edition,
    as_printed: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Judge every stated number and comparison of an edition.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Facts and values; without corrected facts, the source as printed is judged.
    edition : Edition
        The edition.
    as_printed : mapping of str to str, optional
        Verdict of each check without corrections, where that is known already.

    Returns
    -------
    DataFrame of shape (n_checks, 22)
        One row a check in the order of the source: the columns of `PUBLIC`, and rule,
        section, table, row, column, period, place, stated, gap, gravity, as_printed.

    Raises
    ------
    SourceError
        If two checks have one id.
    """
    ledger = ledger_of(tables, edition)
    checks = all_checks(edition, ledger)
    judged: dict[str, Judgement] = {}
    inputs: dict[str, dict[Key, tuple[str, ...]]] = {}
    for check in checks:
        traced, seen = ledger.traced()
        judged[check.id] = check.judge(traced)
        inputs[check.id] = seen
    evidence = causes.Evidence(ledger, judged, checks, inputs)
    doubtful = _doubtful(checks, judged)
    sections = _Sections(edition)
    rows = []
    for check in checks:
        judgement = judged[check.id]
        inherits = _inherits(check, judgement, set(inputs[check.id]), doubtful, ledger)
        row = _row(check, judgement, inherits, evidence, sections.of(check))
        bare = row["verdict"] if as_printed is None else as_printed.get(check.id, "")
        rows.append({**row, "as_printed": bare})
    return pd.DataFrame(rows)


def _doubtful(checks: Sequence[Check], judged: Mapping[str, Judgement]) -> dict[Key, list[str]]:
    """Name, for each count, the contradicted checks that make it doubtful."""
    found: dict[Key, list[str]] = {}
    for check in checks:
        judgement = judged[check.id]
        if check.rule == "implied count" and not judgement.computed:
            continue
        if check.rule in INPUTS and judgement.verdict is Agreement.CONTRADICTED:
            for key in check.keys:
                found.setdefault(key, []).append(check.id)
    return found


def _inherits(
    check: Check,
    judgement: Judgement,
    inputs: set[Key],
    doubtful: Mapping[Key, list[str]],
    ledger: Ledger,
) -> list[str]:
    """Name the contradictions that a number which follows from its inputs inherits."""
    if judgement.verdict not in (Agreement.REPRODUCED, Agreement.ROUNDING):
        return []
    own = {key for key in check.keys if not ledger.derived(key[2])}
    names = {name for key in inputs | own for name in doubtful.get(key, [])}
    return sorted(names - {check.id})


class _Sections:
    """Says to which section of the report a check belongs."""

    def __init__(self, edition: Edition) -> None:
        self.cards = edition.cards
        self.spans = [
            (int(row["first"]), int(row["last"]), row["section"])
            for row in records(edition.sections)
        ]

    def of(self, check: Check) -> str:
        """Name the section: that of the table's card, or the one whose lines hold the claim."""
        if check.table in self.cards:
            return str(self.cards[check.table]["section"])
        return next((name for first, last, name in self.spans if first <= check.line <= last), "")


def _row(
    check: Check,
    judgement: Judgement,
    inherits: list[str],
    evidence: causes.Evidence,
    section: str,
) -> dict[str, Any]:
    """Write one row of the audit."""
    return {
        "id": check.id,
        "kind": check.kind,
        "location": check.location,
        "line": check.line,
        "printed": check.printed,
        "computed": judgement.computed,
        "unit": check.unit,
        "verdict": str(judgement.verdict),
        "formula": judgement.formula,
        "why": _why(check, judgement, evidence),
        "inherits": ";".join(inherits),
        "rule": check.rule,
        "section": section,
        "table": check.table,
        "row": check.row,
        "column": check.column,
        "period": check.period,
        "place": check.place,
        "stated": check.stated,
        "gap": judgement.gap,
        "gravity": gravity(check, judgement, evidence.ledger),
    }


def _why(check: Check, judgement: Judgement, evidence: causes.Evidence) -> str:
    """Say what is needed, or what the likely cause is, and what people noted."""
    parts = [check.note]
    if judgement.verdict is Agreement.CONTRADICTED and check.rule != "correction":
        places = against(check, evidence.inputs[check.id], evidence.ledger)
        parts.insert(0, causes.cause(check, evidence))
        parts.insert(0, f"Against {places}." if places else "")
    if judgement.verdict is Agreement.NOT_DERIVABLE:
        needs = check.needs or "a second source of this number"
        parts.insert(0, f"Needed: {needs}.")
    first, *rest = [part.strip() for part in parts if part.strip()] or [""]
    return " ".join([first, *(part[0].upper() + part[1:] for part in rest)])


def against(check: Check, inputs: Mapping[Key, tuple[str, ...]], ledger: Ledger) -> str:
    """Name the places that a check was judged by.

    Parameters
    ----------
    check : Check
        The check.
    inputs : mapping of tuple to str
        Quantities that it looked at, each with the tables it was looked up in.
    ledger : Ledger
        The numbers of the edition.

    Returns
    -------
    str
        Tables, lists and lines of the source, without the line of the check itself.
    """
    lines: dict[str, set[int]] = {}
    for key, table in ((key, table) for key, tables in inputs.items() for table in tables):
        fact = ledger.fact(key, table) if table else ledger.book.values.get(key)
        if fact and fact.get("table") and is_known(fact["value"]):
            name = "the text" if in_prose(fact) else source_name(fact)
            lines.setdefault(name, set()).add(int(fact["line"]))
    for name, found in claims.cited(check.answer, ledger).items():
        lines.setdefault(name, set()).update(found)
    told = {name: sorted(found - {check.line}) for name, found in lines.items()}
    return "; ".join(f"{name} ({_spelled(found)})" for name, found in told.items() if found)


def _spelled(lines: list[int]) -> str:
    """Write lines of the source, neighbours as a range."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    if len(runs) > MOST_LINES:
        runs = [[lines[0], lines[-1]]]
    spans = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return ("line {lines}" if len(lines) == 1 else "lines {lines}").format(lines=", ".join(spans))


def gravity(check: Check, judgement: Judgement, ledger: Ledger) -> float:
    """Rank a contradiction: first what the report says of its own year and the whole country.

    Parameters
    ----------
    check : Check
        The check.
    judgement : Judgement
        What it came to.
    ledger : Ledger
        The numbers of the edition.

    Returns
    -------
    float
        0 for anything but a contradiction; else 3 for the country in the edition's year, 2 for
        a town in it, 1 for earlier periods, plus the gap as a part of the larger number, half
        of it for a comparison in words.
    """
    if judgement.verdict is not Agreement.CONTRADICTED:
        return 0.0
    level = 1 if check.period != ledger.edition else 3 if check.place == WHOLE else 2
    return round(level + min(judgement.size if is_known(judgement.size) else 0.1, 0.99), 2)


def as_printed(
    tables: Mapping[str, pd.DataFrame], edition: Edition
) -> tuple[dict[str, str], pd.DataFrame]:
    """Judge the source without corrections, and search for changes that reconcile it.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Facts and values as printed, without corrections.
    edition : Edition
        The edition.

    Returns
    -------
    verdicts : dict of str to str
        Verdict of each check.
    repairs : DataFrame of shape (n_repairs, 6)
        Changes of few cells that make several printed numbers agree, the strongest first:
        period, changes in words, what each reconciles and breaks (ids, separated by
        semicolons), whether it is strong, and the corrections that carry it out.

    Raises
    ------
    SourceError
        If claims, relations or sections cannot be judged; every problem is listed.
    """
    ledger = ledger_of(tables, edition)
    refuse_problems(edition, ledger)
    trial = repairs.Trial(all_checks(edition, ledger), ledger)
    done = {
        (row["table"], row["row"], row["column"], row["corrected"]): row["id"]
        for row in records(edition.corrections)
    }
    rows = [_candidate(repair, ledger, done) for repair in repairs.search(trial)]
    columns = ["period", "changes", "reconciles", "breaks", "strong", "corrections"]
    verdicts = {name: str(verdict) for name, verdict in trial.before.items()}
    return verdicts, pd.DataFrame(rows, columns=columns)


def _candidate(
    repair: repairs.Repair, ledger: Ledger, done: Mapping[tuple[str, str, str, str], str]
) -> dict[str, str]:
    """Write one candidate."""
    changes, ids = [], []
    for key, before, after in repair.changes:
        facts = [f for f in ledger.printed.get(key, []) if not in_prose(f)]
        where = f"{key[1]} {key[0]}"
        was = written(before) if is_known(before) else noted("not printed")
        changes.append(f"{where}: {was} → {written(after)}")
        ids += [
            done[at]
            for fact in facts
            if (
                at := (fact["table"], fact["row"], fact["column"], written(after) if after else "-")
            )
            in done
        ]
    return {
        "period": max(key[0] for key, _, _ in repair.changes),
        "changes": "; ".join(changes),
        "reconciles": ";".join(repair.reconciles),
        "breaks": ";".join(repair.breaks),
        "strong": "yes" if repair.strong else "no",
        "corrections": ";".join(ids),
    }


def counts(rows: pd.DataFrame) -> dict[str, int]:
    """Count the verdicts.

    Parameters
    ----------
    rows : DataFrame
        Rows of the audit.

    Returns
    -------
    dict of str to int
        By verdict, all four in their order.
    """
    found = rows["verdict"].value_counts()
    return {str(verdict): int(found.get(str(verdict), 0)) for verdict in Agreement}


def gravest(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the contradictions, the gravest first.

    Parameters
    ----------
    rows : DataFrame
        Rows of the audit.

    Returns
    -------
    DataFrame
        Those that contradict.
    """
    return rows[rows["gravity"] > 0].sort_values("gravity", ascending=False, kind="stable")


def worked_out(row: Mapping[str, Any]) -> str:
    """Write the formula of a row of the audit; of a comparison also whether it holds.

    Parameters
    ----------
    row : mapping
        A row of the audit.

    Returns
    -------
    str
        The formula with its values put in.
    """
    said = HOLDS.get(row["computed"], "")
    formula = wording.formula(str(row["formula"]))
    if said == HOLDS["does not hold"] and (added := SUM.fullmatch(str(row["formula"]))):
        total = sum(map(Decimal, added["terms"].split(" + ")))
        formula = tr("{terms} = {sum}, not {stated}").format(
            terms=wording.formula(added["terms"]),
            sum=wording.formula(str(total)),
            stated=wording.formula(added["stated"]),
        )
    return f"{formula}: {tr(said)}" if said and formula else formula


def summary(rows: pd.DataFrame) -> str:
    """Write the verdicts in one line.

    Parameters
    ----------
    rows : DataFrame
        Rows of the audit.

    Returns
    -------
    str
        One sentence for README and terminal.
    """
    found = counts(rows)
    return tr(
        "{all} stated numbers and comparisons checked: {reproduced} reproduced, "
        "{rounding} rounding, {contradicted} contradicted, {open} not derivable."
    ).format(
        all=len(rows),
        reproduced=found["reproduced"],
        rounding=found["rounding"],
        contradicted=found["contradicted"],
        open=found["not derivable"],
    )
