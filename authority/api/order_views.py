"""How orders, payments, certificates and seals look to their owner."""

from __future__ import annotations

import base64
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.api import schemas
from authority.orders import catalogue
from authority.orders.businesses import business_of
from authority.orders.existing import allowed
from authority.orders.master_data import is_outdated, is_seal_outdated
from authority.orders.models import OrderRow, PaymentRow, SealRow
from authority.orders.scope import Scope
from authority.orders.seals import MAKER
from authority.orders.states import TABS, OrderState
from authority.organisations.models import OrganisationRow
from authority.organisations.states import Role
from authority.payments.states import PaymentState
from authority.pki.issuance import pair_rows
from authority.pki.models import CertificateRow, CertificateStatus
from authority.service import Service, masked_name
from core.crypto.certificates import Certificate


def order_view(session: Session, row: OrderRow) -> schemas.Order:
    """An order for its owner."""
    platform = catalogue.platform(session, row.platform_id)
    state, business = OrderState(row.state), business_of(row.business)
    return schemas.Order.model_validate(
        {
            "id": row.id,
            "number": row.number,
            "business": row.business,
            "title": {"zh": business.zh, "en": business.en},
            "state": state.value,
            "tab": TABS.get(state),
            "steps": {
                "signed": row.signature_file_id is not None,
                "attached": row.attachment_file_id is not None,
                "invoice": row.invoice is not None,
                "authorised": row.authorised_at is not None,
                "paid": row.paid_at is not None,
            },
            "organisation": _organisation(session, row),
            "platform": platform.name,
            "ca": catalogue.ca_names()[row.ca_id],
            "years": row.years,
            "key_algorithm": row.key_algorithm,
            "total_fen": row.total_fen,
            "items": row.items,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
            "reject_reason": row.reject_reason,
            "refund": _refund(session, row),
            "certificate_id": row.pair_id,
        }
    )


def _refund(session: Session, order: OrderRow) -> str:
    going_back = PaymentRow.state.in_([PaymentState.REFUNDING, PaymentState.REFUNDED])
    states = session.scalars(select(PaymentRow.state).where(PaymentRow.order_id == order.id, going_back)).all()
    if not states:
        return "none"
    return "pending" if PaymentState.REFUNDING in states else "done"


def _organisation(session: Session, order: OrderRow) -> str | None:
    return None if order.organisation_id is None else session.get_one(OrganisationRow, order.organisation_id).name


def payment_view(row: PaymentRow, state: str) -> schemas.Payment:
    """A payment for the payer; `pay_url` and `qr_text` lead to the provider, a transfer has neither."""
    return schemas.Payment.model_validate(
        {
            "id": row.id,
            "order_id": row.order_id,
            "channel": row.channel,
            "state": state,
            "amount_fen": row.amount_fen,
            "pay_url": row.code_text or "",
            "qr_text": row.code_text or "",
            "expires_at": row.expires_at,
        }
    )


def own_certificates(service: Service, session: Session, scope: Scope, now: datetime) -> list[schemas.CertificateView]:
    """All certificates of the identity's orders, newest first."""
    orders = session.scalars(
        select(OrderRow).where(scope.covers(), OrderRow.pair_id.is_not(None)).order_by(OrderRow.created_at.desc())
    )
    return [_certificate_view(service, session, order, now) for order in orders]


def _certificate_view(service: Service, session: Session, order: OrderRow, now: datetime) -> schemas.CertificateView:
    rows = pair_rows(session, order.pair_id or "")
    signing, state = rows["sign"], _state(rows["sign"], now)
    issuer = service.hierarchy[signing.issuer_id]
    return schemas.CertificateView.model_validate(
        {
            "id": signing.pair_id,
            "order_id": order.id,
            "subject_name_masked": _shown_subject(order, Certificate(signing.der).subject_name),
            "organisation": _organisation(session, order),
            "serial_hex": signing.serial_hex,
            "ca": catalogue.ca_names()[order.ca_id],
            "algorithm": order.key_algorithm,
            "not_before": signing.not_before,
            "not_after": signing.not_after,
            "state": state,
            "outdated": state == "active" and is_outdated(service, session, order, signing),
            "allowed": allowed(service, session, order, signing, now),
            "signing_certificate": base64.b64encode(signing.der).decode(),
            "encryption_certificate": base64.b64encode(rows["encrypt"].der).decode(),
            "chain": [
                base64.b64encode(certificate.der).decode() for certificate in (issuer.certificate, *issuer.chain)
            ],
        }
    )


def _shown_subject(order: OrderRow, name: str) -> str:
    """People are masked, organisations are public."""
    is_person = order.organisation_id is None or order.acting_as == Role.EMPLOYEE
    return masked_name(name) if is_person else name


def own_seals(service: Service, session: Session, scope: Scope, now: datetime) -> list[schemas.Seal]:
    """The identity's seals with the state of their certificates."""
    seals = session.scalars(
        select(SealRow)
        .join(OrderRow, OrderRow.id == SealRow.order_id)
        .where(scope.covers())
        .order_by(SealRow.created_at.desc(), SealRow.kind.desc())
    )
    return [_seal_view(service, session, seal, now) for seal in seals]


def _seal_view(service: Service, session: Session, seal: SealRow, now: datetime) -> schemas.Seal:
    signing = pair_rows(session, seal.pair_id)["sign"]
    order = session.get_one(OrderRow, seal.order_id)
    state = "revoked" if seal.replaced_at is not None else _state(signing, now)
    return schemas.Seal.model_validate(
        {
            "id": seal.id,
            "name": service.keyring.decrypt("person", seal.name).decode(),
            "kind": seal.kind,
            "maker": service.hierarchy[MAKER].certificate.subject_name,
            "picture_png": base64.b64encode(service.keyring.decrypt("file", seal.picture)).decode(),
            "electronic_seal": _sealed_text(service, seal.electronic_seal),
            "width_mm": seal.width_mm,
            "height_mm": seal.height_mm,
            "certificate_id": seal.pair_id,
            "certificate_fingerprint": signing.fingerprint,
            "valid_from": signing.not_before,
            "valid_to": signing.not_after,
            "state": state,
            "outdated": state == "active" and is_seal_outdated(service, session, order, seal, signing),
        }
    )


def _sealed_text(service: Service, sealed: bytes | None) -> str | None:
    return None if sealed is None else base64.b64encode(service.keyring.decrypt("file", sealed)).decode()


def _state(row: CertificateRow, now: datetime) -> str:
    if row.status == CertificateStatus.REVOKED:
        return "revoked"
    if row.not_after < now:
        return "expired"
    return "hold" if row.status == CertificateStatus.HOLD else "active"
