"""The sandbox's cashier: what a payment provider's page would be. It does not exist in production."""

from __future__ import annotations

import io

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.orm import Session

from authority.api.idempotency import ServiceNow
from authority.orders.models import PaymentRow
from authority.payments import service as payments
from authority.payments.configuration import providers
from authority.payments.provider import Outcome, Told
from authority.payments.sandbox import Sandbox
from authority.payments.states import PaymentState
from authority.problems import NotFound
from authority.service import Service
from authority.web.pages import page

router = APIRouter(prefix="/cashier", tags=["cashier"])
_CHANNELS = {"wechat": ("微信支付", "#1aad19"), "alipay": ("支付宝", "#1677ff")}


@router.get("/{payment_id}", response_class=HTMLResponse)
def cashier(service: ServiceNow, payment_id: str) -> HTMLResponse:
    """The page behind `pay_url`."""
    _only_sandbox(service)
    with service.store.read() as session:
        payment = _taken_here(service, session, payment_id)
    name, colour = _CHANNELS[payment.channel]
    outdated = payment.state == "pending" and payment.expires_at <= service.clock()
    return page(
        "cashier.html",
        channel=name,
        colour=colour,
        amount=f"{payment.amount_fen / 100:.2f}",
        state="expired" if outdated else payment.state,
        payment_id=payment.id,
    )


@router.get("/{payment_id}/code.svg", response_class=Response)
def code(service: ServiceNow, payment_id: str) -> Response:
    """The QR code of the page."""
    _only_sandbox(service)
    import segno

    buffer = io.BytesIO()
    segno.make(f"{service.settings.public_url}/cashier/{payment_id}", error="m").save(buffer, kind="svg", scale=5)
    return Response(buffer.getvalue(), media_type="image/svg+xml")


@router.post("/{payment_id}/{outcome}", response_class=RedirectResponse)
def settle(service: ServiceNow, payment_id: str, outcome: str) -> RedirectResponse:
    """The page's buttons: `pay` or `fail`."""
    _only_sandbox(service)
    if outcome not in ("pay", "fail"):
        raise NotFound
    again = RedirectResponse(f"/cashier/{payment_id}", status_code=303)
    with service.store.write() as session:
        _taken_here(service, session, payment_id)
        payment = payments.expire(session, payment_id, service.clock())
        if payment.state in (PaymentState.EXPIRED, PaymentState.FAILED):
            return again  # a cashier takes no money for what is over
        number = payment_id.replace("-", "")
        paid = Told(number, Outcome.PAID, payment.amount_fen) if outcome == "pay" else Told(number, Outcome.FAILED)
        payments.settle(service, session, paid, service.clock())
    return again


def _taken_here(service: Service, session: Session, payment_id: str) -> PaymentRow:
    """A payment of this provider; one of a real provider or a bank transfer cannot be paid here."""
    payment = session.get(PaymentRow, payment_id)
    if payment is None or not isinstance(providers(service.settings).get(payment.channel), Sandbox):
        raise NotFound
    return payment


def _only_sandbox(service: Service) -> None:
    if not service.settings.is_sandbox:
        raise NotFound
