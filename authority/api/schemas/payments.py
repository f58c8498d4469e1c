"""Bodies about payments and invoices."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from authority.api.schemas.common import Bilingual, Input


class Invoice(Input):
    """开票信息."""

    kind: Literal["personal", "company"]
    title: Annotated[str, StringConstraints(max_length=100)]
    tax_number: Annotated[str, StringConstraints(max_length=18)] | None = None
    email: Annotated[str, StringConstraints(max_length=120)]


class InvoiceSuggestion(BaseModel):
    """开票信息 as the identity gave it last, or as it is registered."""

    kind: Literal["personal", "company"]
    title: str
    tax_number: str | None = None
    email: str


class NewPayment(Input):
    """A payment."""

    channel: Literal["wechat", "alipay", "bank"]
    payer_name: str = Field("", max_length=100, description="bank: 付款银行开户名")
    payer_account: str = Field("", max_length=40, description="bank: 付款银行账号")
    paid_on: date | None = Field(None, description="bank: 付款日期")


class BankAccount(BaseModel):
    """Where bank transfers go."""

    holder: str
    bank: str
    number: str


class Payment(BaseModel):
    """One try to pay."""

    id: str
    order_id: str
    channel: Literal["wechat", "alipay", "bank"]
    state: Literal["pending", "paid", "failed", "expired", "refunding", "refunded"]
    amount_fen: int
    pay_url: str
    qr_text: str
    expires_at: datetime


class InvoiceView(BaseModel):
    """The invoice of a paid order; number and time are null while there is none."""

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
