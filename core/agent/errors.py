"""Why the agent cannot serve."""

from __future__ import annotations

from core.errors import AppError, Text


class NoPeerCredentials(AppError):
    """The system does not tell which program is at the other end of a socket, so nothing is served."""

    code = "AGT-001"
    cause = Text("此系统无法核实连接的程序，代理不可用。", "This system does not tell which program connects.")
    remedy = Text("请在 Linux 上使用此功能。", "Use this on Linux.")


class AddressInUse(AppError):
    """Another agent serves at the address, or no socket can be made there."""

    code = "AGT-002"
    cause = Text("无法在“{path}”上提供服务。", "The agent cannot serve at “{path}”.")
    remedy = Text("请确认没有其他代理在运行，或用 --socket 指定其他位置。", "End the other agent or choose --socket.")
