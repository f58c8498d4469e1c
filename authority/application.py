"""Puts the authority together: service, routes, errors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from cryptography.exceptions import InvalidTag
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import DataError, OperationalError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from authority.api import (
    account_routes,
    closing_routes,
    invoice_routes,
    login_key_routes,
    notification_routes,
    order_routes,
    organisation_routes,
    party_routes,
    password_routes,
    payment_routes,
    person_routes,
    pki_routes,
    self_service_routes,
    transfer_routes,
    update_routes,
)
from authority.api.schemas import Problem
from authority.database import Store, take_turns
from authority.keyring import Keyring
from authority.migration import migrate
from authority.pki.hierarchy import open_hierarchy
from authority.problems import (
    BadMessage,
    BodyTooLarge,
    DatabaseAway,
    NotFound,
    NotSignedIn,
    NotValid,
    OtherMasterKey,
    Refusal,
    problem,
)
from authority.self_service.units import set_up_sample
from authority.service import Service, utc_now
from authority.settings import Settings
from authority.tender import routes as tender_routes
from authority.tender import site as tender_site
from authority.web import cashier
from authority.web.console import routes as console
from authority.web.console.desk import visitor_page
from authority.web.console.staff import ensure_administrator
from authority.web.limits import RequestLimits
from core.errors import UnexpectedError

_log = structlog.get_logger("authority")
_CONSOLE_ENTRIES = 2
"""How many sign in to the console at the same moment."""


def open_service(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Service:
    """Bring the database up to date, load or make the keys; safe when several processes start at once."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    keyring = Keyring.open(settings.master_key_file)
    store = Store(settings.database_url)
    migrate(store)
    with store.write() as session:
        take_turns(session, "start")
        try:
            hierarchy = open_hierarchy(session, keyring, clock())
        except InvalidTag as error:
            raise OtherMasterKey(name=settings.master_key_file.name) from error
        service = Service(store, keyring, hierarchy, settings, clock)
        ensure_administrator(service, session)
    return service


def build_application(service: Service) -> FastAPI:
    """The ASGI application of a service."""
    refused: dict[int | str, dict[str, Any]] = {
        status: {"model": Problem, "description": "Refused; see the code"} for status in (401, 404, 409, 422, 429)
    }
    app = FastAPI(
        title=service.settings.name,
        version=person_routes.software_version(),
        summary="Accounts, orders, certificates, seals",
        docs_url=None,
        redoc_url=None,
        responses=refused,
    )
    app.state.service = service
    app.state.console_entries = asyncio.Semaphore(_CONSOLE_ENTRIES)
    if service.settings.is_sandbox:
        tender_site.set_up(service)
        set_up_sample(service)
    for router in (
        account_routes.router,
        password_routes.router,
        closing_routes.router,
        invoice_routes.router,
        notification_routes.router,
        login_key_routes.router,
        order_routes.router,
        organisation_routes.router,
        transfer_routes.router,
        payment_routes.router,
        person_routes.router,
        person_routes.sandbox,
        update_routes.router,
        party_routes.router,
        self_service_routes.router,
    ):
        app.include_router(router, prefix="/api/v1")
    for router in (pki_routes.router, cashier.router, console.router, tender_routes.router):
        app.include_router(router)
    app.add_middleware(RequestLimits)
    app.exception_handler(Refusal)(_refused)
    app.exception_handler(RequestValidationError)(_not_valid)
    app.exception_handler(HTTPException)(_bad_message)
    app.exception_handler(DataError)(_bad_text)
    app.exception_handler(OperationalError)(_database_away)
    app.exception_handler(ClientDisconnect)(_nobody_there)
    app.exception_handler(Exception)(_failed)
    return app


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101 registered for this type
    if isinstance(error, NotSignedIn) and request.url.path.startswith("/console"):
        return RedirectResponse("/console/login", status_code=303)
    if request.url.path.startswith("/console"):
        told = {"cause": error.cause_in("zh"), "remedy": error.remedy_in("zh"), "code": error.code}
        return visitor_page(request.app.state.service, "refused.html", error.status, **told)
    return _problem(error, error.status)


async def _not_valid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 registered for this type
    # the place of the first error, never the value: values may be passwords
    place = error.errors()[0]["loc"] if error.errors() else ("body",)
    return await _refused(request, NotValid(field=".".join(str(part) for part in place[1:]) or "body"))


async def _bad_message(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 registered for this type
    refusal = {404: NotFound, 413: BodyTooLarge}.get(error.status_code, BadMessage)()
    answer = _problem(refusal, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


async def _bad_text(request: Request, error: Exception) -> Response:
    # PostgreSQL holds no NUL characters; no field of ours has a use for one
    return _problem(NotValid(field="text"), 422)


async def _database_away(request: Request, error: Exception) -> Response:
    _log.error("database away", path=request.url.path, kind=type(error).__name__)
    return await _refused(request, DatabaseAway())


async def _nobody_there(request: Request, error: Exception) -> Response:
    # a client that goes away while it sends is no failure of ours, and hears no answer
    return _problem(BadMessage(), 400)


async def _failed(request: Request, error: Exception) -> Response:
    _log.error("request failed", path=request.url.path, kind=type(error).__name__, exc_info=error)
    return _problem(UnexpectedError(kind=type(error).__name__), 500)


def _problem(error: Refusal | UnexpectedError, status: int) -> JSONResponse:
    return JSONResponse(problem(error, status), status_code=status, media_type="application/problem+json")
