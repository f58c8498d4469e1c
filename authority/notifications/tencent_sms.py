"""Tencent Cloud SMS (2021-01-11, `SendSms`), signed by V3 of its signature method (TC3-HMAC-SHA256)."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from authority.notifications.sms_gateway import SmsNotTaken, TencentAccount, post
from authority.notifications.sms_texts import Sms

_SCHEME = "TC3-HMAC-SHA256"
_COUNTRY = "+86"


def authorisation(
    key_id: str, key: str, service: str, timestamp: int, headers: Mapping[str, str], payload: bytes
) -> str:
    """The `Authorization` header of a POST to `/`; `headers` are all that are signed, in lower case."""
    names = sorted(headers)
    lines = "".join(f"{name}:{headers[name].strip().lower()}\n" for name in names)
    request = f"POST\n/\n\n{lines}\n{';'.join(names)}\n{hashlib.sha256(payload).hexdigest()}"
    day = f"{datetime.fromtimestamp(timestamp, UTC):%Y-%m-%d}"
    scope = f"{day}/{service}/tc3_request"
    text = f"{_SCHEME}\n{timestamp}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    derived = f"TC3{key}".encode()
    for part in (day, service, "tc3_request"):
        derived = hmac.digest(derived, part.encode(), "sha256")
    signature = hmac.digest(derived, text.encode(), "sha256").hex()
    return f"{_SCHEME} Credential={key_id}/{scope}, SignedHeaders={';'.join(names)}, Signature={signature}"


class TencentSms:
    """An `SmsGateway`."""

    def __init__(self, account: TencentAccount) -> None:
        self._account = account

    def send(self, message_id: str, phone: str, sms: Sms) -> None:
        """See `SmsGateway`."""
        account, timestamp = self._account, int(time.time())
        payload = json.dumps(
            {
                "PhoneNumberSet": [_COUNTRY + phone],
                "SmsSdkAppId": account.app_id,
                "SignName": account.sign_name,
                "TemplateId": account.templates[sms.template],
                "TemplateParamSet": [value for _, value in sms.values],
                "SessionContext": message_id,
            }
        ).encode()
        signed = {
            "content-type": "application/json; charset=utf-8",
            "host": urlsplit(account.address).netloc,
            "x-tc-action": "SendSms",
        }
        key = account.secret_key.read_text("utf-8").strip()
        headers = {
            **signed,
            "Authorization": authorisation(account.secret_id, key, "sms", timestamp, signed, payload),
            "X-TC-Timestamp": str(timestamp),
            "X-TC-Version": "2021-01-11",
            "X-TC-Region": account.region,
        }
        code = _code(post(account.address, "/", headers, payload))
        if code != "Ok":
            raise SmsNotTaken(code)


def _code(answer: bytes) -> str:
    """That of the request when it failed as a whole, else that of the one number."""
    try:
        told = json.loads(answer)["Response"]
        return str(told["Error"]["Code"] if "Error" in told else told["SendStatusSet"][0]["Code"])
    except (ValueError, KeyError, TypeError, IndexError):
        return "format"
