"""Applications: made by who is registered or holds a unit's code, decided, delivered onto a token, renewed."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.adjustment import settings_in_force
from authority.audit import record
from authority.database import take_turns
from authority.pki.issuance import pair_rows
from authority.pki.models import CertificateStatus
from authority.problems import BadRequestOfKey, NotFound, NotValid
from authority.self_service.models import ApplicationRow, RegisteredPersonRow, UnitRow, VisitRow
from authority.self_service.problems import ApplicationOpen, HolderDiffers, NotRenewable, RegistrationDiffers
from authority.self_service.states import OPEN, ApplicationEvent, ApplicationState, after
from authority.self_service.units import open_unit
from authority.service import Service, new_id
from core.crypto.errors import AlgorithmNotSupported, BadStructure, SignatureInvalid
from core.crypto.requests import CertificationRequest, parse_request
from core.validation import check_id_number, check_name


def registrations_of(session: Session, visit: VisitRow) -> list[tuple[RegisteredPersonRow, UnitRow]]:
    """Where this phone is registered, in units that are open."""
    query = (
        select(RegisteredPersonRow, UnitRow)
        .join(UnitRow, UnitRow.id == RegisteredPersonRow.unit_id)
        .where(RegisteredPersonRow.phone_lookup == visit.phone_lookup, UnitRow.open)
        .order_by(RegisteredPersonRow.created_at)
    )
    return [(person, unit) for person, unit in session.execute(query)]


def applications_of(session: Session, visit: VisitRow) -> list[tuple[ApplicationRow, UnitRow]]:
    """Everything that was applied for with this phone, newest first."""
    query = (
        select(ApplicationRow, UnitRow)
        .join(UnitRow, UnitRow.id == ApplicationRow.unit_id)
        .where(ApplicationRow.phone_lookup == visit.phone_lookup)
        .order_by(ApplicationRow.created_at.desc(), ApplicationRow.id)
    )
    return [(application, unit) for application, unit in session.execute(query)]


def own_application(session: Session, visit: VisitRow, application_id: str) -> tuple[ApplicationRow, UnitRow]:
    """One of this phone's, locked for a change; `NotFound` for another's."""
    row = session.get(ApplicationRow, application_id, with_for_update=True, populate_existing=True)
    if row is None or row.phone_lookup != visit.phone_lookup:
        raise NotFound
    return row, session.get_one(UnitRow, row.unit_id)


def apply(
    service: Service, session: Session, visit: VisitRow, *, unit_code: str, name: str, id_number: str, now: datetime
) -> tuple[ApplicationRow, UnitRow]:
    """证书申请. Whom the unit registered is approved at once; who only holds its code waits for a clerk.

    The code is empty for a person who is registered; name and ID number are as typed.

    Raises:
        NotValid: a field breaks its rule.
        RegistrationDiffers, UnitUnknown, ApplicationOpen.
    """
    if check_name(name):
        raise NotValid(field="姓名")
    if check_id_number(id_number):
        raise NotValid(field="身份证号")
    known = registrations_of(session, visit)
    if unit_code:
        unit = open_unit(session, unit_code)
        known = [(person, where) for person, where in known if where.id == unit.id]
    if known:
        fitting = [unit for person, unit in known if _is(service, person, name, id_number)]
        if not fitting:
            raise RegistrationDiffers
        unit, state = fitting[0], ApplicationState.APPROVED
    elif unit_code:
        state = ApplicationState.REVIEWING
    else:
        raise RegistrationDiffers
    take_turns(session, f"application:{visit.phone_lookup}")
    _check_none_open(session, visit, unit)
    row = _new(service, session, visit, unit, state, name.encode(), id_number.encode(), now)
    if state is ApplicationState.REVIEWING:
        seconds = settings_in_force(service, session).auto_approve_seconds
        row.approve_due_at = None if seconds is None else now + timedelta(seconds=seconds)
    session.flush()
    record(session, now, "self-service", "application.made", f"application:{row.id}", {"state": state})
    return row, unit


def renew(
    service: Service, session: Session, visit: VisitRow, request_der: bytes, *, name: str, id_number: str, now: datetime
) -> tuple[ApplicationRow, UnitRow]:
    """证书续期: the request is signed by the key that is renewed, which proves whose it is; asked again it goes on.

    Name and ID number are as typed: who applied knows them, whoever found the medium and its PIN need not.

    Raises:
        BadRequestOfKey: not a sound request.
        HolderDiffers: typed are others than those of the certificate's application.
        NotRenewable: no good certificate of this phone has the key, or its unit takes no applications any more.
    """
    installed = (
        ApplicationRow.request_key_hash == key_hash(checked_request(request_der)),
        ApplicationRow.phone_lookup == visit.phone_lookup,
        ApplicationRow.state == ApplicationState.INSTALLED,
    )
    query = select(ApplicationRow).where(*installed).order_by(ApplicationRow.created_at.desc())
    old = session.scalars(query).first()
    if old is None or old.pair_id is None:
        raise NotRenewable
    unit, signing = session.get_one(UnitRow, old.unit_id), pair_rows(session, old.pair_id)["sign"]
    if not unit.open or signing.status != CertificateStatus.GOOD or signing.not_after <= now:
        raise NotRenewable
    holder = tuple(service.keyring.decrypt("person", value) for value in (old.name, old.id_number))
    if holder != (name.encode(), id_number.encode()):
        raise HolderDiffers
    take_turns(session, f"application:{visit.phone_lookup}")
    under_way = ApplicationRow.old_pair_id == old.pair_id, ApplicationRow.state.in_(OPEN)
    begun = session.scalars(select(ApplicationRow).where(*under_way)).first()
    if begun is not None:
        return begun, unit
    row = _new(service, session, visit, unit, ApplicationState.APPROVED, *holder, now)
    row.old_pair_id, row.request_key_hash = old.pair_id, old.request_key_hash
    session.flush()
    record(session, now, "self-service", "application.renewal", f"application:{row.id}", {"pair": old.pair_id})
    return row, unit


def decide(
    session: Session, application_id: str, event: ApplicationEvent, actor: str, reason: str, now: datetime
) -> None:
    """A clerk's or the automatic decision; `IllegalTransition` when it was decided already."""
    row = session.get(ApplicationRow, application_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    if event is ApplicationEvent.REJECT and not reason.strip():
        raise NotValid(field="原因")
    row.state, row.reject_reason, row.updated_at = after(row.state, event), reason.strip(), now
    session.flush()
    record(session, now, actor, f"application.{event.value}", f"application:{row.id}")


def due_applications(session: Session, now: datetime) -> list[str]:
    """Those whose automatic approval is due."""
    waiting = ApplicationRow.state == ApplicationState.REVIEWING, ApplicationRow.approve_due_at <= now
    return list(session.scalars(select(ApplicationRow.id).where(*waiting).limit(100)))


def checked_request(request_der: bytes) -> CertificationRequest:
    """A sound certification request, or `BadRequestOfKey`."""
    try:
        return parse_request(request_der)
    except (BadStructure, SignatureInvalid, AlgorithmNotSupported) as error:
        raise BadRequestOfKey from error


def key_hash(request: CertificationRequest) -> str:
    """Names the key of a request."""
    return hashlib.sha256(request.public_key.spki).hexdigest()


def _is(service: Service, person: RegisteredPersonRow, name: str, id_number: str) -> bool:
    decrypt = service.keyring.decrypt
    return (decrypt("person", person.name), decrypt("person", person.id_number)) == (name.encode(), id_number.encode())


def _check_none_open(session: Session, visit: VisitRow, unit: UnitRow) -> None:
    same = (
        ApplicationRow.phone_lookup == visit.phone_lookup,
        ApplicationRow.unit_id == unit.id,
        ApplicationRow.state.in_(OPEN),
        ApplicationRow.old_pair_id.is_(None),
    )
    if session.scalars(select(ApplicationRow.id).where(*same)).first():
        raise ApplicationOpen


def _new(
    service: Service,
    session: Session,
    visit: VisitRow,
    unit: UnitRow,
    state: ApplicationState,
    name: bytes,
    id_number: bytes,
    now: datetime,
) -> ApplicationRow:
    row = ApplicationRow(
        id=new_id(),
        number=f"{now:%Y%m%d}{secrets.randbelow(10**10):010}",
        unit_id=unit.id,
        phone=visit.phone,
        phone_lookup=visit.phone_lookup,
        name=service.keyring.encrypt("person", name),
        id_number=service.keyring.encrypt("person", id_number),
        years=unit.years,
        state=state,
        reject_reason="",
        created_at=now,
        updated_at=now,
    )
    session.add(row)
    return row
