"""个人信息: who is signed in, and what can be done with the account."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.ui.language import tr
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.signed_in import SignedInViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AccountViewModel(SignedInViewModel):
    """The account.

    Attributes:
        facts: masked phone, name and ID number, as `{key, value}`.
    """

    facts = prop(list, [])
    verified = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        self._show()

    async def load(self) -> None:
        """See `SignedInViewModel`."""
        await self._service.refresh()
        self._show()

    @slot(str)
    def open(self, page_id: str) -> None:
        """A page of the account."""
        self.page.navigator.push(page_id)

    @slot(once=True)
    async def signOut(self) -> None:
        """[退出登录]."""
        title = QCoreApplication.translate("Account", "退出登录？")
        text = QCoreApplication.translate("Account", "已安装的证书仍可使用。")
        if await self.page.dialogs.confirm(title, text):
            await self._service.sign_out()
            await self.page.navigator.pop()

    def _show(self) -> None:
        session = self._service.session
        if session is None:
            return
        account = session.view.account
        self.verified = session.verified
        missing = tr("未实名")
        self.facts = [
            {"key": tr("手机号码"), "value": account.phone_masked},
            {"key": tr("姓名"), "value": account.name_masked or missing},
            {"key": tr("身份证号"), "value": account.id_number_masked or missing},
        ]
