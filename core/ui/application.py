"""The running window: opens first, then starts what takes time in the background."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Coroutine
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication

from core.logging import configure, log_uncaught
from core.options import Options
from core.plugin.contributions import DroppedFile, OpenPage, Tile
from core.plugin.discovery import Origin
from core.storage.paths import Paths, find_paths
from core.storage.peek import peek_consent, peek_setting
from core.ui.appearance import AppearanceChoice
from core.ui.garbage import ShortCollections
from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.pages import core_pages, settings_pages
from core.ui.window import HOME_PAGE, MainWindow, make_application

if TYPE_CHECKING:
    from core.plugin.manager import Plugin
    from core.ui.floating_ball import FloatingBall

_LOOK = "appearance"
_LATEST_START = 3.0  # seconds


class Application:
    """Owns window, services and their order of birth and death."""

    def __init__(self, options: Options, data_dir: Path | None = None) -> None:
        self.application: QGuiApplication = make_application()
        paths = find_paths(data_dir)
        self.window = MainWindow(choice=_stored_look(paths), choice_changed=self._keep_look, kiosk=options.kiosk)
        self.window.prepare()
        # imported here, while Qt's own thread loads the window
        from core.services import Services

        self.services = Services(paths, options)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._drawn = asyncio.Event()
        self._preloaded = asyncio.Event()
        self._page_owners: dict[str, list[str]] = {}
        self._collections = ShortCollections()

    @cached_property
    def ball(self) -> FloatingBall:
        """悬浮球; made when it is wanted, not while the window starts."""
        from core.ui.floating_ball import FloatingBall

        return FloatingBall(self.window, self.services.privacy, self.services.settings)

    def run(self) -> int:
        """Show the window and turn the event loop until it is closed."""
        from core.ui.event_loop import QtEventLoop

        loop = QtEventLoop(self.application)
        asyncio.set_event_loop(loop)
        closed = asyncio.Event()
        self.application.lastWindowClosed.connect(closed.set)
        log_uncaught()
        with loop:
            self.open()
            loop.run_until_complete(closed.wait())
            loop.run_until_complete(self.close())
        return 0

    def open(self, width: int = 1280, height: int = 832) -> None:
        """Show the window; with consent the home page and the background work, without it the privacy summary."""
        configure()
        services, shell = self.services, self.window.shell
        shell.sandbox = services.is_sandbox
        shell.developerMode = services.options.developer_mode
        shell.fileDropped.connect(self._file_dropped)
        services.credentials.interaction = self.window.interaction
        services.plugins.on_withdraw(self._withdraw)
        services.plugins.load()
        self.window.navigator.add_pages(core_pages(services, self.agreed, self.withdrawn))
        self.window.navigator.add_pages(settings_pages(services, self.window.appearance, lambda: self.ball))
        self._contribute()
        agreed = peek_consent(services.paths.database, services.privacy.policy_version)
        shell.locked = not agreed
        self.window.show(width, height, first_page=HOME_PAGE if agreed else "core.consent")
        self.window.window.frameSwapped.connect(self._first_frame)
        # the first frame may have been drawn while the window was shown, before anybody listened
        self.window.window.update()
        self.start(self._preload())
        if agreed:
            self.start(self._start_background())

    def _first_frame(self) -> None:
        # told by Qt's drawing thread, which may have swapped a second frame before the first one is heard of here
        if not self._drawn.is_set():
            self._drawn.set()
            self.window.window.frameSwapped.disconnect(self._first_frame)

    async def _preload(self) -> None:
        """Import what the first clicks need, after the first frame: it would compete with drawing it."""
        # a window that is minimised or covered at the start draws none
        with suppress(TimeoutError):
            await asyncio.wait_for(self._drawn.wait(), _LATEST_START)
        self._collections.start()
        try:
            await asyncio.to_thread(_import_preloaded)
        finally:
            self._preloaded.set()

    def agreed(self) -> None:
        """The person agreed to the privacy summary: now home opens and the background work begins."""
        self.window.shell.locked = False
        self.window.navigator.drop_to(0, reactivate=False)
        self.window.navigator.push(HOME_PAGE)
        self.start(self._start_background())

    def withdrawn(self) -> None:
        """Consent was withdrawn: sign out everywhere, stop the network, and ask again."""
        self.services.plugins.tell("session_reset")
        self.services.authority.use_token("")
        self._put_ball_away()
        if self.services.embedded is not None:
            self.start(self.services.embedded.stop())
        self.window.shell.locked = True
        self.window.navigator.drop_to(0, reactivate=False)
        self.window.navigator.push("core.consent")

    async def close(self) -> None:
        """End background work, services and window, in this order."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.services.stop()
        self._put_ball_away()
        self.window.close()
        self._collections.stop()

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run work in the background; a failure is shown."""
        task = asyncio.get_event_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.window.dialogs.report(error)

    async def _start_background(self) -> None:
        await self._preloaded.wait()
        if self.services.embedded is not None:
            self.services.embedded.start()
        self.services.plugins.tell("start")
        await self.services.restore_log()
        await self.services.start_media()
        await self.ball.restore()

    def _plugin_enabled(self, plugin: Plugin) -> None:
        """A plugin was switched on while the window is open."""
        self._add_pages(plugin)
        self._show_tiles()
        self.services.plugins.tell("start", plugin)
        self.start(self.services.start_media(plugin))

    def _add_pages(self, only: Plugin | None = None) -> None:
        for plugin in [only] if only is not None else self.services.plugins.enabled:
            # the built-in plugins' texts are in the product's own translation
            if plugin.found.origin is not Origin.BUILT_IN:
                self.window.add_translations(plugin.found.folder / "translations" / "en.qm")
        for plugin, spec in self.services.plugins.collect("register_pages", only):
            self.window.navigator.add_pages([spec])
            self._page_owners.setdefault(plugin.id, []).append(spec.id)

    def _contribute(self) -> None:
        """Pages, tiles and entries of all plugins."""
        self._add_pages()
        self._show_tiles()
        self.services.plugins.on_enabled(self._plugin_enabled)
        # a visitor of a public terminal changes nothing about it
        shown = [tile for tile in _ENTRIES if not (self.services.options.kiosk and tile.page_id in _FOR_OWNERS)]
        self.window.shell.show_entries(shown)

    def _show_tiles(self) -> None:
        plugins, shell = self.services.plugins, self.window.shell
        shell.show_tiles([tile for _, tile in plugins.collect("home_tiles")])
        shell.show_actions([action for _, action in plugins.collect("toolbar_actions")])

    def _withdraw(self, plugin_id: str) -> None:
        self.window.navigator.remove_pages(self._page_owners.pop(plugin_id, ()))
        # after the present hook call, since a plugin may fail inside one
        asyncio.get_event_loop().call_soon(self._show_tiles)

    def _put_ball_away(self) -> None:
        if "ball" in self.__dict__:
            self.ball.put_away()

    def _file_dropped(self, url: QUrl) -> None:
        answer = self.services.plugins.first("handle_file", file=DroppedFile(Path(url.toLocalFile())))
        if isinstance(answer, OpenPage):
            self.window.navigator.push(answer.page_id, answer.parameters)

    def _keep_look(self, choice: AppearanceChoice) -> None:
        self.start(self.services.settings.put(_LOOK, choice.to_values()))


# what the first clicks need and what takes longer than a frame to import; none of it touches Qt
_PRELOADED = (
    "core.storage.tables",
    "core.credentials.software",
    "core.network.authority",
    "httpx",
    "core.pdf.longterm",
    "core.pdf.validation",
    "core.relying_party.answer",
)


def _import_preloaded() -> None:
    for name in _PRELOADED:
        importlib.import_module(name)


_ENTRIES = (
    Tile("core.scan", QT_TRANSLATE_NOOP("Tiles", "扫一扫"), icon="scan", order=10),
    Tile("core.plugins", QT_TRANSLATE_NOOP("Tiles", "插件"), icon="puzzle", order=80),
    Tile("core.settings", QT_TRANSLATE_NOOP("Tiles", "设置"), icon="settings", order=85),
    Tile("core.about", QT_TRANSLATE_NOOP("Tiles", "关于"), icon="info", order=90),
)

_FOR_OWNERS = frozenset({"core.plugins", "core.settings"})


def _stored_look(paths: Paths) -> AppearanceChoice:
    values = peek_setting(paths.database, "core", _LOOK)
    return AppearanceChoice.from_values(values if isinstance(values, dict) else {})
