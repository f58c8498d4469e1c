"""Windows 8 and later: notifications of the configuration manager (CM_Register_Notification).

Not run on any machine of ours so far: docs/devices.md.
"""

from __future__ import annotations

import asyncio
import ctypes
import sys
from collections.abc import Callable
from typing import Any

if sys.platform == "win32":
    from ctypes import wintypes

    _USB_DEVICE = (ctypes.c_ubyte * 16)(
        # GUID_DEVINTERFACE_USB_DEVICE {A5DCBF10-6530-11D2-901F-00C04FB951ED}
        *(0x10, 0xBF, 0xDC, 0xA5, 0x30, 0x65, 0xD2, 0x11, 0x90, 0x1F, 0x00, 0xC0, 0x4F, 0xB9, 0x51, 0xED)
    )
    _INTERFACE_ARRIVAL, _INTERFACE_REMOVAL = 0, 1  # CM_NOTIFY_ACTION

    class _Filter(ctypes.Structure):
        """CM_NOTIFY_FILTER for device interfaces; its union is as large as an instance's name."""

        _fields_ = (
            ("size", wintypes.DWORD),
            ("flags", wintypes.DWORD),
            ("type", wintypes.DWORD),
            ("reserved", wintypes.DWORD),
            ("interface_class", ctypes.c_ubyte * 16),
            ("rest_of_union", ctypes.c_ubyte * 384),
        )

    _Callback = ctypes.WINFUNCTYPE(
        wintypes.DWORD, wintypes.HANDLE, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD
    )

    class ConfigManagerEvents:
        """See `UsbEvents`."""

        def __init__(self) -> None:
            self._manager: Any = None
            self._registered = wintypes.HANDLE()
            self._callback: Any = None  # kept alive as long as Windows may call it

        def start(self, on_change: Callable[[], None]) -> None:
            """See `UsbEvents`."""
            loop = asyncio.get_running_loop()

            def told(_handle: Any, _context: Any, action: int, _data: Any, _size: int) -> int:
                if action in (_INTERFACE_ARRIVAL, _INTERFACE_REMOVAL) and not loop.is_closed():
                    loop.call_soon_threadsafe(on_change)
                return 0

            self._callback = _Callback(told)
            self._manager = ctypes.WinDLL("cfgmgr32")
            wanted = _Filter(ctypes.sizeof(_Filter), 0, 0, 0, _USB_DEVICE)
            failed = self._manager.CM_Register_Notification(
                ctypes.byref(wanted), None, self._callback, ctypes.byref(self._registered)
            )
            if failed:
                raise OSError(failed, "CM_Register_Notification")

        def stop(self) -> None:
            """See `UsbEvents`."""
            if self._registered:
                # returns when no callback runs any more
                self._manager.CM_Unregister_Notification(self._registered)
                self._registered = wintypes.HANDLE()
