"""The identities that a person has in organisations, and which of them a session acts as."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.models import PersonRow, SessionRow
from authority.organisations.models import MembershipRow, OrganisationRow
from authority.organisations.states import MembershipState, Role
from authority.problems import NotFound
from authority.service import Service


@dataclass(frozen=True, slots=True)
class Acting:
    """An identity in an organisation; `id` stays the same for as long as the person has it."""

    id: str
    role: Role
    organisation: OrganisationRow


def identities_in_organisations(service: Service, session: Session, person: PersonRow) -> list[Acting]:
    """All of them: active memberships, and the organisations whose licence names this person."""
    members = session.execute(
        select(MembershipRow, OrganisationRow)
        .join(OrganisationRow, OrganisationRow.id == MembershipRow.organisation_id)
        .where(MembershipRow.account_id == person.account_id, MembershipRow.state == MembershipState.ACTIVE)
        .order_by(MembershipRow.created_at)
    )
    found = [Acting(row.id, Role(row.role), organisation) for row, organisation in members]
    named = select(OrganisationRow).where(OrganisationRow.legal_id_lookup == person.id_number_lookup)
    found += [
        Acting(_legal_identity(organisation, person), Role.LEGAL_REPRESENTATIVE, organisation)
        for organisation in session.scalars(named.order_by(OrganisationRow.created_at))
        if _is_named(service, organisation, person)
    ]
    return found


def legal_representative_of(service: Service, session: Session, organisation: OrganisationRow) -> PersonRow | None:
    """The verified person whom the licence names; None before that person has an account."""
    named = select(PersonRow).where(PersonRow.id_number_lookup == organisation.legal_id_lookup)
    return next((person for person in session.scalars(named) if _is_named(service, organisation, person)), None)


def manager(service: Service, session: Session, signed_in: SessionRow) -> Acting:
    """The organisation that the session acts for as administrator or legal representative, or `NotFound`."""
    person = session.scalars(select(PersonRow).where(PersonRow.account_id == signed_in.account_id)).first()
    choices = [] if person is None else identities_in_organisations(service, session, person)
    for choice in choices:
        if choice.id == signed_in.identity_id and choice.role is not Role.EMPLOYEE:
            return choice
    raise NotFound


def stop_acting(session: Session, membership: MembershipRow) -> None:
    """Sessions that act as an ended membership's identity have to choose again."""
    for row in session.scalars(select(SessionRow).where(SessionRow.identity_id == membership.id)):
        row.identity_id = None


def stop_representing(session: Session, organisation: OrganisationRow, person: PersonRow) -> None:
    """Sessions that act as a former legal representative have to choose again."""
    identity = _legal_identity(organisation, person)
    for row in session.scalars(select(SessionRow).where(SessionRow.identity_id == identity)):
        row.identity_id = None


def _is_named(service: Service, organisation: OrganisationRow, person: PersonRow) -> bool:
    # the number alone was typed by whoever registered the organisation
    named = service.keyring.decrypt("person", organisation.legal_name)
    return named == service.keyring.decrypt("person", person.name)


def _legal_identity(organisation: OrganisationRow, person: PersonRow) -> str:
    return str(uuid.uuid5(uuid.UUID(organisation.id), person.id))
