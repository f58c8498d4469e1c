"""SM4 (GB/T 32907) in the modes that key delivery and envelopes need."""

from __future__ import annotations

from core.crypto.errors import BadStructure
from core.errors import Text


def sm4_ecb_encrypt(key: bytes, data: bytes) -> bytes:
    """ECB without padding, as SM2EnvelopedKey wants it (GM/T 0009 §7.4); data is whole blocks of 16 bytes."""
    return _ecb(key, data, encrypt=True)


def sm4_ecb_decrypt(key: bytes, data: bytes) -> bytes:
    """The inverse of `sm4_ecb_encrypt`."""
    return _ecb(key, data, encrypt=False)


def _ecb(key: bytes, data: bytes, *, encrypt: bool) -> bytes:
    if len(key) != 16 or not data or len(data) % 16:
        raise BadStructure(what=Text("SM4 数据", "SM4 block"))
    from cryptography.hazmat.primitives.ciphers import Cipher, modes
    from cryptography.hazmat.primitives.ciphers.algorithms import SM4

    cipher = Cipher(SM4(key), modes.ECB())  # noqa: S305 the standard prescribes ECB for one wrapped key
    step = cipher.encryptor() if encrypt else cipher.decryptor()
    return step.update(data) + step.finalize()
