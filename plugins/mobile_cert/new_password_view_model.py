"""重置密码 (M3.3.15) from 设置 → 个人信息."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.plugin.api import Secret
from core.ui.dialogs import ToastKind
from core.ui.page import PageContext
from core.ui.phone_codes import PhoneCodes
from core.ui.properties import child, prop, slot
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.passwords import broken_password
from plugins.mobile_cert.signed_in import SignedInViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class NewPasswordViewModel(SignedInViewModel):
    """An SMS code to the account's number, and the new password twice.

    Attributes:
        phone: the number, masked.
        problem: what is wrong with the password.
    """

    codes = child(PhoneCodes)
    phone = prop(str, "")
    problem = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        self.codes = PhoneCodes(self, module.service.sms_codes, "reset_password", lambda: module.service.phone)
        session = module.service.session
        self.phone = session.view.account.phone_masked if session is not None else ""

    async def load(self) -> None:
        """See `SignedInViewModel`."""
        await self.codes.load()

    @slot(str, str, once=True)
    async def confirm(self, password: str, repeated: str) -> None:
        """[确定]."""
        with Secret(password) as secret, Secret(repeated) as again:
            self.problem = broken_password(secret, again)
            if not self.codes.smsCode.check() or self.problem:
                return
            try:
                await self._service.change_password(self.codes.smsCode.text, secret)
            except AuthorityRefused as error:
                self.codes.show_refusal(error)
                return
        text = QCoreApplication.translate("Login", "密码已重置，其他设备需要重新登录")
        self.page.dialogs.toast(text, ToastKind.SUCCESS)
        await self.page.navigator.pop()
