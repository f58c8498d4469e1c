"""Checks of the way to the authority: connection, proxy, the authority itself, the clock, the time stamps."""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from pydantic import BaseModel

from core.diagnostics.check import Check, Finding, Outcome, failure
from core.errors import Text

if TYPE_CHECKING:
    from core.network.authority import AuthorityConnection

_CONNECT_SECONDS = 5.0
_SKEW, _TOO_MUCH_SKEW = timedelta(seconds=60), timedelta(minutes=5)


class Status(BaseModel):
    """What the authority says of itself."""

    name: str
    environment: str
    version: str
    time: datetime
    api: int


class FirewallCheck(Check):
    """Whether a plain connection to the authority's port stands: tells a firewall from a broken service."""

    id = "firewall"
    title = Text("网络连接", "Network connection")

    def __init__(self, address: Callable[[], Awaitable[str]]) -> None:
        self._address = address

    async def look(self) -> Finding:
        """See `Check`."""
        parts = urlsplit(await self._address())
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        proxy = "" if proxy_bypass(host) else getproxies().get(parts.scheme, "")
        details = {"port": str(port), "proxy": "yes" if proxy else "no"}
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                _, writer = await asyncio.open_connection(host, port)
                writer.close()
                await writer.wait_closed()
        except (TimeoutError, OSError) as error:
            finding = _refused(error, bool(proxy))
            return Finding(finding.outcome, finding.text, finding.remedy, {**details, **finding.details})
        return Finding(Outcome.OK, Text("网络连接正常。", "The network connection stands."), details=details)


def _refused(error: OSError, has_proxy: bool) -> Finding:
    if has_proxy:
        return Finding(
            Outcome.WARNING,
            Text("不能直接连接服务器，将使用代理。", "There is no direct connection to the server; a proxy is used."),
            Text("如“服务器”检查失败，请检查代理设置。", "If the check Server fails, see to the proxy."),
            {"error": type(error).__name__},
        )
    if isinstance(error, socket.gaierror):
        return failure(
            "找不到服务器地址（域名解析失败）。",
            "The server's name cannot be resolved.",
            "请检查网络连接和 DNS 设置。",
            "Check the network and the DNS settings.",
            "gaierror",
        )
    if isinstance(error, TimeoutError):
        return failure(
            "连接服务器超时，可能被防火墙拦截。",
            "The connection timed out; a firewall may be in the way.",
            "请联系网络管理员，允许访问服务器端口。",
            "Ask the network's administrator to allow the server's port.",
            "timeout",
        )
    return failure(
        "服务器拒绝连接。",
        "The server refuses the connection.",
        "服务可能未启动，请稍后重试；如持续出现请联系客服。",
        "The service may be down; try again later or contact support.",
        type(error).__name__,
    )


class AuthorityCheck(Check):
    """Whether the authority answers as the contract says; its errors carry their own remedies."""

    id = "authority"
    title = Text("服务器", "Server")

    def __init__(self, authority: AuthorityConnection) -> None:
        self._authority = authority

    async def look(self) -> Finding:
        """See `Check`."""
        status = await self._authority.get("/status", Status)
        details = {"environment": status.environment, "version": status.version, "api": str(status.api)}
        return Finding(Outcome.OK, Text(f"{status.name} 服务正常。", f"{status.name} is answering."), details=details)


class ClockCheck(Check):
    """Whether this device's clock agrees with the authority's: certificates and time stamps depend on it."""

    id = "clock"
    title = Text("系统时间", "Clock")

    def __init__(self, authority: AuthorityConnection, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._authority = authority
        self._now = now

    async def look(self) -> Finding:
        """See `Check`."""
        before = self._now()
        told = (await self._authority.get("/status", Status)).time
        after = self._now()
        # the answer was made at some moment between the two
        skew = max(timedelta(0), before - told, told - after)
        seconds = round(skew.total_seconds())
        details = {"seconds": str(seconds)}
        if skew <= _SKEW:
            return Finding(Outcome.OK, Text("系统时间准确。", "The clock is right."), details=details)
        return Finding(
            Outcome.FAILED if skew > _TOO_MUCH_SKEW else Outcome.WARNING,
            Text(f"系统时间与服务器相差 {seconds} 秒。", f"The clock differs from the server's by {seconds} seconds."),
            Text("请打开系统的“自动设置时间”。", "Switch on automatic time in the system's settings."),
            details,
        )


class TimestampCheck(Check):
    """Whether the time stamp service stamps (RFC 3161)."""

    id = "timestamp"
    title = Text("时间戳服务", "Time stamp service")

    def __init__(self, authority: AuthorityConnection) -> None:
        self._authority = authority

    async def look(self) -> Finding:
        """See `Check`."""
        nonce = secrets.randbits(63)
        request = await asyncio.to_thread(_timestamp_request, nonce)
        answer = await self._authority.post_bytes("/pki/tsa", request, "application/timestamp-query")
        if not await asyncio.to_thread(_is_stamp, answer, nonce):
            return failure(
                "时间戳服务的回应无效。",
                "The time stamp service gives no valid answer.",
                "暂时可使用不带时间戳的签名；请联系客服。",
                "Sign without a time stamp for now, and contact support.",
            )
        return Finding(Outcome.OK, Text("时间戳服务正常。", "The time stamp service works."))


def _timestamp_request(nonce: int) -> bytes:
    """A TimeStampReq (RFC 3161 §2.4.1) over 32 random bytes."""
    from asn1crypto import tsp

    imprint: Any = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": secrets.token_bytes(32)}
    request = tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True})
    return bytes(request.dump())


def _is_stamp(answer: bytes, nonce: int) -> bool:
    """Whether a TimeStampResp is granted and answers this very request; the signature is the verifier's business."""
    from asn1crypto import tsp

    try:
        response = tsp.TimeStampResp.load(answer, strict=True)
        if response["status"]["status"].native not in ("granted", "granted_with_mods"):
            return False
        info = response["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
        return bool(info["nonce"].native == nonce)
    except (ValueError, TypeError, KeyError):
        return False
