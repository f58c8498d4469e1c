"""The privacy summary before first use, and the legal texts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from core.privacy.service import PrivacyService
from core.ui.language import current_language
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel
from resources.legal import LegalText, legal_text

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ConsentViewModel(ViewModel):
    """Nothing is collected and nothing is asked of the network before the person agrees."""

    summary = prop(str, "")

    def __init__(self, page: PageContext, privacy: PrivacyService, agreed: Callable[[], None]) -> None:
        super().__init__(page)
        self._privacy = privacy
        self._agreed = agreed
        self.language_changed()

    def language_changed(self) -> None:
        """See `ViewModel`."""
        self.summary = legal_text(LegalText.PRIVACY_SUMMARY, current_language())

    @slot(once=True)
    async def agree(self) -> None:
        """同意并继续."""
        await self._privacy.agree()
        self._agreed()

    @slot()
    def decline(self) -> None:
        """不同意: the app ends."""
        QGuiApplication.quit()

    @slot(str)
    def read(self, which: str) -> None:
        """Read a whole text first."""
        self.page.navigator.push("core.text", {"text": which})


@QmlElement
class TextViewModel(ViewModel):
    """One legal text."""

    text = prop(str, "")

    def __init__(self, page: PageContext) -> None:
        super().__init__(page)
        self.language_changed()

    def language_changed(self) -> None:
        """See `ViewModel`."""
        self.text = legal_text(LegalText(str(self.page.parameters["text"])), current_language())
