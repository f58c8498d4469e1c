"""The sandbox's cashier: what a payment provider's page would be. It does not exist in production."""

from __future__ import annotations

import io

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from authority.api.idempotency import ServiceNow
from authority.orders.models import PaymentRow
from authority.orders.service import settle_payment
from authority.problems import NotFound
from authority.service import Service
from authority.web.pages import render

router = APIRouter(prefix="/cashier", tags=["cashier"])
_CHANNELS = {"wechat": ("微信支付", "#1aad19"), "alipay": ("支付宝", "#1677ff")}


@router.get("/{payment_id}", response_class=HTMLResponse)
def cashier(service: ServiceNow, payment_id: str) -> HTMLResponse:
    """The page behind `pay_url`."""
    _only_sandbox(service)
    with service.store.read() as session:
        payment = session.get(PaymentRow, payment_id)
        if payment is None:
            raise NotFound
    name, colour = _CHANNELS[payment.channel]
    outdated = payment.state == "pending" and payment.expires_at <= service.clock()
    page = render(
        "cashier.html",
        channel=name,
        colour=colour,
        amount=f"{payment.amount_fen / 100:.2f}",
        state="expired" if outdated else payment.state,
        payment_id=payment.id,
    )
    return HTMLResponse(page)


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
    with service.store.write() as session:
        settle_payment(service, session, payment_id, outcome == "pay", service.clock())
    return RedirectResponse(f"/cashier/{payment_id}", status_code=303)


def _only_sandbox(service: Service) -> None:
    if not service.settings.is_sandbox:
        raise NotFound
