"""Signing in: SMS code, then password, then a token that is stored only as a keyed hash."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.codes import SmsPurpose, spend_sms_code
from authority.accounts.models import AccountRow, PersonRow, SessionRow, TicketRow
from authority.adjustment import settings_in_force
from authority.audit import record
from authority.organisations.acting import identities_in_organisations
from authority.problems import NotSignedIn, NotValid, PasswordLocked, TicketOutdated, WrongPassword
from authority.service import Service, masked_name, masked_phone, new_id
from core.validation import check_password

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SET_PASSWORD, CHECK_PASSWORD = "set_password", "check_password"
_TICKET_MINUTES = 10
_PASSWORD_TRIES = 5
_LOCK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class IdentityView:
    """Someone that the signed-in person can act as."""

    id: str
    kind: str
    name_masked: str
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session as its holder sees it; `token` only in the answer that makes it."""

    token: str
    expires_at: datetime
    account: AccountRow
    person: PersonRow | None
    identities: tuple[IdentityView, ...]
    identity_id: str | None


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


def begin_sign_in(
    service: Service, session: Session, phone: str, sms_code: str, privacy_version: str, now: datetime
) -> tuple[str, str]:
    """Spend the SMS code; an unknown number is registered. Returns the ticket and the next step."""
    spend_sms_code(service, session, phone=phone, purpose=SmsPurpose.LOGIN, code=sms_code, now=now)
    lookup = service.keyring.lookup("phone", phone)
    account = session.scalars(select(AccountRow).where(AccountRow.phone_lookup == lookup)).first()
    if account is None:
        account = AccountRow(
            id=new_id(),
            phone=service.keyring.encrypt("phone", phone.encode()),
            phone_lookup=lookup,
            password_hash=None,
            password_failures=0,
            locked_until=None,
            accepted_privacy_version=privacy_version,
            created_at=now,
        )
        session.add(account)
        session.flush()
        record(session, now, f"account:{account.id}", "account.registered", f"account:{account.id}")
    account.accepted_privacy_version = privacy_version
    step = CHECK_PASSWORD if account.password_hash else SET_PASSWORD
    token = secrets.token_urlsafe(32)
    session.add(
        TicketRow(
            token_lookup=service.keyring.lookup("ticket", token),
            account_id=account.id,
            next_step=step,
            expires_at=now + timedelta(minutes=_TICKET_MINUTES),
        )
    )
    return token, step


def enter_password(
    service: Service, session: Session, ticket: str, password: str, device_id: str, now: datetime
) -> SignedIn:
    """Set the password at the first sign-in, check it at later ones; makes the session.

    Raises:
        TicketOutdated, NotValid, WrongPassword, PasswordLocked.
    """
    row, account = _ticket(service, session, ticket, now)
    if row.next_step == SET_PASSWORD:
        _set_password(session, account, password, now)
    else:
        _check_password(account, password, now)
    session.delete(row)
    return open_session(service, session, account, device_id, now)


def reset_password(
    service: Service, session: Session, ticket: str, password: str, device_id: str, now: datetime
) -> SignedIn:
    """忘记密码 after the SMS code: a new password; all other sessions of the account end."""
    row, account = _ticket(service, session, ticket, now)
    _set_password(session, account, password, now)
    for other in session.scalars(select(SessionRow).where(SessionRow.account_id == account.id)):
        session.delete(other)
    session.delete(row)
    return open_session(service, session, account, device_id, now)


def change_password(session: Session, row: SessionRow, account: AccountRow, password: str, now: datetime) -> None:
    """重置密码 inside a session: a new password; all other sessions of the account end."""
    _set_password(session, account, password, now)
    others = SessionRow.account_id == account.id, SessionRow.token_lookup != row.token_lookup
    for other in session.scalars(select(SessionRow).where(*others)):
        session.delete(other)


def check_new_password(password: str) -> None:
    """Raise `NotValid` unless a new password keeps the rule."""
    if check_password(password):
        raise NotValid(field="密码")


def verify_password(account: AccountRow, password: str, now: datetime) -> None:
    """Re-authentication inside a session; counts like a sign-in."""
    _check_password(account, password, now)


def find_session(service: Service, session: Session, token: str, now: datetime) -> SessionRow:
    """The session of a token, or `NotSignedIn`."""
    row = session.get(SessionRow, service.keyring.lookup("session", token))
    if row is None or row.expires_at < now:
        raise NotSignedIn
    return row


def describe(service: Service, session: Session, row: SessionRow, token: str = "") -> SignedIn:
    """What the holder of a session sees."""
    account = session.get_one(AccountRow, row.account_id)
    person = session.scalars(select(PersonRow).where(PersonRow.account_id == account.id)).first()
    choices = identities(service, session, account, person)
    return SignedIn(token, row.expires_at, account, person, choices, row.identity_id)


def identities(
    service: Service, session: Session, account: AccountRow, person: PersonRow | None
) -> tuple[IdentityView, ...]:
    """Whom the account's person can act as: a visitor before real-name authentication; itself, and in organisations."""
    if person is None:
        phone = service.keyring.decrypt("phone", account.phone).decode()
        return (IdentityView(account.id, "visitor", masked_phone(phone)),)
    name = masked_name(service.keyring.decrypt("person", person.name).decode())
    elsewhere = identities_in_organisations(service, session, person)
    return (
        IdentityView(person.id, "natural_person", name),
        *(IdentityView(acting.id, acting.role, name, acting.organisation.name) for acting in elsewhere),
    )


def _ticket(service: Service, session: Session, ticket: str, now: datetime) -> tuple[TicketRow, AccountRow]:
    row = session.get(TicketRow, service.keyring.lookup("ticket", ticket), with_for_update=True)
    if row is None or row.expires_at < now:
        raise TicketOutdated
    account = session.get(AccountRow, row.account_id, with_for_update=True)
    if account is None:
        raise TicketOutdated
    return row, account


def _set_password(session: Session, account: AccountRow, password: str, now: datetime) -> None:
    check_new_password(password)
    account.password_hash = _hasher().hash(password)
    account.password_failures, account.locked_until = 0, None
    record(session, now, f"account:{account.id}", "account.password_set", f"account:{account.id}")


def _check_password(account: AccountRow, password: str, now: datetime) -> None:
    from argon2.exceptions import VerifyMismatchError

    # a lock that ends later than any begun now is from before the clock was put back
    if account.locked_until and now < account.locked_until <= now + _LOCK:
        raise PasswordLocked
    try:
        _hasher().verify(account.password_hash or "", password)
    except VerifyMismatchError:
        account.password_failures += 1
        left = _PASSWORD_TRIES - account.password_failures
        if left <= 0:
            account.password_failures, account.locked_until = 0, now + _LOCK
            raise PasswordLocked from None
        raise WrongPassword(tries_left=left) from None
    account.password_failures, account.locked_until = 0, None


def open_session(service: Service, session: Session, account: AccountRow, device_id: str, now: datetime) -> SignedIn:
    """A new session of an account that has proven itself."""
    token = secrets.token_urlsafe(32)
    person = session.scalars(select(PersonRow).where(PersonRow.account_id == account.id)).first()
    choices = identities(service, session, account, person)
    row = SessionRow(
        token_lookup=service.keyring.lookup("session", token),
        account_id=account.id,
        device_id=device_id,
        identity_id=choices[0].id if len(choices) == 1 else None,
        expires_at=now + timedelta(hours=settings_in_force(service, session).session_hours),
    )
    session.add(row)
    session.flush()
    record(session, now, f"account:{account.id}", "session.opened", f"account:{account.id}")
    return SignedIn(token, row.expires_at, account, person, choices, row.identity_id)
