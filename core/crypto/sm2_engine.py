"""The back-ends that do SM2's arithmetic: native where its wheel exists, otherwise pure Python."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from core.crypto.sm2_curve import Point


class Sm2PrivateKey(Protocol):
    """A loaded private key of a back-end."""

    @property
    def point(self) -> Point:
        """Its public key."""

    def sign(self, data: bytes) -> bytes:
        """Sign SM3(Z ‖ data)."""

    def decrypt(self, ciphertext: bytes) -> bytes:
        """Open an SM2Cipher; raises `DecryptionFailed`."""


class Sm2PublicKey(Protocol):
    """A loaded public key of a back-end."""

    def verify(self, signature: bytes, data: bytes) -> bool:
        """Whether the signature fits."""

    def encrypt(self, plaintext: bytes) -> bytes:
        """Make an SM2Cipher."""


class Sm2Engine(Protocol):
    """A back-end."""

    @property
    def name(self) -> str:
        """`native` or `pure`."""

    def load_private(self, scalar: int) -> Sm2PrivateKey:
        """A private key ready for use."""

    def load_public(self, point: Point) -> Sm2PublicKey:
        """A public key ready for use."""


@cache
def engine() -> Sm2Engine:
    """The best back-end of this machine: native where its wheel exists (docs/security.md says where not)."""
    try:
        from core.crypto.sm2_native import NativeEngine
    except ImportError:
        from core.crypto.sm2_pure import PureEngine

        return PureEngine()
    return NativeEngine()
