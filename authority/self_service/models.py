"""Tables of units, the people they vouch for, and applications."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from authority.database import Base


class UnitRow(Base):
    """集团或单位用户: pays for its people; its code hangs in its halls."""

    __tablename__ = "self_service_unit"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(40), unique=True)
    years: Mapped[int]
    open: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class RegisteredPersonRow(Base):
    """预先登记: a person that a unit vouches for; the phone leads to the entry."""

    __tablename__ = "self_service_person"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("self_service_unit.id"), index=True)
    phone: Mapped[bytes] = mapped_column(LargeBinary)
    phone_lookup: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[bytes] = mapped_column(LargeBinary)
    id_number: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class VisitRow(Base):
    """A phone that was proven by an SMS code, for half an hour."""

    __tablename__ = "self_service_visit"

    token_lookup: Mapped[str] = mapped_column(String(64), primary_key=True)
    phone: Mapped[bytes] = mapped_column(LargeBinary)
    phone_lookup: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime] = mapped_column(index=True)


class TokenPinRow(Base):
    """The administrator's PINs that a token may have by what one phone deposited, oldest first, sealed."""

    __tablename__ = "self_service_token_pin"

    serial_lookup: Mapped[str] = mapped_column(String(64), primary_key=True)
    phone_lookup: Mapped[str] = mapped_column(String(64), primary_key=True)
    pins: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime]


class UnlockChallengeRow(Base):
    """A challenge for whoever set up unlocking for a token; answered once."""

    __tablename__ = "self_service_unlock_challenge"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    serial_lookup: Mapped[str] = mapped_column(String(64), index=True)
    phone_lookup: Mapped[str] = mapped_column(String(64))
    nonce: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    answered: Mapped[bool]


class ApplicationRow(Base):
    """One application: a new certificate, or with `old_pair_id` the renewal of one."""

    __tablename__ = "self_service_application"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("self_service_unit.id"))
    phone: Mapped[bytes] = mapped_column(LargeBinary)
    phone_lookup: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[bytes] = mapped_column(LargeBinary)
    id_number: Mapped[bytes] = mapped_column(LargeBinary)
    years: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), index=True)
    reject_reason: Mapped[str] = mapped_column(String(200), default="")
    approve_due_at: Mapped[datetime | None]
    old_pair_id: Mapped[str | None] = mapped_column(String(36))
    pair_id: Mapped[str | None] = mapped_column(String(36))
    request_key_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    issue_answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
