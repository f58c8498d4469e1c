"""Bluetooth keys that the person connected, as media; a connection that is lost is sought again for a while."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from core.credentials.medium import MediaSink, MediumKind
from core.devices.ble.errors import KeyOutOfReach, NotABluetoothKey
from core.devices.ble.key import ANSWER_SECONDS, BleKey
from core.devices.ble.link import BleCardLink
from core.devices.ble.radio import FoundKey, Radio
from core.devices.cards import CardApplication, CardMedium, OpenPgpApplication, PivApplication
from core.devices.cards.medium import card_info
from core.devices.driver_thread import DriverThread
from core.errors import AppError
from core.log import Log

_log = Log("devices.ble")
_APPLICATIONS: tuple[type[CardApplication], ...] = (PivApplication, OpenPgpApplication)
_CONNECT_SECONDS = 15.0
_OPEN_SECONDS = 30.0
_RECONNECTS = 5
_FIRST_PAUSE = 0.5  # seconds before the first try to reconnect; doubled each time


class BleProvider:
    """Media of connected keys. Nothing is scanned or connected unless the person asks for it."""

    id = "ble"

    def __init__(self, radio: Radio, patience: float = ANSWER_SECONDS, first_pause: float = _FIRST_PAUSE) -> None:
        """Make a provider that has not started.

        Args:
            radio: the Bluetooth stack.
            patience: seconds without a sign of life after which a key does not answer.
            first_pause: seconds before the first try to reconnect.
        """
        self._radio = radio
        self._patience = patience
        self._first_pause = first_pause
        self._sink: MediaSink | None = None
        self._sessions: dict[str, _Session] = {}
        self._reconnecting: dict[str, asyncio.Task[None]] = {}
        self._listeners: list[Callable[[], None]] = []
        self._names: dict[str, str] = {}
        self._aliases: dict[str, str] = {}

    @property
    def connected(self) -> tuple[str, ...]:
        """Addresses of the keys that are connected."""
        return tuple(self._sessions)

    @property
    def reconnecting(self) -> tuple[str, ...]:
        """Addresses of keys whose connection was lost and is sought again."""
        return tuple(self._reconnecting)

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call the listener when `connected` or `reconnecting` changed; returns how to end that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def start(self, sink: MediaSink) -> None:
        """See `MediumProvider`."""
        self._sink = sink

    async def stop(self) -> None:
        """See `MediumProvider`."""
        for address in (*self._sessions, *self._reconnecting):
            await self.disconnect(address)
        self._sink = None

    async def scan(self, seconds: float, on_found: Callable[[FoundKey], None]) -> None:
        """Search for keys; errors as `Radio.scan`."""

        def heard(key: FoundKey) -> None:
            if key.name:
                self._names[key.address] = key.name
            on_found(key)

        await self._radio.scan(seconds, heard)

    def name_of(self, address: str) -> str:
        """What a key that was found calls itself; empty when it did not say."""
        return self._names.get(address, "")

    def use_aliases(self, aliases: Mapping[str, str]) -> None:
        """The person's own names of keys, by address: their media are shown under them."""
        self._aliases = dict(aliases)
        for address, session in self._sessions.items():
            for medium in self._relabelled(address, session):
                if self._sink is not None:
                    self._sink.changed(medium.info.id)

    async def connect(self, address: str) -> None:
        """Connect to a key and announce its media; errors as `Radio.connect`."""
        if address in self._sessions:
            return
        self._stop_reconnecting(address)
        await self._open(address)

    async def disconnect(self, address: str) -> None:
        """End a connection, or the search for it; harmless when there is none."""
        self._stop_reconnecting(address)
        session = self._sessions.pop(address, None)
        if session is not None:
            self._withdraw(session)
            await session.key.close()
        self._notify()

    async def _open(self, address: str) -> None:
        key = BleKey(self._patience)
        thread = DriverThread(f"ble {address}")
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                await key.open(self._radio, address, lambda: self._lost(address))
            loop = asyncio.get_running_loop()
            media = await thread.run(lambda: _media(key, thread, loop), _OPEN_SECONDS)
        except BaseException as error:
            thread.end()
            await key.close()
            if isinstance(error, TimeoutError):
                raise KeyOutOfReach from None
            raise
        self._sessions[address] = session = _Session(key, thread, media)
        self._relabelled(address, session)
        for medium in media:
            if self._sink is not None:
                self._sink.arrived(medium)
        self._notify()

    def _relabelled(self, address: str, session: _Session) -> list[CardMedium]:
        """Give the media their alias, or their own label again; those for which this is another one."""
        changed = []
        for medium, own in zip(session.media, session.own_labels, strict=True):
            label = self._aliases.get(address, own)
            if medium.info.label != label:
                medium.relabel(label)
                changed.append(medium)
        return changed

    def _lost(self, address: str) -> None:
        session = self._sessions.pop(address, None)
        if session is None:
            return
        self._withdraw(session)
        self._reconnecting[address] = asyncio.get_running_loop().create_task(self._reconnect(address))
        self._notify()

    async def _reconnect(self, address: str) -> None:
        pause = self._first_pause
        try:
            for _ in range(_RECONNECTS):
                await asyncio.sleep(pause)
                pause *= 2
                try:
                    await self._open(address)
                except AppError as error:
                    _log.info("key is not reached again yet", code=error.code)
                else:
                    return
        finally:
            if self._reconnecting.get(address) is asyncio.current_task():
                del self._reconnecting[address]
            self._notify()

    def _stop_reconnecting(self, address: str) -> None:
        task = self._reconnecting.pop(address, None)
        if task is not None:
            task.cancel()

    def _withdraw(self, session: _Session) -> None:
        for medium in session.media:
            if self._sink is not None:
                self._sink.removed(medium.info.id)
        session.thread.end()

    def _notify(self) -> None:
        for listener in tuple(self._listeners):
            listener()


class _Session:
    """A connected key."""

    def __init__(self, key: BleKey, thread: DriverThread, media: tuple[CardMedium, ...]) -> None:
        self.key = key
        self.thread = thread
        self.media = media
        self.own_labels = tuple(medium.info.label for medium in media)


def _media(key: BleKey, thread: DriverThread, loop: asyncio.AbstractEventLoop) -> tuple[CardMedium, ...]:
    """The applications of a key; blocks. Raises `NotABluetoothKey` when there are none."""
    found = []
    for kind in _APPLICATIONS:
        application = kind(BleCardLink(key, loop))
        if application.select():
            found.append(CardMedium(application, thread, card_info(application, MediumKind.BLE, "")))
    if not found:
        raise NotABluetoothKey
    return tuple(found)
