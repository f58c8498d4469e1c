"""When drivers look: at their own pace, and at once when a USB device arrives or leaves."""

from __future__ import annotations

import asyncio
import time

from core.devices.usb_events.events import UsbEvents
from core.log import Log

_log = Log("devices")
# after an event the reader's service and the token itself need a while until the driver sees the token
_LIVELY_SECONDS, _LIVELY_PAUSE = 2.0, 0.15


class Pulse:
    """Paces the looks of one provider's drivers."""

    def __init__(self, events: UsbEvents | None) -> None:
        self._events = events
        self._changed = asyncio.Event()
        self._lively_until = 0.0

    def start(self) -> None:
        """Listen for events; a system that refuses leaves the pace as it is."""
        if self._events is None:
            return
        try:
            self._events.start(self._on_change)
        except OSError as error:
            _log.info("no events of USB", error=type(error).__name__)

    def stop(self) -> None:
        """End listening."""
        if self._events is not None:
            self._events.stop()

    async def wait(self, seconds: float) -> None:
        """Return after a pause, or at the next event."""
        lively = time.monotonic() < self._lively_until
        try:
            async with asyncio.timeout(min(seconds, _LIVELY_PAUSE) if lively else seconds):
                await self._changed.wait()
        except TimeoutError:
            pass

    def _on_change(self) -> None:
        self._lively_until = time.monotonic() + _LIVELY_SECONDS
        self._changed.set()
        self._changed = asyncio.Event()
