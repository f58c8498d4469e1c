"""The interface of the back-ends, and which one this system has."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from typing import Protocol


class UsbEvents(Protocol):
    """Tells of USB devices that arrive or leave; which device it was is not told, because drivers know better."""

    def start(self, on_change: Callable[[], None]) -> None:
        """Call `on_change` on the running event loop after each arrival or removal; raises OSError when it cannot."""

    def stop(self) -> None:
        """End it; harmless when it was not started."""


def system_events() -> UsbEvents | None:
    """The back-end of this system, None where there is none: looks in turn have to do."""
    if sys.platform == "win32":
        from core.devices.usb_events.windows import ConfigManagerEvents

        return ConfigManagerEvents()
    if sys.platform == "darwin":
        from core.devices.usb_events.macos import IoKitEvents

        return IoKitEvents()
    if hasattr(socket, "AF_NETLINK"):
        from core.devices.usb_events.linux import NetlinkEvents

        return NetlinkEvents()
    return None
