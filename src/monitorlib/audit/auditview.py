"""How the audit shows: verdicts, statements of a section, the whole ledger, and repairs.

Everything here is laid out from `data/processed/audit.csv` and `repairs.csv`; nothing is
judged. The ledger filters itself by style alone, so that it works without a script.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from monitorlib import wording
from monitorlib.audit import audit
from monitorlib.evidence import BEGIN, marked
from monitorlib.findings import HEADLINES, quantity_name
from monitorlib.messages import ABSENT, Text, counted, name, noted, say, tr
from monitorlib.numbers import written
from monitorlib.paths import edition
from monitorlib.processing.printed import Agreement
from monitorlib.report_data import Report
from monitorlib.tabular.tabledata import Cell
from monitorlib.tabular.tablehtml import audit_link
from monitorlib.tabular.tables import Table
from monitorlib.vocabulary import WHOLE, records

KINDS = {
    "table": noted("cells of tables"),
    "cross-table": noted("two places about the same number"),
    "prose": noted("numbers in the text"),
    "comparison": noted("comparisons in words"),
}
"""Kinds of statements, and what a reader calls them."""
VERDICTS = (
    noted("not derivable"), noted("contradicted"), noted("rounding"), noted("reproduced"),
)  # fmt: skip
"""What `Agreement` names, the worst first."""
GRAVEST = 12
LETTERS = re.compile("[A-Za-z]{3}")
"""Words of the source, which name their unit themselves."""


def verdict_counts(report: Report) -> Table:
    """Count the verdicts by kind.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Table
        One row a kind, one column a verdict, with totals.
    """
    rows = report.rows("audit")
    table = Table("", tr("Verdicts by kind of statement"), tr("statements"), "", "list-verdicts")
    columns = [str(verdict) for verdict in Agreement]
    table.headings = [("", tr(name)) for name in [*columns, noted("all")]]
    for kind in [*KINDS, "TOTAL"]:
        chosen = rows if kind == "TOTAL" else rows[rows["kind"] == kind]
        found = audit.counts(chosen)
        cells = [Cell(written(found[name])) for name in columns]
        label = tr("TOTAL") if kind == "TOTAL" else tr(KINDS[kind])
        table.rows.append((label, [*cells, Cell(written(len(chosen)))]))
    table.totals = [len(KINDS)]
    return table


def gravest(report: Report, most: int = GRAVEST) -> Table | Text:
    """List the gravest contradictions first.

    Parameters
    ----------
    report : Report
        The period's data.
    most : int, default 12
        How many.

    Returns
    -------
    Table or Text
        What the report states of its own year and the whole country comes first.
    """
    rows = audit.gravest(report.rows("audit"))
    return _listed(report, rows.head(most), tr("The gravest contradictions"), "list-gravest")


def statements(report: Report, section: str) -> Table | Text:
    """List what a section states in words or between its tables, with the verdicts.

    Parameters
    ----------
    report : Report
        The period's data.
    section : str
        Such as ``police``.

    Returns
    -------
    Table or Text
        Claims of the text about the report's period, in the order of the source.
    """
    rows = report.of_year("audit")
    rows = rows[(rows["section"] == section) & (rows["rule"] == "claim")]
    if rows.empty:
        told = tr(
            "The edition for {year} is not at hand: there are no statements of its text to check."
        )
        return Text(told.format(year=report.year), ABSENT)
    caption = tr("{section}: statements of the text, checked").format(
        section=name(section.replace("-", " ").capitalize())
    )
    return _listed(report, rows, caption, f"list-statements-{section}")


def _listed(report: Report, rows: pd.DataFrame, caption: str, name: str) -> Table:
    """Lay rows of the audit out, each verdict linked to its row in the ledger."""
    places = _places(report.rows("audit"))
    table = Table("", caption, "", tr("What is stated"), name)
    headings = (tr("Line"), tr("Printed"), tr("Verdict"), tr("Computed, and from what"))
    table.headings = [("", heading) for heading in headings]
    for row in records(rows):
        said = (audit.worked_out(row), wording.why(row["why"]), _rests_on(row, places))
        found = _one_after_another([text for text in said if text])
        cells = [
            Cell(str(row["line"]), status="text"),
            Cell(printed(row), status="text"),
            Cell(
                tr(row["verdict"]), status="text", audit=((row["id"], tr(row["verdict"])),),
                flagged=row["verdict"] == Agreement.CONTRADICTED,
            ),
            Cell(found, status="text"),
        ]  # fmt: skip
        table.rows.append((wording.location(row), cells))
    return table


def say_edition(report: Report) -> Text:
    """Say which edition is audited, and what is not.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Text
        One or two sentences.
    """
    said = tr("Audited is the edition printed for {edition}.").format(edition=edition())
    if not report.from_charts:
        return Text(said)
    charts = tr(
        "What is counted from the charts of {year} has no stated number beside it and is not "
        "part of this audit."
    )
    return Text(f"{said} {charts.format(year=report.year)}")


def candidates(report: Report) -> Table | Text:
    """List the changes of few cells that make several printed numbers agree.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Table or Text
        What each reconciles and breaks, and the corrections that carry it out.
    """
    rows = report.rows("repairs")
    if rows.empty:
        return say("No change of a few cells makes several numbers of these periods agree.")
    table = Table(
        "", tr("Changes that would reconcile several numbers"), "", tr("Change"), "list-changes"
    )
    headings = (tr("Reconciles"), tr("Breaks"), tr("Standing"))
    table.headings = [("", heading) for heading in headings]
    places = _places(report.rows("audit"))
    for row in filter(_telling, records(rows)):
        done = row["corrections"].replace(";", ", ")
        standing = tr("strong") if row["strong"] == "yes" else tr("hypothesis")
        carried = len(row["corrections"].split(";")) == len(row["changes"].split("; "))
        if done and carried:
            standing = tr("{standing}, carried out: {ids}").format(standing=standing, ids=done)
        linked = [_linked(row[each], places) for each in ("reconciles", "breaks")]
        cells = [*linked, Cell(standing, status="text")]
        table.rows.append((changes(row), cells))
    return table


def _one_after_another(said: Sequence[str]) -> str:
    """Put texts in a row: a full stop before what begins as a sentence, else a semicolon."""
    joined = said[0] if said else ""
    for text in said[1:]:
        new = text.lstrip(BEGIN)[:1].isupper() and not joined.endswith(".")
        joined += (". " if new else " " if joined.endswith(".") else "; ") + text
    return joined


def _places(rows: pd.DataFrame) -> dict[str, str]:
    """Name the place of every check."""
    return {row["id"]: _short(row) for row in records(rows)}


def _rests_on(row: dict[str, Any], places: Mapping[str, str]) -> str:
    """Name the contradicted checks that a number which follows from its inputs rests on."""
    names = [places[each] for each in row["inherits"].split(";") if each in places]
    return (
        tr("rests on numbers that are contradicted: {names}").format(names="; ".join(names))
        if names
        else ""
    )


def _telling(row: dict[str, Any]) -> bool:
    """Tell whether a candidate is strong, carried out, or reconciles three numbers at least."""
    return row["strong"] == "yes" or bool(row["corrections"]) or row["reconciles"].count(";") > 1


def _short(row: dict[str, Any]) -> str:
    """Name the place of a check in few words."""
    if not row["row"]:
        return (
            wording.location(row)
            if row["rule"] != "claim"
            else tr("line {line}").format(line=row["line"])
        )
    return tr("Table {table}, {row}, {period}").format(
        table=row["table"], row=name(row["row"]), period=row["period"]
    )


def _linked(joined: str, places: dict[str, str]) -> Cell:
    """Make a cell of checks, each linked to its row of the audit."""
    links = tuple((name, places[name]) for name in joined.split(";") if name in places)
    return Cell("; ".join(words for _, words in links) or "–", status="text", audit=links)


def sensitivity(report: Report) -> Table | Text:
    """Set every index that the corrections move beside the one without them.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Table or Text
        One row an index that differs, the whole country first.
    """
    if report.as_printed:
        return say("The report with corrections lists the indices that they move.")
    moved = moved_by_corrections(report)
    if moved.empty:
        return say("No index of these periods rests on a correction.")
    table = Table(
        "", tr("Indices that the corrections move"), "", tr("Index"), "list-indices-moved"
    )
    headings = (tr("Period"), tr("Place"), tr("From printed counts"), tr("Corrected"))
    table.headings = [("", heading) for heading in headings]
    for row in records(moved):
        unit = report.unit(row["unit"])
        numbers = [
            Cell(written(row[each], int(unit["decimals"]), unit["symbol"]))
            for each in ("as_printed", "value")
        ]
        texts = [Cell(name(row[each]), status="text") for each in ("period", "place")]
        label = quantity_name(report, row["measure"], row["category"])
        table.rows.append((label, [*texts, *numbers]))
    return table


def moved_by_corrections(report: Report) -> pd.DataFrame:
    """Give the indices that differ when every correction is left out.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    DataFrame
        Rows of the indices; `as_printed` is the value without corrections.
    """
    rows = report.rows("indices")
    same = np.isclose(rows["value"], rows["as_printed"], rtol=1e-6, equal_nan=True)
    return rows[~same].reset_index(drop=True)


def say_sensitivity(report: Report) -> Text:
    """Say what the corrections do to the verdicts and to the main findings.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Text
        Two sentences; of a report without corrections, one.
    """
    if report.as_printed:
        return say("This report carries no corrections.")
    rows = report.rows("audit")
    moved = moved_by_corrections(report)
    headlines = {(measure, category) for measure, category, _ in HEADLINES}
    country = moved[moved["place"] == WHOLE]
    main = [row for row in records(country) if (row["measure"], row["category"]) in headlines]
    before = (rows["as_printed"] == Agreement.CONTRADICTED).sum()
    return say(
        "Without corrections the audit contradicts {before}, with them {now}. They move {moved}, "
        "of them of towns: {towns}. Of the main indices of the whole country they move {main}, "
        "of those of {edition}: {year}.",
        before=counted("{count} statement", "{count} statements", before),
        now=(rows["verdict"] == Agreement.CONTRADICTED).sum(),
        moved=counted("{count} index", "{count} indices", len(moved)),
        towns=len(moved) - len(country),
        edition=report.year,
        year=sum(row["period"] == report.year for row in main),
        main=len(main),
    )


def printed(row: dict[str, Any]) -> str:
    """Write what the source prints in a row of the audit.

    Parameters
    ----------
    row : dict
        A row of the audit.

    Returns
    -------
    str
        Words of the source, or places with what each prints.
    """
    return wording.stated(row["printed"]) or "–"


def changes(row: dict[str, Any]) -> str:
    """Write the changes of a candidate.

    Parameters
    ----------
    row : dict
        A row of the repairs.

    Returns
    -------
    str
        Places, periods and numbers, in the language in use.
    """
    told = []
    for change in row["changes"].split("; "):
        where, _, numbers = change.partition(": ")
        place, _, period = where.rpartition(" ")
        was, _, now = numbers.partition(" → ")
        told.append(f"{name(place)} {period}: {name(was)} → {now}")
    return "; ".join(told)


@dataclass(repr=False)
class AuditLedger:
    """Every row of the audit; it filters itself by style, and each row has an address.

    Attributes
    ----------
    rows : DataFrame
        Rows of the audit.
    """

    rows: pd.DataFrame

    def __repr__(self) -> str:
        """Say how many rows there are."""
        return audit.summary(self.rows)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": _ledger_html(self.rows), "text/plain": repr(self)}


def ledger(report: Report) -> AuditLedger:
    """Give every row of the audit, to be filtered and linked to.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    AuditLedger
        It shows itself in a notebook.
    """
    return AuditLedger(report.rows("audit"))


def _e(text: object) -> str:
    """Escape text for HTML."""
    return html.escape(str(text))


def _choice(group: str, names: Mapping[str, str], label: str) -> str:
    """Write the buttons of one filter; the first shows all."""
    buttons = []
    for each, shown in {"all": "all", **names}.items():
        checked = " checked" if each == "all" else ""
        identity = f"{group}-{each.replace(' ', '-')}"
        buttons.append(
            f'<input type="radio" name="{group}" id="{identity}"{checked}>'
            f'<label for="{identity}">{_e(tr(shown))}</label>'
        )
    return f"<fieldset><legend>{_e(label)}</legend>{''.join(buttons)}</fieldset>"


def _ledger_html(rows: pd.DataFrame) -> str:
    """Write the ledger with its filters."""
    filters = _choice("verdict", {each: each for each in VERDICTS}, tr("Verdict:"))
    filters += _choice("kind", KINDS, tr("Kind:"))
    heads = (tr("Where, and what"), tr("Printed"), tr("Computed, and from what"), tr("Verdict"))
    head = "".join(f'<th scope="col">{_e(text)}</th>' for text in heads)
    places = _places(rows)
    body = "".join(_ledger_row(row, places) for row in records(rows))
    caption = tr("Every stated number and comparison, in the order of the source")
    return (
        f'<figure class="table ledger">{filters}<div class="scroll" tabindex="0" role="region" '
        f'aria-label="{_e(caption)}"><table><caption>{_e(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></figure>"
    )


def _ledger_row(row: dict[str, Any], places: dict[str, str]) -> str:
    """Write one row of the ledger."""
    place = tr("line {line}").format(line=row["line"])
    found = [f"<span>{marked(audit.worked_out(row))}</span>"] if row["formula"] else []
    found += [f'<span class="why">{marked(wording.why(row["why"]))}</span>'] if row["why"] else []
    if row["inherits"]:
        names = [each for each in row["inherits"].split(";") if each in places]
        links = "; ".join(audit_link(each, places[each]) for each in names)
        found.append(f'<span class="why">{_e(tr("Rests on, contradicted:"))} {links}</span>')
    if row["formula"] and len(found) == 1:
        found = [marked(audit.worked_out(row))]
    worded = row["rule"] == "claim" and LETTERS.search(row["printed"])
    symbol = name(row["unit"]) if row["stated"] and not worded else ""
    unit = f" <small>({_e(symbol)})</small>" if symbol else ""
    return (
        f'<tr id="{_e(row["id"])}" class="{row["verdict"].replace(" ", "-")} {row["kind"]}">'
        f'<th scope="row">{marked(wording.location(row))} <small>{_e(place)}</small></th>'
        f"<td>{marked(printed(row))}{unit}</td><td>{''.join(found)}</td>"
        f"<td>{_e(tr(row['verdict']))}</td></tr>"
    )
