"""密码解锁 by challenge and response (M3.5.8.1): the administrator's PIN of a token is kept here for its owner.

Deposit: the client tells a new random administrator's PIN, then sets it on the token, then confirms. Between telling
and confirming either value may be the token's, so all are kept until one is confirmed: no cut connection locks anybody
out.
Unlocking: after the SMS code the client asks for a challenge for the token's serial number and answers it with a key
made for this once. The kept PINs are delivered encrypted for that key (SM2Cipher, GM/T 0009 §7.2), and a new one is
deposited in the same exchange, because one that was delivered is used once.

A serial number is printed on the token and proves nothing, and a token whose PIN is forgotten signs nothing. So nobody
owns a serial number here: what a phone deposits is kept for this phone alone, beside what others say of that number.
Who registers another's token takes nothing from its owner and gets nothing back but the PIN that he made up.
"""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from authority.accounts.messages import send_sms
from authority.audit import record
from authority.database import take_turns
from authority.notifications.sms_texts import UNLOCKING
from authority.self_service.models import TokenPinRow, UnlockChallengeRow, VisitRow
from authority.self_service.problems import ChallengeFailed, NothingDeposited, UnlockedTooOften
from authority.service import Service, new_id
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.errors import AlgorithmNotSupported, BadStructure, SignatureInvalid
from core.crypto.keys import PublicKey

_MINUTES = 5
_PER_DAY = 5
PURPOSE = b"secure-client token-unlock answer\0"


def deposit(service: Service, session: Session, visit: VisitRow, serial: str, pin: str, now: datetime) -> None:
    """Keep a token's next administrator's PIN for this phone, beside what may be set now."""
    row = _token(service, session, visit, serial)
    if row is None:
        row = TokenPinRow(
            serial_lookup=_serial_lookup(service, serial), phone_lookup=visit.phone_lookup, changed_at=now
        )
        session.add(row)
        _keep(service, row, [], now)
    _keep(service, row, [*_kept(service, row), pin], now)
    session.flush()
    record(session, now, "self-service", "token_pin.deposited", f"token:{row.serial_lookup[:16]}")


def confirm_deposit(service: Service, session: Session, visit: VisitRow, serial: str, now: datetime) -> None:
    """The token has the next PIN now: the one before is forgotten. Said twice it counts once."""
    row = _token(service, session, visit, serial)
    if row is None:
        raise NothingDeposited
    kept = _kept(service, row)
    if len(kept) > 1:
        _keep(service, row, kept[-1:], now)
        session.flush()
        record(session, now, "self-service", "token_pin.confirmed", f"token:{row.serial_lookup[:16]}")


def withdraw_deposit(service: Service, session: Session, visit: VisitRow, serial: str, now: datetime) -> None:
    """The token refused the old PIN, so the next one was never set: it is forgotten again."""
    row = _token(service, session, visit, serial)
    if row is None:
        return
    kept = _kept(service, row)[:-1]
    if kept:
        _keep(service, row, kept, now)
    else:
        session.delete(row)
    session.flush()
    record(session, now, "self-service", "token_pin.withdrawn", f"token:{row.serial_lookup[:16]}")


def challenge(
    service: Service, session: Session, visit: VisitRow, serial: str, now: datetime
) -> tuple[UnlockChallengeRow, bytes]:
    """What has to be signed to get the PINs of a token.

    Raises:
        NothingDeposited: this phone deposited nothing for this token.
        UnlockedTooOften: too often today.
    """
    row = _token(service, session, visit, serial)
    if row is None:
        raise NothingDeposited
    recent = (
        UnlockChallengeRow.serial_lookup == row.serial_lookup,
        UnlockChallengeRow.phone_lookup == row.phone_lookup,
        UnlockChallengeRow.created_at > now - timedelta(days=1),
    )
    if (session.scalar(select(func.count()).select_from(UnlockChallengeRow).where(*recent)) or 0) >= _PER_DAY:
        raise UnlockedTooOften
    session.execute(delete(UnlockChallengeRow).where(UnlockChallengeRow.created_at < now - timedelta(days=2)))
    nonce = secrets.token_bytes(32)
    made = UnlockChallengeRow(
        id=new_id(),
        serial_lookup=row.serial_lookup,
        phone_lookup=row.phone_lookup,
        nonce=nonce,
        created_at=now,
        answered=False,
    )
    session.add(made)
    session.flush()
    return made, nonce


def answer(
    service: Service,
    session: Session,
    visit: VisitRow,
    challenge_id: str,
    *,
    serial: str,
    public_key: bytes,
    signature: bytes,
    next_pin: str,
    now: datetime,
) -> list[bytes]:
    """The kept PINs, the newest first, each encrypted for the key that answered; the next one is deposited.

    Raises:
        NothingDeposited, ChallengeFailed: unknown, too late, answered before, or not signed by the key.
    """
    row = _token(service, session, visit, serial)
    asked = session.get(UnlockChallengeRow, challenge_id, with_for_update=True)
    if row is None:
        raise NothingDeposited
    if asked is None or asked.answered or asked.created_at < now - timedelta(minutes=_MINUTES):
        raise ChallengeFailed
    if (asked.serial_lookup, asked.phone_lookup) != (row.serial_lookup, row.phone_lookup):
        raise ChallengeFailed
    try:
        key = PublicKey(public_key)
        if key.algorithm is not KeyAlgorithm.SM2:
            raise ChallengeFailed
        key.verify(signature, PURPOSE + serial.encode() + b"\0" + asked.nonce, SignatureScheme.SM2_SM3)
    except (BadStructure, AlgorithmNotSupported, SignatureInvalid) as error:
        raise ChallengeFailed from error
    asked.answered = True
    kept = _kept(service, row)
    delivered = [key.encrypt(pin.encode()) for pin in reversed(kept)]
    _keep(service, row, [*kept, next_pin], now)
    session.flush()
    record(session, now, "self-service", "token_pin.delivered", f"token:{row.serial_lookup[:16]}")
    phone = service.keyring.decrypt("phone", visit.phone).decode()
    send_sms(service, session, phone, UNLOCKING.fill(), now)
    return delivered


def _token(service: Service, session: Session, visit: VisitRow, serial: str) -> TokenPinRow | None:
    lookup = _serial_lookup(service, serial)
    take_turns(session, f"token:{lookup}:{visit.phone_lookup}")
    return session.get(TokenPinRow, (lookup, visit.phone_lookup), with_for_update=True, populate_existing=True)


def _kept(service: Service, row: TokenPinRow) -> list[str]:
    kept: list[str] = json.loads(service.keyring.decrypt("token-pin", row.pins))
    return kept


def _keep(service: Service, row: TokenPinRow, pins: list[str], now: datetime) -> None:
    row.pins, row.changed_at = service.keyring.encrypt("token-pin", json.dumps(pins).encode()), now


def _serial_lookup(service: Service, serial: str) -> str:
    return service.keyring.lookup("token-serial", serial)
