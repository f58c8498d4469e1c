"""The administration console: review queue with documents side by side, and the audit log.

One clerk's password is made at the first start and kept as a hash in the database; its file is readable by the owner
only. The session is a signed, strict same-site cookie; forms carry a token against cross-site requests.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Cookie, Depends, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from authority.accounts.models import FileRow, PersonRow
from authority.api.idempotency import ServiceNow
from authority.api.order_routes import form_data
from authority.api.order_views import order_view
from authority.audit import AuditRow, first_broken, record
from authority.database import Base
from authority.orders.form import render_form
from authority.orders.models import OrderRow
from authority.orders.service import approve, reject
from authority.orders.states import OrderState
from authority.problems import NotFound, NotSignedIn
from authority.service import Service, masked_id_number
from authority.web.pages import render

router = APIRouter(prefix="/console", tags=["console"], include_in_schema=False)
_COOKIE = "console"
_HOURS = 8
PASSWORD_FILE = "console-password.txt"  # noqa: S105 a file name


class ClerkRow(Base):
    """Someone who may use the console."""

    __tablename__ = "clerk"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    password_hash: Mapped[str] = mapped_column(String(200))


def ensure_clerk(service: Service, session: Session) -> None:
    """Make the first clerk with a random password, told in a file that only the owner of the data can read."""
    from argon2 import PasswordHasher

    if session.get(ClerkRow, "admin") is not None:
        return
    password = secrets.token_urlsafe(12)
    session.add(ClerkRow(name="admin", password_hash=PasswordHasher().hash(password)))
    path = service.settings.data_dir / PASSWORD_FILE
    path.touch(mode=0o600)
    path.write_text(password + "\n", "utf-8")


def _clerk(service: ServiceNow, console: Annotated[str, Cookie()] = "") -> str:
    """The signed-in clerk, or `NotSignedIn`."""
    name, _, rest = console.partition("|")
    until, _, proof = rest.partition("|")
    if not name or not _same(proof, _proof(service, f"{name}|{until}")):
        raise NotSignedIn
    if datetime.fromisoformat(until) < service.clock():
        raise NotSignedIn
    return name


Clerk = Annotated[str, Depends(_clerk)]


@router.get("/login", response_class=HTMLResponse)
def login_page() -> HTMLResponse:
    """The sign-in page."""
    return HTMLResponse(render("login.html", wrong=False))


@router.post("/login", response_class=HTMLResponse)
def login(service: ServiceNow, password: Annotated[str, Form(max_length=64)]) -> Response:
    """Sign in."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    with service.store.write() as session:
        clerk = session.get_one(ClerkRow, "admin")
        try:
            PasswordHasher().verify(clerk.password_hash, password)
        except VerifyMismatchError:
            record(session, service.clock(), "clerk:admin", "console.refused", "console")
            return HTMLResponse(render("login.html", wrong=True), status_code=401)
        record(session, service.clock(), "clerk:admin", "console.opened", "console")
    value = f"admin|{(service.clock() + timedelta(hours=_HOURS)).isoformat()}"
    answer = RedirectResponse("/console", status_code=303)
    answer.set_cookie(
        _COOKIE,
        f"{value}|{_proof(service, value)}",
        httponly=True,
        samesite="strict",
        secure=service.settings.public_url.startswith("https:"),
        max_age=_HOURS * 3600,
    )
    return answer


@router.get("", response_class=HTMLResponse)
def queue(service: ServiceNow, clerk: Clerk) -> HTMLResponse:
    """Orders that wait for a decision, oldest first."""
    with service.store.read() as session:
        rows = session.scalars(
            select(OrderRow).where(OrderRow.state == OrderState.REVIEWING).order_by(OrderRow.paid_at).limit(200)
        )
        orders = [_line(service, session, row) for row in rows]
    return HTMLResponse(render("queue.html", orders=orders))


@router.get("/orders/{order_id}", response_class=HTMLResponse)
def order_page(service: ServiceNow, clerk: Clerk, order_id: str) -> HTMLResponse:
    """One order with its documents."""
    with service.store.read() as session:
        row = _order(session, order_id)
        data = form_data(service, session, row, service.clock())
        pictures = session.scalars(
            select(FileRow)
            .where(FileRow.account_id == row.account_id, FileRow.kind.in_(["id_card_front", "id_card_back"]))
            .order_by(FileRow.created_at.desc())
        )
        newest = {picture.kind: picture for picture in reversed(list(pictures))}
        documents = [
            (title, _data_url(service, newest[kind]))
            for kind, title in (("id_card_front", "身份证人像面"), ("id_card_back", "身份证国徽面"))
            if kind in newest
        ]
        line = _line(service, session, row)
    facts = [
        ("申请人", data.name),
        ("身份证号", masked_id_number(data.id_number)),
        ("手机号码", data.phone),
        ("交易平台", data.platform),
        ("有效期", f"{data.years} 年"),
        ("密钥算法", data.algorithm),
    ]
    page = render(
        "order.html",
        order=line,
        facts=facts,
        documents=documents,
        reviewing=row.state == OrderState.REVIEWING,
        token=_proof(service, f"form:{clerk}:{order_id}"),
    )
    return HTMLResponse(page)


@router.get("/orders/{order_id}/form.pdf", response_class=Response)
def order_form(service: ServiceNow, clerk: Clerk, order_id: str) -> Response:
    """The signed application form."""
    with service.store.read() as session:
        data = form_data(service, session, _order(session, order_id), service.clock())
    return Response(render_form(data), media_type="application/pdf")


@router.post("/orders/{order_id}/approve", response_class=RedirectResponse)
def approve_order(
    service: ServiceNow, clerk: Clerk, order_id: str, token: Annotated[str, Form(max_length=80)]
) -> RedirectResponse:
    """审核通过."""
    _check_token(service, clerk, order_id, token)
    with service.store.write() as session:
        approve(session, order_id, f"clerk:{clerk}", service.clock())
    return RedirectResponse("/console", status_code=303)


@router.post("/orders/{order_id}/reject", response_class=RedirectResponse)
def reject_order(
    service: ServiceNow,
    clerk: Clerk,
    order_id: str,
    token: Annotated[str, Form(max_length=80)],
    reason: Annotated[str, Form(max_length=300)],
) -> RedirectResponse:
    """审核不通过."""
    _check_token(service, clerk, order_id, token)
    with service.store.write() as session:
        reject(session, order_id, f"clerk:{clerk}", reason, service.clock())
    return RedirectResponse("/console", status_code=303)


@router.get("/audit", response_class=HTMLResponse)
def audit_page(service: ServiceNow, clerk: Clerk) -> HTMLResponse:
    """The newest audit records and the state of the whole chain."""
    with service.store.read() as session:
        broken = first_broken(session)
        count = session.scalar(select(func.count()).select_from(AuditRow))
        rows = list(session.scalars(select(AuditRow).order_by(AuditRow.number.desc()).limit(200)))
        page = render("audit.html", broken=broken, count=count, rows=rows)
    return HTMLResponse(page)


def _line(service: Service, session: Session, row: OrderRow) -> dict[str, str]:
    view = order_view(row)
    person = session.get_one(PersonRow, row.person_id)
    return {
        "id": row.id,
        "number": row.number,
        "name": service.keyring.decrypt("person", person.name).decode(),
        "title": view.title["zh"],
        "amount": f"{row.total_fen / 100:.2f}",
        "submitted": f"{(row.paid_at or row.created_at).astimezone():%Y-%m-%d %H:%M}",
        "state": view.state,
    }


def _order(session: Session, order_id: str) -> OrderRow:
    row = session.get(OrderRow, order_id)
    if row is None:
        raise NotFound
    return row


def _data_url(service: Service, picture: FileRow) -> str:
    content = base64.b64encode(service.keyring.decrypt("file", picture.content)).decode()
    return f"data:{picture.content_type};base64,{content}"


def _proof(service: Service, value: str) -> str:
    return service.keyring.lookup("console", value)


def _check_token(service: Service, clerk: str, order_id: str, token: str) -> None:
    if not _same(token, _proof(service, f"form:{clerk}:{order_id}")):
        raise NotSignedIn


def _same(given: str, expected: str) -> bool:
    # as bytes: compare_digest refuses strings with other than ASCII
    return hmac.compare_digest(given.encode(), expected.encode())
