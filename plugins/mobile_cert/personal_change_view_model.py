"""个人信息变更 (M3.3.11.21): the form of the real-name authentication once more, with the new card."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from core.ui.page import PageContext
from core.ui.properties import slot
from plugins.mobile_cert import models
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.real_name_view_model import RealNameViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PersonalChangeViewModel(RealNameViewModel):
    """What is known in the clear is filled in: the phone. Name and number come from the card."""

    purpose = "change_personal"
    specimen = "lin-renamed"

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page, module)
        self.phone.value = module.service.phone

    @slot()
    def showCertificates(self) -> None:
        """[变更证书]: those of the old data are marked in the list."""
        self.page.navigator.replace("mobile_cert.certificates")

    async def _send(self, body: models.RealName) -> None:
        await self._module.service.change_real_name(body)
        await self._module.login_key.phone_changed()
