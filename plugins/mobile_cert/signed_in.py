"""What the pages of a signed-in person share: a session that ended leads to the sign-in, and back to the page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.network.requests import NOT_SIGNED_IN
from core.ui.dialogs import ToastKind
from core.ui.loading import LoadingViewModel
from core.ui.page import PageContext

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
class SignedInViewModel(LoadingViewModel):
    """Base of pages that only a signed-in person can use and that show what the authority knows."""

    def report(self, error: BaseException) -> None:
        """See `ViewModel`."""
        super().report(error)
        lead_to_sign_in(self.page, error)
