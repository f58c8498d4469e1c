"""Orders and their steps."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from plugins.mobile_cert.models.catalogue import PriceItem
from plugins.mobile_cert.models.common import Bilingual, Business, KeyAlgorithmName

OrderState = Literal[
    "draft", "pending_payment", "reviewing", "rejected", "approved", "issued", "installed", "finished", "cancelled"
]


class NewOrder(BaseModel):
    """An order."""

    business: Business
    platform_id: str | None = None
    ca_id: str | None = None
    years: int | None = None
    key_algorithm: KeyAlgorithmName | None = None
    certificate_id: str | None = None
    with_seal: bool = True
    agreement_version: str


class OrderSteps(BaseModel):
    """What of the flow is done."""

    signed: bool
    attached: bool
    invoice: bool
    authorised: bool
    paid: bool


class Order(BaseModel):
    """An order."""

    id: str
    number: str
    business: Business
    title: Bilingual
    state: OrderState
    steps: OrderSteps
    organisation: str | None
    platform: str
    ca: str
    years: int
    key_algorithm: KeyAlgorithmName
    total_fen: int
    items: list[PriceItem]
    created_at: datetime
    updated_at: datetime
    reject_reason: str | None
    refund: Literal["none", "pending", "done"]
    certificate_id: str | None


class Orders(BaseModel):
    """A page of orders."""

    items: list[Order]
    next_page: int | None
    contact: str


class Attachment(BaseModel):
    """The scan of the stamped form."""

    file_id: str


class OrderOrganisation(BaseModel):
    """The organisation that an order is for."""

    name: str
    credit_code: str
    legal_name: str


class MailTo(BaseModel):
    """Where a document goes."""

    email: str


class HandSignature(BaseModel):
    """在线签署."""

    file_id: str
    strokes: list[list[tuple[float, float, float]]]


class Authorisation(BaseModel):
    """申请人授权."""

    sms_code: str
