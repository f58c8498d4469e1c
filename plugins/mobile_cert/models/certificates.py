"""Certificates and the seals that are bound to them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from plugins.mobile_cert.models.common import Business


class CertificateRequest(BaseModel):
    """A PKCS#10 request."""

    signing_request: str


class EncryptionKey(BaseModel):
    """The encryption key for the holder of the signing key."""

    format: Literal["sm2_enveloped_key", "cms_enveloped_data"]
    data: str


class IssuedCertificates(BaseModel):
    """Both certificates of a pair."""

    certificate_id: str
    signing_certificate: str
    encryption_certificate: str
    chain: list[str]
    encryption_key: EncryptionKey


class Installation(BaseModel):
    """The device confirms."""

    certificate_id: str


class CertificateView(BaseModel):
    """A certificate of the person."""

    id: str
    order_id: str
    subject_name_masked: str
    organisation: str | None
    serial_hex: str
    ca: str
    algorithm: str
    not_before: datetime
    not_after: datetime
    state: Literal["hold", "active", "revoked", "expired"]
    outdated: bool
    allowed: list[Business]
    signing_certificate: str
    encryption_certificate: str


class Certificates(BaseModel):
    """All certificates of the person."""

    items: list[CertificateView]


class SealView(BaseModel):
    """A seal of the person."""

    id: str
    name: str
    kind: Literal["personal_signature", "organisation", "legal_seal", "legal_signature"]
    maker: str
    picture_png: str
    electronic_seal: str | None
    width_mm: int
    height_mm: int
    certificate_id: str
    certificate_fingerprint: str
    valid_from: datetime
    valid_to: datetime
    state: Literal["active", "revoked", "expired"]
    outdated: bool


class SealsView(BaseModel):
    """All seals of the person."""

    items: list[SealView]
