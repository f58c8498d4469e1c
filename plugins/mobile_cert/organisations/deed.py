"""Signs 单位管理员转让授权委托书: with the electronic seal of the organisation, then as its administrator."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from core.credentials.credential import AuthorisedKey
from core.credentials.seals import Seal
from core.pdf.appearance import Appearance
from core.pdf.options import FetchTimestamp
from core.pdf.signing import Level, SigningOptions, sign_pdf

# the fields that the authority prepared
SEAL_FIELD, SIGNATURE_FIELD = "organisation_seal", "administrator"


def to_read(deed: bytes, handwriting: bytes = b"") -> bytes:
    """The deed as it is read before it is signed: with the handwriting, without the tags of its empty fields."""
    import pymupdf

    with pymupdf.open(stream=deed, filetype="pdf") as document:
        for page in document:
            for field in list(page.widgets(types=[pymupdf.PDF_WIDGET_TYPE_SIGNATURE])):
                if handwriting and field.field_name == SIGNATURE_FIELD:
                    page.insert_image(field.rect, stream=handwriting, keep_proportion=True)
                page.delete_widget(field)
        seen = io.BytesIO()
        document.save(seen)
        return seen.getvalue()


async def sign_deed(
    deed: bytes, key: AuthorisedKey, seal: Seal, handwriting: bytes, timestamp: FetchTimestamp, folder: Path
) -> bytes:
    """The signed deed; the key signs twice.

    Args:
        deed: the PDF as the authority drew it up.
        key: of the organisation's certificate.
        seal: an electronic seal of the organisation that lists this certificate.
        handwriting: PNG with a transparent background.
        timestamp: the time-stamping service.
        folder: where temporary files may lie.

    Raises:
        The errors of `sign_pdf`.
    """
    with TemporaryDirectory(dir=folder) as name:
        given, sealed, signed = (Path(name) / file for file in ("given.pdf", "sealed.pdf", "signed.pdf"))
        await asyncio.to_thread(given.write_bytes, deed)
        look = Appearance(seal.picture_png, margin=0)
        by_seal = SigningOptions(field_name=SEAL_FIELD, appearance=look, electronic_seal=seal.electronic_seal)
        await sign_pdf(given, sealed, key, by_seal)
        by_person = SigningOptions(
            field_name=SIGNATURE_FIELD, level=Level.B_T, timestamp=timestamp, appearance=Appearance(handwriting)
        )
        await sign_pdf(sealed, signed, key, by_person)
        return await asyncio.to_thread(signed.read_bytes)
