"""`data/processed` is what raw and hand make, or it is left alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from monitorlib import paths
from monitorlib.errors import ContractError, GuardError, MonitorError, SourceError
from monitorlib.processing import build

ROOT = paths.root()
NAMES = sorted(path.name for path in paths.processed().glob("*.csv"))


def contents() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(paths.processed().iterdir())}


def edit(file: str, old: str, new: str) -> None:
    path = paths.root() / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    if "/tables/" in file:
        edit(file.replace("/tables/", "/second-keying/"), old, new)


def kept(name: str) -> bytes:
    """A processed table as git holds it; as it lies there, outside of git."""
    command = ["git", "-C", str(ROOT), "show", f":data/processed/{name}"]
    shown = subprocess.run(command, capture_output=True, check=False)
    return shown.stdout if shown.returncode == 0 else (ROOT / "data/processed" / name).read_bytes()


@pytest.mark.usefixtures("project")
def test_rebuilding_changes_no_byte_of_what_is_committed() -> None:
    for path in paths.processed().glob("*.csv"):
        path.unlink()
    assert build.build()
    made = contents()
    assert sorted(made) == NAMES
    assert [name for name in NAMES if made[name] != kept(name)] == [], "run `make data` and add it"


def test_a_second_build_has_nothing_to_do_unless_forced(project: Path) -> None:
    (project / "build" / "data.json").unlink()
    assert build.build()
    assert build.is_current()
    assert not build.build()
    assert build.build(force=True)


@pytest.mark.parametrize("name", ["facts.csv", "laws.csv"])
def test_a_deleted_or_edited_table_is_made_again(name: str, project: Path) -> None:
    build.build()
    before = contents()
    table = paths.processed() / name
    table.unlink()
    assert not build.is_current()
    assert build.build()
    table.write_bytes(before[name].replace(b"1", b"2", 1))
    assert build.build()
    assert contents() == before


@pytest.mark.parametrize(
    "file",
    ["data/hand/units.csv", "data/codebook.csv", "data/raw/report-2017/cards/table-05.toml"],
)
@pytest.mark.usefixtures("project")
def test_any_changed_input_makes_the_tables_stale(file: str) -> None:
    build.build()
    (paths.root() / file).write_bytes((paths.root() / file).read_bytes() + b"\n")
    assert not build.is_current()


@pytest.mark.usefixtures("project")
def test_a_record_that_cannot_be_read_counts_as_none() -> None:
    build.build()
    (paths.root() / "build" / "data.json").write_text("{", encoding="utf-8")
    assert not build.is_current()
    assert build.build()


@pytest.mark.usefixtures("project")
def test_a_changed_raw_cell_leads_to_a_changed_fact_value_and_index() -> None:
    edit("data/raw/report-2017/tables/table-11.csv", "TOTAL,36,31,5,", "TOTAL,36,31,6,")
    cell = "cell,11|TOTAL|Permitted assemblies"
    edit("data/raw/report-2017/numerals.csv", f"435,3,5,{cell}", f"435,3,6,{cell}")
    made = build.tables()
    key = ["period", "place", "measure", "category"]
    at = ("2017", "Kazakhstan", "permitted", "")
    assert made["facts"].query("table == '11'").set_index(key).loc[at, "value"] == 6.0
    assert made["values"].set_index(key).loc[at, "value"] == 6.0
    index = made["indices"].set_index(key).loc[("2017", "Kazakhstan", "law_abidance", "")]
    assert index["formula"] == "100 x 6 / 36"


BROKEN = [
    (
        "data/hand/corrections.csv",
        "C1,2,Astana,2014,26,",
        "C1,2,Astana,2014,25,",
        GuardError,
        "C1: table 2, row 'Astana', column '2014': expected '25', found '26'",
    ),
    (
        "data/raw/report-2017/tables/table-02.csv",
        "26,26,37,9,9",
        "26,25,37,9,9",
        SourceError,
        r"(?s)every numeral covered once.*cell 2\|Astana\|2014: prints \['25'\], listed \['26'\]",
    ),
    (
        "data/hand/claims.csv",
        "L94a,94,There were",
        "L94a,95,There were",
        SourceError,
        "(?s)every numeral covered once; .*line 94, .*'36': claim L94a stands on another line",
    ),
    (
        "data/hand/claims.csv",
        ",assemblies,,assemblies,,",
        ",assemblies,,asemblies,,",
        SourceError,
        r"(?s)figures that can be read.*line 94 .*found 'asemblies' in 'assemblies'",
    ),
    (
        "data/hand/claims.csv",
        "falling([assemblies, 2011-12..2017 @2])",
        "faling([assemblies, 2011-12..2017 @2])",
        SourceError,
        "(?s)claims and relations that can be judged; found 1 problems; at data; mend them:"
        ".claims.csv, L98a: answer: .*did you mean falling",
    ),
    (
        "data/raw/report-2017/tables/table-11.csv",
        "Almaty",
        "Almati",
        MonitorError,
        "found 'Almati'; at table 11",
    ),
    (
        "data/raw/report-2017/lists/prosecutions.csv",
        ",fine,",
        ",bribe,",
        ContractError,
        "column 'sanction', row 2: expected .*fine.*, found 'bribe'",
    ),
    (
        "data/codebook.csv",
        "laws,note,",
        "laws,remark,",
        ContractError,
        r"data/processed/laws.csv; (?s:.*)column '(?:note|remark)'",
    ),
    (
        "data/raw/report-2017/cards/table-13.toml",
        "assemblies_attended",
        "assemblies_atended",
        MonitorError,
        "assemblies_atended",
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "error", "message"),
    BROKEN,
    ids=[
        *("guard", "numeral", "claim-line", "claim-quantity", "claim-answer"),
        *("town", "list", "codebook", "card"),
    ],
)
@pytest.mark.usefixtures("project")
def test_a_build_that_fails_says_why_and_writes_nothing(
    file: str, old: str, new: str, error: type[Exception], message: str
) -> None:
    build.build()
    before = contents()
    edit(file, old, new)
    with pytest.raises(error, match=message):
        build.build()
    assert contents() == before
    assert not build.is_current()


@pytest.mark.usefixtures("project")
def test_the_inputs_are_all_of_raw_and_hand() -> None:
    raw, hand = paths.raw(), paths.hand()
    data = {path for folder in (raw, hand) for path in folder.rglob("*.*")}
    formats = {*(hand / "chart-formats").iterdir()}
    unread = {raw / "README.md", hand / "README.md"}
    named = {path for path in build.inputs() if path.suffix != ".py"}
    assert named == data - unread - formats | {paths.root() / "data" / "codebook.csv"}
