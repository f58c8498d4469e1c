"""The watch names what kept the event loop from turning."""

from __future__ import annotations

import time

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication

from core.ui.stall import StallWatch


def _guilty() -> None:
    end = time.monotonic() + 0.2
    while time.monotonic() < end:
        pass


def test_a_stall_is_measured_and_its_place_named(application: QGuiApplication) -> None:
    watch = StallWatch()
    loop = QEventLoop()
    watch.start()
    QTimer.singleShot(30, _guilty)
    QTimer.singleShot(300, loop.quit)
    loop.exec()
    watch.stop()
    assert watch.longest_ms >= 190
    assert "_guilty" in watch.report()
