"""SM2 by Tongsuo (an OpenSSL with SM2) through tongsuopy.

tongsuopy has no public call for SM2 encryption, so `EVP_PKEY_encrypt` and `EVP_PKEY_decrypt` of its binding are used;
they emit and take DER SM2Cipher.
"""

from __future__ import annotations

from typing import Any

from tongsuopy.backends.tongsuo import backend
from tongsuopy.crypto import hashes, serialization
from tongsuopy.crypto.asymciphers import ec
from tongsuopy.crypto.exceptions import InvalidSignature

from core.crypto.errors import BadStructure, DecryptionFailed
from core.crypto.sm2 import check_scalar
from core.crypto.sm2_curve import Point
from core.errors import Text

_SPKI_PREFIX = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
_SCHEME = ec.ECDSA(hashes.SM3())


class NativeEngine:
    """Back-end over tongsuopy."""

    name = "native"

    def load_private(self, scalar: int) -> NativePrivateKey:
        """See `Sm2Engine`."""
        check_scalar(scalar)
        return NativePrivateKey(ec.derive_private_key(scalar, ec.SM2()))

    def load_public(self, point: Point) -> NativePublicKey:
        """See `Sm2Engine`."""
        return NativePublicKey(serialization.load_der_public_key(_SPKI_PREFIX + point.encode()))


class NativePrivateKey:
    """A private key inside Tongsuo."""

    def __init__(self, key: Any) -> None:
        self._key = key

    @property
    def point(self) -> Point:
        """See `Sm2PrivateKey`."""
        numbers = self._key.public_key().public_numbers()
        return Point(numbers.x, numbers.y)

    def sign(self, data: bytes) -> bytes:
        """See `Sm2PrivateKey`."""
        signature: bytes = self._key.sign(data, _SCHEME)
        return signature

    def decrypt(self, ciphertext: bytes) -> bytes:
        """See `Sm2PrivateKey`."""
        result = _crypt(self._key._evp_pkey, ciphertext, "decrypt")
        if result is None:
            raise DecryptionFailed
        return result


class NativePublicKey:
    """A public key inside Tongsuo."""

    def __init__(self, key: Any) -> None:
        self._key = key

    def verify(self, signature: bytes, data: bytes) -> bool:
        """See `Sm2PublicKey`."""
        try:
            self._key.verify(signature, data, _SCHEME)
        except InvalidSignature:
            return False
        except Exception as error:
            # malformed DER makes the binding raise its InternalError
            if type(error).__name__ != "InternalError":
                raise
            return False
        return True

    def encrypt(self, plaintext: bytes) -> bytes:
        """See `Sm2PublicKey`."""
        result = _crypt(self._key._evp_pkey, plaintext, "encrypt")
        if result is None:
            raise BadStructure(what=Text("SM2 明文", "SM2 plaintext"))
        return result


def _crypt(key: Any, data: bytes, verb: str) -> bytes | None:
    lib, ffi = backend._lib, backend._ffi
    context = ffi.gc(lib.EVP_PKEY_CTX_new(key, ffi.NULL), lib.EVP_PKEY_CTX_free)
    backend.openssl_assert(context != ffi.NULL)
    size = ffi.new("size_t *")
    step = getattr(lib, f"EVP_PKEY_{verb}")
    ready = getattr(lib, f"EVP_PKEY_{verb}_init")(context) == 1
    if ready and step(context, ffi.NULL, size, data, len(data)) == 1:
        buffer = ffi.new("unsigned char[]", size[0])
        if step(context, buffer, size, data, len(data)) == 1:
            return bytes(ffi.buffer(buffer)[: size[0]])
    backend._consume_errors()
    return None
