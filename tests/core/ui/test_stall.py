"""The watch names what kept the event loop from turning, and tells computing from waiting."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication

from tests.stall import StallWatch


def _computes() -> None:
    end = time.process_time() + 0.2
    while time.process_time() < end:
        pass


def _sleeps() -> None:
    time.sleep(0.2)


@pytest.mark.parametrize("guilty", [_computes, _sleeps])
def test_a_stall_is_measured_and_its_place_named(application: QGuiApplication, guilty: Callable[[], None]) -> None:
    watch = StallWatch()
    loop = QEventLoop()
    watch.start()
    QTimer.singleShot(30, guilty)
    QTimer.singleShot(60, loop.quit)
    loop.exec()
    watch.stop()
    longest = max(watch.stalls, key=lambda stall: stall.milliseconds)
    assert longest.milliseconds >= 190
    assert (longest.busy_milliseconds >= 150) == (guilty is _computes)
    assert guilty.__name__ in longest.stack
