"""Tables of orders, payments, invoices and seals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from authority.database import Base


class OrderRow(Base):
    """One order of one person.

    Attributes:
        organisation_id: for which organisation; None for the person.
        with_seal: seals are made for the new certificate.
        acting_as: the person's role in the organisation when the order was made.
        attachment_file_id: the scan of the stamped form.
    """

    __tablename__ = "certificate_order"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    acting_as: Mapped[str | None] = mapped_column(String(24))
    business: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20), index=True)
    platform_id: Mapped[str] = mapped_column(String(20))
    ca_id: Mapped[str] = mapped_column(String(20))
    years: Mapped[int]
    key_algorithm: Mapped[str] = mapped_column(String(10))
    with_seal: Mapped[bool] = mapped_column(default=True)
    total_fen: Mapped[int]
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    agreement_version: Mapped[str] = mapped_column(String(20))
    signature_file_id: Mapped[str | None] = mapped_column(ForeignKey("file.id"))
    attachment_file_id: Mapped[str | None] = mapped_column(ForeignKey("file.id"))
    signature_strokes: Mapped[bytes | None] = mapped_column(LargeBinary)
    invoice: Mapped[bytes | None] = mapped_column(LargeBinary)
    authorised_at: Mapped[datetime | None]
    paid_at: Mapped[datetime | None]
    approve_due_at: Mapped[datetime | None] = mapped_column(index=True)
    reject_reason: Mapped[str | None] = mapped_column(String(300))
    pair_id: Mapped[str | None] = mapped_column(String(36))
    old_pair_id: Mapped[str | None] = mapped_column(String(36), index=True)
    request_key_hash: Mapped[str | None] = mapped_column(String(64))
    issue_answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(index=True)
    updated_at: Mapped[datetime]


class PaymentRow(Base):
    """One try to pay an order."""

    __tablename__ = "payment"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey("certificate_order.id"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    amount_fen: Mapped[int]
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime]
    code_text: Mapped[str | None] = mapped_column(String(500))
    provider_number: Mapped[str | None] = mapped_column(String(64))
    payer: Mapped[bytes | None] = mapped_column(LargeBinary)
    next_step_at: Mapped[datetime | None] = mapped_column(index=True)


class SealRow(Base):
    """A seal that was made for a certificate; dies with it, or when another takes its place.

    Attributes:
        replaced_at: since when another seal stands for it.
    """

    __tablename__ = "seal"
    __table_args__ = (UniqueConstraint("order_id", "kind"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    order_id: Mapped[str] = mapped_column(ForeignKey("certificate_order.id"))
    pair_id: Mapped[str] = mapped_column(String(36), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    name: Mapped[bytes] = mapped_column(LargeBinary)
    picture: Mapped[bytes] = mapped_column(LargeBinary)
    electronic_seal: Mapped[bytes | None] = mapped_column(LargeBinary)
    width_mm: Mapped[int]
    height_mm: Mapped[int]
    created_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
