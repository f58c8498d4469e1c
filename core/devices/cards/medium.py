"""An application on a card as a medium, whatever carries its APDUs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from core.credentials.errors import CredentialNotFound, DriverHung, MediumLocked, MediumRemoved, OperationNotSupported
from core.credentials.medium import Medium, MediumInfo, MediumKey, MediumKind, PinState
from core.crypto.algorithms import SignatureScheme, digest
from core.devices.cards.application import CardApplication
from core.devices.driver_thread import DriverThread
from core.errors import AppError
from core.secret import Secret

_T = TypeVar("_T")

CALL_SECONDS = 20.0
READ_SECONDS = 90.0  # two dozen certificates over a slow radio; each single answer is watched by its link
PIN_PAD_SECONDS = 120.0


class CardMedium(Medium):
    """One application of one card.

    While the session is open the PIN is kept, because cards forget it at every signature, when another program selects
    its own application and when another program resets the card. It is wiped by `lock`, by `close`, and by the first
    refusal, so that a PIN that was changed elsewhere costs one try at most.
    """

    def __init__(self, application: CardApplication, thread: DriverThread, info: MediumInfo) -> None:
        self._application = application
        self._thread = thread
        self._info = info
        self._open = False
        self._pin: Secret | None = None
        self._keys: dict[str, MediumKey] = {}

    @property
    def info(self) -> MediumInfo:
        """See `Medium`."""
        return self._info

    def relabel(self, label: str) -> None:
        """Be called something else; whoever has announced the medium tells its sink."""
        self._info = replace(self._info, label=label)

    @property
    def unlocked(self) -> bool:
        """See `Medium`."""
        return self._open

    async def keys(self) -> Sequence[MediumKey]:
        """See `Medium`."""
        keys = await self._run(self._application.keys, READ_SECONDS)
        self._keys = {key.key_id: key for key in keys}
        return keys

    async def pin_state(self) -> PinState:
        """See `Medium`."""
        return await self._run(self._application.pin_state)

    async def unlock(self, pin: Secret | None) -> None:
        """See `Medium`."""
        self._forget()
        kept = pin.copy() if pin is not None else None
        try:
            await self._run(
                lambda: self._application.verify(kept), CALL_SECONDS if pin is not None else PIN_PAD_SECONDS
            )
        except BaseException:
            if kept is not None:
                kept.wipe()
            raise
        self._open, self._pin = True, kept

    async def lock(self) -> None:
        """See `Medium`."""
        if self._open:
            self._forget()
            await self._run(self._application.forget_pin)

    async def change_pin(self, old: Secret | None, new: Secret | None) -> None:
        """See `Medium`."""
        if old is None or new is None:
            raise OperationNotSupported(what="FEATURE_MODIFY_PIN_DIRECT")
        current, wanted = old, new
        self._forget()
        await self._run(lambda: self._application.change_pin(current, wanted))

    async def unblock_pin(self, admin_pin: Secret, new: Secret) -> None:
        """See `Medium`."""
        self._forget()
        await self._run(lambda: self._application.unblock_pin(admin_pin, new))

    async def change_admin_pin(self, old: Secret, new: Secret) -> None:
        """See `Medium`."""
        self._forget()
        await self._run(lambda: self._application.change_admin_pin(old, new))

    async def sign(self, key_id: str, data: bytes, scheme: SignatureScheme) -> bytes:
        """See `Medium`."""
        if scheme is SignatureScheme.SM2_SM3:
            raise OperationNotSupported(what=f"SM2 {self._application.name}")
        return await self.sign_digest(key_id, digest(scheme.digest, data), scheme)

    async def sign_digest(self, key_id: str, hashed: bytes, scheme: SignatureScheme) -> bytes:
        """See `Medium`."""
        if scheme is SignatureScheme.SM2_SM3:
            raise OperationNotSupported(what="sign digest")
        key = await self._key(key_id)
        return await self._use(lambda: self._application.sign_digest(key, hashed, scheme, self._pin))

    async def decrypt(self, key_id: str, ciphertext: bytes) -> bytes:
        """See `Medium`."""
        key = await self._key(key_id)
        return await self._use(lambda: self._application.decrypt(key, ciphertext, self._pin))

    async def close(self) -> None:
        """See `Medium`."""
        self._forget()
        # the second time, or behind a driver that hangs, nobody is there to do it
        with suppress(MediumRemoved, DriverHung):
            await self._thread.run(self._application.link.close, CALL_SECONDS)

    async def _key(self, key_id: str) -> MediumKey:
        if not self._open:
            raise MediumLocked
        if not self._keys:
            await self.keys()
        key = self._keys.get(key_id)
        if key is None:
            raise CredentialNotFound
        return key

    async def _use(self, call: Callable[[], _T]) -> _T:
        try:
            return await self._run(call, CALL_SECONDS if self._pin is not None else PIN_PAD_SECONDS)
        except AppError as error:
            if error.code.startswith("PIN-"):
                self._forget()
            raise

    async def _run(self, call: Callable[[], _T], timeout: float = CALL_SECONDS) -> _T:
        def selected() -> _T:
            with self._application.link.transaction():
                if not self._application.select():
                    raise MediumRemoved
                return call()

        return await self._thread.run(selected, timeout)

    def _forget(self) -> None:
        self._open = False
        pin, self._pin = self._pin, None
        if pin is not None:
            pin.wipe()


def card_info(application: CardApplication, kind: MediumKind, place: str) -> MediumInfo:
    """What is known of a selected application without a PIN.

    Args:
        application: inside a transaction.
        kind: of the link.
        place: where the card is (a reader's name), which stands in for a number that the card does not have.
    """
    serial = application.serial()
    return MediumInfo(
        id=f"{kind.value}:{application.name.lower()}:{serial or place}",
        kind=kind,
        label=application.label(),
        model=application.name,
        serial=serial,
    )
