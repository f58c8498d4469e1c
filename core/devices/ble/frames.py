"""Messages in fragments that fit into one GATT write or notification.

The framing is that of FIDO CTAP 2.1, chapter "Bluetooth Smart / Bluetooth Low Energy Technology" (request and response
fragmentation): a first fragment of command, length in two bytes and data, then fragments of a sequence number and data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

_LARGEST = 0xFFFF
_FIRST = 0x80  # the bit of a first fragment
_FIRST_HEAD, _NEXT_HEAD = 3, 1
SMALLEST_FRAGMENT = _FIRST_HEAD + 1


class Kind(IntEnum):
    """What a message is; with the bit of a first fragment."""

    PING = 0x81
    KEEPALIVE = 0x82
    MESSAGE = 0x83
    CANCEL = 0xBE
    ERROR = 0xBF


@dataclass(frozen=True, slots=True)
class Message:
    """A whole message. Its payload is not shown: it may be a PIN."""

    kind: Kind
    payload: bytes

    def __repr__(self) -> str:
        return f"<Message {self.kind.name} of {len(self.payload)} bytes>"


class BrokenFraming(Exception):
    """A fragment does not follow the one before it; the message is lost. Stays inside this package."""


def fragments(message: Message, size: int) -> Iterator[bytes]:
    """The fragments of a message.

    Args:
        message: with at most 65,535 bytes.
        size: greatest length of a fragment in bytes, at least `SMALLEST_FRAGMENT`.
    """
    if size < SMALLEST_FRAGMENT or len(message.payload) > _LARGEST:
        raise ValueError("fragment too small or message too large")
    first = size - _FIRST_HEAD
    yield bytes([message.kind]) + len(message.payload).to_bytes(2, "big") + message.payload[:first]
    step = size - _NEXT_HEAD
    for number, place in enumerate(range(first, len(message.payload), step)):
        yield bytes([number & 0x7F]) + message.payload[place : place + step]


class Assembler:
    """Puts fragments together again."""

    def __init__(self) -> None:
        self._kind: Kind | None = None
        self._length = 0
        self._collected = bytearray()
        self._next = 0

    def feed(self, fragment: bytes) -> Message | None:
        """Take the next fragment; returns the message when it is whole.

        Raises:
            BrokenFraming: it does not belong here. What was collected is dropped; a first fragment begins anew.
        """
        if not fragment:
            raise self._broken("empty fragment")
        if fragment[0] & _FIRST:
            self._begin(fragment)
        else:
            self._go_on(fragment)
        if self._kind is None or len(self._collected) < self._length:
            return None
        message = Message(self._kind, bytes(self._collected))
        self._drop()
        return message

    def _begin(self, fragment: bytes) -> None:
        self._drop()
        try:
            kind = Kind(fragment[0])
        except ValueError:
            raise self._broken("unknown command") from None
        if len(fragment) < _FIRST_HEAD:
            raise self._broken("cut off")
        self._kind, self._length = kind, int.from_bytes(fragment[1:3], "big")
        self._append(fragment[_FIRST_HEAD:])

    def _go_on(self, fragment: bytes) -> None:
        if self._kind is None or fragment[0] != self._next:
            raise self._broken("out of sequence")
        if len(fragment) == _NEXT_HEAD:
            raise self._broken("fragment without data")
        self._next = (self._next + 1) & 0x7F
        self._append(fragment[_NEXT_HEAD:])

    def _append(self, data: bytes) -> None:
        self._collected += data
        if len(self._collected) > self._length:
            raise self._broken("too long")

    def _broken(self, why: str) -> BrokenFraming:
        self._drop()
        return BrokenFraming(why)

    def _drop(self) -> None:
        self._kind, self._length, self._next = None, 0, 0
        self._collected.clear()
