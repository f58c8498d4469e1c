"""The system's Bluetooth by bleak: BlueZ, WinRT, CoreBluetooth."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from core.credentials.errors import DriverFailure, MediumRemoved
from core.devices.ble.errors import BluetoothDenied, BluetoothOff, KeyOutOfReach, NoBluetooth, NotABluetoothKey
from core.devices.ble.frames import SMALLEST_FRAGMENT
from core.devices.ble.radio import CONTROL_POINT, CONTROL_POINT_LENGTH, SERVICE, STATUS, FoundKey, GattConnection

if TYPE_CHECKING:
    from bleak import BleakClient

_ATT_HEAD = 3  # bytes of ATT_MTU that are not the value (Bluetooth Core 5.4, vol 3 part F §3.4.5)


class BleakRadio:
    """See `Radio`."""

    async def scan(self, seconds: float, on_found: Callable[[FoundKey], None]) -> None:
        """See `Radio`."""
        with _as_app_errors():
            from bleak import BleakScanner

            def heard(device: Any, advertisement: Any) -> None:
                name = advertisement.local_name or device.name or ""
                on_found(FoundKey(device.address, name, advertisement.rssi))

            async with BleakScanner(heard, service_uuids=[SERVICE]):
                await asyncio.sleep(seconds)

    async def connect(
        self, address: str, on_fragment: Callable[[bytes], None], on_lost: Callable[[], None]
    ) -> GattConnection:
        """See `Radio`."""
        with _as_app_errors():
            from bleak import BleakClient

            client = BleakClient(address, disconnected_callback=lambda _: on_lost())
            await client.connect()
            try:
                announced = await _announced(client)
                await client.start_notify(STATUS, lambda _, fragment: on_fragment(bytes(fragment)))
            except BaseException:
                await client.disconnect()
                raise
            return _BleakConnection(client, max(SMALLEST_FRAGMENT, min(announced, client.mtu_size - _ATT_HEAD)))


class _BleakConnection:
    """See `GattConnection`."""

    def __init__(self, client: BleakClient, fragment_size: int) -> None:
        self._client = client
        self.fragment_size = fragment_size

    async def write(self, fragment: bytes) -> None:
        if not self._client.is_connected:
            raise MediumRemoved
        with _as_app_errors():
            await self._client.write_gatt_char(CONTROL_POINT, fragment, response=True)

    async def disconnect(self) -> None:
        with suppress(Exception):  # a connection that is lost has nothing to end
            await self._client.disconnect()


async def _announced(client: BleakClient) -> int:
    """How long a fragment the key takes."""
    if client.services.get_service(SERVICE) is None:
        raise NotABluetoothKey
    return int.from_bytes(await client.read_gatt_char(CONTROL_POINT_LENGTH), "big")


@contextmanager
def _as_app_errors() -> Iterator[None]:
    """Say what bleak's exceptions mean; its reasons are named in `BleakBluetoothNotAvailableReason`."""
    try:
        from bleak import exc
    except ImportError:
        raise NoBluetooth from None
    try:
        yield
    except exc.BleakBluetoothNotAvailableError as error:
        reason = exc.BleakBluetoothNotAvailableReason
        if error.reason is reason.POWERED_OFF:
            raise BluetoothOff from None
        if error.reason in (reason.DENIED_BY_USER, reason.DENIED_BY_SYSTEM, reason.DENIED_BY_UNKNOWN):
            raise BluetoothDenied from None
        raise NoBluetooth from None
    except (exc.BleakDeviceNotFoundError, TimeoutError):
        raise KeyOutOfReach from None
    except exc.BleakGATTProtocolError as error:
        raise DriverFailure(reason=f"ATT {error.code:02X}") from None
    except exc.BleakError as error:
        raise DriverFailure(reason=type(error).__name__) from None
    except OSError:
        # no D-Bus, no BlueZ
        raise NoBluetooth from None
