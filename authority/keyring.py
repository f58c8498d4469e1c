"""The authority's master key: everything secret in its database is encrypted with keys that are derived from it.

The key is a file of 32 random bytes, mode 0600, beside the data. It is not in the database, so a stolen database or
backup of it tells nothing.
"""

from __future__ import annotations

import os
from pathlib import Path

from core.secret import Secret

_SIZE = 32


class Keyring:
    """Encrypts fields (AES-256-GCM) and makes look-up values (HMAC-SHA-256), with one derived key per purpose."""

    def __init__(self, master: bytes) -> None:
        if len(master) != _SIZE:
            raise ValueError("the master key file is damaged: it must hold 32 bytes")
        self._master = master
        self._derived: dict[str, bytes] = {}

    @classmethod
    def open(cls, path: Path) -> Keyring:
        """Read the key file; it is made on the first start. Two starts at once agree on one key."""
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f"{path.name}.{os.getpid()}")
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(os.urandom(_SIZE))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(draft, path)  # fails when another process was first; its key counts
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return cls(path.read_bytes())

    def encrypt(self, purpose: str, plaintext: bytes | Secret) -> bytes:
        """Nonce ‖ ciphertext ‖ tag; the purpose is authenticated."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        raw = plaintext.reveal_bytes() if isinstance(plaintext, Secret) else plaintext
        nonce = os.urandom(12)
        return nonce + AESGCM(self._key(purpose)).encrypt(nonce, raw, purpose.encode())

    def decrypt(self, purpose: str, sealed: bytes) -> bytes:
        """The inverse of `encrypt`; raises `cryptography.exceptions.InvalidTag` for another key, purpose or damage."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._key(purpose)).decrypt(sealed[:12], sealed[12:], purpose.encode())

    def lookup(self, purpose: str, value: str) -> str:
        """A keyed hash (hex) by which an encrypted value is found again without being readable."""
        import hashlib
        import hmac

        return hmac.new(self._key(f"lookup:{purpose}"), value.encode(), hashlib.sha256).hexdigest()

    def derive(self, purpose: str) -> bytes:
        """A 32-byte key of its own for a purpose outside this class, e.g. a keyed hash inside certificates."""
        return self._key(f"derive:{purpose}")

    def _key(self, purpose: str) -> bytes:
        key = self._derived.get(purpose)
        if key is None:
            from cryptography.hazmat.primitives.hashes import SHA256
            from cryptography.hazmat.primitives.kdf.hkdf import HKDF

            key = HKDF(SHA256(), _SIZE, None, purpose.encode()).derive(self._master)
            self._derived[purpose] = key
        return key
