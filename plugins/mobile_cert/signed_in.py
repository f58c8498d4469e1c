"""What the pages of a signed-in person share: a session that ended leads to the sign-in, and back to the page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.network.requests import NOT_SIGNED_IN
from core.ui.dialogs import ToastKind
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_SIGNING_IN = ("mobile_cert.login", "mobile_cert.biometric_login", "mobile_cert.password")


def lead_to_sign_in(page: PageContext, error: BaseException) -> None:
    """Open the sign-in above the page when a request failed because the session ended."""
    if not isinstance(error, AuthorityRefused) or error.status != NOT_SIGNED_IN:
        return
    if page.navigator.pageId in _SIGNING_IN:
        return
    page.dialogs.toast(QCoreApplication.translate("SignedIn", "登录已失效，请重新登录"), ToastKind.WARNING)
    page.navigator.push("mobile_cert.login")


@QmlElement
class SignedInViewModel(ViewModel):
    """Base of pages that only a signed-in person can use and that show what the authority knows.

    Attributes:
        loadFailed: what the page shows could not be read; [重试] is offered.
    """

    loadFailed = prop(bool, False)

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
        lead_to_sign_in(self.page, error)
