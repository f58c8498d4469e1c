"""What the closing of an account (M3.3.16) means for the organisations of its person.

An employee leaves. Whoever administers or represents an organisation that has other people cannot go; an organisation
whose last person goes ends, and may be registered again.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from authority.accounts.models import PersonRow
from authority.audit import record
from authority.orders.leaving import end_all_orders
from authority.orders.models import OrderRow, SealRow
from authority.organisations.acting import identities_in_organisations, legal_representative_of
from authority.organisations.documents import documents_of
from authority.organisations.membership import close_to_everybody, lock_members
from authority.organisations.models import DISSOLVED, JoinTriesRow, MembershipRow, OrganisationRow, TransferRow
from authority.organisations.problems import AdministratorNeeded, LegalRepresentativeNeeded
from authority.organisations.states import MembershipState, Role
from authority.problems import Refusal
from authority.service import Service, new_id

_HINDRANCES: dict[Role, type[Refusal]] = {
    Role.ADMINISTRATOR: AdministratorNeeded,
    Role.LEGAL_REPRESENTATIVE: LegalRepresentativeNeeded,
}


@dataclass(frozen=True, slots=True)
class Parting:
    """What follows when a person goes.

    Attributes:
        left: organisations that lose an employee.
        dissolved: organisations that end, because nobody else is in them.
        hindrance: why the person cannot go, if so.
    """

    left: tuple[OrganisationRow, ...] = ()
    dissolved: tuple[OrganisationRow, ...] = ()
    hindrance: type[Refusal] | None = None


def parting_of(service: Service, session: Session, account_id: str, *, lock: bool = False) -> Parting:
    """What follows when the account's person goes; with `lock` it stays so until the transaction ends."""
    person = session.scalars(select(PersonRow).where(PersonRow.account_id == account_id)).first()
    if person is None:
        return Parting()
    acting = identities_in_organisations(service, session, person)
    if lock:
        # always in the same order, so that two never wait for each other
        for organisation_id in sorted({item.organisation.id for item in acting}):
            lock_members(session, organisation_id)
        acting = identities_in_organisations(service, session, person)
    left, dissolved = [], {}
    hindered = set()
    for item in acting:
        if item.role is Role.EMPLOYEE:
            left.append(item.organisation)
        elif _has_others(service, session, item.organisation, person):
            hindered.add(item.role)
        else:
            dissolved[item.organisation.id] = item.organisation
    hindrance = next((refusal for role, refusal in _HINDRANCES.items() if role in hindered), None)
    return Parting(tuple(item for item in left if item.id not in dissolved), tuple(dissolved.values()), hindrance)


def dissolve(service: Service, session: Session, organisation: OrganisationRow, now: datetime) -> None:
    """End an organisation: certificates are revoked, licences, deeds, seals and whoever they named are wiped.

    The credit code is free. The name stays for the history of those who were in it.
    """
    close_to_everybody(session, organisation.id, now)
    end_all_orders(session, organisation.id, now)
    ordered = select(OrderRow.id).where(OrderRow.organisation_id == organisation.id)
    session.execute(delete(SealRow).where(SealRow.order_id.in_(ordered)))
    session.execute(delete(JoinTriesRow).where(JoinTriesRow.organisation_id == organisation.id))
    for document in documents_of(session, organisation):
        document.content, document.size, document.sha256 = service.keyring.encrypt("file", b""), 0, ""
    session.execute(delete(TransferRow).where(TransferRow.organisation_id == organisation.id))
    organisation.credit_code = DISSOLVED + secrets.token_hex(6)[:11]
    organisation.legal_id_lookup = DISSOLVED + new_id()
    organisation.legal_name = organisation.legal_id_number = service.keyring.encrypt("person", b"")
    organisation.legal_phone = service.keyring.encrypt("phone", b"")
    session.flush()
    record(session, now, "system", "organisation.dissolved", f"organisation:{organisation.id}")


def _has_others(service: Service, session: Session, organisation: OrganisationRow, person: PersonRow) -> bool:
    others = select(MembershipRow.id).where(
        MembershipRow.organisation_id == organisation.id,
        MembershipRow.state == MembershipState.ACTIVE,
        MembershipRow.account_id != person.account_id,
    )
    if session.scalars(others).first() is not None:
        return True
    representative = legal_representative_of(service, session, organisation)
    return representative is not None and representative.id != person.id
