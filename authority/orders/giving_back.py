"""What was paid for an order that comes to nothing goes back, and its invoice is void."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.audit import record
from authority.orders.invoices import void_invoice
from authority.orders.models import OrderRow, PaymentRow
from authority.payments.states import BANK, PaymentState
from core.errors import Text

TOLD = Text(
    "已付款项将退回原支付账户，已开具的发票作废。",
    "What was paid goes back to the account it came from, and the invoice is void.",
)


def give_back(session: Session, order: OrderRow, now: datetime) -> bool:
    """The payments of a locked order go back, by their provider or by a clerk (bank transfers); False: none was made.

    Money that arrives later is given back when it arrives, since the order has no use for it any more.
    """
    paid = PaymentRow.order_id == order.id, PaymentRow.state == PaymentState.PAID
    found = session.scalars(select(PaymentRow).where(*paid).with_for_update()).all()
    for payment in found:
        payment.state = PaymentState.REFUNDING
        payment.next_step_at = None if payment.channel == BANK else now
        session.flush()
        details = {"state": str(order.state), "payment": payment.id}
        record(session, now, "system", "payment.refunding", f"order:{order.id}", details)
    void_invoice(session, order, now)
    return bool(found)
