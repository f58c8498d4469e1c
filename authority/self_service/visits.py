"""A visit: the phone is proven by an SMS code; what it may see and do is what belongs to this number."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from authority.accounts.codes import SmsPurpose, spend_sms_code
from authority.problems import NotSignedIn
from authority.self_service.models import VisitRow
from authority.service import Service

_MINUTES = 30


def begin_visit(service: Service, session: Session, phone: str, sms_code: str, now: datetime) -> tuple[str, VisitRow]:
    """Spend the SMS code; the token and the visit."""
    spend_sms_code(service, session, phone=phone, purpose=SmsPurpose.SELF_SERVICE, code=sms_code, now=now)
    session.execute(delete(VisitRow).where(VisitRow.expires_at < now))
    token = secrets.token_urlsafe(32)
    row = VisitRow(
        token_lookup=service.keyring.lookup("self-service", token),
        phone=service.keyring.encrypt("phone", phone.encode()),
        phone_lookup=service.keyring.lookup("phone", phone),
        expires_at=now + timedelta(minutes=_MINUTES),
    )
    session.add(row)
    session.flush()
    return token, row


def find_visit(service: Service, session: Session, token: str, now: datetime) -> VisitRow:
    """The visit of a token, or `NotSignedIn`."""
    row = session.get(VisitRow, service.keyring.lookup("self-service", token)) if token else None
    if row is None or row.expires_at < now:
        raise NotSignedIn
    return row
