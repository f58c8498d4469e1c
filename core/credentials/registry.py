"""All media of all providers, live, and the care around each use of a key (docs/decisions/0001)."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from core.credentials.authorisation import Authorisation, MediumEntry
from core.credentials.credential import Credential, RegistryKey
from core.credentials.errors import CredentialNotFound, DriverFailure, MediumRemoved
from core.credentials.interaction import Interaction
from core.credentials.medium import Medium, MediumInfo, MediumKey, MediumProvider, PinState, TellsProblems
from core.credentials.pin_cache import PinCache, PinCacheDuration
from core.credentials.seals import SealRegistry
from core.credentials.use import KeyOperation, KeyUse
from core.credentials.use_audit import UseAudit
from core.errors import AppError, as_app_error
from core.log import Log
from core.secret import Secret

if TYPE_CHECKING:
    from core.crypto.algorithms import KeyAlgorithm
    from core.crypto.certificates import Certificate, KeyPurpose

_log = Log("credentials")
_READ_AGAIN = (0.5, 1.0, 2.0)
"""Seconds before each further look at a medium that failed: one just put in, or in another program's use, recovers."""


class RegistryEventKind(StrEnum):
    """What happened to a medium."""

    ARRIVED = "arrived"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class RegistryEvent:
    """A change of the live lists; listeners read the lists anew."""

    kind: RegistryEventKind
    medium: MediumInfo


@dataclass(frozen=True, slots=True)
class MediumView:
    """A present medium for lists.

    Attributes:
        info: what is known of it.
        credentials: its certificates with keys.
        problem: why its certificates could not be read, if so.
        new_keys: algorithms of keys that can be made on it, the preferred one first.
    """

    info: MediumInfo
    credentials: tuple[Credential, ...]
    problem: AppError | None = None
    new_keys: tuple[KeyAlgorithm, ...] = ()


Listener = Callable[[RegistryEvent], None]


class CredentialRegistry:
    """Media and credentials of all providers. Used on one event loop; only announcements come from other threads.

    Attributes:
        pin_cache: for how long media stay open.
        seals: the person's seals, published by plugins.
    """

    def __init__(
        self,
        audit: UseAudit,
        interaction: Interaction | None = None,
        pin_cache: PinCache | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        is_revoked: Callable[[Certificate], bool] = lambda certificate: False,
    ) -> None:
        self.pin_cache = pin_cache or PinCache()
        self.seals = SealRegistry()
        self._authorisation = Authorisation(audit, self.pin_cache, now, is_revoked, interaction)
        self._providers: dict[str, MediumProvider] = {}
        self._entries: dict[str, MediumEntry] = {}
        self._reading: dict[str, asyncio.Task[None]] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._listeners: list[Listener] = []
        self._problems: dict[str, AppError] = {}

    @property
    def interaction(self) -> Interaction | None:
        """Who asks the person: the window or the command line, set by it when it is ready."""
        return self._authorisation.interaction

    @interaction.setter
    def interaction(self, interaction: Interaction) -> None:
        self._authorisation.interaction = interaction

    @property
    def problems(self) -> dict[str, AppError]:
        """What cannot be used, with the reason: providers that did not start by id, drivers and devices by name."""
        found = dict(self._problems)
        for provider in self._providers.values():
            if isinstance(provider, TellsProblems):
                found.update(provider.problems)
        return found

    async def add_provider(self, provider: MediumProvider) -> None:
        """Start a provider; on return its first media are listed. A failing provider is noted, others go on."""
        if provider.id in self._providers:
            raise ValueError(f"provider {provider.id} is already there")
        sink = _Sink(self, asyncio.get_running_loop())
        self._providers[provider.id] = provider
        try:
            await provider.start(sink)
        except Exception as error:
            del self._providers[provider.id]
            self._problems[provider.id] = as_app_error(error)
            _log.warning("media provider failed", provider=provider.id, error=type(error).__name__)
            return
        self._problems.pop(provider.id, None)
        sink.drain()
        # only those that are under way: from Python 3.12 on gathering ended tasks gives no turn to what removes them
        while reading := [task for task in self._reading.values() if not task.done()]:
            await asyncio.wait(reading)

    async def remove_provider(self, provider_id: str) -> None:
        """Stop a provider; it announces the removal of its media."""
        provider = self._providers.pop(provider_id, None)
        if provider is not None:
            await provider.stop()

    async def stop(self) -> None:
        """Forget cached PINs, stop all providers, close all media."""
        self.pin_cache.clear()
        for provider_id in list(self._providers):
            try:
                await self.remove_provider(provider_id)
            except Exception as error:
                # one bad driver must not keep the others' sessions open
                _log.warning("media provider did not stop", provider=provider_id, error=type(error).__name__)
        for medium_id in list(self._entries):
            self._removed(medium_id)
        if self._closing:
            await asyncio.gather(*self._closing, return_exceptions=True)

    def media(self) -> tuple[MediumView, ...]:
        """The media that are present, in the order of their arrival."""
        return tuple(
            MediumView(entry.medium.info, entry.credentials, entry.problem, entry.medium.new_keys)
            for entry in self._entries.values()
        )

    def credentials(self, purpose: KeyPurpose | None = None) -> tuple[Credential, ...]:
        """Present credentials; with a purpose only those whose certificate allows it (SIGN_ENCRYPT: both)."""
        everything = (credential for entry in self._entries.values() for credential in entry.credentials)
        return tuple(credential for credential in everything if _serves(credential, purpose))

    def find(self, credential_id: str) -> Credential:
        """The credential of that id; raises `CredentialNotFound`."""
        for entry in self._entries.values():
            for credential in entry.credentials:
                if credential.id == credential_id:
                    return credential
        raise CredentialNotFound

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call the listener on the event loop after each change; returns how to end that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def authorise(self, credential: Credential, use: KeyUse) -> AbstractAsyncContextManager[RegistryKey]:
        """See `Credential.authorise`."""
        return self._authorisation.authorise(self._entry(credential.medium.id), credential, use)

    def manage(self, medium_id: str, title: str, requester: str) -> AbstractAsyncContextManager[Medium]:
        """`async with registry.manage(...) as medium:` for changes of what a medium holds (keys, certificates, files).

        The PIN is asked once for the block, other uses of the medium wait, and the change is recorded. The provider
        announces what is different afterwards.

        Args:
            medium_id: which medium.
            title: what it is for, in the person's language.
            requester: plugin id.
        """
        return self._authorisation.manage(self._entry(medium_id), KeyUse(KeyOperation.MANAGE, title, requester))

    async def file_names(self, medium_id: str) -> Sequence[str]:
        """Names of the files on a medium, without a PIN; `OperationNotSupported` where it has no room for any."""
        entry = self._entry(medium_id)
        async with entry.lock:
            return await entry.medium.file_names()

    async def read_file(self, medium_id: str, name: str) -> bytes:
        """A file of a medium, without a PIN; errors as `Medium.read_file`."""
        entry = self._entry(medium_id)
        async with entry.lock:
            return await entry.medium.read_file(name)

    async def pin_state(self, medium_id: str) -> PinState:
        """The state of a medium's PIN now."""
        return await self._entry(medium_id).medium.pin_state()

    async def change_pin(self, medium_id: str, old: Secret | None, new: Secret | None) -> None:
        """Replace a medium's PIN and wipe both secrets; errors as `Medium.change_pin`."""
        entry = self._entry(medium_id)
        await self._new_pin(entry, entry.medium.change_pin(old, new), old, new)

    async def unblock_pin(self, medium_id: str, admin_pin: Secret, new: Secret) -> None:
        """Set a medium's PIN with its administrator's PIN, wipe both secrets; errors as `Medium.unblock_pin`."""
        entry = self._entry(medium_id)
        await self._new_pin(entry, entry.medium.unblock_pin(admin_pin, new), admin_pin, new)

    async def change_admin_pin(self, medium_id: str, old: Secret, new: Secret) -> None:
        """Replace a medium's administrator's PIN, wipe both secrets; errors as `Medium.change_admin_pin`."""
        entry = self._entry(medium_id)
        await self._new_pin(entry, entry.medium.change_admin_pin(old, new), old, new)

    async def _new_pin(self, entry: MediumEntry, change: Coroutine[Any, Any, None], *pins: Secret | None) -> None:
        try:
            async with entry.lock:
                await change
                self.pin_cache.forget(entry.medium.info.id)
                await entry.medium.lock()
        finally:
            change.close()
            for pin in pins:
                if pin is not None:
                    pin.wipe()
        self._notify(RegistryEventKind.CHANGED, entry.medium.info)

    async def choose_pin_cache(self, duration: PinCacheDuration) -> None:
        """Set for how long media stay open, and lock those that are held open now."""
        self.pin_cache.choose(duration)
        await self.lock_all()

    async def lock_all(self) -> None:
        """Forget what the PIN cache holds and lock every medium that is not in use (a visitor left)."""
        self.pin_cache.clear()
        for entry in list(self._entries.values()):
            if not entry.lock.locked():
                await entry.medium.lock()

    def _entry(self, medium_id: str) -> MediumEntry:
        entry = self._entries.get(medium_id)
        if entry is None:
            raise MediumRemoved
        return entry

    def _arrived(self, medium: Medium) -> None:
        if medium.info.id in self._entries:
            self._removed(medium.info.id)
        self._read(MediumEntry(medium), RegistryEventKind.ARRIVED)

    def _changed(self, medium_id: str) -> None:
        entry = self._entries.get(medium_id)
        if entry is not None:
            self._read(entry, RegistryEventKind.CHANGED)

    def _read(self, entry: MediumEntry, kind: RegistryEventKind, attempt: int = 0) -> None:
        medium_id = entry.medium.info.id
        previous = self._reading.get(medium_id)
        if previous is not None:
            previous.cancel()
        task = asyncio.get_running_loop().create_task(self._read_keys(entry, kind, attempt))
        self._reading[medium_id] = task
        task.add_done_callback(lambda done: self._read_done(medium_id, done))

    def _read_done(self, medium_id: str, task: asyncio.Task[None]) -> None:
        if self._reading.get(medium_id) is task:
            del self._reading[medium_id]

    async def _read_keys(self, entry: MediumEntry, kind: RegistryEventKind, attempt: int) -> None:
        info = entry.medium.info
        try:
            keys = await entry.medium.keys()
        except MediumRemoved:
            return
        except Exception as error:
            entry.problem, keys = as_app_error(error), ()
            _log.warning("certificates of a medium cannot be read", medium=info.id, error=type(error).__name__)
        else:
            entry.problem = None
        entry.credentials = tuple(self._credential(info, key) for key in keys)
        self._entries[info.id] = entry
        self._notify(kind, info)
        if isinstance(entry.problem, DriverFailure) and attempt < len(_READ_AGAIN):
            asyncio.get_running_loop().call_later(_READ_AGAIN[attempt], self._read_again, entry, attempt + 1)

    def _read_again(self, entry: MediumEntry, attempt: int) -> None:
        medium_id = entry.medium.info.id
        # what changed or was put in anew since is read already
        if self._entries.get(medium_id) is entry and medium_id not in self._reading and entry.problem is not None:
            self._read(entry, RegistryEventKind.CHANGED, attempt)

    def _credential(self, info: MediumInfo, key: MediumKey) -> Credential:
        identity = f"{info.id}/{key.certificate.fingerprint[:16]}"
        return Credential(identity, info, key.certificate, key.chain, key.key_id, self)

    def _removed(self, medium_id: str) -> None:
        reading = self._reading.pop(medium_id, None)
        if reading is not None:
            reading.cancel()
        self.pin_cache.forget(medium_id)
        entry = self._entries.pop(medium_id, None)
        if entry is None:
            return
        entry.gone.set()
        closing = asyncio.get_running_loop().create_task(_close(entry.medium))
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        self._notify(RegistryEventKind.REMOVED, entry.medium.info)

    def _notify(self, kind: RegistryEventKind, medium: MediumInfo) -> None:
        event = RegistryEvent(kind, medium)
        for listener in tuple(self._listeners):
            try:
                listener(event)
            except Exception:
                # a listener's defect must not hide the change from the others
                _log.exception("listener failed", kind=kind.value)


class _Sink:
    """Takes announcements from any thread and replays them in order on the registry's loop."""

    def __init__(self, registry: CredentialRegistry, loop: asyncio.AbstractEventLoop) -> None:
        self._registry = registry
        self._loop = loop
        self._inbox: deque[Callable[[], None]] = deque()

    def arrived(self, medium: Medium) -> None:
        self._post(lambda: self._registry._arrived(medium))

    def changed(self, medium_id: str) -> None:
        self._post(lambda: self._registry._changed(medium_id))

    def removed(self, medium_id: str) -> None:
        self._post(lambda: self._registry._removed(medium_id))

    def drain(self) -> None:
        while self._inbox:
            self._inbox.popleft()()

    def _post(self, announcement: Callable[[], None]) -> None:
        self._inbox.append(announcement)
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.drain)


async def _close(medium: Medium) -> None:
    try:
        await medium.close()
    except Exception as error:
        # a medium that is gone often cannot say goodbye
        _log.info("medium closed with an error", medium=medium.info.id, error=type(error).__name__)


def _serves(credential: Credential, purpose: KeyPurpose | None) -> bool:
    if purpose is None:
        return True
    has = credential.certificate.purpose
    return (has.can_sign or not purpose.can_sign) and (has.can_encrypt or not purpose.can_encrypt)
