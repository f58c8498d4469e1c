"""Finds devices of all SKF libraries and watches them come and go.

SKF_WaitForDevEvent is not used: it blocks a thread until SKF_CancelWaitForDevEvent, which many libraries lack, and some
report no removals. Listing the devices is cheap; it is done as often as for PKCS#11 modules.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from core.credentials.errors import DriverHung, MediumRemoved
from core.credentials.medium import MediaSink
from core.devices.driver_thread import DriverThread
from core.devices.skf.device import Opened, SkfDevice
from core.devices.skf.failures import as_app_errors
from core.devices.skf.library import SkfLibrary
from core.devices.skf.medium import CALL_SECONDS, SkfMedium
from core.devices.skf.profile import SkfProfile
from core.devices.usb_events import Pulse
from core.devices.watching import FASTEST, Watches, pause_after
from core.errors import AppError
from core.log import Log

_log = Log("devices.skf")
TRY_AGAIN_SECONDS = 2.0
GOODBYE_SECONDS = 1.0


class SkfProvider:
    """Media of all libraries; a library or a device that fails or hangs does not disturb the others."""

    id = "skf"

    def __init__(self, libraries: Mapping[Path, SkfProfile], patience: float = CALL_SECONDS) -> None:
        """Make a provider that has not started.

        Args:
            libraries: what to load, with what is known of it.
            patience: seconds after which a driver that does not answer counts as hung.
        """
        self._libraries = dict(libraries)
        self._patience = patience
        self._watched: tuple[_LibraryWatch, ...] = ()
        self._watches = Watches()

    @property
    def problems(self) -> dict[str, AppError]:
        """Libraries and devices that cannot be used, by name, with the reason."""
        found: dict[str, AppError] = {}
        for watch in self._watched:
            found.update(watch.problems)
        return found

    async def start(self, sink: MediaSink) -> None:
        """See `MediumProvider`."""
        self._watched = tuple(
            _LibraryWatch(path, profile, sink, self._patience) for path, profile in self._libraries.items()
        )
        await self._watches.start(self._watched)

    async def stop(self) -> None:
        """See `MediumProvider`."""
        await self._watches.stop()
        self._watched = ()


class _LibraryWatch:
    """One library, the thread that lists its devices, and the devices that it lists."""

    def __init__(self, path: Path, profile: SkfProfile, sink: MediaSink, patience: float) -> None:
        self.path = path
        self.problem: AppError | None = None
        self.looked = asyncio.Event()
        self.overdue = False
        self._patience = patience
        self._profile = profile
        self._sink = sink
        self._library = SkfLibrary(path, profile)
        self._thread = DriverThread(path.name)
        self._devices: dict[str, _DeviceWatch] = {}
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def problems(self) -> dict[str, AppError]:
        if self.problem is not None:
            return {self.path.name: self.problem}
        if self.overdue and not self.looked.is_set():
            return {self.path.name: DriverHung()}
        return {name: device.problem for name, device in self._devices.items() if device.problem is not None}

    async def follow(self, pulse: Pulse) -> None:
        """Load the library and look at its devices again and again; after a hang, when its call came back after all."""
        while True:
            try:
                await self._thread.run(self._library.load, self._patience)
                await self._look_again_and_again(pulse)
            except AppError as error:
                self._give_up(error)
            finally:
                self.looked.set()
            if not self._thread.hung:
                return
            await self._thread.returned()
            self._thread.end()
            self._thread, self.problem = DriverThread(self.path.name), None

    async def _look_again_and_again(self, pulse: Pulse) -> None:
        arriving = await self._look()
        first = asyncio.create_task(self._first_arrivals(arriving))
        pause = FASTEST
        try:
            while True:
                await pulse.wait(pause)
                before = time.monotonic()
                await self._try_to_look()
                pause = pause_after(time.monotonic() - before)
        finally:
            first.cancel()

    async def _try_to_look(self) -> None:
        try:
            await self._look()
        except AppError as error:
            if self._thread.hung:
                raise
            _log.info("library cannot be looked at", library=self.path.name, code=error.code)

    async def _first_arrivals(self, arriving: list[asyncio.Task[None]]) -> None:
        await asyncio.gather(*arriving, return_exceptions=True)
        self.looked.set()

    async def stop(self) -> None:
        self._remove(*self._devices)
        await asyncio.gather(*self._leaving)
        self._thread.end()

    async def _look(self) -> list[asyncio.Task[None]]:
        """Follow the list of devices; returns the arrivals, which go on by themselves."""
        names = await self._thread.run(self._names, self._patience)
        self._remove(*(self._devices.keys() - set(names)))
        self._remove(*[name for name, device in self._devices.items() if device.worth_another_try])
        for device in self._devices.values():
            device.withdraw_if_hung()
        arriving = []
        for name in names:
            if name not in self._devices:
                thread = DriverThread(name) if self._profile.parallel else self._thread
                device = _DeviceWatch(SkfDevice(self._library, name), self._sink, thread, self._patience)
                self._devices[name] = device
                arriving.append(device.arrival)
        return arriving

    def _names(self) -> tuple[str, ...]:
        with as_app_errors():
            return self._library.names("SKF_EnumDev", 1)

    def _remove(self, *names: str) -> None:
        for name in names:
            leaving = asyncio.create_task(self._leave(self._devices.pop(name)))
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)

    async def _leave(self, device: _DeviceWatch) -> None:
        await device.leave()
        if device.thread is not self._thread:
            device.thread.end()

    def _give_up(self, error: AppError) -> None:
        self.problem = error
        _log.warning("library is left alone", library=self.path.name, code=error.code)
        self._remove(*self._devices)


class _DeviceWatch:
    """One device from its arrival to its removal."""

    def __init__(self, device: SkfDevice, sink: MediaSink, thread: DriverThread, patience: float) -> None:
        self.problem: AppError | None = None
        self.thread = thread
        self._failed_at = 0.0
        self._device = device
        self._sink = sink
        self._patience = patience
        self._media: list[str] = []
        self.arrival = asyncio.create_task(self._arrive())

    @property
    def worth_another_try(self) -> bool:
        """It could not be connected some time ago, was out for a moment, or came back from a call that hung."""
        return (
            self.problem is not None
            and (not self.thread.hung or self.thread.has_returned)
            and time.monotonic() - self._failed_at > TRY_AGAIN_SECONDS
        )

    async def leave(self) -> None:
        """Give the device back: it is gone, or nobody looks at it any more."""
        self.arrival.cancel()
        await asyncio.gather(self.arrival, return_exceptions=True)
        self._withdraw()
        with suppress(AppError, TimeoutError):
            # a driver that hangs without anybody having found out yet must not hold up the end of the app
            async with asyncio.timeout(GOODBYE_SECONDS):
                await self.thread.run(self._device.disconnect, self._patience)

    def withdraw_if_hung(self) -> None:
        """A device whose driver does not come back is no use until it is plugged in again."""
        if self.thread.hung and self.problem is None:
            self.problem = DriverHung()
            self._withdraw()

    async def _arrive(self) -> None:
        try:
            opened = await self.thread.run(self._device.connect, self._patience)
        except AppError as error:
            self.problem, self._failed_at = error, time.monotonic()
            _log.warning("device cannot be used", code=error.code)
            return
        for each in opened:
            self._media.append(each.info.id)
            self._sink.arrived(self._medium(each))

    def _medium(self, opened: Opened) -> SkfMedium:
        return SkfMedium(
            opened.info, opened.application, self.thread, self._sink.changed, self._lost, patience=self._patience
        )

    def _lost(self) -> None:
        """A call said that the device is gone: unless it really is, it is connected anew at the next look."""
        if self.problem is None:
            self.problem, self._failed_at = MediumRemoved(), -TRY_AGAIN_SECONDS

    def _withdraw(self) -> None:
        for medium_id in self._media:
            self._sink.removed(medium_id)
        self._media.clear()
