"""Who may use the console, in which role."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from authority.audit import record
from authority.database import Base, take_turns
from authority.problems import NotFound, NotValid
from authority.service import Service

if TYPE_CHECKING:
    from argon2 import PasswordHasher

PASSWORD_FILE = "console-password.txt"  # noqa: S105 a file name
ADMINISTRATOR = "admin"
MIN_PASSWORD = 10
_TRIES = 5
_LOCK = timedelta(minutes=15)
_SESSION = timedelta(hours=8)


class Role(StrEnum):
    """What somebody may do; each may do what those before may."""

    CLERK = "clerk"
    """Looks at orders, people and certificates; checks bank transfers."""
    REVIEWER = "reviewer"
    """Approves and rejects orders, revokes certificates."""
    ADMINISTRATOR = "administrator"
    """Changes settings, prices, platforms and staff; reads the audit log."""

    def includes(self, other: Role) -> bool:
        """Whether this role may do what the other may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


class ClerkRow(Base):
    """Someone who may use the console."""

    __tablename__ = "clerk"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    active: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class ClerkSessionRow(Base):
    """A signed-in browser; only the token's keyed hash is kept."""

    __tablename__ = "clerk_session"

    token_lookup: Mapped[str] = mapped_column(String(64), primary_key=True)
    clerk_name: Mapped[str] = mapped_column(ForeignKey("clerk.name"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


def ensure_administrator(service: Service, session: Session) -> None:
    """Make the first clerk with a random password, told in a file that only the owner of the data can read."""
    if session.get(ClerkRow, ADMINISTRATOR) is not None:
        return
    password = secrets.token_urlsafe(12)
    _add(session, ADMINISTRATOR, password, Role.ADMINISTRATOR)
    path = service.settings.data_dir / PASSWORD_FILE
    path.touch(mode=0o600)
    path.write_text(password + "\n", "utf-8")


def verify(service: Service, name: str, password: str, now: datetime) -> bool:
    """Whether it is the clerk; not: unknown, wrong password, switched off, or locked after too many tries.

    Hashing takes a while on purpose, so it is done outside of any transaction: whoever guesses passwords would keep
    everybody else from writing.
    """
    with service.store.read() as session:
        known = session.get(ClerkRow, name)
    right = _matches(known, password)
    with service.store.write() as session:
        clerk = session.get(ClerkRow, name, with_for_update=True)
        if clerk is None or known is None:
            record(session, now, "visitor", "console.refused", "console")
            return False
        fine = _counted(clerk, right=right and clerk.password_hash == known.password_hash, now=now)
        record(session, now, f"clerk:{name}", "console.opened" if fine else "console.refused", "console")
    return fine


def _matches(clerk: ClerkRow | None, password: str) -> bool:
    from argon2.exceptions import VerifyMismatchError

    if clerk is None:
        _hasher().hash(password)  # an unknown name takes as long as a wrong password
        return False
    try:
        return _hasher().verify(clerk.password_hash, password)
    except VerifyMismatchError:
        return False


def _counted(clerk: ClerkRow, *, right: bool, now: datetime) -> bool:
    """Whether the clerk may go on; a failure is counted, the fifth locks."""
    # a lock that ends later than any begun now is from before the clock was put back
    locked = clerk.locked_until is not None and now < clerk.locked_until <= now + _LOCK
    if right and clerk.active and not locked:
        clerk.failures, clerk.locked_until = 0, None
        return True
    if not locked:
        clerk.failures += 1
        if clerk.failures >= _TRIES:
            clerk.failures, clerk.locked_until = 0, now + _LOCK
    return False


def begin_session(service: Service, session: Session, name: str, now: datetime) -> str:
    """The token of a new session of a clerk who has signed in."""
    session.execute(delete(ClerkSessionRow).where(ClerkSessionRow.expires_at < now))
    token = secrets.token_urlsafe(32)
    lookup = service.keyring.lookup("console", token)
    session.add(ClerkSessionRow(token_lookup=lookup, clerk_name=name, expires_at=now + _SESSION))
    return token


def find_session(service: Service, session: Session, token: str, now: datetime) -> ClerkRow | None:
    """Whose session it is; None when it ended, or the clerk was switched off."""
    row = session.get(ClerkSessionRow, service.keyring.lookup("console", token)) if token else None
    # one that lasts longer than any begun now is from before the clock was put back
    if row is None or not now <= row.expires_at <= now + _SESSION:
        return None
    clerk = session.get_one(ClerkRow, row.clerk_name)
    return clerk if clerk.active else None


def end_session(service: Service, session: Session, token: str) -> None:
    """Sign one browser out; whoever copied its cookie is out as well."""
    lookup = service.keyring.lookup("console", token)
    session.execute(delete(ClerkSessionRow).where(ClerkSessionRow.token_lookup == lookup))


def _end_sessions(session: Session, name: str) -> None:
    session.execute(delete(ClerkSessionRow).where(ClerkSessionRow.clerk_name == name))


def add_clerk(session: Session, name: str, role: Role, password: str, actor: str, now: datetime) -> ClerkRow:
    """Give somebody a way in.

    Raises:
        NotValid: a name that is taken or has other than letters, digits, `.`, `-`, `_`; a password that is too short.
    """
    if not 2 <= len(name) <= 40 or not all(sign.isalnum() or sign in ".-_" for sign in name):
        raise NotValid(field="姓名")
    if session.get(ClerkRow, name) is not None:
        raise NotValid(field="姓名")
    _check_password(password)
    clerk = _add(session, name, password, role)
    record(session, now, actor, "clerk.added", f"clerk:{name}", {"role": role.value})
    return clerk


def change_clerk(session: Session, name: str, role: Role, *, active: bool, actor: str, now: datetime) -> None:
    """Change the role, or switch somebody off or on.

    Raises:
        NotValid: nobody could change anything any more, because this is the last active administrator.
    """
    take_turns(session, "staff")
    clerk = session.get(ClerkRow, name, with_for_update=True, populate_existing=True)
    if clerk is None:
        raise NotFound
    if clerk.role == role and clerk.active == active:
        return
    clerk.role, clerk.active = role.value, active
    if not active:
        _end_sessions(session, name)
    session.flush()
    left = select(func.count()).select_from(ClerkRow).where(ClerkRow.role == Role.ADMINISTRATOR, ClerkRow.active)
    if not session.scalar(left):
        raise NotValid(field="最后一位管理员")
    record(session, now, actor, "clerk.changed", f"clerk:{name}", {"role": role.value, "active": active})


def set_password(session: Session, name: str, password: str, actor: str, now: datetime) -> None:
    """A new password; the sessions that were opened with the old one end."""
    clerk = session.get(ClerkRow, name, with_for_update=True)
    if clerk is None:
        raise NotFound
    _check_password(password)
    clerk.password_hash = _hasher().hash(password)
    clerk.failures, clerk.locked_until = 0, None
    _end_sessions(session, name)
    record(session, now, actor, "clerk.password_set", f"clerk:{name}")


def _add(session: Session, name: str, password: str, role: Role) -> ClerkRow:
    clerk = ClerkRow(name=name, password_hash=_hasher().hash(password), role=role.value, active=True, failures=0)
    session.add(clerk)
    session.flush()
    return clerk


def _check_password(password: str) -> None:
    if not MIN_PASSWORD <= len(password) <= 64:
        raise NotValid(field="密码")
