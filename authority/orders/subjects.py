"""Whom the certificates of an order name: the person, the organisation, or the person as its employee."""

from __future__ import annotations

from sqlalchemy.orm import Session

from authority.accounts.models import PersonRow
from authority.orders.models import OrderRow
from authority.organisations.models import OrganisationRow
from authority.organisations.states import Role
from authority.pki.issuance import Subject
from authority.service import Service

# ETSI EN 319 412-1 §5.1.4: national trade register; the code is that of GB 32100
_REGISTER = "NTRCN-"


def subject_of(service: Service, session: Session, order: OrderRow) -> Subject:
    """The subject by the data of today.

    An organisation's certificate names it alone; an employee's names the employee and the organisation.
    """
    person = session.get_one(PersonRow, order.person_id)
    name = service.keyring.decrypt("person", person.name).decode()
    id_number = service.keyring.decrypt("person", person.id_number).decode()
    if order.organisation_id is None:
        return Subject({"common_name": name}, id_number)
    organisation = session.get_one(OrganisationRow, order.organisation_id)
    fields = {
        "organization_name": organisation.name,
        "organization_identifier": _REGISTER + organisation.credit_code,
    }
    if order.acting_as == Role.EMPLOYEE:
        return Subject({**fields, "common_name": name}, id_number)
    return Subject({**fields, "common_name": organisation.name}, None)
