"""What the pages of a visit share: a visit that ended leads to the phone, and back to the page."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.network.requests import NOT_SIGNED_IN
from core.ui.dialogs import ToastKind
from core.ui.language import tr
from core.ui.loading import LoadingViewModel
from core.ui.page import PageContext
from plugins.self_service.module import Module

QML_IMPORT_NAME = "SelfService"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class VisitViewModel(LoadingViewModel):
    """Base of the pages behind the phone."""

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self.module = module

    def report(self, error: BaseException) -> None:
        """See `ViewModel`."""
        super().report(error)
        ended = isinstance(error, AuthorityRefused) and error.status == NOT_SIGNED_IN
        if ended and self.page.navigator.pageId != "self_service.phone":
            self.page.dialogs.toast(tr("办理时间已到，请重新验证手机号码"), ToastKind.WARNING)
            self.page.navigator.push("self_service.phone")
