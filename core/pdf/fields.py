"""Signature fields of a PDF: enumerated here, because library enumerations skip or choke on foreign ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.pdf.errors import FieldOffPage, NoChangesAllowed, PdfBroken, PdfEncrypted
from core.pdf.forms import elements, form_fields
from core.pdf.render import check_header

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

_MIN_POINTS = 4.0
_MAX_DEPTH = 32


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A place on a page as it is seen: points from the top left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A signature field.

    Attributes:
        name: fully qualified (ISO 32000-2 §12.7.4.2).
        page: from 0; None when no page shows it.
        rectangle: where; None for an invisible one.
        signed: holds a signature.
        locks: signing it locks other fields.
    """

    name: str
    page: int | None
    rectangle: Rectangle | None
    signed: bool
    locks: bool


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What has to be known before signing."""

    fields: tuple[SignatureField, ...]
    certification_level: int | None

    @property
    def free_fields(self) -> tuple[SignatureField, ...]:
        """Fields that can be signed."""
        return tuple(field for field in self.fields if not field.signed)


def read_facts(path: Path) -> DocumentFacts:
    """Fields and certification of a PDF; CPU work, call it in a worker thread.

    Raises:
        FileNotAccessible, NotAPdf, PdfBroken, PdfEncrypted, PdfTooLarge.
    """
    check_header(path)
    with path.open("rb") as file:
        reader = open_reader(file, path.name)
        try:
            return DocumentFacts(tuple(signature_fields(reader)), certification_level(reader))
        except PdfBroken:
            raise
        except Exception as error:
            # pyHanko raises many types on malformed structures
            raise PdfBroken(name=path.name) from error


def open_reader(file: Any, name: str) -> PdfFileReader:
    """A pyHanko reader; raises `PdfBroken` or `PdfEncrypted`."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(file, strict=False)
        encrypted = reader.encrypted
        if not encrypted:
            reader.root["/Pages"]
    except (PdfError, ValueError, KeyError, TypeError, RecursionError, IndexError, OSError, AttributeError) as error:
        raise PdfBroken(name=name) from error
    if encrypted:
        raise PdfEncrypted(name=name)
    return reader


def certification_level(reader: PdfFileReader) -> int | None:
    """The level of a certified document: 1 no changes, 2 forms and signatures, 3 also annotations; else None."""
    try:
        references = reader.root["/Perms"]["/DocMDP"]["/Reference"]
    except KeyError:
        return None
    for reference in elements(references):
        if reference.get("/TransformMethod") == "/DocMDP":
            return int(reference.get("/TransformParams", {}).get("/P", 2))
    return 2


def check_may_sign(reader: PdfFileReader) -> None:
    """Raise `NoChangesAllowed` when a further signature would break the certification."""
    if certification_level(reader) == 1:
        raise NoChangesAllowed


def to_pdf_box(reader: PdfFileReader, page: int, place: Rectangle) -> tuple[int, int, int, int]:
    """A seen rectangle in the page's own coordinates, rounded: fields have whole numbers.

    Raises:
        FieldOffPage: not on the page, or too small.
    """
    a, b, c, d = to_page_coordinates(reader, page, place)
    if min(place.width, place.height) < _MIN_POINTS:
        raise FieldOffPage
    return round(a), round(b), round(c), round(d)


def to_page_coordinates(reader: PdfFileReader, page: int, place: Rectangle) -> tuple[float, float, float, float]:
    """A seen rectangle in the page's own coordinates (ISO 32000-2 §8.3.2.3), rotation and crop box undone.

    Raises:
        FieldOffPage: not on the page.
    """
    if not 0 <= page < int(reader.root["/Pages"]["/Count"]):
        raise FieldOffPage
    left, bottom, right, top = _crop_box(reader, page)
    rotation = page_rotation(reader, page)
    seen = (top - bottom, right - left) if rotation in (90, 270) else (right - left, top - bottom)
    inside = (
        place.left >= 0
        and place.top >= 0
        and place.left + place.width <= seen[0] + 0.5
        and place.top + place.height <= seen[1] + 0.5
    )
    if not inside or place.width <= 0 or place.height <= 0:
        raise FieldOffPage
    x0, y0, x1, y1 = place.left, place.top, place.left + place.width, place.top + place.height
    return {
        0: (left + x0, top - y1, left + x1, top - y0),
        90: (left + y0, bottom + x0, left + y1, bottom + x1),
        180: (right - x1, bottom + y0, right - x0, bottom + y1),
        270: (right - y1, top - x1, right - y0, top - x0),
    }[rotation]


def signature_fields(reader: PdfFileReader) -> Iterator[SignatureField]:
    """All signature fields of an open PDF."""
    pages = annotation_pages(reader)
    for field in form_fields(reader):
        if field.kind != "/Sig":
            continue
        number, widget = field.widgets[0]
        page = pages.get(number)
        rectangle = seen_rectangle(reader, page, widget) if page is not None else None
        yield SignatureField(field.name, page, rectangle, field.value is not None, "/Lock" in field.dictionary)


def annotation_pages(reader: Any) -> dict[int | None, int]:
    """The page (from 0) of each annotation that is an object of its own, by the object's number."""
    pages: dict[int | None, int] = {}
    for number, page in enumerate(_page_objects(reader)):
        annotations = page.get("/Annots", ())
        for index in range(len(annotations)):
            pages[getattr(annotations.raw_get(index), "idnum", None)] = number
    pages.pop(None, None)
    return pages


def seen_rectangle(reader: Any, page: int, widget: Any) -> Rectangle | None:
    """Where an annotation is on its page as it is seen; None for one without extent."""
    try:
        a, b, c, d = (float(number) for number in widget["/Rect"])
    except (KeyError, ValueError, TypeError):
        return None
    x0, x1, y0, y1 = min(a, c), max(a, c), min(b, d), max(b, d)
    if x1 - x0 < 1 or y1 - y0 < 1:
        return None
    left, bottom, right, top = _crop_box(reader, page)
    return {
        0: Rectangle(x0 - left, top - y1, x1 - x0, y1 - y0),
        90: Rectangle(y0 - bottom, x0 - left, y1 - y0, x1 - x0),
        180: Rectangle(right - x1, y0 - bottom, x1 - x0, y1 - y0),
        270: Rectangle(top - y1, right - x1, y1 - y0, x1 - x0),
    }[page_rotation(reader, page)]


def page_rotation(reader: PdfFileReader, page: int) -> int:
    """By how many degrees a page is turned clockwise for the reader: 0, 90, 180 or 270 (ISO 32000-2 table 31)."""
    turned = int(_inherited(reader, page, "/Rotate", 0)) % 360
    return turned if turned in (90, 180, 270) else 0


def _page_objects(reader: PdfFileReader) -> Iterator[Any]:
    count = int(reader.root["/Pages"]["/Count"])
    for number in range(count):
        reference, _ = reader.find_page_for_modification(number)
        yield reference.get_object()


def _crop_box(reader: PdfFileReader, page: int) -> tuple[float, float, float, float]:
    box = _inherited(reader, page, "/CropBox", None) or _inherited(reader, page, "/MediaBox", (0, 0, 612, 792))
    a, b, c, d = (float(number) for number in box)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _inherited(reader: PdfFileReader, page: int, key: str, default: Any) -> Any:
    """A page attribute, inherited from the page tree when the page has none (ISO 32000-2 §7.7.3.4)."""
    reference, _ = reader.find_page_for_modification(page)
    node = reference.get_object()
    for _ in range(_MAX_DEPTH):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return default
