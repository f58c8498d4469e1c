"""A clerk's session: a signed, strict same-site cookie; forms carry a token against cross-site requests."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import Cookie, Depends, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.orm import Session

from authority.api.idempotency import ServiceNow
from authority.audit import record
from authority.problems import NotAllowed, NotSignedIn
from authority.service import Service
from authority.web.console.staff import ClerkRow, Role
from authority.web.pages import render

_COOKIE = "console"
_HOURS = 8
# no scripts at all; pictures and styles of these pages only
_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_ROLES = {Role.CLERK: "客服", Role.REVIEWER: "审核员", Role.ADMINISTRATOR: "管理员"}
_SECTIONS = (
    ("queue", "待审核", "/console", Role.CLERK),
    ("orders", "订单", "/console/orders", Role.CLERK),
    ("transfers", "转账核验", "/console/transfers", Role.CLERK),
    ("self-service", "自助服务", "/console/self-service", Role.CLERK),
    ("people", "用户", "/console/people", Role.CLERK),
    ("organisations", "机构", "/console/organisations", Role.CLERK),
    ("certificates", "证书", "/console/certificates", Role.CLERK),
    ("platforms", "交易平台", "/console/platforms", Role.ADMINISTRATOR),
    ("prices", "价格", "/console/prices", Role.ADMINISTRATOR),
    ("settings", "设置", "/console/settings", Role.ADMINISTRATOR),
    ("staff", "人员", "/console/staff", Role.ADMINISTRATOR),
    ("audit", "审计日志", "/console/audit", Role.ADMINISTRATOR),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """One request of a signed-in clerk.

    Attributes:
        token: what the forms of this session carry.
    """

    service: Service
    name: str
    role: Role
    token: str
    now: datetime

    @property
    def actor(self) -> str:
        """The clerk in the audit log."""
        return f"clerk:{self.name}"

    def page(self, template: str, section: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page of the console."""
        sections = [(id, title, url) for id, title, url, role in _SECTIONS if self.role.includes(role)]
        shown = render(
            f"console/{template}",
            sandbox=self.service.settings.is_sandbox,
            sections=sections,
            section=section,
            me=self.name,
            my_role=_ROLES[self.role],
            token=self.token,
            may_decide=self.role.includes(Role.REVIEWER),
            administrates=self.role is Role.ADMINISTRATOR,
            **values,
        )
        return HTMLResponse(shown, status, {"Content-Security-Policy": _POLICY})

    def note(self, session: Session, action: str, subject: str) -> None:
        """Record that personal data was looked at or something was done."""
        record(session, self.now, self.actor, action, subject)


def role_title(role: str) -> str:
    """A role for people."""
    return _ROLES[Role(role)]


def visitor_page(service: Service, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for somebody who is not signed in, or whose request was refused."""
    shown = render(f"console/{template}", sandbox=service.settings.is_sandbox, **values)
    return HTMLResponse(shown, status, {"Content-Security-Policy": _POLICY})


def open_session(service: Service, clerk: ClerkRow, now: datetime) -> Response:
    """The answer that begins a session."""
    value = f"{clerk.name}|{(now + timedelta(hours=_HOURS)).isoformat()}"
    answer = RedirectResponse("/console", status_code=303)
    answer.set_cookie(
        _COOKIE,
        f"{value}|{_proof(service, clerk, value)}",
        path="/console",
        httponly=True,
        samesite="strict",
        secure=service.settings.public_url.startswith("https:"),
        max_age=_HOURS * 3600,
    )
    return answer


def end_session() -> Response:
    """The answer that ends a session."""
    answer = RedirectResponse("/console/login", status_code=303)
    answer.delete_cookie(_COOKIE, path="/console")
    return answer


def _desk(service: ServiceNow, console: Annotated[str, Cookie(max_length=300)] = "") -> Desk:
    """The signed-in clerk, or `NotSignedIn`."""
    name, _, rest = console.partition("|")
    until, _, proof = rest.partition("|")
    now = service.clock()
    with service.store.read() as session:
        clerk = session.get(ClerkRow, name) if name and "\0" not in name else None
    if clerk is None or not clerk.active or not _same(proof, _proof(service, clerk, f"{name}|{until}")):
        raise NotSignedIn
    if datetime.fromisoformat(until) < now:
        raise NotSignedIn
    return Desk(service, name, Role(clerk.role), service.keyring.lookup("console-form", console), now)


@dataclass(frozen=True, slots=True)
class AtDesk:
    """A page for clerks of a role."""

    role: Role

    def __call__(self, desk: Annotated[Desk, Depends(_desk)]) -> Desk:
        """The clerk, or `NotSignedIn`, `NotAllowed`."""
        if not desk.role.includes(self.role):
            raise NotAllowed
        return desk


@dataclass(frozen=True, slots=True)
class Acting:
    """A form that clerks of a role may send."""

    role: Role

    def __call__(self, desk: Annotated[Desk, Depends(_desk)], token: Annotated[str, Form(max_length=80)]) -> Desk:
        """The clerk, or `NotSignedIn` (also for a form of another session), `NotAllowed`."""
        if not desk.role.includes(self.role):
            raise NotAllowed
        if not _same(token, desk.token):
            raise NotSignedIn
        return desk


Clerk = Annotated[Desk, Depends(AtDesk(Role.CLERK))]
Administrator = Annotated[Desk, Depends(AtDesk(Role.ADMINISTRATOR))]
ClerkActs = Annotated[Desk, Depends(Acting(Role.CLERK))]
ReviewerActs = Annotated[Desk, Depends(Acting(Role.REVIEWER))]
AdministratorActs = Annotated[Desk, Depends(Acting(Role.ADMINISTRATOR))]


def _proof(service: Service, clerk: ClerkRow, value: str) -> str:
    # bound to the password: a new one ends the sessions of the old one
    return service.keyring.lookup("console", f"{value}|{clerk.password_hash}")


def _same(given: str, expected: str) -> bool:
    # as bytes: compare_digest refuses strings with other than ASCII
    return hmac.compare_digest(given.encode(), expected.encode())
