"""自助服务: units with their codes, the people they vouch for, and applications that wait for a decision."""

from __future__ import annotations

import base64
import io
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from authority.problems import NotFound, Refusal
from authority.self_service import units
from authority.self_service.applications import decide
from authority.self_service.models import ApplicationRow, RegisteredPersonRow, UnitRow
from authority.self_service.states import ApplicationEvent, ApplicationState
from authority.service import masked_id_number, masked_phone
from authority.web.console.desk import AdministratorActs, Clerk, Desk, ReviewerActs

router = APIRouter(prefix="/console/self-service")


@router.get("", response_class=HTMLResponse)
def overview(clerk: Clerk) -> HTMLResponse:
    """Applications that wait, oldest first, and all units."""
    return _overview(clerk)


@router.post("/units", response_class=HTMLResponse)
def add_unit(
    clerk: AdministratorActs, name: Annotated[str, Form(max_length=120)], years: Annotated[int, Form()]
) -> Response:
    """新增单位."""
    try:
        with clerk.service.store.write() as session:
            unit = units.add_unit(session, name, years, clerk.actor, clerk.now)
            address = f"/console/self-service/units/{unit.id}"
    except Refusal as error:
        return _overview(clerk, 422, error.cause_in("zh"))
    return RedirectResponse(address, status_code=303)


@router.get("/units/{unit_id}", response_class=HTMLResponse)
def unit_page(clerk: Clerk, unit_id: str) -> HTMLResponse:
    """A unit, its code to print, its people."""
    return _unit_page(clerk, unit_id)


@router.post("/units/{unit_id}/people", response_class=HTMLResponse)
def register(
    clerk: ReviewerActs,
    unit_id: str,
    name: Annotated[str, Form(max_length=60)],
    id_number: Annotated[str, Form(max_length=18)],
    phone: Annotated[str, Form(max_length=11)],
) -> Response:
    """预先登记."""
    try:
        with clerk.service.store.write() as session:
            units.register_person(
                clerk.service,
                session,
                unit_id,
                name=name.strip(),
                id_number=id_number.strip(),
                phone=phone.strip(),
                actor=clerk.actor,
                now=clerk.now,
            )
    except Refusal as error:
        return _unit_page(clerk, unit_id, 422, error.cause_in("zh"))
    return RedirectResponse(f"/console/self-service/units/{unit_id}", status_code=303)


@router.post("/units/{unit_id}/{action}", response_class=RedirectResponse)
def open_or_close(clerk: AdministratorActs, unit_id: str, action: str) -> RedirectResponse:
    """`open` or `close`: whether the unit takes applications."""
    with clerk.service.store.write() as session:
        unit = session.get(UnitRow, unit_id)
        if unit is None or action not in ("open", "close"):
            raise NotFound
        unit.open = action == "open"
        clerk.note(session, f"unit.{action}", f"unit:{unit_id}")
    return RedirectResponse(f"/console/self-service/units/{unit_id}", status_code=303)


@router.post("/applications/{application_id}/{outcome}", response_class=HTMLResponse)
def settle(
    clerk: ReviewerActs, application_id: str, outcome: str, reason: Annotated[str, Form(max_length=200)] = ""
) -> Response:
    """`approve` or `reject`, with a reason."""
    if outcome not in list(ApplicationEvent)[:2]:
        raise NotFound
    try:
        with clerk.service.store.write() as session:
            decide(session, application_id, ApplicationEvent(outcome), clerk.actor, reason, clerk.now)
    except Refusal as error:
        if error.status != 422:
            raise
        return _overview(clerk, 422, "请填写不通过的原因。")
    return RedirectResponse("/console/self-service", status_code=303)


def _overview(clerk: Desk, status: int = 200, refused: str = "") -> HTMLResponse:
    waiting = (
        select(ApplicationRow, UnitRow)
        .join(UnitRow, UnitRow.id == ApplicationRow.unit_id)
        .where(ApplicationRow.state == ApplicationState.REVIEWING)
        .order_by(ApplicationRow.created_at)
        .limit(200)
    )
    people = select(RegisteredPersonRow.unit_id, func.count()).group_by(RegisteredPersonRow.unit_id)
    with clerk.service.store.write() as session:
        # 姓名 and 身份证号 are shown, which the audit log keeps
        clerk.note(session, "self_service.viewed", "self-service")
        applications = [_application(clerk, row, unit) for row, unit in session.execute(waiting)]
        counts = {row[0]: row[1] for row in session.execute(people)}
        known = [
            {"id": unit.id, "name": unit.name, "years": unit.years, "open": unit.open, "people": counts.get(unit.id, 0)}
            for unit in session.scalars(select(UnitRow).order_by(UnitRow.created_at.desc()).limit(500))
        ]
    return clerk.page(
        "self_service.html", "self-service", status, applications=applications, units=known, refused=refused
    )


def _unit_page(clerk: Desk, unit_id: str, status: int = 200, refused: str = "") -> HTMLResponse:
    with clerk.service.store.write() as session:
        unit = session.get(UnitRow, unit_id)
        if unit is None:
            raise NotFound
        clerk.note(session, "unit.viewed", f"unit:{unit_id}")
        people = [_person(clerk, row) for row in _people(session, unit_id)]
        shown = {"id": unit.id, "name": unit.name, "code": unit.code, "years": unit.years, "open": unit.open}
        picture = _qr(units.code_text(unit.code))
    return clerk.page("unit.html", "self-service", status, unit=shown, people=people, picture=picture, refused=refused)


def _people(session: Session, unit_id: str) -> list[RegisteredPersonRow]:
    mine = RegisteredPersonRow.unit_id == unit_id
    return list(session.scalars(select(RegisteredPersonRow).where(mine).order_by(RegisteredPersonRow.created_at)))


def _person(clerk: Desk, row: RegisteredPersonRow) -> dict[str, str]:
    decrypt = clerk.service.keyring.decrypt
    return {
        "name": decrypt("person", row.name).decode(),
        "id_number": masked_id_number(decrypt("person", row.id_number).decode()),
        "phone": masked_phone(decrypt("phone", row.phone).decode()),
    }


def _application(clerk: Desk, row: ApplicationRow, unit: UnitRow) -> dict[str, Any]:
    decrypt = clerk.service.keyring.decrypt
    return {
        "id": row.id,
        "number": row.number,
        "unit": unit.name,
        "name": decrypt("person", row.name).decode(),
        "id_number": decrypt("person", row.id_number).decode(),
        "phone": masked_phone(decrypt("phone", row.phone).decode()),
        "since": row.created_at.astimezone(),
    }


def _qr(text: str) -> str:
    import segno

    buffer = io.BytesIO()
    segno.make(text, error="m").save(buffer, kind="png", scale=6)
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"
