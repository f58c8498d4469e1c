"""Uploads: only pictures and PDFs that really decode, sealed at rest; deleted when nothing refers to them."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from authority.accounts.models import FileRow, ReportRow
from authority.orders.models import OrderRow
from authority.problems import BadFile, NotFound, TooManyFiles
from authority.service import Service, new_id

MAX_BYTES = 10 * 1024 * 1024
_MAX_PIXELS = 40_000_000
_PER_DAY = 200
_KEPT_UNUSED = timedelta(days=3)
"""Longer than an upload's answer is told again to the same idempotency key."""
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
        unused_since=now,
    )
    session.add(row)
    session.flush()
    return row


def check_upload_limit(session: Session, account_id: str, now: datetime) -> None:
    """Raise `TooManyFiles` when the account uploaded its share of a day."""
    recent = FileRow.account_id == account_id, FileRow.created_at > now - timedelta(days=1)
    if (session.scalar(select(func.count()).select_from(FileRow).where(*recent)) or 0) >= _PER_DAY:
        raise TooManyFiles


def claim_file(session: Session, account_id: str, file_id: str, kind: str) -> FileRow:
    """The account's own file of a kind, for what refers to it from now on; locked until the transaction ends.

    Raises:
        NotFound: no such file, or not this account's, or another kind.
    """
    row = session.get(FileRow, file_id, with_for_update=True, populate_existing=True)
    if row is None or row.account_id != account_id or row.kind != kind:
        raise NotFound
    row.unused_since = None
    return row


def discard_file(session: Session, account_id: str, file_id: str) -> None:
    """Delete a file that something no longer refers to, unless something else of the account does.

    That it was there stays in the audit record, with its digest.
    """
    session.flush()
    mine = OrderRow.account_id == account_id
    here = or_(OrderRow.signature_file_id == file_id, OrderRow.attachment_file_id == file_id)
    reported = ReportRow.picture_file_ids.contains(file_id, autoescape=True)
    if (
        session.scalars(select(OrderRow.id).where(mine, here).limit(1)).first() is None
        and session.scalars(select(ReportRow.receipt_number).where(reported).limit(1)).first() is None
    ):
        session.execute(delete(FileRow).where(FileRow.id == file_id, FileRow.account_id == account_id))


def forget_unused(service: Service) -> None:
    """Delete what was uploaded and never referred to: pictures that could not be read, scans that were not sent."""
    with service.store.write() as session:
        session.execute(delete(FileRow).where(FileRow.unused_since < service.clock() - _KEPT_UNUSED))


def own_file(service: Service, session: Session, account_id: str, file_id: str, kind: str) -> bytes:
    """The content of the account's own file of a kind, or `NotFound`."""
    row = session.get(FileRow, file_id)
    if row is None or row.account_id != account_id or row.kind != kind:
        raise NotFound
    return service.keyring.decrypt("file", row.content)
