"""Alibaba Cloud SMS (Dysmsapi 2017-05-25, `SendSms`), signed by V3 of its signature mechanism (ACS3-HMAC-SHA256)."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from authority.notifications.sms_gateway import AliyunAccount, SmsNotTaken, post
from authority.notifications.sms_texts import Sms

_SCHEME = "ACS3-HMAC-SHA256"


def canonical_query(parameters: Mapping[str, str]) -> str:
    """Parameters sorted and encoded as RFC 3986 says, as the signature needs them."""
    return "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in sorted(parameters.items()))


def authorisation(key_id: str, secret: str, query: str, headers: Mapping[str, str]) -> str:
    """The `Authorization` header of a POST to `/`; `headers` are all that are signed, in lower case."""
    names = sorted(headers)
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in names)
    request = f"POST\n/\n{query}\n{lines}\n{';'.join(names)}\n{headers['x-acs-content-sha256']}"
    text = f"{_SCHEME}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    return f"{_SCHEME} Credential={key_id},SignedHeaders={';'.join(names)},Signature={signature}"


class AliyunSms:
    """An `SmsGateway`."""

    def __init__(self, account: AliyunAccount) -> None:
        self._account = account

    def send(self, message_id: str, phone: str, sms: Sms) -> None:
        """See `SmsGateway`."""
        account = self._account
        query = canonical_query(
            {
                "PhoneNumbers": phone,
                "SignName": account.sign_name,
                "TemplateCode": account.templates[sms.template],
                "TemplateParam": json.dumps(dict(sms.values), ensure_ascii=False),
                "OutId": message_id,
            }
        )
        headers = {
            "host": urlsplit(account.address).netloc,
            "x-acs-action": "SendSms",
            "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
            "x-acs-date": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "x-acs-signature-nonce": secrets.token_hex(16),
            "x-acs-version": "2017-05-25",
        }
        secret = account.access_key_secret.read_text("utf-8").strip()
        headers["Authorization"] = authorisation(account.access_key_id, secret, query, headers)
        answer = post(account.address, f"/?{query}", headers)
        code = _code(answer)
        if code != "OK":
            raise SmsNotTaken(code)


def _code(answer: bytes) -> str:
    try:
        return str(json.loads(answer)["Code"])
    except (ValueError, KeyError, TypeError):
        return "format"
