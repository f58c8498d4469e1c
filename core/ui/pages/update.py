"""检查更新 (M3.2.2): what is offered, signed; download with progress. Installing is the operating system's business."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtQml import QmlElement

from core.errors import CancelledByUser
from core.network.updates import Release, UpdateService
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class UpdateViewModel(ViewModel):
    """The update page.

    Attributes:
        state: `unknown` until the server answered, `newest`, `offered` or `downloaded`.
        installed: the version that runs.
        offered: the version that is offered.
        size: its size in the person's units.
        notes: what changed; may be empty.
    """

    state = prop(str, "unknown")
    installed = prop(str, "")
    offered = prop(str, "")
    size = prop(str, "")
    notes = prop(str, "")

    def __init__(self, page: PageContext, updates: UpdateService, installed: str) -> None:
        super().__init__(page)
        self._updates = updates
        self._release: Release | None = None
        self._file = Path()
        self.installed = installed
        self.run(self._check())

    @slot()
    def check(self) -> None:
        """Ask the server again."""
        self.run(self._check())

    async def _check(self) -> None:
        self.state = "unknown"
        self._release = await self._updates.check(self.installed)
        if self._release is None:
            self.state = "newest"
            return
        self.offered = self._release.version
        self.size = QLocale().formattedDataSize(self._release.size)
        self.notes = self._release.notes
        self.state = "offered"

    @slot()
    async def download(self) -> None:
        """Download what is offered; a failed download can be started again."""
        if self._release is None:
            return
        loop = asyncio.get_running_loop()
        async with self.page.dialogs.progress(QCoreApplication.translate("Update", "正在下载更新")) as shown:

            def seen(share: float) -> None:
                if shown.cancelled.is_set():
                    raise CancelledByUser
                loop.call_soon_threadsafe(shown.set, share)

            self._file = await self._updates.download(self._release, seen)
        self.state = "downloaded"

    @slot()
    def reveal(self) -> None:
        """Open the folder with the downloaded installer."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))
