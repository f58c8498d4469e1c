"""BER-TLV data objects (ISO 7816-4 §5.2.2.2), as far as PIV and OpenPGP use them."""

from __future__ import annotations

from core.credentials.errors import DriverFailure


def tlv(tag: int, value: bytes) -> bytes:
    """One data object."""
    name = tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big")
    size = len(value)
    if size < 0x80:
        return name + bytes([size]) + value
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return name + bytes([0x80 | len(length)]) + length + value


def objects(data: bytes) -> dict[int, bytes]:
    """The objects of a template by tag, the first of each; raises `DriverFailure` for what is cut off."""
    found: dict[int, bytes] = {}
    place = 0
    try:
        while place < len(data):
            tag = data[place]
            place += 1
            if tag in (0x00, 0xFF):
                continue  # filling between objects
            if tag & 0x1F == 0x1F:
                tag = tag << 8 | data[place]
                while data[place] & 0x80:
                    place += 1
                    tag = tag << 8 | data[place]
                place += 1
            size = data[place]
            place += 1
            if size & 0x80:
                count = size & 0x7F
                size = int.from_bytes(data[place : place + count], "big")
                place += count
            if place + size > len(data):
                raise DriverFailure(reason="data object cut off")
            found.setdefault(tag, data[place : place + size])
            place += size
    except IndexError:
        raise DriverFailure(reason="data object cut off") from None
    return found


def only(data: bytes, *path: int) -> bytes:
    """The value down a path of tags; raises `DriverFailure` when one is missing."""
    for tag in path:
        inner = objects(data).get(tag)
        if inner is None:
            raise DriverFailure(reason=f"data object {tag:X} missing")
        data = inner
    return data
