"""Imprints of a seal on pages: on many pages alike, and 骑缝章, one seal split over the edges of successive pages.

They are drawn into the pages before the signature is made, so that the signature protects them.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from core.pdf.appearance import Appearance, draw
from core.pdf.errors import FieldOffPage
from core.pdf.forms import entry
from core.pdf.options import Imprint
from core.pdf.pages import Box, Page, Rectangle, pages_of

MOST_PARTS = 16
"""A seal that is split over more pages has parts too narrow to be seen; the next pages share the next seal."""
_NAME = "/SealImprint"
_PICTURE_SIDE = 400.0


def on_pages(pages: Sequence[int], place: Rectangle) -> tuple[Imprint, ...]:
    """The whole seal at the same place on several pages."""
    return tuple(Imprint(page, place) for page in pages)


def across_edges(sizes: Sequence[tuple[float, float]], side: float, height: float) -> tuple[Imprint, ...]:
    """骑缝章: one seal of `side` points split into equal strips at the right edges of successive pages.

    Args:
        sizes: width and height of all pages as they are seen, in points.
        side: width and height of the whole seal.
        height: where its middle is, as a share of the page's height from the top.

    Returns:
        Strips; none for a single page, whose edge shares its seal with no other.
    """
    if len(sizes) < 2:
        return ()
    groups = -(-len(sizes) // MOST_PARTS)
    strips: list[Imprint] = []
    first = 0
    for group in range(groups):
        # groups of nearly equal length, so that no page is left with a seal of its own
        count = (len(sizes) - first) // (groups - group)
        strips += [_strip(first + part, part, count, sizes[first + part], side, height) for part in range(count)]
        first += count
    return tuple(strips)


def _strip(page: int, part: int, count: int, size: tuple[float, float], side: float, height: float) -> Imprint:
    width = side / count
    top = min(max(0.0, size[1] * height - side / 2), max(0.0, size[1] - side))
    return Imprint(page, Rectangle(size[0] - width, top, width, min(side, size[1])), part / count, (part + 1) / count)


def draw_imprints(writer: Any, imprints: Sequence[Imprint], picture: bytes | None) -> None:
    """Draw the picture's parts; all share one copy of it in the file.

    Raises:
        FieldOffPage: an imprint is not on its page.
    """
    if picture is None:
        return
    from pyhanko.pdf_utils.reader import PdfFileReader

    of_page: dict[int, list[Imprint]] = {}
    for imprint in imprints:
        of_page.setdefault(imprint.page, []).append(imprint)
    pages = {page.number: page for page in pages_of(writer) if page.number in of_page}
    # one picture per rotation; nearly always one
    drawn: dict[int, Any] = {}
    for number, wanted in of_page.items():
        page = pages.get(number)
        if page is None:
            raise FieldOffPage
        if page.rotation not in drawn:
            pdf = draw(Appearance(picture, margin=0.0), *_picture_size(picture), page.rotation)
            drawn[page.rotation] = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(pdf)))
        form = drawn[page.rotation]
        name = _show(writer, page, form)
        box = form.get_object()["/BBox"]
        size = abs(float(box[2]) - float(box[0])), abs(float(box[3]) - float(box[1]))
        _add(writer, page, b"\n".join(_paint(page, imprint, name, size) for imprint in wanted))


def _picture_size(picture: bytes) -> tuple[float, float]:
    """The picture's proportions."""
    import pymupdf

    pixels = pymupdf.Pixmap(picture)
    return _PICTURE_SIDE, _PICTURE_SIDE * pixels.height / max(1, pixels.width)


def _paint(page: Page, imprint: Imprint, name: str, size: tuple[float, float]) -> bytes:
    """Clip to the place, then scale the whole picture so that the wanted part fits it (ISO 32000-2 §8.3.4)."""
    if not 0.0 <= imprint.start < imprint.end <= 1.0:
        raise FieldOffPage
    x0, y0, x1, y1 = box = page.own_box(imprint.place)
    left, bottom, right, top = _fitted(_whole(box, imprint, page.rotation), size)
    scale_x, scale_y = (right - left) / size[0], (top - bottom) / size[1]
    clip = f"{x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f} re W n"
    matrix = f"{scale_x:.6f} 0 0 {scale_y:.6f} {left:.3f} {bottom:.3f} cm"
    return f"q {clip} {matrix} {name} Do Q".encode()


def _whole(box: Box, imprint: Imprint, rotation: int) -> Box:
    """Where the whole picture would lie, in the page's own coordinates."""
    x0, y0, x1, y1 = box
    share = imprint.end - imprint.start
    before, after = imprint.start / share, (1.0 - imprint.end) / share
    if rotation == 0:
        return x0 - before * (x1 - x0), y0, x1 + after * (x1 - x0), y1
    if rotation == 90:
        return x0, y0 - before * (y1 - y0), x1, y1 + after * (y1 - y0)
    if rotation == 180:
        return x0 - after * (x1 - x0), y0, x1 + before * (x1 - x0), y1
    return x0, y0 - after * (y1 - y0), x1, y1 + before * (y1 - y0)


def _fitted(box: Box, size: tuple[float, float]) -> Box:
    """The largest box of the picture's proportions in the middle of another: a round seal stays round."""
    x0, y0, x1, y1 = box
    scale = min((x1 - x0) / size[0], (y1 - y0) / size[1])
    width, height = size[0] * scale, size[1] * scale
    left, bottom = (x0 + x1 - width) / 2, (y0 + y1 - height) / 2
    return left, bottom, left + width, bottom + height


def _show(writer: Any, page: Page, form: Any) -> str:
    """Give the page the picture as a resource and say by which name.

    Resources are often shared by many pages, or inherited, so the page gets copies that are its own.
    """
    from pyhanko.pdf_utils import generic

    resources = generic.DictionaryObject(page.resources)
    pictures = generic.DictionaryObject(entry(resources, "/XObject", {}))
    number = 1
    while f"{_NAME}{number}" in pictures:
        number += 1
    pictures[generic.pdf_name(f"{_NAME}{number}")] = form
    resources[generic.pdf_name("/XObject")] = pictures
    page.reference.get_object()[generic.pdf_name("/Resources")] = resources
    writer.mark_update(page.reference)
    return f"{_NAME}{number}"


def _add(writer: Any, page: Page, content: bytes) -> None:
    """Append to the page's content (ISO 32000-2 §7.8.2); its own array, as pages may share theirs, or have none.

    What the page's own content leaves set must not turn or move the imprint.
    """
    from pyhanko.pdf_utils import generic

    dictionary = page.reference.get_object()
    contents = entry(dictionary, "/Contents", generic.ArrayObject())
    if isinstance(contents, generic.ArrayObject):
        before = [contents.raw_get(index) for index in range(len(contents))]
    else:
        before = [dictionary.raw_get("/Contents")]
    begin, end = (writer.add_object(generic.StreamObject(stream_data=data)) for data in (b"q", b"Q\n" + content))
    dictionary[generic.pdf_name("/Contents")] = generic.ArrayObject([begin, *before, end])
    writer.mark_update(page.reference)
