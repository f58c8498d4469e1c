"""An application on an SKF device as a medium."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from core.credentials.errors import DriverFailure, MediumLocked, MediumRemoved, OperationNotSupported
from core.credentials.medium import Delivery, Medium, MediumInfo, MediumKey, MediumKind, NewKey, PinState
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.devices.driver_thread import DriverThread
from core.devices.skf.application import MAX_PIN, MIN_PIN, SkfApplication
from core.devices.skf.containers import KeyName, SkfContainers
from core.devices.skf.failures import as_app_errors
from core.secret import Secret

_T = TypeVar("_T")

CALL_SECONDS = 20.0
KEY_SECONDS = 120.0  # an RSA key pair takes a small chip up to a minute


class SkfMedium(Medium):
    """One application on a device: it has PINs of its own, so a person sees it as a token."""

    def __init__(
        self,
        info: MediumInfo,
        application: SkfApplication,
        thread: DriverThread,
        changed: Callable[[str], None],
        lost: Callable[[], None],
        patience: float = CALL_SECONDS,
    ) -> None:
        """Make the medium of an opened application.

        Args:
            info: what is shown of it.
            application: opened on its device.
            thread: where its device is called.
            changed: told of the medium's id when what it holds is different.
            lost: told when a call finds the device gone.
            patience: seconds after which a call counts as hung.
        """
        self._info = info
        self._application = application
        self._containers = SkfContainers(application)
        self._thread = thread
        self._changed = changed
        self._lost = lost
        self._patience = patience

    @property
    def info(self) -> MediumInfo:
        """See `Medium`."""
        return self._info

    @property
    def unlocked(self) -> bool:
        """See `Medium`."""
        return self._application.logged_in

    async def keys(self) -> Sequence[MediumKey]:
        """See `Medium`."""
        return await self._run(self._containers.keys)

    async def pin_state(self) -> PinState:
        """See `Medium`. SKF tells the retry counter."""
        tries = await self._run(self._application.tries)
        return PinState(
            required=True,
            tries_left=tries.left,
            final_try=tries.left == 1,
            locked=tries.left == 0,
            min_length=MIN_PIN,
            max_length=MAX_PIN,
        )

    async def unlock(self, pin: Secret | None) -> None:
        """See `Medium`."""
        if pin is None:
            raise MediumLocked
        given = pin
        await self._run(lambda: self._application.log_in(given))

    async def lock(self) -> None:
        """See `Medium`."""
        if self.unlocked:
            await self._run(self._application.log_out)

    async def change_pin(self, old: Secret | None, new: Secret | None) -> None:
        """See `Medium`."""
        if old is None or new is None:
            raise OperationNotSupported(what="PIN pad")
        current, wanted = old, new
        await self._run(lambda: self._application.change_pin(current, wanted))

    async def unblock_pin(self, admin_pin: Secret, new: Secret) -> None:
        """See `Medium`."""
        await self._run(lambda: self._application.unblock_pin(admin_pin, new))

    async def change_admin_pin(self, old: Secret, new: Secret) -> None:
        """See `Medium`."""
        await self._run(lambda: self._application.change_admin_pin(old, new))

    async def sign(self, key_id: str, data: bytes, scheme: SignatureScheme) -> bytes:
        """See `Medium`. SM2: Z and the hash are computed here, the device signs the 32 bytes (§7.6.13)."""
        key = self._unlocked_key(key_id)
        return await self._run(lambda: self._containers.sign(key, data, scheme))

    async def sign_digest(self, key_id: str, hashed: bytes, scheme: SignatureScheme) -> bytes:
        """See `Medium`."""
        key = self._unlocked_key(key_id)
        if scheme is SignatureScheme.SM2_SM3:
            raise OperationNotSupported(what="sign digest")
        return await self._run(lambda: self._containers.sign_digest(key, hashed, scheme))

    async def decrypt(self, key_id: str, ciphertext: bytes) -> bytes:
        """See `Medium`. The 2012 edition only unwraps session keys; vendors' own functions decrypt (the profile)."""
        key = self._unlocked_key(key_id)
        return await self._run(lambda: self._containers.decrypt(key, ciphertext))

    @property
    def new_keys(self) -> tuple[KeyAlgorithm, ...]:
        """See `Medium`. An RSA key can be made, but SKF takes no RSA encryption key in the form of CMS."""
        return (KeyAlgorithm.SM2,)

    async def create_key(self, algorithm: KeyAlgorithm, mark: str = "") -> NewKey:
        """See `Medium`."""
        self._check_unlocked()
        return await self._run(lambda: self._containers.create_key(algorithm, mark), KEY_SECONDS)

    async def install(self, key_id: str, delivery: Delivery) -> None:
        """See `Medium`. SM2 encryption keys arrive as SM2EnvelopedKey; SKF takes RSA keys in no form that CMS has."""
        key = self._unlocked_key(key_id)
        await self._run(lambda: self._containers.install(key, delivery))
        self._changed(self._info.id)

    async def discard_key(self, key_id: str) -> None:
        """See `Medium`."""
        key = self._unlocked_key(key_id)
        await self._run(lambda: self._containers.discard(key))

    async def discard_marked(self, mark: str) -> None:
        """See `Medium`."""
        self._check_unlocked()
        await self._run(lambda: self._containers.discard_marked(mark))

    async def file_names(self) -> Sequence[str]:
        """See `Medium`."""
        return await self._run(self._application.files)

    async def read_file(self, name: str) -> bytes:
        """See `Medium`."""
        return await self._run(lambda: self._application.read_file(name))

    async def write_file(self, name: str, data: bytes) -> None:
        """See `Medium`."""
        self._check_unlocked()
        await self._run(lambda: self._application.write_file(name, data), KEY_SECONDS)
        self._changed(self._info.id)

    async def delete_file(self, name: str) -> None:
        """See `Medium`."""
        self._check_unlocked()
        await self._run(lambda: self._application.delete_file(name))
        self._changed(self._info.id)

    async def close(self) -> None:
        """See `Medium`."""
        if not self._thread.hung:
            await self._run(self._application.close)

    def _check_unlocked(self) -> None:
        if not self.unlocked:
            raise MediumLocked

    def _unlocked_key(self, key_id: str) -> KeyName:
        self._check_unlocked()
        return KeyName.parse(key_id)

    async def _run(self, call: Callable[[], _T], longer: float = 0) -> _T:
        def translated() -> _T:
            with as_app_errors():
                return call()

        try:
            return await self._thread.run(translated, max(self._patience, longer))
        except MediumLocked:
            # the device forgot the PIN: another program reset it
            self._application.logged_in = False
            raise
        except MediumRemoved:
            self._application.logged_in = False
            self._lost()
            raise


def medium_id(manufacturer: str, serial: str, application: str, device: str) -> str:
    """Stable id of an application on a device; where a token has no serial number its port must do."""
    identity = "\x00".join((manufacturer, serial or device, application))
    return f"skf:{serial or 'token'}:{hashlib.sha256(identity.encode(errors='surrogateescape')).hexdigest()[:8]}"


def medium_info(
    *, manufacturer: str, serial: str, label: str, model: str, application: str, device: str, alone: bool
) -> MediumInfo:
    """What is shown of an application; its own name only where a device has several."""
    if not (label or device):
        raise DriverFailure(reason="DEVINFO")
    shown = label or device
    return MediumInfo(
        id=medium_id(manufacturer, serial, application, device),
        kind=MediumKind.SKF,
        label=_printable(shown if alone else f"{shown} · {application}"),
        manufacturer=manufacturer,
        model=model,
        serial=serial,
    )


def _printable(name: str) -> str:
    """Names in an encoding that the profile does not know carry bytes that no screen and no JSON takes."""
    return name.encode(errors="replace").decode()
