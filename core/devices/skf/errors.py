"""What can go wrong with the choice of a library."""

from __future__ import annotations

from core.errors import AppError, Text


class UnknownProfile(AppError):
    """No profile has this id."""

    code = "SKF-001"
    cause = Text("没有名为“{name}”的驱动配置。", "There is no driver profile {name}.")
    remedy = Text("可用的配置：{known}。", "The profiles are: {known}.")


class NotASkfLibrary(AppError):
    """A file that is no SKF library, or one that fails when it is loaded."""

    code = "SKF-002"
    cause = Text("“{name}”不是可用的 SKF 驱动（{reason}）。", "{name} is no usable SKF driver ({reason}).")
    remedy = Text(
        "请安装或选择介质厂商提供的、适合本系统的 SKF 动态库。",
        "Install or choose the vendor's SKF library for this system.",
    )
