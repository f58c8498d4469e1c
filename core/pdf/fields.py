"""Signature fields of a PDF: enumerated here, because library enumerations skip or choke on foreign ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.pdf.errors import FieldOffPage, NoChangesAllowed, PdfBroken, SigningNotPermitted
from core.pdf.forms import elements, entry, form_fields
from core.pdf.pages import Page, Rectangle, annotation_pages
from core.pdf.protection import Permission, permission_of, unlock
from core.pdf.render import check_header

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

_MIN_POINTS = 4.0


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
    permission: Permission = Permission.CHANGE

    @property
    def free_fields(self) -> tuple[SignatureField, ...]:
        """Fields that can be signed."""
        return tuple(field for field in self.fields if not field.signed)

    def check_may_sign(self, field_name: str | None) -> None:
        """As the function, for an existing field; None: for a new one."""
        check_may_sign(self.certification_level, self.permission, changes=field_name is None)


def read_facts(path: Path) -> DocumentFacts:
    """Fields and certification of a PDF; CPU work, call it in a worker thread.

    Raises:
        FileNotAccessible, NotAPdf, PdfBroken, PdfEncrypted, PdfTooLarge.
    """
    check_header(path)
    with path.open("rb") as file:
        reader = open_reader(file, path.name)
        try:
            return DocumentFacts(tuple(signature_fields(reader)), certification_level(reader), permission_of(reader))
        except PdfBroken:
            raise
        except Exception as error:
            # pyHanko raises many types on malformed structures
            raise PdfBroken(name=path.name) from error


def open_reader(file: Any, name: str) -> PdfFileReader:
    """A pyHanko reader of what opens without a password; raises `PdfBroken` or `PdfEncrypted`."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(file, strict=False)
        if reader.encrypted:
            unlock(reader, name)
        reader.root["/Pages"]
    except (
        PdfError,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        IndexError,
        OSError,
        AttributeError,
        AssertionError,
    ) as error:
        raise PdfBroken(name=name) from error
    return reader


def certification_level(reader: PdfFileReader) -> int | None:
    """The level of a certified document: 1 no changes, 2 forms and signatures, 3 also annotations; else None."""
    try:
        references = reader.root["/Perms"]["/DocMDP"]["/Reference"]
    except KeyError:
        return None
    for reference in elements(references):
        if entry(reference, "/TransformMethod") == "/DocMDP":
            return int(entry(entry(reference, "/TransformParams", {}), "/P", 2))
    return 2


def check_may_sign(level: int | None, permission: Permission, *, changes: bool) -> None:
    """Whether a further signature is allowed.

    Args:
        level: as `certification_level` says.
        permission: as `permission_of` says.
        changes: the signature adds a field, or draws elsewhere too.

    Raises:
        NoChangesAllowed: it would break the certification.
        SigningNotPermitted: the author of the encrypted document does not permit it.
    """
    if level == 1:
        raise NoChangesAllowed
    if permission < (Permission.CHANGE if changes else Permission.FILL):
        raise SigningNotPermitted


def field_box(page: Page, place: Rectangle) -> tuple[int, int, int, int]:
    """A seen rectangle in the page's own coordinates, rounded: fields have whole numbers.

    Raises:
        FieldOffPage: not on the page, or too small.
    """
    a, b, c, d = page.own_box(place)
    if min(place.width, place.height) < _MIN_POINTS:
        raise FieldOffPage
    return round(a), round(b), round(c), round(d)


def signature_fields(reader: PdfFileReader) -> Iterator[SignatureField]:
    """All signature fields of an open PDF."""
    pages = annotation_pages(reader)
    for field in form_fields(reader):
        if field.kind != "/Sig":
            continue
        number, widget = field.widgets[0]
        page = pages.get(number) if number is not None else None
        rectangle = page.seen(widget) if page is not None else None
        where = page.number if page is not None else None
        yield SignatureField(field.name, where, rectangle, field.value is not None, "/Lock" in field.dictionary)
