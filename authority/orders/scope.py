"""For whom a session orders and whose certificates it sees: the person, or the organisation that it acts for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from authority.accounts.models import PersonRow, SessionRow
from authority.orders.models import OrderRow
from authority.organisations.acting import Acting, identities_in_organisations
from authority.problems import NotFound
from authority.service import Service


@dataclass(frozen=True, slots=True)
class Scope:
    """An account as one of its identities.

    Attributes:
        acting: the identity in an organisation; None for the person.
    """

    account_id: str
    acting: Acting | None = None

    @property
    def organisation_id(self) -> str | None:
        """The organisation's id; None for the person."""
        return self.acting.organisation.id if self.acting is not None else None

    def covers(self) -> ColumnElement[bool]:
        """The orders of the identity, as a condition of a query."""
        return (OrderRow.account_id == self.account_id) & (
            OrderRow.organisation_id.is_(None)
            if self.acting is None
            else OrderRow.organisation_id == self.organisation_id
        )


def check_still_acts(service: Service, session: Session, order: OrderRow) -> None:
    """What an organisation's order says of the organisation is for those who act for it now, or `NotFound`."""
    if order.organisation_id is None:
        return
    person = session.get_one(PersonRow, order.person_id)
    acting = identities_in_organisations(service, session, person)
    if not any(item.organisation.id == order.organisation_id for item in acting):
        raise NotFound


def scope_of(service: Service, session: Session, signed_in: SessionRow) -> Scope:
    """The scope of a session; one that has not chosen yet is the person's."""
    person = session.scalars(select(PersonRow).where(PersonRow.account_id == signed_in.account_id)).first()
    choices = [] if person is None else identities_in_organisations(service, session, person)
    acting = next((choice for choice in choices if choice.id == signed_in.identity_id), None)
    return Scope(signed_in.account_id, acting)
