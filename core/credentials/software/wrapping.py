"""How a PIN and the device key protect a container's keys.

KEK = HKDF-SHA-256(Argon2id(PIN, salt) ‖ device key) (RFC 9106, RFC 5869); the KEK wraps a random 256-bit container key
with AES-256-GCM (NIST SP 800-38D), the container key wraps each private key. A copied folder is useless without the
device key from the vault, and with it every guess of the PIN costs an Argon2id run.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.secret import Secret

_NONCE = 12


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """Argon2id parameters; the defaults are the second choice of RFC 9106 §4 (64 MiB, three passes, four lanes)."""

    memory_kib: int = 65536
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The wrapped container key and what is needed to open it with the PIN."""

    salt: bytes
    cost: Argon2Cost
    wrapped_key: bytes
    device_check: bytes

    def is_of(self, device_key: Secret) -> bool:
        """Whether it was made under this device key; without this a changed keyring would look like a wrong PIN."""
        return hmac.compare_digest(self.device_check, _device_check(device_key, self.salt))

    def to_json(self) -> dict[str, Any]:
        """Plain values for the container's file."""
        return {
            "kdf": "argon2id+hkdf-sha256",
            "salt": b64encode(self.salt).decode("ascii"),
            "memory_kib": self.cost.memory_kib,
            "passes": self.cost.passes,
            "lanes": self.cost.lanes,
            "wrapped_key": b64encode(self.wrapped_key).decode("ascii"),
            "device_check": b64encode(self.device_check).decode("ascii"),
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Wrapping:
        """From `to_json`; limits keep a tampered file from eating the memory of this device."""
        cost = Argon2Cost(int(values["memory_kib"]), int(values["passes"]), int(values["lanes"]))
        if not (8 <= cost.memory_kib <= 1 << 20 and 1 <= cost.passes <= 16 and 1 <= cost.lanes <= 16):
            raise ValueError("cost")
        return cls(
            b64decode(values["salt"], validate=True),
            cost,
            b64decode(values["wrapped_key"], validate=True),
            b64decode(values["device_check"], validate=True),
        )


class WrongKey(Exception):
    """The authentication tag does not fit: another PIN, another device or damaged data."""


def wrap_container_key(
    container_key: Secret, identity: str, pin: Secret, device_key: Secret, cost: Argon2Cost
) -> Wrapping:
    """Protect a container key with a PIN. Costs an Argon2id run: call it in a worker thread."""
    salt = os.urandom(16)
    with _key_encryption_key(pin, device_key, salt, cost) as kek:
        wrapped = seal(kek, container_key.reveal_bytes(), f"{identity}/container")
    return Wrapping(salt, cost, wrapped, _device_check(device_key, salt))


def unwrap_container_key(wrapping: Wrapping, identity: str, pin: Secret, device_key: Secret) -> Secret:
    """Open the container key; raises `WrongKey`. Costs an Argon2id run: call it in a worker thread."""
    with _key_encryption_key(pin, device_key, wrapping.salt, wrapping.cost) as kek:
        return Secret(unseal(kek, wrapping.wrapped_key, f"{identity}/container"))


def seal(key: Secret, plaintext: bytes, purpose: str) -> bytes:
    """AES-256-GCM with a random nonce in front; `purpose` is authenticated, so that parts cannot be swapped."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key.reveal_bytes()).encrypt(nonce, plaintext, purpose.encode())


def unseal(key: Secret, sealed: bytes, purpose: str) -> bytes:
    """Open `seal`; raises `WrongKey`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key.reveal_bytes()).decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())
    except (InvalidTag, ValueError):
        raise WrongKey from None


def _device_check(device_key: Secret, salt: bytes) -> bytes:
    """Names a 256-bit device key without telling anything about it."""
    return hmac.digest(device_key.reveal_bytes(), b"device check" + salt, hashlib.sha256)[:8]


def _key_encryption_key(pin: Secret, device_key: Secret, salt: bytes, cost: Argon2Cost) -> Secret:
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    stretched = hash_secret_raw(
        pin.reveal_bytes(), salt, cost.passes, cost.memory_kib, cost.lanes, hash_len=32, type=Type.ID
    )
    derived = HKDF(SHA256(), 32, salt, b"secure-client software key container v1").derive(
        stretched + device_key.reveal_bytes()
    )
    return Secret(derived)
