"""What the authority answers about organisations, as far as this plugin reads it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

MembershipState = Literal[
    "requested", "invited", "active", "rejected", "withdrawn", "declined", "revoked", "left", "removed"
]
MemberRole = Literal["administrator", "employee"]


class FoundOrganisation(BaseModel):
    """A registered organisation; its administrator is masked, None when there is none."""

    id: str
    name: str
    credit_code: str
    administrator_name_masked: str | None
    administrator_phone_masked: str | None


class FoundOrganisations(BaseModel):
    """At most one."""

    items: list[FoundOrganisation]


class NewOrganisation(BaseModel):
    """创建机构; no end of validity is 长期."""

    name: str
    credit_code: str
    legal_name: str
    legal_id_number: str
    legal_phone: str
    sms_code: str
    licence_valid_to: date | None
    licence_file_id: str


class NewRepresentative(BaseModel):
    """Who the legal representative is from now on."""

    name: str
    id_number: str
    phone: str
    sms_code: str


class OrganisationChange(BaseModel):
    """机构信息变更; the legal representative stays where none is given."""

    name: str
    licence_valid_to: date | None
    licence_file_id: str
    representative: NewRepresentative | None


class JoinRequest(BaseModel):
    """The administrator, named in full."""

    administrator_name: str
    administrator_phone: str


class Invitation(BaseModel):
    """Whom to invite."""

    name: str
    phone: str


class ManagerDecision(BaseModel):
    """What a manager does with a membership."""

    decision: Literal["approve", "reject", "remove", "revoke"]
    reason: str = ""


class PersonDecision(BaseModel):
    """What a person does with the own membership."""

    decision: Literal["withdraw", "accept", "decline", "leave"]


class OwnMembership(BaseModel):
    """An association of the person, past or present; an active one's id is the identity's id."""

    id: str
    organisation: str
    credit_code: str
    role: MemberRole
    state: MembershipState
    reason: str
    created_at: datetime
    updated_at: datetime


class OwnMemberships(BaseModel):
    """历史关联."""

    items: list[OwnMembership]


class Member(BaseModel):
    """A person in the organisation, or on the way in or out."""

    id: str
    name: str
    phone_masked: str
    role: MemberRole
    state: MembershipState
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


class NewTransfer(BaseModel):
    """管理员转让 to an employee."""

    membership_id: str


class SignedDeed(BaseModel):
    """The uploaded deed, signed."""

    file_id: str


class Transfer(BaseModel):
    """A transfer of the administration."""

    id: str
    successor: str
    expires_at: datetime
    completed_at: datetime | None
