"""Finds tokens of all PKCS#11 modules and watches them come and go.

C_WaitForSlotEvent is not used: python-pkcs11 offers it only in forms that either block a thread until C_Finalize or
fail on return, and many modules lack it. Looking at the slots costs about a millisecond; it is done twice a second on
the module's own thread, and less often (never rarer than once a second) for modules that take their time.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from core.credentials.errors import DriverHung
from core.credentials.medium import MediaSink
from core.devices.driver_thread import DriverThread
from core.devices.pkcs11.medium import CALL_SECONDS, Pkcs11Medium, medium_id
from core.devices.pkcs11.module import Pkcs11Module, TokenSeen
from core.devices.usb_events import Pulse
from core.devices.watching import FASTEST, Watches, pause_after
from core.errors import AppError
from core.log import Log

_log = Log("devices.pkcs11")
GOODBYE_SECONDS = 5.0


class Pkcs11Provider:
    """Media of all modules; a module that fails or hangs does not disturb the others."""

    id = "pkcs11"

    def __init__(
        self,
        modules: Iterable[Path],
        patience: float = CALL_SECONDS,
        elsewhere: Callable[[str], bool] = lambda slot: False,
    ) -> None:
        """Make a provider that has not started.

        Args:
            modules: what to load.
            patience: seconds after which a module that does not answer counts as hung.
            elsewhere: by a slot's description, whether its token is shown by another provider: middleware gives the
                names of readers to its slots, and a card that is spoken to directly is not listed twice.
        """
        self._elsewhere = elsewhere
        self._paths = tuple(modules)
        self._patience = patience
        self._watched: tuple[_Watch, ...] = ()
        self._watches = Watches()

    @property
    def problems(self) -> dict[str, AppError]:
        """Modules that could not be loaded or do not answer, by file name, with the reason."""
        found = {watch.path.name: watch.problem for watch in self._watched if watch.problem is not None}
        late = (watch.path.name for watch in self._watched if watch.overdue and not watch.looked.is_set())
        return {**{name: DriverHung() for name in late}, **found}

    async def start(self, sink: MediaSink) -> None:
        """See `MediumProvider`."""
        self._watched = tuple(_Watch(path, sink, self._patience, self._elsewhere) for path in self._paths)
        await self._watches.start(self._watched)

    async def stop(self) -> None:
        """See `MediumProvider`."""
        await self._watches.stop()
        self._watched = ()


class _Watch:
    """One module, its thread and the tokens it shows."""

    def __init__(self, path: Path, sink: MediaSink, patience: float, elsewhere: Callable[[str], bool]) -> None:
        self.path = path
        self.problem: AppError | None = None
        self.looked = asyncio.Event()
        self.overdue = False
        self._patience = patience
        self._sink = sink
        self._module = Pkcs11Module(path, elsewhere)
        self._thread = DriverThread(path.name)
        self._present: dict[tuple[str, str, str], TokenSeen] = {}

    async def follow(self, pulse: Pulse) -> None:
        """Load the module and look at its tokens again and again; after a hang, when its call came back after all."""
        try:
            await self._thread.run(self._module.load, self._patience)
            await self._look()
        except AppError as error:
            self._give_up(error)
        finally:
            self.looked.set()
        while self.problem is None or self._thread.hung:
            if self._thread.hung:
                await self._start_over()
            await self._look_again_and_again(pulse)

    async def _start_over(self) -> None:
        await self._thread.returned()
        self._thread.end()
        self._thread, self.problem = DriverThread(self.path.name), None
        # those of media that were withdrawn when the module hung
        await self._thread.run(self._module.close_all, self._patience)

    async def _look_again_and_again(self, pulse: Pulse) -> None:
        pause = FASTEST
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
            pause = pause_after(time.monotonic() - before)

    async def stop(self) -> None:
        """See `Watch`."""
        self._withdraw_all()
        if not self._thread.hung and self.problem is None:
            with suppress(AppError, TimeoutError):
                async with asyncio.timeout(GOODBYE_SECONDS):
                    await self._thread.run(self._module.unload, self._patience)
        self._thread.end()

    async def _look(self) -> None:
        seen = {token.identity: token for token in await self._thread.run(self._module.look, self._patience)}
        for identity in self._present.keys() - seen.keys():
            self._sink.removed(medium_id(self._present[identity]))
        for identity, token in seen.items():
            known = self._present.get(identity)
            if known is None:
                self._sink.arrived(Pkcs11Medium(self._module, self._thread, token, self._patience))
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
