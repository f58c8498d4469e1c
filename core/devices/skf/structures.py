"""The structures of GM/T 0016-2012 §6.4 as bytes, in a profile's packing and width.

They are packed and read with `struct`, not as ctypes structures: so each layout is one format string, and a library's
answer can be read under several layouts to see which one it uses.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from core.credentials.errors import DriverFailure
from core.crypto.enveloped import SM2EnvelopedKey
from core.crypto.errors import AlgorithmNotSupported, BadStructure
from core.crypto.keys import PublicKey, sm2_public_key
from core.crypto.sm2 import decode_cipher
from core.crypto.sm2_curve import Point
from core.devices.skf.profile import Side, SkfProfile
from core.errors import Text

SGD_SM4_ECB = 0x00000401
_FIELD = 64  # bytes that the standard reserves for a number of 32


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """DEVINFO (§6.4.2), as far as it is used."""

    manufacturer: str
    label: str
    serial: str
    max_buffer: int


@dataclass(frozen=True, slots=True)
class FileInfo:
    """FILEATTRIBUTE (§6.4.11), as far as it is used."""

    size: int


class Structures:
    """Reads and writes structures as one library lays them out."""

    ROOM = 512  # bytes; more than any layout of DEVINFO

    def __init__(self, profile: SkfProfile) -> None:
        self._profile = profile
        ulong = "I" if profile.ulong_bytes == 4 else "Q"
        order = "=" if profile.pack == 1 else "@"
        self._device = struct.Struct(f"{order}2s64s64s32s32s2s2s8{ulong}64s")
        self._file = struct.Struct(f"{order}32s3{ulong}")
        self._rsa = struct.Struct(f"{order}2{ulong}256s4s")
        self._ecc = struct.Struct(f"{order}{ulong}64s64s")
        self._cipher = struct.Struct(f"{order}64s64s32s{ulong}")
        self._envelope = struct.Struct(f"{order}3{ulong}64s")

    def device_info(self, raw: bytes) -> DeviceInfo:
        """DEVINFO.

        Raises:
            DriverFailure: the texts are none; the library is not what its profile says.
        """
        values = self._device.unpack_from(raw)
        manufacturer, label, serial = (self.text(values[index]) for index in (1, 3, 4))
        return DeviceInfo(manufacturer, label, serial, _sane_buffer(values[14]))

    def fits(self, raw: bytes) -> bool:
        """Whether DEVINFO's sets of algorithms make sense under this layout (the texts stand alike in all of them)."""
        values = self._device.unpack_from(raw)
        symmetric, asymmetric, hashes = values[7:10]
        return bool(symmetric < 0x10000 and 0 < asymmetric < 0x1000000 and hashes < 0x10000)

    def file_info(self, raw: bytes) -> FileInfo:
        """FILEATTRIBUTE."""
        return FileInfo(int(self._file.unpack_from(raw)[1]))

    def ecc_public_key(self, raw: bytes) -> PublicKey:
        """ECCPUBLICKEYBLOB (§6.4.5); a point that is not on the curve is a failure of the driver."""
        _, x, y = self._ecc.unpack_from(raw)
        try:
            return sm2_public_key(Point(self._number(x), self._number(y)))
        except BadStructure:
            raise DriverFailure(reason="ECCPUBLICKEYBLOB") from None

    def rsa_public_key(self, raw: bytes) -> PublicKey:
        """RSAPUBLICKEYBLOB (§6.4.3); numbers stand at the right of their fields."""
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        _, bits, modulus, exponent = self._rsa.unpack_from(raw)
        try:
            # some libraries put a modulus of fewer than 256 bytes at the left
            size = bits // 8
            number = modulus[:size] if modulus[0] else modulus[-size:]
            key = RSAPublicNumbers(int.from_bytes(exponent, "big"), int.from_bytes(number, "big")).public_key()
            return PublicKey(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
        except (ValueError, AlgorithmNotSupported, BadStructure):
            raise DriverFailure(reason="RSAPUBLICKEYBLOB") from None

    def signature(self, raw: bytes) -> tuple[int, int]:
        """The numbers r and s of ECCSIGNATUREBLOB (§6.4.8), as they come: not checked."""
        return self._number(raw[:_FIELD]), self._number(raw[_FIELD : 2 * _FIELD])

    def cipher(self, sm2_cipher: bytes) -> bytes:
        """ECCCIPHERBLOB (§6.4.7) of a DER SM2Cipher; raises `BadStructure`."""
        point, c3, c2 = decode_cipher(sm2_cipher)
        return self._cipher.pack(self._field(point.x), self._field(point.y), c3, len(c2)) + c2

    def enveloped_key(self, der: bytes) -> bytes:
        """ENVELOPEDKEYBLOB (§6.4.10) of a DER SM2EnvelopedKey (GM/T 0009 §7.4); raises `BadStructure`."""
        try:
            structure = SM2EnvelopedKey.load(der, strict=True)
            point = Point.decode(structure["sm2_public_key"].native)
            wrapped = structure["sm2_encrypted_private_key"].native
            session = self.cipher(structure["sym_encrypted_key"].dump())
        except (ValueError, TypeError) as error:
            raise BadStructure(what=Text("SM2 密钥信封（SM2EnvelopedKey）", "SM2EnvelopedKey")) from error
        if len(wrapped) not in (_FIELD // 2, _FIELD):
            raise BadStructure(what=Text("SM2 密钥信封（SM2EnvelopedKey）", "SM2EnvelopedKey"))
        head = self._envelope.pack(1, SGD_SM4_ECB, 256, self._place(wrapped))
        return head + self._ecc.pack(256, self._field(point.x), self._field(point.y)) + session

    def text(self, raw: bytes) -> str:
        """A text that ends with its first zero or its field.

        Raises:
            DriverFailure: characters that cannot be shown.
        """
        until = raw.split(b"\0", 1)[0]
        for encoding in (self._profile.names, "utf-8"):
            try:
                text = until.decode(encoding).strip()
            except UnicodeDecodeError:
                continue
            if text.isprintable():
                return text
        raise DriverFailure(reason="DEVINFO")

    def _number(self, field: bytes) -> int:
        half = field[:32] if self._profile.numbers is Side.LEFT else field[32:]
        return int.from_bytes(half, "big")

    def _field(self, number: int) -> bytes:
        return self._place(number.to_bytes(32, "big"))

    def _place(self, number: bytes) -> bytes:
        left = self._profile.numbers is Side.LEFT
        return number.ljust(_FIELD, b"\0") if left else number.rjust(_FIELD, b"\0")


def layout_of(profile: SkfProfile, device_info: bytes) -> SkfProfile:
    """The profile with the layout that a library really uses, seen from the DEVINFO of a device.

    Builds of one library for different systems differ in packing and in the width of ULONG. The profile's own layout
    stays when it fits, or when none does (some tokens leave their sets of algorithms empty).
    """
    own = (profile.pack, profile.ulong_bytes)
    for pack, ulong_bytes in (own, (1, 4), (0, 4), (1, 8), (0, 8)):
        candidate = replace(profile, pack=pack, ulong_bytes=ulong_bytes)
        if Structures(candidate).fits(device_info):
            return candidate
    return profile


def _sane_buffer(size: int) -> int:
    """MaxBufferSize bounds one transfer; tokens that say nothing, or nonsense, get what all of them take."""
    return size if 256 <= size <= 65536 else 256
