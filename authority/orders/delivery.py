"""From an approved order to installed certificates and a seal."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from authority.audit import record
from authority.orders.businesses import business_of
from authority.orders.models import OrderRow
from authority.orders.seals import make_seals
from authority.orders.service import own_order
from authority.orders.states import OrderEvent, OrderState, after
from authority.orders.subjects import subject_of
from authority.pki.issuance import activate_pair, issue_pair, pair_rows, revoke_pair
from authority.problems import BadRequestOfKey, IllegalTransition, NotFound, OtherKey
from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.errors import AlgorithmNotSupported, BadStructure, SignatureInvalid
from core.crypto.requests import parse_request


def issue(
    service: Service, session: Session, account_id: str, order_id: str, request_der: bytes, now: datetime
) -> dict[str, Any]:
    """Issue the order's certificates for the key of the request.

    The same key asked for again gets the same answer (a lost answer, a killed client); the answer is kept sealed.

    Raises:
        IllegalTransition: not approved, or installed already.
        OtherKey: the certificates were issued to another key.
        BadRequestOfKey: the request is not sound or of another algorithm.
    """
    order = own_order(session, account_id, order_id, lock=True)
    try:
        key_hash = hashlib.sha256(parse_request(request_der).public_key.spki).hexdigest()
    except (BadStructure, SignatureInvalid, AlgorithmNotSupported) as error:
        raise BadRequestOfKey from error
    if order.state == OrderState.ISSUED and order.issue_answer is not None:
        if order.request_key_hash != key_hash:
            raise OtherKey
        answer: dict[str, Any] = json.loads(service.keyring.decrypt("issue-answer", order.issue_answer))
        return answer
    order.state = after(OrderState(order.state), OrderEvent.ISSUE)
    answer = _issue(service, session, order, request_der, now)
    order.request_key_hash = key_hash
    order.issue_answer = service.keyring.encrypt("issue-answer", json.dumps(answer).encode())
    order.updated_at = now
    session.flush()
    record(session, now, f"account:{account_id}", "certificate.issued", f"order:{order.id}", {"pair": order.pair_id})
    return answer


def _issue(service: Service, session: Session, order: OrderRow, request_der: bytes, now: datetime) -> dict[str, Any]:
    try:
        pair = issue_pair(
            session,
            service.hierarchy,
            subject=subject_of(service, session, order),
            request_der=request_der,
            algorithm=KeyAlgorithm(order.key_algorithm),
            years=order.years,
            public_url=service.settings.public_url,
            now=now,
            not_after=_end_of_old_pair(session, order),
        )
    except AlgorithmNotSupported as error:
        raise BadRequestOfKey from error
    order.pair_id = pair.pair_id
    return {
        "certificate_id": pair.pair_id,
        "signing_certificate": _text(pair.signing.der),
        "encryption_certificate": _text(pair.encryption.der),
        "chain": [_text(certificate.der) for certificate in pair.chain],
        "encryption_key": {"format": pair.envelope_format, "data": _text(pair.envelope)},
    }


def confirm_installation(
    service: Service, session: Session, account_id: str, order_id: str, pair_id: str, now: datetime
) -> OrderRow:
    """The device holds both certificates: they become good and the seals are made. Said twice it counts once."""
    order = own_order(session, account_id, order_id, lock=True)
    if order.pair_id != pair_id:
        raise NotFound
    if order.state == OrderState.INSTALLED:
        return order
    if order.state != OrderState.ISSUED:
        raise IllegalTransition(state=order.state)
    order.state = after(OrderState(order.state), OrderEvent.INSTALL)
    # the envelope has done its work; a copy less of a wrapped key
    order.issue_answer, order.updated_at = None, now
    activate_pair(session, pair_id, now)
    if order.old_pair_id is not None:
        revoke_pair(session, order.old_pair_id, "superseded", now)
    if order.with_seal:
        make_seals(service, session, order, order.pair_id or "", now)
    session.flush()
    record(session, now, f"account:{account_id}", "certificate.installed", f"order:{order.id}", {"pair": pair_id})
    return order


def _end_of_old_pair(session: Session, order: OrderRow) -> datetime | None:
    """A reissued or changed certificate lasts as long as the one that it stands for."""
    if order.old_pair_id is None or not business_of(order.business).keeps_end:
        return None
    return pair_rows(session, order.old_pair_id)["sign"].not_after


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
