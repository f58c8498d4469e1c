"""Signing in with a device-bound key (M3.3.3): the device answers a challenge; no password is stored anywhere.

What is signed is the purpose, the challenge's id and nonce, and the device: an answer is good for one challenge on one
device and can be nothing else (no signature of another kind begins with the purpose).
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from authority.accounts.models import AccountRow
from authority.accounts.sessions import SignedIn, open_session
from authority.audit import record
from authority.database import Base
from authority.problems import ChallengeOutdated, LoginKeyGone, NotValid, WrongAnswer
from authority.service import Service, new_id
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.errors import BadStructure, SignatureInvalid
from core.crypto.keys import PublicKey

_REGISTER = b"secure-client login-key register\0"
_ANSWER = b"secure-client login-key answer\0"
_CHALLENGE_LIFE = timedelta(minutes=2)


class LoginKeyRow(Base):
    """A device whose biometrics open its key."""

    __tablename__ = "login_key"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    device_id: Mapped[str] = mapped_column(String(64))
    spki: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class LoginChallengeRow(Base):
    """A question to a device: one use, short-lived."""

    __tablename__ = "login_challenge"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    key_id: Mapped[str] = mapped_column(String(36), index=True)
    nonce: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]


def registration_text(account_id: str, device_id: str) -> bytes:
    """What proves, signed, that a new key is held by the device that registers it."""
    return _REGISTER + f"{account_id}\0{device_id}".encode()


def answer_text(challenge_id: str, nonce: bytes, device_id: str) -> bytes:
    """What is signed to answer a challenge."""
    return _ANSWER + f"{challenge_id}\0{device_id}\0".encode() + nonce


def register_key(
    session: Session, account_id: str, device_id: str, spki: bytes, proof: bytes, now: datetime
) -> LoginKeyRow:
    """Switch on for a device; a key that the device had before is replaced.

    Raises:
        NotValid: not an SM2 key, or the device does not hold it.
    """
    _verify(spki, proof, registration_text(account_id, device_id), NotValid(field="public_key"))
    forget_keys(session, account_id, device_id)
    row = LoginKeyRow(id=new_id(), account_id=account_id, device_id=device_id, spki=spki, created_at=now)
    session.add(row)
    record(session, now, f"account:{account_id}", "login_key.registered", f"login_key:{row.id}")
    return row


def forget_keys(session: Session, account_id: str, device_id: str | None = None) -> None:
    """Switch off for one device, or for all of an account (its password was reset, it is closed)."""
    chosen = select(LoginKeyRow).where(LoginKeyRow.account_id == account_id)
    if device_id is not None:
        chosen = chosen.where(LoginKeyRow.device_id == device_id)
    for row in session.scalars(chosen):
        session.execute(delete(LoginChallengeRow).where(LoginChallengeRow.key_id == row.id))
        session.delete(row)
    session.flush()


def new_challenge(session: Session, key_id: str, device_id: str, now: datetime) -> LoginChallengeRow:
    """Ask a device; an earlier question to it is void.

    Raises:
        LoginKeyGone: unknown key, or one of another device.
    """
    key = session.get(LoginKeyRow, key_id)
    if key is None or key.device_id != device_id:
        raise LoginKeyGone
    session.execute(delete(LoginChallengeRow).where(LoginChallengeRow.key_id == key_id))
    row = LoginChallengeRow(id=new_id(), key_id=key_id, nonce=secrets.token_bytes(32), expires_at=now + _CHALLENGE_LIFE)
    session.add(row)
    return row


def answer_challenge(
    service: Service, session: Session, challenge_id: str, signature: bytes, device_id: str, now: datetime
) -> SignedIn:
    """Open a session for the holder of the key; the challenge is spent by a right answer and by a wrong one.

    Raises:
        ChallengeOutdated, WrongAnswer, LoginKeyGone.
    """
    challenge = session.get(LoginChallengeRow, challenge_id, with_for_update=True)
    if challenge is None or challenge.expires_at < now:
        raise ChallengeOutdated
    key = session.get(LoginKeyRow, challenge.key_id)
    if key is None or key.device_id != device_id:
        raise LoginKeyGone
    text = answer_text(challenge.id, challenge.nonce, device_id)
    session.delete(challenge)
    _verify(key.spki, signature, text, WrongAnswer())
    key.last_used_at = now
    account = session.get_one(AccountRow, key.account_id)
    return open_session(service, session, account, device_id, now)


def _verify(spki: bytes, signature: bytes, text: bytes, refusal: NotValid | WrongAnswer) -> None:
    try:
        key = PublicKey(spki)
        if key.algorithm is not KeyAlgorithm.SM2:
            raise refusal
        key.verify(signature, text, SignatureScheme.SM2_SM3)
    except (BadStructure, SignatureInvalid) as error:
        raise refusal from error
