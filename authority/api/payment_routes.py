"""Payments: started by the payer, settled by the provider's word or a clerk."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.orm import Session

from authority.api import schemas
from authority.api.idempotency import CallerNow, ServiceNow
from authority.api.order_views import payment_view
from authority.payments import service as payments
from authority.payments.configuration import bank_account, providers
from authority.payments.payer import checked_payer
from authority.payments.states import BANK
from authority.problems import NotFound

router = APIRouter(tags=["payments"])


@router.get("/bank-account")
def get_bank_account(service: ServiceNow) -> schemas.BankAccount:
    """Where bank transfers go, if they are taken."""
    account = bank_account(service.settings)
    if account is None:
        raise NotFound
    return schemas.BankAccount(**account.model_dump())


@router.post("/orders/{order_id}/payments")
def start_payment(caller: CallerNow, order_id: str, body: schemas.NewPayment) -> schemas.Payment:
    """A payment at a provider, or a bank transfer from the payer's account."""

    def work(session: Session) -> schemas.Payment:
        by_transfer = body.channel == BANK
        payer = checked_payer(body.payer_name, body.payer_account, body.paid_on, caller.now) if by_transfer else None
        account_id = caller.account_id(session)
        row = payments.start_payment(caller.service, session, account_id, order_id, body.channel, caller.now, payer)
        return payment_view(row, row.state)

    started = caller.change(schemas.Payment, work)
    row = payments.open_at_provider(caller.service, started.id)
    return payment_view(row, row.state)


@router.get("/payments/{payment_id}")
def get_payment(caller: CallerNow, payment_id: str) -> schemas.Payment:
    """The state of a payment."""
    with caller.service.store.read() as session:
        return payment_view(*payments.payment_of(session, caller.account_id(session), payment_id, caller.now))


@router.post("/payment-notifications/{channel}", response_class=Response)
async def notification(service: ServiceNow, request: Request, channel: str) -> Response:
    """A provider's signed message; it is sent again until it is answered with success."""
    provider = providers(service.settings).get(channel)
    if provider is None:
        raise NotFound
    told = provider.read_notification(request.headers, await request.body())

    def work() -> None:
        with service.store.write() as session:
            payments.settle(service, session, told, service.clock())

    await run_in_threadpool(work)
    return Response("success", media_type="text/plain")
