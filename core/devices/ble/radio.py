"""The link interface: what this package needs of a Bluetooth stack. Back-ends: `bleak`; in tests a virtual controller.

A key's GATT service has three characteristics, as in FIDO CTAP 2.1: fragments are written to the first, come as
notifications of the second, and the third tells how long a fragment may be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

SERVICE = "6b65f000-1c5a-4f7e-9d3b-2a8e5c0d7f41"
CONTROL_POINT = "6b65f001-1c5a-4f7e-9d3b-2a8e5c0d7f41"  # write
STATUS = "6b65f002-1c5a-4f7e-9d3b-2a8e5c0d7f41"  # notify
CONTROL_POINT_LENGTH = "6b65f003-1c5a-4f7e-9d3b-2a8e5c0d7f41"  # read, two bytes, big endian


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A device that advertises the service.

    Attributes:
        address: the system's name for it: an address, on macOS an identifier.
        name: what it calls itself; may be empty.
        strength: of the signal in dBm; None when the system does not tell.
    """

    address: str
    name: str
    strength: int | None = None


class GattConnection(Protocol):
    """A connection to a key. Errors: `MediumRemoved` once it is lost."""

    @property
    def fragment_size(self) -> int:
        """Bytes in one fragment: the smaller of the link's (ATT_MTU - 3) and the key's."""

    async def write(self, fragment: bytes) -> None:
        """Send a fragment and await its acknowledgement."""

    async def disconnect(self) -> None:
        """End the connection; harmless when it is lost."""


class Radio(Protocol):
    """A Bluetooth stack. Errors: `BluetoothOff`, `NoBluetooth`, `BluetoothDenied`."""

    async def scan(self, seconds: float, on_found: Callable[[FoundKey], None]) -> None:
        """Tell of every key that is heard within the time, again when its name or strength changes."""

    async def connect(
        self, address: str, on_fragment: Callable[[bytes], None], on_lost: Callable[[], None]
    ) -> GattConnection:
        """Connect and listen.

        Args:
            address: of a `FoundKey`.
            on_fragment: called with every notification.
            on_lost: called once when the connection ends without `disconnect`.

        Raises:
            KeyOutOfReach: it did not answer.
            NotABluetoothKey: it has no such service.
        """
