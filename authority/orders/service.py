"""What happens to an order; every change is one transaction with its audit record."""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.codes import SmsPurpose, spend_sms_code
from authority.accounts.files import claim_file, discard_file
from authority.accounts.messages import notify
from authority.accounts.models import AccountRow, PersonRow
from authority.adjustment import settings_in_force
from authority.audit import record
from authority.orders import catalogue
from authority.orders.businesses import Holder, OldPair, business_of
from authority.orders.giving_back import TOLD, give_back
from authority.orders.invoices import make_invoice
from authority.orders.models import OrderRow
from authority.orders.scope import Scope
from authority.orders.seals import make_seals
from authority.orders.states import TABS, OrderEvent, OrderState, after
from authority.pki.issuance import revoke_pair
from authority.problems import IllegalTransition, NotFound, NotValid, NotVerified, OtherIdentityNeeded
from authority.service import Service, new_id
from core.errors import Text
from core.validation import check_credit_code, check_email, check_id_number

_SIGNATURE_POINTS = 20_000


def create_order(
    service: Service,
    session: Session,
    scope: Scope,
    *,
    business: str,
    platform_id: str,
    ca_id: str,
    years: int,
    key_algorithm: str,
    agreement_version: str,
    now: datetime,
    old_pair_id: str | None = None,
    with_seal: bool = True,
) -> OrderRow:
    """A draft at the price of this moment.

    Raises:
        NotVerified: no real-name authentication.
        NotValid: an agreement that is not in force.
        NotFound: no such business, platform, CA or validity.
        OtherIdentityNeeded: a person's business of an organisation, or the other way round.
    """
    person = session.scalars(select(PersonRow).where(PersonRow.account_id == scope.account_id)).first()
    if person is None:
        raise NotVerified
    if (business_of(business).holder is Holder.ORGANISATION) is (scope.acting is None):
        raise OtherIdentityNeeded
    if agreement_version != catalogue.agreement_version():
        raise NotValid(field="协议版本")
    if business_of(business).begins:
        price = catalogue.quote(session, business, platform_id, ca_id, years, with_seal=with_seal)
    else:
        price = catalogue.quote_about(session, business, ca_id, years, with_seal=with_seal)
    order = OrderRow(
        id=new_id(),
        number=f"{now:%Y%m%d}{secrets.randbelow(10**10):010}",
        account_id=scope.account_id,
        person_id=person.id,
        organisation_id=scope.organisation_id,
        acting_as=scope.acting.role if scope.acting is not None else None,
        business=business,
        state=OrderState.DRAFT,
        platform_id=platform_id,
        ca_id=ca_id,
        years=years,
        key_algorithm=key_algorithm,
        with_seal=with_seal,
        total_fen=price.total_fen,
        items=list(price.items),
        agreement_version=agreement_version,
        old_pair_id=old_pair_id,
        created_at=now,
        updated_at=now,
    )
    session.add(order)
    session.flush()
    _audit(session, now, order, "order.created")
    return order


def own_order(session: Session, account_id: str, order_id: str, *, lock: bool = False) -> OrderRow:
    """The account's own order, or `NotFound`."""
    order = session.get(OrderRow, order_id, with_for_update=True if lock else None)
    if order is None or order.account_id != account_id:
        raise NotFound
    return order


def own_orders(session: Session, scope: Scope, tab: str | None, page: int, size: int = 20) -> list[OrderRow]:
    """A page of the identity's orders, newest first; one more than `size` tells that there is a next page.

    What was given up unpaid is left out; of what ended after it was paid one sees that the money goes back.
    """
    shown = (OrderRow.state != OrderState.CANCELLED) | OrderRow.paid_at.is_not(None)
    query = select(OrderRow).where(scope.covers(), shown)
    if tab:
        query = query.where(OrderRow.state.in_([state for state, name in TABS.items() if name == tab]))
    query = query.order_by(OrderRow.created_at.desc(), OrderRow.id).offset((page - 1) * size).limit(size + 1)
    return list(session.scalars(query))


def sign_form(
    service: Service,
    session: Session,
    account_id: str,
    order_id: str,
    file_id: str,
    strokes: list[list[tuple[float, float, float]]],
    now: datetime,
) -> OrderRow:
    """Keep the handwriting of 在线签署; it may be replaced while the order is a draft."""
    order = _draft(session, account_id, order_id)
    picture = claim_file(session, account_id, file_id, "handwriting")
    points = sum(len(stroke) for stroke in strokes)
    if not 2 <= points <= _SIGNATURE_POINTS:
        raise NotValid(field="手写签名")
    before, order.signature_file_id = order.signature_file_id, file_id
    order.signature_strokes = service.keyring.encrypt("strokes", json.dumps(strokes).encode())
    if before not in (None, file_id):
        discard_file(session, account_id, before)
    return _changed(session, now, order, "order.signed", {"sha256": picture.sha256})


def attach_form(session: Session, account_id: str, order_id: str, file_id: str, now: datetime) -> OrderRow:
    """Keep the scan of the stamped form (上传附件); it may be replaced while the order is a draft."""
    order = _draft(session, account_id, order_id)
    if not business_of(order.business).attached:
        raise IllegalTransition(state=order.state)
    scan = claim_file(session, account_id, file_id, "attachment")
    before, order.attachment_file_id = order.attachment_file_id, file_id
    if before not in (None, file_id):
        discard_file(session, account_id, before)
    return _changed(session, now, order, "order.attached", {"sha256": scan.sha256})


def set_invoice(
    service: Service, session: Session, account_id: str, order_id: str, invoice: dict[str, Any], now: datetime
) -> OrderRow:
    """Keep the invoice data."""
    order = _draft(session, account_id, order_id)
    if not str(invoice["title"]).strip():
        raise NotValid(field="发票抬头")
    if check_email(invoice["email"]):
        raise NotValid(field="邮箱")
    number = invoice.get("tax_number") or ""
    if check_credit_code(number) if invoice["kind"] == "company" else number and check_id_number(number):
        raise NotValid(field="税号")
    order.invoice = service.keyring.encrypt("invoice", json.dumps(invoice).encode())
    return _changed(session, now, order, "order.invoice_set")


def authorise(
    service: Service, session: Session, account_id: str, order_id: str, sms_code: str, now: datetime
) -> OrderRow:
    """申请人授权 by SMS code; needs what the business needs: signature or scan, invoice data if it costs money."""
    order = _draft(session, account_id, order_id)
    business = business_of(order.business)
    missing = (
        business.signed and order.signature_file_id is None,
        business.attached and order.attachment_file_id is None,
        order.total_fen > 0 and order.invoice is None,
    )
    if any(missing):
        raise IllegalTransition(state=order.state)
    account = session.get_one(AccountRow, account_id)
    phone = service.keyring.decrypt("phone", account.phone).decode()
    spend_sms_code(service, session, phone=phone, purpose=SmsPurpose.AUTHORISE_ORDER, code=sms_code, now=now)
    free = OrderEvent.SUBMIT if business.reviewed else OrderEvent.GRANT
    event = OrderEvent.AUTHORISE if order.total_fen else free
    order.state = after(OrderState(order.state), event)
    order.authorised_at = now
    if event is OrderEvent.SUBMIT:
        _let_approve(service, session, order, now)
    return _changed(session, now, order, "order.authorised")


def submit(service: Service, session: Session, account_id: str, order_id: str, now: datetime) -> OrderRow:
    """提交 of a free order whose stamped form is enough; every other is submitted by `authorise`.

    Raises:
        IllegalTransition: no draft, no scan, or 申请人授权 is needed.
    """
    order = _draft(session, account_id, order_id)
    if not business_of(order.business).form_suffices or order.total_fen or order.attachment_file_id is None:
        raise IllegalTransition(state=order.state)
    order.state = after(OrderState(order.state), OrderEvent.SUBMIT)
    order.authorised_at = now
    _let_approve(service, session, order, now)
    return _changed(session, now, order, "order.submitted")


def cancel(session: Session, account_id: str, order_id: str, now: datetime) -> OrderRow:
    """Give an unpaid order up."""
    order = own_order(session, account_id, order_id, lock=True)
    order.state = after(OrderState(order.state), OrderEvent.CANCEL)
    return _changed(session, now, order, "order.cancelled")


def order_paid(service: Service, session: Session, order: OrderRow, payment_id: str, now: datetime) -> None:
    """The money for a locked order is there."""
    order.state = after(OrderState(order.state), OrderEvent.PAY)
    order.paid_at = now
    _let_approve(service, session, order, now)
    _changed(session, now, order, "payment.paid", {"payment": payment_id})
    make_invoice(service, session, order, now)


def approve(service: Service, session: Session, order_id: str, actor: str, now: datetime) -> OrderRow:
    """审核通过, by a clerk or automatically. Of two clerks at once one is refused."""
    order = session.get(OrderRow, order_id, with_for_update=True)
    if order is None:
        raise NotFound
    order.state = after(OrderState(order.state), OrderEvent.APPROVE)
    order.approve_due_at = None
    business = business_of(order.business)
    _changed(session, now, order, "order.approved", actor=actor)
    if business.issues:
        text = Text(
            f"订单 {order.number} 已通过审核，请安装证书。",
            f"Order {order.number} was approved; please install the certificate.",
        )
        notify(session, order.account_id, "order", Text("审核通过", "Approved"), text, now)
        return order
    order.state = after(OrderState(order.state), OrderEvent.FINISH)
    if business.old_pair is OldPair.SEALED_ANEW and order.old_pair_id is not None:
        make_seals(service, session, order, order.old_pair_id, now)
        text = Text(
            f"订单 {order.number} 已通过审核，印章已变更，原印章失效。",
            f"Order {order.number} was approved; the seals were changed, the former ones are void.",
        )
        notify(session, order.account_id, "certificate", Text("印章已变更", "Seals changed"), text, now)
        return _changed(session, now, order, "seal.changed", {"pair": order.old_pair_id}, actor=actor)
    if business.old_pair is OldPair.REVOKED and order.old_pair_id is not None:
        revoke_pair(session, order.old_pair_id, "cessation_of_operation", now)
        text = Text(
            f"订单 {order.number} 已通过审核，证书已注销，与它绑定的印章同时失效。",
            f"Order {order.number} was approved; the certificate was revoked, and the seals bound to it with it.",
        )
        notify(session, order.account_id, "certificate", Text("证书已注销", "Certificate revoked"), text, now)
    return _changed(session, now, order, "certificate.revoked", {"pair": order.old_pair_id}, actor=actor)


def reject(session: Session, order_id: str, actor: str, reason: str, now: datetime) -> OrderRow:
    """审核不通过, with the reason that the person reads; what was paid goes back and its invoice is void."""
    if not reason.strip():
        raise NotValid(field="原因")
    order = session.get(OrderRow, order_id, with_for_update=True)
    if order is None:
        raise NotFound
    order.state = after(OrderState(order.state), OrderEvent.REJECT)
    order.approve_due_at, order.reject_reason = None, reason.strip()[:300]
    text = Text(
        f"订单 {order.number} 未通过审核：{order.reject_reason}",
        f"Order {order.number} was refused: {order.reject_reason}",
    )
    if give_back(session, order, now):
        text = Text(f"{text.zh}。{TOLD.zh}", f"{text.en}. {TOLD.en}")
    notify(session, order.account_id, "order", Text("审核未通过", "Refused"), text, now)
    return _changed(session, now, order, "order.rejected", actor=actor)


def due_orders(session: Session, now: datetime) -> list[str]:
    """The orders whose automatic approval is due."""
    due = select(OrderRow.id).where(OrderRow.state == OrderState.REVIEWING, OrderRow.approve_due_at <= now)
    return list(session.scalars(due.order_by(OrderRow.approve_due_at).limit(100)))


def _let_approve(service: Service, session: Session, order: OrderRow, now: datetime) -> None:
    seconds = settings_in_force(service, session).auto_approve_seconds
    if seconds is not None:
        order.approve_due_at = now + timedelta(seconds=seconds)


def _draft(session: Session, account_id: str, order_id: str) -> OrderRow:
    order = own_order(session, account_id, order_id, lock=True)
    if order.state != OrderState.DRAFT:
        raise IllegalTransition(state=order.state)
    return order


def _changed(
    session: Session,
    now: datetime,
    order: OrderRow,
    action: str,
    details: dict[str, Any] | None = None,
    actor: str | None = None,
) -> OrderRow:
    order.updated_at = now
    session.flush()
    _audit(session, now, order, action, details, actor)
    return order


def _audit(
    session: Session,
    now: datetime,
    order: OrderRow,
    action: str,
    details: dict[str, Any] | None = None,
    actor: str | None = None,
) -> None:
    told = {"state": str(order.state), **(details or {})}
    record(session, now, actor or f"account:{order.account_id}", action, f"order:{order.id}", told)
