"""注销账号 (M3.3.16): what it means, the password once more, the cooling-off time in which it can be withdrawn."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.plugin.api import Secret
from core.ui.dialogs import ToastKind
from core.ui.language import QT_TRANSLATE_NOOP, current_language
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from plugins.mobile_cert import models
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.order_texts import moment
from plugins.mobile_cert.signed_in import SignedInViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_WRONG_PASSWORD = "AUTH-013"  # noqa: S105 a code of the authority
_EFFECTS = (
    QT_TRANSLATE_NOOP("Closing", "账号下的全部证书将被注销，与它们绑定的印章同时失效。"),
    QT_TRANSLATE_NOOP("Closing", "未完成的订单将被取消，已支付的费用不予退还。"),
    QT_TRANSLATE_NOOP("Closing", "平台保存的个人信息、身份证图片、手写签名和开票信息将被清空。"),
    QT_TRANSLATE_NOOP("Closing", "申请提交 24 小时后生效，生效前可撤销申请。"),
)


@QmlElement
class ClosingViewModel(SignedInViewModel):
    """The page.

    Attributes:
        effects: what closing means.
        dueText: when it happens; empty while nobody asked for it.
        problem: what is wrong with the password.
    """

    effects = prop(list, [])
    dueText = prop(str, "")
    problem = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        self.effects = [QCoreApplication.translate("Closing", text) for text in _EFFECTS]

    async def load(self) -> None:
        """See `SignedInViewModel`."""
        self._show(await self._service.closing())

    @slot(str)
    async def request(self, password: str) -> None:
        """[申请注销], with the password and a second confirmation."""
        with Secret(password) as secret:
            self.problem = "" if secret else QCoreApplication.translate("Login", "请输入密码")
            if self.problem or not await self._sure():
                return
            try:
                self._show(await self._service.request_closing(secret))
            except AuthorityRefused as error:
                if error.server_code != _WRONG_PASSWORD:
                    raise
                self.problem = error.cause_in(current_language())

    @slot()
    async def withdraw(self) -> None:
        """[撤销注销申请]."""
        self._show(await self._service.withdraw_closing())
        text = QCoreApplication.translate("Closing", "已撤销注销申请")
        self.page.dialogs.toast(text, ToastKind.SUCCESS)

    async def _sure(self) -> bool:
        title = QCoreApplication.translate("Closing", "注销账号？")
        text = QCoreApplication.translate("Closing", "生效后数据将被清空，无法恢复。")
        accept = QCoreApplication.translate("Closing", "申请注销")
        return await self.page.dialogs.confirm(title, text, accept=accept, danger=True)

    def _show(self, closing: models.Closing) -> None:
        self.dueText = moment(closing.due_at) if closing.due_at is not None else ""
