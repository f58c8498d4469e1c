"""The store of software keys: makes keys for orders, installs their certificates, survives being killed in between."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from core.credentials.errors import (
    CertificateNotOfKey,
    MediumLocked,
    MediumRemoved,
    PinLocked,
    PinNotAccepted,
    WrongPin,
)
from core.credentials.software.container import (
    MAX_TRIES,
    Container,
    ContainerFolder,
    ContainerState,
    container_id,
)
from core.credentials.software.errors import ContainerDamaged, DeviceKeyMissing, NoPendingKey
from core.credentials.software.wrapping import (
    Argon2Cost,
    WrongKey,
    seal,
    unseal,
    unwrap_container_key,
    wrap_container_key,
)
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.certificates import Certificate
from core.crypto.enveloped import unwrap_key_cms, unwrap_sm2_key
from core.crypto.keys import PrivateKey, PublicKey
from core.errors import AppError
from core.secret import Secret

MIN_PIN, MAX_PIN = 6, 32

StoreListener = Callable[[str, bool], None]
"""Called with a container's id and whether it is present (installed) after each change."""


@dataclass(frozen=True, slots=True)
class PendingInfo:
    """A key that waits for its certificate, as far as it is known without the PIN."""

    order_id: str
    label: str
    algorithm: KeyAlgorithm
    public_key: PublicKey


class PendingKey:
    """A key that waits for its certificate, opened with its PIN; `close` it as soon as the request is signed."""

    def __init__(self, info: PendingInfo, key: PrivateKey, container_key: Secret) -> None:
        self.info = info
        self._key: PrivateKey | None = key
        self._container_key = container_key

    @property
    def order_id(self) -> str:
        """The order that it was made for."""
        return self.info.order_id

    @property
    def public_key(self) -> PublicKey:
        """For the certification request."""
        return self.info.public_key

    def sign(self, data: bytes, scheme: SignatureScheme) -> bytes:
        """Sign the certification request (fits `core.crypto.requests.build_request`)."""
        return self._open_key().sign(data, scheme)

    def close(self) -> None:
        """Forget the private key."""
        self._key = None
        self._container_key.wipe()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _open_key(self) -> PrivateKey:
        if self._key is None:
            raise MediumLocked
        return self._key


@dataclass(frozen=True, slots=True)
class OpenKeys:
    """The private keys of an opened container."""

    signing: PrivateKey
    encryption: PrivateKey | None


class SoftwareKeyStore:
    """Key containers in a folder of this device.

    Methods are called from the event loop; hashing of PINs, key generation and files run in worker threads.
    """

    def __init__(
        self, folder: Path, device_key: Callable[[], Awaitable[Secret]], cost: Argon2Cost | None = None
    ) -> None:
        """Make the store over a folder.

        Args:
            folder: where containers lie; made when needed.
            device_key: gives the 32-byte key of this installation (from the vault, made there once).
            cost: Argon2id parameters for new PINs.
        """
        self._folder = ContainerFolder(folder)
        self._device_key = device_key
        self._cost = cost or Argon2Cost()
        self._locks: dict[str, asyncio.Lock] = {}
        self._listeners: list[StoreListener] = []

    def subscribe(self, listener: StoreListener) -> Callable[[], None]:
        """Be told of installed and deleted containers; returns how to end that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def create_pending(self, order_id: str, algorithm: KeyAlgorithm, pin: Secret, label: str = "") -> PendingKey:
        """Make the signing key of an order, or open the one that it already has with the PIN given then.

        The PIN stays the caller's to wipe.

        Raises:
            PinNotAccepted: outside 6–32 characters.
            WrongPin, PinLocked: the order has a key already, made under another PIN.
            StorageFull: nothing was written.
        """
        check_pin_length(pin)
        identity = container_id(order_id)
        async with self._lock_of(identity):
            existing = await asyncio.to_thread(self._read, identity)
            if existing is None:
                device_key = await self._device_key()
                created = await asyncio.to_thread(self._create, order_id, algorithm, pin, label, device_key)
                if created is not None:
                    return created
            return await self._open_pending(identity, pin)

    async def pending_for(self, order_id: str) -> PendingInfo | None:
        """The order's waiting key, or None when it has none (or is installed already)."""
        container = await asyncio.to_thread(self._read, container_id(order_id))
        if container is None or container.state is not ContainerState.PENDING:
            return None
        return _pending_info(container)

    async def open_pending(self, order_id: str, pin: Secret) -> PendingKey:
        """Open the order's waiting key again, after the app was closed or killed.

        Raises:
            NoPendingKey, WrongPin, PinLocked.
        """
        identity = container_id(order_id)
        async with self._lock_of(identity):
            return await self._open_pending(identity, pin)

    async def install(
        self,
        pending: PendingKey,
        signing_certificate: Certificate,
        encryption_certificate: Certificate | None = None,
        chain: Sequence[Certificate] = (),
        encryption_key_envelope: bytes | None = None,
    ) -> str:
        """Install certificates and the delivered encryption key in one atomic step; returns the container's id.

        Doing it again with the same certificates changes nothing, so that a lost confirmation can be repeated.

        Args:
            pending: the opened key.
            signing_certificate: of the key made here.
            encryption_certificate: of the key that the authority delivers.
            chain: issuers, leaf's issuer first.
            encryption_key_envelope: SM2EnvelopedKey (GM/T 0009 §7.4) or CMS EnvelopedData to the signing key.

        Raises:
            CertificateNotOfKey: a certificate does not fit its key; nothing was changed.
            BadStructure, DecryptionFailed: the envelope is damaged or meant for another key.
        """
        identity = container_id(pending.order_id)
        async with self._lock_of(identity):
            await asyncio.to_thread(
                self._install,
                identity,
                pending,
                signing_certificate,
                encryption_certificate,
                tuple(chain),
                encryption_key_envelope,
            )
        self._tell(identity, present=True)
        return identity

    async def pending(self) -> tuple[PendingInfo, ...]:
        """The keys that wait for their certificates."""
        waiting = (item for item in await asyncio.to_thread(self._readable) if item.state is ContainerState.PENDING)
        return tuple(_pending_info(container) for container in waiting)

    async def sweep(self) -> None:
        """Clear away what a kill of the program left half done; a key that waits for its certificate stays."""
        await asyncio.to_thread(self._folder.sweep)

    async def discard(self, order_id: str) -> None:
        """Delete the waiting key of a cancelled order; an installed certificate stays."""
        identity = container_id(order_id)
        async with self._lock_of(identity):
            container = await asyncio.to_thread(self._read, identity)
            if container is not None and container.state is ContainerState.PENDING:
                await asyncio.to_thread(self._folder.remove, identity)

    async def delete(self, identity: str) -> None:
        """Delete a container with its keys for good; the person confirmed it."""
        async with self._lock_of(identity):
            await asyncio.to_thread(self._folder.remove, identity)
        self._tell(identity, present=False)

    async def installed(self) -> tuple[Container, ...]:
        """The installed containers; damaged ones are left out here and named by `damaged`."""
        return tuple(
            container
            for container in await asyncio.to_thread(self._readable)
            if container.state is ContainerState.INSTALLED
        )

    async def damaged(self) -> tuple[str, ...]:
        """Ids of containers that cannot be read."""
        readable = {container.id for container in await asyncio.to_thread(self._readable)}
        return tuple(identity for identity in self._folder.ids() if identity not in readable)

    async def read(self, identity: str) -> Container:
        """A container as it is now; raises `MediumRemoved` when it was deleted."""
        container = await asyncio.to_thread(self._read, identity)
        if container is None:
            raise MediumRemoved
        return container

    async def tries_left(self, identity: str) -> int:
        """How many PINs may still be tried."""
        return MAX_TRIES - await asyncio.to_thread(self._folder.tries_used, identity)

    async def open_keys(self, identity: str, pin: Secret) -> OpenKeys:
        """Open an installed container; raises `WrongPin`, `PinLocked`, `ContainerDamaged`, `DeviceKeyMissing`."""
        async with self._lock_of(identity):
            device_key = await self._device_key()
            container = await self.read(identity)
            return await asyncio.to_thread(self._open_keys, container, pin, device_key)

    async def change_pin(self, identity: str, old: Secret, new: Secret) -> None:
        """Put the container under another PIN; killed at any moment, one of the two PINs opens it."""
        check_pin_length(new)
        async with self._lock_of(identity):
            device_key = await self._device_key()
            container = await self.read(identity)
            await asyncio.to_thread(self._change_pin, container, old, new, device_key)

    def _lock_of(self, identity: str) -> asyncio.Lock:
        return self._locks.setdefault(identity, asyncio.Lock())

    def _tell(self, identity: str, *, present: bool) -> None:
        for listener in tuple(self._listeners):
            listener(identity, present)

    async def _open_pending(self, identity: str, pin: Secret) -> PendingKey:
        container = await asyncio.to_thread(self._read, identity)
        if container is None:
            raise NoPendingKey
        device_key = await self._device_key()
        return await asyncio.to_thread(self._unlock_pending, container, pin, device_key)

    def _read(self, identity: str) -> Container | None:
        try:
            return self._folder.read(identity)
        except FileNotFoundError:
            return None

    def _readable(self) -> tuple[Container, ...]:
        found = []
        for identity in self._folder.ids():
            try:
                found.append(self._folder.read(identity))
            except (ContainerDamaged, FileNotFoundError):
                continue
        return tuple(found)

    def _create(
        self, order_id: str, algorithm: KeyAlgorithm, pin: Secret, label: str, device_key: Secret
    ) -> PendingKey | None:
        identity = container_id(order_id)
        key = PrivateKey.generate(algorithm)
        container_key = Secret(os.urandom(32))
        wrapping = wrap_container_key(container_key, identity, pin, device_key, self._cost)
        with key.to_pkcs8() as pkcs8:
            sealed = seal(container_key, pkcs8.reveal_bytes(), f"{identity}/signing")
        container = Container(
            identity, order_id, label, algorithm, ContainerState.PENDING, wrapping, key.public_key.spki, sealed
        )
        if not self._folder.create(container):
            container_key.wipe()
            return None
        return PendingKey(_pending_info(container), key, container_key)

    def _unlock(self, container: Container, pin: Secret, device_key: Secret) -> Secret:
        """The container key. The try is counted on disk first, so that killing the app does not give it back."""
        if not container.wrapping.is_of(device_key):
            raise DeviceKeyMissing
        used = self._folder.tries_used(container.id)
        if used >= MAX_TRIES:
            raise PinLocked
        self._folder.count_tries(container.id, used + 1)
        try:
            container_key = unwrap_container_key(container.wrapping, container.id, pin, device_key)
        except WrongKey:
            left = MAX_TRIES - used - 1
            raise (WrongPin(left) if left else PinLocked()) from None
        self._folder.count_tries(container.id, 0)
        return container_key

    def _unlock_pending(self, container: Container, pin: Secret, device_key: Secret) -> PendingKey:
        container_key = self._unlock(container, pin, device_key)
        key = _unseal_key(container_key, container.signing_key, f"{container.id}/signing")
        return PendingKey(_pending_info(container), key, container_key)

    def _open_keys(self, container: Container, pin: Secret, device_key: Secret) -> OpenKeys:
        with self._unlock(container, pin, device_key) as container_key:
            signing = _unseal_key(container_key, container.signing_key, f"{container.id}/signing")
            encryption = None
            if container.encryption_key is not None:
                encryption = _unseal_key(container_key, container.encryption_key, f"{container.id}/encryption")
        return OpenKeys(signing, encryption)

    def _change_pin(self, container: Container, old: Secret, new: Secret, device_key: Secret) -> None:
        with self._unlock(container, old, device_key) as container_key:
            wrapping = wrap_container_key(container_key, container.id, new, device_key, self._cost)
        self._folder.replace(replace(container, wrapping=wrapping))

    def _install(
        self,
        identity: str,
        pending: PendingKey,
        signing_certificate: Certificate,
        encryption_certificate: Certificate | None,
        chain: tuple[Certificate, ...],
        envelope: bytes | None,
    ) -> None:
        container = self._read(identity)
        if container is None:
            raise NoPendingKey
        if signing_certificate.public_key.spki != container.public_key:
            raise CertificateNotOfKey
        if (encryption_certificate is None) != (envelope is None):
            raise CertificateNotOfKey
        sealed = None
        if encryption_certificate is not None and envelope is not None:
            signing_key = pending._open_key()
            unwrap = unwrap_sm2_key if container.algorithm is KeyAlgorithm.SM2 else unwrap_key_cms
            encryption_key = unwrap(envelope, signing_key)
            if encryption_certificate.public_key != encryption_key.public_key:
                raise CertificateNotOfKey
            with encryption_key.to_pkcs8() as pkcs8:
                sealed = seal(pending._container_key, pkcs8.reveal_bytes(), f"{identity}/encryption")
        self._folder.replace(
            replace(
                container,
                state=ContainerState.INSTALLED,
                label=container.label or signing_certificate.subject_name,
                signing_certificate=signing_certificate.der,
                encryption_key=sealed,
                encryption_certificate=encryption_certificate.der if encryption_certificate else None,
                chain=tuple(certificate.der for certificate in chain),
            )
        )


def check_pin_length(pin: Secret) -> None:
    """Raise `PinNotAccepted` unless a new PIN has 6–32 characters."""
    if not MIN_PIN <= len(pin.reveal_text()) <= MAX_PIN:
        raise PinNotAccepted(min=MIN_PIN, max=MAX_PIN)


def _pending_info(container: Container) -> PendingInfo:
    return PendingInfo(container.order_id, container.label, container.algorithm, PublicKey(container.public_key))


def _unseal_key(container_key: Secret, sealed: bytes, purpose: str) -> PrivateKey:
    # the container key was right, so a bad tag here is damage, never a wrong PIN
    try:
        with Secret(unseal(container_key, sealed, purpose)) as pkcs8:
            return PrivateKey.from_pkcs8(pkcs8)
    except (WrongKey, AppError):
        raise ContainerDamaged from None
