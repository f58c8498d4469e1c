"""A PIV card (SP 800-73-4) as the host sees it."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.crypto.algorithms import KeyAlgorithm
from core.devices.cards.tlv import objects, tlv
from tests.simulators.card.iso7816 import Pin, Refused, Request
from tests.simulators.card.keys import CardKey

PIN, PUK = "246810", "13579135"
_PLACES = {0x9A: 0x5FC105, 0x9C: 0x5FC10A, 0x9D: 0x5FC10B, 0x9E: 0x5FC101}
_ALGORITHMS = {
    KeyAlgorithm.RSA_2048: 0x07,
    KeyAlgorithm.RSA_3072: 0x05,
    KeyAlgorithm.EC_P256: 0x11,
    KeyAlgorithm.EC_P384: 0x14,
}


@dataclass
class PivCard:
    """The application.

    Attributes:
        keys: by key reference; 82 to 95 are retired keys.
        compressed: certificates are kept by gzip.
        raw: data objects that are given as they are, in place of the right ones.
    """

    keys: Mapping[int, CardKey]
    guid: bytes = bytes.fromhex("0123456789abcdef0123456789abcdef")
    compressed: bool = False
    raw: dict[int, bytes] = field(default_factory=dict)
    pin: Pin = field(default_factory=lambda: Pin(_block(PIN)))
    puk: Pin = field(default_factory=lambda: Pin(_block(PUK)))
    verified: bool = False
    fresh: bool = False  # nothing happened since the PIN was shown: what key 9C asks for
    aid: bytes = bytes.fromhex("A000000308000010000100")

    def selected(self) -> bytes:
        return tlv(0x61, tlv(0x4F, self.aid[5:]) + tlv(0x79, tlv(0x4F, self.aid[:5])))

    def deselected(self) -> None:
        self.verified = self.fresh = False

    def answer(self, request: Request) -> bytes:
        fresh, self.fresh = self.fresh, False
        match request.ins:
            case 0x20:
                return self._verify(request)
            case 0x24:
                self._change(request)
                return b""
            case 0x2C:
                self._unblock(request)
                return b""
            case 0xCB:
                return self._data(request)
            case 0x87:
                return self._authenticate(request, fresh)
        raise Refused(0x6D00)

    def _verify(self, request: Request) -> bytes:
        if request.p2 != 0x80:
            raise Refused(0x6A88)
        if request.p1 == 0xFF:
            self.verified = False
            return b""
        if not request.data:
            if self.verified:
                return b""
            raise Refused(0x63C0 | self.pin.left if self.pin.left else 0x6983)
        self.verified = False
        if len(request.data) != 8:
            raise Refused(0x6A80)
        self.pin.check(request.data)
        self.verified = self.fresh = True
        return b""

    def _change(self, request: Request) -> None:
        target = {0x80: self.pin, 0x81: self.puk}.get(request.p2)
        if target is None or len(request.data) != 16:
            raise Refused(0x6A80)
        target.check(request.data[:8])
        target.replace(_acceptable(request.data[8:]))

    def _unblock(self, request: Request) -> None:
        if request.p2 != 0x80 or len(request.data) != 16:
            raise Refused(0x6A80)
        self.puk.check(request.data[:8])
        self.pin.replace(_acceptable(request.data[8:]))

    def _data(self, request: Request) -> bytes:
        if (request.p1, request.p2) != (0x3F, 0xFF):
            raise Refused(0x6A81)
        tag = int.from_bytes(objects(request.data).get(0x5C, b""), "big")
        if tag == 0x7E:
            return tlv(0x7E, tlv(0x4F, self.aid) + tlv(0x5F2F, b"\x40\x00"))
        content = self.raw.get(tag, self._content(tag))
        if not content:
            raise Refused(0x6A82)
        return tlv(0x53, content)

    def _content(self, tag: int) -> bytes:
        if tag == 0x5FC102:
            return (
                tlv(0x30, bytes(25)) + tlv(0x34, self.guid) + tlv(0x35, b"20301231") + tlv(0x3E, b"") + tlv(0xFE, b"")
            )
        retired = sum(1 for reference in self.keys if reference < 0x9A)
        if tag == 0x5FC10C and retired:
            return tlv(0xC1, bytes([retired])) + tlv(0xC2, b"\x00") + tlv(0xF3, b"") + tlv(0xFE, b"")
        for reference, key in self.keys.items():
            if _PLACES.get(reference, 0x5FC10D + reference - 0x82) == tag:
                der = gzip.compress(key.certificate.der) if self.compressed else key.certificate.der
                return tlv(0x70, der) + tlv(0x71, bytes([int(self.compressed)])) + tlv(0xFE, b"")
        return b""

    def _authenticate(self, request: Request, fresh: bool) -> bytes:
        key = self.keys.get(request.p2)
        if key is None or _ALGORITHMS.get(key.key.algorithm) != request.p1:
            raise Refused(0x6A86)
        if request.p2 != 0x9E and not (fresh if request.p2 == 0x9C else self.verified):
            raise Refused(0x6982)
        template = objects(objects(request.data).get(0x7C, b""))
        if 0x82 not in template or 0x81 not in template:
            raise Refused(0x6A80)
        message = template[0x81]
        return tlv(0x7C, tlv(0x82, key.rsa(message) if key.key.algorithm.is_rsa else key.ecdsa(message)))


def _block(pin: str) -> bytes:
    return pin.encode().ljust(8, b"\xff")


def _acceptable(block: bytes) -> bytes:
    digits = block.rstrip(b"\xff")
    if not (6 <= len(digits) <= 8 and digits.isdigit()):
        raise Refused(0x6A80)
    return block
