"""Every stated number becomes a fact, and one value per quantity wins with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import pytest

from monitorlib import paths
from monitorlib.audit import claims
from monitorlib.errors import GuardError, MonitorError, SourceError
from monitorlib.processing.facts import (
    KNOWN,
    QUANTITY,
    STATUSES,
    facts_from_cells,
    facts_from_prose,
    resolve,
    source_name,
)
from monitorlib.processing.transcription import read_cells
from monitorlib.report_data import Report
from monitorlib.vocabulary import Vocabulary, read_text_table


@pytest.fixture(scope="module")
def facts(report: Report) -> pd.DataFrame:
    return report.rows("facts")


@pytest.fixture(scope="module")
def values(facts: pd.DataFrame) -> pd.DataFrame:
    return resolve(facts, Vocabulary(paths.hand()).table("precedence")).set_index(QUANTITY)


def at(facts: pd.DataFrame, table: str, row: str, column: str) -> pd.DataFrame:
    where = (facts["table"] == table) & (facts["row"] == row) & (facts["column"] == column)
    return facts[where & (facts["correction"] == "")]


MEANS = "Average number of participants per assembly: 2017"
CELLS = [  # table, row, column, line of the source, status, value
    ("16", "Astana", "Number of persons detained", 537, "stated", 4),
    ("2", "Pavlodar", "2011-2012", 126, "none_recorded", 0),  # one of the seven cities
    ("2", "Aktau", "2010", 122, "not_monitored", None),  # none of the six cities
    ("2", "Kostanai", "2012-2013", 128, "coverage_unknown", None),  # eight unnamed cities
    ("18", "Pavlodar", MEANS, 583, "not_applicable", None),
    ("10", "Spontaneously", "2014", 413, "not_given", None),
    ("2", "Aktau", "2017", 122, "not_printed", None),
    ("18", "Aktau", MEANS, 579, "unreadable", None),
    ("16", "Temirtau", "Detentions", 541, "none_recorded", 0),
    ("14", "Temirtau", "Number of police officers", 504, "stated", 0),
]


@pytest.mark.parametrize(("table", "row", "column", "line", "status", "value"), CELLS)
def test_a_cell_of_the_source_has_its_status(
    table: str,
    row: str,
    column: str,
    line: int,
    status: str,
    value: float | None,
    facts: pd.DataFrame,
) -> None:
    found = at(facts, table, row, column)
    assert found["status"].tolist() == [status]
    assert found["line"].tolist() == [line]
    assert found["value"].isna().all() if value is None else found["value"].tolist() == [value]


def test_the_cases_cover_every_status() -> None:
    of_charts = {"not_recorded", "suppressed"}
    assert {status for *_, status, _ in CELLS} == set(STATUSES) - of_charts


def test_a_value_is_a_number_exactly_where_the_status_is_known(facts: pd.DataFrame) -> None:
    assert (facts["value"].notna() == facts["status"].isin(KNOWN)).all()
    assert (facts["stated"].ne("") == facts["status"].eq("stated")).all()


@pytest.mark.parametrize(
    ("table", "row", "column", "expected"),
    [
        (
            "8",
            "Rallies",
            "2016",
            [("assemblies_by_form", 21, "21"), ("form_share", 38, "38")],
        ),  # line 319: 21 (38%)
        (
            "1",
            "Uralsk",
            "[assemblies]",
            [("assemblies", 2, "2"), ("assembly_share", 5.5, "5,5")],
        ),  # line 107
        (
            "4",
            "2012 -2013",
            "Political",
            [("assemblies_by_concern", 1, "1")],
        ),  # line 192: (1 protest action), a count among percentages
        ("4", "2016", "Political", [("concern_share", 15.5, "15.5")]),
        (
            "19",
            "Uralsk",
            "Average per assembly: 2017",
            [("mean_duration", 12.5, "12.5")],
        ),
    ],
    ids=["count-and-share", "decimal-comma", "count-in-words", "share-only", "minutes"],
)
def test_each_number_of_a_cell_goes_to_the_measure_of_its_unit(
    table: str, row: str, column: str, expected: list[tuple[str, float, str]], facts: pd.DataFrame
) -> None:
    found = at(facts, table, row, column)[["measure", "value", "stated"]]
    assert list(found.itertuples(index=False, name=None)) == expected


@pytest.mark.parametrize(
    ("quantity", "stated", "won", "why", "others"),
    [
        (
            ("2017", "Kazakhstan", "detention_events", ""),
            {("16", 7), ("prose", 8)},
            7,
            "Table 16 comes first: Table 16 lists the places",
            "line 363: eight instances; line 533: eight protests",
        ),
        (
            ("2017", "Kazakhstan", "participants", "excluding_permitted"),
            {("14-1", 327), ("18", 312), ("prose", 312)},
            327,
            "Table 14-1 comes first",
            "Table 18: 312; line 572: as low as 312",
        ),
        (
            ("2017", "Kazakhstan", "assemblies_attended", "prosecutor"),
            {("13", 12), ("prose", 16)},
            12,
            "Table 13 comes first",
            "line 476: present at 16",
        ),
        (
            ("2014", "Astana", "assemblies", ""),
            {("2", 26), ("2", 37)},
            37,
            "correction C1",
            "Table 2: 26",
        ),
        (
            ("2015", "Astana", "assemblies", ""),
            {("2", 37), ("2", 22)},
            22,
            "correction C2",
            "Table 2: 37",
        ),
        (
            ("2017", "Pavlodar", "assemblies", ""),
            {("2", 1), ("2", 0)},
            0,
            "correction C3",
            "Table 2: 1",
        ),
        (
            ("2015", "Atyrau", "assemblies", ""),
            {("2", 1), ("2", 4)},
            4,
            "correction C4",
            "Table 2: 1",
        ),
        (
            ("2015", "Aktobe", "assemblies", ""),
            {("2", 0), ("2", 1)},
            1,
            "correction C5",
            "Table 2: -",
        ),
        (
            ("2014", "Taldykorgan", "assemblies", ""),
            {("2", 0), ("2", 2)},
            2,
            "correction C6",
            "Table 2: -",
        ),
        (
            ("2014", "Ust-Kamenogorsk", "assemblies", ""),
            {("2", 0), ("2", 2)},
            2,
            "correction C7",
            "Table 2: -",
        ),
    ],
    ids=["detentions", "participants", "prosecutors", *(f"C{n}" for n in range(1, 8))],
)
def test_where_sources_disagree_both_facts_stay_and_one_wins_for_a_reason(
    quantity: tuple[str, ...],
    stated: set[tuple[str, float]],
    won: float,
    why: str,
    others: str,
    facts: pd.DataFrame,
    values: pd.DataFrame,
) -> None:
    mine = facts[(facts[QUANTITY] == quantity).all(axis=1)]
    assert set(mine[["table", "value"]].itertuples(index=False, name=None)) == stated
    value = values.loc[quantity]
    assert value["value"] == won
    assert value["why"].startswith(why)
    assert value["others"] == others


@pytest.mark.parametrize(
    ("quantity", "why"),
    [
        (("2017", "Kazakhstan", "assemblies", ""), "all sources agree"),  # lines 94, 113, 118, 435
        (("2016", "Almaty", "assemblies", ""), "the only source"),  # line 119
    ],
)
def test_a_quantity_without_disagreement_says_so(
    quantity: tuple[str, ...], why: str, values: pd.DataFrame
) -> None:
    assert tuple(values.loc[quantity, ["why", "others"]]) == (why, "")


ORDER = pd.DataFrame([{"measure": "*", "tables": "1;2;prose", "reason": "a reason"}])


def fact(table: str, status: str, value: float, correction: str = "") -> dict[str, object]:
    key = dict(zip(QUANTITY, ("2017", "Almaty", "assemblies", ""), strict=True))
    cell = {"table": table, "row": "r", "column": "c", "line": 104, "printed": f"{value:g}"}
    rest = {"unit": "assemblies", "status": status, "stated": "", "correction": correction}
    return {**key, **cell, **rest, "value": value}


def test_a_known_number_wins_over_a_blank_of_an_earlier_table() -> None:
    two = [fact("1", "not_printed", float("nan")), fact("2", "stated", 17.0)]
    assert resolve(pd.DataFrame(two), ORDER)[["value", "table"]].iloc[0].tolist() == [17.0, "2"]


def test_a_correction_wins_over_its_own_cell_and_over_an_earlier_table() -> None:
    three = [fact("1", "stated", 17.0), fact("2", "stated", 16.0), fact("2", "stated", 18.0, "C9")]
    won = resolve(pd.DataFrame(three), ORDER).iloc[0]
    assert (won["value"], won["why"]) == (18.0, "correction C9")
    assert won["others"] == "Table 1: 17; Table 2: 16"


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_the_order_of_facts_does_not_change_what_wins(
    seed: int | None, facts: pd.DataFrame, values: pd.DataFrame
) -> None:
    mixed = facts[::-1] if seed is None else facts.sample(frac=1, random_state=seed)
    again = resolve(mixed, Vocabulary(paths.hand()).table("precedence")).set_index(QUANTITY)
    pd.testing.assert_frame_equal(again.drop(columns="others"), values.drop(columns="others"))
    assert again["others"].map(len).tolist() == values["others"].map(len).tolist()


def edit(file: str, old: str, new: str) -> None:
    path = paths.root() / "data" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    if "/tables/" in file:
        edit(file.replace("/tables/", "/second-keying/"), old, new)


def read() -> pd.DataFrame:
    """The facts of the tables, read again."""
    names = Vocabulary(paths.hand())
    return facts_from_cells(read_cells(paths.raw(), names), names.table("corrections"), names)


TABLES, CARDS = "raw/report-2017/tables", "raw/report-2017/cards"


@pytest.mark.usefixtures("project")
def test_guards_that_no_longer_match_stop_the_build_and_are_all_listed() -> None:
    edit(f"{TABLES}/table-02.csv", "26,26,37,9,9", "26,37,26,9,9")
    edit("hand/corrections.csv", "C3,2,Pavlodar", "C3,2,Pavlograd")
    with pytest.raises(GuardError, match="3 that no longer match; at data/hand/corr") as caught:
        read()
    assert str(caught.value).splitlines()[1:] == [
        "C1: table 2, row 'Astana', column '2014': expected '26', found '37'",
        "C2: table 2, row 'Astana', column '2015': expected '37', found '26'",
        "C3: table 2, row 'Pavlograd', column '2017': expected '1', found no such cell",
    ]
    assert "mend or delete the correction" in str(caught.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            f"{CARDS}/table-18.toml",
            '[[unreadable]]\nrow = "Aktau"',
            '[[unreadable]]\nrow = "Almaty"',
            rf"table 18, row 'Aktau', column '{MEANS}' \(line 579\): .*found '7 / -'",
        ),
        (
            f"{TABLES}/table-14.csv",
            "1697,104,",
            "1697,1O4,",
            r"table 14, row 'TOTAL', column 'Number of police officers' \(line 508\).*'1O4'",
        ),
        (
            f"{TABLES}/table-16.csv",
            "Almaty,3,3",
            "Almaty,3,-3",
            r"table 16, row 'Almaty', column 'Number of persons detained' \(line 536\).*'-3'",
        ),
        (
            f"{TABLES}/table-12.csv",
            "7.4%",
            "7.4% (1)",
            r"table 12, row '2010', column '\[index\]' \(line 441\).*'7.4% \(1\)'",
        ),
        (
            f"{TABLES}/table-14.csv",
            "Karaganda,1,0",
            "Karaganda,1,-",
            r"table 14, row 'Karaganda', .*expected the card to say what a dash means",
        ),
        (
            f"{TABLES}/table-13.csv",
            "Akimat,5,",
            "Akimat,5%,",
            r"table 13, row 'Akimat', column 'Presence' .*no measure of the card takes .*'5%'",
        ),
    ],
    ids=["undeclared", "letter-for-digit", "below-zero", "two-parts", "dash", "wrong-unit"],
)
@pytest.mark.usefixtures("project")
def test_a_cell_that_cannot_be_read_is_named(file: str, old: str, new: str, message: str) -> None:
    edit(file, old, new)
    with pytest.raises(SourceError, match=rf"(?s)expected cells that can be read.*{message}"):
        read()


@pytest.mark.parametrize(
    ("column", "wrong", "message"),
    [
        ("measure", "assembles", "found 'assembles' in 'assemblies'"),
        ("unit", "persons", "found 'assemblies' in 'persons'"),
        ("period", "2071", r"a period of: 2010, .*; found '2071'.*did you mean 2017\?"),
        ("place", "Kazahstan", r"found 'Kazahstan'.*did you mean Kazakhstan\?"),
        ("category", "polical", r"polical"),
        ("value", "thirty", r"thirty"),
        ("line", "ninety", r"ninety"),
    ],
)
def test_a_wrong_row_of_the_prose_is_named(column: str, wrong: str, message: str) -> None:
    names = Vocabulary(paths.hand())
    prose = claims.figures(names.table("claims"), names, "2017")
    prose.loc[0, column] = wrong
    with pytest.raises(MonitorError, match=rf"(?s)figures that can be read.*{message}") as caught:
        facts_from_prose(prose, names)
    assert "; found 1 that cannot; at data/hand/claims.csv; mend the rows:" in str(caught.value)
    assert f"({prose.loc[0, 'printed']!r})" in str(caught.value)


def test_all_wrong_rows_of_the_prose_are_listed_at_once() -> None:
    names = Vocabulary(paths.hand())
    prose = claims.figures(names.table("claims"), names, "2017")
    prose.loc[0, "unit"] = "persons"
    prose.loc[3, "value"] = "1,697"
    with pytest.raises(SourceError, match=r"found 2 that cannot") as caught:
        facts_from_prose(prose, names)
    assert [line.split(":")[0] for line in str(caught.value).splitlines()[1:]] == [
        f"line {prose.loc[row, 'line']} of the source ({prose.loc[row, 'printed']!r})"
        for row in (0, 3)
    ]


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("14-1", "Table 14-1"),
        ("prose", "line 363"),
        ("concerns-social", "list of social concerns"),
    ],
)
def test_a_source_is_named_for_a_reader(table: str, name: str) -> None:
    assert source_name({"table": table, "line": 363}) == name


@pytest.mark.parametrize("correct", [lambda rows: rows.iloc[::-1], lambda rows: rows])
@pytest.mark.usefixtures("project")
def test_a_corrected_fact_stands_beside_the_printed_one(
    correct: Callable[[pd.DataFrame], pd.DataFrame],
) -> None:
    path = paths.hand() / "corrections.csv"
    correct(read_text_table(path)).to_csv(path, index=False)
    facts = read()
    astana = facts[(facts["place"] == "Astana") & (facts["table"] == "2")]
    found = astana.set_index(["period", "correction"])["printed"]
    assert [found["2014", ""], found["2014", "C1"]] == ["26", "37"]
    assert [found["2015", ""], found["2015", "C2"]] == ["37", "22"]
    assert set(facts["correction"]) == {"", *(f"C{n}" for n in range(1, 8))}
    assert re.fullmatch("-", facts.set_index("correction").loc["C3", "printed"])
