"""安装证书: set the PIN, then everything else happens by itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.credentials.errors import PinLocked, PinNotAccepted, WrongPin
from core.plugin.api import Secret
from core.ui.language import current_language
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from plugins.mobile_cert import models
from plugins.mobile_cert.installation import Progress, begin_again, install_certificate, progress_of
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.signed_in import SignedInViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class InstallViewModel(SignedInViewModel):
    """The page of one order. A PIN given before an interruption is asked for again, not set anew."""

    title = prop(str, "")
    resuming = prop(bool, False)
    canBeginAgain = prop(bool, False)
    problem = prop(str, "")
    done = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._module = module
        order = page.parameters["order"]
        assert isinstance(order, models.Order)  # noqa: S101 the opener's contract
        self._order = order
        self.title = f"{order.platform} · {order.ca}"

    async def load(self) -> None:
        """See `SignedInViewModel`: what was begun here is continued."""
        progress = await progress_of(self._module.store, self._order.id)
        self.resuming = progress is not Progress.NOT_BEGUN
        self.canBeginAgain = progress is Progress.KEY_MADE and self._order.state == "approved"

    @slot(str, str, once=True)
    async def install(self, pin: str, repeated: str) -> None:
        """[安装证书]."""
        with Secret(pin) as secret, Secret(repeated) as again:
            if not self.resuming and secret.reveal_bytes() != again.reveal_bytes():
                self.problem = QCoreApplication.translate("Install", "两次输入的 PIN 不一致")
                return
            self.problem = ""
            try:
                await install_certificate(self._module.service, self._module.store, self._order.id, secret)
            except (WrongPin, PinLocked, PinNotAccepted) as error:
                language = current_language()
                self.problem = f"{error.cause_in(language)}{error.remedy_in(language)}"
                return
            finally:
                await self.load()
        self.done = True

    @slot(once=True)
    async def beginAgain(self) -> None:
        """[忘记 PIN，重新开始]: only while no certificate was issued to the key."""
        title = QCoreApplication.translate("Install", "重新开始安装？")
        text = QCoreApplication.translate("Install", "本设备上未完成的密钥将被删除，之后可设置新的 PIN，订单不受影响。")
        if not await self.page.dialogs.confirm(title, text, danger=True):
            return
        await begin_again(self._module.service, self._module.store, self._order.id)
        self.problem = ""
        await self.load()

    @slot()
    def showCertificates(self) -> None:
        """[查看证书]."""
        self.page.navigator.replace("mobile_cert.certificates")
