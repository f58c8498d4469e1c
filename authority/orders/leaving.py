"""What becomes of an organisation's orders and certificates when somebody leaves it, or when it ends."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from authority.accounts.messages import notify
from authority.audit import record
from authority.orders.giving_back import TOLD, give_back
from authority.orders.models import OrderRow
from authority.orders.states import TRANSITIONS, OrderEvent, OrderState
from authority.organisations.states import Role
from authority.pki.issuance import revoke_pair
from core.errors import Text

_ENDS = (OrderEvent.CANCEL, OrderEvent.CLOSE)


def end_orders_of_member(session: Session, organisation_id: str, account_id: str, now: datetime) -> None:
    """A membership ended; what the same person has as legal representative stays."""
    of_a_member = OrderRow.acting_as.in_((Role.ADMINISTRATOR, Role.EMPLOYEE))
    _end(session, (OrderRow.organisation_id == organisation_id, OrderRow.account_id == account_id, of_a_member), now)


def end_orders_of_representative(session: Session, organisation_id: str, account_id: str, now: datetime) -> None:
    """Somebody else is the legal representative now."""
    as_such = OrderRow.acting_as == Role.LEGAL_REPRESENTATIVE
    _end(session, (OrderRow.organisation_id == organisation_id, OrderRow.account_id == account_id, as_such), now)


def end_orders_of_administrator(session: Session, organisation_id: str, account_id: str, now: datetime) -> None:
    """The administration was transferred; what the same person has as legal representative stays."""
    as_such = OrderRow.acting_as == Role.ADMINISTRATOR
    _end(session, (OrderRow.organisation_id == organisation_id, OrderRow.account_id == account_id, as_such), now)


def end_all_orders(session: Session, organisation_id: str, now: datetime) -> None:
    """The organisation itself ended."""
    _end(session, (OrderRow.organisation_id == organisation_id,), now)


def _end(session: Session, which: tuple[ColumnElement[bool], ...], now: datetime) -> None:
    """Open orders end and certificates are revoked, because they say that somebody acts for the organisation."""
    orders = select(OrderRow).where(*which)
    for order in session.scalars(orders.with_for_update()).all():
        if order.pair_id is not None:
            revoke_pair(session, order.pair_id, "affiliation_changed", now)
        before = OrderState(order.state)
        paid = end_order(session, order, now)
        if order.state != before:
            title = Text("订单已取消", "Order cancelled")
            text = Text(
                f"您已不再以该身份代表机构，订单 {order.number} 已取消。",
                f"You no longer act for the organisation in that role; order {order.number} was cancelled. ",
            )
            if paid:
                text = Text(text.zh + TOLD.zh, text.en + TOLD.en)
            notify(session, order.account_id, "order", title, text, now)
        if order.state != before or order.pair_id is not None:
            session.flush()
            details = {"from": before, "to": order.state}
            record(session, now, "system", "order.ended_with_membership", f"order:{order.id}", details)


def end_order(session: Session, order: OrderRow, now: datetime) -> bool:
    """A locked order that is still open is given up, whatever its state; True: what was paid goes back."""
    ends = (TRANSITIONS.get((OrderState(order.state), event)) for event in _ENDS)
    ended = next((state for state in ends if state is not None), None)
    order.approve_due_at, order.updated_at = None, now
    if ended is None:
        return False
    order.state = ended
    return give_back(session, order, now)
