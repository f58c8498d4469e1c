"""The module's home: what there is to do for this person."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel
from plugins.mobile_cert.module import Module

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class MobileHomeViewModel(ViewModel):
    """首页 of 移动证书."""

    signedIn = prop(bool, False)
    verified = prop(bool, False)
    name = prop(str, "")
    phone = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._module = module
        self._unsubscribe = module.service.subscribe(self._show)
        self._show()

    def close(self) -> None:
        """See `ViewModel`."""
        self._unsubscribe()
        super().close()

    @slot()
    def login(self) -> None:
        """[登录 / 注册]."""
        self.run(self._sign_in())

    async def _sign_in(self) -> None:
        """By biometrics when that is on."""
        by_key = await self._module.login_key.enabled() is not None
        self.page.navigator.push("mobile_cert.biometric_login" if by_key else "mobile_cert.login")

    @slot(str)
    def open(self, name: str) -> None:
        """A place of the module; what needs a verified person leads to 实名认证 first."""
        if not self.signedIn:
            self.run(self._sign_in())
        elif name == "apply" and not self.verified:
            self.page.dialogs.toast(QCoreApplication.translate("MobileHome", "请先完成实名认证"))
            self.page.navigator.push("mobile_cert.real_name")
        else:
            self.page.navigator.push("seal.home" if name == "seals" else f"mobile_cert.{name}")

    @slot()
    async def logout(self) -> None:
        """[退出登录]."""
        title = QCoreApplication.translate("MobileHome", "退出登录？")
        text = QCoreApplication.translate("MobileHome", "已安装的证书仍可使用。")
        if await self.page.dialogs.confirm(title, text):
            await self._module.service.sign_out()

    def _show(self) -> None:
        session = self._module.service.session
        self.signedIn = session is not None
        self.verified = session is not None and session.verified
        account = session.view.account if session is not None else None
        self.name = (account.name_masked or "") if account is not None else ""
        self.phone = account.phone_masked if account is not None else ""
