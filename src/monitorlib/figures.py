"""The figures: rows in, a `Chart` with drawing, description and data out.

Bars stand in `figurebars` and `figureparts`, dots in `figuredots`, what runs over time in
`figuretimes` and `figurelines`.
"""

from monitorlib.figurebars import bars
from monitorlib.figuredots import intervals, pairs
from monitorlib.figurelines import coverage, lines
from monitorlib.figureparts import parts
from monitorlib.figuretimes import over_time, shares_over_time

__all__ = [
    "bars", "coverage", "intervals", "lines", "over_time", "pairs", "parts", "shares_over_time",
]  # fmt: skip
