"""关于 (M3.2): version, texts, privacy."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtQml import QmlElement

from core.privacy.errors import ErasureIncomplete
from core.ui.language import tr
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel

if TYPE_CHECKING:
    from core.services import Services

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1


def product_version() -> str:
    """The installed version."""
    try:
        return version("secure-client")
    except PackageNotFoundError:
        return "0"


@QmlElement
class AboutViewModel(ViewModel):
    """The list of 关于."""

    version = prop(str, "")
    sandbox = prop(bool, False)

    def __init__(self, page: PageContext, services: Services, withdrawn: Callable[[], None]) -> None:
        super().__init__(page)
        self._services = services
        self._withdrawn = withdrawn
        self.version = product_version()
        self.sandbox = services.is_sandbox

    @slot(str)
    def read(self, which: str) -> None:
        """Open a text."""
        self.page.navigator.push("core.text", {"text": which})

    @slot(str)
    def ledger(self, which: str) -> None:
        """Open a ledger: `uses`, `entries` or `shared`."""
        self.page.navigator.push("core.ledger", {"ledger": which})

    @slot(str)
    def open(self, page_id: str) -> None:
        """Open another page."""
        self.page.navigator.push(page_id)

    @slot(once=True)
    async def withdraw(self) -> None:
        """撤回同意隐私策略, after a second confirmation: local personal data is erased and the app asks again."""
        agreed = await self.page.dialogs.confirm(
            tr("撤回对隐私策略的同意？"),
            tr(
                "撤回后将退出登录，停止收集信息，并删除本机保存的个人信息；已安装的证书和密钥保留。下次使用需重新同意。"
            ),
            accept=tr("撤回同意"),
            danger=True,
        )
        if not agreed:
            return
        try:
            await self._services.withdraw_consent()
        except ErasureIncomplete as error:
            # this page goes away, so the window says it
            self.page.dialogs.report(error)
        self._withdrawn()
