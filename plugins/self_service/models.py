"""What the authority answers, as far as this plugin reads it; its OpenAPI document is the contract."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

ApplicationState = Literal["reviewing", "approved", "rejected", "issued", "installed"]


class NewVisit(BaseModel):
    """The phone and the code that it got."""

    phone: str
    sms_code: str


class Visit(BaseModel):
    """Half an hour for this phone."""

    access_token: str
    phone_masked: str
    expires_at: datetime


class Unit(BaseModel):
    """Whose code was scanned."""

    name: str
    years: int


class Registration(BaseModel):
    """Where this phone's person is registered."""

    unit: str
    years: int
    name_masked: str


class Registrations(BaseModel):
    """In units that take applications."""

    items: list[Registration]


class NewApplication(BaseModel):
    """证书申请."""

    unit_code: str
    name: str
    id_number: str


class Renewal(BaseModel):
    """证书续期."""

    signing_request: str
    name: str
    id_number: str


class Application(BaseModel):
    """An application and where it stands."""

    id: str
    number: str
    unit: str
    name_masked: str
    years: int
    renewal: bool
    state: ApplicationState
    reject_reason: str
    created_at: datetime
    updated_at: datetime


class Applications(BaseModel):
    """进度查询, newest first."""

    items: list[Application]


class TokenCertificateRequest(BaseModel):
    """A request of a key on a token."""

    signing_request: str
    oaep_hash: Literal["sha1", "sha256"]


class EncryptionKey(BaseModel):
    """For the holder of the signing key."""

    format: Literal["sm2_enveloped_key", "cms_enveloped_data"]
    data: str


class TokenCertificates(BaseModel):
    """Both certificates; no encryption key where the token has it already."""

    certificate_id: str
    signing_certificate: str
    encryption_certificate: str
    chain: list[str]
    encryption_key: EncryptionKey | None


class Installation(BaseModel):
    """The token holds both certificates."""

    certificate_id: str


class TokenPin(BaseModel):
    """The administrator's PIN that the token will have next."""

    pin: str


class Deposited(BaseModel):
    """Kept, or forgotten."""

    done: bool


class UnlockChallenge(BaseModel):
    """To be signed with a key made for this once."""

    id: str
    nonce: str


class UnlockAnswer(BaseModel):
    """The key, its signature, and the PIN that takes the place of the delivered one."""

    public_key: str
    signature: str
    next_pin: str


class DeliveredPins(BaseModel):
    """The administrator's PINs that the token may have, the newest first, encrypted for the key."""

    pins: list[str]
