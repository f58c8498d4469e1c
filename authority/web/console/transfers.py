"""Bank transfers: a clerk compares the account statement with what payers said, and settles."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import select

from authority.orders.models import OrderRow, PaymentRow
from authority.payments import service as payments
from authority.payments.configuration import bank_account
from authority.payments.payer import opened_payer
from authority.payments.provider import Outcome, Told
from authority.payments.states import BANK, PaymentState
from authority.problems import NotFound
from authority.web.console.desk import Clerk, ClerkActs, Desk
from authority.web.console.words import yuan

router = APIRouter(prefix="/console")
_OUTCOMES = {"received": Outcome.PAID, "missing": Outcome.FAILED}


@router.get("/transfers", response_class=HTMLResponse)
def transfers(clerk: Clerk) -> HTMLResponse:
    """Transfers that wait for their money, and those whose money has to go back, oldest first."""
    open_ones = PaymentRow.state.in_([PaymentState.PENDING, PaymentState.REFUNDING])
    search = (
        select(PaymentRow, OrderRow)
        .join(OrderRow, OrderRow.id == PaymentRow.order_id)
        .where(PaymentRow.channel == BANK, open_ones)
        .order_by(PaymentRow.created_at)
        .limit(200)
    )
    with clerk.service.store.read() as session:
        items = [_item(clerk, payment, order) for payment, order in session.execute(search)]
    return clerk.page("transfers.html", "transfers", items=items, account=bank_account(clerk.service.settings))


@router.post("/transfers/{payment_id}/{outcome}", response_class=RedirectResponse)
def settle(clerk: ClerkActs, payment_id: str, outcome: str) -> RedirectResponse:
    """`received`: the money is on the account; `missing`: it is not; `returned`: it was sent back."""
    with clerk.service.store.write() as session:
        payment = session.get(PaymentRow, payment_id)
        if payment is None or payment.channel != BANK or outcome not in (*_OUTCOMES, "returned"):
            raise NotFound
        if outcome == "returned":
            payments.refunded(session, payment_id, clerk.now, clerk.actor)
        else:
            told = _OUTCOMES[outcome]
            amount = payment.amount_fen if told is Outcome.PAID else 0
            word = Told(payment_id.replace("-", ""), told, amount)
            payments.settle(clerk.service, session, word, clerk.now, clerk.actor)
            clerk.note(session, f"transfer.{outcome}", f"order:{payment.order_id}")
    return RedirectResponse("/console/transfers", status_code=303)


def _item(clerk: Desk, payment: PaymentRow, order: OrderRow) -> dict[str, Any]:
    # of a closed account the payer is forgotten once the money was missing
    payer = opened_payer(clerk.service.keyring, payment.payer) if payment.payer is not None else None
    return {
        "id": payment.id,
        "order_id": order.id,
        "order_number": order.number,
        "amount": yuan(payment.amount_fen),
        "payer": payer,
        "since": payment.created_at.astimezone(),
        "returns": payment.state == PaymentState.REFUNDING,
    }
