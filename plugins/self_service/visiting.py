"""What the pages of a visit share: a visit that ended leads to the phone, and back to the page."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.network.requests import NOT_SIGNED_IN
from core.ui.dialogs import ToastKind
from core.ui.language import tr
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel
from plugins.self_service.module import Module

QML_IMPORT_NAME = "SelfService"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class VisitViewModel(ViewModel):
    """Base of the pages behind the phone.

    Attributes:
        loadFailed: what the page shows could not be read; [重试] is offered.
    """

    loadFailed = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self.module = module

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self.reload())

    @slot()
    async def refresh(self) -> None:
        """[刷新] or [重试]."""
        await self.reload()

    async def reload(self) -> None:
        """Read anew."""
        try:
            await self.load()
        except Exception:
            self.loadFailed = True
            raise
        self.loadFailed = False

    async def load(self) -> None:
        """Read what the page shows; each page says what that is."""

    def report(self, error: BaseException) -> None:
        """See `ViewModel`."""
        super().report(error)
        ended = isinstance(error, AuthorityRefused) and error.status == NOT_SIGNED_IN
        if ended and self.page.navigator.pageId != "self_service.phone":
            self.page.dialogs.toast(tr("办理时间已到，请重新验证手机号码"), ToastKind.WARNING)
            self.page.navigator.push("self_service.phone")
