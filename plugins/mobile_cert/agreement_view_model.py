"""An agreement of the authority."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from core.ui.markdown import harmless, without_title
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.told import told

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AgreementViewModel(ViewModel):
    """One agreement."""

    heading = prop(str, "")
    text = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._module = module

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self._load())

    @slot()
    async def refresh(self) -> None:
        """[重试]."""
        await self._load()

    async def _load(self) -> None:
        agreement = await self._module.service.agreement(str(self.page.parameters["agreement"]))
        self.heading, self.text = told(agreement.title), harmless(without_title(told(agreement.text)))
