"""Encrypted documents (ISO 32000-2 §7.6) that open without a password, and what their author permits."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from core.pdf.errors import PdfEncrypted

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader


class Permission(IntEnum):
    """What whoever opens the document may do (ISO 32000-2 Table 22)."""

    READ = 0
    FILL = 1
    """Sign the signature fields that it has."""
    CHANGE = 2
    """Also add signature fields and draw on pages."""


def unlock(reader: PdfFileReader, name: str) -> None:
    """Open the encryption with the empty user password; raise `PdfEncrypted` when another is wanted."""
    from pyhanko.pdf_utils.crypt import AuthStatus, StandardSecurityHandler

    if not isinstance(reader.security_handler, StandardSecurityHandler):
        raise PdfEncrypted(name=name)
    if reader.decrypt("").status is AuthStatus.FAILED:
        raise PdfEncrypted(name=name)


def permission_of(reader: PdfFileReader) -> Permission:
    """What the document's author permits; everything in one that is not encrypted."""
    from pyhanko.pdf_utils.crypt.permissions import StandardPermissions as Bit

    if reader.encrypt_dict is None:
        return Permission.CHANGE
    allowed = Bit.from_sint32(int(reader.encrypt_dict["/P"]))
    if Bit.ALLOW_MODIFICATION_GENERIC in allowed and Bit.ALLOW_ANNOTS_FORM_FILLING in allowed:
        return Permission.CHANGE
    if Bit.ALLOW_FORM_FILLING in allowed or Bit.ALLOW_ANNOTS_FORM_FILLING in allowed:
        return Permission.FILL
    return Permission.READ


def update_of(reader: PdfFileReader) -> IncrementalPdfFileWriter:
    """A writer that appends to what was read, under the same encryption if it has one."""
    from pyhanko.pdf_utils.generic import DictionaryObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter.from_reader(reader)
    # pyHanko wants the encryption dictionary as an object of its own; others write it into the trailer (§7.5.5)
    encryption = reader.trailer.raw_get("/Encrypt") if reader.encrypted else None
    if isinstance(encryption, DictionaryObject):
        writer._encrypt = writer.add_object(encryption)
    return writer
