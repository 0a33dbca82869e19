"""What leaves the office: no private field, ids that reveal nothing, texts that nothing runs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from charts import SPECIFICATION, typed, write_csv
from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations import intake, publish

KEY = b"k" * publish.KEY_BYTES


def test_private_fields_stay_behind() -> None:
    made = publish.public_charts(typed({}), SPECIFICATION, KEY)
    assert list(made) == ["id", *SPECIFICATION.public]
    assert {"monitor", "place", "notes"} & set(made) == set()


def test_ids_are_stable_and_follow_the_key() -> None:
    first, again = (publish.public_charts(typed({}), SPECIFICATION, KEY) for _ in range(2))
    other = publish.public_charts(typed({}), SPECIFICATION, b"x" * publish.KEY_BYTES)
    assert first["id"].tolist() == again["id"].tolist() != other["id"].tolist()
    assert "T-1" not in first["id"].iloc[0]


def test_an_id_does_not_change_when_another_chart_comes() -> None:
    alone = publish.public_charts(typed({"id": "B-2"}), SPECIFICATION, KEY)
    both = publish.public_charts(typed({"id": "A-1"}, {"id": "B-2"}), SPECIFICATION, KEY)
    assert set(alone["id"]) < set(both["id"])


def test_the_order_tells_nothing_of_the_office() -> None:
    days = [{"date": f"2018-03-{day:02}"} for day in (9, 3, 27, 1)]
    made = publish.public_charts(typed(*days), SPECIFICATION, KEY)
    assert made["date"].is_monotonic_increasing


def test_texts_like_formulas_are_neutralised() -> None:
    made = publish.public_charts(typed({"concern": "=1+1"}), SPECIFICATION, KEY)
    assert made["concern"].tolist() == ["'=1+1"]


def test_the_key_is_made_once_and_only_for_its_owner(project: Path) -> None:
    first = publish.key("2018")
    assert publish.key("2018") == first
    path = paths.private("2018") / publish.KEY_FILE
    assert path.stat().st_mode & 0o077 == 0
    path.write_text("damaged")
    with pytest.raises(SourceError, match="restore the file from a backup"):
        publish.key("2018")


def test_charts_with_errors_are_not_published(project: Path) -> None:
    write_csv(paths.private("2017") / "charts.csv", {"date": "2017-02-31"})
    found, _ = intake.check("2017")
    with pytest.raises(SourceError, match="run `make check YEAR=2017`"):
        publish.publish("2017", found, SPECIFICATION)
    assert not paths.charts("2017").exists()


def test_reading_counts_and_shows_no_value(project: Path) -> None:
    write_csv(
        paths.private("2017") / "charts.csv",
        {"date": "2017-03-05", "concern": "=secret", "duration": "2000"},
    )
    rows = publish.reading(intake.check("2017")[0])
    assert isinstance(rows, pd.DataFrame)
    assert rows.loc[rows["name"] == "charts kept", "number"].tolist() == [1]
    assert set(rows.loc[rows["kind"] == "warning", "name"]) == {
        "concern: begins like a formula",
        "long-assembly",
    }
    assert "secret" not in rows.to_csv()


def test_headings_that_nothing_reads_are_counted_and_not_published(project: Path) -> None:
    path = write_csv(paths.private("2017") / "charts.csv", {"date": "2017-03-05"})
    text = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{text[0]},who stood there\n{text[1]},x\n", encoding="utf-8")
    rows = publish.reading(intake.check("2017")[0])
    ignored = rows[rows["kind"] == "ignored"]
    assert ignored[["name", "number"]].values.tolist() == [["columns not read", 1]]
    assert "stood there" not in rows.to_csv()
