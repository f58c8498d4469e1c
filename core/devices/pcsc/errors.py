"""What can go wrong between a person and a card reader."""

from __future__ import annotations

from core.errors import AppError, Text


class CardServiceMissing(AppError):
    """The machine's PC/SC service does not run."""

    code = "MED-016"
    cause = Text("智能卡服务没有运行。", "The smart card service is not running.")
    remedy = Text(
        "请启动系统的智能卡服务（Linux：pcscd；Windows：Smart Card），插入读卡器后会自动识别。",
        "Start the system's smart card service (Linux: pcscd; Windows: Smart Card); readers are found at once.",
    )


class UnresponsiveCard(AppError):
    """The reader sees a card that does not answer to its power."""

    code = "MED-017"
    cause = Text("读卡器中的卡没有响应。", "The card in the reader does not respond.")
    remedy = Text(
        "请检查卡的方向是否正确、触点是否干净，然后重新插入。", "Check its direction and contacts, insert it again."
    )
