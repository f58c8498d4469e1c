"""APDUs over a Bluetooth key's messages, for the card code, which blocks on a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from core.credentials.errors import DriverFailure
from core.devices.ble.key import BleKey
from core.devices.cards.link import PinEntry


class BleCardLink:
    """See `CardLink`. The key is ours alone while it is connected, so a transaction has nobody to keep out."""

    pin_pad = False

    def __init__(self, key: BleKey, loop: asyncio.AbstractEventLoop) -> None:
        self._key = key
        self._loop = loop

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See `CardLink`."""
        yield

    def transmit(self, command: bytes) -> bytes:
        """See `CardLink`. Called on the driver's thread, never on the loop's."""
        return asyncio.run_coroutine_threadsafe(self._key.exchange(command), self._loop).result()

    def verify_on_pad(self, entry: PinEntry) -> bytes:
        """See `CardLink`: these keys have no pad."""
        raise DriverFailure(reason="PIN pad")

    def close(self) -> None:
        """See `CardLink`: several applications share the connection, which its provider ends."""
