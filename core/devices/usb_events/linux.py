"""Linux: the kernel's and udev's messages on a netlink socket (netlink(7), NETLINK_KOBJECT_UEVENT).

Both groups are joined: udev tells after it set the device's permissions, and where no udev runs the kernel tells alone.
Only the kernel and root can send to such a socket, and a message does no more than make drivers look.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable

_NETLINK_KOBJECT_UEVENT = 15
_KERNEL_AND_UDEV = 1 | 2
_LARGEST = 16384
_UDEV = b"libudev\0"  # then magic, sizes and the place of the properties (libudev's monitor_netlink_header)
_ACTIONS = frozenset({b"add", b"remove", b"bind", b"unbind"})


class NetlinkEvents:
    """See `UsbEvents`."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self, on_change: Callable[[], None]) -> None:
        """See `UsbEvents`."""
        opened = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_NONBLOCK, _NETLINK_KOBJECT_UEVENT)
        try:
            opened.bind((0, _KERNEL_AND_UDEV))
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(opened.fileno(), self._read, on_change)
        except (OSError, NotImplementedError) as error:
            opened.close()
            raise OSError(*error.args) from None
        self._socket = opened

    def stop(self) -> None:
        """See `UsbEvents`."""
        if self._socket is not None and self._loop is not None:
            if not self._loop.is_closed():
                self._loop.remove_reader(self._socket.fileno())
            self._socket.close()
            self._socket = None

    @property
    def address(self) -> int:
        """The socket's netlink port."""
        return int(self._socket.getsockname()[0]) if self._socket is not None else 0

    def _read(self, on_change: Callable[[], None]) -> None:
        changed = False
        while self._socket is not None:
            try:
                changed |= is_usb_change(self._socket.recv(_LARGEST))
            except BlockingIOError:
                break
            except OSError:
                # ENOBUFS: messages were lost, one of them may have been about a token
                changed = True
                break
        if changed:
            on_change()


def is_usb_change(message: bytes) -> bool:
    """Whether a message says that a USB device, not one of its interfaces, came or went."""
    if message.startswith(_UDEV):
        if len(message) < 24:
            return False
        place, length = struct.unpack_from("=II", message, 16)
        message = message[place : place + length]
    fields = dict(part.split(b"=", 1) for part in message.split(b"\0") if b"=" in part)
    return (
        fields.get(b"SUBSYSTEM") == b"usb"
        and fields.get(b"DEVTYPE") == b"usb_device"
        and fields.get(b"ACTION") in _ACTIONS
    )
