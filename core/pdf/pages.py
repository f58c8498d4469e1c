"""The pages of a PDF as they are seen: cropped, turned, in units of their own; and the way back to their coordinates.

The same rules as those of the pictures of pages (MuPDF), so that a place pointed at is the place that is used.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.pdf.errors import FieldOffPage
from core.pdf.forms import elements, entry
from core.pdf.render import MAX_PAGES

_LETTER = (0.0, 0.0, 612.0, 792.0)
"""The size of a page that names none, or one of which nothing would be seen."""
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_MAX_DEPTH, _MOST_NODES = 64, 4 * MAX_PAGES
_TOLERANCE = 0.5

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in a page's own coordinates (ISO 32000-2 §8.3.2.3)."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A place on a page as it is seen: points of 1/72 inch from the top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page (ISO 32000-2 §7.7.3.3).

    Attributes:
        number: from 0.
        reference: pyHanko's reference to its dictionary.
        box: what is seen of it, in its own coordinates.
        rotation: by how many degrees it is turned clockwise for the reader: 0, 90, 180 or 270.
        unit: length of one of its own units in points (`UserUnit`).
        resources: its own or inherited ones; None: it has none.
    """

    number: int
    reference: Any
    box: Box
    rotation: int
    unit: float
    resources: Any

    def own_box(self, place: Rectangle) -> Box:
        """A seen rectangle in the page's own coordinates.

        Raises:
            FieldOffPage: it is not on the page.
        """
        left, bottom, right, top = self.box
        x0, y0 = place.left / self.unit, place.top / self.unit
        x1, y1 = x0 + place.width / self.unit, y0 + place.height / self.unit
        wide, tall = (top - bottom, right - left) if self.rotation in (90, 270) else (right - left, top - bottom)
        if x0 < 0 or y0 < 0 or x1 > wide + _TOLERANCE or y1 > tall + _TOLERANCE or x1 <= x0 or y1 <= y0:
            raise FieldOffPage
        return {
            0: (left + x0, top - y1, left + x1, top - y0),
            90: (left + y0, bottom + x0, left + y1, bottom + x1),
            180: (right - x1, bottom + y0, right - x0, bottom + y1),
            270: (right - y1, top - x1, right - y0, top - x0),
        }[self.rotation]

    def seen(self, annotation: Any) -> Rectangle | None:
        """Where an annotation is seen; None for one without extent."""
        box = _box(annotation, "/Rect")
        if box is None or box[2] - box[0] < 1 or box[3] - box[1] < 1:
            return None
        x0, y0, x1, y1 = box
        left, bottom, right, top = self.box
        edges = {
            0: (x0 - left, top - y1, x1 - x0, y1 - y0),
            90: (y0 - bottom, x0 - left, y1 - y0, x1 - x0),
            180: (right - x1, y0 - bottom, x1 - x0, y1 - y0),
            270: (top - y1, right - x1, y1 - y0, x1 - x0),
        }[self.rotation]
        return Rectangle(*(edge * self.unit for edge in edges))


def pages_of(handler: Any) -> Iterator[Page]:
    """All pages of a file, in one walk through its page tree; one that bites its own tail ends somewhere."""
    number = 0
    ahead: list[tuple[Any, Mapping[str, Any], int]] = [(handler.root.raw_get("/Pages"), {}, 0)]
    for _ in range(_MOST_NODES):
        if not ahead:
            return
        reference, inherited, depth = ahead.pop()
        node = reference.get_object()
        if depth > _MAX_DEPTH or not hasattr(node, "raw_get"):
            continue
        known = {**inherited, **{key: node[key] for key in _INHERITED if entry(node, key) is not None}}
        children = entry(node, "/Kids")
        if children is None:
            yield _page(number, reference, node, known)
            number += 1
        else:
            order = reversed(range(len(children)))
            ahead += [(children.raw_get(index), known, depth + 1) for index in order]


def page_at(handler: Any, number: int) -> Page:
    """One page, from 0.

    Raises:
        FieldOffPage: there is none with this number.
    """
    if number >= 0:
        for page in pages_of(handler):
            if page.number == number:
                return page
    raise FieldOffPage


def annotation_pages(handler: Any) -> dict[int, Page]:
    """The page of each annotation that is an object of its own, by the object's number."""
    pages: dict[int, Page] = {}
    for page in pages_of(handler):
        annotations = entry(page.reference.get_object(), "/Annots", ())
        for index in range(len(annotations)):
            number = getattr(annotations.raw_get(index), "idnum", None)
            if number is not None:
                pages[number] = page
    return pages


def prepare_annotations(writer: Any, number: int, *, signed: bool) -> None:
    """Make a page take a field's annotation, and let verification tell the field from what was there before.

    pyHanko takes a null entry for an array, and annotations that are no objects of their own (which ISO 32000-2 §12.5.2
    wants them to be) for a change of each signature that came before another.

    Args:
        writer: pyHanko's.
        number: of the page, from 0.
        signed: an earlier signature protects the page as it is; then annotations stay as they are.
    """
    page = page_at(writer, number)
    dictionary = page.reference.get_object()
    annotations = entry(dictionary, "/Annots")
    if annotations is None:
        if "/Annots" in dictionary:
            del dictionary["/Annots"]
        return
    if signed:
        return
    for index in range(len(annotations)):
        item = annotations.raw_get(index)
        if not hasattr(item, "idnum"):
            annotations[index] = writer.add_object(item)
            writer.update_container(annotations)


def _page(number: int, reference: Any, node: Any, known: Mapping[str, Any]) -> Page:
    media = _box(known, "/MediaBox") or _LETTER
    crop = _box(known, "/CropBox") if "/CropBox" in known else media
    seen = _common(media, crop) if crop is not None else None
    unit = entry(node, "/UserUnit", 1)
    return Page(
        number,
        reference,
        seen or _LETTER,
        _rotation(known.get("/Rotate", 0)),
        float(unit) if _is_number(unit) and unit > 0 else 1.0,
        known.get("/Resources"),
    )


def _box(holder: Any, key: str) -> Box | None:
    """A rectangle whatever corners it names (ISO 32000-2 §7.9.5); None for none, an empty one or something else."""
    value = entry(holder, key)
    numbers = elements(value) if isinstance(value, list) else []
    if len(numbers) != 4 or not all(_is_number(number) for number in numbers):
        return None
    a, b, c, d = (float(number) for number in numbers)
    box = min(a, c), min(b, d), max(a, c), max(b, d)
    return box if box[0] < box[2] and box[1] < box[3] else None


def _common(one: Box, other: Box) -> Box | None:
    box = max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    return box if box[0] < box[2] and box[1] < box[3] else None


def _rotation(value: Any) -> int:
    """The nearest quarter turn: others are not allowed (ISO 32000-2 table 31), and seen."""
    return (math.floor((float(value) % 360 + 45) / 90) * 90) % 360 if _is_number(value) else 0


def _is_number(value: Any) -> bool:
    return hasattr(value, "__float__") and not isinstance(value, str) and math.isfinite(float(value))
