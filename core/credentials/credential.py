"""A credential as consumers see it: one certificate and its key, usable without knowing where the key lives."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from core.credentials.medium import MediumInfo
from core.credentials.use import KeyUse
from core.crypto.algorithms import SignatureScheme

if TYPE_CHECKING:
    from core.crypto.certificates import Certificate


class AuthorisedKey(Protocol):
    """A key whose use was agreed to (PIN, consent); lives as long as the context that gave it."""

    @property
    def certificate(self) -> Certificate:
        """The key's certificate."""

    @property
    def chain(self) -> tuple[Certificate, ...]:
        """Issuers known with it, leaf's issuer first; may be empty."""

    async def sign(self, data: bytes, scheme: SignatureScheme) -> bytes:
        """Sign data (hashing included); form as in `Medium.sign`. The signature is verified before it is returned."""

    async def decrypt(self, ciphertext: bytes) -> bytes:
        """Decrypt as `Medium.decrypt`."""


class RegistryKey(AuthorisedKey, Protocol):
    """What the registry gives: it also signs where other programs bring nothing but a hash."""

    async def sign_digest(self, hashed: bytes, scheme: SignatureScheme) -> bytes:
        """Like `sign` for data of which only the hash is known; `OperationNotSupported` where the medium cannot."""


class KeyAuthoriser(Protocol):
    """The registry's part that a credential calls."""

    def authorise(self, credential: Credential, use: KeyUse) -> AbstractAsyncContextManager[RegistryKey]:
        """Check the certificate, ask consent and PIN as needed, record the use, give the key."""


@dataclass(frozen=True, slots=True)
class Credential:
    """One certificate and its key on a medium.

    Attributes:
        id: stable: medium id + "/" + first 16 hex digits of the certificate's SHA-256 fingerprint.
        medium: where the key lives.
        certificate: the end-entity certificate.
        chain: issuers that came with it.
        key_id: the medium's name of the key.
    """

    id: str
    medium: MediumInfo
    certificate: Certificate
    chain: tuple[Certificate, ...]
    key_id: str
    authoriser: KeyAuthoriser

    def authorise(self, use: KeyUse) -> AbstractAsyncContextManager[RegistryKey]:
        """`async with credential.authorise(use) as key: await key.sign(...)`.

        One PIN question covers everything in the block. Leaving it locks the medium unless the PIN cache holds it open.

        Raises:
            CertificateNotUsable, CancelledByUser, UseDenied, PinLocked, MediumRemoved, DriverFailure.
        """
        return self.authoriser.authorise(self, use)
