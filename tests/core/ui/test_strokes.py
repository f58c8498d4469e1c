"""Handwriting: smooth, through the points, thinner when fast."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from core.ui.strokes import StrokePoint, ink

COORDINATES = st.floats(0, 2000, allow_nan=False)
STROKES = st.lists(st.tuples(COORDINATES, COORDINATES), min_size=1, max_size=30)


@given(STROKES)
def test_the_line_goes_through_every_point_with_a_width_in_range(places: list[tuple[float, float]]) -> None:
    points = [StrokePoint(x, y, i * 8.0) for i, (x, y) in enumerate(places)]
    line = ink(points)
    assert all(2.2 <= point.width <= 7.0 for point in line)
    for point in points:
        assert min(math.hypot(point.x - drawn.x, point.y - drawn.y) for drawn in line) < 1e-6


def test_a_fast_stroke_is_thinner_than_a_slow_one() -> None:
    slow = ink([StrokePoint(i * 10.0, 0, i * 200.0) for i in range(12)])
    fast = ink([StrokePoint(i * 10.0, 0, i * 4.0) for i in range(12)])
    assert fast[-1].width < slow[-1].width - 2


def test_nothing_written_is_no_line() -> None:
    assert ink([]) == []
