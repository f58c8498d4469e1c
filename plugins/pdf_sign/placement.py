"""Where a signature and its imprints stand when the person has not said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.pdf.fields import DocumentFacts, read_facts
from core.pdf.imprint import across_edges
from core.pdf.options import Imprint, NewField
from core.pdf.pages import Rectangle
from core.pdf.render import open_document

USUAL, MARGIN = (200.0, 72.0), 48.0
POINTS_PER_MM = 72 / 25.4
EDGE_SEAL = 42.0 * POINTS_PER_MM
"""Side of a seal over page edges, in points: 42 mm, as the seals of enterprises are."""
Size = tuple[float, float]
"""Width and height in points."""
Sizes = Sequence[Size]


def default_place(sizes: Sizes, wanted: Size = USUAL) -> NewField:
    """At the bottom right of the last page, inside its margins where the page is large enough."""
    width, height = sizes[-1]
    wide, tall = min(wanted[0], width - 2), min(wanted[1], height - 2)
    left, top = max(1.0, width - wide - MARGIN), max(1.0, height - tall - MARGIN)
    return NewField(len(sizes) - 1, Rectangle(left, top, wide, tall))


def field_of(path: Path, wanted: Size = USUAL) -> str | NewField | None:
    """The first free field of a file, otherwise a new one at its default place. Blocks.

    None for a certified file without a free field: it takes an invisible signature only (ISO 32000-2 §12.8.2.2).

    Raises the errors of `read_facts` and `open_document`.
    """
    facts = read_facts(path)
    free = facts.free_fields
    if free:
        return free[0].name
    return default_place(page_sizes(path), wanted) if facts.certification_level is None else None


def page_sizes(path: Path) -> Sizes:
    """Of all pages as they are seen, in points. Blocks."""
    opened = open_document(path)
    try:
        return [(page.width, page.height) for page in opened.pages]
    finally:
        opened.close()


def straddling(sizes: Sizes) -> tuple[Imprint, ...]:
    """骑缝章 in the middle of the right edges."""
    return across_edges(sizes, EDGE_SEAL, 0.5)


def everywhere(sizes: Sizes, signed_page: int, place: Rectangle) -> tuple[Imprint, ...]:
    """A seal on each other page, where the signature stands on its page; on smaller pages moved inside."""
    return tuple(
        Imprint(page, _inside(place, width, height))
        for page, (width, height) in enumerate(sizes)
        if page != signed_page
    )


def place_of(facts: DocumentFacts, name: str) -> tuple[int, Rectangle] | None:
    """Page and rectangle of an existing field that is seen."""
    for field in facts.fields:
        if field.name == name and field.page is not None and field.rectangle is not None:
            return field.page, field.rectangle
    return None


def _inside(place: Rectangle, width: float, height: float) -> Rectangle:
    wide, tall = min(place.width, width), min(place.height, height)
    return Rectangle(min(place.left, width - wide), min(place.top, height - tall), wide, tall)
