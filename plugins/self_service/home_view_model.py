"""业务办理: what can be done by oneself."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel
from plugins.self_service.module import Module

QML_IMPORT_NAME = "SelfService"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SelfServiceViewModel(ViewModel):
    """证书申请, 证书续期 and 进度查询, each behind the phone.

    Attributes:
        phone: whose visit it is, masked; empty before.
    """

    phone = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        self._unsubscribe = module.service.subscribe(self._show)
        self._show()

    def close(self) -> None:
        """See `ViewModel`."""
        self._unsubscribe()
        super().close()

    @slot(str)
    def open(self, name: str) -> None:
        """One of the three."""
        target = f"self_service.{name}"
        if self._service.visit is None:
            self.page.navigator.push("self_service.phone", {"next": target})
        else:
            self.page.navigator.push(target)

    @slot()
    def leave(self) -> None:
        """[结束办理]."""
        self._service.forget()

    def _show(self) -> None:
        visit = self._service.visit
        self.phone = visit.phone_masked if visit is not None else ""
