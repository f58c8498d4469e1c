"""What every payment provider does, and what goes to and comes from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """A provider's word on a charge."""

    OPEN = "open"
    PAID = "paid"
    FAILED = "failed"
    """Closed or refused; no money will come."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What is to be paid.

    Attributes:
        id: the payment, 36 characters; providers get it without the hyphens, since WeChat Pay allows 32.
        subject: what the payer sees.
    """

    id: str
    amount_fen: int
    subject: str
    expires_at: datetime

    @property
    def number(self) -> str:
        """The merchant's order number at the provider."""
        return self.id.replace("-", "")


@dataclass(frozen=True, slots=True)
class Told:
    """A provider's word.

    Attributes:
        number: the merchant's order number (`Charge.number`).
        amount_fen: what was paid; 0 unless paid.
        transaction: the provider's own number of the payment.
    """

    number: str
    outcome: Outcome
    amount_fen: int = 0
    transaction: str = ""


class Provider(Protocol):
    """One way to pay. Every call may be repeated: the charge's number names it once and for all."""

    def open(self, charge: Charge) -> str:
        """Announce a charge; the text of the QR code that the payer scans."""

    def ask(self, charge: Charge) -> Told:
        """How the charge stands, for when a notification is lost."""

    def refund(self, charge: Charge, reason: str) -> None:
        """Give the whole amount back."""

    def read_notification(self, headers: Mapping[str, str], body: bytes) -> Told:
        """The provider's message to us, its signature checked; raises `BadNotification`."""
