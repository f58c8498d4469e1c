"""A radio in user space: two Bluetooth stacks (bumble) with virtual controllers that hear each other.

One end is the key, a GATT server in front of a virtual card; the other is a back-end of `core.devices.ble.Radio`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bumble.controller import Controller
from bumble.core import UUID, AdvertisingData, BaseBumbleError
from bumble.device import Advertisement, Connection, Device, Peer
from bumble.gatt import Characteristic, CharacteristicValue, Service
from bumble.hci import Address
from bumble.link import LocalLink

from core.credentials.errors import MediumRemoved
from core.devices.ble.errors import KeyOutOfReach, NotABluetoothKey
from core.devices.ble.frames import Assembler, BrokenFraming, Kind, Message, fragments
from core.devices.ble.radio import CONTROL_POINT, CONTROL_POINT_LENGTH, SERVICE, STATUS, FoundKey, GattConnection
from core.errors import AppError
from tests.simulators.card.iso7816 import VirtualCard

KEY_ADDRESS, _CLIENT_ADDRESS = "C4:F2:17:1A:1D:AA", "F0:F1:F2:F3:F4:F5"
_ATT_HEAD = 3
_REACH_SECONDS = 2.0
_ADVERTISING_MILLISECONDS = 30


@dataclass
class KeyPeer:
    """A Bluetooth key.

    Attributes:
        card: what answers its messages.
        name: what it advertises, in at most eight bytes: advertisements have 31.
        length: of the fragments that it takes.
        is_key: it has the service.
        silent: it answers nothing.
        keep_alives: sent before each answer.
        lose: instruction at whose answer fragments are lost (all but the first).
        leave: instruction at which it ends the connection.
        refuses: the error that it answers instead; empty for none.
    """

    card: VirtualCard
    name: str = "蓝牙K1"
    length: int = 200
    is_key: bool = True
    silent: bool = False
    keep_alives: int = 0
    lose: int | None = None
    leave: int | None = None
    refuses: bytes = b""
    assembler: Assembler = field(default_factory=Assembler)
    device: Any = None
    connection: Any = None
    status: Any = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self, link: LocalLink) -> None:
        controller = Controller("key", link=link)
        self.device = Device.with_hci(self.name, Address(KEY_ADDRESS), controller, controller)
        properties = Characteristic.Properties
        control = Characteristic(
            CONTROL_POINT, properties.WRITE, Characteristic.WRITEABLE, CharacteristicValue(write=self._written)
        )
        self.status = Characteristic(STATUS, properties.NOTIFY, Characteristic.READABLE, b"")
        length = Characteristic(
            CONTROL_POINT_LENGTH, properties.READ, Characteristic.READABLE, self.length.to_bytes(2, "big")
        )
        if self.is_key:
            self.device.add_service(Service(SERVICE, [control, self.status, length]))
        self.device.on("connection", self._connected)
        await self.device.power_on()
        await self.advertise()

    async def advertise(self) -> None:
        data = AdvertisingData(
            [
                (AdvertisingData.FLAGS, bytes([0x06])),
                (AdvertisingData.COMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS, bytes(UUID(SERVICE))),
                (AdvertisingData.COMPLETE_LOCAL_NAME, self.name.encode()),
            ]
        )
        await self.device.start_advertising(
            advertising_data=bytes(data),
            auto_restart=True,
            advertising_interval_min=_ADVERTISING_MILLISECONDS,
            advertising_interval_max=_ADVERTISING_MILLISECONDS,
        )

    async def leave_now(self) -> None:
        """Out of reach: the connection ends, the card loses its power."""
        connection, self.connection = self.connection, None
        if connection is not None:
            await connection.disconnect()

    def _connected(self, connection: Connection) -> None:
        self.connection = connection
        self.assembler = Assembler()
        connection.on("disconnection", lambda _reason: self.card.reset())

    def _written(self, connection: Connection, fragment: bytes) -> None:
        try:
            message = self.assembler.feed(bytes(fragment))
        except BrokenFraming:
            message = None
            self._do(self._send(connection, Message(Kind.ERROR, b"\x04"), None))
        if message is not None and message.kind is Kind.MESSAGE and not self.silent:
            self._do(self._serve(connection, message.payload))

    async def _serve(self, connection: Connection, command: bytes) -> None:
        if command[1] == self.leave:
            await self.leave_now()
            return
        if self.refuses:
            await self._send(connection, Message(Kind.ERROR, self.refuses), None)
            return
        for _ in range(self.keep_alives):
            await self._send(connection, Message(Kind.KEEPALIVE, b"\x01"), None)
        await self._send(connection, Message(Kind.MESSAGE, self.card.process(command)), command[1])

    async def _send(self, connection: Connection, message: Message, instruction: int | None) -> None:
        parts = list(fragments(message, min(self.length, connection.att_mtu - _ATT_HEAD)))
        for part in parts[:1] if instruction is not None and instruction == self.lose else parts:
            await self.device.notify_subscriber(connection, self.status, part)

    def _do(self, job: Any) -> None:
        task = asyncio.get_running_loop().create_task(job)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class VirtualRadio:
    """See `Radio`.

    Attributes:
        problem: raised by `scan` and `connect`, as systems do without an adapter or permission.
        mtu: ATT_MTU that is asked for.
    """

    def __init__(self, mtu: int = 185) -> None:
        self.link = LocalLink()
        self.problem: AppError | None = None
        self.mtu = mtu
        self._device: Any = None

    async def start(self) -> None:
        controller = Controller("client", link=self.link)
        self._device = Device.with_hci("client", Address(_CLIENT_ADDRESS), controller, controller)
        await self._device.power_on()

    async def scan(self, seconds: float, on_found: Callable[[FoundKey], None]) -> None:
        if self.problem is not None:
            raise self.problem

        def heard(advertisement: Advertisement) -> None:
            services = advertisement.data.get_all(AdvertisingData.COMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS)
            if any(UUID(SERVICE) in found for found in services):
                name = advertisement.data.get(AdvertisingData.COMPLETE_LOCAL_NAME) or ""
                on_found(FoundKey(str(advertisement.address), str(name), advertisement.rssi))

        self._device.on("advertisement", heard)
        await self._device.start_scanning(active=True, filter_duplicates=False)
        try:
            await asyncio.sleep(seconds)
        finally:
            await self._device.stop_scanning()
            self._device.remove_listener("advertisement", heard)

    async def connect(
        self, address: str, on_fragment: Callable[[bytes], None], on_lost: Callable[[], None]
    ) -> GattConnection:
        if self.problem is not None:
            raise self.problem
        try:
            async with asyncio.timeout(_REACH_SECONDS):
                connection = await self._device.connect(address)
        except (BaseBumbleError, TimeoutError):
            raise KeyOutOfReach from None
        connection.on("disconnection", lambda _reason: on_lost())
        peer = Peer(connection)
        await peer.request_mtu(self.mtu)
        await peer.discover_services([UUID(SERVICE)])
        found = {}
        for service in peer.services:
            for characteristic in await service.discover_characteristics():
                found[str(characteristic.uuid).lower()] = characteristic
        if CONTROL_POINT not in found:
            await connection.disconnect()
            raise NotABluetoothKey
        length = int.from_bytes(await found[CONTROL_POINT_LENGTH].read_value(), "big")
        await found[STATUS].subscribe(on_fragment)
        return _Connection(connection, found[CONTROL_POINT], min(length, connection.att_mtu - _ATT_HEAD))


class _Connection:
    def __init__(self, connection: Any, control: Any, fragment_size: int) -> None:
        self._connection = connection
        self._control = control
        self.fragment_size = fragment_size
        self._lost = asyncio.Event()
        connection.on("disconnection", lambda _reason: self._lost.set())

    async def write(self, fragment: bytes) -> None:
        if self._lost.is_set():
            raise MediumRemoved
        writing = asyncio.ensure_future(self._control.write_value(fragment, with_response=True))
        lost = asyncio.ensure_future(self._lost.wait())
        done, _ = await asyncio.wait((writing, lost), return_when=asyncio.FIRST_COMPLETED)
        lost.cancel()
        if writing not in done:
            writing.cancel()
            raise MediumRemoved
        writing.result()

    async def disconnect(self) -> None:
        if not self._lost.is_set():
            await self._connection.disconnect()
