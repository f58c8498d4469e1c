"""A card in a PC/SC reader, shared with other programs: what is done at one time is done in a transaction."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from core.credentials.errors import DriverFailure, MediumRemoved
from core.devices.cards.link import PinEntry
from core.devices.pcsc.failures import NOT_TRANSACTED, RESET_CARD, check, meaning_of
from core.devices.pcsc.pin_pad import FEATURE_VERIFY_PIN_DIRECT, features, verify_structure

_NOTICED_SECONDS = 1.5
_GET_FEATURE_REQUEST = 3400  # CM_IOCTL_GET_FEATURE_REQUEST (PC/SC part 10 §2.2)


class PcscLink:
    """See `CardLink`. Used on one thread."""

    def __init__(self, reader: str) -> None:
        """Connect to the card in a reader; errors of `failures.meaning_of`."""
        from smartcard import scard

        self.reader = reader
        self._scard: Any = scard
        self._card: Any = None
        code, self._context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
        check(code)
        try:
            self._connect()
            self._verify_pin_direct = self._features().get(FEATURE_VERIFY_PIN_DIRECT)
        except BaseException:
            self.close()
            raise

    @property
    def pin_pad(self) -> bool:
        """See `CardLink`."""
        return self._verify_pin_direct is not None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See `CardLink`."""
        if self._card is None:
            raise MediumRemoved
        code = self._scard.SCardBeginTransaction(self._card)
        if code & 0xFFFFFFFF == RESET_CARD:
            # another program reset the card: the connection has to be told that we know
            protocols = self._scard.SCARD_PROTOCOL_T0 | self._scard.SCARD_PROTOCOL_T1
            code, self._protocol = self._scard.SCardReconnect(
                self._card, self._scard.SCARD_SHARE_SHARED, protocols, self._scard.SCARD_LEAVE_CARD
            )
            check(code)
            code = self._scard.SCardBeginTransaction(self._card)
        check(code)
        try:
            yield
        finally:
            # what a card that is gone answers is no loss
            self._scard.SCardEndTransaction(self._card, self._scard.SCARD_LEAVE_CARD)

    def transmit(self, command: bytes) -> bytes:
        """See `CardLink`."""
        is_t0 = self._protocol == self._scard.SCARD_PROTOCOL_T0
        if is_t0 and len(command) > 5 and len(command) == 6 + command[4]:
            command = command[:-1]  # T=0 has no Le beside data (ISO 7816-3 §12.2.5): the card answers 61xx
        protocol = self._scard.SCARD_PCI_T0 if is_t0 else self._scard.SCARD_PCI_T1
        code, answer = self._scard.SCardTransmit(self._card, protocol, list(command))
        self._check(code)
        if len(answer) < 2 and self._leaves():
            raise MediumRemoved
        return bytes(byte & 0xFF for byte in answer)

    def verify_on_pad(self, entry: PinEntry) -> bytes:
        """See `CardLink`. A reader that gives up answers 6400 (time is over) or 6401 (cancelled), §2.5.2."""
        if self._verify_pin_direct is None:
            raise DriverFailure(reason="FEATURE_VERIFY_PIN_DIRECT")
        code, answer = self._scard.SCardControl(self._card, self._verify_pin_direct, list(verify_structure(entry)))
        self._check(code)
        return bytes(byte & 0xFF for byte in answer)

    def close(self) -> None:
        """See `CardLink`."""
        card, self._card = self._card, None
        context, self._context = self._context, None
        if card is not None:
            self._scard.SCardDisconnect(card, self._scard.SCARD_LEAVE_CARD)
        if context is not None:
            self._scard.SCardReleaseContext(context)

    def _connect(self) -> None:
        protocols = self._scard.SCARD_PROTOCOL_T0 | self._scard.SCARD_PROTOCOL_T1
        code, card, self._protocol = self._scard.SCardConnect(
            self._context, self.reader, self._scard.SCARD_SHARE_SHARED, protocols
        )
        check(code)
        self._card = card

    def _features(self) -> dict[int, int]:
        code, answer = self._scard.SCardControl(self._card, _control_code(_GET_FEATURE_REQUEST), [])
        # readers without features refuse the question, each in its own way
        return features(bytes(byte & 0xFF for byte in answer)) if code == 0 else {}

    def _check(self, code: int) -> None:
        if code & 0xFFFFFFFF == NOT_TRANSACTED and self._leaves():
            raise MediumRemoved
        if code != 0:
            raise meaning_of(code)

    def _leaves(self) -> bool:
        """The card is gone, or is noticed to be gone shortly: services look into their readers a few times a second."""
        state, until = self._scard.SCARD_STATE_UNAWARE, time.monotonic() + _NOTICED_SECONDS
        while (left := until - time.monotonic()) > 0:
            code, found = self._scard.SCardGetStatusChange(self._context, int(left * 1000), [(self.reader, state)])
            state = found[0][1] if found else 0
            if code == 0 and not state & self._scard.SCARD_STATE_PRESENT:
                return True
        return False


def _control_code(function: int) -> int:
    """SCARD_CTL_CODE (PC/SC part 10 §2.2, winsmcrd.h, reader.h)."""
    return 0x31 << 16 | function << 2 if sys.platform == "win32" else 0x42000000 + function
