"""What charts come to, counted the slow and obvious way: the oracle of the tabulation.

Nothing here reads `tabulation.csv`, `measures.csv` or any code of the package that counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

Chart = dict[str, Any]
Number = float | None

TOWNS = ["Almaty", "Astana", "Semey"]
WHOLE = "Kazakhstan"
FORMS = [
    "rally", "picket", "single_picket", "happening", "procession", "roadblock", "handcuffing",
    "hunger_strike", "crane", "flash_mob", "commemoration",
]  # fmt: skip
REASONS = ["principle", "no_hope", "not_aware", "spontaneous"]
AUTHORITIES = ["prosecutor", "akimat", "police"]
ALL, LESS = "all", "excluding_permitted"


def text(chart: Chart, field: str) -> str | None:
    """The code of a field, or None where it is unknown."""
    value = chart.get(field)
    return None if value in (None, "", "unknown") else str(value)


def number(field: str) -> Callable[[Chart], Number]:
    """How many a field says, or None."""
    return lambda chart: None if chart.get(field) is None else float(chart[field])


def is_(field: str, code: str) -> Callable[[Chart], Number]:
    """1 where a field has a code, 0 where it has another, else None."""
    return lambda chart: None if text(chart, field) is None else float(text(chart, field) == code)


def some(field: str) -> Callable[[Chart], Number]:
    """1 where a number is above zero, 0 where it is zero, else None."""
    return lambda chart: None if chart.get(field) is None else float(chart[field] >= 1)


def everyone(_: Chart) -> bool | None:
    """All charts are asked."""
    return True


def unpermitted(chart: Chart) -> bool | None:
    """Unpermitted assemblies are asked; None where nobody knows whether it is one."""
    permit = text(chart, "permit")
    return None if permit is None else permit != "permitted"


def one(_: Chart) -> Number:
    """A chart counts as one."""
    return 1.0


def applied(chart: Chart) -> Number:
    """1 where an application was filed."""
    permit = text(chart, "permit")
    return None if permit is None else float(permit in ("permitted", "denied"))


def unpermitted_one(chart: Chart) -> Number:
    """1 for an unpermitted assembly."""
    answer = unpermitted(chart)
    return None if answer is None else float(answer)


def reason(name: str) -> Callable[[Chart], Number]:
    """1 for an assembly whose reason it is; a silence is the category unknown."""

    def answer(chart: Chart) -> Number:
        if "reason_not_requested" not in chart:
            return None
        if text(chart, "permit") == "denied":
            return 0.0
        return float((text(chart, "reason_not_requested") or "unknown") == name)

    return answer


COUNTS: list[tuple[str, str, bool, Any, Any]] = [
    ("assemblies", "", True, everyone, one),
    *(
        ("assemblies_by_concern", code, False, everyone, is_("concern_group", code))
        for code in ("political", "economic", "social")
    ),
    ("assemblies_by_issue", "", False, None, None),
    *(
        ("assemblies_by_organiser", code, False, everyone, is_("organiser", code))
        for code in ("civil_society", "spontaneous", "single")
    ),
    *(("assemblies_by_form", code, False, everyone, is_("form", code)) for code in FORMS),
    *(
        ("assemblies_by_reason", code, False, unpermitted, reason(code))
        for code in [*REASONS, "unknown"]
    ),
    ("permitted", "", True, everyone, is_("permit", "permitted")),
    ("unpermitted", "", True, everyone, unpermitted_one),
    ("hindered", "", False, everyone, is_("hindered", "yes")),
    ("applications", "", False, everyone, applied),
    *(
        (f"assemblies_{done}", who, False, unpermitted, is_(f"{who}_{field}", "yes"))
        for done, field in (("attended", "present"), ("cautioned", "cautioned"))
        for who in AUTHORITIES
    ),
    ("participants", ALL, True, everyone, number("participants_best")),
    ("participants", LESS, False, unpermitted, number("participants_best")),
    ("police_officers", ALL, True, everyone, number("police_officers")),
    ("police_officers", LESS, False, unpermitted, number("police_officers")),
    ("detention_events", "", True, everyone, some("persons_detained")),
    ("detained_persons", "", True, everyone, number("persons_detained")),
    ("court_cases", "", False, unpermitted, some("court_cases")),
    ("persons_sanctioned", "caution", False, everyone, number("persons_cautioned")),
    ("persons_sanctioned", "fine", False, everyone, number("persons_fined")),
    ("persons_sanctioned", "arrest", False, everyone, number("persons_arrested")),
    ("persons_released", "", False, everyone, number("released_explained")),
    ("duration_total", "", True, everyone, number("duration")),
]

INDICES: list[tuple[str, str, bool, Any, Any, Any]] = [
    ("assembly_share", "", True, everyone, one, one),
    *(
        ("concern_share", code, False, everyone, is_("concern_group", code), one)
        for code in ("political", "economic", "social")
    ),
    *(
        ("organiser_share", code, False, everyone, is_("organiser", code), one)
        for code in ("civil_society", "spontaneous", "single")
    ),
    *(("form_share", code, False, everyone, is_("form", code), one) for code in FORMS),
    ("law_abidance", "", True, everyone, is_("permit", "permitted"), one),
    ("unpermitted_share", "", True, everyone, unpermitted_one, one),
    *(
        ("reason_share", code, False, unpermitted, reason(code), one)
        for code in [*REASONS, "unknown"]
    ),
    *(
        (f"{index}_share", who, False, unpermitted, is_(f"{who}_{field}", "yes"), one)
        for index, field in (("presence", "present"), ("caution", "cautioned"))
        for who in AUTHORITIES
    ),
    *(
        ("police_control", scope, scope == ALL, asked, number("police_officers"),
         number("participants_best"))
        for scope, asked in ((ALL, everyone), (LESS, unpermitted))
    ),
    ("detention_share", "", True, everyone, some("persons_detained"), one),
    ("prosecution_share", "", False, unpermitted, some("court_cases"), one),
    ("mean_participants", ALL, True, everyone, number("participants_best"), one),
    ("mean_participants", LESS, False, unpermitted, number("participants_best"), one),
    ("mean_duration", "", True, everyone, number("duration"), one),
]  # fmt: skip


def there(charts: list[Chart], place: str) -> list[Chart]:
    """The charts of a place."""
    return [chart for chart in charts if place in (WHOLE, chart["city"])]


def counts(charts: list[Chart], towns: list[str] = TOWNS) -> list[tuple[Any, ...]]:
    """Every count, as (place, measure, category, value, known, charts)."""
    rows: list[tuple[Any, ...]] = []
    for measure, category, by_town, asked, answer in COUNTS:
        if measure == "assemblies_by_issue":
            rows += issue_counts(charts)
            continue
        for place in [*towns, WHOLE] if by_town else [WHOLE]:
            total, known, of = 0.0, 0, 0
            for chart in there(charts, place):
                of += asked(chart) is not False
                if asked(chart) and answer(chart) is not None:
                    known += 1
                    total += answer(chart)
            value = math.nan if of and not known else total
            rows.append((place, measure, category, value, known, of))
    return rows


def bases(charts: list[Chart], towns: list[str] = TOWNS) -> list[tuple[Any, ...]]:
    """Every base, as (place, measure, category, numerator, denominator, known, charts)."""
    rows = []
    for measure, category, by_town, asked, top, bottom in INDICES:
        for place in [*towns, WHOLE] if by_town else [WHOLE]:
            below = there(charts, WHOLE if measure == "assembly_share" else place)
            of = sum(asked(chart) is not False for chart in below)
            complete = [
                chart
                for chart in below
                if asked(chart) and top(chart) is not None and bottom(chart) is not None
            ]
            above = sum(top(chart) for chart in there(complete, place))
            total = sum(bottom(chart) for chart in complete)
            pair = (float(above), float(total)) if complete else (math.nan, math.nan)
            rows.append((place, measure, category, *pair, len(complete), of))
    return rows


def issues(charts: list[Chart]) -> list[tuple[Any, ...]]:
    """Single concerns within economic and social ones, as (group, issue, charts)."""
    rows = []
    for group in ("economic", "social"):
        told = [text(chart, "concern") for chart in charts if chart.get("concern_group") == group]
        rows += [(group, one, told.count(one)) for one in set(told) if one is not None]
    return sorted(rows, key=lambda row: (row[0], -row[2], row[1]))


def issue_counts(charts: list[Chart]) -> list[tuple[Any, ...]]:
    """Single concerns of the whole country, the commonest first."""
    listed = issues(charts)
    known = sum(number for _, _, number in listed)
    of = sum(text(chart, "concern_group") != "political" for chart in charts)
    totals = {
        issue: sum(number for _, other, number in listed if other == issue)
        for _, issue, _ in listed
    }
    return [
        (WHOLE, "assemblies_by_issue", issue, float(number), known, of)
        for issue, number in sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    ]
