"""What goes wrong between us and a payment provider."""

from __future__ import annotations

from authority.problems import Refusal
from core.errors import Text


class ProviderFailed(Refusal):
    """The provider did not answer, refused, or its answer is not signed by it."""

    code, status = "PAY-001", 503
    cause = Text("支付机构暂时无法处理（{reason}）。", "The payment provider cannot do this now ({reason}).")
    remedy = Text("请稍后重试，或选择其他支付方式。", "Try again later or choose another way to pay.")


class BadNotification(Refusal):
    """A message that claims to come from the provider and is not signed by it, is too old, or does not parse."""

    code, status = "PAY-002", 401
    cause = Text("支付通知的签名无效。", "The payment notification is not signed by the provider.")
    remedy = Text("请核对支付机构的公钥与密钥配置。", "Check the configured keys of the provider.")
