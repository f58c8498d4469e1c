"""悬浮球 (M3.5.7.1): a small window above all others that opens the tools."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QWindow
from PySide6.QtQml import QmlElement, QQmlComponent
from PySide6.QtQuick import QQuickWindow

from core.errors import AppError
from core.translatable import QT_TRANSLATE_NOOP
from core.ui.list_model import RowModel
from core.ui.properties import QmlObject, child, prop, slot
from core.ui.window import QML_FOLDER, MainWindow

if TYPE_CHECKING:
    from core.privacy.service import PrivacyService
    from core.storage.settings import SettingsStore

QML_IMPORT_NAME = "SecureClient.Model"
QML_IMPORT_MAJOR_VERSION = 1

_SETTING = "floating_ball"
# as they stand in the ledger
_MODULE = QT_TRANSLATE_NOOP("Ledger", "悬浮球")
_PURPOSE = QT_TRANSLATE_NOOP("Ledger", "显示在其他窗口之上")


@QmlElement
class FloatingBall(QmlObject):
    """The ball and its window.

    Attributes:
        tools: the modules of the home page.
        shown: it is on the screen.
    """

    tools = child(RowModel)
    shown = prop(bool, False)

    def __init__(self, main: MainWindow, privacy: PrivacyService, settings: SettingsStore) -> None:
        super().__init__(main.shell)
        self._main = main
        self._privacy = privacy
        self._settings = settings
        self._component: QQmlComponent | None = None
        self._window: QQuickWindow | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.tools = main.shell.tiles

    @property
    def possible(self) -> bool:
        """Not on a phone, whose system gives its own permission for that, and not on a public terminal."""
        return not (hasattr(sys, "getandroidapilevel") or sys.platform == "ios" or self._main.shell.kiosk)

    @property
    def window(self) -> QQuickWindow | None:
        """The ball's window while it is shown."""
        return self._window

    async def restore(self) -> None:
        """Show the ball when it was on at the end of the last run; a permission that is off now keeps it away."""
        if (await self._stored()).get("on") is True and self.possible:
            try:
                await self._show()
            except AppError:
                return

    async def switch(self, on: bool) -> None:
        """Show or put away, now and at the next start.

        Raises:
            PermissionOff: the person switched 悬浮窗 off in 应用权限管理清单.
        """
        if on:
            await self._show()
        else:
            self.put_away()
        await self._keep({"on": on})

    def put_away(self) -> None:
        """Take the ball from the screen; before the engine ends as well."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None
        self.shown = False

    @slot(str)
    async def open(self, page_id: str) -> None:
        """A tool was chosen: the main window comes to the front and opens it."""
        window = self._main.window
        if window.visibility() == QWindow.Visibility.Minimized:
            window.showNormal()
        window.requestActivate()
        navigator = self._main.navigator
        if not self._main.shell.locked and await navigator.home() and page_id != navigator.pageId:
            navigator.push(page_id)

    @slot(int, int)
    async def keepPlace(self, x: int, y: int) -> None:
        """The ball was put somewhere else."""
        await self._keep({"x": x, "y": y})

    def report(self, error: BaseException) -> None:
        """Failures are shown by the main window."""
        self._main.dialogs.report(error)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Run an asynchronous slot."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.report(error)

    async def _show(self) -> None:
        if self._window is not None:
            return
        from core.plugin.manifest import Permission

        await self._privacy.use(Permission.OVERLAY, _MODULE, _PURPOSE)
        stored = await self._stored()
        if self._component is None:
            qml = QUrl.fromLocalFile(str(QML_FOLDER / "BallWindow.qml"))
            self._component = QQmlComponent(self._main.engine, qml, self)
            self._main.window.visibilityChanged.connect(self._follow)
        place = {name: stored[name] for name in ("x", "y") if isinstance(stored.get(name), int)}
        made = self._component.createWithInitialProperties({"ball": self, "placed": bool(place), **place})
        if not isinstance(made, QQuickWindow):
            # a defect of the installation
            raise RuntimeError(self._component.errorString())  # noqa: TRY004
        self._window = made
        made.show()
        self.shown = True

    @slot(QWindow.Visibility)
    def _follow(self, visibility: QWindow.Visibility) -> None:
        """The ball alone must not keep the app alive."""
        if visibility == QWindow.Visibility.Hidden:
            self.put_away()

    async def _stored(self) -> dict[str, object]:
        stored = await self._settings.get(_SETTING)
        return stored if isinstance(stored, dict) else {}

    async def _keep(self, values: dict[str, object]) -> None:
        await self._settings.put(_SETTING, {**await self._stored(), **values})
