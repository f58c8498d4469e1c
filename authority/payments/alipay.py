"""Alipay, open platform, pre-created trades (当面付): requests and notifications as its documentation says, RSA2."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx

from authority.payments.problems import BadNotification, ProviderFailed
from authority.payments.provider import Charge, Outcome, Told
from authority.payments.rsa import sign, verify

_BEIJING = timezone(timedelta(hours=8))
_OUTCOMES = {"TRADE_SUCCESS": Outcome.PAID, "TRADE_FINISHED": Outcome.PAID, "TRADE_CLOSED": Outcome.FAILED}
_DONE, _NOT_YET = "10000", "ACQ.TRADE_NOT_EXIST"


@dataclass(frozen=True, slots=True)
class AlipayMerchant:
    """An application's data; the keys are files (PEM)."""

    app_id: str
    private_key: Path
    alipay_public_key: Path
    address: str = "https://openapi.alipay.com/gateway.do"


class Alipay:
    """A `Provider`."""

    def __init__(self, merchant: AlipayMerchant, notify_url: str, now: Callable[[], float]) -> None:
        self._merchant = merchant
        self._notify_url = notify_url
        self._now = now
        self._http = httpx.Client(timeout=10)

    def open(self, charge: Charge) -> str:
        """`alipay.trade.precreate`."""
        expires = charge.expires_at.astimezone(_BEIJING)
        answer = self._call(
            "alipay.trade.precreate",
            {
                "out_trade_no": charge.number,
                "total_amount": _yuan(charge.amount_fen),
                "subject": charge.subject,
                "time_expire": f"{expires:%Y-%m-%d %H:%M:%S}",
            },
        )
        if "qr_code" not in answer:
            raise ProviderFailed(reason="format")
        return str(answer["qr_code"])

    def ask(self, charge: Charge) -> Told:
        """`alipay.trade.query`; there is no trade before the payer has scanned the code."""
        answer = self._call("alipay.trade.query", {"out_trade_no": charge.number}, _NOT_YET)
        if answer.get("sub_code") == _NOT_YET:
            return Told(charge.number, Outcome.OPEN)
        try:
            return _told(answer)
        except (KeyError, ValueError, ArithmeticError) as error:
            raise ProviderFailed(reason="format") from error

    def refund(self, charge: Charge, reason: str) -> None:
        """`alipay.trade.refund`."""
        amount = {"refund_amount": _yuan(charge.amount_fen), "refund_reason": reason, "out_request_no": charge.number}
        self._call("alipay.trade.refund", {"out_trade_no": charge.number, **amount})

    def read_notification(self, headers: Mapping[str, str], body: bytes) -> Told:
        """异步通知: a form; its signature covers all fields but `sign` and `sign_type`, decoded and sorted."""
        try:
            fields = dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True))
            content = _sorted({name: text for name, text in fields.items() if name not in ("sign", "sign_type")})
            if not verify(self._merchant.alipay_public_key, content, fields.get("sign", "")):
                raise BadNotification
            if fields["app_id"] != self._merchant.app_id:
                raise BadNotification
            return _told(fields)
        except (ValueError, KeyError, ArithmeticError) as error:
            raise BadNotification from error

    def _call(self, method: str, content: dict[str, str], expected: str = "") -> dict[str, Any]:
        now = datetime.fromtimestamp(self._now(), UTC).astimezone(_BEIJING)
        fields = {
            "app_id": self._merchant.app_id,
            "method": method,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": f"{now:%Y-%m-%d %H:%M:%S}",
            "version": "1.0",
            "notify_url": self._notify_url,
            "biz_content": json.dumps(content, ensure_ascii=False),
        }
        fields["sign"] = sign(self._merchant.private_key, _sorted(fields))
        try:
            answer = self._http.post(self._merchant.address, data=fields, params={"charset": "utf-8"})
        except httpx.HTTPError as error:
            raise ProviderFailed(reason=type(error).__name__) from error
        if not answer.is_success:
            raise ProviderFailed(reason=f"HTTP {answer.status_code}")
        told = self._opened(f"{method.replace('.', '_')}_response", answer.text)
        if told.get("code") != _DONE and (not expected or told.get("sub_code") != expected):
            raise ProviderFailed(reason=str(told.get("sub_code") or told.get("code")))
        return told

    def _opened(self, name: str, text: str) -> dict[str, Any]:
        """The answer's object; the signature covers its text exactly as it was sent."""
        found = re.search(rf'"{name}"\s*:\s*', text)
        try:
            if found is None:
                raise ProviderFailed(reason="format")
            told, end = json.JSONDecoder().raw_decode(text, found.end())
            signature = str(json.loads(text)["sign"])
        except (ValueError, KeyError) as error:
            raise ProviderFailed(reason="format") from error
        if not verify(self._merchant.alipay_public_key, text[found.end() : end].encode(), signature):
            raise ProviderFailed(reason="signature")
        if not isinstance(told, dict):
            raise ProviderFailed(reason="format")
        return told


def _told(fields: Mapping[str, Any]) -> Told:
    outcome = _OUTCOMES.get(fields["trade_status"], Outcome.OPEN)
    fen = int(Decimal(fields["total_amount"]) * 100) if outcome is Outcome.PAID else 0
    return Told(fields["out_trade_no"], outcome, fen, fields.get("trade_no", ""))


def _sorted(fields: Mapping[str, str]) -> bytes:
    return "&".join(f"{name}={fields[name]}" for name in sorted(fields) if fields[name] != "").encode()


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"
