"""Uploads: only pictures and PDFs that really decode, sealed at rest."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime

from sqlalchemy.orm import Session

from authority.accounts.models import FileRow
from authority.problems import BadFile, NotFound
from authority.service import Service, new_id

MAX_BYTES = 10 * 1024 * 1024
_MAX_PIXELS = 40_000_000
KINDS = frozenset({"id_card_front", "id_card_back", "business_licence", "attachment", "handwriting", "deed"})


def checked_content_type(content: bytes) -> str:
    """The real content type; raises `BadFile` for anything but a JPEG, PNG or PDF that opens."""
    if not 0 < len(content) <= MAX_BYTES:
        raise BadFile
    if content.startswith(b"%PDF-"):
        return _checked_pdf(content)
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                raise BadFile
            picture.load()
            return "image/png" if picture.format == "PNG" else "image/jpeg"
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadFile from error


def _checked_pdf(content: bytes) -> str:
    import pymupdf

    from core.pdf.mupdf import failures

    try:
        with pymupdf.open(stream=content, filetype="pdf") as document:
            if document.needs_pass or document.page_count < 1:
                raise BadFile
    except failures() as error:
        raise BadFile from error
    return "application/pdf"


def keep_file(
    service: Service,
    session: Session,
    account_id: str | None,
    kind: str,
    content: bytes,
    content_type: str,
    now: datetime,
) -> FileRow:
    """Store a checked upload."""
    row = FileRow(
        id=new_id(),
        account_id=account_id,
        kind=kind,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=service.keyring.encrypt("file", content),
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def own_file(service: Service, session: Session, account_id: str, file_id: str, kind: str) -> bytes:
    """The content of the account's own file of a kind, or `NotFound`."""
    row = session.get(FileRow, file_id)
    if row is None or row.account_id != account_id or row.kind != kind:
        raise NotFound
    return service.keyring.decrypt("file", row.content)
