"""A year of charts: facts, silent towns, hidden cells, and a report that leaks nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from charts import SPECIFICATION, write_csv
from monitorlib import findings, paths, trends
from monitorlib.__main__ import main
from monitorlib.errors import SourceError
from monitorlib.observations import intake, newyear
from monitorlib.processing import build
from monitorlib.report import make_report
from monitorlib.report_data import Report
from monitorlib.tabular import layout
from monitorlib.tabular.tables import Table
from monitorlib.vocabulary import WHOLE

SECRET = "xqzsecretxqz"  # noqa: S105
PAYLOAD = "<script>document.title='run'</script><img src=x onerror=alert(1)>"


def test_charts_of_a_printed_year_would_count_twice(project: Path) -> None:
    write_csv(paths.private("2017") / "charts.csv", {"date": "2017-03-05"})
    intake.take_in("2017")
    with pytest.raises(SourceError, match="would be counted twice"):
        build.tables()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda text: text.replace("organiser", "organizer"), "expected the columns id, source"),
        (lambda text: text.replace(",12,", ",twelve,"), "expected whole numbers"),
    ],
)
def test_a_damaged_public_file_is_refused(project: Path, damage: object, words: str) -> None:
    newyear.new_year("2018")
    write_csv(paths.private("2018") / "charts.csv", {})
    intake.take_in("2018")
    path = paths.charts("2018") / "charts.csv"
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(SourceError, match=words):
        build.tables()


def test_public_charts_of_an_unknown_year_name_the_remedy(project: Path) -> None:
    newyear.new_year("2018")
    write_csv(paths.private("2018") / "charts.csv", {})
    intake.take_in("2018")
    paths.charts("2018").rename(paths.charts("2030"))
    with pytest.raises(SourceError, match="make new-year YEAR=2030"):
        build.tables()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a report on 2018, made from charts full of secrets and of markup."""
    import shutil

    root = tmp_path_factory.mktemp("year") / "project"
    ignore = shutil.ignore_patterns(".ipynb*", "private")
    for name in ("data", "notebooks"):
        shutil.copytree(paths.root() / name, root / name, ignore=ignore)
    shutil.copy2(paths.root() / "requirements.lock", root)
    private = {
        name: {"id": f"{SECRET}-{{n}}", "monitor": "XQZ999"}.get(name, f"{SECRET} {name}")
        for name, field in SPECIFICATION.fields.items()
        if field.private
    }
    rows = [
        {
            **{name: text.format(n=n) for name, text in private.items()},
            "date": f"2018-{1 + n % 12:02}-{1 + n:02}",
            "city": ("Almaty", "Астана", "Semey")[n % 3],
            "concern": f"{PAYLOAD} {n}",
            "concern_group": ("political", "economic", "social")[n % 3],
            "organiser": ("civil_society", "spontaneous")[n % 2],
            "organisation": "=1+1" if n % 2 == 0 else "",
            "form": ("picket", "rally", "flash_mob")[n % 3],
            "permit": ("permitted", "not_requested", "denied", "unknown")[n % 4],
            "reason_not_requested": "no_hope" if n % 4 == 1 else "",
            "participants_best": "" if n % 5 == 0 else str(10 + n),
            "participants_reported": "dozens" if n % 5 == 0 else "",
            "duration": "" if n % 3 == 0 else "30",
            "hindered": "yes" if n % 6 == 2 else "no",
            "court_cases": "1" if n % 6 == 2 else "0",
            "persons_fined": "1" if n % 6 == 2 else "",
            "persons_cautioned": "0" if n % 6 == 2 else "",
            "persons_arrested": "0" if n % 6 == 2 else "",
            "fine_mci": "20" if n % 6 == 2 else "",
            "prosecutor_present": "yes" if n % 2 else "no",
            "prosecutor_cautioned": "no" if n % 2 else "",
        }
        for n in range(24)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MONITORLIB_ROOT", str(root))
        newyear.new_year("2018")
        write_csv(paths.private("2018") / "charts.csv", *rows)
        make_report("2018")
    return root


def left_behind(root: Path) -> list[Path]:
    """List everything that a build leaves outside the private folder."""
    private = root / "data" / "private"
    files = [path for path in root.rglob("*") if path.is_file() and private not in path.parents]
    assert len(files) > 100
    return files


def test_no_secret_is_in_anything_that_the_build_leaves(built: Path) -> None:
    found = [
        path.relative_to(built)
        for path in left_behind(built)
        if any(secret in path.read_bytes() for secret in (SECRET.encode(), b"XQZ999"))
    ]
    assert found == []


def test_the_secrets_were_there_to_be_found(built: Path) -> None:
    text = (built / "data/private/charts-2018/charts.csv").read_text(encoding="utf-8")
    assert text.count(SECRET) >= 3 * 24
    assert "XQZ999" in text


def test_markup_in_charts_is_shown_as_text(built: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in (built / "report/2018").glob("*.html")]
    assert not any("<script>document" in page or "<img src=x" in page for page in pages)
    assert any("&lt;script&gt;document" in page for page in pages)


def test_no_csv_that_is_written_holds_a_formula_of_the_charts(built: Path) -> None:
    for folder in ("data/processed", "data/raw/charts-2018", "report/2018"):
        for path in (built / folder).glob("*.csv"):
            assert not re.search(r'(^|,)"?=1\+1', path.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_section_and_table_shows_the_year(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITORLIB_ROOT", str(built))
    report = Report("2018")
    assert report.from_charts
    assert report.previous == "2017"
    pages = {path.name: path.read_text(encoding="utf-8")
             for path in (built / "report/2018").glob("[0-9]*.html")}  # fmt: skip
    assert len(pages) == 17
    numbers = [number for number in report.cards if number[0].isdigit()]
    shown = "".join(pages.values())
    missing = [number for number in numbers if f'id="table-{number}"' not in shown]
    assert missing == []
    assert "The edition for 2018 would hold" not in shown


def test_the_year_is_compared_with_all_periods_before(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITORLIB_ROOT", str(built))
    rates = Report("2018").index("protest_activity", place=WHOLE)
    assert rates["period"].tolist()[-2:] == ["2017", "2018"]
    assert rates["value"].tolist()[-1] == 24 / 12
    abidance = Report("2018").value("law_abidance")
    assert (abidance.formula, abidance.known_of) == ("100 x 6 / 18", (18, 24))
    assert "known for 18 of 24 charts" in abidance.partly


def test_the_report_on_2017_does_not_know_2018(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITORLIB_ROOT", str(built))
    assert Report("2017").chart_periods == []
    assert len(Report("2017").rows("charts")) == 0


def test_real_charts_bear_no_notice(built: Path) -> None:
    assert "For practice only" not in (built / "report/2018/index.html").read_text("utf-8")


def test_the_manifest_names_the_public_charts_and_no_private_file(built: Path) -> None:
    manifest = json.loads((built / "report/2018/manifest.json").read_text("utf-8"))
    assert "data/raw/charts-2018/charts.csv" in manifest["inputs"]
    assert not any("private" in name for name in manifest["inputs"])


def test_the_rules_for_crowds_are_set_side_by_side(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITORLIB_ROOT", str(built))
    rows = Report("2018").of_year("crowds")
    totals = rows[(rows["measure"] == "participants") & (rows["category"] == "all")]
    totals = totals.set_index("rule")["value"]
    # five charts say "dozens": 20 each under our rule, 50 under media-impact-monitor
    known = sum(10 + n for n in range(24) if n % 5)
    assert totals["monitor"] == known + 5 * 20
    assert totals["media-impact-monitor"] == known + 5 * 50
    assert (rows.groupby("rule")["used"].first() == "yes").sum() == 1


def charted(*changes: dict[str, str], small: int = 0) -> Report:
    """Give a report on 2018 from charts, in the project that is in use."""
    newyear.new_year("2018")
    path = paths.root() / "monitor.toml"
    path.write_text(path.read_text("utf-8").replace("small_cells = 0", f"small_cells = {small}"))
    rows = [{"id": f"N-{n}", "date": f"2018-03-{n + 1:02}", **one} for n, one in enumerate(changes)]
    write_csv(paths.private("2018") / "charts.csv", *rows)
    intake.take_in("2018")
    build.build()
    return Report("2018")


def test_hidden_numbers_stand_in_no_list_either(project: Path) -> None:
    court = {"court_cases": "1", "persons_fined": "1", "persons_cautioned": "0",
             "persons_arrested": "0", "fine_mci": "50"}  # fmt: skip
    report = charted({"persons_detained": "2"} | court, {"city": "Semey"}, small=3)
    assert report.of_year("charts")["persons_detained"].isna().all()
    assert report.of_year("charts")["fine_mci"].isna().all()
    assert report.of_year("assemblies")["persons_detained"].isna().all()
    assert report.of_year("prosecutions").empty
    assert report.value("detained_persons", "Almaty").lacking.endswith("single out a person.")
    assert not report.value("detention_share", "Almaty").known


def test_a_report_without_corrections_keeps_the_charts(project: Path) -> None:
    report = charted({}, {"city": "Semey"})
    bare = Report("2018", as_printed=True)
    assert bare.value("assemblies").value == 2
    assert bare.value("law_abidance").value == report.value("law_abidance").value
    verdicts = Report("2017", as_printed=True).rows("audit")["verdict"]
    assert (verdicts == "contradicted").sum() == 131  # as without any charts


def test_a_town_of_which_charts_do_not_know_a_number_stays_in_its_table(project: Path) -> None:
    report = charted({}, {"city": "Aktau", "participants_best": "", "police_officers": "2"})
    table = layout.table(report, "14")
    assert isinstance(table, Table)
    rows = {label: [cell.text for cell in cells] for label, cells in table.rows}
    assert rows["Aktau"] == ["–ⁿ", "2", "–ⁿ"]
    assert rows["Almaty"] == ["12", "2", "0.17"]


def test_an_interval_is_taken_over_the_charts_that_know(project: Path) -> None:
    """One of two known charts, of three: 50 percent, not a third."""
    report = charted({"persons_detained": "1"}, {"persons_detained": "0"}, {"persons_detained": ""})
    bounds = findings.interval(report, "detention_events", "assemblies")
    low, high = trends.share_interval(1, 2)
    assert (bounds["low"].value, bounds["high"].value) == (low, high)
    assert report.value("detention_share").value == 50


def test_an_unknown_permit_is_not_a_denied_one(project: Path) -> None:
    plain = {"reason_not_requested": ""}
    report = charted(
        {"permit": "permitted"} | plain, {"permit": "denied"} | plain, {"permit": "unknown"} | plain
    )
    assert findings.from_towns(report, "permitted", "assemblies") == 50
    assert report.value("law_abidance").value == 50


def test_why_a_number_is_unknown_is_said_of_its_own_place(project: Path) -> None:
    report = charted({"city": "Semey"})
    assert "not stated whether the place was monitored" in (
        report.value("assemblies", "Almaty").lacking
    )


def test_a_field_that_the_format_cannot_state_gives_no_zero(project: Path) -> None:
    """Our own chart without the columns on the police: the format then cannot state them."""
    report = charted({})
    assert report.value("police_officers", category="all").value == 2
    path = paths.charts("2018") / "reading.csv"
    path.write_text(
        path.read_text("utf-8") + "unstated,released_explained,0,no such column\n", "utf-8"
    )
    build.build()
    said = Report("2018").value("persons_released").lacking
    assert "no such column" in said


def test_charts_without_any_number_of_people_still_make_a_report(project: Path) -> None:
    report = charted({"participants_best": "", "participants_reported": "no report"})
    assert findings.say_largest(report).kind == "lacking"
    assert findings.together(report, "organiser_share", "6").text.startswith("The shares are")


def test_make_report_points_to_the_settings_for_a_file(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--year", "2017", "--file", "x.csv"]) == 1
    assert "FILE is for `make check`" in capsys.readouterr().err


def test_concerns_stand_before_their_total_and_the_most_frequent_first(project: Path) -> None:
    report = charted(
        {"concern": "a"}, {"concern": "b", "city": "Semey"}, {"concern": "b", "city": "Astana"}
    )
    table = layout.table(report, "concerns-social")
    assert isinstance(table, Table)
    assert [label for label, _ in table.rows] == ["b", "a", "Total"]


def test_a_town_whose_assemblies_were_all_permitted_has_its_zero(project: Path) -> None:
    report = charted({}, {"city": "Aktau", "permit": "permitted", "reason_not_requested": ""})
    table = layout.table(report, "9")
    assert isinstance(table, Table)
    rows = {label: cells[0].text for label, cells in table.rows}
    assert rows == {"Almaty": "100.0%", "Aktau": "0.0%", "TOTAL": "50.0%"}
