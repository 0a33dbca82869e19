"""Tables in the source's form: same rows, columns and order, for any period.

A cell shows what the source prints; where our value differs, it stands beside it with a
note that gives the formula or the reason. For a period whose edition is not at hand, the
same form is filled from the resolved values.
"""

from __future__ import annotations

from monitorlib import wording
from monitorlib.audit.audit import worked_out
from monitorlib.messages import Text, name, tr
from monitorlib.paths import edition
from monitorlib.processing.facts import STATUSES, issue
from monitorlib.processing.transcription import Card, column_coordinates, row_coordinates
from monitorlib.report_data import Report, holder
from monitorlib.tabular.cells import MARKS, SIGNS, UNREADABLE, Axis, Desk, contradictions
from monitorlib.tabular.tabledata import identifier
from monitorlib.tabular.tables import Table
from monitorlib.vocabulary import WHOLE, unknown_name

TOTAL_LABELS = ("TOTAL", "Total")
QUIET = ("correction", "stated twice", "implied count")
"""Rules of the audit that say of a table what its notes say already."""


def table(report: Report, number: str | int) -> Table | Text:
    """Lay a table out for a report's period.

    Parameters
    ----------
    report : Report
        The period's data.
    number : str or int
        The table's number in the source, such as 4 or ``"14-1"``.

    Returns
    -------
    Table or Text
        The table; or, where the sources hold none of it for the period, a sentence that
        says which table would.

    Raises
    ------
    UnknownNameError
        If the source has no such table; the message lists those it has.
    """
    number = str(number)
    if number not in report.cards:
        raise unknown_name("table", number, report.cards, "the argument number")
    card = report.cards[number]
    facts = report.rows("facts")
    printed = facts[(facts["table"] == number) & (facts["correction"] == "")]
    columns = _columns(report, card)
    shown = Table(
        number=number if number[0].isdigit() else "",
        caption=_caption(report, card),
        unit=name(str(_counted(report, card).get("unit", card["unit"]))),
        corner=card["rows"] or "",
        name=identifier(number),
        tables=[] if card.get("picture") else [number],
        headings=[(_named(column.group), _named(column.label)) for column in columns],
    )
    desk = Desk(report, card, printed, shown)
    rows = _rows(report, card)
    desk.places = [row.means["place"] for row in rows if row.means.get("place", WHOLE) != WHOLE]
    if report.year != edition() and card["periods"] == "year" and card["rows"] == "place":
        rows = desk.largest_first(rows, columns)
    for row in rows:
        if cells := desk.row(row, columns):
            if _is_total(row):
                shown.totals.append(len(shown.rows))
            label = _counted(report, card).get("rows", {}).get(row.label, row.label)
            shown.rows.append((_named(label), cells))
    if not any(cell.text for _, cells in shown.rows for cell in cells):
        if report.from_charts:
            unknown = tr("Unknown for {year}: anything of {holder}. No chart records it.")
            return Text(unknown.format(year=report.year, holder=holder(number)), "lacking")
        message = tr(
            "Not stated for {year}: anything of this table. The edition for {year} would hold it, "
            "as {holder} does in the one for {edition}."
        )
        return Text(
            message.format(year=report.year, holder=holder(number), edition=edition()), "lacking"
        )
    shown_periods = _shown_periods(report, [*columns, *rows])
    linked = {each for names in shown.audited.values() for each in names}
    shown.findings = [
        (
            tr("{location}: {formula}.").format(
                location=wording.location(row), formula=worked_out(row)
            ),
            row["id"],
        )
        for row in contradictions(report, number)
        if row["id"] not in linked and row["rule"] not in QUIET and row["period"] in shown_periods
    ]
    shown.legend = _legend(shown, card, report)
    shown.source = _source(report, card)
    return shown


def _counted(report: Report, card: Card) -> Card:
    """Give the words of a card for a year that is counted from charts, and not printed."""
    return card.get("counted", {}) if report.from_charts else {}


def _named(label: str) -> str:
    """Give a label in the language of the report; a period is its own name."""
    return wording.label(label)


def _is_total(row: Axis) -> bool:
    """Tell whether a row adds up the others."""
    return row.label.startswith(TOTAL_LABELS) or row.means.get("category") == "total"


def _shown_periods(report: Report, axes: list[Axis]) -> set[str]:
    """Give the periods that a table shows."""
    named = {axis.means["period"] for axis in axes if "period" in axis.means}
    return named & {*report.periods} or {report.year}


def _caption(report: Report, card: Card) -> str:
    """Give the printed caption for the edition's own year, ours for any other."""
    if report.year == edition() and card["title"]:
        return name(card["title"])
    return name(card["caption"]).format(year=report.year)


def _columns(report: Report, card: Card) -> list[Axis]:
    """List the columns for the report's period, headed as in the source where it has them."""
    vocabulary = report.vocabulary
    headers = _printed_labels(report, card, "column") or [card["columns"][0]["match"]]
    axes = []
    for header in headers:
        at = column_coordinates(card, header, vocabulary)
        group, _, tail = header.rpartition(": ") if not header.endswith(":") else ("", "", header)
        rule = next(rule for rule in card["columns"] if _heads(rule, header))
        axes.append(Axis(rule.get("heading", tail.strip("[]")), at, group))
    if report.from_charts and len({axis.means.get("category") for axis in axes}) > 1:
        measure = axes[0].means["measures"].split(";")[0]
        others = _other_categories(report, axes, measure, axes[0].means)
        axes = _before_total(axes, others)
    axes = _for_period(report, card, axes)
    return axes if card["rows"] == "period" else _with_chart_periods(report, card, axes)


def _heads(rule: Card, header: str) -> bool:
    """Tell whether a card's column rule is the one for a heading."""
    stem = rule["match"].removesuffix("*")
    return bool(
        header == rule["match"] or (rule["match"].endswith("*") and header.startswith(stem))
    )


def _for_period(report: Report, card: Card, axes: list[Axis]) -> list[Axis]:
    """Turn the edition's columns into those of the report's period."""
    match card["periods"]:
        case "year":
            return [
                Axis(axis.label, {**axis.means, "period": report.year}, axis.group) for axis in axes
            ]
        case "pair":
            pair = [period for period in (report.previous, report.year) if period]
            return [Axis(period, {**axes[0].means, "period": period}) for period in pair]
    if card["rows"] == "period":
        return axes
    return [axis for axis in axes if axis.means["period"] in report.periods]


def _with_chart_periods(report: Report, card: Card, axes: list[Axis]) -> list[Axis]:
    """Continue a series of printed periods by those that charts were counted for."""
    if card["periods"] != "all" or not axes or "period" not in axes[0].means:
        return axes
    new = [period for period in report.chart_periods if period not in _periods(axes)]
    made = list(axes)
    for last in {_but_period(axis): axis for axis in axes}.values():
        later = [Axis(period, {**last.means, "period": period}, last.group) for period in new]
        at = made.index(last) + 1
        made[at:at] = later
    return made


def _periods(axes: list[Axis]) -> set[str]:
    """Give the periods that axes stand for."""
    return {axis.means["period"] for axis in axes}


def _but_period(axis: Axis) -> tuple[object, ...]:
    """Name everything that an axis stands for but its period."""
    return (axis.group, *sorted((k, v) for k, v in axis.means.items() if k != "period"))


def _printed_labels(report: Report, card: Card, side: str) -> list[str]:
    """List the row labels or column headings of a printed table, in order."""
    facts = report._all_facts()
    mine = facts[(facts["table"] == card["number"]) & (facts["correction"] == "")]
    pairs = mine[[f"{side}_no", side]].drop_duplicates().sort_values(f"{side}_no")
    return [str(label) for label in pairs[side]]


def _rows(report: Report, card: Card) -> list[Axis]:
    """List the rows: those printed, then any other that the form could have."""
    vocabulary = report.vocabulary
    if not card["rows"]:
        return [Axis(card.get("row_heading", ""), {})]
    if card["rows"] == "issue" and report.from_charts:
        return _issues(report, card)
    labels = _printed_labels(report, card, "row")
    axes = [Axis(label, row_coordinates(card, label, vocabulary)) for label in labels]
    if card["rows"] == "period":
        axes = [axis for axis in axes if axis.means["period"] in report.periods]
        return _with_chart_periods(report, card, axes)
    if report.year == edition() and not card.get("picture"):
        return axes
    if axes and "category" in axes[0].means and report.from_charts:
        others = _other_categories(report, axes, card["columns"][0]["measures"][0], {})
        return _before_total(axes, others)
    if card["rows"] == "place":
        have = {axis.means["place"] for axis in axes}
        more = [p for p in vocabulary.places["place"] if p not in have and p != WHOLE]
        others = [Axis(place, {"place": place}, "added") for place in more]
        at = next(
            (n for n, axis in enumerate(axes) if axis.means["place"] == WHOLE and n), len(axes)
        )
        axes = [*axes[:at], *others, *axes[at:]]
        if card.get("picture"):
            axes.append(Axis("TOTAL", {"place": WHOLE}))
    return axes


def _other_categories(
    report: Report, axes: list[Axis], measure: str, means: dict[str, str]
) -> list[Axis]:
    """List categories that charts use and the printed form of a table does not have."""
    dimension = report.vocabulary.measure[measure]["dimension"]
    have = {axis.means.get("category") for axis in axes}
    counted = report.rows("values")
    counted = counted[counted["period"].isin(report.chart_periods) & (counted["value"] > 0)]
    sources = {measure, report.vocabulary.measure[measure]["numerator"]}
    used = {*counted["category"][counted["measure"].isin(sources)]}
    return [
        Axis(label, {**means, "category": name}, "" if means else "added")
        for (kind, name), label in report.vocabulary.label.items()
        if kind == dimension and name in used and name not in have
    ]


def _before_total(axes: list[Axis], others: list[Axis]) -> list[Axis]:
    """Put further categories before the total, if there is one."""
    total = [axis for axis in axes if axis.means.get("category") == "total"]
    return [axis for axis in axes if axis not in total] + others + total


def _issues(report: Report, card: Card) -> list[Axis]:
    """List the single concerns of a group as the charts name them, the most frequent first."""
    total = next(row for row in card["row_names"].values() if "category" in row)
    charts = report.of_year("charts")
    told = charts[charts["concern_group"].isin(["economic", "social"]) & (charts["concern"] != "")]
    twice = told.groupby("concern")["concern_group"].nunique() > 1
    mine = told[told["concern_group"] == total["category"]]
    counts = mine["concern"].value_counts()
    order = sorted(counts.index, key=lambda name: (-counts[name], name))
    measure = {"place": WHOLE}
    rows = [
        Axis(str(each), {**measure, "category": issue(each, total["category"], twice[each])})
        for each in order
    ]
    return [
        *rows,
        Axis(
            "Total",
            {**measure, "measures": total["measure"], "category": total["category"]},
        ),
    ]


def _legend(shown: Table, card: Card, report: Report) -> list[str]:
    """Say what the signs in this table mean."""
    cells = [cell for _, row in shown.rows for cell in row]
    used = {cell.status for cell in cells}
    lines = [f"{sign} {tr(STATUSES[status])}" for status, sign in SIGNS.items() if status in used]
    if "none_recorded" in used and card["rows"] != "place":
        lines[0] = tr("– a dash: nothing recorded, counted as 0")
    if "not_printed" in used:
        lines.append(tr("blank: not printed"))
    if "unreadable" in used:
        lines.append(f"{UNREADABLE} {tr(STATUSES['unreadable'])}")
    marks = {cell.mark for cell in cells}
    lines += [f"{mark} {tr(meaning)}" for mark, meaning in MARKS.items() if mark in marks]
    if card.get("title_note") and report.year == edition():
        lines.append(tr("In the source: {note}.").format(note=name(card["title_note"])))
    of_edition = report.year == edition() or (card.get("picture") and not report.from_charts)
    about_edition = card["periods"] == "all" or of_edition
    return [*lines, name(card["note"])] if card.get("note") and about_edition else lines


def _source(report: Report, card: Card) -> str:
    """Say where the numbers of this table come from."""
    said = tr("Counted from observation charts: {periods}.")
    if report.from_charts and card["periods"] == "year":
        return said.format(periods=report.year)
    charts = said.format(periods=", ".join(report.chart_periods))
    if report.chart_periods:
        return f"{_printed_source(report, card)} {charts}"
    return _printed_source(report, card)


def _printed_source(report: Report, card: Card) -> str:
    """Say where in the printed edition the numbers stand."""
    if card.get("picture"):
        return tr("Computed; the printed table (lines {first}-{last}) is a picture.").format(
            first=card["lines"][0], last=card["lines"][1]
        )
    if report.year == edition() or card["periods"] == "all" or report.from_charts:
        return tr("Report for {edition}, lines {first}-{last}.").format(
            edition=edition(), first=card["lines"][0], last=card["lines"][1]
        )
    return tr(
        "Filled from the series that the report for {edition} prints; "
        "the edition for {year} is not at hand."
    ).format(edition=edition(), year=report.year)
