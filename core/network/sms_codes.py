"""Codes by text message, for forms of plugins: a picture code first, then the message."""

from __future__ import annotations

import base64
from typing import Literal

from pydantic import BaseModel

from core.network.requests import Requests

SmsPurpose = Literal[
    "login",
    "real_name",
    "organisation",
    "authorise_order",
    "reset_password",
    "change_personal",
    "change_organisation",
    "self_service",
]


class Captcha(BaseModel):
    """A picture code."""

    id: str
    image_png: str
    expires_in: int


class NewSmsCode(BaseModel):
    """A wish for an SMS code."""

    captcha_id: str
    captcha_text: str
    phone: str
    purpose: SmsPurpose


class SmsCodeSent(BaseModel):
    """An SMS code is on its way.

    Attributes:
        phone_masked: where to.
        expires_in: seconds.
        resend_after: seconds until another may be asked for.
    """

    phone_masked: str
    expires_in: int
    resend_after: int


class SmsCodes:
    """Asks the authority for them."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def captcha(self) -> tuple[str, bytes]:
        """A new picture code: id and PNG."""
        answer = await self._requests.post("/captchas", None, Captcha)
        return answer.id, base64.b64decode(answer.image_png)

    async def send(self, captcha_id: str, captcha_text: str, phone: str, purpose: SmsPurpose) -> SmsCodeSent:
        """Send a code, which is good for its purpose only."""
        body = NewSmsCode(captcha_id=captcha_id, captcha_text=captcha_text, phone=phone, purpose=purpose)
        return await self._requests.post("/sms-codes", body, SmsCodeSent)
