"""The real window in tests: open it, find items, click, type, wait, keep screenshots. QML warnings fail the test."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QAccessible, QGuiApplication

from core.demo.driver import SIZES, WindowDriver
from core.ui.appearance import AppearanceChoice, Theme
from core.ui.event_loop import QtEventLoop
from core.ui.window import MainWindow, make_application

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class QtLoop(QtEventLoop):
    """Qt's loop whose background tasks find it running whenever Qt calls them.

    Between the phases of a test pytest-qt has Qt's events processed, and qasync lets tasks go on then without a loop.
    """

    def call_later(self, delay: float, callback: Callable[..., object], *args: Any, context: Any = None) -> Any:
        """See `asyncio.AbstractEventLoop`."""
        return super().call_later(delay, self._running, callback, *args, context=context)

    def _running(self, callback: Callable[..., object], *args: Any) -> None:
        before = asyncio._get_running_loop()
        asyncio._set_running_loop(self)
        try:
            callback(*args)
        finally:
            asyncio._set_running_loop(before)


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Asyncio inside Qt's loop, as in the product; for the conftest of a folder whose tests run the whole application.

    Without it the window draws nothing of itself and what is given to `deleteLater` stays.
    """
    if "application" not in getattr(item, "fixturenames", ()):
        return {"asyncio": asyncio.new_event_loop}
    return {"qt": lambda: QtLoop(make_application())}


@pytest.fixture(scope="session")
def application() -> QGuiApplication:
    """The one application object; `qapp` of pytest-qt is this one too."""
    application = make_application()
    # a test may close one window and open the next in the same loop
    application.setQuitOnLastWindowClosed(False)
    return application


@pytest.fixture
def qt_warnings(application: QGuiApplication) -> Iterator[list[str]]:
    """Collects Qt's and QML's warnings; the test fails at its end when there is one."""
    seen: list[str] = []

    def handle(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and kind is not QtMsgType.QtInfoMsg:
            seen.append(f"{text} ({context.file}:{context.line})")

    before = qInstallMessageHandler(handle)
    yield seen
    qInstallMessageHandler(before)
    assert not seen, "\n".join(seen)


@pytest.fixture
def artefacts(tmp_path: Path) -> Path:
    """Where screenshots go: the folder of SECURE_CLIENT_ARTEFACTS, otherwise a temporary one."""
    folder = Path(os.environ.get("SECURE_CLIENT_ARTEFACTS", str(tmp_path)))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
async def qml_window(
    application: QGuiApplication, qt_warnings: list[str], artefacts: Path
) -> AsyncIterator[Callable[..., WindowDriver]]:
    """A function that opens a window; its `prepare` adds pages and tiles before the window shows."""
    opened: list[MainWindow] = []
    QAccessible.setActive(True)

    def open_window(
        prepare: Callable[[MainWindow], None],
        *,
        size: str = "desktop",
        theme: Theme = Theme.LIGHT,
        large_type: bool = False,
        first_page: str = "core.home",
    ) -> WindowDriver:
        main = MainWindow(choice=AppearanceChoice(theme=theme, large_type=large_type, reduced_motion=True))
        opened.append(main)
        prepare(main)
        width, height = SIZES[size]
        main.show(width, height, first_page=first_page)
        driver = WindowDriver(main, artefacts)
        driver.resize(size)
        return driver

    yield open_window
    for main in opened:
        main.close()
    await asyncio.sleep(0)
    QGuiApplication.processEvents()
