"""Payments and invoices."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from plugins.mobile_cert.models.common import Bilingual

Channel = Literal["wechat", "alipay", "bank"]


class InvoiceSuggestion(BaseModel):
    """开票信息 as it was given last, or as it is registered."""

    kind: Literal["personal", "company"]
    title: str
    tax_number: str | None
    email: str


class Invoice(BaseModel):
    """开票信息."""

    kind: Literal["personal", "company"]
    title: str
    tax_number: str | None
    email: str


class NewPayment(BaseModel):
    """A payment; a bank transfer says from whose account it comes."""

    channel: Channel
    payer_name: str = ""
    payer_account: str = ""
    paid_on: date | None = None


class BankAccount(BaseModel):
    """Where bank transfers go."""

    holder: str
    bank: str
    number: str


class Payment(BaseModel):
    """One try to pay."""

    id: str
    state: Literal["pending", "paid", "failed", "expired", "refunding", "refunded"]
    amount_fen: int
    pay_url: str
    qr_text: str


class InvoiceView(BaseModel):
    """The invoice of a paid order; without a number it is missing."""

    order_id: str
    order_number: str
    title: Bilingual
    amount_fen: int
    number: str | None
    issued_at: datetime | None


class Invoices(BaseModel):
    """A page of invoices."""

    items: list[InvoiceView]
    next_page: int | None
