"""What can be applied for: platforms, prices, agreements."""

from __future__ import annotations

from pydantic import BaseModel

from plugins.mobile_cert.models.common import Bilingual


class Ca(BaseModel):
    """A certificate authority of a platform."""

    id: str
    name: str


class Platform(BaseModel):
    """A trading platform."""

    id: str
    name: str
    region: str
    cas: list[Ca]


class Platforms(BaseModel):
    """A page of platforms."""

    items: list[Platform]
    next_page: int | None


class PriceItem(BaseModel):
    """A line of the fee breakdown."""

    label: Bilingual
    amount_fen: int


class QuoteOption(BaseModel):
    """The price of one validity."""

    years: int
    total_fen: int
    items: list[PriceItem]


class Quotes(BaseModel):
    """All validities."""

    options: list[QuoteOption]
    default_years: int


class Agreement(BaseModel):
    """An agreement in force."""

    id: str
    title: Bilingual
    version: str
    text: Bilingual
