"""Signing in, the account and its end."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from plugins.mobile_cert.models.common import Bilingual


class NewSession(BaseModel):
    """The first step of signing in."""

    phone: str
    sms_code: str
    accepted_privacy_version: str


class Ticket(BaseModel):
    """Leads to the password."""

    ticket: str
    phone_masked: str
    next: Literal["set_password", "check_password"]


class PasswordStep(BaseModel):
    """The second step of signing in."""

    ticket: str
    password: str


class IdentityChoice(BaseModel):
    """Whom to act as."""

    identity_id: str


class Account(BaseModel):
    """The signed-in account."""

    id: str
    phone_masked: str
    real_name_state: Literal["none", "verified"]
    name_masked: str | None
    id_number_masked: str | None


class Identity(BaseModel):
    """Someone that the person can act as."""

    id: str
    kind: Literal["visitor", "natural_person", "administrator", "legal_representative", "employee"]
    name_masked: str
    organisation: str | None


class SessionView(BaseModel):
    """A session."""

    access_token: str
    expires_at: datetime
    account: Account
    identities: list[Identity]
    current_identity_id: str | None


class RealName(BaseModel):
    """Real-name authentication."""

    name: str
    id_number: str
    phone: str
    sms_code: str
    front_file_id: str
    back_file_id: str


class RealNameDone(BaseModel):
    """The person is verified."""

    real_name_state: Literal["verified"]
    identity_id: str


class NewPassword(BaseModel):
    """重置密码."""

    sms_code: str
    password: str


class Reauthentication(BaseModel):
    """The password once more."""

    password: str


class Closing(BaseModel):
    """When the account will be closed, the organisations that are left and those that end, and what hinders it.

    Attributes:
        cooling_off_hours: between the request and the closing.
    """

    due_at: datetime | None
    cooling_off_hours: float
    left: list[str]
    dissolved: list[str]
    hindrance: Bilingual | None


class NewLoginKey(BaseModel):
    """A key of this device that signs in from now on."""

    public_key: str
    proof: str


class LoginKeyId(BaseModel):
    """The registered key."""

    id: str


class NewLoginChallenge(BaseModel):
    """Which key wants to sign in."""

    login_key_id: str


class LoginChallenge(BaseModel):
    """What the key has to sign."""

    id: str
    nonce: str


class ChallengeAnswer(BaseModel):
    """The key's signature."""

    challenge_id: str
    signature: str
