"""Tables of organisations. What is personal is sealed; look-up values are keyed hashes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from authority.database import Base

DISSOLVED = "closed-"
"""Begins what stands for the credit code of an organisation that ended: the code may be registered again."""


class OrganisationRow(Base):
    """An organisation whose licence was read.

    Attributes:
        licence_valid_to: None for 长期.
    """

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    credit_code: Mapped[str] = mapped_column(String(18), unique=True)
    licence_file_id: Mapped[str] = mapped_column(ForeignKey("file.id"))
    licence_valid_to: Mapped[date | None]
    legal_name: Mapped[bytes] = mapped_column(LargeBinary)
    legal_id_number: Mapped[bytes] = mapped_column(LargeBinary)
    legal_id_lookup: Mapped[str] = mapped_column(String(64), index=True)
    legal_phone: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]

    @property
    def dissolved(self) -> bool:
        """Only the name is left, for the history of those who were in it."""
        return self.credit_code.startswith(DISSOLVED)


class MembershipRow(Base):
    """A person in an organisation, or on the way in or out; rows are never deleted, they are the history.

    An invitation knows its person by name and phone only; accepting it binds it to the account.
    """

    __tablename__ = "membership"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    invited_name: Mapped[bytes | None] = mapped_column(LargeBinary)
    invited_phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    invited_phone_lookup: Mapped[str | None] = mapped_column(String(64), index=True)
    role: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class JoinTriesRow(Base):
    """How often an account named an organisation's administrator wrongly."""

    __tablename__ = "join_tries"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class TransferRow(Base):
    """A transfer of the administration (M3.3.10.3) that was begun: the deed as it was given to be signed.

    Attributes:
        facts: what the deed says, sealed; the signed one counts only as long as it is true.
        deed: the PDF before any signature, sealed.
        signed_file_id: the deed as it was signed.
    """

    __tablename__ = "administration_transfer"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    from_membership_id: Mapped[str] = mapped_column(ForeignKey("membership.id"))
    to_membership_id: Mapped[str] = mapped_column(ForeignKey("membership.id"))
    facts: Mapped[bytes] = mapped_column(LargeBinary)
    deed: Mapped[bytes] = mapped_column(LargeBinary)
    signed_file_id: Mapped[str | None] = mapped_column(ForeignKey("file.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
