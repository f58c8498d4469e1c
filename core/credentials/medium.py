"""The contract of a medium 介质: a place where keys live, as its driver sees it.

A medium knows nothing of windows, caches or audit: `core.credentials.registry` does these once, around every medium.
All methods may be called from the event loop only; a driver that blocks runs its calls on a thread of its own.
Every implementation passes the contract suite in `tests/contracts/medium_contract.py`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from core.credentials.errors import OperationNotSupported
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.secret import Secret

if TYPE_CHECKING:
    from core.crypto.certificates import Certificate
    from core.crypto.keys import PublicKey
    from core.errors import AppError


class MediumKind(StrEnum):
    """What sort of place it is; decides the icon and the words, never the code path of a consumer."""

    SOFTWARE = "software"
    PKCS11 = "pkcs11"
    SKF = "skf"
    SMART_CARD = "smart_card"
    BLE = "ble"
    CLOUD = "cloud"
    CO_SIGNING = "co_signing"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class MediumInfo:
    """What is known of a medium without a PIN.

    Attributes:
        id: stable for the same physical or logical medium, unique over all providers, e.g. `pkcs11:SoftHSM:0123abcd`.
        kind: sort of medium.
        label: the medium's own name.
        manufacturer: empty when unknown.
        model: empty when unknown.
        serial: empty when unknown.
    """

    id: str
    kind: MediumKind
    label: str
    manufacturer: str = ""
    model: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True)
class PinState:
    """The state of a medium's user PIN.

    Attributes:
        required: a PIN is needed before a key can be used.
        tries_left: exact number when the medium tells it, otherwise None (never guessed).
        final_try: the medium says that the next wrong PIN locks it.
        locked: no PIN is accepted until the medium is unlocked.
        pin_pad: the PIN is entered on the reader's own keys (PKCS#11 CKF_PROTECTED_AUTHENTICATION_PATH).
        changed_at_pad: a new PIN can be chosen there too; otherwise a PIN that belongs to a pad cannot be changed here.
        min_length: in characters.
        max_length: in characters.
    """

    required: bool
    tries_left: int | None = None
    final_try: bool = False
    locked: bool = False
    pin_pad: bool = False
    changed_at_pad: bool = False
    min_length: int = 4
    max_length: int = 64


@dataclass(frozen=True, slots=True)
class MediumKey:
    """One certificate and its private key on a medium.

    Attributes:
        key_id: the driver's name of the key, unique on the medium, stable.
        certificate: the end-entity certificate.
        chain: issuer certificates that the medium carries, leaf's issuer first; may be empty.
        label: the medium's name of the object; empty when it has none.
    """

    key_id: str
    certificate: Certificate
    chain: tuple[Certificate, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A signing key that was made on a medium and waits for its certificate.

    Attributes:
        key_id: the driver's name of the key; stays the same when the certificate is installed.
        public_key: what the authority certifies.
        oaep_hash: with which the medium opens what is sent to an RSA key (RFC 8017 §7.1): many tokens know SHA-1 only.
    """

    key_id: str
    public_key: PublicKey
    oaep_hash: Literal["sha1", "sha256"] = "sha256"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the authority delivers for a key that was made on the medium.

    Attributes:
        signing: the certificate of that key.
        encryption: the certificate of the key that the authority makes; None when there is none.
        encryption_key: that key for the signing key: SM2EnvelopedKey (GM/T 0009 §7.4) or CMS EnvelopedData.
        chain: issuers, leaf's issuer first; kept where the medium has room for them.
    """

    signing: Certificate
    encryption: Certificate | None = None
    encryption_key: bytes = b""
    chain: tuple[Certificate, ...] = ()


class Medium(ABC):
    """A place where keys live. Errors are those of `core.credentials.errors`.

    What only some media can do (new keys, the administrator's PIN, files) raises `OperationNotSupported` elsewhere.
    """

    @property
    @abstractmethod
    def info(self) -> MediumInfo:
        """What is known without a PIN; constant for the life of the object."""

    @abstractmethod
    async def keys(self) -> Sequence[MediumKey]:
        """The certificates with a private key; readable without a PIN."""

    @abstractmethod
    async def pin_state(self) -> PinState:
        """The state of the user PIN now."""

    @property
    @abstractmethod
    def unlocked(self) -> bool:
        """A PIN was accepted and the session still stands."""

    @abstractmethod
    async def unlock(self, pin: Secret | None) -> None:
        """Open the medium's session with its PIN; None where the PIN pad asks.

        Raises:
            WrongPin: the medium said so (never for a generic failure).
            PinLocked: no further PIN is accepted.
            MediumRemoved: the medium is gone.
            DriverFailure: anything else that the driver reports.
        """

    @abstractmethod
    async def lock(self) -> None:
        """Close the session; harmless when it is closed."""

    @abstractmethod
    async def change_pin(self, old: Secret | None, new: Secret | None) -> None:
        """Replace the user PIN; raises as `unlock`, and `PinNotAccepted` when the medium's rules refuse the new one."""

    @abstractmethod
    async def sign(self, key_id: str, data: bytes, scheme: SignatureScheme) -> bytes:
        """Sign `data` (not a digest: the scheme's hash is applied by the medium or its driver).

        Returns the signature in the form of X.509: RSA as an octet string, ECDSA and SM2 as DER `SEQUENCE {r, s}`.
        The session must be open, otherwise `MediumLocked`.
        """

    async def sign_digest(self, key_id: str, hashed: bytes, scheme: SignatureScheme) -> bytes:
        """Like `sign` for data of which only the hash is known: other programs bring nothing else.

        Raises:
            OperationNotSupported: the medium hashes itself, as here, or the scheme is SM2.
        """
        raise OperationNotSupported(what="sign digest")

    @abstractmethod
    async def decrypt(self, key_id: str, ciphertext: bytes) -> bytes:
        """Decrypt RSA key transport (PKCS#1 v1.5 or OAEP with SHA-256) or SM2Cipher (GM/T 0009 §7.2)."""

    async def unblock_pin(self, admin_pin: Secret, new: Secret) -> None:
        """Set a new user PIN with the administrator's PIN, also when the user PIN is locked.

        Raises:
            WrongAdminPin: the administrator's PIN is wrong; `tries_left` when the medium tells it.
            AdminPinLocked: no administrator's PIN is accepted any more.
            PinNotAccepted: the medium's rules refuse the new PIN.
        """
        raise OperationNotSupported(what="unblock PIN")

    async def change_admin_pin(self, old: Secret, new: Secret) -> None:
        """Replace the administrator's PIN; raises as `unblock_pin`."""
        raise OperationNotSupported(what="change administrator's PIN")

    @property
    def new_keys(self) -> tuple[KeyAlgorithm, ...]:
        """Algorithms of keys that can be made here and take what the authority delivers; the preferred one first."""
        return ()

    async def create_key(self, algorithm: KeyAlgorithm, mark: str = "") -> NewKey:
        """Make a signing key on the medium. It signs at once (its request); `keys` lists it from `install` on.

        Args:
            algorithm: one of `new_keys`.
            mark: what the key is for, if that is to survive the end of this program: asked again with the same mark, a
                key that still waits for its certificate is given again, so that none is left without an owner.
        """
        raise OperationNotSupported(what="create key")

    async def install(self, key_id: str, delivery: Delivery) -> None:
        """Put certificates, and the delivered encryption key, beside a key that was made here.

        Doing it again with the same certificates changes nothing, so that an interrupted installation can be repeated.
        Later certificates of the same keys (续期) take the place of the earlier ones; no key is delivered with them.

        Raises:
            CertificateNotOfKey: the certificate belongs to another key; nothing was changed.
        """
        raise OperationNotSupported(what="install")

    async def discard_key(self, key_id: str) -> None:
        """Delete a key that waits for its certificate; `OperationNotSupported` for one that has it."""
        raise OperationNotSupported(what="discard key")

    async def discard_marked(self, mark: str) -> None:
        """Delete the key that waits under a mark (`create_key`); harmless when none does, or it has its certificate."""
        raise OperationNotSupported(what="discard key")

    async def file_names(self) -> Sequence[str]:
        """Names of the files (SKF) or data objects (PKCS#11 CKO_DATA) on the medium; readable without a PIN."""
        raise OperationNotSupported(what="files")

    async def read_file(self, name: str) -> bytes:
        """A file's content; raises `MediumFileNotFound`."""
        raise OperationNotSupported(what="files")

    async def write_file(self, name: str, data: bytes) -> None:
        """Create or replace a file; the session must be open. Raises `MediumFull`; an old file is then still there."""
        raise OperationNotSupported(what="files")

    async def delete_file(self, name: str) -> None:
        """Delete a file; the session must be open."""
        raise OperationNotSupported(what="files")

    @abstractmethod
    async def close(self) -> None:
        """Let go of the medium; no other call follows."""


class MediaSink(Protocol):
    """Where a provider announces its media; may be called from any thread."""

    def arrived(self, medium: Medium) -> None:
        """A medium can be used from now on."""

    def changed(self, medium_id: str) -> None:
        """Keys or PIN state of a medium are different now."""

    def removed(self, medium_id: str) -> None:
        """A medium is gone."""


class MediumProvider(Protocol):
    """Finds media of one kind and watches them come and go."""

    @property
    def id(self) -> str:
        """Unique name, e.g. `pkcs11`."""

    async def start(self, sink: MediaSink) -> None:
        """Announce what is there and go on watching; returns when the first look is done."""

    async def stop(self) -> None:
        """Stop watching and close all media."""


@runtime_checkable
class TellsProblems(Protocol):
    """A provider that knows which of its drivers and devices cannot be used."""

    @property
    def problems(self) -> Mapping[str, AppError]:
        """The reasons now, by the driver's or device's name."""
