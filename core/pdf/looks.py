"""Compares pages as they are seen: before and after, outside of some places, and inside of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.pdf.mupdf import bounded_scale, drawn, failures
from core.pdf.pages import Rectangle

_SCALE = 0.75
"""Pixels per point: enough to see a changed digit."""
_MARGIN = 2
"""Pixels around a place that its smoothed edge may change."""
_SEEN = 8
"""A smaller difference of a channel (of 255) is rounding, and nobody sees it."""
_EDGE, _NO_EDGE = 60, 15
"""Neighbouring pixels with such a step are the border of something; below the second there is nothing."""
_CELL = 16
_MIN_EDGES = 12
_LOST = 0.95


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in RGB, so many pixels per point; no bytes: the page cannot be shown."""

    width: int
    height: int
    rgb: bytes
    scale: float


def pictures_of(before: Any, now: Any, number: int) -> tuple[Picture, Picture]:
    """A page (from 0) of two PyMuPDF documents."""
    return _picture(before, number), _picture(now, number)


def differs_outside(before: Picture, now: Picture, places: Sequence[Rectangle]) -> bool:
    """Something is seen differently that is in none of the places."""
    import numpy

    if (before.width, before.height) != (now.width, now.height) or bool(before.rgb) != bool(now.rgb):
        return True
    if not before.rgb:
        return False
    step = numpy.abs(_pixels(before) - _pixels(now)).max(axis=2)
    for place in places:
        rows, columns = _span(place, before.scale, _MARGIN)
        step[rows, columns] = 0
    return bool((step > _SEEN).any())


def covers_content(before: Picture, now: Picture, place: Rectangle) -> bool:
    """What was to be read in a place is not to be seen any more, at least over the breadth of two letters.

    A seal with a transparent ground leaves what it is stamped on readable; a white or filled box does not.
    """
    import numpy

    if (before.width, before.height) != (now.width, now.height) or not before.rgb or not now.rgb:
        return False
    rows, columns = _span(place, before.scale, 0)
    then, today = (_steps(_pixels(picture)[rows, columns].mean(axis=2)) for picture in (before, now))
    edges, lost = then > _EDGE, (then > _EDGE) & (today < _NO_EDGE)
    for top in range(0, edges.shape[0], _CELL):
        for left in range(0, edges.shape[1], _CELL):
            cell = slice(top, top + _CELL), slice(left, left + _CELL)
            count = int(numpy.count_nonzero(edges[cell]))
            if count >= _MIN_EDGES and numpy.count_nonzero(lost[cell]) >= _LOST * count:
                return True
    return False


def _picture(document: Any, number: int) -> Picture:
    try:
        page = _without_tags(document, number)
        scale, pixels = bounded_scale(page.rect.width, page.rect.height, _SCALE), drawn(page, _SCALE)
    except failures():
        return Picture(0, 0, b"", _SCALE)
    return Picture(pixels.width, pixels.height, bytes(pixels.samples), scale)


def _without_tags(document: Any, number: int) -> Any:
    """The page with its bare signature fields hidden: MuPDF draws a tag of its own into them, which is no content.

    A field that is signed, or that has an appearance of its own, is never hidden: it is what the file shows.
    """
    import pymupdf

    page = document.load_page(number)
    bare = [
        widget.xref
        for widget in page.widgets(types=[pymupdf.PDF_WIDGET_TYPE_SIGNATURE])
        if _is_bare(document, widget.xref)
    ]
    if not bare:
        return page
    for xref in bare:
        document.xref_set_key(xref, "F", str(pymupdf.PDF_ANNOT_IS_HIDDEN))
    return document.reload_page(page)


def _is_bare(document: Any, widget: int) -> bool:
    if any(document.xref_get_key(widget, key)[0] != "null" for key in ("V", "Parent")):
        return False
    kind, value = document.xref_get_key(widget, "AP/N")
    if kind == "xref":
        return not document.xref_stream(int(value.split()[0])).strip()
    return bool(document.xref_get_key(widget, "AP")[0] == "null")


def _pixels(picture: Picture) -> Any:
    import numpy

    flat = numpy.frombuffer(picture.rgb, numpy.uint8)
    return flat.reshape(picture.height, picture.width, 3).astype(numpy.int16)


def _steps(grey: Any) -> Any:
    """How much each pixel differs from its right and lower neighbours."""
    import numpy

    across = numpy.abs(numpy.diff(grey, axis=1, append=grey[:, -1:]))
    down = numpy.abs(numpy.diff(grey, axis=0, append=grey[-1:, :]))
    return numpy.maximum(across, down)


def _span(place: Rectangle, scale: float, margin: int) -> tuple[slice, slice]:
    """Rows and columns of a place."""
    top, left = int(place.top * scale) - margin, int(place.left * scale) - margin
    bottom = int((place.top + place.height) * scale) + 1 + margin
    right = int((place.left + place.width) * scale) + 1 + margin
    return slice(max(0, top), max(0, bottom)), slice(max(0, left), max(0, right))
