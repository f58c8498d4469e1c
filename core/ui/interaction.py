"""The window's answer to `core.credentials.interaction.Interaction`: PIN prompt and consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.errors import CancelledByUser
from core.secret import Secret
from core.ui.dialogs import Dialogs

if TYPE_CHECKING:
    # their modules bring certificate parsing with them, which the first page does not need
    from core.credentials.interaction import PinRequest
    from core.credentials.medium import MediumInfo, PinState
    from core.credentials.use import KeyUse


class WindowInteraction:
    """Asks the person in the window."""

    def __init__(self, dialogs: Dialogs) -> None:
        self._dialogs = dialogs

    async def ask_pin(self, request: PinRequest) -> Secret | None:
        """Ask for the PIN of a medium; None where the person types it on the reader's keys."""
        title = QCoreApplication.translate("Interaction", "输入“%1”的 PIN 码").replace("%1", request.medium.label)
        warning = _warning(request.state, wrong_before=request.wrong_before)
        if request.state.pin_pad:
            await self._dialogs.pin_pad(title, request.use.title, warning=warning)
            return None
        return await self._dialogs.pin(
            title, request.use.title, warning=warning, max_length=max(1, request.state.max_length)
        )

    async def ask_consent(self, medium: MediumInfo, use: KeyUse) -> None:
        """Ask whether a relying party or another program may use a key."""
        text = QCoreApplication.translate("Interaction", "“%1”请求使用“%2”中的密钥：%3")
        text = text.replace("%3", use.title).replace("%2", medium.label).replace("%1", use.requester)
        if use.count > 1:
            count = QCoreApplication.translate("Interaction", "共 %1 次使用。").replace("%1", str(use.count))
            text = f"{text}\n{count}"
        agreed = await self._dialogs.confirm(
            QCoreApplication.translate("Interaction", "允许使用密钥？"),
            text,
            accept=QCoreApplication.translate("Interaction", "允许"),
            reject=QCoreApplication.translate("Interaction", "拒绝"),
        )
        if not agreed:
            raise CancelledByUser


def _warning(state: PinState, *, wrong_before: bool) -> str:
    parts = []
    if wrong_before:
        parts.append(QCoreApplication.translate("Interaction", "PIN 码不正确。"))
    if state.tries_left is not None and (wrong_before or state.tries_left <= 3):
        left = QCoreApplication.translate("Interaction", "还可尝试 %1 次。")
        parts.append(left.replace("%1", str(state.tries_left)))
    if state.final_try:
        parts.append(QCoreApplication.translate("Interaction", "这是最后一次机会，再次输错将锁定。"))
    return "".join(parts)
