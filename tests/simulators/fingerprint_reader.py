"""The real fprintd with libfprint's virtual reader on a private bus; polkit alone is played."""

from __future__ import annotations

import asyncio
import os
import subprocess
from pathlib import Path
from typing import Any

from dbus_fast import BusType, Message, MessageType
from dbus_fast.aio import MessageBus

FPRINTD = Path("/usr/libexec/fprintd")
_BUS = "org.freedesktop.DBus"
_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
"""


class Polkit:
    """Answers as the administrator decided."""

    def __init__(self) -> None:
        self.allows = True

    def answer(self, message: Message) -> Message | None:
        """`CheckAuthorization` of org.freedesktop.PolicyKit1.Authority."""
        if message.message_type is MessageType.METHOD_CALL and message.member == "CheckAuthorization":
            return Message.new_method_return(message, "(bba{ss})", [[self.allows, False, {}]])
        return None


class FingerprintReader:
    """A bus with fprintd and one virtual reader."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bus: MessageBus | None = None
        self._processes: list[subprocess.Popen[bytes]] = []
        self.polkit = Polkit()

    @property
    def address(self) -> str:
        """For DBUS_SYSTEM_BUS_ADDRESS."""
        return f"unix:path={self._folder / 'bus'}"

    async def start(self, *, reader: bool = True) -> None:
        """Start the bus, polkit and fprintd, with or without a reader."""
        (self._folder / "bus.conf").write_text(_CONFIGURATION.format(socket=self._folder / "bus"))
        (self._folder / "state").mkdir()
        command = ["dbus-daemon", f"--config-file={self._folder / 'bus.conf'}", "--nofork", "--print-address"]
        daemon = subprocess.Popen(command, stdout=subprocess.PIPE)
        self._processes.append(daemon)
        assert daemon.stdout is not None
        await asyncio.to_thread(daemon.stdout.readline)
        self._bus = await MessageBus(bus_type=BusType.SYSTEM, bus_address=self.address).connect()
        self._bus.add_message_handler(self.polkit.answer)
        await self._bus.request_name("org.freedesktop.PolicyKit1")
        environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": self.address}
        environment["STATE_DIRECTORY"] = str(self._folder / "state")
        if reader:
            environment["FP_VIRTUAL_DEVICE"] = str(self._folder / "reader")
        self._processes.append(subprocess.Popen([FPRINTD, "--no-timeout"], env=environment, stderr=subprocess.DEVNULL))
        await self._named("net.reactivated.Fprint")

    async def _named(self, name: str) -> None:
        async with asyncio.timeout(10):
            while not (await self.call("/org/freedesktop/DBus", "NameHasOwner", "s", name, on="org.freedesktop.DBus"))[
                0
            ]:
                await asyncio.sleep(0.02)

    async def call(self, path: str, member: str, signature: str = "", *body: Any, on: str = "") -> list[Any]:
        """Call a method of the bus, or of fprintd's device."""
        assert self._bus is not None
        interface = on or "net.reactivated.Fprint.Device"
        message = Message(
            destination=on or "net.reactivated.Fprint", path=path, interface=interface, member=member,
            signature=signature, body=list(body),
        )  # fmt: skip
        answer = await self._bus.call(message)
        assert answer is not None
        assert answer.message_type is MessageType.METHOD_RETURN, answer.body
        return list(answer.body)

    async def show(self, command: str) -> None:
        """Tell the virtual reader what happens, e.g. `SCAN right-thumb` or `RETRY 1` (libfprint virtual-device.c)."""
        _, writer = await asyncio.open_unix_connection(str(self._folder / "reader"))
        writer.write(command.encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async def enrol(self, finger: str) -> None:
        """The system learns a finger of this user."""
        device = "/net/reactivated/Fprint/Device/0"
        await self.call(device, "Claim", "s", "")
        await self.call(device, "EnrollStart", "s", "right-index-finger")
        async with asyncio.timeout(20):
            while not list((self._folder / "state").rglob("7")):
                await self.show(f"SCAN {finger}")
                await asyncio.sleep(0.05)
        await self.call(device, "EnrollStop")
        await self.call(device, "Release")

    def kill_service(self) -> None:
        """Fprintd dies."""
        self._processes[-1].kill()

    async def stop(self) -> None:
        """End everything."""
        if self._bus is not None:
            self._bus.disconnect()
        for process in reversed(self._processes):
            process.kill()
            process.wait(10)
            if process.stdout is not None:
                process.stdout.close()
