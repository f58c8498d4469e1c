"""SM2 (GB/T 32918): numbers, digests and encodings that all back-ends share; `core.crypto.sm2_engine` chooses one.

Signatures are DER `SEQUENCE {r INTEGER, s INTEGER}`; ciphertexts are DER `SM2Cipher` (GM/T 0009 §7.2, C1C3C2). The
user id is 1234567812345678 throughout (GM/T 0009 §10).
"""

from __future__ import annotations

from typing import Any

from asn1crypto.core import Integer, OctetString, Sequence

from core.crypto import sm2_curve
from core.crypto.algorithms import sm3
from core.crypto.errors import BadStructure
from core.crypto.sm2_curve import Point
from core.errors import Text

USER_ID = b"1234567812345678"


class Sm2Signature(Sequence):  # type: ignore[misc]
    """SM2Signature, GM/T 0009 §7.3."""

    _fields = [("r", Integer), ("s", Integer)]  # noqa: RUF012 asn1crypto's own form


class Sm2Cipher(Sequence):  # type: ignore[misc]
    """SM2Cipher, GM/T 0009 §7.2."""

    _fields = [("x", Integer), ("y", Integer), ("hash", OctetString), ("ciphertext", OctetString)]  # noqa: RUF012


def generate_scalar() -> int:
    """A new private key: uniform in [1, n−2] (GB/T 32918.1 §6.1)."""
    import secrets

    return 1 + secrets.randbelow(sm2_curve.N - 2)


def check_scalar(scalar: int) -> None:
    """Whether a number can be a private key (GB/T 32918.1 §6.1).

    Raises:
        BadStructure: it is not in [1, n−2].
    """
    if not 1 <= scalar <= sm2_curve.N - 2:
        raise BadStructure(what=Text("SM2 私钥", "SM2 private key"))


def public_point(scalar: int) -> Point:
    """The public key of a private key, in pure Python; a back-end's loaded key knows its own sooner."""
    check_scalar(scalar)
    point = sm2_curve.multiply(scalar, sm2_curve.G)
    if point is None:
        raise BadStructure(what=Text("SM2 私钥", "SM2 private key"))
    return point


def z_value(point: Point, user_id: bytes = USER_ID) -> bytes:
    """Z = SM3(ENTL ‖ ID ‖ a ‖ b ‖ G ‖ P) (GB/T 32918.2 §5.5)."""
    numbers = (sm2_curve.A, sm2_curve.B, sm2_curve.G.x, sm2_curve.G.y, point.x, point.y)
    return sm3((len(user_id) * 8).to_bytes(2, "big") + user_id + b"".join(n.to_bytes(32, "big") for n in numbers))


def message_digest(point: Point, data: bytes, user_id: bytes = USER_ID) -> bytes:
    """The digest e = SM3(Z ‖ M): what a token that takes 32-byte digests is given."""
    return sm3(z_value(point, user_id) + data)


def encode_signature(r: int, s: int) -> bytes:
    """DER of (r, s)."""
    dumped: bytes = Sm2Signature({"r": r, "s": s}).dump()
    return dumped


def decode_signature(signature: bytes) -> tuple[int, int]:
    """(r, s) from strict DER, both in [1, n−1] and r + s ≠ n."""
    r, s = _native(_load(Sm2Signature, signature, Text("SM2 签名", "SM2 signature")), "r", "s")
    if not (0 < r < sm2_curve.N and 0 < s < sm2_curve.N) or r + s == sm2_curve.N:
        raise BadStructure(what=Text("SM2 签名", "SM2 signature"))
    return r, s


def encode_cipher(c1: Point, c3: bytes, c2: bytes) -> bytes:
    """DER SM2Cipher."""
    dumped: bytes = Sm2Cipher({"x": c1.x, "y": c1.y, "hash": c3, "ciphertext": c2}).dump()
    return dumped


def decode_cipher(ciphertext: bytes) -> tuple[Point, bytes, bytes]:
    """(C1, C3, C2) from DER; C1 is checked to be on the curve."""
    x, y, c3, c2 = _native(
        _load(Sm2Cipher, ciphertext, Text("SM2 密文", "SM2 ciphertext")), "x", "y", "hash", "ciphertext"
    )
    if len(c3) != 32:
        raise BadStructure(what=Text("SM2 密文", "SM2 ciphertext"))
    return Point(x, y), c3, c2


def _load(kind: type[Sequence], data: bytes, what: Text) -> Any:
    try:
        value = kind.load(data, strict=True)
        if value.dump(force=True) != data:
            raise BadStructure(what=what)
    except (ValueError, TypeError) as error:
        raise BadStructure(what=what) from error
    return value


def _native(value: Any, *names: str) -> list[Any]:
    return [value[name].native for name in names]
