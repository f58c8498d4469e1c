"""SM2 in pure Python, for machines without a native wheel (Linux aarch64, LoongArch, Android)."""

from __future__ import annotations

import hmac
import secrets

from core.crypto import sm2_curve
from core.crypto.algorithms import sm3
from core.crypto.errors import BadStructure, DecryptionFailed
from core.crypto.sm2 import (
    decode_cipher,
    decode_signature,
    encode_cipher,
    encode_signature,
    message_digest,
    public_point,
)
from core.crypto.sm2_curve import N, Point
from core.errors import Text


class PureEngine:
    """Back-end without native code."""

    name = "pure"

    def load_private(self, scalar: int) -> PurePrivateKey:
        """See `Sm2Engine`."""
        return PurePrivateKey(scalar)

    def load_public(self, point: Point) -> PurePublicKey:
        """See `Sm2Engine`."""
        return PurePublicKey(point)


class PurePrivateKey:
    """A private key as a number."""

    def __init__(self, scalar: int) -> None:
        self._scalar = scalar
        self._point = public_point(scalar)

    @property
    def point(self) -> Point:
        """See `Sm2PrivateKey`."""
        return self._point

    def sign(self, data: bytes) -> bytes:
        """GB/T 32918.2 §6.1."""
        e = int.from_bytes(message_digest(self._point, data), "big")
        while True:
            k = 1 + secrets.randbelow(N - 1)
            point = sm2_curve.multiply(k, sm2_curve.G)
            r = (e + point.x) % N if point else 0
            s = pow(1 + self._scalar, -1, N) * (k - r * self._scalar) % N
            if r and s and r + k != N:
                return encode_signature(r, s)

    def decrypt(self, ciphertext: bytes) -> bytes:
        """GB/T 32918.4 §7.1."""
        try:
            c1, c3, c2 = decode_cipher(ciphertext)
        except BadStructure as error:
            raise DecryptionFailed from error
        shared = sm2_curve.multiply(self._scalar, c1)
        if shared is None or not c2:
            raise DecryptionFailed
        plaintext = _mask(shared, c2)
        if not hmac.compare_digest(_tag(shared, plaintext), c3):
            raise DecryptionFailed
        return plaintext


class PurePublicKey:
    """A public key as a point."""

    def __init__(self, point: Point) -> None:
        self._point = point

    def verify(self, signature: bytes, data: bytes) -> bool:
        """GB/T 32918.2 §7.1."""
        try:
            r, s = decode_signature(signature)
        except BadStructure:
            return False
        e = int.from_bytes(message_digest(self._point, data), "big")
        point = sm2_curve.combine(s, sm2_curve.G, (r + s) % N, self._point)
        return point is not None and (e + point.x) % N == r

    def encrypt(self, plaintext: bytes) -> bytes:
        """GB/T 32918.4 §6.1."""
        if not plaintext:
            raise BadStructure(what=Text("SM2 明文", "SM2 plaintext"))
        while True:
            k = 1 + secrets.randbelow(N - 1)
            c1, shared = sm2_curve.multiply(k, sm2_curve.G), sm2_curve.multiply(k, self._point)
            if c1 is None or shared is None:
                continue
            c2 = _mask(shared, plaintext)
            if c2 != plaintext:  # the key stream must not be all zero
                return encode_cipher(c1, _tag(shared, plaintext), c2)


def _coordinates(point: Point) -> tuple[bytes, bytes]:
    return point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")


def _mask(shared: Point, data: bytes) -> bytes:
    seed = b"".join(_coordinates(shared))
    blocks = (sm3(seed + counter.to_bytes(4, "big")) for counter in range(1, len(data) // 32 + 2))
    stream = b"".join(blocks)[: len(data)]
    return (int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(data), "big")


def _tag(shared: Point, plaintext: bytes) -> bytes:
    x, y = _coordinates(shared)
    return sm3(x + plaintext + y)
