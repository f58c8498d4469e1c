"""A software medium without a PIN, for measuring what the registry itself costs."""

from __future__ import annotations

from collections.abc import Sequence

from core.credentials.medium import MediaSink, Medium, MediumInfo, MediumKey, MediumKind, PinState
from core.crypto.algorithms import SignatureScheme
from core.secret import Secret
from tests.core.pdf.documents import BareKey


class BareMedium(Medium):
    """One key in memory."""

    def __init__(self, key: BareKey) -> None:
        self._key = key

    @property
    def info(self) -> MediumInfo:
        return MediumInfo("software:bench", MediumKind.SOFTWARE, "bench")

    async def keys(self) -> Sequence[MediumKey]:
        return (MediumKey("key", self._key.certificate, self._key.chain),)

    async def pin_state(self) -> PinState:
        return PinState(required=False)

    @property
    def unlocked(self) -> bool:
        return True

    async def unlock(self, pin: Secret | None) -> None:
        return None

    async def lock(self) -> None:
        return None

    async def change_pin(self, old: Secret | None, new: Secret | None) -> None:
        return None

    async def sign(self, key_id: str, data: bytes, scheme: SignatureScheme) -> bytes:
        return self._key.private.sign(data, scheme)

    async def decrypt(self, key_id: str, ciphertext: bytes) -> bytes:
        return self._key.private.decrypt(ciphertext)

    async def close(self) -> None:
        return None


class BareProvider:
    """Announces the one medium."""

    id = "bench"

    def __init__(self, medium: BareMedium) -> None:
        self._medium = medium

    async def start(self, sink: MediaSink) -> None:
        sink.arrived(self._medium)

    async def stop(self) -> None:
        return None
