"""The seal system: pictures become electronic seals (GB/T 38540-2020 §6), bound to one signing certificate.

A person's seal is the handwriting. An organisation has the round seal of the unit and its legal representative's square
one; who signed the form by hand as legal representative has that handwriting as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.files import own_file
from authority.orders.models import OrderRow, SealRow
from authority.orders.seal_names import LEGAL, LEGAL_SIGNATURE, PERSONAL, UNIT, seal_name
from authority.orders.seal_pictures import round_seal, square_seal
from authority.organisations.models import OrganisationRow
from authority.organisations.states import Role
from authority.pki.issuance import pair_rows
from authority.pki.models import CertificateRow
from authority.service import Service, new_id
from core.crypto.certificates import Certificate
from core.crypto.seal import SealContent, SealKind, SealPicture, make_seal

_VENDOR = "SECURE-CLIENT"
MAKER = "sm2-seal"


@dataclass(frozen=True, slots=True)
class _Face:
    """How a seal looks; sizes in millimetres."""

    kind: str
    picture: bytes
    width: int
    height: int


def make_seals(service: Service, session: Session, order: OrderRow, pair_id: str, now: datetime) -> None:
    """Make the seals of an order, which only the pair's signing certificate may use, as long as it lasts.

    Seals that the pair had are replaced.
    """
    for seal in session.scalars(select(SealRow).where(SealRow.pair_id == pair_id, SealRow.replaced_at.is_(None))):
        seal.replaced_at = now
    signing = pair_rows(session, pair_id)["sign"]
    for face in _faces(service, session, order):
        session.add(_sealed(service, session, order, signing, face, now))


def _faces(service: Service, session: Session, order: OrderRow) -> Iterator[_Face]:
    handwriting_id = _handwriting_id(session, order)
    handwriting = None
    if handwriting_id:
        handwriting = own_file(service, session, order.account_id, handwriting_id, "handwriting")
    if order.organisation_id is None or order.acting_as == Role.EMPLOYEE:
        if handwriting is not None:
            yield _Face(PERSONAL, handwriting, 40, 18)
    elif handwriting is not None and order.acting_as == Role.LEGAL_REPRESENTATIVE:
        yield _Face(LEGAL_SIGNATURE, handwriting, 40, 18)
    if order.organisation_id is not None:
        organisation = session.get_one(OrganisationRow, order.organisation_id)
        yield _Face(UNIT, round_seal(organisation.name, organisation.credit_code), 40, 40)
        yield _Face(LEGAL, square_seal(_representative(service, organisation)), 20, 20)


def _sealed(
    service: Service, session: Session, order: OrderRow, signing: CertificateRow, face: _Face, now: datetime
) -> SealRow:
    # the certificate's name: the person's may have changed since it was issued
    certificate, representative = Certificate(signing.der), ""
    holder = certificate.subject_name
    if order.organisation_id is not None and face.kind != PERSONAL:
        holder = certificate.subject["organization_name"]
        representative = _representative(service, session.get_one(OrganisationRow, order.organisation_id))
    name = seal_name(face.kind, holder=holder, representative=representative)
    seal_id, maker = new_id(), service.hierarchy[MAKER]
    content = SealContent(
        id=seal_id,
        vendor=_VENDOR,
        kind=SealKind.ORGANISATION if face.kind == UNIT else SealKind.PERSON,
        name=name,
        picture=SealPicture("PNG", face.picture, face.width, face.height),
        signers=(signing.der,),
        created=now,
        valid_from=signing.not_before,
        valid_to=signing.not_after,
    )
    return SealRow(
        id=seal_id,
        account_id=order.account_id,
        order_id=order.id,
        pair_id=signing.pair_id,
        kind=face.kind,
        name=service.keyring.encrypt("person", name.encode()),
        picture=service.keyring.encrypt("file", face.picture),
        electronic_seal=service.keyring.encrypt("file", make_seal(content, maker.certificate, maker.key.sign)),
        width_mm=face.width,
        height_mm=face.height,
        created_at=now,
    )


def _representative(service: Service, organisation: OrganisationRow) -> str:
    return service.keyring.decrypt("person", organisation.legal_name).decode()


def _handwriting_id(session: Session, order: OrderRow) -> str:
    """The order's own handwriting; an order that is not signed has that of the old certificate's order, if any."""
    while order.signature_file_id is None and order.old_pair_id is not None:
        order = session.scalars(select(OrderRow).where(OrderRow.pair_id == order.old_pair_id)).one()
    return order.signature_file_id or ""
