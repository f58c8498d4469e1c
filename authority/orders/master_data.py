"""Whether a certificate still says what is true: names and numbers may have changed since it was issued."""

from __future__ import annotations

from sqlalchemy.orm import Session

from authority.accounts.models import PersonRow
from authority.orders.models import OrderRow
from authority.pki.models import CertificateRow
from authority.pki.profiles import identifier_in, person_identifier
from authority.service import Service
from core.crypto.certificates import Certificate


def is_outdated(service: Service, session: Session, order: OrderRow, signing: CertificateRow) -> bool:
    """The signing certificate of an order names somebody by data that changed since."""
    person, certificate = session.get_one(PersonRow, order.person_id), Certificate(signing.der)
    name = service.keyring.decrypt("person", person.name).decode()
    id_number = service.keyring.decrypt("person", person.id_number).decode()
    expected = person_identifier(id_number, service.hierarchy.keyring.derive("person-id"))
    return certificate.subject_name != name or identifier_in(certificate) != expected
