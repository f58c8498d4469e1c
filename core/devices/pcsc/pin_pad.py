"""Readers with keys of their own (PC/SC part 10): the PIN goes from the person's finger to the card."""

from __future__ import annotations

import struct

from core.devices.cards.link import PinEntry

FEATURE_VERIFY_PIN_DIRECT = 0x06  # §2.3
_SECONDS = 60
_VALIDATION_KEY = 0x02  # bEntryValidationCondition: the reader's OK key ends the entry
_MESSAGES, _CHINESE = 1, 0x0804


def features(answer: bytes) -> dict[int, int]:
    """Control codes by feature, from the answer to CM_IOCTL_GET_FEATURE_REQUEST (§2.2): tag, 4, code in big endian."""
    found = {}
    for place in range(0, len(answer) - 5, 6):
        tag, length, code = struct.unpack_from(">BBI", answer, place)
        if length == 4:
            found[tag] = code
    return found


def verify_structure(entry: PinEntry) -> bytes:
    """PIN_VERIFY_STRUCTURE (§2.5.2) for a PIN in ASCII, left-justified, behind the five bytes of VERIFY's header."""
    block = b"\xff" * entry.padded_to
    command = bytes([0x00, 0x20, 0x00, entry.reference, len(block)]) + block
    return (
        struct.pack(
            "<BBBBBHBBHB3sI",
            _SECONDS,
            _SECONDS,
            0x82,  # bmFormatString: unit is the byte, no offset, left-justified, ASCII
            entry.padded_to,  # bmPINBlockString: no length inside, size of the block
            0x00,  # bmPINLengthFormat: no length is written
            entry.min_length << 8 | entry.max_length,
            _VALIDATION_KEY,
            _MESSAGES,
            _CHINESE,
            0,
            bytes(3),
            len(command),
        )
        + command
    )
