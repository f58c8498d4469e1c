"""安装证书: set the PIN, then everything else happens by itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.credentials.errors import PinNotAccepted, WrongPin
from core.plugin.api import Secret
from core.ui.language import current_language
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel
from plugins.mobile_cert import models
from plugins.mobile_cert.installation import install_certificate
from plugins.mobile_cert.module import Module

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class InstallViewModel(ViewModel):
    """The page of one order. A PIN given before an interruption is asked for again, not set anew."""

    title = prop(str, "")
    resuming = prop(bool, False)
    problem = prop(str, "")
    done = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._module = module
        order = page.parameters["order"]
        assert isinstance(order, models.Order)  # noqa: S101 the opener's contract
        self._order = order
        self.title = f"{order.platform} · {order.ca}"

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self._look())

    async def _look(self) -> None:
        self.resuming = await self._module.store.pending_for(self._order.id) is not None

    @slot(str, str)
    async def install(self, pin: str, repeated: str) -> None:
        """[安装证书]."""
        with Secret(pin) as secret, Secret(repeated) as again:
            if not self.resuming and secret.reveal_bytes() != again.reveal_bytes():
                self.problem = QCoreApplication.translate("Install", "两次输入的 PIN 不一致")
                return
            self.problem = ""
            try:
                await install_certificate(self._module.service, self._module.store, self._order, secret)
            except (WrongPin, PinNotAccepted) as error:
                language = current_language()
                self.problem = f"{error.cause_in(language)}{error.remedy_in(language)}"
                return
        self.done = True

    @slot()
    def showCertificates(self) -> None:
        """[查看证书]."""
        self.page.navigator.replace("mobile_cert.certificates")
