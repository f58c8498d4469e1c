"""Whether certificates and seals still say what is true: names and numbers may have changed since they were made."""

from __future__ import annotations

from sqlalchemy.orm import Session

from authority.orders.models import OrderRow, SealRow
from authority.orders.seal_names import OF_THE_REPRESENTATIVE, seal_name
from authority.orders.subjects import subject_of
from authority.organisations.models import OrganisationRow
from authority.pki.models import CertificateRow
from authority.pki.profiles import identifier_in, person_identifier
from authority.service import Service
from core.crypto.certificates import Certificate


def is_outdated(service: Service, session: Session, order: OrderRow, signing: CertificateRow) -> bool:
    """The signing certificate of an order names somebody by data that changed since."""
    subject, certificate = subject_of(service, session, order), Certificate(signing.der)
    named = {key: certificate.subject.get(key) for key in subject.fields}
    expected = None
    if subject.id_number is not None:
        expected = person_identifier(subject.id_number, service.hierarchy.keyring.derive("person-id"))
    return named != subject.fields or identifier_in(certificate) != expected


def is_seal_outdated(
    service: Service, session: Session, order: OrderRow, seal: SealRow, signing: CertificateRow
) -> bool:
    """The certificate of the seal is outdated, or the seal names another legal representative."""
    if seal.kind in OF_THE_REPRESENTATIVE and order.organisation_id is not None:
        organisation = session.get_one(OrganisationRow, order.organisation_id)
        legal = service.keyring.decrypt("person", organisation.legal_name).decode()
        bears = service.keyring.decrypt("person", seal.name).decode()
        if bears != seal_name(seal.kind, holder="", representative=legal):
            return True
    return is_outdated(service, session, order, signing)
