"""WeChat Pay, API v3, Native payment: requests and notifications as its documentation of the merchant platform says.

Requests are signed with the merchant's RSA key (`WECHATPAY2-SHA256-RSA2048`), answers and notifications with the
platform's; a notification's resource is sealed with the APIv3 key (AEAD_AES_256_GCM).
"""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from authority.payments.problems import BadNotification, ProviderFailed
from authority.payments.provider import Charge, Outcome, Told
from authority.payments.rsa import sign, verify

_SCHEME = "WECHATPAY2-SHA256-RSA2048"
_CLOCK_SECONDS = 300
_OUTCOMES = {"SUCCESS": Outcome.PAID, "REFUND": Outcome.PAID, "CLOSED": Outcome.FAILED, "PAYERROR": Outcome.FAILED}


@dataclass(frozen=True, slots=True)
class WeChatMerchant:
    """A merchant's data; the keys are files (PEM), the APIv3 key a file with its 32 characters."""

    app_id: str
    merchant_id: str
    certificate_serial: str
    private_key: Path
    platform_serial: str
    platform_public_key: Path
    api_v3_key: Path
    address: str = "https://api.mch.weixin.qq.com"


class WeChatPay:
    """A `Provider`."""

    def __init__(self, merchant: WeChatMerchant, notify_url: str, now: Callable[[], float]) -> None:
        self._merchant = merchant
        self._notify_url = notify_url
        self._now = now
        self._http = httpx.Client(base_url=merchant.address, timeout=10)

    def open(self, charge: Charge) -> str:
        """下单: `POST /v3/pay/transactions/native`."""
        answer = self._call(
            "POST",
            "/v3/pay/transactions/native",
            {
                "appid": self._merchant.app_id,
                "mchid": self._merchant.merchant_id,
                "description": charge.subject[:42],
                "out_trade_no": charge.number,
                "time_expire": charge.expires_at.astimezone().replace(microsecond=0).isoformat(),
                "notify_url": self._notify_url,
                "amount": {"total": charge.amount_fen, "currency": "CNY"},
            },
        )
        if "code_url" not in answer:
            raise ProviderFailed(reason="format")
        return str(answer["code_url"])

    def ask(self, charge: Charge) -> Told:
        """查询订单: `GET /v3/pay/transactions/out-trade-no/{out_trade_no}`."""
        query = f"?mchid={self._merchant.merchant_id}"
        answer = self._call("GET", f"/v3/pay/transactions/out-trade-no/{charge.number}{query}")
        try:
            return self._told(answer)
        except (KeyError, TypeError, ValueError) as error:
            raise ProviderFailed(reason="format") from error

    def refund(self, charge: Charge, reason: str) -> None:
        """退款: `POST /v3/refund/domestic/refunds`."""
        amount = {"refund": charge.amount_fen, "total": charge.amount_fen, "currency": "CNY"}
        self._call(
            "POST",
            "/v3/refund/domestic/refunds",
            {"out_trade_no": charge.number, "out_refund_no": charge.number, "reason": reason[:80], "amount": amount},
        )

    def read_notification(self, headers: Mapping[str, str], body: bytes) -> Told:
        """支付通知: the signature in the headers, the transaction sealed in `resource`."""
        if not self._is_signed(headers, body):
            raise BadNotification
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            sealed = json.loads(body)["resource"]
            key = self._merchant.api_v3_key.read_text("ascii").strip().encode()
            opened = AESGCM(key).decrypt(
                sealed["nonce"].encode(),
                base64.b64decode(sealed["ciphertext"]),
                (sealed.get("associated_data") or "").encode(),
            )
            return self._told(json.loads(opened))
        except (ValueError, KeyError, TypeError, AttributeError, InvalidTag) as error:
            raise BadNotification from error

    def _told(self, transaction: dict[str, Any]) -> Told:
        """What a transaction says; `ValueError` for one of another merchant or application, or in other money."""
        if (transaction["mchid"], transaction["appid"]) != (self._merchant.merchant_id, self._merchant.app_id):
            raise ValueError("merchant")
        outcome = _OUTCOMES.get(transaction["trade_state"], Outcome.OPEN)
        if outcome is not Outcome.PAID:
            return Told(transaction["out_trade_no"], outcome)
        amount = transaction["amount"]
        if amount["currency"] != "CNY":
            raise ValueError("currency")
        return Told(transaction["out_trade_no"], outcome, int(amount["total"]), str(transaction["transaction_id"]))

    def _call(self, method: str, path: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
        body = b"" if content is None else json.dumps(content, ensure_ascii=False).encode()
        time, nonce = str(int(self._now())), secrets.token_hex(16)
        signed = f"{method}\n{path}\n{time}\n{nonce}\n".encode() + body + b"\n"
        fields = {
            "mchid": self._merchant.merchant_id,
            "nonce_str": nonce,
            "signature": sign(self._merchant.private_key, signed),
            "timestamp": time,
            "serial_no": self._merchant.certificate_serial,
        }
        headers = {
            "Authorization": f"{_SCHEME} " + ",".join(f'{name}="{value}"' for name, value in fields.items()),
            "Accept": "application/json",
            "Content-Type": "application/json",
        }
        try:
            answer = self._http.request(method, path, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise ProviderFailed(reason=type(error).__name__) from error
        if not answer.is_success:
            raise ProviderFailed(reason=f"HTTP {answer.status_code}")
        if not self._is_signed(answer.headers, answer.content):
            raise ProviderFailed(reason="signature")
        try:
            told = json.loads(answer.content or b"{}")
        except ValueError as error:
            raise ProviderFailed(reason="format") from error
        if not isinstance(told, dict):
            raise ProviderFailed(reason="format")
        return told

    def _is_signed(self, headers: Mapping[str, str], body: bytes) -> bool:
        time, nonce = headers.get("wechatpay-timestamp", ""), headers.get("wechatpay-nonce", "")
        # a number of seconds; `int` refuses thousands of digits with an error of its own
        if headers.get("wechatpay-serial") != self._merchant.platform_serial or not re.fullmatch("[0-9]{1,12}", time):
            return False
        if abs(int(time) - self._now()) > _CLOCK_SECONDS:
            return False
        signed = f"{time}\n{nonce}\n".encode() + body + b"\n"
        return verify(self._merchant.platform_public_key, signed, headers.get("wechatpay-signature", ""))
