"""What the data of a report says, ready for a sentence, a list or a figure."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from monitorlib import indices, trends, wording
from monitorlib.audit.doubts import Doubt, doubts
from monitorlib.evidence import quoted
from monitorlib.languages import locales
from monitorlib.messages import Quantity, Text, name, noted, say, say_change, say_count, tr
from monitorlib.numbers import is_known, localised, percent, written
from monitorlib.report_data import Report
from monitorlib.tabular.tabledata import Cell
from monitorlib.tabular.tables import Table
from monitorlib.vocabulary import WHOLE, records

HEADLINES = (
    ("protest_activity", "", ""),
    ("law_abidance", "", ""),
    ("unpermitted_share", "", ""),
    ("concern_share", "political", ""),
    ("concern_share", "economic", ""),
    ("concern_share", "social", ""),
    ("organiser_share", "civil_society", ""),
    ("organiser_share", "single", ""),
    ("police_control", "all", ""),
    ("police_control", "excluding_permitted", noted("Police control index: as in Table 15")),
    ("detention_share", "", ""),
    ("prosecution_share", "", ""),
    ("mean_participants", "all", ""),
    ("mean_duration", "", ""),
)
"""Measure, category, and the name of the row where the two would mislead."""


def index_table(report: Report) -> Table | Text:
    """Lay out the headline indices of a period beside those of the period before.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Table or Text
        One row an index that either period knows.
    """
    columns = [period for period in (report.previous, report.year) if period]
    table = Table("", tr("Main indices"), "", "", "list-main-indices")
    table.headings = [("", tr("Unit")), *(("", period) for period in columns), ("", tr("Formula"))]
    for measure, category, row in HEADLINES:
        numbers = [report.value(measure, category=category, period=period) for period in columns]
        if not any(number.known for number in numbers):
            continue
        texts = [str(number) if number.known else tr("not stated") for number in numbers]
        unit = report.unit(report.vocabulary.measure[measure]["unit"])["label"]
        formula = "; ".join(
            f"{number.period}: {number.formula if number.basis == 'computed' else tr('as stated')}"
            for number in numbers
            if number.known
        )
        cells = [
            Cell(unit, status="text"),
            *(
                Cell(text, note=_doubted(table, doubts(report, measure, category, period)))
                for text, period in zip(texts, columns, strict=True)
            ),
            Cell(formula, status="text"),
        ]
        table.rows.append((tr(row) if row else quantity_name(report, measure, category), cells))
    return table


def say_doubts(report: Report, measure: str, periods: Sequence[str]) -> Text:
    """Say which printed totals behind an index their own rows contradict.

    Parameters
    ----------
    report : Report
        The period's data.
    measure : str
        The index, of the whole country.
    periods : sequence of str
        The periods that are spoken of; a blank one is left out.

    Returns
    -------
    Text
        One sentence a contradiction.
    """
    named = dict.fromkeys(period for period in periods if period)
    found = [doubt.text for period in named for doubt in doubts(report, measure, period=period)]
    return Text(" ".join(found) or tr("No total behind these numbers is contradicted by its rows."))


def _doubted(table: Table, found: list[Doubt]) -> int:
    """Note below a table what is contradicted behind one of its numbers; give the note's number."""
    if not found:
        return 0
    text = " ".join(doubt.text for doubt in found)
    if text not in table.notes:
        table.notes.append(text)
    number = table.notes.index(text) + 1
    table.audited[number] = [doubt.id for doubt in found]
    return number


def quantity_name(report: Report, measure: str, category: str) -> str:
    """Name a measure and its category for a reader.

    Parameters
    ----------
    report : Report
        The period's data.
    measure, category : str
        What to name; the category is blank where the measure is not divided.

    Returns
    -------
    str
        Such as ``Share of assemblies by form: rallies``.
    """
    label = report.label(measure)
    label = label[0].upper() + label[1:]
    if not category:
        return label
    part = report.label(measure, category).lower()
    return tr("{measure}: {category}").format(measure=label, category=part)


def corrections(report: Report) -> pd.DataFrame:
    """List the corrections that touch a report's periods.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    DataFrame
        Rows of `data/hand/corrections.csv`.
    """
    facts = report.rows("facts")
    rows = report.vocabulary.table("corrections")
    return rows[rows["id"].isin(facts["correction"])].reset_index(drop=True)


def say_largest(report: Report) -> Text:
    """Say which town counted most participants, and their share of all.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Text
        One sentence; what is lacking where no town states a number.
    """
    rows = report.count("participants", category="all")
    towns = rows[(rows["period"] == report.year) & (rows["place"] != WHOLE) & (rows["value"] > 0)]
    if towns.empty:
        return Text(report.lacking("participants"), "lacking")
    top = str(towns.nlargest(1, "value")["place"].iloc[0])
    return say(
        "The largest number, {n}, was counted in {place}: {share} of all participants.",
        n=report.value("participants", top, "all"),
        place=name(top),
        share=percent(100 * float(towns["value"].max()) / float(towns["value"].sum())),
    )


def say_coverage(report: Report) -> Text:
    """Say of how many towns it is known that monitors watched them.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Text
        One or two sentences.
    """
    now = report.of_year("coverage")["monitored"].value_counts()
    if now.get("unknown", 0) == now.sum():
        return say_count(
            "Of the {count} town that appears anywhere in the tables it is not stated yet whether "
            "monitors watched it in {year}.",
            "Of the {count} towns that appear anywhere in the tables it is not stated yet whether "
            "monitors watched them in {year}.",
            now.sum(),
            year=report.year,
        )
    said = say_count(
        "Of the {count} town that appears anywhere in the tables, monitors watched {yes} in "
        "{year}, as far as they could.",
        "Of the {count} towns that appear anywhere in the tables, monitors watched {yes} in "
        "{year}, as far as they could.",
        now.sum(),
        year=report.year,
        yes=now.get("yes", 0),
    )
    if not now.get("unknown", 0):
        return said
    open_ones = say_count(
        "Of {count} town it is not stated whether they did.",
        "Of {count} towns it is not stated whether they did.",
        now["unknown"],
    )
    return Text(f"{said.text} {open_ones.text}")


def coverage(report: Report) -> pd.DataFrame:
    """Say of which towns what is known of the monitoring, period by period.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    DataFrame
        Period, whether monitored, the towns that share a basis, and the basis.
    """
    groups = report.rows("coverage").groupby(["period", "monitored", "basis"], sort=False)
    joined = groups["place"].agg(lambda places: ", ".join(map(name, places))).reset_index()
    order = joined["period"].map(report.periods.index)
    words = {"yes": tr("yes"), "no": tr("no"), "unknown": tr("unknown")}
    told = joined.assign(monitored=joined["monitored"].map(words))
    return told.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def conflicts(report: Report) -> pd.DataFrame:
    """List quantities that the source states twice, with different numbers.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    DataFrame
        Period, place, quantity, the value used, why, and what is stated elsewhere.
    """
    values = report.rows("values")
    rows = values[values["others"] != ""]
    return rows.assign(
        quantity=[quantity_name(report, row["measure"], row["category"]) for row in records(rows)],
        value=[written(value, 0 if value == round(value) else 1) for value in rows["value"]],
        why=[wording.reason(text) for text in rows["why"]],
        others=[wording.stated(text) for text in rows["others"]],
    ).reset_index(drop=True)


def impossible(report: Report) -> pd.DataFrame:
    """List indices that cannot be computed because a part is above its whole.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    DataFrame
        Quantity, category label and the formula with the stated counts.
    """
    rows = report.of_year("indices")
    rows = rows[rows["basis"] == "impossible"]
    return rows.assign(
        quantity=[report.label(row["measure"]) for row in records(rows)],
        label=[report.label(row["measure"], row["category"]) for row in records(rows)],
        formula=[wording.formula(text) for text in rows["formula"]],
    ).reset_index(drop=True)


def sums(report: Report, measure: str) -> pd.DataFrame:
    """Add up the categories of a counted measure, beside the total of assemblies.

    Parameters
    ----------
    report : Report
        The period's data.
    measure : str
        A measure divided into categories.

    Returns
    -------
    DataFrame
        Period, sum and total, for each period that states any.
    """
    counts = report.count(measure, place=WHOLE).dropna(subset=["value"])
    counts = counts[counts["category"] != "total"]
    found = [
        {
            "period": period,
            "sum": written(float(group["value"].sum())),
            "total": str(report.value("assemblies", period=str(period))),
        }
        for period, group in counts.groupby("period", sort=False)
        if (group["value"] > 0).sum() > 1
    ]
    return pd.DataFrame(found, columns=["period", "sum", "total"])


def _index_of(report: Report, part: str, whole: str) -> pd.DataFrame:
    """Give what the index of two counts divides this year, over the charts that know both."""
    names = [
        name
        for name, row in report.vocabulary.measure.items()
        if (row["numerator"], row["denominator"].partition(";")[0]) == (part, whole)
    ]
    rows = report.of_year("indices")
    return rows[rows["measure"].isin(names) & rows["denominator"].gt(0)].dropna(
        subset=["numerator"]
    )


def from_towns(report: Report, part: str, whole: str) -> float:
    """Compute a share of the whole country from its towns, where the totals are in doubt.

    Parameters
    ----------
    report : Report
        The period's data.
    part, whole : str
        Counted measures.

    Returns
    -------
    float
        Percent; unknown where no town states both.
    """
    if report.from_charts:
        rows = _index_of(report, part, whole)
        rows = rows[rows["place"] != WHOLE]
        return indices.share(float(rows["numerator"].sum()), float(rows["denominator"].sum()))
    now = f"period == '{report.year}' and place != '{WHOLE}'"
    both = report.count(part).query(now).merge(report.count(whole).query(now), on="place")
    both = both.dropna(subset=["value_x", "value_y"])
    return indices.share(float(both["value_x"].sum()), float(both["value_y"].sum()))


def listed(report: Report, name: str) -> pd.DataFrame:
    """Give a list of assemblies with the names of their forms for a reader.

    Parameters
    ----------
    report : Report
        The period's data.
    name : {"permitted", "hindered"}
        A processed table.

    Returns
    -------
    DataFrame
        Its rows for the period.
    """
    rows = report.of_year(name)
    if report.from_charts:  # where charts are counted, the note names the chart
        rows = rows.assign(line=rows["note"], note="")
    return rows.assign(form=[report.vocabulary.label["form", form] for form in rows["form"]])


def prosecutions(report: Report) -> pd.DataFrame:
    """Give the cases that ended in court with the names of their sanctions.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    DataFrame
        Rows of the period.
    """
    rows = report.of_year("prosecutions")
    names = report.vocabulary.label
    return rows.assign(
        sanction=[names.get(("sanction", each), each) for each in rows["sanction"]],
        line=[str(each).replace(";", ", ") for each in rows["line"]],
    )


def together(report: Report, measure: str, table: str) -> Text:
    """Say what the shares of a period make together.

    Parameters
    ----------
    report : Report
        The period's data.
    measure : str
        A derived measure that is divided into categories.
    table : str
        The table that prints it.

    Returns
    -------
    Text
        The printed shares and their sum; for charts the computed ones.
    """
    if report.from_charts:
        shares = report.index(measure, place=WHOLE)
        shares = shares[(shares["period"] == report.year) & shares["value"].notna()]
        if shares.empty:
            return Text(report.lacking(measure), "lacking")
        return say(
            "The shares are {shares}; together {sum}.",
            shares="; ".join(percent(share, 1) for share in shares["value"]),
            sum=percent(shares["value"].sum(), 1),
        )
    facts = report.of_year("facts")
    printed = facts[(facts["table"] == table) & (facts["status"] == "stated")]
    if printed.empty:
        return Text(report.lacking(measure), "lacking")
    return say(
        "As printed, the shares are {shares}; together {sum}.",
        shares="; ".join(map(localised, printed["printed"])),
        sum=percent(printed["value"].sum()),
    )


def say_towns(report: Report, measure: str, category: str = "") -> Text:
    """Say what the towns add up to, beside the total.

    Parameters
    ----------
    report : Report
        The period's data.
    measure, category : str
        What is counted.

    Returns
    -------
    Text
        One sentence; a printed total is stated, that of charts is counted.
    """
    rows = report.count(measure, category=category)
    towns = rows[(rows["period"] == report.year) & (rows["place"] != WHOLE)]
    total = report.value(measure, category=category)
    said = (
        noted("{label}: the towns add up to {sum}; the total of all charts is {total}.")
        if report.from_charts
        else noted("{label}: the towns add up to {sum}; the total stated for {year} is {total}.")
    )
    label = quantity_name(report, measure, "")
    return say(said, label=label, sum=towns["value"].sum(), total=total, year=report.year)


def say_permitted(report: Report) -> Text:
    """Say how many assemblies of the towns were permitted, and what index that would give.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Text
        Two sentences; of charts, whose total is that of the towns, one.
    """
    said = say_towns(report, "permitted")
    if report.from_charts or said.kind == "lacking":
        return said
    index = percent(from_towns(report, "permitted", "assemblies"), 1)
    return Text(
        f"{said.text} {tr('From the towns the index would be {index}.').format(index=index)}"
    )


def say_control(report: Report) -> Text:
    """Set the police control index without permitted assemblies beside that of the period before.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Text
        One sentence; a rise or fall is read only between periods that are counted alike.
    """
    now, before = (
        report.value("police_control", category="excluding_permitted", period=period)
        for period in (report.year, report.previous)
    )
    if {report.year, report.previous} <= {*report.chart_periods}:
        return say_change(
            now,
            before,
            rose="Without permitted assemblies it rose to {now}, from {before} in {earlier}.",
            fell="Without permitted assemblies it fell to {now}, from {before} in {earlier}.",
            same="Without permitted assemblies it stayed at {now}, as in {earlier}.",
            earlier=report.previous,
        )
    said = (
        noted(
            "Table 15 puts {now} for {year} beside {before} for {earlier}. Both leave out the "
            "participants of permitted assemblies; the printed one keeps the officers there, so no "
            "rise or fall is read from them."
        )
        if report.from_charts
        else noted(
            "Table 15 puts {now} for {year} beside {before} for {earlier}. Whether the value of "
            "{earlier} leaves out permitted assemblies is not printed, so no rise or fall is read "
            "from them."
        )
    )
    return say(said, now=now, before=before, year=report.year, earlier=report.previous)


def say_hindered(report: Report) -> Text:
    """Set the number of hindered assemblies beside the list of them.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    Text
        One sentence.
    """
    said = (
        noted("Hindered assemblies: the charts count {stated}, the list above holds {listed}.")
        if report.from_charts
        else noted(
            "Hindered assemblies: the total stated is {stated}, the list above holds {listed}."
        )
    )
    listed = len(report.of_year("hindered"))
    return say(said, stated=report.value("hindered"), listed=listed)


def told(report: Report, *, held: bool = True, forms: tuple[str, ...] = ()) -> pd.DataFrame:
    """List the assemblies that the text tells one by one, in a reader's words.

    Parameters
    ----------
    report : Report
        The period's data.
    held : bool, default True
        Those held; otherwise those prevented or refused.
    forms : tuple of str, optional
        Only these forms.

    Returns
    -------
    DataFrame
        Date, place, form, concern, participants, outcome and lines as text.
    """
    rows = report.of_year("assemblies")
    rows = rows[(rows["kind"] == "held") == held]
    rows = rows[rows["form"].isin(forms)] if forms else rows
    return pd.DataFrame([_told(report, row) for row in records(rows)])


def _told(report: Report, row: dict[str, str]) -> dict[str, str]:
    """Put one assembly into words."""
    first, last = (locales.date(row[each], "short") for each in ("date_from", "date_to"))
    lasted = row["date_to"] not in ("", row["date_from"])
    form = report.vocabulary.label.get(("form", row["form"]), row["form"].replace("_", " "))
    number = "" if pd.isna(row["participants"]) else str(row["participants"])
    hindered = [tr("hindered by the police")] if row["hindered"] == "yes" else []
    outcome = [quoted(row["outcome"])] if row["outcome"] else []
    return {
        "concern": row["concern"],
        "date": tr("{first} to {last}").format(first=first, last=last) if lasted else first,
        "place": row["place_text"],
        "form": form,
        "participants": row["participants_printed"] or number,
        "outcome": "; ".join([*hindered, *outcome]),
        "lines": row["lines"].replace(";", ", "),
    }


def rate_ratio(report: Report) -> dict[str, Quantity]:
    """Compare the country's monthly rate with that of the period before.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    dict of str to Quantity
        `ratio`, `low` and `high`; unknown for the first period.
    """
    frame = rate_ratios(report)
    now = frame[frame["pair"] == f"{report.year} / {report.previous}"]
    label, period = tr("change of the monthly rate"), report.year if report.previous else ""
    return {
        key: Quantity(
            float(now[column].iloc[0]) if len(now) else float("nan"),
            2,
            "",
            label,
            period,
            tr("Table {number}").format(number=2),
        )
        for key, column in (("ratio", "value"), ("low", "low"), ("high", "high"))
    }


def rate_ratios(report: Report) -> pd.DataFrame:
    """Compare each period's monthly rate with that of the one before.

    Parameters
    ----------
    report : Report
        The period's data.

    Returns
    -------
    DataFrame of shape (n_periods - 1, 5)
        The pair, the ratio, its 95 percent interval and unit.
    """
    rows = []
    for before, now in zip(report.periods, report.periods[1:], strict=False):
        counts = [report.value("assemblies", period=period).value for period in (now, before)]
        months = [report.months(period).value for period in (now, before)]
        if not all(is_known(number) for number in (*counts, *months)):
            continue
        ratio = trends.rate_ratio(int(counts[0]), months[0], int(counts[1]), months[1])
        rows.append(
            {
                "pair": f"{now} / {before}",
                "value": ratio.ratio,
                "low": ratio.low,
                "high": ratio.high,
                "unit": "ratio",
            }
        )
    return pd.DataFrame(rows, columns=["pair", "value", "low", "high", "unit"])


def interval(report: Report, part: str, whole: str) -> dict[str, Quantity]:
    """Give the 95 percent interval of a share of the whole country's assemblies.

    Parameters
    ----------
    report : Report
        The period's data.
    part, whole : str
        Counted measures.

    Returns
    -------
    dict of str to Quantity
        `low` and `high` in percent; unknown where a count is.
    """
    top, bottom = report.value(part, WHOLE), report.value(whole, WHOLE)
    if not (top.known and bottom.known):
        return {"low": top, "high": bottom}
    if not bottom.value:
        unknown = Quantity(float("nan"), 1, "%", top.label, report.year, top.holder)
        return {"low": unknown, "high": unknown}
    counts = (top.value, bottom.value)
    if report.from_charts:
        base = _index_of(report, part, whole)
        base = base[base["place"] == WHOLE][["numerator", "denominator"]]
        counts = next(iter(base.itertuples(index=False, name=None)), counts)
    bounds = trends.share_interval(int(counts[0]), int(counts[1]))
    return {
        name: Quantity(bound, 1, "%", top.label, report.year, top.holder)
        for name, bound in zip(("low", "high"), bounds, strict=True)
    }
