"""What a visible signature looks like: a one-page PDF drawn to size, embedded as the field's appearance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from core.pdf.mupdf import MAX_PIXELS, failures

_INK = (0.10, 0.16, 0.20)
_GAP = 4.0
_LINE = 1.35
_SMALLEST, _LARGEST = 4.5, 11.0


@dataclass(frozen=True, slots=True)
class Appearance:
    """The contents of a visible signature.

    Attributes:
        picture: PNG or JPEG of a seal or handwriting, transparency kept; None: text only.
        lines: text lines, e.g. "签名人：林晓样"; empty: picture only.
        margin: around everything, in points.
    """

    picture: bytes | None = None
    lines: tuple[str, ...] = ()
    margin: float = _GAP / 2


def is_drawable(picture: bytes) -> bool:
    """Whether it can be an appearance's picture: seals may have theirs in forms that nothing here draws (OFD).

    A picture of more than 40 megapixels is not drawn: a seal of 100 kB may be one that fills the memory.
    """
    import pymupdf

    try:
        # what the picture says of itself; it is decoded only when that is bearable
        image = pymupdf.mupdf.fz_new_image_from_buffer(pymupdf.mupdf.fz_new_buffer_from_copied_data(picture))
        if not 0 < image.w() * image.h() <= MAX_PIXELS:
            return False
        pymupdf.Pixmap(picture)
    except failures():
        return False
    return True


def draw(appearance: Appearance, width: float, height: float, rotation: int = 0) -> bytes:
    """The appearance as a PDF page of that size in points; fonts are subset, so it stays small.

    With a rotation it is turned counter-clockwise by so many degrees, so that it is upright on a page that is shown
    turned clockwise; the size is that of the turned one.
    """
    import pymupdf

    if rotation in (90, 270):
        width, height = height, width
    document = pymupdf.open()
    page = document.new_page(width=width, height=height)
    picture_box, text_box = _layout(appearance, width, height)
    if appearance.picture is not None:
        page.insert_image(picture_box, stream=appearance.picture, keep_proportion=True)
    if appearance.lines:
        _write(page, text_box, appearance.lines)
    document.subset_fonts(fallback=False)
    drawn: bytes = document.tobytes(garbage=3, deflate=True)
    document.close()
    return _turned(drawn, rotation) if rotation else drawn


def _turned(drawn: bytes, rotation: int) -> bytes:
    import pymupdf

    with pymupdf.open(stream=drawn, filetype="pdf") as upright, pymupdf.open() as turned:
        width, height = upright[0].rect.width, upright[0].rect.height
        if rotation in (90, 270):
            width, height = height, width
        page = turned.new_page(width=width, height=height)
        page.show_pdf_page(page.rect, upright, 0, rotate=rotation)
        result: bytes = turned.tobytes(garbage=3, deflate=True)
    return result


def _layout(appearance: Appearance, width: float, height: float) -> tuple[Any, Any]:
    """Side by side in a wide box, one above the other in a tall one."""
    import pymupdf

    margin = appearance.margin
    whole = pymupdf.Rect(margin, margin, width - margin, height - margin)
    if appearance.picture is None or not appearance.lines:
        return whole, whole
    if width >= height * 1.4:
        middle = width * 0.42
        return (
            pymupdf.Rect(whole.x0, whole.y0, middle, whole.y1),
            pymupdf.Rect(middle + _GAP, whole.y0, whole.x1, whole.y1),
        )
    middle = height * 0.6
    return (
        pymupdf.Rect(whole.x0, whole.y0, whole.x1, middle),
        pymupdf.Rect(whole.x0, middle + _GAP / 2, whole.x1, whole.y1),
    )


def _write(page: Any, box: Any, lines: tuple[str, ...]) -> None:
    import pymupdf

    font = _font()
    widest = max(font.text_length(line, 1.0) for line in lines)
    size = min(box.width / max(widest, 0.1), box.height / (len(lines) * _LINE), _LARGEST)
    size = max(size, _SMALLEST)
    writer = pymupdf.TextWriter(page.rect)
    y = box.y0 + (box.height - len(lines) * size * _LINE) / 2 + size
    for line in lines:
        writer.append((box.x0, y), line, font=font, fontsize=size)
        y += size * _LINE
    writer.write_text(page, color=_INK)


@cache
def _font() -> Any:
    import pymupdf

    # a Chinese font that comes with PyMuPDF: no installed font is needed
    return pymupdf.Font("china-s")
