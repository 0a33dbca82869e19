"""One period's data for an analyst: tidy tables and indices, and every name explained."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pandas as pd

from monitorlib import paths, wording
from monitorlib.audit import audit
from monitorlib.errors import MonitorError, SourceError
from monitorlib.evidence import quoted
from monitorlib.languages.locales import SOURCE
from monitorlib.messages import Quantity, name, noted, speaking, tr
from monitorlib.processing import codebook
from monitorlib.processing.derive import Key, derived_from
from monitorlib.processing.facts import CHARTS, QUANTITY, STATUSES
from monitorlib.processing.transcription import Card, read_cards
from monitorlib.vocabulary import WHOLE, Vocabulary, read_text_table, records, unknown_name

CORRECTED = ("facts", "values", "indices", "audit")
"""Tables in which a correction shows."""
HOLDERS = {
    "text": noted("the text"),
    "concerns-economic": noted("the list of economic concerns"),
    "concerns-social": noted("the list of social concerns"),
}
"""What states a measure, where it is no numbered table."""
SILENT = STATUSES | {
    "not_monitored": noted("a dash where the place was not monitored"),
    "coverage_unknown": noted("a dash where it is not stated whether the place was monitored"),
    "not_given": noted("a dash whose meaning is not printed"),
    "not_printed": noted("a blank cell"),
    "unreadable": noted("signs that give no certain number"),
    "not_recorded": noted("no chart records it"),
}
"""Statuses as they are told in a sentence that says unknown already."""
TIDY = [
    "period",
    "place",
    "category",
    "label",
    "value",
    "unit",
    "basis",
    "numerator",
    "denominator",
    "formula",
    "stated",
    "agreement",
    "known",
    "charts",
]
COUNTED = [
    "period",
    "place",
    "category",
    "label",
    "value",
    "unit",
    "status",
    "printed",
    "table",
    "why",
    "others",
    "known",
    "charts",
]


class Report:
    """The data of one period, compared with all earlier ones.

    Later periods are left out: a report on 2014 does not know 2017. Measures and categories
    are listed in `vocabulary.measures` and `vocabulary.categories`.

    Parameters
    ----------
    year : str or int
        A period that the data holds.
    as_printed : bool, default False
        Leave every correction out.

    Attributes
    ----------
    year : str
        The period.
    as_printed : bool
        Whether corrections are left out.
    periods : list of str
        This period and all before, in order of time.
    vocabulary : Vocabulary
        What names mean.

    Raises
    ------
    UnknownNameError
        If there is no such period; the message lists those there are.
    SourceError
        If `data/processed` has not been built.
    MonitorError
        If `as_printed` is neither True nor False.
    """

    def __init__(self, year: str | int, *, as_printed: bool = False) -> None:
        if not isinstance(as_printed, bool):
            raise MonitorError(
                "True or False", repr(as_printed), "the argument as_printed",
                "say True to leave every correction out",
            )  # fmt: skip
        self.as_printed = as_printed
        self.vocabulary = Vocabulary(paths.hand())
        known = self.vocabulary.periods["period"].tolist()
        self.year = str(year)
        if self.year not in known:
            raise unknown_name("period", self.year, known, "the argument year")
        self.periods = known[: known.index(self.year) + 1]
        self._read: dict[str, pd.DataFrame] = {}
        self._known: dict[str, pd.DataFrame] = {}
        self._quantities: dict[str, dict[Key, dict[str, Any]]] = {}

    def __repr__(self) -> str:
        """Say which period this is and what it is compared with."""
        return f"<Report on {self.year}, compared with {', '.join(self.periods[:-1]) or 'nothing'}>"

    @property
    def previous(self) -> str:
        """The period before, or an empty string for the first."""
        return self.periods[-2] if len(self.periods) > 1 else ""

    @cached_property
    def chart_periods(self) -> list[str]:
        """Periods, up to this one, whose numbers are counted from observation charts."""
        return [name for name in self.periods if name in {*self.rows("reading")["period"]}]

    @property
    def from_charts(self) -> bool:
        """Whether this period's numbers are counted from observation charts."""
        return self.year in self.chart_periods

    @cached_property
    def invented(self) -> list[str]:
        """Periods, up to this one, that have charts invented for practice."""
        charts = self.rows("charts")
        made_up = {*charts["period"][charts["source"] == "invented"]}
        return [name for name in self.periods if name in made_up]

    @cached_property
    def cards(self) -> dict[str, Card]:
        """Cards of the printed tables by number."""
        return read_cards(paths.raw())

    @cached_property
    def _codebook(self) -> pd.DataFrame:
        return read_text_table(paths.root() / "data" / "codebook.csv")

    def rows(self, name: str) -> pd.DataFrame:
        """Give a processed table, up to this period.

        Parameters
        ----------
        name : str
            Such as ``facts``, ``assemblies`` or ``coverage``.

        Returns
        -------
        DataFrame
            Its rows; those about later periods are left out.

        Raises
        ------
        UnknownNameError
            If the codebook describes no such table.
        SourceError
            If the table has not been built.
        """
        if name not in self._read:
            codebook.columns_of(self._codebook, name)
            if not (paths.processed() / f"{name}.csv").exists():
                raise SourceError(
                    f"data/processed/{name}.csv", "no file", "data/processed", "run `make data`"
                )
            self._read[name] = codebook.read(paths.processed(), name, self._codebook)
            if self.as_printed and name in CORRECTED:
                self._read |= self._uncorrected()
            self._known.clear()
        if name not in self._known:
            frame = self._read[name]
            self._known[name] = (
                frame[frame["period"].isin(self.periods)] if "period" in frame else frame
            )
        return self._known[name].copy(deep=False)

    def quantities(self, name: str) -> Mapping[Key, dict[str, Any]]:
        """Give values or indices by what they are of.

        Parameters
        ----------
        name : str
            Either ``values`` or ``indices``.

        Returns
        -------
        mapping of tuple of str to dict
            Their rows, up to this period, as of `by_quantity`.
        """
        if name not in self._quantities:
            self._quantities[name] = by_quantity(self.rows(name))
        return self._quantities[name]

    def _uncorrected(self) -> dict[str, pd.DataFrame]:
        """Resolve, compute and audit again without corrections; nothing is written."""
        with speaking(SOURCE):  # as the stored tables are
            return self._made_bare()

    def _made_bare(self) -> dict[str, pd.DataFrame]:
        """Make what the stored tables would be without corrections."""
        facts = codebook.read(paths.processed(), "facts", self._codebook)
        printed = facts[(facts["correction"] == "") & (facts["table"] != CHARTS)]
        made = derived_from(printed.reset_index(drop=True), self.vocabulary)
        made["audit"] = audit.audit(made, audit.Edition.read(self.vocabulary, paths.raw()))
        for table in ("facts", "values", "indices"):  # charts have no corrections
            stored = codebook.read(paths.processed(), table, self._codebook)
            counted = stored[~stored["period"].isin(printed["period"])]
            made[table] = pd.concat([made[table], counted], ignore_index=True)
        return {
            table: codebook.checked(frame, table, self._codebook, self.vocabulary)
            for table, frame in made.items()
        }

    def _all_facts(self) -> pd.DataFrame:
        """Give facts of every period: the form of a printed table does not end with a year."""
        self.rows("facts")
        return self._read["facts"]

    def of_year(self, name: str) -> pd.DataFrame:
        """Give the rows of a processed table that are about this very period.

        Parameters
        ----------
        name : str
            As for `rows`.

        Returns
        -------
        DataFrame
            Possibly empty.
        """
        frame = self.rows(name)
        return frame[frame["period"] == self.year].reset_index(drop=True)

    def _select(
        self, name: str, measure: str, place: str | None, category: str | None, derived: bool
    ) -> pd.DataFrame:
        """Filter values or indices after every name has been checked."""
        known = [
            m for m, row in self.vocabulary.measure.items() if bool(row["function"]) == derived
        ]
        if measure not in known:
            raise unknown_name(
                "index" if derived else "counted measure", measure, known, "the argument measure"
            )
        frame = self.rows(name)
        frame = frame[frame["measure"] == measure]
        if place is not None:
            self._check_place(place)
            frame = frame[frame["place"] == place]
        if category is not None:
            self._check_category(measure, category, name)
            frame = frame[frame["category"] == category]
        order = frame["period"].map(self.periods.index)
        labels = [self._label(measure, each) if each else "" for each in frame["category"]]
        frame = frame.assign(label=pd.Series(labels, index=frame.index, dtype="str"))
        return frame.iloc[order.argsort(kind="stable")].reset_index(drop=True)

    def _check_place(self, place: str) -> None:
        """Refuse a place that there is not."""
        places = self.vocabulary.place_names
        if place not in places:
            raise unknown_name("place", place, places, "the argument place")

    def _check_category(self, measure: str, category: str, table: str) -> None:
        """Refuse a category that the measure's dimension does not have."""
        if not category:
            return
        known = self._categories(measure)
        if not known:
            rows = self.rows(table)
            known = sorted({*rows["category"][rows["measure"] == measure]} - {""})
        if category not in known:
            raise unknown_name(f"category of {measure}", category, known, "the argument category")

    def _categories(self, measure: str) -> list[str]:
        """List the categories that a measure is divided into; single concerns have no list."""
        dimension = self._measure(measure)["dimension"]
        return [name for kind, name in self.vocabulary.label if kind == dimension]

    def _measure(self, measure: str) -> Mapping[str, Any]:
        """Look a measure up."""
        known = self.vocabulary.measure
        if measure not in known:
            raise unknown_name("measure", measure, known, "the argument measure")
        return known[measure]

    def _wanted(self, period: str | int | None) -> str:
        """Give the period asked for: this one by default; an empty one stands for none."""
        period = None if period is None else str(period)
        known = self.vocabulary.periods["period"].tolist()
        if period and period not in known:
            raise unknown_name("period", period, known, "the argument period")
        return self.year if period is None else period

    def index(
        self, measure: str, *, place: str | None = None, category: str | None = None
    ) -> pd.DataFrame:
        """Give an index, tidy, for this period and all before.

        Parameters
        ----------
        measure : str
            A derived measure, such as ``protest_activity``.
        place : str, optional
            One place only; ``Kazakhstan`` is the whole.
        category : str, optional
            One category only.

        Returns
        -------
        DataFrame of shape (n_rows, 14)
            One row a period, place and category, with its label and what it rests on: period,
            place, category, label, value, unit, basis, numerator, denominator, formula,
            stated, agreement, and for observation charts how many knew it (known) of how
            many (charts).

        Raises
        ------
        UnknownNameError
            For an unknown measure, place or category; the message lists what there is.
        """
        return self._select("indices", measure, place, category, True)[TIDY]

    def count(
        self, measure: str, *, place: str | None = None, category: str | None = None
    ) -> pd.DataFrame:
        """Give a count, tidy, for this period and all before.

        Leave the whole out before summing places, and mind that they need not make it: the
        source's towns do not always add up to its totals. An unknown count is a gap.

        Parameters
        ----------
        measure : str
            A counted measure, such as ``assemblies``.
        place : str, optional
            One place only; ``Kazakhstan`` is the whole.
        category : str, optional
            One category only.

        Returns
        -------
        DataFrame of shape (n_rows, 13)
            One row a period, place and category, with its label, its source and why it won:
            period, place, category, label, value, unit, status, printed, table, why, others,
            and for observation charts how many knew it (known) of how many (charts).

        Raises
        ------
        UnknownNameError
            For an unknown measure, place or category; the message lists what there is.
        """
        return self._select("values", measure, place, category, False)[COUNTED]

    def value(
        self, measure: str, place: str = WHOLE, category: str = "", period: str | int | None = None
    ) -> Quantity:
        """Give one number, to be read or put into a sentence.

        Parameters
        ----------
        measure : str
            Counted or derived.
        place : str, default "Kazakhstan"
            The place.
        category : str, default ""
            The category, where the measure is divided.
        period : str or int, optional
            This period unless another is named; an empty one has no values.

        Returns
        -------
        Quantity
            With `value`, `formula` and `basis`; `float` gives the bare number. Unknown where
            the sources do not state it; `lacking` then names what would.

        Raises
        ------
        UnknownNameError
            For an unknown name; the message lists what there is.
        """
        row = self._measure(measure)
        wanted = self._wanted(period)
        if row["dimension"] and not category:
            known = self._categories(measure)
            raise unknown_name(f"category of {measure}", category, known, "the argument category")
        derived = bool(row["function"])
        table = "indices" if derived else "values"
        self._check_place(place)
        self._check_category(measure, category, table)
        found = self.quantities(table).get((wanted, place, measure, category))
        decimals = int(self.unit(row["unit"])["decimals"])
        if derived and found is not None and found["basis"] == "stated":
            decimals = len(found["stated"].replace(",", ".").partition(".")[2])
        return Quantity(
            value=float(found["value"]) if found is not None else float("nan"),
            decimals=decimals,
            symbol=self.unit(row["unit"])["symbol"],
            label=self._full_label(measure, place, category),
            period=wanted,
            holder=holder(row["tables"]),
            formula=wording.formula(found["formula"]) if derived and found is not None else "",
            basis=found["basis"] if derived and found is not None else "stated",
            silence=self._silence(measure, wanted, place, category),
            known_of=_known_of(found),
        )

    def _full_label(self, measure: str, place: str, category: str) -> str:
        """Name a quantity so that a reader knows which one is meant."""
        parts = [self.label(measure, category).lower()] if category else []
        parts += [name(place)] if place != WHOLE else []
        label = self.label(measure)
        told = tr("{quantity} ({which})")
        return told.format(quantity=label, which=", ".join(parts)) if parts else label

    def months(self, period: str | int | None = None) -> Quantity:
        """Give the months monitored.

        Parameters
        ----------
        period : str or int, optional
            This period unless another is named.

        Returns
        -------
        Quantity
            Months; see `data/hand/periods.csv` for what they rest on.
        """
        wanted = self._wanted(period)
        rows = self.rows("periods").set_index("period")
        value = float(rows["months"].get(wanted, float("nan")))
        decimals = 0 if value.is_integer() else 1
        basis = str(rows["basis"].get(wanted, "")).partition(":")[0].partition(";")[0]
        label = tr("months monitored")
        return Quantity(value, decimals, "", label, wanted, tr("the text"), basis=basis)

    def lacking(self, measure: str) -> str:
        """Say that the sources hold nothing of a measure for this period, and what would.

        Parameters
        ----------
        measure : str
            Counted or derived.

        Returns
        -------
        str
            One sentence for a reader.
        """
        row = self._measure(measure)
        made = self.of_year("indices" if row["function"] else "values")
        if self.from_charts and made["value"][made["measure"] == measure].notna().any():
            label = self.label(measure)
            return tr("{label}: nothing above zero in {period}.").format(
                label=label[:1].upper() + label[1:], period=self.year
            )
        return Quantity(
            float("nan"),
            0,
            "",
            self.label(measure),
            self.year,
            holder(row["tables"]),
            silence=self._silence(measure, self.year),
        ).lacking

    def _silence(self, measure: str, period: str, place: str = WHOLE, category: str = "") -> str:
        """Say why charts give no number; blank for a period of a printed edition."""
        if period not in self.chart_periods:
            return ""
        row = self._measure(measure)
        counted = {measure, row["numerator"], row["denominator"].partition(";")[0]}
        rows = self.vocabulary.table("tabulation")
        wanted = {name for name in rows["field"][rows["measure"].isin(counted)] if name}
        said = self.rows("reading")
        said = said[(said["period"] == period) & (said["kind"] == "unstated")]
        reasons = [str(text) for text in said["text"][said["name"].isin(wanted)].unique()]
        label = self.label(measure)
        if reasons:
            return tr("Unknown for {period}: {label}. The charts cannot say it: {reasons}.").format(
                period=period, label=label, reasons="; ".join(map(quoted, reasons))
            )
        values = self.rows("values")
        mine = values[
            (values["period"] == period)
            & (values["place"] == place)
            & values["measure"].isin(counted)
            & values["category"].isin([category, ""])
        ]
        silent = mine["status"][mine["value"].isna()]
        reason = tr(SILENT[silent.iloc[0] if len(silent) else "not_recorded"])
        return tr("Unknown for {period}: {label}: {reason}.").format(
            period=period, label=label, reason=reason
        )

    def unit(self, unit: str) -> dict[str, str]:
        """Say how numbers of a unit are shown.

        Parameters
        ----------
        unit : str
            A unit of `data/hand/units.csv`.

        Returns
        -------
        dict of str to str
            Its decimals, its symbol, and its label in the language in use.
        """
        known = self.vocabulary.unit
        if unit not in known:
            raise unknown_name("unit", unit, known, "the argument unit")
        return {**known[unit], "label": name(known[unit]["label"])}

    def label(self, measure: str, category: str = "") -> str:
        """Give the reader's name of a measure or of one of its categories.

        Parameters
        ----------
        measure : str
            A measure.
        category : str, default ""
            A category of it.

        Returns
        -------
        str
            The name, in the language in use; columns named label keep the English one.
        """
        return name(self._label(measure, category))

    def _label(self, measure: str, category: str = "") -> str:
        """Give the English name of a measure or of one of its categories."""
        row = self._measure(measure)
        if not category:
            return str(row["label"])
        return self.vocabulary.label.get((row["dimension"], category), category)


def by_quantity(frame: pd.DataFrame) -> dict[Key, dict[str, Any]]:
    """Give rows by what they are of.

    Parameters
    ----------
    frame : DataFrame
        Facts of one table, values or indices.

    Returns
    -------
    dict of tuple of str to dict
        The rows by period, place, measure and category.
    """
    columns = [frame[part] for part in QUANTITY]
    return dict(zip(zip(*columns, strict=True), records(frame), strict=True))


def _known_of(row: Mapping[str, Any] | None) -> tuple[int, ...]:
    """Say how many charts knew a value, of how many; nothing for a printed edition."""
    if row is None or pd.isna(row["charts"]):
        return ()
    return int(row["known"]), int(row["charts"])


def holder(tables: str) -> str:
    """Name the tables that hold a measure, for a reader.

    Parameters
    ----------
    tables : str
        Numbers separated by semicolons, or ``text``.

    Returns
    -------
    str
        Such as ``Table 14 or Table 15``.

    Examples
    --------
    >>> holder("11;12"), holder("text")
    ('Table 11 or Table 12', 'the text')
    """
    names = [
        tr(HOLDERS[table]) if table in HOLDERS else tr("Table {number}").format(number=table)
        for table in tables.split(";")
    ]
    first, *rest = names
    for other in rest:
        first = tr("{one} or {other}").format(one=first, other=other)
    return first
