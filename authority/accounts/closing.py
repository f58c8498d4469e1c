"""注销账号 (M3.3.16): asked for, withdrawn within the cooling-off time, or carried out when it is over."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from authority.accounts.login_keys import forget_keys
from authority.accounts.messages import send_sms
from authority.accounts.models import (
    CLOSED,
    AccountRow,
    FileRow,
    MessageRow,
    NotificationRow,
    PersonRow,
    SessionRow,
    SmsCodeRow,
    TicketRow,
)
from authority.adjustment import settings_in_force
from authority.audit import record
from authority.database import Base
from authority.notifications.sms_texts import CLOSING, NOT_CLOSED
from authority.orders.leaving import end_order
from authority.orders.models import OrderRow, SealRow
from authority.organisations.closing import dissolve, parting_of
from authority.organisations.membership import end_memberships
from authority.organisations.models import OrganisationRow
from authority.payments.payer import forget_payers
from authority.pki.issuance import revoke_pair
from authority.problems import Refusal
from authority.service import Service, new_id


class AccountClosingRow(Base):
    """An account that is to be closed."""

    __tablename__ = "account_closing"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    requested_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)


def closing_of(session: Session, account_id: str) -> AccountClosingRow | None:
    """The account's closing, if it was asked for."""
    return session.get(AccountClosingRow, account_id)


def request_closing(service: Service, session: Session, account: AccountRow, now: datetime) -> AccountClosingRow:
    """Begin the cooling-off time; asked for again it goes on.

    Raises:
        AdministratorNeeded, LegalRepresentativeNeeded: an organisation would be left to others without this person.
    """
    existing = closing_of(session, account.id)
    if existing is not None:
        return existing
    hindrance = parting_of(service, session, account.id).hindrance
    if hindrance is not None:
        raise hindrance
    due_at = now + timedelta(hours=settings_in_force(service, session).closing_hours)
    row = AccountClosingRow(account_id=account.id, requested_at=now, due_at=due_at)
    session.add(row)
    session.flush()
    sms = CLOSING.fill(time=f"{due_at.astimezone():%Y-%m-%d %H:%M}")
    send_sms(service, session, service.keyring.decrypt("phone", account.phone).decode(), sms, now)
    record(session, now, f"account:{account.id}", "account.closing_requested", f"account:{account.id}")
    return row


def withdraw_closing(session: Session, account_id: str, now: datetime) -> None:
    """The person stays; harmless when nothing was asked for."""
    row = closing_of(session, account_id)
    if row is not None:
        session.delete(row)
        record(session, now, f"account:{account_id}", "account.closing_withdrawn", f"account:{account_id}")


def close_what_is_due(service: Service) -> None:
    """Close the accounts whose cooling-off time is over, each in a transaction of its own."""
    now = service.clock()
    due = select(AccountClosingRow.account_id).where(AccountClosingRow.due_at <= now)
    with service.store.read() as session:
        accounts = list(session.scalars(due))
    for account_id in accounts:
        with service.store.write() as session:
            row = session.get(AccountClosingRow, account_id, with_for_update=True)
            if row is None or row.due_at > now:
                continue
            parting = parting_of(service, session, account_id, lock=True)
            if parting.hindrance is not None:
                _call_off(service, session, row, parting.hindrance, now)
            else:
                _close(service, session, row, parting.dissolved, now)


def _call_off(
    service: Service, session: Session, row: AccountClosingRow, hindrance: type[Refusal], now: datetime
) -> None:
    """Somebody joined the person's organisation during the cooling-off time."""
    account = session.get_one(AccountRow, row.account_id)
    sms = NOT_CLOSED.fill(reason=hindrance.cause.zh)
    send_sms(service, session, service.keyring.decrypt("phone", account.phone).decode(), sms, now)
    session.delete(row)
    record(session, now, "system", "account.closing_called_off", f"account:{account.id}", {"code": hindrance.code})


def _close(
    service: Service,
    session: Session,
    row: AccountClosingRow,
    dissolved: Sequence[OrganisationRow],
    now: datetime,
) -> None:
    """Revoke, cancel, and wipe what is personal.

    Certificates, escrowed keys, order numbers and the audit record stay: a certificate authority has to keep them. The
    rows of account and person stay too, as what those refer to, with nothing of the person in them.
    """
    account = session.get_one(AccountRow, row.account_id)
    phone_lookups = {account.phone_lookup} | _end_orders(service, session, account.id, now)
    for seal in session.scalars(select(SealRow).where(SealRow.account_id == account.id)):
        session.delete(seal)
    forget_keys(session, account.id)
    for organisation in dissolved:
        dissolve(service, session, organisation, now)
    end_memberships(session, account.id, now)
    person = session.scalars(select(PersonRow).where(PersonRow.account_id == account.id)).first()
    if person is not None:
        person.front_file_id = person.back_file_id = None
    session.flush()
    for table in (FileRow, NotificationRow, SessionRow, TicketRow):
        session.execute(delete(table).where(table.account_id == account.id))
    session.execute(delete(MessageRow).where(MessageRow.to_lookup.in_(phone_lookups)))
    session.execute(delete(SmsCodeRow).where(SmsCodeRow.phone_lookup == account.phone_lookup))
    nothing = service.keyring.encrypt
    if person is not None:
        person.name, person.id_number = nothing("person", b""), nothing("person", b"")
        person.id_number_lookup = f"{CLOSED}{new_id()}"
    account.phone, account.phone_lookup = nothing("phone", b""), f"{CLOSED}{new_id()}"
    account.password_hash = None
    session.delete(row)
    session.flush()
    record(session, now, "system", "account.closed", f"account:{account.id}")


def _end_orders(service: Service, session: Session, account_id: str, now: datetime) -> set[str]:
    """Revoke all certificates, end open orders, wipe handwriting, invoices, payers; look-ups of the mail addresses.

    What was paid for an open order goes back. Who made a bank transfer is known until the clerk has sent it back.
    """
    addresses = set()
    for order in session.scalars(select(OrderRow).where(OrderRow.account_id == account_id).with_for_update()):
        if order.pair_id is not None:
            revoke_pair(session, order.pair_id, "cessation_of_operation", now)
        end_order(session, order, now)
        forget_payers(session, order)
        if order.invoice is not None:
            given = json.loads(service.keyring.decrypt("invoice", order.invoice))
            addresses.add(service.keyring.lookup("phone", given["email"]))
        order.signature_file_id = order.attachment_file_id = order.signature_strokes = order.invoice = (
            order.issue_answer
        ) = None
        order.reject_reason = None
    return addresses
