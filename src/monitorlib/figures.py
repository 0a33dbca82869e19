"""The figures: rows in, a `Chart` with drawing, description and data out.

Bars and parts stand in `figurebars`, dots in `figuredots`, what runs over time in
`figuretimes` and `figurelines`.
"""

from monitorlib.figurebars import bars, parts
from monitorlib.figuredots import intervals, pairs
from monitorlib.figurelines import coverage, lines
from monitorlib.figuretimes import over_time, shares_over_time

__all__ = [
    "bars", "coverage", "intervals", "lines", "over_time", "pairs", "parts", "shares_over_time",
]  # fmt: skip
