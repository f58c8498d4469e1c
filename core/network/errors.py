"""What can go wrong on the way to the authority."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.errors import AppError, Text

_CODE = re.compile(r"[A-Z]{2,8}-\d{3}")


class Unreachable(AppError):
    """No connection: network down, service down, name unknown."""

    code = "NET-001"
    cause = Text("无法连接服务器。", "The server cannot be reached.")
    remedy = Text(
        "请检查网络连接后重试，已填写的内容不会丢失。", "Check the network and try again; nothing you entered is lost."
    )


class TimedOut(AppError):
    """No answer in time."""

    code = "NET-002"
    cause = Text("服务器响应超时。", "The server did not answer in time.")
    remedy = Text("请稍后重试，已填写的内容不会丢失。", "Try again later; nothing you entered is lost.")


class RubbishAnswer(AppError):
    """An answer that is not what the contract says, or too large."""

    code = "NET-003"
    cause = Text("服务器返回了无法识别的内容。", "The server's answer makes no sense.")
    remedy = Text(
        "请稍后重试；如使用代理或公共网络，请更换网络。", "Try again later; change the network if a proxy is in use."
    )


class NotTrusted(AppError):
    """The server's TLS certificate is not trusted or not the pinned one."""

    code = "NET-004"
    cause = Text(
        "服务器身份验证失败，连接已中止。", "The server could not prove its identity; the connection was ended."
    )
    remedy = Text("请勿继续操作，检查网络环境或联系客服。", "Do not go on; check the network or contact support.")


class AuthorityNotReady(AppError):
    """The embedded authority did not start."""

    code = "NET-005"
    cause = Text("体验环境服务启动失败。", "The embedded service did not start.")
    remedy = Text(
        "请重新启动应用；如仍失败，请导出日志并联系客服。", "Restart the application; export the log if it stays."
    )


class ServerBusy(AppError):
    """502, 503 or 504: something between here and the service cannot serve now."""

    code = "NET-006"
    cause = Text("服务器暂时无法处理请求。", "The server cannot take requests at the moment.")
    remedy = Text("请稍后重试，已填写的内容不会丢失。", "Try again later; nothing you entered is lost.")


class AuthorityRefused(AppError):
    """The authority said no; code, cause and remedy are its own words."""

    code = "NET-010"
    cause = Text("服务器拒绝了请求。", "The server refused the request.")
    remedy = Text("请按提示修改后重试。", "Change it as told and try again.")

    def __init__(
        self, status: int, server_code: str, cause: Text, remedy: Text, details: Mapping[str, str | int]
    ) -> None:
        self.status = status
        self.server_code = server_code
        self._told = cause, remedy
        self.told_details = details
        super().__init__()

    @property
    def told_code(self) -> str:
        """The authority's code, so that its words are found by it (docs/errors.md)."""
        return self.server_code if _CODE.fullmatch(self.server_code) else self.code

    def cause_in(self, language: str) -> str:
        """The authority's cause."""
        return self._told[0].in_language(language)

    def remedy_in(self, language: str) -> str:
        """The authority's remedy."""
        return self._told[1].in_language(language)

    def __str__(self) -> str:
        return f"{self.server_code}: {self._told[0].en}"
