"""The sandbox's provider: its cashier is a page of the authority, its ledger the authority's own database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from authority.payments.problems import BadNotification
from authority.payments.provider import Charge, Outcome, Told


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A `Provider` whose payers press a button on the cashier's page."""

    public_url: str

    def open(self, charge: Charge) -> str:
        """The cashier's page."""
        return f"{self.public_url}/cashier/{charge.id}"

    def ask(self, charge: Charge) -> Told:
        """The cashier tells by itself, in the transaction of its button."""
        return Told(charge.number, Outcome.OPEN)

    def refund(self, charge: Charge, reason: str) -> None:
        """Nothing was taken, so nothing goes back."""

    def read_notification(self, headers: Mapping[str, str], body: bytes) -> Told:
        """The cashier sends none."""
        raise BadNotification
