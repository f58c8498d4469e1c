"""PyMuPDF with files that somebody else made: what it raises on them, and how much of a page it may draw."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

MAX_PIXELS = 40_000_000


@cache
def failures() -> tuple[type[Exception], ...]:
    """What PyMuPDF raises on a file that it cannot read or draw; MuPDF's own errors are no `RuntimeError`."""
    import pymupdf

    return RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase


def bounded_scale(width: float, height: float, scale: float) -> float:
    """The scale, in pixels per point, or the smaller one at which a page of that size has at most 40 megapixels.

    The size of a page is what its file says, so a file of 300 bytes may ask for gigabytes.
    """
    return min(scale, math.sqrt(MAX_PIXELS / max(1.0, width * height)))


def drawn(page: Any, scale: float) -> Any:
    """A PyMuPDF page as a pixmap in RGB, at the scale or the bounded one; raises what is in `failures`."""
    import pymupdf

    bounded = bounded_scale(page.rect.width, page.rect.height, scale)
    return page.get_pixmap(matrix=pymupdf.Matrix(bounded, bounded), alpha=False)
