"""检查更新 (M3.2.2): what is offered, signed; download with progress; the operating system starts its installer.

Linux has packages instead, which ask for an administrator: there the person is led to the file.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtQml import QmlElement

from core.errors import AppError, CancelledByUser, Text
from core.network.updates import Release, UpdateService
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1

_INSTALLERS = {"win32": (".exe", ".msi", ".msix"), "darwin": (".dmg", ".pkg")}


class InstallerNotStarted(AppError):
    """The operating system did not open the downloaded installer."""

    code = "UPD-003"
    cause = Text("系统未能打开安装包。", "The system did not open the installer.")
    remedy = Text("请打开所在文件夹，手动运行安装包。", "Open its folder and run the installer yourself.")


@QmlElement
class UpdateViewModel(ViewModel):
    """The update page.

    Attributes:
        state: `unknown` until the server answered, `newest`, `offered` or `downloaded`.
        installed: the version that runs.
        offered: the version that is offered.
        size: its size in the person's units.
        notes: what changed; may be empty.
        fileName: of what was downloaded.
        startable: this system can start it.
    """

    state = prop(str, "unknown")
    installed = prop(str, "")
    offered = prop(str, "")
    size = prop(str, "")
    notes = prop(str, "")
    fileName = prop(str, "")
    startable = prop(bool, False)

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

    @slot(once=True)
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
        self.fileName = self._file.name
        self.startable = self._file.suffix.lower() in _INSTALLERS.get(sys.platform, ())
        self.state = "downloaded"

    @slot(once=True)
    async def install(self) -> None:
        """[立即安装]: after a question the installer is started and this program ends, so that it can be replaced."""
        title = QCoreApplication.translate("Update", "现在安装 %1？").replace("%1", self.offered)
        text = QCoreApplication.translate("Update", "将启动安装程序并关闭本应用，未完成的操作请先保存。")
        if not await self.page.dialogs.confirm(title, text, accept=QCoreApplication.translate("Update", "安装")):
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file))):
            raise InstallerNotStarted
        QCoreApplication.quit()

    @slot()
    def reveal(self) -> None:
        """Open the folder with the downloaded installer."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))
