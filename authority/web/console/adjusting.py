"""Settings of the authority as a form: every change is checked, audited, and in force for all processes at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from authority.adjustment import ADJUSTABLE, adjust, settings_in_force
from authority.problems import NotValid
from authority.web.console.desk import Administrator, AdministratorActs, Desk

router = APIRouter(prefix="/console")


@dataclass(frozen=True, slots=True)
class Field:
    """One setting for people."""

    name: str
    title: str
    unit: str
    hint: str


_GROUPS = (
    (
        "订单",
        (
            Field("auto_approve_seconds", "自动审核延迟", "秒", "留空则只由审核员人工审核；0 为提交后立即通过。"),
            Field("payment_minutes", "支付有效时间", "分钟", "超时未支付的支付单失效，可重新发起。"),
        ),
    ),
    (
        "账号",
        (
            Field("session_hours", "登录有效时间", "小时", "超过后需要重新登录。"),
            Field("closing_hours", "注销冷静期", "小时", "冷静期内登录即可撤销注销。"),
        ),
    ),
    (
        "验证码",
        (
            Field("sms_code_seconds", "短信验证码有效时间", "秒", "60 至 3600。"),
            Field("sms_resend_seconds", "短信重发间隔", "秒", "同一号码两次发送的最短间隔。"),
            Field("sms_per_hour", "每小时短信上限", "条", "同一号码一小时内最多发送的条数。"),
            Field("captcha_seconds", "图形验证码有效时间", "秒", "30 至 3600。"),
        ),
    ),
)
_TITLES = {field.name: field.title for _, fields in _GROUPS for field in fields}


@router.get("/settings", response_class=HTMLResponse)
def settings_page(clerk: Administrator, saved: bool = False) -> HTMLResponse:
    """What is in force."""
    with clerk.service.store.read() as session:
        settings = settings_in_force(clerk.service, session)
    return _page(clerk, {name: _text(getattr(settings, name)) for name in ADJUSTABLE}, saved=saved)


@router.post("/settings", response_class=HTMLResponse)
async def change_settings(clerk: AdministratorActs, request: Request) -> Response:
    """Change all or none."""
    form = await request.form()
    given = {name: str(form.get(name, "")).strip()[:20] for name in ADJUSTABLE if name in form}
    wanted = {name: text or (None if name == "auto_approve_seconds" else text) for name, text in given.items()}
    try:
        with clerk.service.store.write() as session:
            adjust(clerk.service, session, wanted, clerk.actor, clerk.now)
    except NotValid as error:
        return _page(clerk, given, 422, wrong=str(error.details["field"]))
    return RedirectResponse("/console/settings?saved=true", status_code=303)


def _page(
    clerk: Desk, values: dict[str, Any], status: int = 200, *, wrong: str = "", saved: bool = False
) -> HTMLResponse:
    return clerk.page(
        "settings.html", "settings", status, groups=_GROUPS, values=values, wrong=wrong, titles=_TITLES, saved=saved
    )


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
