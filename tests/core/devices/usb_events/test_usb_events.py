"""Events of USB devices: the messages themselves, the socket, and the pace of looks."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
import time
from collections.abc import Callable

import pytest

from core.devices.usb_events import Pulse, system_events
from core.devices.usb_events.linux import NetlinkEvents, is_usb_change

DEVICE = b"add@/devices/usb1/1-1\0ACTION=add\0DEVPATH=/devices/usb1/1-1\0SUBSYSTEM=usb\0DEVTYPE=usb_device\0SEQNUM=1\0"


def from_udev(properties: bytes) -> bytes:
    """A message of udevd: libudev's header, then the properties."""
    header = b"libudev\0" + struct.pack(">I", 0xFEEDCAFE) + struct.pack("=IIIIIII", 40, 40, len(properties), 1, 2, 3, 4)
    return header + properties


@pytest.mark.parametrize(
    ("message", "counts"),
    [
        (DEVICE, True),
        (DEVICE.replace(b"=add", b"=remove"), True),
        (DEVICE.replace(b"=add", b"=change"), False),
        (DEVICE.replace(b"usb_device", b"usb_interface"), False),
        (DEVICE.replace(b"=usb\0", b"=net\0"), False),
        (from_udev(DEVICE.partition(b"\0")[2]), True),
        (from_udev(DEVICE.partition(b"\0")[2])[:20], False),
        (b"libudev\0" + b"\xff" * 40, False),
        (b"", False),
        (b"\0\xff=\0", False),
    ],
)
def test_which_messages_count(message: bytes, counts: bool) -> None:
    assert is_usb_change(message) is counts


@pytest.mark.skipif(sys.platform != "linux", reason="netlink is Linux's")
async def test_a_message_on_the_socket_ends_the_pause() -> None:
    events = NetlinkEvents()
    pulse = Pulse(events)
    pulse.start()
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 15) as kernel:
            waiting = asyncio.create_task(pulse.wait(600))
            await asyncio.sleep(0)
            try:
                kernel.sendto(DEVICE.replace(b"=usb\0", b"=net\0"), (events.address, 0))
                kernel.sendto(DEVICE, (events.address, 0))
            except PermissionError:
                waiting.cancel()
                pytest.skip("only the kernel and root (CAP_NET_ADMIN) may send such messages")
            async with asyncio.timeout(20):
                await waiting
    finally:
        pulse.stop()
        pulse.stop()


class Told:
    """Events by the test's word."""

    def __init__(self) -> None:
        self.tell: Callable[[], None] = lambda: None

    def start(self, on_change: Callable[[], None]) -> None:
        self.tell = on_change

    def stop(self) -> None:
        self.tell = lambda: None


async def test_after_an_event_looks_follow_each_other_quickly() -> None:
    events = Told()
    pulse = Pulse(events)
    pulse.start()
    waiting = asyncio.gather(pulse.wait(600), pulse.wait(600))
    await asyncio.sleep(0)
    events.tell()
    async with asyncio.timeout(20):
        await waiting
        # no further event: the short pause ends by itself
        await pulse.wait(600)
    pulse.stop()


async def test_a_system_without_events_keeps_its_pace() -> None:
    class Refused(Told):
        def start(self, on_change: Callable[[], None]) -> None:
            raise OSError(93, "no netlink here")

    for events in (None, Refused()):
        pulse = Pulse(events)
        pulse.start()
        before = time.monotonic()
        await pulse.wait(0.05)
        assert time.monotonic() - before >= 0.04
        pulse.stop()


def test_linux_has_events() -> None:
    assert (system_events() is not None) == (sys.platform in ("linux", "win32"))
