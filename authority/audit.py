"""The audit log: each record carries the hash of the one before, written in the transaction of what it records."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from authority.database import Base, take_turns

_START = "0" * 64


class AuditRow(Base):
    """One record. `details` holds no personal data in the clear, no codes, no passwords."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


def record(
    session: Session, now: datetime, actor: str, action: str, subject: str, details: dict[str, Any] | None = None
) -> None:
    """Append a record. Writers take turns: SQLite by its write lock, PostgreSQL by an advisory lock until commit."""
    take_turns(session, "audit chain")
    session.flush()
    last = session.execute(select(AuditRow.number, AuditRow.hash).order_by(AuditRow.number.desc()).limit(1)).first()
    row = AuditRow(
        number=(last.number if last else 0) + 1,
        at=now.replace(microsecond=0),
        actor=actor,
        action=action,
        subject=subject,
        details=details or {},
        previous_hash=last.hash if last else _START,
        hash="",
    )
    row.hash = _hash(row)
    session.add(row)
    session.flush()


def first_broken(session: Session) -> int | None:
    """The number of the first record that was changed, removed or inserted later; None when the chain is whole."""
    previous, expected = _START, 1
    for row in session.scalars(select(AuditRow).order_by(AuditRow.number)).yield_per(1000):
        if row.number != expected or row.previous_hash != previous or row.hash != _hash(row):
            return expected
        previous, expected = row.hash, expected + 1
    return None


def _hash(row: AuditRow) -> str:
    fields = [row.number, row.at.isoformat(), row.actor, row.action, row.subject, row.details, row.previous_hash]
    return hashlib.sha256(json.dumps(fields, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
