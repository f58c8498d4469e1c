"""Bodies about orders and their steps."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from authority.api.schemas.catalogue import PriceItem
from authority.api.schemas.common import Bilingual, Business, Identifier, Input, SmsCode


class NewOrder(Input):
    """An order: a new certificate names platform, CA, years, algorithm; all others the certificate they are about."""

    business: Business
    platform_id: Identifier | None = None
    ca_id: Identifier | None = None
    years: Annotated[int, Field(ge=1, le=5)] | None = None
    key_algorithm: Literal["sm2", "rsa2048", "rsa3072", "ec_p256"] | None = None
    certificate_id: Identifier | None = None
    with_seal: bool = Field(True, description="make a seal for the new certificate; what the old one had ends with it")
    agreement_version: Annotated[str, StringConstraints(max_length=20)]


class OrderOrganisation(BaseModel):
    """The organisation that an order is for, as its applicant confirms it."""

    name: str
    credit_code: str
    legal_name: str


class Attachment(Input):
    """The scan of the stamped form, uploaded as `attachment`."""

    file_id: Identifier


class OrderSteps(BaseModel):
    """What of the flow is done."""

    signed: bool
    attached: bool
    invoice: bool
    authorised: bool
    paid: bool


class Order(BaseModel):
    """An order as its owner sees it."""

    id: str
    number: str
    business: Business
    title: Bilingual
    state: Literal[
        "draft", "pending_payment", "reviewing", "rejected", "approved", "issued", "installed", "finished", "cancelled"
    ]
    tab: Literal["pending_payment", "reviewing", "completed"] | None
    steps: OrderSteps
    organisation: str | None = Field(description="the organisation that it is for; null for the person")
    platform: str
    ca: str
    years: int
    key_algorithm: Literal["sm2", "rsa2048", "rsa3072", "ec_p256"]
    total_fen: int
    items: list[PriceItem]
    created_at: datetime
    updated_at: datetime
    reject_reason: str | None
    refund: Literal["none", "pending", "done"] = Field(description="of what was paid and the order has no use for")
    certificate_id: str | None


class Orders(BaseModel):
    """A page of orders."""

    items: list[Order]
    next_page: int | None
    contact: str = Field(description="of the people who review; empty where none is given")


Stroke = Annotated[list[tuple[float, float, float]], Field(max_length=5000)]


class HandSignature(Input):
    """在线签署: picture and strokes (x, y in pad units 0–1, time in ms)."""

    file_id: Identifier
    strokes: Annotated[list[Stroke], Field(max_length=200)]


class Authorisation(Input):
    """申请人授权."""

    sms_code: SmsCode
