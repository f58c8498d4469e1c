"""Bodies of requests and answers about organisations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints

from authority.api.schemas.common import Identifier, Input, Phone, SmsCode

Line = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Reason = Annotated[str, StringConstraints(max_length=200)]
CreditCode = Annotated[str, StringConstraints(min_length=18, max_length=18)]
State = Literal["requested", "invited", "active", "rejected", "withdrawn", "declined", "revoked", "left", "removed"]


class FoundOrganisation(BaseModel):
    """What somebody sees who wants to join; the administrator is masked, None when there is none."""

    id: str
    name: str
    credit_code: str
    administrator_name_masked: str | None
    administrator_phone_masked: str | None


class FoundOrganisations(BaseModel):
    """At most one."""

    items: list[FoundOrganisation]


class NewOrganisation(Input):
    """创建机构; `licence_valid_to` is null for 长期, the SMS code went to the legal representative's phone."""

    name: Line
    credit_code: CreditCode
    legal_name: Line
    legal_id_number: Annotated[str, StringConstraints(max_length=18)]
    legal_phone: Phone
    sms_code: SmsCode
    licence_valid_to: date | None
    licence_file_id: Identifier


class NewRepresentative(Input):
    """Who the legal representative is from now on; the SMS code went to that person's phone."""

    name: Line
    id_number: Annotated[str, StringConstraints(max_length=18)]
    phone: Phone
    sms_code: SmsCode


class OrganisationChange(Input):
    """机构信息变更 by the new licence; the legal representative stays where none is given."""

    name: Line
    licence_valid_to: date | None
    licence_file_id: Identifier
    representative: NewRepresentative | None = None


class JoinRequest(Input):
    """验证管理员信息."""

    administrator_name: Line
    administrator_phone: Phone


class Invitation(Input):
    """邀请."""

    name: Line
    phone: Phone


class ManagerDecision(Input):
    """What a manager does with a membership."""

    decision: Literal["approve", "reject", "remove", "revoke"]
    reason: Reason = ""


class PersonDecision(Input):
    """What a person does with the own membership."""

    decision: Literal["withdraw", "accept", "decline", "leave"]


class OwnMembership(BaseModel):
    """An entry of 历史关联; an active one's id is the identity's id, an ended organisation has no credit code."""

    id: str
    organisation: str
    credit_code: str
    role: Literal["administrator", "employee"]
    state: State
    reason: str
    created_at: datetime
    updated_at: datetime


class OwnMemberships(BaseModel):
    """历史关联."""

    items: list[OwnMembership]


class Member(BaseModel):
    """A person in the organisation, or on the way in or out, as a manager sees it."""

    id: str
    name: str
    phone_masked: str
    role: Literal["administrator", "employee"]
    state: State
    reason: str
    created_at: datetime
    updated_at: datetime


class Members(BaseModel):
    """Members, requests and invitations."""

    items: list[Member]


class Organisation(BaseModel):
    """我的机构."""

    id: str
    name: str
    credit_code: str
    legal_name: str
    legal_id_number_masked: str
    legal_phone_masked: str
    licence_valid_to: date | None
    acting_as: Literal["administrator", "legal_representative"]


class NewTransfer(Input):
    """管理员转让 to an employee."""

    membership_id: Identifier


class SignedDeed(Input):
    """The uploaded deed, signed."""

    file_id: Identifier


class Transfer(BaseModel):
    """A transfer of the administration; completed when the signed deed was taken."""

    id: str
    successor: str
    expires_at: datetime
    completed_at: datetime | None
