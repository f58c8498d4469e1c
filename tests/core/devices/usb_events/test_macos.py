"""The I/O Kit's notifications against a library in C of the documented shape; not run on macOS."""

from __future__ import annotations

import asyncio
import ctypes
import threading
from pathlib import Path

import pytest

from core.devices.usb_events import macos
from core.devices.usb_events.macos import IoKitEvents
from tests.simulators.compiled import compile_library

SOURCE = Path(__file__).parents[3] / "simulators" / "iokit" / "io_kit.c"


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ctypes.CDLL:
    library = tmp_path / "io_kit.so"
    compile_library(library, [SOURCE], ["-lpthread"])
    monkeypatch.setattr(macos, "_IOKIT", str(library))
    monkeypatch.setattr(macos, "_DISPATCH", str(library))
    return ctypes.CDLL(str(library))


async def test_arrivals_and_removals_are_told_each_time_and_nothing_is_kept(kit: ctypes.CDLL) -> None:
    told: list[int] = []
    changed = asyncio.Event()

    def on_change() -> None:
        told.append(threading.get_ident())
        changed.set()

    events = IoKitEvents()
    events.start(on_change)
    for number in (0, 1, 0, 1):
        changed.clear()
        assert await asyncio.to_thread(kit.played_change, number)
        async with asyncio.timeout(20):
            await changed.wait()
    assert set(told) == {threading.get_ident()}, "told on the event loop's thread"
    events.stop()
    events.stop()
    assert kit.played_left() == 0
    assert not kit.played_change(0)


async def test_a_refusal_of_the_system_is_an_os_error(kit: ctypes.CDLL, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(macos, "_USB_DEVICE", b"IONothing")
    with pytest.raises(OSError, match="IOServiceAddMatchingNotification"):
        IoKitEvents().start(lambda: None)
    assert kit.played_left() == 0
