"""A medium that misbehaves on command, as drivers in the field have been seen to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from enum import Enum, auto

from core.credentials.errors import DriverFailure, MediumLocked, MediumRemoved, PinLocked, WrongPin
from core.credentials.medium import MediaSink, Medium, MediumInfo, MediumKey, MediumKind, PinState
from core.crypto.algorithms import SignatureScheme
from core.crypto.certificates import Certificate
from core.crypto.keys import PrivateKey
from core.crypto.sm2 import encode_signature
from core.secret import Secret

PIN = "246810"


class Fault(Enum):
    """What goes wrong."""

    NONE = auto()
    GENERIC_FAILURE_AT_LOGIN = auto()
    GENERIC_FAILURE_WHILE_SIGNING = auto()
    REMOVED_WHILE_SIGNING = auto()
    HANGS_WHILE_SIGNING = auto()
    ZERO_SIGNATURE = auto()
    SIGNATURE_OF_OTHER_DATA = auto()
    UNREADABLE = auto()


class BadMedium(Medium):
    """A token with three tries, one key and a fault."""

    def __init__(self, certificate: Certificate, key: PrivateKey, fault: Fault = Fault.NONE, pin: str = PIN) -> None:
        self.fault = fault
        self.signing = asyncio.Event()
        self.logins = 0
        self._certificate = certificate
        self._key = key
        self._pin = pin
        self._tries = 3
        self._open = False
        self._info = MediumInfo("bad:1", MediumKind.SKF, "测试介质", serial="0001")

    @property
    def info(self) -> MediumInfo:
        return self._info

    @property
    def unlocked(self) -> bool:
        return self._open

    async def keys(self) -> Sequence[MediumKey]:
        if self.fault is Fault.UNREADABLE:
            raise DriverFailure(reason="SAR_FAIL")
        return (MediumKey("1", self._certificate),)

    async def pin_state(self) -> PinState:
        return PinState(True, self._tries, final_try=self._tries == 1, locked=self._tries == 0)

    async def unlock(self, pin: Secret | None) -> None:
        self.logins += 1
        if self.fault is Fault.GENERIC_FAILURE_AT_LOGIN:
            raise DriverFailure(reason="SAR_FAIL")
        if self._tries == 0:
            raise PinLocked
        if pin is None or pin.reveal_text() != self._pin:
            self._tries -= 1
            raise WrongPin(self._tries) if self._tries else PinLocked()
        self._tries = 3
        self._open = True

    async def lock(self) -> None:
        self._open = False

    async def change_pin(self, old: Secret | None, new: Secret | None) -> None:
        await self.unlock(old)
        assert new is not None
        self._pin = new.reveal_text()

    async def sign(self, key_id: str, data: bytes, scheme: SignatureScheme) -> bytes:
        if not self._open:
            raise MediumLocked
        self.signing.set()
        match self.fault:
            case Fault.GENERIC_FAILURE_WHILE_SIGNING:
                raise DriverFailure(reason="SAR_FAIL")
            case Fault.REMOVED_WHILE_SIGNING:
                raise MediumRemoved
            case Fault.HANGS_WHILE_SIGNING:
                await asyncio.Event().wait()
            case Fault.ZERO_SIGNATURE:
                return encode_signature(0, 0)
            case Fault.SIGNATURE_OF_OTHER_DATA:
                return self._key.sign(data + b"!", scheme)
        return self._key.sign(data, scheme)

    async def decrypt(self, key_id: str, ciphertext: bytes) -> bytes:
        if not self._open:
            raise MediumLocked
        return self._key.decrypt(ciphertext)

    async def close(self) -> None:
        self._open = False


class BadProvider:
    """Announces media when the test says so."""

    id = "bad"

    def __init__(self, *media: Medium) -> None:
        self._media = media
        self.sink: MediaSink | None = None

    async def start(self, sink: MediaSink) -> None:
        self.sink = sink
        for medium in self._media:
            sink.arrived(medium)

    async def stop(self) -> None:
        assert self.sink is not None
        for medium in self._media:
            self.sink.removed(medium.info.id)
