"""Finds tokens of all PKCS#11 modules and watches them come and go.

C_WaitForSlotEvent is not used: python-pkcs11 offers it only in forms that either block a thread until C_Finalize or
fail on return, and many modules lack it. Looking at the slots costs about a millisecond; it is done twice a second on
the module's own thread, and less often (never rarer than once a second) for modules that take their time.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from pathlib import Path

from core.credentials.medium import MediaSink
from core.devices.driver_thread import DriverThread
from core.devices.pkcs11.medium import CALL_SECONDS, Pkcs11Medium, medium_id
from core.devices.pkcs11.module import Pkcs11Module, TokenSeen
from core.devices.usb_events import Pulse, system_events
from core.errors import AppError
from core.log import Log

_log = Log("devices.pkcs11")
_FASTEST, _SLOWEST = 0.4, 1.0  # seconds between looks
_SHARE = 0.05  # a module spends at most about this share of its time on being looked at


class Pkcs11Provider:
    """Media of all modules; a module that fails or hangs does not disturb the others."""

    id = "pkcs11"

    def __init__(self, modules: Iterable[Path]) -> None:
        self._paths = tuple(modules)
        self._pulse = Pulse(system_events())
        self._watches: list[_Watch] = []
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def problems(self) -> dict[str, AppError]:
        """Modules that could not be loaded or hang, by file name, with the reason."""
        return {watch.path.name: watch.problem for watch in self._watches if watch.problem is not None}

    async def start(self, sink: MediaSink) -> None:
        """See `MediumProvider`."""
        self._watches = [_Watch(path, sink) for path in self._paths]
        await asyncio.gather(*(watch.first_look() for watch in self._watches))
        self._pulse.start()
        self._tasks = [
            asyncio.create_task(watch.go_on(self._pulse)) for watch in self._watches if watch.problem is None
        ]

    async def stop(self) -> None:
        """See `MediumProvider`."""
        self._pulse.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for watch in self._watches:
            await watch.stop()
        self._tasks, self._watches = [], []


class _Watch:
    """One module, its thread and the tokens it shows."""

    def __init__(self, path: Path, sink: MediaSink) -> None:
        self.path = path
        self.problem: AppError | None = None
        self._sink = sink
        self._module = Pkcs11Module(path)
        self._thread = DriverThread(path.name)
        self._present: dict[tuple[str, str, str], TokenSeen] = {}

    async def first_look(self) -> None:
        try:
            await self._thread.run(self._module.load, CALL_SECONDS)
            await self._look()
        except AppError as error:
            self._give_up(error)

    async def go_on(self, pulse: Pulse) -> None:
        pause = _FASTEST
        while self.problem is None:
            await pulse.wait(pause)
            before = time.monotonic()
            try:
                await self._look()
            except AppError as error:
                if self._thread.hung:
                    self._give_up(error)
                    return
                _log.info("module cannot be looked at", module=self.path.name, code=error.code)
            pause = min(_SLOWEST, max(_FASTEST, (time.monotonic() - before) / _SHARE))

    async def stop(self) -> None:
        self._withdraw_all()
        if not self._thread.hung and self.problem is None:
            await self._thread.run(self._module.unload, CALL_SECONDS)
        self._thread.end()

    async def _look(self) -> None:
        seen = {token.identity: token for token in await self._thread.run(self._module.look, CALL_SECONDS)}
        for identity in self._present.keys() - seen.keys():
            self._sink.removed(medium_id(self._present[identity]))
        for identity, token in seen.items():
            known = self._present.get(identity)
            if known is None:
                self._sink.arrived(Pkcs11Medium(self._module, self._thread, token))
            elif known != token:
                self._sink.changed(medium_id(token))
        self._present = seen

    def _give_up(self, error: AppError) -> None:
        self.problem = error
        _log.warning("module is left alone", module=self.path.name, code=error.code)
        self._withdraw_all()

    def _withdraw_all(self) -> None:
        for token in self._present.values():
            self._sink.removed(medium_id(token))
        self._present = {}
