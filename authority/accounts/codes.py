"""Picture codes and SMS codes: one use, short-lived, few attempts, limited per number."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from authority.accounts.captcha_picture import draw
from authority.accounts.messages import send_sms
from authority.accounts.models import CaptchaRow, SmsCodeRow
from authority.adjustment import settings_in_force
from authority.database import take_turns
from authority.notifications.sms_texts import CODE
from authority.problems import TooManyMessages, WrongCaptcha, WrongSmsCode
from authority.service import Service, new_id

_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_SKEW = timedelta(minutes=1)
"""Clocks of several processes differ by less; a message of later was sent before the clock was put back: it counts for
nothing, neither as the newest code nor as a reason to wait."""
_MAX_ATTEMPTS = 5


class SmsPurpose(StrEnum):
    """What an SMS code is good for; a code of one purpose opens nothing else."""

    LOGIN = "login"
    REAL_NAME = "real_name"
    ORGANISATION = "organisation"
    AUTHORISE_ORDER = "authorise_order"
    CHANGE_PERSONAL = "change_personal"
    CHANGE_ORGANISATION = "change_organisation"
    SELF_SERVICE = "self_service"
    RESET_PASSWORD = "reset_password"  # noqa: S105 a purpose, not a password


_PURPOSE_TEXT = {
    SmsPurpose.LOGIN: "登录",
    SmsPurpose.REAL_NAME: "实名认证",
    SmsPurpose.ORGANISATION: "机构认证",
    SmsPurpose.AUTHORISE_ORDER: "申请人授权",
    SmsPurpose.CHANGE_PERSONAL: "个人信息变更",
    SmsPurpose.CHANGE_ORGANISATION: "机构信息变更",
    SmsPurpose.SELF_SERVICE: "自助服务",
    SmsPurpose.RESET_PASSWORD: "重置密码",
}


def new_captcha(service: Service, session: Session, now: datetime) -> tuple[str, bytes]:
    """A new picture code: its id and the PNG."""
    session.execute(delete(CaptchaRow).where(CaptchaRow.expires_at < now - timedelta(hours=1)))
    answer = "".join(secrets.choice(_ALPHABET) for _ in range(4))
    row = CaptchaRow(
        id=new_id(),
        answer=service.keyring.encrypt("captcha", answer.encode()),
        expires_at=now + timedelta(seconds=settings_in_force(service, session).captcha_seconds),
    )
    session.add(row)
    return row.id, draw(answer)


def captcha_answer(service: Service, session: Session, captcha_id: str) -> str | None:
    """The answer of a picture code, for the sandbox's automatic journeys."""
    row = session.get(CaptchaRow, captcha_id)
    return None if row is None else service.keyring.decrypt("captcha", row.answer).decode()


def _spend_captcha(service: Service, session: Session, captcha_id: str, text: str, now: datetime) -> None:
    row = session.get(CaptchaRow, captcha_id, with_for_update=True)
    if row is None:
        raise WrongCaptcha
    expected = service.keyring.decrypt("captcha", row.answer).decode()
    session.delete(row)  # one use, right or wrong
    if row.expires_at < now or not secrets.compare_digest(expected.encode(), text.strip().upper().encode()):
        raise WrongCaptcha


def send_sms_code(
    service: Service,
    session: Session,
    *,
    captcha_id: str,
    captcha_text: str,
    phone: str,
    purpose: SmsPurpose,
    now: datetime,
) -> None:
    """Check the picture code and send a 6-digit code.

    Raises:
        WrongCaptcha: the picture code is spent all the same.
        TooManyMessages: sooner than the resend time, or over the hourly limit of the number.
    """
    _spend_captcha(service, session, captcha_id, captcha_text, now)
    lookup = service.keyring.lookup("phone", phone)
    take_turns(session, f"sms:{lookup}")
    _check_rate(service, session, lookup, now)
    code, settings = f"{secrets.randbelow(10**6):06}", settings_in_force(service, session)
    session.add(
        SmsCodeRow(
            id=new_id(),
            phone_lookup=lookup,
            purpose=purpose,
            code_lookup=_code_lookup(service, lookup, purpose, code),
            sent_at=now,
            expires_at=now + timedelta(seconds=settings.sms_code_seconds),
        )
    )
    minutes = str(settings.sms_code_seconds // 60)
    sms = CODE.fill(purpose=_PURPOSE_TEXT[purpose], code=code, minutes=minutes)
    send_sms(service, session, phone, sms, now, needed_until=now + timedelta(seconds=settings.sms_code_seconds))


def spend_sms_code(
    service: Service, session: Session, *, phone: str, purpose: SmsPurpose, code: str, now: datetime
) -> None:
    """Use a code up.

    Raises:
        WrongSmsCode: wrong, outdated, used, or five attempts were made.
    """
    lookup = service.keyring.lookup("phone", phone)
    row = session.scalars(
        select(SmsCodeRow)
        .where(SmsCodeRow.phone_lookup == lookup, SmsCodeRow.purpose == purpose, SmsCodeRow.sent_at <= now + _SKEW)
        .order_by(SmsCodeRow.sent_at.desc())
        .limit(1)
        .with_for_update()
    ).first()
    if row is None or row.used or row.expires_at < now or row.attempts >= _MAX_ATTEMPTS:
        raise WrongSmsCode
    row.attempts += 1
    if not secrets.compare_digest(row.code_lookup, _code_lookup(service, lookup, purpose, code)):
        raise WrongSmsCode
    row.used = True


def _check_rate(service: Service, session: Session, lookup: str, now: datetime) -> None:
    settings, hour_ago = settings_in_force(service, session), now - timedelta(hours=1)
    latest, count = session.execute(
        select(func.max(SmsCodeRow.sent_at), func.count()).where(
            SmsCodeRow.phone_lookup == lookup, SmsCodeRow.sent_at.between(hour_ago, now + _SKEW)
        )
    ).one()
    if count >= settings.sms_per_hour:
        raise TooManyMessages(retry_after=3600)
    wait = settings.sms_resend_seconds - (now - latest).total_seconds() if latest else 0
    if wait > 0:
        raise TooManyMessages(retry_after=int(wait) + 1)


def _code_lookup(service: Service, phone_lookup: str, purpose: SmsPurpose, code: str) -> str:
    return service.keyring.lookup("sms-code", f"{phone_lookup}:{purpose}:{code}")
