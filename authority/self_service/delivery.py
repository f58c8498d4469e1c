"""From an approved application to certificates on a token."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from authority.audit import record
from authority.pki.issuance import Subject, activate_pair, issue_pair, revoke_pair
from authority.pki.renewal import renew_pair
from authority.problems import BadRequestOfKey, IllegalTransition, NotFound, OtherKey
from authority.self_service.applications import checked_request, key_hash, own_application
from authority.self_service.models import ApplicationRow, UnitRow, VisitRow
from authority.self_service.states import ApplicationEvent, ApplicationState, after
from authority.service import Service
from core.crypto.certificates import Certificate
from core.crypto.errors import AlgorithmNotSupported


def issue(
    service: Service,
    session: Session,
    visit: VisitRow,
    application_id: str,
    request_der: bytes,
    oaep_hash: str,
    now: datetime,
) -> dict[str, Any]:
    """Issue the application's certificates for the key of the request; the token chose its algorithm.

    The same key asked for again gets the same answer (a lost answer, a killed client, a token pulled out).

    Raises:
        NotFound, IllegalTransition: not this phone's, not approved, or installed already.
        OtherKey: the certificates were issued to another key, or the renewal is of another.
        BadRequestOfKey: the request is not sound.
    """
    row, unit = own_application(session, visit, application_id)
    request = checked_request(request_der)
    wanted = key_hash(request)
    if row.request_key_hash not in (None, wanted):
        raise OtherKey
    if row.state == ApplicationState.ISSUED and row.issue_answer is not None:
        kept: dict[str, Any] = json.loads(service.keyring.decrypt("issue-answer", row.issue_answer))
        return kept
    row.state = after(row.state, ApplicationEvent.ISSUE)
    answer = _renewed(service, session, row, unit, now) if row.old_pair_id else None
    if answer is None:
        try:
            answer = _issued(service, session, row, unit, request_der, oaep_hash, now)
        except AlgorithmNotSupported as error:
            raise BadRequestOfKey from error
    row.pair_id, row.request_key_hash, row.updated_at = answer["certificate_id"], wanted, now
    row.issue_answer = service.keyring.encrypt("issue-answer", json.dumps(answer).encode())
    session.flush()
    record(session, now, "self-service", "certificate.issued", f"application:{row.id}", {"pair": row.pair_id})
    return answer


def confirm(
    service: Service, session: Session, visit: VisitRow, application_id: str, pair_id: str, now: datetime
) -> tuple[ApplicationRow, UnitRow]:
    """The token holds both certificates: they become good, a renewed pair ends. Said twice it counts once."""
    row, unit = own_application(session, visit, application_id)
    if row.pair_id != pair_id:
        raise NotFound
    if row.state == ApplicationState.INSTALLED:
        return row, unit
    if row.state != ApplicationState.ISSUED:
        raise IllegalTransition(state=row.state)
    row.state, row.issue_answer, row.updated_at = after(row.state, ApplicationEvent.INSTALL), None, now
    activate_pair(session, pair_id, now)
    if row.old_pair_id is not None:
        revoke_pair(session, row.old_pair_id, "superseded", now)
    session.flush()
    record(session, now, "self-service", "certificate.installed", f"application:{row.id}", {"pair": pair_id})
    return row, unit


def _issued(
    service: Service,
    session: Session,
    row: ApplicationRow,
    unit: UnitRow,
    request_der: bytes,
    oaep_hash: str,
    now: datetime,
) -> dict[str, Any]:
    pair = issue_pair(
        session,
        service.hierarchy,
        subject=_subject(service, row, unit),
        request_der=request_der,
        algorithm=checked_request(request_der).public_key.algorithm,
        years=row.years,
        public_url=service.settings.public_url,
        now=now,
        oaep_hash=oaep_hash,
    )
    told = _told(pair.pair_id, pair.signing, pair.encryption, pair.chain)
    return {**told, "encryption_key": {"format": pair.envelope_format, "data": _text(pair.envelope)}}


def _renewed(service: Service, session: Session, row: ApplicationRow, unit: UnitRow, now: datetime) -> dict[str, Any]:
    pair = renew_pair(
        session,
        service.hierarchy,
        subject=_subject(service, row, unit),
        old_pair_id=row.old_pair_id or "",
        years=row.years,
        public_url=service.settings.public_url,
        now=now,
    )
    return {**_told(pair.pair_id, pair.signing, pair.encryption, pair.chain), "encryption_key": None}


def _subject(service: Service, row: ApplicationRow, unit: UnitRow) -> Subject:
    name, id_number = (service.keyring.decrypt("person", value).decode() for value in (row.name, row.id_number))
    return Subject({"organization_name": unit.name, "common_name": name}, id_number)


def _told(pair_id: str, signing: Certificate, encryption: Certificate, chain: Sequence[Certificate]) -> dict[str, Any]:
    return {
        "certificate_id": pair_id,
        "signing_certificate": _text(signing.der),
        "encryption_certificate": _text(encryption.der),
        "chain": [_text(certificate.der) for certificate in chain],
    }


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
