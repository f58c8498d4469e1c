"""设置 (M3.5.7): look, floating ball, what plugins add, revocation guidance, diagnosis, log."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QUrl
from PySide6.QtQml import QmlElement

from core.diagnostics.report import write_bundle
from core.plugin.contributions import Tile
from core.ui.appearance import Appearance
from core.ui.dialogs import ToastKind
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.shell import Entry, entry_of
from core.ui.view_model import ViewModel

if TYPE_CHECKING:
    from core.services import Services
    from core.ui.floating_ball import FloatingBall

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SettingsViewModel(ViewModel):
    """The settings page.

    Attributes:
        appearance: theme, type, language.
        entries: what plugins add, each opens a page.
        ballOn: the floating ball is shown.
        ballPossible: this system lets a window float.
        logOn: logs are written.
        logSize: what is written so far, in the person's units; empty when there is nothing.
    """

    appearance = child(Appearance)
    entries = child(RowModel)
    ballOn = prop(bool, False)
    ballPossible = prop(bool, True)
    logOn = prop(bool, False)
    logSize = prop(str, "")

    def __init__(self, page: PageContext, services: Services, appearance: Appearance, ball: FloatingBall) -> None:
        super().__init__(page)
        self._services = services
        self._log = services.log_file
        self._ball = ball
        self._entries = ListModel(Entry, parent=self, rows=())
        self.appearance = appearance
        self.entries = self._entries
        self.ballPossible = ball.possible

    def activated(self) -> None:
        """See `ViewModel`."""
        actions = [action for _, action in self._services.plugins.collect("settings_pages")]
        tiles = [Tile(a.page_id, a.title, icon=a.icon) for a in sorted(actions, key=lambda a: a.order)]
        self._entries.replace([entry_of(tile) for tile in tiles])
        self.ballOn = self._ball.shown
        self.run(self._show_log())

    @slot(str)
    def open(self, page_id: str) -> None:
        """Open another page."""
        self.page.navigator.push(page_id)

    @slot()
    def explainRevocation(self) -> None:
        """注销数字证书: how it is done (M3.5.7.2)."""
        self.page.navigator.push("core.text", {"text": "revocation"})

    @slot()
    async def goHome(self) -> None:
        """返回应用入口页 (M3.5.7.6)."""
        await self.page.navigator.home()

    @slot(bool)
    async def switchBall(self, on: bool) -> None:
        """启用悬浮球 (M3.5.7.1); the permission may be off, then it stays away."""
        try:
            await self._ball.switch(on)
        finally:
            self.ballOn = self._ball.shown
            self.changed("ballOn").emit()  # the switch itself has moved, whatever became of it

    @slot(bool)
    async def switchLog(self, on: bool) -> None:
        """启用日志 (M3.5.7.3): now and at the next start."""
        try:
            await self._services.switch_log(on)
        finally:
            await self._show_log()

    @slot(QUrl)
    async def exportLog(self, target: QUrl) -> None:
        """导出日志 (M3.5.7.4): a redacted zip."""
        await asyncio.to_thread(write_bundle, Path(target.toLocalFile()), (), self._log.files())
        self._toast(QCoreApplication.translate("Settings", "日志已导出"))

    @slot()
    async def clearLog(self) -> None:
        """清除日志 (M3.5.7.5), after a question."""
        agreed = await self.page.dialogs.confirm(
            QCoreApplication.translate("Settings", "清除日志？"),
            QCoreApplication.translate("Settings", "已记录的运行日志将被删除，且不能恢复。"),
            accept=QCoreApplication.translate("Settings", "清除"),
            danger=True,
        )
        if agreed:
            await asyncio.to_thread(self._log.clear)
            await self._show_log()
            self._toast(QCoreApplication.translate("Settings", "日志已清除"))

    async def _show_log(self) -> None:
        size = await asyncio.to_thread(self._log.size)
        self.logSize = QLocale().formattedDataSize(size) if size else ""
        self.logOn = self._log.on
        self.changed("logOn").emit()

    def _toast(self, text: str) -> None:
        self.page.dialogs.toast(text, ToastKind.SUCCESS)
