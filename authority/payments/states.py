"""Where a payment stands."""

from __future__ import annotations

from enum import StrEnum

BANK = "bank"
"""The channel whose money a clerk looks for and sends back."""


class PaymentState(StrEnum):
    """Where a payment stands. Money that an order has no use for goes back."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    REFUNDING = "refunding"
    REFUNDED = "refunded"
