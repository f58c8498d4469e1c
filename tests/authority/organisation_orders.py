"""Orders of organisations over HTTP: what their flows add to a person's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from authority.orders.models import PaymentRow
from authority.payments import service as payments
from authority.payments.provider import Outcome, Told
from authority.service import Service
from tests.authority.organising import Member
from tests.authority.person import handwriting, new_key

PAYER = {"payer_name": "样例科技有限公司", "payer_account": "6222000000000000001", "paid_on": "2024-05-06"}


def order(member: Member, business: str, certificate_id: str | None = None, **more: Any) -> Any:
    """A draft; the answer, which may be a refusal."""
    version = member.ask("GET", "/agreements/organisation_certificate")["version"]
    body = {"business": f"organisation_{business}", "agreement_version": version, **more}
    if certificate_id is None:
        place = {"platform_id": "public-resources", "ca_id": "house", "key_algorithm": "sm2", "years": 2}
        return member.send("POST", "/orders", {**place, **body})
    return member.send("POST", "/orders", {**body, "certificate_id": certificate_id})


def attach(member: Member, order_id: str) -> Any:
    """上传附件."""
    file_id = member.upload("attachment", handwriting()).json()["id"]
    return member.ask("PUT", f"/orders/{order_id}/attachment", {"file_id": file_id})


def pay_by_transfer(service: Service, member: Member, order_id: str) -> None:
    """对公打款, and the clerk finds the money."""
    payment = member.ask("POST", f"/orders/{order_id}/payments", {"channel": "bank", **PAYER})
    # approves at once, as the process does
    service = replace(service, settings=service.settings.model_copy(update={"auto_approve_seconds": 0.0}))
    with service.store.write() as session:
        row = session.get_one(PaymentRow, payment["id"])
        told = Told(row.id, Outcome.PAID, row.amount_fen, "statement-1")
        payments.settle(service, session, told, service.clock())


def complete(service: Service, member: Member, draft: dict[str, Any], *, signed: bool = False) -> dict[str, Any]:
    """From the draft through form, invoice, authorisation, payment and review."""
    order_id = draft["id"]
    if signed:
        member.sign_form(order_id)
    else:
        attach(member, order_id)
    if draft["total_fen"]:
        member.give_invoice(order_id)
    member.authorise(order_id)
    if draft["total_fen"]:
        pay_by_transfer(service, member, order_id)
    done: dict[str, Any] = member.ask("GET", f"/orders/{order_id}")
    return done


def install(member: Member, order_id: str) -> dict[str, Any]:
    """Issue and install; the certificate as its owner sees it."""
    issued = member.certificate(order_id, new_key("sm2"))
    member.install(order_id, issued["certificate_id"])
    return certificate(member, issued["certificate_id"])


def certificate(member: Member, certificate_id: str) -> dict[str, Any]:
    """One of the chosen identity's certificates."""
    items: list[dict[str, Any]] = member.ask("GET", "/certificates")["items"]
    return next(item for item in items if item["id"] == certificate_id)


def installed(service: Service, member: Member) -> dict[str, Any]:
    """A new certificate of the organisation, installed."""
    draft = order(member, "certificate_new").json()
    complete(service, member, draft)
    return install(member, draft["id"])
