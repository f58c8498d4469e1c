"""Staff and the audit log."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import func, select

from authority.audit import AuditRow, first_broken
from authority.problems import NotValid
from authority.web.console import staff
from authority.web.console.desk import Administrator, AdministratorActs, Desk, role_title
from authority.web.console.staff import ClerkRow, Role
from authority.web.console.words import ACTIONS, actor_title

router = APIRouter(prefix="/console")
_PAGE = 50


@router.get("/staff", response_class=HTMLResponse)
def staff_page(clerk: Administrator, saved: bool = False) -> HTMLResponse:
    """Everybody who may use the console."""
    return _staff(clerk, saved=saved)


@router.post("/staff", response_class=HTMLResponse)
def add(
    clerk: AdministratorActs,
    role: Annotated[Role, Form()],
    name: Annotated[str, Form(max_length=40)] = "",
    password: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Give somebody a way in."""
    try:
        with clerk.service.store.write() as session:
            staff.add_clerk(session, name.strip(), role, password, clerk.actor, clerk.now)
    except NotValid as error:
        return _staff(clerk, 422, refused=f"{error.cause_in('zh')}{error.remedy_in('zh')}", name=name)
    return RedirectResponse("/console/staff?saved=true", status_code=303)


@router.post("/staff/{name}", response_class=HTMLResponse)
def change(
    clerk: AdministratorActs, name: str, role: Annotated[Role, Form()], active: Annotated[bool, Form()] = False
) -> Response:
    """Change the role, or switch somebody off or on."""
    try:
        with clerk.service.store.write() as session:
            staff.change_clerk(session, name, role, active=active, actor=clerk.actor, now=clerk.now)
    except NotValid:
        return _staff(clerk, 422, refused="至少要保留一位启用的管理员。")
    return RedirectResponse("/console/staff?saved=true", status_code=303)


@router.post("/staff/{name}/password", response_class=HTMLResponse)
def reset_password(clerk: AdministratorActs, name: str, password: Annotated[str, Form(max_length=64)] = "") -> Response:
    """Set somebody's password; it also ends a lock."""
    try:
        with clerk.service.store.write() as session:
            staff.set_password(session, name, password, clerk.actor, clerk.now)
    except NotValid:
        return _staff(clerk, 422, refused=f"密码至少 {staff.MIN_PASSWORD} 位。")
    return RedirectResponse("/console/staff?saved=true", status_code=303)


def _staff(clerk: Desk, status: int = 200, *, refused: str = "", name: str = "", saved: bool = False) -> HTMLResponse:
    with clerk.service.store.read() as session:
        items = [
            (row.name, row.role, row.active, row.locked_until is not None and row.locked_until > clerk.now)
            for row in session.scalars(select(ClerkRow).order_by(ClerkRow.name))
        ]
    roles = [(role.value, role_title(role)) for role in Role]
    return clerk.page(
        "staff.html",
        "staff",
        status,
        items=items,
        roles=roles,
        refused=refused,
        name=name,
        least=staff.MIN_PASSWORD,
        saved=saved,
    )


@router.get("/audit", response_class=HTMLResponse)
def audit_page(
    clerk: Administrator,
    actor: Annotated[str, Query(max_length=80)] = "",
    action: Annotated[str, Query(max_length=60)] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> HTMLResponse:
    """The audit log, newest first, and whether its chain is whole."""
    search = select(AuditRow)
    if actor.strip():
        search = search.where(AuditRow.actor.contains(actor.strip(), autoescape=True))
    if action.strip():
        search = search.where(AuditRow.action.startswith(action.strip(), autoescape=True))
    search = search.order_by(AuditRow.number.desc()).offset((page - 1) * _PAGE).limit(_PAGE + 1)
    with clerk.service.store.read() as session:
        broken = first_broken(session)
        count = session.scalar(select(func.count()).select_from(AuditRow))
        found = list(session.scalars(search))
        rows = [
            {
                "number": row.number,
                "at": row.at.astimezone(),
                "actor": actor_title(row.actor),
                "actor_id": row.actor,
                "action": ACTIONS.get(row.action, row.action),
                "action_id": row.action,
                "subject": row.subject,
                "details": json.dumps(row.details, ensure_ascii=False) if row.details else "",
            }
            for row in found[:_PAGE]
        ]
    return clerk.page(
        "audit.html",
        "audit",
        broken=broken,
        count=count,
        rows=rows,
        actor=actor,
        action=action,
        pages=(page, len(found) > _PAGE),
    )
