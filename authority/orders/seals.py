"""The seal system: a picture becomes an electronic seal (GB/T 38540-2020 §6), bound to one signing certificate."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.files import own_file
from authority.orders.models import OrderRow, SealRow
from authority.pki.issuance import pair_rows
from authority.service import Service, new_id
from core.crypto.certificates import Certificate
from core.crypto.seal import SealContent, SealKind, SealPicture, make_seal

_VENDOR = "SECURE-CLIENT"
_MAKER = "sm2-seal"
_WIDTH_MM, _HEIGHT_MM = 40, 18


def make_personal_seal(service: Service, session: Session, order: OrderRow, now: datetime) -> None:
    """The handwriting of an order as a seal that only the order's signing certificate may use, as long as it lasts."""
    picture = own_file(service, session, order.account_id, _handwriting_id(session, order), "handwriting")
    signing = pair_rows(session, order.pair_id or "")["sign"]
    # the certificate's name: the person's may have changed since it was issued
    name = f"{Certificate(signing.der).subject_name}手写签名"
    seal_id, maker = new_id(), service.hierarchy[_MAKER]
    content = SealContent(
        id=seal_id,
        vendor=_VENDOR,
        kind=SealKind.PERSON,
        name=name,
        picture=SealPicture("PNG", picture, _WIDTH_MM, _HEIGHT_MM),
        signers=(signing.der,),
        created=now,
        valid_from=signing.not_before,
        valid_to=signing.not_after,
    )
    session.add(
        SealRow(
            id=seal_id,
            account_id=order.account_id,
            order_id=order.id,
            pair_id=order.pair_id or "",
            kind="personal_signature",
            name=service.keyring.encrypt("person", name.encode()),
            picture=service.keyring.encrypt("file", picture),
            electronic_seal=service.keyring.encrypt("file", make_seal(content, maker.certificate, maker.key.sign)),
            width_mm=_WIDTH_MM,
            height_mm=_HEIGHT_MM,
            created_at=now,
        )
    )


def _handwriting_id(session: Session, order: OrderRow) -> str:
    """The order's own handwriting; a reissue, which is not signed, has that of the old certificate's order."""
    while order.signature_file_id is None and order.old_pair_id is not None:
        order = session.scalars(select(OrderRow).where(OrderRow.pair_id == order.old_pair_id)).one()
    return order.signature_file_id or ""
