"""Tables of people and what they send. Personal data is sealed; look-up values are keyed hashes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from authority.database import Base

CLOSED = "closed-"
"""How the look-up values of a closed account begin; those of others are hexadecimal."""


class AccountRow(Base):
    """A registered phone number."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    phone: Mapped[bytes] = mapped_column(LargeBinary)
    phone_lookup: Mapped[str] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    password_failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    accepted_privacy_version: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]

    @property
    def is_closed(self) -> bool:
        """The person closed it; nothing personal is kept any more."""
        return self.phone_lookup.startswith(CLOSED)


class PersonRow(Base):
    """The verified natural person behind an account.

    Attributes:
        front_file_id: with `back_file_id` the card that the authority read when it verified the person.
    """

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), unique=True)
    name: Mapped[bytes] = mapped_column(LargeBinary)
    id_number: Mapped[bytes] = mapped_column(LargeBinary)
    id_number_lookup: Mapped[str] = mapped_column(String(64), index=True)
    verified_at: Mapped[datetime]
    front_file_id: Mapped[str | None] = mapped_column(ForeignKey("file.id"))
    back_file_id: Mapped[str | None] = mapped_column(ForeignKey("file.id"))


class CaptchaRow(Base):
    """A picture code: one use, short-lived."""

    __tablename__ = "captcha"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    answer: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class SmsCodeRow(Base):
    """An SMS code; only its keyed hash is kept."""

    __tablename__ = "sms_code"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    phone_lookup: Mapped[str] = mapped_column(String(64), index=True)
    purpose: Mapped[str] = mapped_column(String(30))
    code_lookup: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    used: Mapped[bool] = mapped_column(default=False)


class MessageRow(Base):
    """A text message or mail that was sent; the sandbox lets the person read it."""

    __tablename__ = "message"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    to: Mapped[bytes] = mapped_column(LargeBinary)
    to_lookup: Mapped[str] = mapped_column(String(64), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(index=True)


class OutgoingRow(Base):
    """A message that was not taken yet; `needed_until`: sent no later."""

    __abstract__ = True

    message_id: Mapped[str] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(index=True)
    needed_until: Mapped[datetime | None]


class OutgoingMailRow(OutgoingRow):
    """A mail that the mail server has not taken yet."""

    __tablename__ = "outgoing_mail"

    attachment_name: Mapped[str] = mapped_column(String(100))
    attachment: Mapped[bytes | None] = mapped_column(LargeBinary)


class OutgoingSmsRow(OutgoingRow):
    """A text message that the gateway has not taken yet; `values` is sealed JSON."""

    __tablename__ = "outgoing_sms"

    template: Mapped[str] = mapped_column(String(30))
    values: Mapped[bytes] = mapped_column(LargeBinary)


class ExpiryReminderRow(Base):
    """A reminder that was sent: once for an order's certificate and a number of days before its end."""

    __tablename__ = "expiry_reminder"

    order_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    days: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sent_at: Mapped[datetime]


class TicketRow(Base):
    """Between the SMS code and the password."""

    __tablename__ = "sign_in_ticket"

    token_lookup: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    next_step: Mapped[str] = mapped_column(String(20))
    expires_at: Mapped[datetime]


class SessionRow(Base):
    """A signed-in device; only the token's keyed hash is kept."""

    __tablename__ = "session"

    token_lookup: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    device_id: Mapped[str] = mapped_column(String(64))
    identity_id: Mapped[str | None] = mapped_column(String(36))
    expires_at: Mapped[datetime]


class FileRow(Base):
    """An uploaded picture or PDF, sealed.

    Attributes:
        unused_since: nothing refers to it since then; None once something does.
    """

    __tablename__ = "file"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    content_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    unused_since: Mapped[datetime | None] = mapped_column(index=True)


class NotificationRow(Base):
    """Something that the person should know."""

    __tablename__ = "notification"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    title: Mapped[str] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(String(500))
    title_en: Mapped[str] = mapped_column(String(100), default="", server_default="")
    text_en: Mapped[str] = mapped_column(String(800), default="", server_default="")
    read: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(index=True)


class ReportRow(Base):
    """A report of unlawful content (M3.2.13); anyone may file one."""

    __tablename__ = "report"

    receipt_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    category: Mapped[str] = mapped_column(String(30))
    text: Mapped[bytes] = mapped_column(LargeBinary)
    contact: Mapped[bytes] = mapped_column(LargeBinary)
    picture_file_ids: Mapped[str] = mapped_column(String(400))
    created_at: Mapped[datetime]
