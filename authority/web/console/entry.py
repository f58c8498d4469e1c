"""Signing in and out of the console, and one's own password."""

from __future__ import annotations

import asyncio
from functools import cache
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse

from authority.api.idempotency import ServiceNow
from authority.problems import NotValid
from authority.service import Service
from authority.web.console import desk, staff
from authority.web.console.desk import Clerk, ClerkActs

router = APIRouter(prefix="/console")


@router.get("/style.css", response_class=Response)
def style() -> Response:
    """How the pages look."""
    return Response(_style(), media_type="text/css")


@cache
def _style() -> str:
    return files("authority.web.console").joinpath("style.css").read_text("utf-8")


@router.get("/login", response_class=HTMLResponse)
def login_page(service: ServiceNow) -> HTMLResponse:
    """The sign-in page."""
    return desk.visitor_page(service, "login.html", wrong=False, name="")


@router.post("/login", response_class=HTMLResponse)
async def login(
    request: Request,
    service: ServiceNow,
    name: Annotated[str, Form(max_length=40)],
    password: Annotated[str, Form(max_length=64)],
) -> Response:
    """Sign in."""
    entered: asyncio.Semaphore = request.app.state.console_entries
    async with entered:  # each guess takes much memory and time of a processor; the next ones wait without a thread
        return await run_in_threadpool(_enter, service, name, password)


def _enter(service: Service, name: str, password: str) -> Response:
    if staff.verify(service, name.strip(), password, service.clock()):
        return desk.open_session(service, name.strip(), service.clock())
    return desk.visitor_page(service, "login.html", 401, wrong=True, name=name)


@router.post("/logout", response_class=RedirectResponse)
def logout(clerk: ClerkActs) -> Response:
    """Sign out."""
    with clerk.service.store.write() as session:
        staff.end_session(clerk.service, session, clerk.cookie)
        clerk.note(session, "console.closed", "console")
    return desk.forget_session()


@router.get("/password", response_class=HTMLResponse)
def password_page(clerk: Clerk) -> HTMLResponse:
    """One's own password."""
    return clerk.page("password.html", "", refused="")


@router.post("/password", response_class=HTMLResponse)
def change_password(
    clerk: ClerkActs, old: Annotated[str, Form(max_length=64)], new: Annotated[str, Form(max_length=64)]
) -> Response:
    """Change one's own password; signs out everywhere."""
    if not staff.verify(clerk.service, clerk.name, old, clerk.now):
        return clerk.page("password.html", "", 422, refused="原密码不正确。")
    try:
        with clerk.service.store.write() as session:
            staff.set_password(session, clerk.name, new, clerk.actor, clerk.now)
    except NotValid:
        return clerk.page("password.html", "", 422, refused=f"新密码至少 {staff.MIN_PASSWORD} 位。")
    return desk.forget_session()
