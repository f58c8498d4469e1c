"""A clerk's session: a strict same-site cookie; forms carry a token against cross-site requests."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Cookie, Depends, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.orm import Session

from authority.api.idempotency import ServiceNow
from authority.audit import record
from authority.problems import NotAllowed, NotSignedIn
from authority.service import Service
from authority.web.console import staff
from authority.web.console.staff import Role
from authority.web.pages import page

_COOKIE = "console"
_SECONDS = 8 * 3600
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
        cookie: names the session.
        token: what the forms of this session carry.
    """

    service: Service
    name: str
    role: Role
    cookie: str
    token: str
    now: datetime

    @property
    def actor(self) -> str:
        """The clerk in the audit log."""
        return f"clerk:{self.name}"

    def page(self, template: str, section: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page of the console."""
        sections = [(id, title, url) for id, title, url, role in _SECTIONS if self.role.includes(role)]
        return page(
            f"console/{template}",
            status,
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

    def note(self, session: Session, action: str, subject: str) -> None:
        """Record that personal data was looked at or something was done."""
        record(session, self.now, self.actor, action, subject)


def role_title(role: str) -> str:
    """A role for people."""
    return _ROLES[Role(role)]


def visitor_page(service: Service, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for somebody who is not signed in, or whose request was refused."""
    return page(f"console/{template}", status, sandbox=service.settings.is_sandbox, **values)


def open_session(service: Service, name: str, now: datetime) -> Response:
    """The answer that begins a clerk's session."""
    with service.store.write() as session:
        token = staff.begin_session(service, session, name, now)
    answer = RedirectResponse("/console", status_code=303)
    answer.set_cookie(
        _COOKIE,
        token,
        path="/console",
        httponly=True,
        samesite="strict",
        secure=service.settings.public_url.startswith("https:"),
        max_age=_SECONDS,
    )
    return answer


def forget_session() -> Response:
    """The answer after a session has ended."""
    answer = RedirectResponse("/console/login", status_code=303)
    answer.delete_cookie(_COOKIE, path="/console")
    return answer


def _desk(service: ServiceNow, console: Annotated[str, Cookie(max_length=300)] = "") -> Desk:
    """The signed-in clerk, or `NotSignedIn`."""
    now = service.clock()
    with service.store.read() as session:
        clerk = staff.find_session(service, session, console, now)
    if clerk is None:
        raise NotSignedIn
    return Desk(service, clerk.name, Role(clerk.role), console, service.keyring.lookup("console-form", console), now)


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


def _same(given: str, expected: str) -> bool:
    # as bytes: compare_digest refuses strings with other than ASCII
    return hmac.compare_digest(given.encode(), expected.encode())
