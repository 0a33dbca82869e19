"""How the observation charts of a period were read, for the page that says so."""

from __future__ import annotations

import pandas as pd

from monitorlib.evidence import quoted
from monitorlib.findings import quantity_name
from monitorlib.messages import Text, locale, name, say, say_count, tr
from monitorlib.numbers import is_known, written
from monitorlib.report_data import Report
from monitorlib.tabular import tables
from monitorlib.tabular.tabledata import Cell
from monitorlib.tabular.tables import Table
from monitorlib.vocabulary import WHOLE, records


def say_charts(report: Report) -> Text:
    """Say how many charts the period has, or that it comes from a printed edition.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Text
        One paragraph.
    """
    if not report.from_charts:
        return Text(
            tr(
                "The numbers for {year} come from a printed edition: there are no charts to show."
            ).format(year=report.year),
            "lacking",
        )
    form = records(reading(report, "format"))[0]
    return say_count(
        "{count} chart was read as: {format}.",
        "{count} charts were read as: {format}.",
        len(report.of_year("charts")),
        format=quoted(form["text"]),
    )


def listing(
    report: Report, frame: pd.DataFrame, headings: dict[str, str], *, caption: str, empty: str
) -> Table | Text:
    """Show a list about the charts; where no chart was read, say that alone.

    Parameters
    ----------
    report : Report
        The period's data.
    frame : DataFrame
        Its rows.
    headings : dict of str to str
        Columns to show and what to call them, in order.
    caption, empty : str
        What the list holds, and what to say where it holds nothing.

    Returns
    -------
    Table or Text
        Ready to show itself.
    """
    if not report.from_charts:
        return Text(tr("No charts of this period were read."), "lacking")
    return tables.listing(frame, caption, headings, empty)


def reading(report: Report, kind: str) -> pd.DataFrame:
    """List what was noted while the charts of the period were read.

    Parameters
    ----------
    report : Report
        The period's data.
    kind : {"setting", "format", "rows", "unstated", "warning", "ignored"}
        What to list.

    Returns
    -------
    DataFrame
        Name, number and text; a field has its label for a name.
    """
    rows = report.of_year("reading")
    rows = rows[rows["kind"] == kind].reset_index(drop=True)
    words = _words(report, kind)
    return rows.assign(name=[words.get(each) or _reading_name(each) for each in rows["name"]])


def _words(report: Report, kind: str) -> dict[str, str]:
    """Give what the chart itself calls a field or says of a broken rule."""
    column, table, label = {
        "unstated": ("field", "chart-fields", "label"),
        "warning": ("rule", "chart-rules", "message"),
    }.get(kind, ("", "", ""))
    if not table:
        return {}
    rows = report.vocabulary.table(table)
    return dict(zip(rows[column], rows[f"{label}_{locale()}"], strict=True))


def _reading_name(text: str) -> str:
    """Name what was counted while charts were read."""
    aside = text.removeprefix("set aside: ")
    return name(text) if aside == text else tr("set aside: {reason}").format(reason=quoted(aside))


def known(report: Report) -> pd.DataFrame:
    """Say of each count of the whole country how many charts knew it.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    DataFrame
        Quantity, charts that know it, charts that it is about; one row a measure.
    """
    rows = report.of_year("values")
    rows = rows[(rows["place"] == WHOLE) & rows["charts"].notna()]
    rows = rows[rows["measure"] != "assemblies_by_issue"]
    alike = rows.groupby("measure")[["known", "charts"]].nunique().max(axis=1) == 1
    told = tr("{measure}: {category}")
    names = [
        report.label(row["measure"])
        if alike[row["measure"]]
        else told.format(
            measure=report.label(row["measure"]),
            category=report.label(row["measure"], row["category"]),
        )
        for row in records(rows)
    ]
    return rows.assign(quantity=names)[["quantity", "known", "charts"]].drop_duplicates()


def crowds(report: Report) -> Table | Text:
    """Set totals and indices under each rule for vague numbers of people side by side.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Table or Text
        One row a rule, the one in use first; a sentence where there are no charts.
    """
    rows = report.of_year("crowds")
    if rows.empty:
        return say_charts(report)
    wanted = list(dict.fromkeys(zip(rows["measure"], rows["category"], strict=True)))
    table = Table("", tr("Numbers of people under each rule"), "", tr("Rule"), "list-crowd-rules")
    for measure, category in wanted:
        table.headings.append(("", quantity_name(report, measure, category)))
    order = rows.sort_values("used", ascending=False, kind="stable")["rule"].unique()
    for rule in order:
        mine = rows[rows["rule"] == rule].set_index(["measure", "category"])
        used = (mine["used"] == "yes").any()
        cells = [_cell(report, measure, mine["value"][measure, category])
                 for measure, category in wanted]  # fmt: skip
        label = tr("{rule} (in use)").format(rule=rule) if used else str(rule)
        table.rows.append((label, cells))
    return table


def _cell(report: Report, measure: str, value: float) -> Cell:
    """Write one number with the digits of its unit."""
    unit = report.unit(report.vocabulary.measure[measure]["unit"])
    text = written(value, int(unit["decimals"]), unit["symbol"]) if is_known(value) else "–"
    return Cell(text, status="computed")


def say_crowds(report: Report) -> Text:
    """Say how far the rule for vague numbers of people moves the total.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Text
        One sentence.
    """
    rows = report.of_year("crowds")
    totals = rows[(rows["measure"] == "participants") & (rows["category"] == "all")]["value"]
    if totals.dropna().empty:
        return say_charts(report) if rows.empty else Text(tr("No chart says how many took part."))
    if written(totals.min()) == written(totals.max()):
        return say(
            "Under every rule there is, all participants together are {number}.",
            number=written(totals.min()),
        )
    return say(
        "Under the rules there are, all participants together are between {low} and {high}.",
        low=written(totals.min()),
        high=written(totals.max()),
    )
