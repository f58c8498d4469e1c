"""Bodies about signing in, the account, its personal data and its end."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints

from authority.api.schemas.common import Bilingual, Identifier, Input, Phone, SmsCode


class Captcha(BaseModel):
    """A picture code."""

    id: str
    image_png: str
    expires_in: int


class NewSmsCode(Input):
    """A wish for an SMS code."""

    captcha_id: Identifier
    captcha_text: Annotated[str, StringConstraints(max_length=8)]
    phone: Phone
    purpose: Literal[
        "login",
        "real_name",
        "organisation",
        "authorise_order",
        "reset_password",
        "change_personal",
        "change_organisation",
        "self_service",
    ]


class SmsCodeSent(BaseModel):
    """An SMS code is on its way."""

    phone_masked: str
    expires_in: int
    resend_after: int


class NewSession(Input):
    """The first step of signing in."""

    phone: Phone
    sms_code: SmsCode
    accepted_privacy_version: Annotated[str, StringConstraints(min_length=1, max_length=20)]


class Ticket(BaseModel):
    """Leads to the password."""

    ticket: str
    phone_masked: str
    next: Literal["set_password", "check_password"]


class PasswordStep(Input):
    """The second step of signing in."""

    ticket: Annotated[str, StringConstraints(max_length=64)]
    password: Annotated[str, StringConstraints(max_length=64)]


class NewPassword(Input):
    """重置密码 of a person who is signed in."""

    sms_code: SmsCode
    password: Annotated[str, StringConstraints(max_length=64)]


class IdentityChoice(Input):
    """Whom to act as."""

    identity_id: Identifier


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
    """A session; `access_token` is empty except in the answer that made it."""

    access_token: str
    expires_at: datetime
    account: Account
    identities: list[Identity]
    current_identity_id: str | None


class RealName(Input):
    """Real-name authentication."""

    name: Annotated[str, StringConstraints(max_length=30)]
    id_number: Annotated[str, StringConstraints(max_length=18)]
    phone: Phone
    sms_code: SmsCode
    front_file_id: Identifier
    back_file_id: Identifier


class RealNameDone(BaseModel):
    """The person is verified."""

    real_name_state: Literal["verified"]
    identity_id: str


class Reauthentication(Input):
    """The password once more."""

    password: Annotated[str, StringConstraints(max_length=64)]


class Closing(BaseModel):
    """When the account will be closed, null while nobody asked for it; what that means for organisations.

    `cooling_off_hours` lie between the request and the closing. `left` are organisations that lose an employee,
    `dissolved` those whose last person goes; `hindrance` is why the account cannot be closed now.
    """

    due_at: datetime | None
    cooling_off_hours: float
    left: list[str]
    dissolved: list[str]
    hindrance: Bilingual | None


class PersonalDataItem(BaseModel):
    """One piece of personal data."""

    category: str
    name: str
    value: str
    held_since: datetime | None


class PersonalData(BaseModel):
    """Everything held about the person."""

    items: list[PersonalDataItem]
