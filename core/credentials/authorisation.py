"""The care around one use of a key: certificate check, consent, PIN, session, verification, audit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from core.credentials.credential import Credential, RegistryKey
from core.credentials.errors import (
    BadSignatureFromMedium,
    CertificateExpired,
    CertificateNotYetValid,
    CertificateRevoked,
    MediumLocked,
    MediumRemoved,
    OperationNotSupported,
    PinLocked,
    UseDenied,
    WrongPin,
)
from core.credentials.interaction import Interaction, PinRequest
from core.credentials.medium import Medium, MediumKind, PinState
from core.credentials.pin_cache import PinCache
from core.credentials.use import KeyOperation, KeyUse
from core.credentials.use_audit import UseAudit, UseOutcome, UseRecord
from core.crypto.algorithms import SignatureScheme
from core.crypto.errors import SignatureInvalid
from core.errors import AppError, CancelledByUser

if TYPE_CHECKING:
    from core.crypto.certificates import Certificate

_T = TypeVar("_T")


@dataclass(slots=True, eq=False)
class MediumEntry:
    """A present medium with what the registry keeps about it.

    Attributes:
        medium: the driver's side.
        credentials: read from it.
        problem: why they could not be read.
        lock: one use of the medium at a time.
        gone: set when it was removed.
        lock_timer: locks the medium when the PIN cache no longer holds it open.
    """

    medium: Medium
    credentials: tuple[Credential, ...] = ()
    problem: AppError | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    lock_timer: asyncio.TimerHandle | None = None


class Authorisation:
    """Leads a use of a key through all checks, the same for every kind of medium."""

    def __init__(
        self,
        audit: UseAudit,
        pin_cache: PinCache,
        now: Callable[[], datetime],
        is_revoked: Callable[[Certificate], bool],
        interaction: Interaction | None,
    ) -> None:
        self.interaction = interaction
        self._audit = audit
        self._pin_cache = pin_cache
        self._now = now
        self._is_revoked = is_revoked
        self._locking: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def authorise(self, entry: MediumEntry, credential: Credential, use: KeyUse) -> AsyncIterator[RegistryKey]:
        """One use: everything is asked before the block, everything is closed and recorded after it."""
        number = await self._audit.begin(_record(self._now(), credential, use))
        key = _Key(entry, credential, use.operation)
        try:
            self._check_certificate(credential.certificate, use)
            if use.needs_consent:
                await unless_removed(entry, self._asker().ask_consent(entry.medium.info, use))
            async with entry.lock:
                try:
                    await self._open(entry, use)
                    yield key
                finally:
                    key.expired = True
                    await self._leave(entry)
        except BaseException as error:
            await self._audit.finish(number, *_failure(error, key.operations))
            raise
        await self._audit.finish(number, UseOutcome.DONE, key.operations)

    @asynccontextmanager
    async def manage(self, entry: MediumEntry, use: KeyUse) -> AsyncIterator[Medium]:
        """Change what a medium holds: PIN asked before the block, closed and recorded after it."""
        info = entry.medium.info
        number = await self._audit.begin(
            UseRecord(self._now(), info.id, info.label, use.operation, use.requester, use.title)
        )
        try:
            async with entry.lock:
                try:
                    await self._open(entry, use)
                    yield entry.medium
                finally:
                    await self._leave(entry)
        except BaseException as error:
            await self._audit.finish(number, *_failure(error))
            raise
        await self._audit.finish(number, UseOutcome.DONE, 1)

    def _check_certificate(self, certificate: Certificate, use: KeyUse) -> None:
        if use.operation is KeyOperation.DECRYPT:
            # old messages stay readable: validity is asked of whoever encrypts, not of whoever opens
            if not certificate.purpose.can_encrypt:
                raise OperationNotSupported(what="decrypt")
            return
        if not certificate.purpose.can_sign:
            raise OperationNotSupported(what="sign")
        now = self._now()
        if now < certificate.not_before:
            raise CertificateNotYetValid
        if now > certificate.not_after:
            raise CertificateExpired
        if self._is_revoked(certificate):
            raise CertificateRevoked

    async def _open(self, entry: MediumEntry, use: KeyUse) -> None:
        if entry.gone.is_set():
            raise MediumRemoved
        medium = entry.medium
        if medium.unlocked and self._pin_cache.holds(medium.info.id):
            return
        # a session that somebody left open is not this person's consent
        await medium.lock()
        wrong_before: WrongPin | None = None
        while True:
            state = await unless_removed(entry, medium.pin_state())
            if state.locked:
                raise PinLocked
            if not state.required:
                await unless_removed(entry, medium.unlock(None))
                return
            try:
                await self._ask_and_unlock(entry, _with_tries(state, wrong_before), use, wrong_before is not None)
            except WrongPin as wrong:
                wrong_before = wrong
            else:
                return

    async def _ask_and_unlock(self, entry: MediumEntry, state: PinState, use: KeyUse, wrong_before: bool) -> None:
        request = PinRequest(entry.medium.info, state, use, wrong_before)
        pin = await unless_removed(entry, self._asker().ask_pin(request))
        try:
            await unless_removed(entry, entry.medium.unlock(pin))
        finally:
            if pin is not None:
                pin.wipe()

    def _asker(self) -> Interaction:
        if self.interaction is None:
            # nobody there to agree: fail closed
            raise UseDenied
        return self.interaction

    async def _leave(self, entry: MediumEntry) -> None:
        medium = entry.medium
        if entry.gone.is_set():
            return
        if medium.unlocked:
            self._pin_cache.used(medium.info.id)
        left = self._pin_cache.seconds_left(medium.info.id)
        if left <= 0:
            await medium.lock()
            return
        self._lock_later(entry, left)

    def _lock_later(self, entry: MediumEntry, seconds: float) -> None:
        if entry.lock_timer is not None:
            entry.lock_timer.cancel()
        loop = asyncio.get_running_loop()
        entry.lock_timer = loop.call_later(seconds, lambda: self._start_locking(entry))

    def _start_locking(self, entry: MediumEntry) -> None:
        task = asyncio.get_running_loop().create_task(self._lock_if_over(entry))
        self._locking.add(task)
        task.add_done_callback(self._locking.discard)

    async def _lock_if_over(self, entry: MediumEntry) -> None:
        async with entry.lock:
            left = self._pin_cache.seconds_left(entry.medium.info.id)
            if entry.gone.is_set():
                return
            if left > 0:
                self._lock_later(entry, left)
            else:
                await entry.medium.lock()


class _Key:
    """The key inside an `authorise` block."""

    def __init__(self, entry: MediumEntry, credential: Credential, operation: KeyOperation) -> None:
        self._entry = entry
        self._credential = credential
        self._operation = operation
        self._in_process = entry.medium.info.kind is MediumKind.SOFTWARE
        self.operations = 0
        self.expired = False

    @property
    def certificate(self) -> Certificate:
        return self._credential.certificate

    @property
    def chain(self) -> tuple[Certificate, ...]:
        return self._credential.chain

    async def sign(self, data: bytes, scheme: SignatureScheme) -> bytes:
        self._check(KeyOperation.SIGN)
        medium, key_id = self._entry.medium, self._credential.key_id
        if self._in_process:
            signature = await medium.sign(key_id, data, scheme)
        else:
            signature = await unless_removed(self._entry, medium.sign(key_id, data, scheme))
        # Drivers have been seen to return zeros with success, so each of their signatures is checked. A key in this
        # process uses the same library for both: there the first one shows that key and certificate belong together,
        # and checking every one would halve the speed of a batch for nothing.
        if not self._in_process or self.operations == 0:
            try:
                self._credential.certificate.public_key.verify(signature, data, scheme)
            except SignatureInvalid:
                raise BadSignatureFromMedium from None
        self.operations += 1
        return signature

    async def sign_digest(self, hashed: bytes, scheme: SignatureScheme) -> bytes:
        self._check(KeyOperation.SIGN)
        medium, key_id = self._entry.medium, self._credential.key_id
        signature = await unless_removed(self._entry, medium.sign_digest(key_id, hashed, scheme))
        try:
            self._credential.certificate.public_key.verify_digest(signature, hashed, scheme)
        except SignatureInvalid:
            raise BadSignatureFromMedium from None
        self.operations += 1
        return signature

    async def decrypt(self, ciphertext: bytes) -> bytes:
        self._check(KeyOperation.DECRYPT)
        medium, key_id = self._entry.medium, self._credential.key_id
        opened = await unless_removed(self._entry, medium.decrypt(key_id, ciphertext))
        self.operations += 1
        return opened

    def _check(self, operation: KeyOperation) -> None:
        if self._entry.gone.is_set():
            raise MediumRemoved
        if self.expired:
            raise MediumLocked
        if self._operation is not operation:
            # the person agreed to something else
            raise UseDenied


async def unless_removed(entry: MediumEntry, work: Coroutine[Any, Any, _T]) -> _T:
    """Await work, but end with `MediumRemoved` as soon as the medium is gone (a prompt closes, a driver is left)."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(entry.gone.wait())
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise MediumRemoved
    finally:
        gone.cancel()
        if not task.done():
            task.cancel()


def _failure(error: BaseException, operations: int = 0) -> tuple[UseOutcome, int, str]:
    cancelled = isinstance(error, (CancelledByUser, asyncio.CancelledError))
    code = error.code if isinstance(error, AppError) else type(error).__name__
    return UseOutcome.CANCELLED if cancelled else UseOutcome.FAILED, operations, code


def _with_tries(state: PinState, wrong: WrongPin | None) -> PinState:
    if wrong is None or wrong.tries_left is None or state.tries_left is not None:
        return state
    return replace(state, tries_left=wrong.tries_left)


def _record(when: datetime, credential: Credential, use: KeyUse) -> UseRecord:
    subject = credential.certificate.subject_name
    return UseRecord(when, credential.id, subject, use.operation, use.requester, use.title)
