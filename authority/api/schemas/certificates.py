"""Bodies about certificates and the seals that are bound to them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from authority.api.schemas.common import Base64, Business, Identifier, Input


class CertificateRequest(Input):
    """A PKCS#10 request, base64 DER."""

    signing_request: Base64


class EncryptionKey(BaseModel):
    """The encryption key for the holder of the signing key."""

    format: Literal["sm2_enveloped_key", "cms_enveloped_data"]
    data: str


class IssuedCertificates(BaseModel):
    """Both certificates of a pair, base64 DER."""

    certificate_id: str
    signing_certificate: str
    encryption_certificate: str
    chain: list[str]
    encryption_key: EncryptionKey


class Installation(Input):
    """The device confirms."""

    certificate_id: Identifier


class CertificateView(BaseModel):
    """A certificate of the person."""

    id: str
    order_id: str
    subject_name_masked: str
    organisation: str | None = Field(description="the organisation that it is of; null for the person's own")
    serial_hex: str
    ca: str
    algorithm: str
    not_before: datetime
    not_after: datetime
    state: Literal["hold", "active", "revoked", "expired"]
    outdated: bool = Field(description="it is good, but its holder's data changed since it was issued")
    allowed: list[Business]
    signing_certificate: str
    encryption_certificate: str
    chain: list[str]


class Certificates(BaseModel):
    """All certificates of the person."""

    items: list[CertificateView]


class Seal(BaseModel):
    """A seal of the person."""

    id: str
    name: str
    kind: Literal["personal_signature", "organisation", "legal_seal", "legal_signature"]
    maker: str = Field(description="印章机构")
    picture_png: str
    electronic_seal: str | None = Field(description="DER SESeal of GB/T 38540 as base64; none for seals made before it")
    width_mm: int
    height_mm: int
    certificate_id: str
    certificate_fingerprint: str
    valid_from: datetime
    valid_to: datetime
    state: Literal["active", "revoked", "expired"]
    outdated: bool = Field(description="as its certificate")


class Seals(BaseModel):
    """All seals of the person."""

    items: list[Seal]
