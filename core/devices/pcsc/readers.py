"""The machine's readers and what is in them; every method but `cancel` blocks, on one thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.devices.pcsc.errors import CardServiceMissing
from core.devices.pcsc.failures import (
    CANCELLED,
    NO_READERS,
    TIMEOUT,
    UNKNOWN_READER,
    check,
)


@dataclass(frozen=True, slots=True)
class ReaderState:
    """What a reader says.

    Attributes:
        present: a card is in it.
        mute: that card does not answer.
        events: number of insertions and removals; tells a card from the one before it.
    """

    present: bool
    mute: bool
    events: int


class Readers:
    """A connection to the PC/SC service."""

    def __init__(self) -> None:
        self._context: Any = None
        self._raw: dict[str, int] = {}

    def look(self) -> dict[str, ReaderState]:
        """All readers now; raises `CardServiceMissing`."""
        try:
            from smartcard import scard
        except ImportError:
            # the service's own library is not on this machine
            raise CardServiceMissing from None

        try:
            if self._context is None:
                code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
                check(code)
                self._context = context
            return self._states(scard)
        except CardServiceMissing:
            self.close()
            raise

    def wait(self, milliseconds: int) -> bool:
        """Return at a change of the readers that `look` saw, or after the time; False when there are none."""
        from smartcard import scard

        if self._context is None or not self._raw:
            return False
        code, _ = scard.SCardGetStatusChange(self._context, milliseconds, list(self._raw.items()))
        if code & 0xFFFFFFFF not in (0, TIMEOUT, CANCELLED, UNKNOWN_READER):
            # the next look finds out what it is
            self.close()
            return False
        return True

    def cancel(self) -> None:
        """End a `wait` from another thread."""
        from smartcard import scard

        context = self._context
        if context is not None:
            scard.SCardCancel(context)

    def close(self) -> None:
        """Let go of the service."""
        from smartcard import scard

        context, self._context = self._context, None
        self._raw = {}
        if context is not None:
            scard.SCardReleaseContext(context)

    def _states(self, scard: Any) -> dict[str, ReaderState]:
        code, names = scard.SCardListReaders(self._context, [])
        if code & 0xFFFFFFFF == NO_READERS or not names:
            self._raw = {}
            if code & 0xFFFFFFFF != NO_READERS:
                check(code)
            return {}
        check(code)
        asked = [(name, scard.SCARD_STATE_UNAWARE) for name in names]
        code, found = scard.SCardGetStatusChange(self._context, 0, asked)
        if code & 0xFFFFFFFF == UNKNOWN_READER:
            return {}  # one left between both calls
        check(code)
        self._raw = {name: state & ~scard.SCARD_STATE_CHANGED for name, state, _ in found}
        return {
            name: ReaderState(
                bool(state & scard.SCARD_STATE_PRESENT), bool(state & scard.SCARD_STATE_MUTE), state >> 16 & 0xFFFF
            )
            for name, state, _ in found
        }
