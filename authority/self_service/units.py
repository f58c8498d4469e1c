"""Units and the people that they vouch for."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.audit import record
from authority.database import take_turns
from authority.problems import NotValid
from authority.self_service.models import RegisteredPersonRow, UnitRow
from authority.self_service.problems import UnitUnknown
from authority.service import Service, new_id
from core.validation import check_id_number, check_name, check_phone

SAMPLE_UNIT = "示例集团（体验）"
_SAMPLE_PERSON = ("林晓样", "99010119920618002X", "13800001234")
_YEARS = range(1, 6)


def add_unit(session: Session, name: str, years: int, actor: str, now: datetime) -> UnitRow:
    """A unit with a code of its own; its certificates last `years`.

    Raises:
        NotValid: no name, or not one to five years.
    """
    if not 2 <= len(name.strip()) <= 120:
        raise NotValid(field="单位名称")
    if years not in _YEARS:
        raise NotValid(field="证书有效期")
    unit = UnitRow(
        id=new_id(), name=name.strip(), code=secrets.token_urlsafe(12), years=years, open=True, created_at=now
    )
    session.add(unit)
    session.flush()
    record(session, now, actor, "unit.added", f"unit:{unit.id}")
    return unit


def register_person(
    service: Service,
    session: Session,
    unit_id: str,
    *,
    name: str,
    id_number: str,
    phone: str,
    actor: str,
    now: datetime,
) -> RegisteredPersonRow:
    """预先登记; the same phone again in a unit replaces what was registered.

    Raises:
        NotValid: a field that breaks its rule.
        UnitUnknown.
    """
    for field, broken in (
        ("姓名", check_name(name)),
        ("身份证号", check_id_number(id_number)),
        ("手机号码", check_phone(phone)),
    ):
        if broken:
            raise NotValid(field=field)
    if session.get(UnitRow, unit_id) is None:
        raise UnitUnknown
    lookup = service.keyring.lookup("phone", phone)
    take_turns(session, f"unit:{unit_id}")
    same = RegisteredPersonRow.unit_id == unit_id, RegisteredPersonRow.phone_lookup == lookup
    row = session.scalars(select(RegisteredPersonRow).where(*same)).first()
    if row is None:
        row = RegisteredPersonRow(id=new_id(), unit_id=unit_id, phone_lookup=lookup, created_at=now)
        session.add(row)
    row.phone = service.keyring.encrypt("phone", phone.encode())
    row.name = service.keyring.encrypt("person", name.encode())
    row.id_number = service.keyring.encrypt("person", id_number.encode())
    session.flush()
    record(session, now, actor, "unit.person_registered", f"unit:{unit_id}")
    return row


def code_text(code: str) -> str:
    """What a unit's printed code says; a client that scans it opens 证书申请."""
    return f"secureclient:unit?code={code}"


def open_unit(session: Session, code: str) -> UnitRow:
    """The unit of a code, or `UnitUnknown`."""
    row = session.scalars(select(UnitRow).where(UnitRow.code == code)).first()
    if row is None or not row.open:
        raise UnitUnknown
    return row


def set_up_sample(service: Service) -> None:
    """A unit that can be tried in the sandbox, with the specimen person registered; made once."""
    now = service.clock()
    with service.store.write() as session:
        take_turns(session, "self-service")
        if session.scalars(select(UnitRow.id).limit(1)).first():
            return
        unit = add_unit(session, SAMPLE_UNIT, 1, "system", now)
        name, id_number, phone = _SAMPLE_PERSON
        register_person(service, session, unit.id, name=name, id_number=id_number, phone=phone, actor="system", now=now)
