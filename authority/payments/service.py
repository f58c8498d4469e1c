"""What happens to payments; every change is one transaction with its audit record."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.messages import notify
from authority.accounts.models import AccountRow
from authority.adjustment import settings_in_force
from authority.audit import record
from authority.orders.businesses import business_of
from authority.orders.models import OrderRow, PaymentRow
from authority.orders.service import order_paid, own_order
from authority.orders.states import OrderState
from authority.payments.configuration import bank_account, providers
from authority.payments.payer import Payer, forget_payers
from authority.payments.provider import Charge, Outcome, Provider, Told
from authority.payments.states import BANK, PaymentState
from authority.problems import IllegalTransition, NoPaymentProvider, NotFound, NotValid, Refusal
from authority.service import Service, new_id
from core.errors import Text

_log = structlog.get_logger("authority.payments")
_BANK_DAYS = timedelta(days=7)
_ASK_AGAIN = timedelta(seconds=15)
_REFUND_AGAIN = timedelta(minutes=1)


_SETTLED = (PaymentState.PAID, PaymentState.REFUNDING, PaymentState.REFUNDED)


def start_payment(
    service: Service,
    session: Session,
    account_id: str,
    order_id: str,
    channel: str,
    now: datetime,
    payer: Payer | None = None,
) -> PaymentRow:
    """A payment; a pending one of the same channel is given again. `payer`: of a bank transfer.

    Raises:
        NoPaymentProvider: this authority does not take payments over the channel.
    """
    order = own_order(session, account_id, order_id, lock=True)
    taken = bank_account(service.settings) if channel == BANK else providers(service.settings).get(channel)
    if taken is None:
        raise NoPaymentProvider
    if order.state != OrderState.PENDING_PAYMENT:
        raise IllegalTransition(state=order.state)
    if channel != BANK and business_of(order.business).by_transfer:
        raise NotValid(field="支付方式")
    sealed = payer.sealed(service.keyring) if channel == BANK and payer is not None else None
    pending = session.scalars(
        select(PaymentRow).where(
            PaymentRow.order_id == order_id,
            PaymentRow.channel == channel,
            PaymentRow.state == PaymentState.PENDING,
            PaymentRow.expires_at > now,
        )
    ).first()
    if pending is not None:
        pending.payer = sealed
        return pending
    minutes = settings_in_force(service, session).payment_minutes
    payment = PaymentRow(
        id=new_id(),
        order_id=order_id,
        channel=channel,
        state=PaymentState.PENDING,
        amount_fen=order.total_fen,
        expires_at=now + (_BANK_DAYS if channel == BANK else timedelta(minutes=minutes)),
        next_step_at=None if channel == BANK else now + _ASK_AGAIN,
        payer=sealed,
        created_at=now,
    )
    session.add(payment)
    session.flush()
    _audit(session, now, order, "payment.started", payment, f"account:{account_id}", {"channel": channel})
    return payment


def open_at_provider(service: Service, payment_id: str) -> PaymentRow:
    """Announce a payment to its provider, outside of any transaction; said twice it is one charge there."""
    with service.store.read() as session:
        payment = session.get_one(PaymentRow, payment_id)
        charge = charge_of(session, payment)
    if payment.channel == BANK or payment.code_text:
        return payment
    text = providers(service.settings)[payment.channel].open(charge)
    with service.store.write() as session:
        payment = session.get_one(PaymentRow, payment_id)
        payment.code_text = text[:500]
    return payment


def settle(service: Service, session: Session, told: Told, now: datetime, actor: str = "provider") -> PaymentRow:
    """A word on a payment. Said twice it counts once; money that the order has no use for goes back.

    Raises:
        NotFound: no such payment.
        NotValid: another amount than was asked for; the money is left to people.
    """
    found = session.get(PaymentRow, _payment_id(told.number))
    if found is None:
        raise NotFound
    order = session.get_one(OrderRow, found.order_id, with_for_update=True)
    payment = session.get_one(PaymentRow, found.id, with_for_update=True, populate_existing=True)
    if told.outcome is Outcome.OPEN or payment.state in _SETTLED:
        return payment
    if told.outcome is Outcome.FAILED:
        if payment.state == PaymentState.PENDING:
            payment.state, payment.next_step_at = PaymentState.FAILED, None
            _audit(session, now, order, "payment.failed", payment, actor)
            if _is_of_nobody(session, order):
                forget_payers(session, order)
        return payment
    if told.amount_fen != payment.amount_fen:
        raise NotValid(field="amount")
    payment.provider_number = told.transaction[:64] or None
    if order.state == OrderState.PENDING_PAYMENT:
        payment.state, payment.next_step_at = PaymentState.PAID, None
        order_paid(service, session, order, payment.id, now)
        return payment
    # a clerk sends a bank transfer back
    payment.state, payment.next_step_at = PaymentState.REFUNDING, None if payment.channel == BANK else now
    _audit(session, now, order, "payment.surplus", payment, actor)
    return payment


def expire(session: Session, payment_id: str, now: datetime) -> PaymentRow:
    """A pending payment whose time is over stays unpaid."""
    found = session.get(PaymentRow, payment_id)
    if found is None:
        raise NotFound
    order = session.get_one(OrderRow, found.order_id, with_for_update=True)
    payment = session.get_one(PaymentRow, payment_id, with_for_update=True, populate_existing=True)
    if payment.state == PaymentState.PENDING and payment.expires_at <= now:
        payment.state, payment.next_step_at = PaymentState.EXPIRED, None
        _audit(session, now, order, "payment.expired", payment, "system")
    return payment


def payment_of(session: Session, account_id: str, payment_id: str, now: datetime) -> tuple[PaymentRow, str]:
    """A payment of the account's own order, and its state at this moment."""
    payment = session.get(PaymentRow, payment_id)
    if payment is None:
        raise NotFound
    own_order(session, account_id, payment.order_id)
    outdated = payment.state == PaymentState.PENDING and payment.expires_at <= now
    return payment, PaymentState.EXPIRED if outdated else payment.state


def take_next_steps(service: Service) -> None:
    """Ask about pending payments, whose notifications may be lost, and give surplus money back.

    Several processes may do it at once: providers count a number once, and each change looks at the state again.
    """
    now = service.clock()
    due = select(PaymentRow).where(PaymentRow.next_step_at <= now).order_by(PaymentRow.next_step_at).limit(20)
    with service.store.read() as session:
        steps = [(payment, charge_of(session, payment)) for payment in session.scalars(due)]
    for payment, charge in steps:
        provider = providers(service.settings).get(payment.channel)
        try:
            if payment.state == PaymentState.REFUNDING:
                _refund(service, provider, charge, now)
            else:
                _ask(service, provider, charge, now)
        except Refusal as error:
            _log.warning("payment step failed", payment=payment.id, code=error.code)
            with service.store.write() as session:
                session.get_one(PaymentRow, payment.id).next_step_at = now + _REFUND_AGAIN


def charge_of(session: Session, payment: PaymentRow) -> Charge:
    """What providers are told."""
    order = session.get_one(OrderRow, payment.order_id)
    return Charge(payment.id, payment.amount_fen, f"数字证书订单 {order.number}", payment.expires_at)


def _ask(service: Service, provider: Provider | None, charge: Charge, now: datetime) -> None:
    told = provider.ask(charge) if provider else Told(charge.number, Outcome.OPEN)
    with service.store.write() as session:
        payment = settle(service, session, told, now)
        if payment.state == PaymentState.PENDING:
            payment = expire(session, payment.id, now)
        if payment.state == PaymentState.PENDING:
            payment.next_step_at = now + _ASK_AGAIN


def _refund(service: Service, provider: Provider | None, charge: Charge, now: datetime) -> None:
    if provider is None:
        raise NoPaymentProvider
    provider.refund(charge, "订单无需此笔付款")
    with service.store.write() as session:
        refunded(session, charge.id, now, "system")


def refunded(session: Session, payment_id: str, now: datetime, actor: str) -> None:
    """The money went back; the person is told once."""
    payment = session.get(PaymentRow, payment_id, with_for_update=True, populate_existing=True)
    if payment is None:
        raise NotFound
    if payment.state != PaymentState.REFUNDING:
        return
    payment.state, payment.next_step_at = PaymentState.REFUNDED, None
    order = session.get_one(OrderRow, payment.order_id)
    _audit(session, now, order, "payment.refunded", payment, actor)
    if _is_of_nobody(session, order):
        forget_payers(session, order)
        return
    text = Text(
        f"订单 {order.number} 的一笔付款 {payment.amount_fen / 100:.2f} 元已退回原支付账户。",
        f"A payment of {payment.amount_fen / 100:.2f} yuan for order {order.number} went back to where it came from.",
    )
    notify(session, order.account_id, "order", Text("付款已退回", "Refunded"), text, now)


def _is_of_nobody(session: Session, order: OrderRow) -> bool:
    return session.get_one(AccountRow, order.account_id).is_closed


def _payment_id(number: str) -> str:
    try:
        return str(uuid.UUID(hex=number))
    except ValueError:
        raise NotFound from None


def _audit(
    session: Session,
    now: datetime,
    order: OrderRow,
    action: str,
    payment: PaymentRow,
    actor: str,
    details: dict[str, Any] | None = None,
) -> None:
    session.flush()
    told = {"state": str(order.state), "payment": payment.id, **(details or {})}
    record(session, now, actor, action, f"order:{order.id}", told)
