"""Handwriting as vectors: points with time, smoothed and given a width by speed. No Qt here."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

SLOW = 150.0
"""Speed in pixels per second at and under which the line has its full width."""

FAST = 1800.0
"""Speed in pixels per second at and over which the line is thinnest."""

_PART_LENGTH = 4.0
_MOST_PARTS = 40
_SMOOTHING = 0.35


@dataclass(frozen=True, slots=True)
class StrokePoint:
    """Where the pen was.

    Attributes:
        x: pixels from the left.
        y: pixels from the top.
        time: milliseconds, any origin.
    """

    x: float
    y: float
    time: float


@dataclass(frozen=True, slots=True)
class InkPoint:
    """A point of the smoothed line with the line's width there, in pixels."""

    x: float
    y: float
    width: float


def ink(points: Sequence[StrokePoint], thickest: float = 7.0, thinnest: float = 2.2) -> list[InkPoint]:
    """The smoothed line of one stroke: a Catmull-Rom spline through the points, thin where the pen was fast.

    A single point is a dot of 0.8 of the full width.
    """
    if not points:
        return []
    if len(points) == 1:
        return [InkPoint(points[0].x, points[0].y, thickest * 0.8)]
    widths = _widths(points, thickest, thinnest)
    line: list[InkPoint] = []
    for i in range(len(points) - 1):
        before, start = points[max(0, i - 1)], points[i]
        end, after = points[i + 1], points[min(len(points) - 1, i + 2)]
        parts = min(_MOST_PARTS, max(2, round(math.hypot(end.x - start.x, end.y - start.y) / _PART_LENGTH)))
        for part in range(parts):
            t = part / parts
            width = widths[i] + (widths[i + 1] - widths[i]) * t
            x = _catmull_rom(before.x, start.x, end.x, after.x, t)
            y = _catmull_rom(before.y, start.y, end.y, after.y, t)
            line.append(InkPoint(x, y, width))
    line.append(InkPoint(points[-1].x, points[-1].y, widths[-1]))
    return line


def _widths(points: Sequence[StrokePoint], thickest: float, thinnest: float) -> list[float]:
    widths = [thickest * 0.7]
    for previous, point in itertools.pairwise(points):
        elapsed = max(1.0, point.time - previous.time) / 1000
        speed = math.hypot(point.x - previous.x, point.y - previous.y) / elapsed
        quickness = min(1.0, max(0.0, (speed - SLOW) / (FAST - SLOW)))
        wanted = thickest - (thickest - thinnest) * quickness
        widths.append(widths[-1] + (wanted - widths[-1]) * _SMOOTHING)
    return widths


def _catmull_rom(before: float, start: float, end: float, after: float, t: float) -> float:
    """Uniform Catmull-Rom spline between `start` (t = 0) and `end` (t = 1)."""
    a = 2 * start
    b = end - before
    c = 2 * before - 5 * start + 4 * end - after
    d = -before + 3 * start - 3 * end + after
    return 0.5 * (a + b * t + c * t * t + d * t * t * t)
