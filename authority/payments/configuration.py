"""Which providers a process has: the sandbox's cashier, or merchants whose data lie in a file."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from authority.payments.alipay import Alipay, AlipayMerchant
from authority.payments.provider import Provider
from authority.payments.sandbox import Sandbox
from authority.payments.wechat import WeChatMerchant, WeChatPay
from authority.settings import Settings


class BankAccount(BaseModel):
    """Where bank transfers go."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    holder: str
    bank: str
    number: str


class PaymentFile(BaseModel):
    """The JSON file that the setting `payment_file` names; keys are paths beside it, never contents."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wechat: WeChatMerchant | None = None
    alipay: AlipayMerchant | None = None
    bank: BankAccount | None = None


_SANDBOX_BANK = BankAccount(holder="体验环境认证服务有限公司", bank="体验银行示例支行", number="6200000000000000000")


@lru_cache(maxsize=8)
def providers(settings: Settings) -> Mapping[str, Provider]:
    """Providers by channel; a real one stands above the sandbox's."""
    found: dict[str, Provider] = {}
    if settings.is_sandbox:
        found = {channel: Sandbox(settings.public_url) for channel in ("wechat", "alipay")}
    given = _file(settings.payment_file)
    notify = f"{settings.public_url}/api/v1/payment-notifications"
    if given.wechat is not None:
        found["wechat"] = WeChatPay(given.wechat, f"{notify}/wechat", time.time)
    if given.alipay is not None:
        found["alipay"] = Alipay(given.alipay, f"{notify}/alipay", time.time)
    return found


@lru_cache(maxsize=8)
def bank_account(settings: Settings) -> BankAccount | None:
    """Where transfers go; None when they are not taken."""
    return _file(settings.payment_file).bank or (_SANDBOX_BANK if settings.is_sandbox else None)


def _file(path: Path | None) -> PaymentFile:
    return PaymentFile() if path is None else PaymentFile.model_validate_json(path.read_text("utf-8"))
