"""Tables of the certificate authority."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from authority.database import Base


class CertificateStatus(StrEnum):
    """What OCSP and CRL say of a certificate."""

    HOLD = "hold"
    GOOD = "good"
    REVOKED = "revoked"


class SigningIdentityRow(Base):
    """A key of the authority itself: root, issuing CA, OCSP responder, TSA. The private key is encrypted."""

    __tablename__ = "pki_signing_identity"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    certificate: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_key: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column()


class CertificateRow(Base):
    """An issued end-entity certificate."""

    __tablename__ = "pki_certificate"
    __table_args__ = (UniqueConstraint("issuer_id", "serial_hex"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    pair_id: Mapped[str] = mapped_column(String(36), index=True)
    issuer_id: Mapped[str] = mapped_column(String(32), ForeignKey("pki_signing_identity.id"))
    serial_hex: Mapped[str] = mapped_column(String(40))
    usage: Mapped[str] = mapped_column(String(8))
    der: Mapped[bytes] = mapped_column(LargeBinary)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    not_before: Mapped[datetime] = mapped_column()
    not_after: Mapped[datetime] = mapped_column()
    status: Mapped[str] = mapped_column(String(8))
    status_since: Mapped[datetime] = mapped_column()
    reason: Mapped[str | None] = mapped_column(String(32))


class EscrowedKeyRow(Base):
    """A private encryption key kept by the KMC, encrypted; never a signing key."""

    __tablename__ = "pki_escrowed_key"

    certificate_id: Mapped[str] = mapped_column(String(36), ForeignKey("pki_certificate.id"), primary_key=True)
    sealed_key: Mapped[bytes] = mapped_column(LargeBinary)


class RevocationListRow(Base):
    """A published CRL; the newest number of an issuer is current."""

    __tablename__ = "pki_revocation_list"

    issuer_id: Mapped[str] = mapped_column(String(32), ForeignKey("pki_signing_identity.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    der: Mapped[bytes] = mapped_column(LargeBinary)
    this_update: Mapped[datetime] = mapped_column()
    next_update: Mapped[datetime] = mapped_column()
