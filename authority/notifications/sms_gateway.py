"""What gateways of text messages have in common: their accounts, their refusals, one request."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Annotated, Protocol
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict

from authority.notifications.sms_texts import TEMPLATES, Sms

_SECONDS = 10
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class SmsNotTaken(Exception):
    """The gateway did not take a message; `code` is its word for why, never text or number of the message."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SmsGateway(Protocol):
    """A service that delivers text messages."""

    def send(self, message_id: str, phone: str, sms: Sms) -> None:
        """Hand a message over.

        Args:
            message_id: ours; comes back in the service's receipts.
            phone: of mainland China, without the country's code.
            sms: what it says.

        Raises:
            SmsNotTaken: refused, or there was no answer; then it may have been taken all the same.
        """


def _all_templates(given: dict[str, str]) -> dict[str, str]:
    wanted = {template.name for template in TEMPLATES}
    if set(given) != wanted:
        raise ValueError(f"the templates are {', '.join(sorted(wanted))}")
    return given


def _protected(address: str) -> str:
    url = urlsplit(address)
    if url.scheme != "https" and url.hostname not in _LOOPBACK:
        raise ValueError("messages go unprotected to this machine only")
    return address


Templates = Annotated[dict[str, str], AfterValidator(_all_templates)]
"""Template name to the service's id of it."""

Address = Annotated[str, AfterValidator(_protected)]
"""Where a service is, without a path."""


class AliyunAccount(BaseModel):
    """An account of Alibaba Cloud; the secret is a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    access_key_id: str
    access_key_secret: Path
    sign_name: str
    templates: Templates
    address: Address = "https://dysmsapi.aliyuncs.com"


class TencentAccount(BaseModel):
    """An account of Tencent Cloud; the secret is a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    secret_id: str
    secret_key: Path
    app_id: str
    sign_name: str
    templates: Templates
    region: str = "ap-guangzhou"
    address: Address = "https://sms.tencentcloudapi.com"


def post(address: str, target: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """One request; the body of the answer, whatever its status.

    By the standard library, because HTTP clients log the targets of their requests, and here these hold codes.

    Raises:
        SmsNotTaken: there is no answer.
    """
    url = urlsplit(address)
    make = HTTPSConnection if url.scheme == "https" else HTTPConnection
    connection = make(url.hostname or "", url.port, timeout=_SECONDS)
    try:
        connection.request("POST", target, body, headers)
        return connection.getresponse().read()
    except (OSError, HTTPException) as error:
        # nothing of the request may stand in the trace
        raise SmsNotTaken(type(error).__name__) from None
    finally:
        connection.close()
