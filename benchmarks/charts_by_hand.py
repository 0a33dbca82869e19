"""The tabulation written out by hand, once in Polars and once in SQL: what it is measured against.

Each query is the fastest of several that give the same sums: charts grouped by town and permit,
conditions computed once in an inner projection, Polars in its streaming engine, and in DuckDB
`count_if` over the projected conditions (a `FILTER` clause takes more than twice as long).
`tables` turns the sums into the two tables; it sees some hundred rows and takes no time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import duckdb
import polars as pl

CODES = {
    "concern_group": ["political", "economic", "social"],
    "organiser": ["civil_society", "spontaneous", "single"],
    "form": [
        "rally", "picket", "single_picket", "happening", "procession", "roadblock",
        "handcuffing", "hunger_strike", "crane", "flash_mob", "commemoration",
    ],
    "reason_not_requested": ["principle", "no_hope", "not_aware", "spontaneous"],
    **{
        name: ["yes"]
        for name in (
            "hindered", "prosecutor_present", "prosecutor_cautioned", "akimat_present",
            "akimat_cautioned", "police_present", "police_cautioned",
        )
    },
}  # fmt: skip
NUMBERS = [
    "duration", "participants_best", "police_officers", "persons_detained", "released_explained",
    "court_cases", "persons_cautioned", "persons_fined", "persons_arrested",
]  # fmt: skip
EVENTS = ["persons_detained", "court_cases"]
Sums = dict[str, float]
Made = dict[tuple[str, str, str], tuple[float, ...]]


def polars(charts: pl.LazyFrame) -> tuple[list[dict[str, Any]], list[tuple[Any, ...]]]:
    """Sums by town and permit, and single concerns, of a Polars frame."""
    masks, col = [], pl.col
    for name, codes in CODES.items():
        masks += [(col(name) == code).alias(f"{name} {code}") for code in codes]
        masks.append(((col(name) != "") & (col(name) != "unknown")).alias(f"{name} known"))
    masks += [col(name).is_not_null().alias(f"{name} known") for name in NUMBERS]
    masks += [(col(name) >= 1).alias(f"{name} some") for name in EVENTS]
    both = col("participants_best").is_not_null() & col("police_officers").is_not_null()
    masks += [
        both.alias("both"),
        pl.when(both).then(col("participants_best")).alias("both participants"),
        pl.when(both).then(col("police_officers")).alias("both officers"),
    ]
    added = [*NUMBERS, *(mask.meta.output_name() for mask in masks)]
    groups = (
        charts.select("city", "permit", *NUMBERS, *masks)
        .group_by("city", "permit")
        .agg(pl.len().alias("charts"), *(col(name).sum() for name in added))
    )
    concerns = (
        charts.filter(col("concern_group").is_in(["economic", "social"]))
        .group_by("concern_group", "concern")
        .len()
    )
    sums, told = pl.collect_all([groups, concerns], engine="streaming")
    return sums.to_dicts(), told.rows()


def sql(charts: duckdb.DuckDBPyRelation) -> tuple[list[dict[str, Any]], list[tuple[Any, ...]]]:
    """Sums by town and permit, and single concerns, of a DuckDB relation."""
    masks = {}
    for name, codes in CODES.items():
        masks |= {f"{name} {code}": f"{name} = '{code}'" for code in codes}
        masks[f"{name} known"] = f"{name} <> '' and {name} <> 'unknown'"
    masks |= {f"{name} some": f"{name} >= 1" for name in EVENTS}
    both = "participants_best is not null and police_officers is not null"
    masks["both"] = both
    inner = ", ".join(f'{mask} as "{name}"' for name, mask in masks.items())
    outer = [f'count_if("{name}") as "{name}"' for name in masks]
    outer += [f'sum({name}) as "{name}", count({name}) as "{name} known"' for name in NUMBERS]
    for name, field in (("participants", "participants_best"), ("officers", "police_officers")):
        outer.append(f'sum(case when "both" then {field} end) as "both {name}"')
    groups = charts.query(
        "charts",
        f"select city, permit, count(*) as charts, {', '.join(outer)} from (select city, permit, "  # noqa: S608
        f"{', '.join(NUMBERS)}, {inner} from charts) group by city, permit",
    )
    names = groups.columns
    sums = [dict(zip(names, row, strict=True)) for row in groups.fetchall()]
    told = charts.query(
        "charts",
        "select concern_group, concern, count(*) from charts "
        "where concern_group in ('economic', 'social') group by all",
    )
    return sums, told.fetchall()


def total(rows: Iterable[dict[str, Any]]) -> Sums:
    """Add up groups."""
    added: Sums = defaultdict(float)
    for row in rows:
        for name, value in row.items():
            if name not in ("city", "permit"):
                added[name] += float(value or 0)
    return added


def tables(
    groups: list[dict[str, Any]], concerns: list[tuple[Any, ...]], towns: list[str]
) -> tuple[Made, Made]:
    """Write the two tables out of the sums.

    Parameters
    ----------
    groups : list of dict
        Sums by town and permit.
    concerns : list of tuple
        Group of concerns, concern and charts.
    towns : list of str
        Towns to list.

    Returns
    -------
    tuple of two dict
        Value, known and charts of each count; numerator, denominator, known and charts of each
        index; by place, measure and category.
    """
    counts: Made = {}
    bases: Made = {}
    everywhere = total(groups)["charts"]
    for place in [*towns, "Kazakhstan"]:
        here = [row for row in groups if place in ("Kazakhstan", row["city"])]
        _town(place, here, everywhere, counts, bases)
    _country(groups, counts, bases)
    told = [row for row in concerns if row[1] not in (None, "", "unknown")]
    maybe = everywhere - counts["Kazakhstan", "assemblies_by_concern", "political"][0]
    issues: dict[str, float] = defaultdict(float)
    for _, concern, charts in told:
        issues[concern] += charts
    for concern, charts in issues.items():
        key = ("Kazakhstan", "assemblies_by_issue", concern)
        counts[key] = (charts, sum(row[2] for row in told), maybe)
    return counts, bases


def _permits(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Groups without a permit, and those of which nobody knows."""
    silent = [row for row in rows if row["permit"] in (None, "", "unknown")]
    without = [row for row in rows if row not in silent and row["permit"] != "permitted"]
    return without, silent


def _town(place: str, here: list[Any], everywhere: float, counts: Made, bases: Made) -> None:
    """Write what is counted town by town."""
    all_, (without, silent) = total(here), _permits(here)
    n, unpermitted = all_["charts"], total(without)["charts"]
    known = n - total(silent)["charts"]
    permitted = known - unpermitted
    cells = {
        ("assemblies", ""): (n, n),
        ("permitted", ""): (permitted, known),
        ("unpermitted", ""): (unpermitted, known),
        ("participants", "all"): (all_["participants_best"], all_["participants_best known"]),
        ("police_officers", "all"): (all_["police_officers"], all_["police_officers known"]),
        ("detention_events", ""): (all_["persons_detained some"], all_["persons_detained known"]),
        ("detained_persons", ""): (all_["persons_detained"], all_["persons_detained known"]),
        ("duration_total", ""): (all_["duration"], all_["duration known"]),
    }
    counts |= {(place, *key): (*cell, n) for key, cell in cells.items()}
    for index, of in (
        ("law_abidance", ("permitted", "")),
        ("unpermitted_share", ("unpermitted", "")),
        ("detention_share", ("detention_events", "")),
        ("mean_duration", ("duration_total", "")),
        ("mean_participants", ("participants", "all")),
    ):
        value, those = cells[of]
        bases[place, index, of[1]] = (value, those, those, n)
    bases[place, "assembly_share", ""] = (n, everywhere, everywhere, everywhere)
    pair = (all_["both officers"], all_["both participants"])
    bases[place, "police_control", "all"] = (*pair, all_["both"], n)


def _country(groups: list[Any], counts: Made, bases: Made) -> None:
    """Write what is counted for the whole country only."""
    without, silent = _permits(groups)
    all_, some = total(groups), total(without)
    n, about = all_["charts"], some["charts"] + total(silent)["charts"]

    def put(measure: str, category: str, cell: tuple[float, ...], of: float) -> None:
        counts["Kazakhstan", measure, category] = (*cell, of)

    def index(measure: str, category: str, cell: tuple[float, float], of: float) -> None:
        bases["Kazakhstan", measure, category] = (*cell, cell[1], of)

    for field, measure, share in (
        ("concern_group", "assemblies_by_concern", "concern_share"),
        ("organiser", "assemblies_by_organiser", "organiser_share"),
        ("form", "assemblies_by_form", "form_share"),
    ):
        for code in CODES[field]:
            put(measure, code, (all_[f"{field} {code}"], all_[f"{field} known"]), n)
            index(share, code, (all_[f"{field} {code}"], all_[f"{field} known"]), n)
    denied = total(row for row in without if row["permit"] == "denied")["charts"]
    applying = total(row for row in without if row["permit"] != "denied")
    reasons = {code: applying[f"reason_not_requested {code}"] for code in CODES[
        "reason_not_requested"]}  # fmt: skip
    reasons["unknown"] = some["charts"] - denied - applying["reason_not_requested known"]
    for code, value in reasons.items():
        put("assemblies_by_reason", code, (value, some["charts"]), about)
        index("reason_share", code, (value, some["charts"]), about)
    for who in ("prosecutor", "akimat", "police"):
        for field, measure, share in (
            ("present", "assemblies_attended", "presence_share"),
            ("cautioned", "assemblies_cautioned", "caution_share"),
        ):
            cell = (some[f"{who}_{field} yes"], some[f"{who}_{field} known"])
            put(measure, who, cell, about)
            index(share, who, cell, about)
    less = "excluding_permitted"
    for measure, field in (("participants", "participants_best"), ("police_officers",) * 2):
        put(measure, less, (some[field], some[f"{field} known"]), about)
    cell = (some["participants_best"], some["participants_best known"])
    index("mean_participants", less, cell, about)
    pair = (some["both officers"], some["both participants"], some["both"])
    bases["Kazakhstan", "police_control", less] = (*pair, about)
    put("court_cases", "", (some["court_cases some"], some["court_cases known"]), about)
    index("prosecution_share", "", (some["court_cases some"], some["court_cases known"]), about)
    permits = n - total(silent)["charts"]
    put("applications", "", (permits - some["charts"] + denied, permits), n)
    put("hindered", "", (all_["hindered yes"], all_["hindered known"]), n)
    for category, field in (("caution", "cautioned"), ("fine", "fined"), ("arrest", "arrested")):
        cell = (all_[f"persons_{field}"], all_[f"persons_{field} known"])
        put("persons_sanctioned", category, cell, n)
    cell = (all_["released_explained"], all_["released_explained known"])
    put("persons_released", "", cell, n)
