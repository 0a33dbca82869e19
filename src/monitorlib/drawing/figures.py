"""The figures: rows in, a `Chart` with drawing, description and data out.

Bars stand in `figurebars` and `figureparts`, dots in `figuredots`, what runs over time in
`figuretimes` and `figurelines`.
"""

from monitorlib.drawing.figurebars import bars
from monitorlib.drawing.figuredots import intervals, pairs
from monitorlib.drawing.figurelines import coverage, lines
from monitorlib.drawing.figureparts import parts
from monitorlib.drawing.figuretimes import over_time, shares_over_time

__all__ = [
    "bars", "coverage", "intervals", "lines", "over_time", "pairs", "parts", "shares_over_time",
]  # fmt: skip
