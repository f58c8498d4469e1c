"""Pictures of organisations' seals: the round one 企业公章, the square one of the legal representative 印鉴."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

_RED = (0.82, 0.09, 0.11)
_SIDE = 240.0
_DPI = 144


def round_seal(name: str, credit_code: str) -> bytes:
    """A PNG on a transparent ground: the name along the upper arc, a star, the credit code along the lower arc."""
    document, page = _sheet()
    centre = _SIDE / 2
    page.draw_circle((centre, centre), centre - 6, color=_RED, width=6)
    page.draw_polyline(_star(centre, 34), color=_RED, fill=_RED, closePath=True)
    # a long name gets smaller letters and a wider arc
    size = max(11.0, min(27.0, 430 / max(1, len(name))))
    _along_arc(page, name, size, radius=centre - 16 - size, degrees=min(260.0, 21.0 * len(name)), top=True)
    _along_arc(page, credit_code, 11.0, radius=centre - 16, degrees=100.0, top=False)
    return _png(document, page)


def square_seal(name: str) -> bytes:
    """A PNG on a transparent ground: the name in a frame, read in columns from the right, as on seals."""
    document, page = _sheet()
    page.draw_rect((8, 8, _SIDE - 8, _SIDE - 8), color=_RED, width=8)
    text = {2: f"{name}之印", 3: f"{name}印"}.get(len(name), name)
    side = math.ceil(math.sqrt(len(text)))
    cell = (_SIDE - 40) / side
    writer = _writer(page)
    for index, letter in enumerate(text):
        column, row = divmod(index, side)
        x = _SIDE - 20 - (column + 1) * cell + cell * 0.05
        writer.append((x, 20 + (row + 0.86) * cell), letter, font=_font(), fontsize=cell * 0.9)
    writer.write_text(page, color=_RED)
    return _png(document, page)


def _along_arc(page: Any, text: str, size: float, *, radius: float, degrees: float, top: bool) -> None:
    import pymupdf

    centre = pymupdf.Point(_SIDE / 2, _SIDE / 2)
    step = degrees / max(1, len(text))
    for index, letter in enumerate(text):
        turn = (index - (len(text) - 1) / 2) * step * (1 if top else -1)
        width = _font().text_length(letter, size)
        writer = _writer(page)
        writer.append((centre.x - width / 2, centre.y + (-radius if top else radius)), letter, _font(), size)
        writer.write_text(page, color=_RED, morph=(centre, pymupdf.Matrix(-turn)))


def _star(centre: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.382
        angle = math.radians(36 * corner - 90)
        points.append((centre + reach * math.cos(angle), centre + reach * math.sin(angle)))
    return points


def _sheet() -> tuple[Any, Any]:
    import pymupdf

    document = pymupdf.open()
    return document, document.new_page(width=_SIDE, height=_SIDE)


def _writer(page: Any) -> Any:
    import pymupdf

    return pymupdf.TextWriter(page.rect)


@cache
def _font() -> Any:
    import pymupdf

    return pymupdf.Font("china-s")


def _png(document: Any, page: Any) -> bytes:
    picture: bytes = page.get_pixmap(dpi=_DPI, alpha=True).tobytes("png")
    document.close()
    return picture
