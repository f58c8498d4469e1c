"""The tender site's pages, and what its clients fetch and post."""

from __future__ import annotations

import io
import secrets
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Cookie, Form, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from authority.api.idempotency import ServiceNow
from authority.problems import NotFound, NotValid, Refusal, problem
from authority.service import Service
from authority.tender import site
from authority.tender.models import Step
from authority.tender.paper import PROJECT
from authority.web.pages import page
from core.errors import AppError

router = APIRouter(prefix="/tender", tags=["tender"], include_in_schema=False)
_COOKIE = "tender"
_DAYS = 7
_MAX_FEN = 10**9
_STEPS = (
    (Step.LOGIN, "扫码登录"),
    (Step.DRAFT, "填写报价"),
    (Step.SIGN, "签名"),
    (Step.SEAL, "盖章"),
    (Step.ENCRYPT, "加密"),
    (Step.CLOSED, "等待开标"),
    (Step.DECRYPT, "解密"),
    (Step.OPENED, "已开标"),
)
_HINTS = {
    Step.LOGIN: "用客户端的“扫一扫”扫描二维码，选择证书后登录。",
    Step.SIGN: "扫码签署投标函。",
    Step.SEAL: "扫码在投标函上加盖印章。",
    Step.ENCRYPT: "扫码用您的加密证书加密投标函。加密后平台不再保存明文。",
    Step.DECRYPT: "扫码解密投标函，完成开标。",
}

Browser = Annotated[str, Cookie(alias=_COOKIE, max_length=64)]


@router.get("", response_class=HTMLResponse)
def bid_page(service: ServiceNow, browser: Browser = "") -> HTMLResponse:
    """The bid of this browser at its step."""
    _only_sandbox(service)
    known = browser or secrets.token_urlsafe(24)
    with service.store.write() as session:
        bid = site.bid_of(service, session, known)
        request = site.current_request(service, session, bid)
        step, bidder, price = Step(bid.step), bid.bidder, bid.price_fen
        request_id = request.id if request is not None else ""
    reached = [known_step for known_step, _ in _STEPS].index(step)
    answer = page(
        "tender.html",
        steps=[(title, number < reached, number == reached) for number, (_, title) in enumerate(_STEPS)],
        project=PROJECT,
        step=step.value,
        hint=_HINTS.get(step, ""),
        bidder=bidder,
        price="" if price is None else f"{price / 100:,.2f}",
        request_id=request_id,
    )
    if known != browser:
        answer.set_cookie(
            _COOKIE,
            known,
            httponly=True,
            samesite="strict",
            secure=service.settings.public_url.startswith("https:"),
            max_age=_DAYS * 86400,
        )
    return answer


@router.post("/bid", response_class=RedirectResponse)
def write_bid(
    service: ServiceNow, price: Annotated[str, Form(max_length=20)], browser: Browser = ""
) -> RedirectResponse:
    """The form with the price in yuan."""
    _only_sandbox(service)
    try:
        fen = int((Decimal(price.replace(",", "")) * 100).to_integral_exact())
    except (ArithmeticError, ValueError) as error:  # more than a Decimal holds, infinite, no number
        raise NotValid(field="price") from error
    if not 0 < fen <= _MAX_FEN:
        raise NotValid(field="price")
    with service.store.write() as session:
        site.write_bid(service, session, site.bid_of(service, session, _known(browser)), fen)
    return RedirectResponse("/tender", status_code=303)


@router.post("/opening", response_class=RedirectResponse)
def open_bids(service: ServiceNow, browser: Browser = "") -> RedirectResponse:
    """开标."""
    _only_sandbox(service)
    with service.store.write() as session:
        site.open_bids(site.bid_of(service, session, _known(browser)))
    return RedirectResponse("/tender", status_code=303)


@router.get("/bid.pdf", response_class=Response)
def bid_file(service: ServiceNow, browser: Browser = "") -> Response:
    """The opened bid."""
    _only_sandbox(service)
    with service.store.write() as session:
        bid = site.bid_of(service, session, _known(browser))
        if bid.step != Step.OPENED or bid.document is None:
            raise NotFound
        return Response(bid.document, media_type="application/pdf")


@router.get("/requests/{request_id}", response_class=Response)
def request(service: ServiceNow, request_id: str) -> Response:
    """The signed request that a code names."""
    _only_sandbox(service)
    with service.store.read() as session:
        return Response(site.find_request(session, request_id).jws, media_type="application/jose")


@router.get("/requests/{request_id}/document", response_class=Response)
def document(service: ServiceNow, request_id: str) -> Response:
    """The document of a request, as long as it is open."""
    _only_sandbox(service)
    with service.store.read() as session:
        row = site.find_request(session, request_id)
        if row.document is None or row.answer_sha256 or row.expires_at < service.clock():
            raise NotFound
        return Response(row.document, media_type="application/octet-stream")


@router.get("/requests/{request_id}/code.svg", response_class=Response)
def code(service: ServiceNow, request_id: str) -> Response:
    """The QR code of a request."""
    _only_sandbox(service)
    import segno

    with service.store.read() as session:
        site.find_request(session, request_id)
    buffer = io.BytesIO()
    segno.make_qr(site.code_text(service, request_id), error="m").save(buffer, kind="svg", scale=6)
    return Response(buffer.getvalue(), media_type="image/svg+xml")


@router.post("/requests/{request_id}/answer", response_class=JSONResponse)
async def answer(service: ServiceNow, request_id: str, message: Request) -> JSONResponse:
    """The callback of a request."""
    _only_sandbox(service)
    body = await message.body()
    try:
        await run_in_threadpool(site.take_answer, service, request_id, body)
    except Refusal:
        raise
    except AppError as error:
        return JSONResponse(problem(error, 409), status_code=409, media_type="application/problem+json")
    return JSONResponse({"accepted": True})


def _known(browser: str) -> str:
    if not browser:
        raise NotFound
    return browser


def _only_sandbox(service: Service) -> None:
    if not service.settings.is_sandbox:
        raise NotFound
