"""Pages that show what has to be read first."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel

QML_IMPORT_NAME = "SecureClient.Model"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class LoadingViewModel(ViewModel):
    """Base of pages that read what they show each time they come to the front.

    Attributes:
        loadFailed: it could not be read; [重试] is offered.
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
