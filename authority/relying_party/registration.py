"""Registering relying parties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from authority.audit import record
from authority.problems import NotFound, NotValid
from authority.relying_party.models import RelyingPartyRow
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.errors import AlgorithmNotSupported, BadStructure
from core.crypto.keys import PublicKey
from core.relying_party.addresses import origin
from core.relying_party.errors import ForeignAddress

_LONGEST = 120
_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


def register(
    session: Session,
    now: datetime,
    party_id: str,
    name: str,
    operator: str,
    key: PublicKey,
    origins: Sequence[str],
) -> RelyingPartyRow:
    """Register a relying party, or replace what is registered; every change is audited.

    Raises:
        NotValid: an id, a key or an origin that breaks the rules of docs/relying-party.md.
    """
    if _ID.fullmatch(party_id) is None:
        raise NotValid(field="id")
    for field, text in (("name", name), ("operator", operator)):
        if not 1 <= len(text) <= _LONGEST:
            raise NotValid(field=field)
    if key.algorithm is not KeyAlgorithm.SM2 and not key.algorithm.is_rsa:
        raise NotValid(field="key")
    try:
        places = sorted({origin(place) for place in origins})
    except ForeignAddress as error:
        raise NotValid(field="origins") from error
    if not places:
        raise NotValid(field="origins")
    row = session.get(RelyingPartyRow, party_id)
    if row is not None and (row.name, row.operator, row.spki, row.origins) == (name, operator, key.spki, places):
        return row
    if row is None:
        row = RelyingPartyRow(id=party_id, suspended=False, created_at=now)
        session.add(row)
    row.name, row.operator, row.spki, row.origins = name, operator, key.spki, places
    record(session, now, "registrar", "relying_party.registered", party_id, {"origins": places})
    return row


def suspend(session: Session, now: datetime, party_id: str, *, suspended: bool) -> None:
    """Stop a relying party, or let it go on. Raises `NotFound`."""
    row = session.get(RelyingPartyRow, party_id)
    if row is None:
        raise NotFound
    row.suspended = suspended
    record(session, now, "registrar", f"relying_party.{'suspended' if suspended else 'resumed'}", party_id)


def public_key(data: bytes) -> PublicKey:
    """A public key from PEM or DER (SubjectPublicKeyInfo). Raises `NotValid`."""
    from asn1crypto import pem

    try:
        return PublicKey(pem.unarmor(data)[2] if pem.detect(data) else data)
    except (ValueError, BadStructure, AlgorithmNotSupported) as error:
        raise NotValid(field="key") from error
