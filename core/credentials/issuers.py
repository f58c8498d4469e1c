"""A key with issuers from elsewhere: tokens often hold their certificate alone, and others need the path."""

from __future__ import annotations

from dataclasses import dataclass

from core.credentials.credential import AuthorisedKey
from core.crypto.algorithms import SignatureScheme
from core.crypto.certificates import Certificate


@dataclass(frozen=True, slots=True)
class KeyWithIssuers:
    """An authorised key whose issuers the authority told."""

    key: AuthorisedKey
    chain: tuple[Certificate, ...]

    @property
    def certificate(self) -> Certificate:
        """See `AuthorisedKey`."""
        return self.key.certificate

    async def sign(self, data: bytes, scheme: SignatureScheme) -> bytes:
        """See `AuthorisedKey`."""
        return await self.key.sign(data, scheme)

    async def decrypt(self, ciphertext: bytes) -> bytes:
        """See `AuthorisedKey`."""
        return await self.key.decrypt(ciphertext)
