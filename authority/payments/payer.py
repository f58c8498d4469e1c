"""Who made a bank transfer, as the payer says: sealed, because it is a person's or a company's bank account."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from authority.keyring import Keyring
from authority.orders.models import OrderRow, PaymentRow
from authority.payments.states import PaymentState
from authority.problems import NotValid


@dataclass(frozen=True, slots=True)
class Payer:
    """The account that the money comes from.

    Attributes:
        name: 付款银行开户名.
        account: 付款银行账号.
        paid_on: 付款日期.
    """

    name: str
    account: str
    paid_on: date

    def sealed(self, keyring: Keyring) -> bytes:
        """For the database."""
        return keyring.encrypt("payer", json.dumps([self.name, self.account, self.paid_on.isoformat()]).encode())


def checked_payer(name: str, account: str, paid_on: date | None, now: datetime) -> Payer:
    """What the payer said, or `NotValid`."""
    if not name.strip():
        raise NotValid(field="付款银行开户名")
    if not account.strip().isdecimal():
        raise NotValid(field="付款银行账号")
    # the payer's day may have begun already
    if paid_on is None or paid_on > now.date() + timedelta(days=1):
        raise NotValid(field="付款日期")
    return Payer(name.strip(), account.strip(), paid_on)


def opened_payer(keyring: Keyring, sealed: bytes) -> Payer:
    """From the database."""
    name, account, paid_on = json.loads(keyring.decrypt("payer", sealed))
    return Payer(name, account, date.fromisoformat(paid_on))


def forget_payers(session: Session, order: OrderRow) -> None:
    """Whose accounts the order was paid from is wiped, except for money that a clerk looks for or sends back."""
    session.flush()
    settled = PaymentRow.state.not_in([PaymentState.PENDING, PaymentState.REFUNDING])
    session.execute(update(PaymentRow).where(PaymentRow.order_id == order.id, settled).values(payer=None))
