"""Finds PIV and OpenPGP cards in all readers and watches them come and go."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from core.credentials.errors import MediumRemoved
from core.credentials.medium import MediaSink, MediumKind
from core.devices.cards import CardApplication, CardMedium, OpenPgpApplication, PivApplication
from core.devices.cards.medium import CALL_SECONDS, card_info
from core.devices.driver_thread import DriverThread
from core.devices.pcsc.errors import CardServiceMissing, UnresponsiveCard
from core.devices.pcsc.link import PcscLink
from core.devices.pcsc.readers import Readers, ReaderState
from core.devices.usb_events import Pulse, system_events
from core.errors import AppError
from core.log import Log

_log = Log("devices.pcsc")
_APPLICATIONS: tuple[type[CardApplication], ...] = (PivApplication, OpenPgpApplication)
_WAIT_MILLISECONDS = 800  # new readers are looked for after each wait
_WITHOUT_READERS = 1.0  # seconds between looks
_WITHOUT_SERVICE = 3.0
FIRST_LOOK_SECONDS = 4.0


class PcscProvider:
    """Media of all readers. Each reader has its own thread; one that hangs does not disturb the others."""

    id = "pcsc"

    def __init__(self) -> None:
        self._readers = Readers()
        self._watch = DriverThread("pcsc")
        self._pulse = Pulse(system_events())
        self._slots: dict[str, _Slot] = {}
        self._problem: AppError | None = None
        self._task: asyncio.Task[None] | None = None
        self._looked = asyncio.Event()

    @property
    def problems(self) -> dict[str, AppError]:
        """The service (an empty name) and readers whose card cannot be used, with the reason."""
        found = {name: slot.problem for name, slot in self._slots.items() if slot.problem is not None}
        return {"": self._problem, **found} if self._problem is not None else found

    def serves(self, reader: str) -> bool:
        """The card in that reader is among the media; may be asked from any thread."""
        slot = self._slots.get(reader)
        return slot is not None and bool(slot.media)

    async def start(self, sink: MediaSink) -> None:
        """See `MediumProvider`."""
        self._pulse.start()
        self._task = asyncio.create_task(self._follow(sink))
        try:
            async with asyncio.timeout(FIRST_LOOK_SECONDS):
                await self._looked.wait()
        except TimeoutError:
            _log.info("readers take their time")

    async def stop(self) -> None:
        """See `MediumProvider`."""
        self._pulse.stop()
        if self._task is not None:
            self._task.cancel()
            self._readers.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if not self._watch.hung:
            await self._watch.run(self._readers.close, CALL_SECONDS)
        self._watch.end()
        for slot in self._slots.values():
            await slot.end()
        self._slots = {}

    async def _follow(self, sink: MediaSink) -> None:
        while True:
            pause = _WITHOUT_READERS
            try:
                seen = await self._watch.run(self._readers.look, CALL_SECONDS)
                self._problem = None
            except AppError as error:
                if self._problem is None or self._problem.code != error.code:
                    _log.info("no readers", code=error.code)
                self._problem, seen = error, {}
                if self._watch.hung:
                    self._looked.set()
                    return
                pause = _WITHOUT_SERVICE if isinstance(error, CardServiceMissing) else _WITHOUT_READERS
            await self._compare(seen, sink)
            self._looked.set()
            if not await self._watch.run(lambda: self._readers.wait(_WAIT_MILLISECONDS), CALL_SECONDS):
                await self._pulse.wait(pause)

    async def _compare(self, seen: dict[str, ReaderState], sink: MediaSink) -> None:
        for name in self._slots.keys() - seen.keys():
            await self._slots.pop(name).end()
        for name in seen.keys() - self._slots.keys():
            self._slots[name] = _Slot(name, DriverThread(name), sink)
        await asyncio.gather(*(self._slots[name].follow(state) for name, state in seen.items()))


@dataclass(eq=False)
class _Slot:
    """One reader, and the card that was seen in it."""

    name: str
    thread: DriverThread
    sink: MediaSink
    state: ReaderState | None = None
    problem: AppError | None = None
    media: tuple[CardMedium, ...] = ()

    async def follow(self, state: ReaderState) -> None:
        if state == self.state:
            return
        await self.withdraw()
        self.state, self.problem = state, None
        if self.thread.hung:
            self.thread = DriverThread(self.name)
        if not state.present:
            return
        try:
            if state.mute:
                raise UnresponsiveCard
            self.media = await self.thread.run(lambda: _open(self.name, self.thread), CALL_SECONDS)
        except MediumRemoved:
            self.state = None
        except AppError as error:
            # another program may hold the card for a while: the next look tries again
            self.state, self.problem = (None if error.code == "MED-003" else state), error
            _log.info("card cannot be read", code=error.code)
        for medium in self.media:
            self.sink.arrived(medium)

    async def withdraw(self) -> None:
        media, self.media = self.media, ()
        for medium in media:
            self.sink.removed(medium.info.id)
        for medium in media:
            await medium.close()

    async def end(self) -> None:
        await self.withdraw()
        self.thread.end()


def _open(reader: str, thread: DriverThread) -> tuple[CardMedium, ...]:
    """The applications of a card, each over a connection of its own, so that one can be closed without the others."""
    found = []
    for kind in _APPLICATIONS:
        link = PcscLink(reader)
        application = kind(link)
        try:
            with link.transaction():
                info = card_info(application, MediumKind.SMART_CARD, reader) if application.select() else None
        except BaseException:
            link.close()
            raise
        if info is None:
            link.close()
        else:
            found.append(CardMedium(application, thread, info))
    return tuple(found)
