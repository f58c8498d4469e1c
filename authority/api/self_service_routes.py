"""自助服务 (M3.5.6): a visit by phone, applications, renewal, delivery onto a token."""

from __future__ import annotations

import base64
from typing import Annotated

from fastapi import APIRouter
from fastapi import Path as InPath
from sqlalchemy.orm import Session

from authority.api import self_service_schemas as schemas
from authority.api.idempotency import Caller, CallerNow
from authority.api.octets import octets
from authority.api.schemas import Installation
from authority.self_service import applications, delivery, units, unlocking
from authority.self_service.models import ApplicationRow, UnitRow, VisitRow
from authority.self_service.visits import begin_visit, find_visit
from authority.service import masked_name, masked_phone

router = APIRouter(prefix="/self-service", tags=["self-service"])
Serial = Annotated[str, InPath(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9:._-]+$")]


@router.post("/sessions")
def begin(caller: CallerNow, body: schemas.NewVisit) -> schemas.Visit:
    """输入手机号码 and 短信验证码."""

    def work(session: Session) -> schemas.Visit:
        token, row = begin_visit(caller.service, session, body.phone, body.sms_code, caller.now)
        return schemas.Visit(access_token=token, phone_masked=masked_phone(body.phone), expires_at=row.expires_at)

    return caller.change(schemas.Visit, work)


@router.get("/units/{code}")
def unit(caller: CallerNow, code: str) -> schemas.Unit:
    """Whose code was scanned."""
    with caller.service.store.read() as session:
        _visit(caller, session)
        row = units.open_unit(session, code)
        return schemas.Unit(name=row.name, years=row.years)


@router.get("/registrations")
def registrations(caller: CallerNow) -> schemas.Registrations:
    """Where this phone is registered in advance."""
    decrypt = caller.service.keyring.decrypt
    with caller.service.store.read() as session:
        found = applications.registrations_of(session, _visit(caller, session))
        return schemas.Registrations(
            items=[
                schemas.Registration(
                    unit=unit.name, years=unit.years, name_masked=masked_name(decrypt("person", person.name).decode())
                )
                for person, unit in found
            ]
        )


@router.get("/applications")
def own_applications(caller: CallerNow) -> schemas.Applications:
    """进度查询."""
    with caller.service.store.read() as session:
        rows = applications.applications_of(session, _visit(caller, session))
        return schemas.Applications(items=[_view(caller, row, unit) for row, unit in rows])


@router.post("/applications")
def apply(caller: CallerNow, body: schemas.NewApplication) -> schemas.Application:
    """证书申请."""

    def work(session: Session) -> schemas.Application:
        row, unit = applications.apply(
            caller.service,
            session,
            _visit(caller, session),
            unit_code=body.unit_code,
            name=body.name,
            id_number=body.id_number,
            now=caller.now,
        )
        return _view(caller, row, unit)

    return caller.change(schemas.Application, work)


@router.post("/renewals")
def renew(caller: CallerNow, body: schemas.Renewal) -> schemas.Application:
    """证书续期."""
    request = octets(body.signing_request, "signing_request")

    def work(session: Session) -> schemas.Application:
        row, unit = applications.renew(
            caller.service,
            session,
            _visit(caller, session),
            request,
            name=body.name,
            id_number=body.id_number,
            now=caller.now,
        )
        return _view(caller, row, unit)

    return caller.change(schemas.Application, work)


@router.post("/applications/{application_id}/certificate")
def issue(caller: CallerNow, application_id: str, body: schemas.TokenCertificateRequest) -> schemas.TokenCertificates:
    """Have the certificates issued for the key on the token."""
    request = octets(body.signing_request, "signing_request")

    def work(session: Session) -> schemas.TokenCertificates:
        visit = _visit(caller, session)
        answer = delivery.issue(caller.service, session, visit, application_id, request, body.oaep_hash, caller.now)
        return schemas.TokenCertificates.model_validate(answer)

    return caller.change(schemas.TokenCertificates, work)


@router.post("/applications/{application_id}/installation")
def confirm(caller: CallerNow, application_id: str, body: Installation) -> schemas.Application:
    """The token holds both certificates."""

    def work(session: Session) -> schemas.Application:
        visit = _visit(caller, session)
        row, unit = delivery.confirm(caller.service, session, visit, application_id, body.certificate_id, caller.now)
        return _view(caller, row, unit)

    return caller.change(schemas.Application, work)


@router.put("/tokens/{serial}/pin")
def deposit(caller: CallerNow, serial: Serial, body: schemas.TokenPin) -> schemas.Deposited:
    """登记解锁: told before it is set."""

    def work(session: Session) -> schemas.Deposited:
        visit = _visit(caller, session)
        unlocking.deposit(caller.service, session, visit, serial, body.pin, caller.now)
        return schemas.Deposited(done=True)

    return caller.change(schemas.Deposited, work)


@router.post("/tokens/{serial}/pin/confirmation")
def confirm_deposit(caller: CallerNow, serial: Serial) -> schemas.Deposited:
    """The token has it now."""

    def work(session: Session) -> schemas.Deposited:
        unlocking.confirm_deposit(caller.service, session, _visit(caller, session), serial, caller.now)
        return schemas.Deposited(done=True)

    return caller.change(schemas.Deposited, work)


@router.delete("/tokens/{serial}/pin/next")
def withdraw_deposit(caller: CallerNow, serial: Serial) -> schemas.Deposited:
    """The token did not take it."""

    def work(session: Session) -> schemas.Deposited:
        unlocking.withdraw_deposit(caller.service, session, _visit(caller, session), serial, caller.now)
        return schemas.Deposited(done=True)

    return caller.change(schemas.Deposited, work)


@router.post("/tokens/{serial}/challenges")
def challenge(caller: CallerNow, serial: Serial) -> schemas.UnlockChallenge:
    """密码解锁: what the answer has to sign."""

    def work(session: Session) -> schemas.UnlockChallenge:
        row, nonce = unlocking.challenge(caller.service, session, _visit(caller, session), serial, caller.now)
        return schemas.UnlockChallenge(id=row.id, nonce=base64.b64encode(nonce).decode())

    return caller.change(schemas.UnlockChallenge, work)


@router.post("/tokens/{serial}/challenges/{challenge_id}/answer")
def answer(caller: CallerNow, serial: Serial, challenge_id: str, body: schemas.UnlockAnswer) -> schemas.DeliveredPins:
    """The administrator's PIN, for the key that answered."""

    def work(session: Session) -> schemas.DeliveredPins:
        delivered = unlocking.answer(
            caller.service,
            session,
            _visit(caller, session),
            challenge_id,
            serial=serial,
            public_key=octets(body.public_key, "public_key"),
            signature=octets(body.signature, "signature"),
            next_pin=body.next_pin,
            now=caller.now,
        )
        return schemas.DeliveredPins(pins=[base64.b64encode(pin).decode() for pin in delivered])

    return caller.change(schemas.DeliveredPins, work)


def _visit(caller: Caller, session: Session) -> VisitRow:
    return find_visit(caller.service, session, caller.token, caller.now)


def _view(caller: Caller, row: ApplicationRow, unit: UnitRow) -> schemas.Application:
    return schemas.Application.model_validate(
        {
            "id": row.id,
            "number": row.number,
            "unit": unit.name,
            "name_masked": masked_name(caller.service.keyring.decrypt("person", row.name).decode()),
            "years": row.years,
            "renewal": row.old_pair_id is not None,
            "state": row.state,
            "reject_reason": row.reject_reason,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        }
    )
