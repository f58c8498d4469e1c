"""An OpenPGP card 3.4 as the host sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from core.devices.cards.tlv import tlv
from tests.simulators.card.iso7816 import Pin, Refused, Request
from tests.simulators.card.keys import CardKey

PIN, ADMIN_PIN = "246810", "13579135"
_OCCURRENCES = ("aut", "dec", "sig")


@dataclass
class OpenPgpCard:
    """The application.

    Attributes:
        keys: by `sig`, `dec`, `aut`.
        several: PW1 stays good for more than one signature (the first of the PW status bytes).
        vague: a wrong PIN is answered by 6982 instead of 63Cx, as many cards do.
    """

    keys: Mapping[str, CardKey]
    name: str = "Li<<Xiaoyang"
    several: bool = False
    vague: bool = False
    pin: Pin = field(default_factory=lambda: Pin(PIN.encode()))
    admin_pin: Pin = field(default_factory=lambda: Pin(ADMIN_PIN.encode()))
    open: set[int] = field(default_factory=set)
    occurrence: int = 0
    aid: bytes = bytes.fromhex("D276000124010304FFFE424200070000")

    def selected(self) -> bytes:
        return b""

    def deselected(self) -> None:
        self.open.clear()
        self.occurrence = 0

    def answer(self, request: Request) -> bytes:
        match request.ins:
            case 0x20:
                return self._verify(request)
            case 0x24:
                self._change(request)
                return b""
            case 0x2C:
                self._unblock(request)
                return b""
            case 0xA5:
                self.occurrence = request.p1
                return b""
            case 0xCA:
                return self._data(request.p1 << 8 | request.p2)
            case 0x2A if (request.p1, request.p2) == (0x9E, 0x9A):
                return self._sign("sig", 0x81, request.data)
            case 0x2A if (request.p1, request.p2) == (0x80, 0x86):
                return self._decipher(request.data)
            case 0x88:
                return self._sign("aut", 0x82, request.data)
        raise Refused(0x6D00)

    def _pin(self, reference: int) -> Pin:
        if reference not in (0x81, 0x82, 0x83):
            raise Refused(0x6A88)
        return self.admin_pin if reference == 0x83 else self.pin

    def _verify(self, request: Request) -> bytes:
        pin = self._pin(request.p2)
        if request.p1 == 0xFF:
            self.open.discard(request.p2)
            return b""
        if not request.data:
            if request.p2 in self.open:
                return b""
            raise Refused(0x63C0 | pin.left)
        self.open.discard(request.p2)
        try:
            pin.check(request.data)
        except Refused as refused:
            raise Refused(0x6982 if self.vague and refused.status != 0x6983 else refused.status) from None
        self.open.add(request.p2)
        return b""

    def _change(self, request: Request) -> None:
        pin = self._pin(request.p2)
        size = len(pin.value)
        pin.check(request.data[:size])
        pin.replace(_acceptable(request.data[size:]))

    def _unblock(self, request: Request) -> None:
        if request.p1 != 0x02 or 0x83 not in self.open:
            raise Refused(0x6982)
        self.pin.replace(_acceptable(request.data))

    def _data(self, tag: int) -> bytes:
        passwords = bytes([int(self.several), 64, 64, 64, self.pin.left, 0, self.admin_pin.left])
        simple = {
            0x4F: self.aid,
            0x5E: b"",
            0xC4: passwords,
            0x5F52: bytes.fromhex("0031F573C00160009000"),
            0x65: tlv(0x5B, self.name.encode()) + tlv(0x5F2D, b"zh") + tlv(0x5F35, b"9"),
            0x7A: tlv(0x93, bytes(3)),
        }
        if tag in simple:
            return simple[tag]
        if tag == 0x6E:
            return tlv(0x4F, self.aid) + tlv(0x5F52, simple[0x5F52]) + tlv(0x73, self._discretionary(passwords))
        if tag == 0x7F21 and self.occurrence < len(_OCCURRENCES):
            key = self.keys.get(_OCCURRENCES[self.occurrence])
            return key.certificate.der if key else b""
        raise Refused(0x6A88)

    def _discretionary(self, passwords: bytes) -> bytes:
        attributes = b"".join(
            tlv(tag, self._attributes(name)) for tag, name in ((0xC1, "sig"), (0xC2, "dec"), (0xC3, "aut"))
        )
        prints = b"".join((b"\x01" if name in self.keys else b"\x00") * 20 for name in ("sig", "dec", "aut"))
        capabilities = bytes.fromhex("740000000800") + bytes.fromhex("00FF0000")
        return (
            tlv(0xC0, capabilities)
            + attributes
            + tlv(0xC4, passwords)
            + tlv(0xC5, prints)
            + tlv(0xC6, bytes(60))
            + tlv(0xCD, bytes(12))
        )

    def _attributes(self, name: str) -> bytes:
        key = self.keys.get(name)
        if key is not None and key.key.algorithm.is_ec:
            return b"\x13" + bytes.fromhex("2A8648CE3D030107")
        return bytes.fromhex("010800002000")

    def _sign(self, name: str, door: int, content: bytes) -> bytes:
        key = self.keys.get(name)
        if key is None:
            raise Refused(0x6A88)
        if door not in self.open:
            raise Refused(0x6982)
        if door == 0x81 and not self.several:
            self.open.discard(door)
        if key.key.algorithm.is_ec:
            half = key.key.algorithm.bits // 8
            return b"".join(part.to_bytes(half, "big") for part in decode_dss_signature(key.ecdsa(content)))
        size = key.key.algorithm.bits // 8
        if len(content) > size * 2 // 5:
            raise Refused(0x6700)
        return key.rsa(b"\x00\x01" + b"\xff" * (size - 3 - len(content)) + b"\x00" + content)

    def _decipher(self, cryptogram: bytes) -> bytes:
        key = self.keys.get("dec")
        if key is None or 0x82 not in self.open:
            raise Refused(0x6982)
        if cryptogram[:1] != b"\x00":
            raise Refused(0x6A80)
        message = key.rsa(cryptogram[1:])
        filling, separator, plain = message[2:].partition(b"\x00")
        if message[:2] != b"\x00\x02" or not separator or len(filling) < 8:
            raise Refused(0x6A80)
        return plain


def _acceptable(pin: bytes) -> bytes:
    if not 6 <= len(pin) <= 64:
        raise Refused(0x6700)
    return pin
