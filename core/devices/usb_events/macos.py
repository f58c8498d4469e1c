"""macOS 10.11 and later: notifications of the I/O Kit (IOServiceAddMatchingNotification) on a queue of their own.

Not run on any machine of ours so far: docs/devices.md.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from ctypes import CDLL, CFUNCTYPE, POINTER, byref, c_char_p, c_int, c_uint32, c_void_p
from typing import Any

_IOKIT = "/System/Library/Frameworks/IOKit.framework/IOKit"
_DISPATCH = "/usr/lib/libSystem.dylib"
_USB_DEVICE = b"IOUSBHostDevice"
# IOKit/IOKitKeys.h: kIOFirstMatchNotification, kIOTerminatedNotification
_ARRIVAL, _REMOVAL = b"IOServiceFirstMatch", b"IOServiceTerminate"

_Callback = CFUNCTYPE(None, c_void_p, c_uint32)


class IoKitEvents:
    """See `UsbEvents`."""

    def __init__(self) -> None:
        self._kit: Any = None
        self._system: Any = None
        self._port: int | None = None
        self._queue: int | None = None
        self._iterators: list[c_uint32] = []
        self._callback: Any = None  # kept alive: a call may still be on its way when the port goes

    def start(self, on_change: Callable[[], None]) -> None:
        """See `UsbEvents`."""
        self._kit, self._system = _io_kit(), _dispatch()
        loop = asyncio.get_running_loop()

        def told(_context: Any, iterator: int) -> None:
            self._empty(iterator)
            if not loop.is_closed():
                loop.call_soon_threadsafe(on_change)

        self._callback = _Callback(told)
        self._port = self._kit.IONotificationPortCreate(0)
        if not self._port:
            raise OSError("IONotificationPortCreate")
        self._queue = self._system.dispatch_queue_create(b"usb-events", None)
        self._kit.IONotificationPortSetDispatchQueue(self._port, self._queue)
        try:
            for kind in (_ARRIVAL, _REMOVAL):
                self._watch(kind)
        except OSError:
            self.stop()
            raise

    def stop(self) -> None:
        """See `UsbEvents`."""
        if self._port is None:
            return
        for iterator in self._iterators:
            self._kit.IOObjectRelease(iterator)
        self._iterators.clear()
        self._kit.IONotificationPortDestroy(self._port)
        self._system.dispatch_release(self._queue)
        self._port = self._queue = None

    def _watch(self, kind: bytes) -> None:
        iterator = c_uint32()
        # the matching dictionary is consumed by the call
        failed = self._kit.IOServiceAddMatchingNotification(
            self._port, kind, self._kit.IOServiceMatching(_USB_DEVICE), self._callback, None, byref(iterator)
        )
        if failed:
            raise OSError(failed, "IOServiceAddMatchingNotification")
        self._iterators.append(iterator)
        # a notification is armed by reading what its iterator has already
        self._empty(iterator.value)

    def _empty(self, iterator: int) -> None:
        while device := self._kit.IOIteratorNext(iterator):
            self._kit.IOObjectRelease(device)


def _io_kit() -> CDLL:
    library = CDLL(_IOKIT)
    library.IONotificationPortCreate.argtypes = [c_uint32]
    library.IONotificationPortCreate.restype = c_void_p
    library.IONotificationPortSetDispatchQueue.argtypes = [c_void_p, c_void_p]
    library.IONotificationPortSetDispatchQueue.restype = None
    library.IONotificationPortDestroy.argtypes = [c_void_p]
    library.IONotificationPortDestroy.restype = None
    library.IOServiceMatching.argtypes = [c_char_p]
    library.IOServiceMatching.restype = c_void_p
    library.IOServiceAddMatchingNotification.argtypes = [
        *(c_void_p, c_char_p, c_void_p, _Callback, c_void_p, POINTER(c_uint32))
    ]
    library.IOServiceAddMatchingNotification.restype = c_int
    library.IOIteratorNext.argtypes = [c_uint32]
    library.IOIteratorNext.restype = c_uint32
    library.IOObjectRelease.argtypes = [c_uint32]
    library.IOObjectRelease.restype = c_int
    return library


def _dispatch() -> CDLL:
    library = CDLL(_DISPATCH)
    library.dispatch_queue_create.argtypes = [c_char_p, c_void_p]
    library.dispatch_queue_create.restype = c_void_p
    library.dispatch_release.argtypes = [c_void_p]
    library.dispatch_release.restype = None
    return library
