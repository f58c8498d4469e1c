"""RSA paddings (RFC 8017) for cards that compute the bare RSA function: PIV."""

from __future__ import annotations

import hashlib
import os

from core.crypto.algorithms import SignatureScheme
from core.crypto.digest_info import digest_info
from core.crypto.errors import DecryptionFailed

_SALT = 32  # bytes; PSS with a salt as long as SHA-256's output


def padded(hashed: bytes, scheme: SignatureScheme, bits: int) -> bytes:
    """The encoded message of a hash, as long as the modulus."""
    if scheme is SignatureScheme.RSA_PSS_SHA256:
        return _pss(hashed, bits)
    content = digest_info(scheme.digest, hashed)
    # EMSA-PKCS1-v1_5 (§9.2)
    return b"\x00\x01" + b"\xff" * (bits // 8 - 3 - len(content)) + b"\x00" + content


def unpadded(message: bytes) -> bytes:
    """The plain text in a decrypted block: OAEP with SHA-256 (§7.1.2), else PKCS#1 v1.5 (§7.2.2)."""
    plain = _oaep(message)
    if plain is None:
        plain = _pkcs1(message)
    if plain is None:
        raise DecryptionFailed
    return plain


def _pss(hashed: bytes, bits: int) -> bytes:
    """EMSA-PSS-ENCODE (§9.1.1) with SHA-256 and MGF1 with SHA-256; the modulus has a multiple of 8 bits."""
    salt = os.urandom(_SALT)
    inner = hashlib.sha256(bytes(8) + hashed + salt).digest()
    size = bits // 8 - len(inner) - 1
    block = bytes(size - _SALT - 1) + b"\x01" + salt
    masked = bytearray(_xor(block, _mgf1(inner, size)))
    masked[0] &= 0x7F
    return bytes(masked) + inner + b"\xbc"


def _oaep(message: bytes) -> bytes | None:
    size = hashlib.sha256().digest_size
    if len(message) < 2 * size + 2 or message[0] != 0:
        return None
    masked_seed, masked_block = message[1 : 1 + size], message[1 + size :]
    seed = _xor(masked_seed, _mgf1(masked_block, size))
    block = _xor(masked_block, _mgf1(seed, len(masked_block)))
    filling, separator, plain = block[size:].partition(b"\x01")
    if block[:size] != hashlib.sha256(b"").digest() or filling.strip(b"\x00") or not separator:
        return None
    return plain


def _pkcs1(message: bytes) -> bytes | None:
    if message[:2] != b"\x00\x02":
        return None
    filling, separator, plain = message[2:].partition(b"\x00")
    return plain if separator and len(filling) >= 8 else None


def _mgf1(seed: bytes, size: int) -> bytes:
    blocks = range(-(-size // 32))
    return b"".join(hashlib.sha256(seed + count.to_bytes(4, "big")).digest() for count in blocks)[:size]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
