"""Sign-in by a device-bound key: switched on inside a session, used before one."""

from __future__ import annotations

import base64

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from authority.accounts import login_keys
from authority.api import schemas
from authority.api.account_routes import session_view
from authority.api.idempotency import CallerNow
from authority.api.octets import octets
from authority.problems import NotValid

router = APIRouter(tags=["accounts"])


class NewLoginKey(BaseModel):
    """A key made on the device; `proof` is its signature that the device holds it."""

    model_config = ConfigDict(extra="forbid")

    public_key: schemas.Base64
    proof: schemas.Base64


class LoginKey(BaseModel):
    """A registered key."""

    id: str


class NewChallenge(BaseModel):
    """Which key wants to sign in."""

    model_config = ConfigDict(extra="forbid")

    login_key_id: schemas.Identifier


class Challenge(BaseModel):
    """What the device has to sign; see docs/security.md."""

    id: str
    nonce: str


class ChallengeAnswer(BaseModel):
    """The device's signature."""

    model_config = ConfigDict(extra="forbid")

    challenge_id: schemas.Identifier
    signature: schemas.Base64


@router.post("/me/login-keys")
def register(caller: CallerNow, body: NewLoginKey) -> LoginKey:
    """Switch sign-in by biometrics on for this device."""
    if not caller.device_id:
        raise NotValid(field="X-Device-Id")
    spki, proof = octets(body.public_key, "public_key"), octets(body.proof, "proof")

    def work(session: Session) -> LoginKey:
        account_id = caller.account_id(session)
        return LoginKey(id=login_keys.register_key(session, account_id, caller.device_id, spki, proof, caller.now).id)

    return caller.change(LoginKey, work)


@router.delete("/me/login-keys/current")
def forget(caller: CallerNow) -> schemas.Done:
    """Switch it off for this device."""

    def work(session: Session) -> schemas.Done:
        login_keys.forget_keys(session, caller.account_id(session), caller.device_id)
        return schemas.Done()

    return caller.change(schemas.Done, work)


@router.post("/login-challenges")
def ask(caller: CallerNow, body: NewChallenge) -> Challenge:
    """A question to this device."""

    def work(session: Session) -> Challenge:
        row = login_keys.new_challenge(session, body.login_key_id, caller.device_id, caller.now)
        return Challenge(id=row.id, nonce=base64.b64encode(row.nonce).decode())

    return caller.change(Challenge, work)


@router.post("/sessions/login-key")
def answer(caller: CallerNow, body: ChallengeAnswer) -> schemas.SessionView:
    """Sign in with the answer."""
    signature = octets(body.signature, "signature")

    def work(session: Session) -> schemas.SessionView:
        signed_in = login_keys.answer_challenge(
            caller.service, session, body.challenge_id, signature, caller.device_id, caller.now
        )
        return session_view(caller, signed_in)

    return caller.change(schemas.SessionView, work)
