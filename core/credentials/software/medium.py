"""Containers of the software key store as media."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress

from core.credentials.errors import MediumLocked, MediumRemoved, OperationNotSupported, PinNotAccepted
from core.credentials.medium import MediaSink, Medium, MediumInfo, MediumKey, MediumKind, PinState
from core.credentials.software.container import Container
from core.credentials.software.store import MAX_PIN, MIN_PIN, OpenKeys, SoftwareKeyStore
from core.crypto.algorithms import SignatureScheme
from core.crypto.certificates import Certificate
from core.secret import Secret

SIGNING, ENCRYPTION = "signing", "encryption"
_LARGE = 1 << 18  # bytes; hashing more than this would be felt in the window


class SoftwareMedium(Medium):
    """One installed container."""

    def __init__(self, store: SoftwareKeyStore, container: Container) -> None:
        self._store = store
        self._id = container.id
        self._info = MediumInfo(
            id=f"software:{container.id}",
            kind=MediumKind.SOFTWARE,
            label=container.label,
            model=container.algorithm.value.upper(),
            serial=container.id[:8].upper(),
        )
        self._open: OpenKeys | None = None

    @property
    def info(self) -> MediumInfo:
        """See `Medium`."""
        return self._info

    @property
    def unlocked(self) -> bool:
        """See `Medium`."""
        return self._open is not None

    async def keys(self) -> Sequence[MediumKey]:
        """See `Medium`."""
        container = await self._store.read(self._id)
        chain = tuple(Certificate(der) for der in container.chain)
        pairs = ((SIGNING, container.signing_certificate), (ENCRYPTION, container.encryption_certificate))
        return tuple(
            MediumKey(name, Certificate(der), chain, container.label) for name, der in pairs if der is not None
        )

    async def pin_state(self) -> PinState:
        """See `Medium`."""
        left = await self._store.tries_left(self._id)
        return PinState(
            required=True,
            tries_left=left,
            final_try=left == 1,
            locked=left == 0,
            min_length=MIN_PIN,
            max_length=MAX_PIN,
        )

    async def unlock(self, pin: Secret | None) -> None:
        """See `Medium`."""
        if pin is None:
            raise MediumLocked
        self._open = await self._store.open_keys(self._id, pin)

    async def lock(self) -> None:
        """See `Medium`."""
        self._open = None

    async def change_pin(self, old: Secret | None, new: Secret | None) -> None:
        """See `Medium`."""
        if old is None:
            raise MediumLocked
        if new is None:
            raise PinNotAccepted(min=MIN_PIN, max=MAX_PIN)
        await self._store.change_pin(self._id, old, new)

    async def sign(self, key_id: str, data: bytes, scheme: SignatureScheme) -> bytes:
        """See `Medium`. A signature takes less than a frame, so it is made here and not in a thread."""
        if self._open is None:
            raise MediumLocked
        if key_id != SIGNING:
            raise OperationNotSupported(what="sign")
        if len(data) > _LARGE:
            return await asyncio.to_thread(self._open.signing.sign, data, scheme)
        return self._open.signing.sign(data, scheme)

    async def sign_digest(self, key_id: str, hashed: bytes, scheme: SignatureScheme) -> bytes:
        """See `Medium`."""
        if self._open is None:
            raise MediumLocked
        if key_id != SIGNING or scheme is SignatureScheme.SM2_SM3:
            raise OperationNotSupported(what="sign digest")
        return self._open.signing.sign_digest(hashed, scheme)

    async def decrypt(self, key_id: str, ciphertext: bytes) -> bytes:
        """See `Medium`."""
        if self._open is None:
            raise MediumLocked
        key = self._open.encryption if key_id == ENCRYPTION else self._open.signing
        if key is None:
            raise OperationNotSupported(what="decrypt")
        return key.decrypt(ciphertext)

    async def close(self) -> None:
        """See `Medium`."""
        self._open = None


class SoftwareMediumProvider:
    """Announces the installed containers of a store and follows its changes."""

    id = "software"

    def __init__(self, store: SoftwareKeyStore) -> None:
        self._store = store
        self._sink: MediaSink | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._announced: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, sink: MediaSink) -> None:
        """See `MediumProvider`."""
        self._sink = sink
        self._unsubscribe = self._store.subscribe(self._on_change)
        with suppress(OSError):
            await self._store.sweep()
        for container in await self._store.installed():
            self._announce(container)

    async def stop(self) -> None:
        """See `MediumProvider`."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        for task in self._tasks:
            task.cancel()
        for identity in tuple(self._announced):
            self._withdraw(identity)

    def _on_change(self, identity: str, present: bool) -> None:
        if not present:
            self._withdraw(identity)
            return
        task = asyncio.get_running_loop().create_task(self._read_and_announce(identity))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _read_and_announce(self, identity: str) -> None:
        try:
            self._announce(await self._store.read(identity))
        except MediumRemoved:
            self._withdraw(identity)

    def _announce(self, container: Container) -> None:
        if self._sink is None:
            return
        if container.id in self._announced:
            self._sink.changed(f"software:{container.id}")
            return
        self._announced.add(container.id)
        self._sink.arrived(SoftwareMedium(self._store, container))

    def _withdraw(self, identity: str) -> None:
        if self._sink is not None and identity in self._announced:
            self._announced.discard(identity)
            self._sink.removed(f"software:{identity}")
