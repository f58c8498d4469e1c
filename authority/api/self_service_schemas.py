"""Bodies of requests and answers of the self-service."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints

from authority.api.schemas.certificates import EncryptionKey
from authority.api.schemas.common import Base64, Input, Phone, SmsCode

Line = Annotated[str, StringConstraints(min_length=1, max_length=120)]


class NewVisit(Input):
    """The SMS code's purpose is `self_service`."""

    phone: Phone
    sms_code: SmsCode


class Visit(BaseModel):
    """The token authorises everything under `/self-service`, as a bearer token, until the visit ends."""

    access_token: str
    phone_masked: str
    expires_at: datetime


class Unit(BaseModel):
    """A unit, as its code names it."""

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


class NewApplication(Input):
    """证书申请; the unit's code is empty for who is registered."""

    unit_code: Annotated[str, StringConstraints(max_length=40)] = ""
    name: Line
    id_number: Annotated[str, StringConstraints(max_length=18)]


class Renewal(Input):
    """证书续期: a PKCS#10 request signed by the key that is renewed, base64 DER, and whose certificate it is."""

    signing_request: Base64
    name: Line
    id_number: Annotated[str, StringConstraints(max_length=18)]


class Application(BaseModel):
    """An application and where it stands."""

    id: str
    number: str
    unit: str
    name_masked: str
    years: int
    renewal: bool
    state: Literal["reviewing", "approved", "rejected", "issued", "installed"]
    reject_reason: str
    created_at: datetime
    updated_at: datetime


class Applications(BaseModel):
    """进度查询, newest first."""

    items: list[Application]


class TokenPin(Input):
    """The administrator's PIN that the client will set on the token next."""

    pin: Annotated[str, StringConstraints(min_length=6, max_length=32)]


class Deposited(BaseModel):
    """Kept, or forgotten but for the last."""

    done: bool


class UnlockChallenge(BaseModel):
    """To be signed with an SM2 key made for this once; base64."""

    id: str
    nonce: str


class UnlockAnswer(Input):
    """SM2 key (SubjectPublicKeyInfo) and signature, base64; and the PIN that takes the place of the delivered one."""

    public_key: Base64
    signature: Base64
    next_pin: Annotated[str, StringConstraints(min_length=6, max_length=32)]


class DeliveredPins(BaseModel):
    """The administrator's PINs that the token may have, the newest first: SM2Cipher for the key, base64."""

    pins: list[str]


class TokenCertificateRequest(Input):
    """A PKCS#10 request, base64 DER, of a key on a token; RSA keys say which OAEP the token opens."""

    signing_request: Base64
    oaep_hash: Literal["sha1", "sha256"] = "sha256"


class TokenCertificates(BaseModel):
    """Both certificates, base64 DER; the encryption key is null where the token has it already."""

    certificate_id: str
    signing_certificate: str
    encryption_certificate: str
    chain: list[str]
    encryption_key: EncryptionKey | None
