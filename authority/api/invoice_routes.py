"""我的发票 (M3.3.14): what is invoiced, and what is to be invoiced again."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Query
from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.api import schemas
from authority.api.idempotency import CallerNow
from authority.api.order_views import order_view
from authority.orders.invoices import InvoiceRow, make_invoice
from authority.orders.models import OrderRow
from authority.orders.service import own_order
from authority.orders.states import UNPAID_AGAIN
from authority.problems import IllegalTransition

router = APIRouter(tags=["orders"])
_PAGE = 20


@router.get("/invoices")
def list_invoices(
    caller: CallerNow,
    state: Literal["missing", "issued"] = "issued",
    page: int = Query(1, ge=1, le=10_000),
) -> schemas.Invoices:
    """Paid orders with their invoice, newest first, or those whose invoice was not made."""
    with caller.service.store.read() as session:
        kept = OrderRow.state.not_in(UNPAID_AGAIN)
        found = (InvoiceRow.number.is_not(None)) if state == "issued" else (InvoiceRow.number.is_(None))
        rows = session.execute(
            select(OrderRow, InvoiceRow)
            .outerjoin(InvoiceRow, InvoiceRow.order_id == OrderRow.id)
            .where(caller.scope(session).covers(), OrderRow.paid_at.is_not(None), kept, found)
            .order_by(OrderRow.created_at.desc(), OrderRow.id)
            .offset((page - 1) * _PAGE)
            .limit(_PAGE + 1)
        ).all()
        items = [_view(session, order, invoice) for order, invoice in rows[:_PAGE]]
    return schemas.Invoices(items=items, next_page=page + 1 if len(rows) > _PAGE else None)


@router.post("/orders/{order_id}/invoice-request")
def request_invoice(caller: CallerNow, order_id: str) -> schemas.InvoiceView:
    """Make the invoice of a paid order that has none; one that is there is told again."""

    def work(session: Session) -> schemas.InvoiceView:
        order = own_order(session, caller.account_id(session), order_id, lock=True)
        if order.paid_at is None or order.state in UNPAID_AGAIN:
            raise IllegalTransition(state=order.state)
        made = select(InvoiceRow).where(InvoiceRow.order_id == order.id)
        if session.scalars(made).first() is None:
            make_invoice(caller.service, session, order, caller.now)
        return _view(session, order, session.scalars(made).first())

    return caller.change(schemas.InvoiceView, work)


def _view(session: Session, order: OrderRow, invoice: InvoiceRow | None) -> schemas.InvoiceView:
    return schemas.InvoiceView(
        order_id=order.id,
        order_number=order.number,
        title=order_view(session, order).title,
        amount_fen=order.total_fen,
        number=invoice.number if invoice is not None else None,
        issued_at=invoice.created_at if invoice is not None else None,
    )
