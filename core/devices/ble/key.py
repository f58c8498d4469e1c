"""A connected key: one question, one answer, in the order in which they were asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from core.credentials.errors import DriverFailure, MediumBusy, MediumRemoved
from core.devices.ble.errors import KeyDoesNotAnswer
from core.devices.ble.frames import Assembler, BrokenFraming, Kind, Message, fragments
from core.devices.ble.radio import GattConnection, Radio

# between a question and the next sign of life: an answer or a keep-alive (CTAP 2.1: keep-alives come every 500 ms)
ANSWER_SECONDS = 4.0
_BUSY = 0x06


class BleKey:
    """Speaks messages over a GATT connection."""

    def __init__(self, patience: float = ANSWER_SECONDS) -> None:
        self._patience = patience
        self._connection: GattConnection | None = None
        self._assembler = Assembler()
        self._inbox: asyncio.Queue[Message | BrokenFraming | None] = asyncio.Queue()
        self._turn = asyncio.Lock()
        self._on_lost: Callable[[], None] = lambda: None

    async def open(self, radio: Radio, address: str, on_lost: Callable[[], None]) -> None:
        """Connect; errors as `Radio.connect`. `on_lost` is called when the connection ends by itself."""
        self._on_lost = on_lost
        self._connection = await radio.connect(address, self._fragment, self._lost)

    async def exchange(self, payload: bytes) -> bytes:
        """The answer to a message.

        Raises:
            MediumRemoved: the connection is lost.
            KeyDoesNotAnswer: silence, or an answer with gaps.
            MediumBusy: the key serves another request.
            DriverFailure: the key reports an error.
        """
        async with self._turn:
            connection = self._connection
            if connection is None:
                raise MediumRemoved
            while not self._inbox.empty():
                self._inbox.get_nowait()  # what came too late for the question before
            for fragment in fragments(Message(Kind.MESSAGE, payload), connection.fragment_size):
                await connection.write(fragment)
            return await self._answer()

    async def close(self) -> None:
        """End the connection."""
        connection, self._connection = self._connection, None
        self._inbox.put_nowait(None)
        if connection is not None:
            await connection.disconnect()

    async def _answer(self) -> bytes:
        while True:
            try:
                async with asyncio.timeout(self._patience):
                    message = await self._inbox.get()
            except TimeoutError:
                raise KeyDoesNotAnswer from None
            if message is None:
                raise MediumRemoved
            if isinstance(message, BrokenFraming):
                # not asked again: a signature or a PIN must not be sent twice without the person's will
                raise KeyDoesNotAnswer
            if message.kind is Kind.MESSAGE:
                return message.payload
            if message.kind is Kind.ERROR:
                code = message.payload[:1]
                raise MediumBusy if code == bytes([_BUSY]) else DriverFailure(reason=f"BLE ERROR {code.hex() or '-'}")

    def _fragment(self, fragment: bytes) -> None:
        try:
            message = self._assembler.feed(fragment)
        except BrokenFraming as broken:
            self._inbox.put_nowait(broken)
            return
        if message is not None:
            self._inbox.put_nowait(message)

    def _lost(self) -> None:
        if self._connection is not None:
            self._connection = None
            self._inbox.put_nowait(None)
            self._on_lost()
