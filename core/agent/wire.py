"""Messages of p11-kit's RPC, version 0: a call's number, the signature of its arguments, the arguments.

Numbers are big-endian: CK_ULONG has 8 octets, lengths and attribute types 4. A request that does not fit its signature
to the last octet is `Malformed`; nothing is allocated by the word of the other side.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.agent.cryptoki import SIGNATURES, Call, Cka, Ckm

MAX_MESSAGE = 1 << 20
"""Octets of a message; programs sign larger data in parts."""

MAX_ATTRIBUTES = 256
_ABSENT = 0xFFFFFFFF
_PARTS = re.compile(r"a[yuA]|f[yuA]|[yuvszM]")
_BOOLEANS = frozenset(
    {
        Cka.TOKEN, Cka.PRIVATE, Cka.TRUSTED, Cka.SENSITIVE, Cka.ENCRYPT, Cka.DECRYPT, Cka.WRAP, Cka.UNWRAP, Cka.SIGN,
        Cka.SIGN_RECOVER, Cka.VERIFY, Cka.VERIFY_RECOVER, Cka.DERIVE, Cka.EXTRACTABLE, Cka.LOCAL,
        Cka.NEVER_EXTRACTABLE, Cka.ALWAYS_SENSITIVE, Cka.MODIFIABLE, Cka.ALWAYS_AUTHENTICATE,
        0x171, 0x172, 0x200, 0x210, 0x300, 0x400,  # copyable, destroyable and flags of hardware features
    }
)  # fmt: skip
_NUMBERS = frozenset(
    {
        Cka.CLASS, Cka.CERTIFICATE_TYPE, Cka.CERTIFICATE_CATEGORY, Cka.KEY_TYPE, Cka.MODULUS_BITS,
        0x088, 0x133, 0x134, 0x160, 0x161, 0x166, 0x201, 0x500,  # sizes, mechanisms and kinds of things not served
    }
)  # fmt: skip
_NESTED = frozenset({0x40000211, 0x40000212, 0x40000213, 0x40000600})
_WITH_NUMBERS = {Ckm.RSA_PKCS_PSS: 3, Ckm.RSA_PKCS_OAEP: 3}


class Malformed(ValueError):
    """A message that is none; the connection is of no use any more."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A CK_ATTRIBUTE.

    Attributes:
        type: CKA_….
        value: bool, int or bytes by its type; None where there is none to tell.
    """

    type: int
    value: bool | int | bytes | None


@dataclass(frozen=True, slots=True)
class AttributeWanted:
    """A template's entry of C_GetAttributeValue: room for a value on the other side, 0 when only the size is asked."""

    type: int
    room: int


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A CK_MECHANISM; `numbers` are the parameters of PSS (hash, mgf, salt) and OAEP (hash, mgf, source)."""

    type: int
    numbers: tuple[int, ...] = ()
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A call with its arguments, one for each part of its signature."""

    call: Call
    arguments: tuple[Any, ...]


class UnknownCall(Malformed):
    """A call that the agent does not serve; the connection goes on."""


def parse_request(message: bytes) -> Request:
    """Read a request.

    Raises:
        UnknownCall: a well-formed beginning of a call that is not served.
        Malformed: anything else that is no request.
    """
    reader = _Reader(message)
    number = reader.uint32()
    signature = reader.octets()
    try:
        call = Call(number)
    except ValueError:
        raise UnknownCall(str(number)) from None
    if call is Call.ERROR or signature != SIGNATURES[call][0].encode():
        raise Malformed(f"signature of {call.name}")
    arguments = tuple(reader.part(part) for part in _parts(SIGNATURES[call][0]))
    reader.end()
    return Request(call, arguments)


def build_request(call: Call, arguments: Sequence[Any]) -> bytes:
    """The octets of a request."""
    return _build(call, SIGNATURES[call][0], arguments)


def build_response(call: Call, values: Sequence[Any]) -> bytes:
    """The octets of an answer; `Call.ERROR` with the return value is a refusal."""
    return _build(call, SIGNATURES[call][1], values)


def parse_response(message: bytes) -> Request:
    """Read an answer (the other side's part; the tests are one)."""
    reader = _Reader(message)
    call = Call(reader.uint32())
    if reader.octets() != SIGNATURES[call][1].encode():
        raise Malformed(f"signature of {call.name}")
    values = tuple(reader.part(part) for part in _parts(SIGNATURES[call][1]))
    reader.end()
    return Request(call, values)


def _parts(signature: str) -> Iterator[str]:
    return (found[0] for found in _PARTS.finditer(signature))


def _build(call: Call, signature: str, values: Sequence[Any]) -> bytes:
    out = bytearray(struct.pack(">I", call) + _octets(signature.encode()))
    for part, value in zip(_parts(signature), values, strict=True):
        out += _WRITERS[part](value)
    return bytes(out)


class _Reader:
    """Takes values from a message, one after the other."""

    def __init__(self, message: bytes) -> None:
        self._message = message
        self._at = 0

    def part(self, part: str) -> Any:
        """One argument by its letters."""
        return getattr(self, _READERS[part])()

    def end(self) -> None:
        """Nothing is left."""
        if self._at != len(self._message):
            raise Malformed("octets left")

    def take(self, count: int) -> bytes:
        if count > len(self._message) - self._at:
            raise Malformed("too short")
        self._at += count
        return self._message[self._at - count : self._at]

    def byte(self) -> int:
        return self.take(1)[0]

    def uint32(self) -> int:
        return int.from_bytes(self.take(4), "big")

    def ulong(self) -> int:
        return int.from_bytes(self.take(8), "big")

    def octets(self) -> bytes | None:
        length = self.uint32()
        return None if length == _ABSENT else self.take(length)

    def byte_array(self) -> bytes | int | None:
        """The octets; only their number where the other side leaves them out."""
        return self.octets() if self.byte() else self.uint32()

    def ulong_array(self) -> tuple[int, ...] | int:
        valid, count = self.byte(), self.uint32()
        if not valid:
            return count
        if count > MAX_MESSAGE // 8:
            raise Malformed("array")
        return tuple(self.ulong() for _ in range(count))

    def version(self) -> tuple[int, int]:
        return self.byte(), self.byte()

    def text(self) -> bytes:
        return self.octets() or b""

    def attributes(self) -> tuple[Attribute, ...]:
        return tuple(self._attribute() for _ in range(self._count()))

    def wanted(self) -> tuple[AttributeWanted, ...]:
        found = []
        for _ in range(self._count()):
            wanted = AttributeWanted(self.uint32(), self.uint32())
            if wanted.type in _NESTED and wanted.room:
                raise Malformed("nested attributes")
            found.append(wanted)
        return tuple(found)

    def mechanism(self) -> Mechanism | None:
        """None is p11-kit's mark for a null mechanism, which cancels an operation."""
        kind = self.uint32()
        if kind == _ABSENT:
            return None
        numbers = tuple(self.ulong() for _ in range(_WITH_NUMBERS.get(Ckm(kind), 0))) if kind in _KNOWN else ()
        data = None if kind == Ckm.RSA_PKCS_PSS else self.octets()
        return Mechanism(kind, numbers, data)

    def _count(self) -> int:
        count = self.uint32()
        if count > MAX_ATTRIBUTES:
            raise Malformed("attributes")
        return count

    def _attribute(self) -> Attribute:
        kind = self.uint32()
        if not self.byte():
            return Attribute(kind, None)
        self.uint32()  # the length in the other side's memory
        if kind in _NESTED:
            raise Malformed("nested attributes")
        if kind in _BOOLEANS:
            return Attribute(kind, self.byte() != 0)
        return Attribute(kind, self.ulong() if kind in _NUMBERS else self.text())


_KNOWN = frozenset(int(mechanism) for mechanism in Ckm)


def _octets(data: bytes | None) -> bytes:
    return struct.pack(">I", _ABSENT) if data is None else struct.pack(">I", len(data)) + data


def _byte_array(value: bytes | int) -> bytes:
    if isinstance(value, int):
        return b"\x00" + struct.pack(">I", value)
    return b"\x01" + _octets(value)


def _ulong_array(value: Sequence[int] | int) -> bytes:
    if isinstance(value, int):
        return b"\x00" + struct.pack(">I", value)
    return b"\x01" + struct.pack(f">I{len(value)}Q", len(value), *value)


def _attribute(attribute: Attribute) -> bytes:
    value = attribute.value
    if value is None:
        return struct.pack(">IB", attribute.type, 0)
    if isinstance(value, bool):
        return struct.pack(">IBIB", attribute.type, 1, 1, value)
    if isinstance(value, int):
        return struct.pack(">IBIQ", attribute.type, 1, 8, value)
    return struct.pack(">IBI", attribute.type, 1, len(value)) + _octets(value)


def _attributes(values: Sequence[Attribute]) -> bytes:
    return struct.pack(">I", len(values)) + b"".join(_attribute(value) for value in values)


def _wanted(values: Sequence[AttributeWanted]) -> bytes:
    return struct.pack(">I", len(values)) + b"".join(struct.pack(">II", value.type, value.room) for value in values)


def _mechanism(value: Mechanism | None) -> bytes:
    if value is None:
        return struct.pack(">I", _ABSENT)
    parameters = b"" if value.type == Ckm.RSA_PKCS_PSS else _octets(value.data)
    return struct.pack(f">I{len(value.numbers)}Q", value.type, *value.numbers) + parameters


_READERS = {
    "y": "byte", "u": "ulong", "v": "version", "s": "text", "z": "text", "M": "mechanism",
    "ay": "byte_array", "au": "ulong_array", "aA": "attributes", "fy": "uint32", "fu": "uint32", "fA": "wanted",
}  # fmt: skip
_WRITERS: dict[str, Any] = {
    "y": lambda value: bytes([value]),
    "u": lambda value: struct.pack(">Q", value),
    "v": bytes,
    "s": _octets,
    "z": _octets,
    "M": _mechanism,
    "ay": _byte_array,
    "au": _ulong_array,
    "aA": _attributes,
    "fy": lambda value: struct.pack(">I", value),
    "fu": lambda value: struct.pack(">I", value),
    "fA": _wanted,
}
